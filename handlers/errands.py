"""Errands: short conversations of the secretariat about a letter. Done or given up, nothing of them is kept.

An errand's draft has a subject, the letter's reference and the revision that the officer saw; it never stands among a
person's letters. What an officer wrote in vain, because somebody else acted first, is shown to them again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from flows.errands import COMPLETION, SEARCH, SETTING_ASIDE, asked_paths, completion_choices
from flows.form import Flow
from flows.session import Answers, Session, text_at
from flows.wording import N_, Say, say
from handlers import announcing, desk_pages, desk_views
from handlers.buttons import number_in
from handlers.sent import answers_of, newest
from handlers.short_form import ShortForm, ended, erase, erased, written
from storage.desk_records import Letter, Overtaken, Remark

if TYPE_CHECKING:
    from flows.facts import Facts
    from handlers.scene import Scene
    from handlers.talk import Talk
    from storage.records import Draft, Standing


def begin(talk: Talk, flow: Flow, subject: str) -> Scene:
    """Begin an errand, or go on with it where it was left. One about how the letter stood before is begun anew, and
    what was written in it is shown."""
    notes: tuple[Say, ...] = ()
    for draft in _left_before(talk, flow, subject):
        if draft.subject == subject:
            talk.standing = talk.tx.open_session(talk.person.id, draft.id)
            return talk.again()
        standing = talk.tx.open_session(talk.person.id, draft.id)
        if standing is not None:
            notes += written(talk.tx.answers(draft.id, standing.draft_revision))
        talk.tx.cancel_draft(draft.id)
    scene = talk.begin(flow, subject)
    return replace(scene, notes=(*notes, *scene.notes))


def _left_before(talk: Talk, flow: Flow, subject: str) -> list[Draft]:
    reference = subject.partition(".")[0]
    return [
        draft
        for draft in talk.tx.drafts_of(talk.person.id)
        if draft.flow == flow.key and draft.subject.partition(".")[0] == reference
    ]


def _may_go_on(talk: Talk, _: Standing) -> bool:
    return talk.is_officer()


def _about(talk: Talk, standing: Standing, *notes: Say) -> Scene:
    """The letter that the errand is about, or what waits."""
    reference = standing.subject.partition(".")[0]
    return desk_views.letter_page(talk, reference, *notes) if reference else desk_views.inbox_page(talk, 0, *notes)


def _knows(talk: Talk, standing: Standing, facts: Facts) -> Facts:
    """The questions of the letter that completion is asked for."""
    sent = talk.tx.submission(standing.subject.partition(".")[0])
    return facts if sent is None else replace(facts, choices=completion_choices(answers_of(sent)))


def _found(talk: Talk, standing: Standing, session: Session) -> Scene:
    erase(talk, standing)
    return desk_views.found(talk, str(session.answers["words"].value))


def _submitted(talk: Talk, standing: Standing, session: Session) -> Scene:
    """Do what an errand about a letter was for."""
    answers = session.answers
    reference, _, revision = standing.subject.partition(".")
    letter = talk.tx.letter(reference)
    if letter is None:
        return ended(talk, standing, *written(answers))
    act = _ask if standing.flow == COMPLETION.key else _set_aside
    outcome = act(talk, letter, number_in(revision), answers)
    if isinstance(outcome, Overtaken):
        return ended(talk, standing, desk_pages.overtaken(outcome), *written(answers))
    return ended(talk, standing, say(DONE[standing.flow]))


DONE = {
    "completion": N_("The applicant is asked to complete the letter."),
    "setting_aside": N_("The letter is set aside. The applicant is told."),
}


def _ask(talk: Talk, letter: Letter, revision: int, answers: Answers) -> Remark | Overtaken:
    """Ask the applicant for what is missing (G2(c))."""
    chosen = answers["asked"].value
    asked = asked_paths(map(str, chosen if isinstance(chosen, list) else ()), answers_of(newest(talk.tx, letter)))
    words, at = str(answers["remark"].value), talk.incoming.at
    outcome = talk.tx.ask_for_completion(letter.reference, revision, talk.person.id, asked, words, at)
    if isinstance(outcome, Remark):
        announcing.to_applicant(talk.tx, letter, "completion asked", str(revision + 1), at)
    return outcome


def _set_aside(talk: Talk, letter: Letter, revision: int, answers: Answers) -> Remark | Overtaken:
    reason, at = str(answers["reason"].value), talk.incoming.at
    words = text_at(answers, "words")
    outcome = talk.tx.set_letter_aside(letter.reference, revision, talk.person.id, reason, words, at)
    if isinstance(outcome, Remark):
        announcing.to_applicant(talk.tx, letter, "set aside", str(revision + 1), at)
    return outcome


FORMS: Final = (
    ShortForm(COMPLETION, _may_go_on, _submitted, _about, knows=_knows, barred=erased),
    ShortForm(SETTING_ASIDE, _may_go_on, _submitted, _about, barred=erased),
    ShortForm(SEARCH, _may_go_on, _found, _about, barred=erased),
)
"""How errands are dealt with."""
