"""A short form about something: a remark, a report returned for completion. Done or given up, its draft is erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.facts import Option
from flows.form import Flow
from handlers.permissions import NOT_YOURS
from handlers.shared_form import barred

if TYPE_CHECKING:
    from flows.session import Session
    from handlers.scene import Scene
    from handlers.talk import Talk
    from storage.records import Standing


@dataclass(frozen=True, slots=True)
class ShortForm:
    """How handlers deal with a short form, whose draft has what it is about as its subject.

    may_go_on: whether the person may still do what it is for.
    submitted: do it, and say what to show.
    left, given_up: what to show after "save and leave", and when it is given up.
    choices: what its questions offer whose options are known only now.
    barred: what to show to who stands in it and may not go on.
    """

    flow: Flow
    may_go_on: Callable[[Talk, Standing], bool]
    submitted: Callable[[Talk, Standing, Session], Scene]
    left: Callable[[Talk, Standing], Scene]
    given_up: Callable[[Talk, Standing], Scene]
    choices: Callable[[Talk, Standing], tuple[Option, ...]] | None = None
    barred: Callable[[Talk, Standing], Scene] = barred


def erased(talk: Talk, standing: Standing) -> Scene:
    """Somebody stands in a short form and may not go on: it goes, and nothing of what it was about is shown."""
    talk.tx.cancel_draft(standing.draft_id)
    talk.standing = None
    return talk.idle(NOT_YOURS)


def begin(talk: Talk, flow: Flow, subject: str) -> Scene:
    """Begin a short form, or go on with it where it was left."""
    for draft in talk.tx.drafts_of(talk.person.id):
        if draft.flow == flow.key and draft.subject == subject:
            talk.standing = talk.tx.open_session(talk.person.id, draft.id)
            return talk.again()
    return talk.begin(flow, subject)
