"""A short form about something: a remark, a report returned for completion. Done or given up, its draft is erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from flows.facts import Facts
from flows.form import Flow
from flows.session import text_at
from flows.wording import N_, Say, say
from handlers.permissions import NOT_YOURS
from handlers.shared_form import barred

if TYPE_CHECKING:
    from flows.session import Answers, Session
    from handlers.scene import Scene
    from handlers.talk import Talk
    from storage.records import Standing

KEPT: Final = say(N_("What you wrote is kept. Press the same button again to go on with it."))
NOTHING_DONE: Final = say(N_("Nothing was done."))
OF_WORDS: Final = ("remark", "words")
"""The questions of short forms that ask for words."""


class PageAbout(Protocol):
    """The page of what a form is about, as it stands now, with notes."""

    def __call__(self, talk: Talk, standing: Standing, /, *notes: Say) -> Scene: ...


@dataclass(frozen=True, slots=True)
class ShortForm:
    """How handlers deal with a short form, whose draft has what it is about as its subject.

    may_go_on: whether the person may still do what it is for.
    submitted: do it, and say what to show; `ended` shows what it is about.
    about: the page of what it is about, shown when it is left, given up or done.
    kept, nothing: what is said when it is left for now, and when it is given up.
    knows: the facts, with what its questions need beside what every form knows.
    barred: what to show to who stands in it and may not go on.
    """

    flow: Flow
    may_go_on: Callable[[Talk, Standing], bool]
    submitted: Callable[[Talk, Standing, Session], Scene]
    about: PageAbout
    kept: Say = KEPT
    nothing: Say = NOTHING_DONE
    knows: Callable[[Talk, Standing, Facts], Facts] | None = None
    barred: Callable[[Talk, Standing], Scene] = barred

    def left(self, talk: Talk, standing: Standing) -> Scene:
        """The person leaves it for now, and finds it again where it was begun."""
        talk.tx.leave(talk.person.id)
        talk.standing = None
        return self.about(talk, standing, self.kept)

    def given_up(self, talk: Talk, standing: Standing) -> Scene:
        """The person gives it up."""
        erase(talk, standing)
        return self.about(talk, standing, self.nothing)


def ended(talk: Talk, standing: Standing, *notes: Say) -> Scene:
    """A short form was sent off, be it in vain: its draft goes, and the notes stand over what it was about."""
    form = talk.short_form(standing)
    if form is None:
        raise ValueError("a short form has ended that is none")
    erase(talk, standing)
    return form.about(talk, standing, *notes)


def written(answers: Answers) -> tuple[Say, ...]:
    """The words of a form that was filled in in vain, so that they can be used once more."""
    texts = (text_at(answers, path) for path in OF_WORDS)
    return tuple(you_had_written(text) for text in texts if text)


def you_had_written(words: str) -> Say:
    """The words that were written in vain."""
    return say(N_("You had written: “{words}”"), words=words)


def erase(talk: Talk, standing: Standing) -> None:
    """The draft of a short form goes with all that was written in it."""
    talk.tx.cancel_draft(standing.draft_id)
    talk.standing = None


def erased(talk: Talk, standing: Standing) -> Scene:
    """Somebody stands in a short form and may not go on: it goes, and nothing of what it was about is shown."""
    erase(talk, standing)
    return talk.idle(NOT_YOURS)


def begin(talk: Talk, flow: Flow, subject: str) -> Scene:
    """Begin a short form, or go on with it where it was left."""
    for draft in talk.tx.drafts_of(talk.person.id):
        if draft.flow == flow.key and draft.subject == subject:
            talk.standing = talk.tx.open_session(talk.person.id, draft.id)
            return talk.again()
    return talk.begin(flow, subject)
