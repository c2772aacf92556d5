"""Errands: short conversations of the secretariat about a letter. Done or given up, nothing of them is kept.

An errand's draft has a subject, the letter's reference and the revision that the officer saw; it never stands among a
person's letters. What an officer wrote in vain, because somebody else acted first, is shown to them again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.errands import COMPLETION, ERRANDS, SEARCH, asked_paths
from flows.form import Flow
from flows.session import Answers, Session
from flows.wording import N_, Say, say
from handlers import announcing, desk_pages, desk_views
from handlers.buttons import number_in
from handlers.sent import answers_of, newest
from storage.desk_records import Letter, Overtaken, Remark

if TYPE_CHECKING:
    from handlers.scene import Scene
    from handlers.talk import Talk
    from storage.records import Draft, Standing


def is_errand(flow: str) -> bool:
    """Whether a draft of this flow is an errand."""
    return flow in ERRANDS


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


def written(answers: Answers) -> tuple[Say, ...]:
    """The words of an errand, so that they can be used once more."""
    texts = [answer.value for path in ("remark", "words") if (answer := answers.get(path)) is not None]
    return tuple(say(N_("You had written: “{words}”"), words=text) for text in texts if isinstance(text, str))


def left(talk: Talk, standing: Standing) -> Scene:
    """An errand left for now: it is gone on with from the letter's page."""
    talk.tx.leave(talk.person.id)
    talk.standing = None
    return _back(talk, standing, say(N_("What you wrote is kept. Press the same button again to go on with it.")))


def given_up(talk: Talk, standing: Standing) -> Scene:
    """An errand given up: nothing was done."""
    _erase(talk, standing)
    return _back(talk, standing, say(N_("Nothing was done.")))


def _erase(talk: Talk, standing: Standing) -> None:
    talk.tx.cancel_draft(standing.draft_id)
    talk.standing = None


def _back(talk: Talk, standing: Standing, *notes: Say) -> Scene:
    """To the letter that the errand was about, or to what waits."""
    reference = standing.subject.partition(".")[0]
    return desk_views.letter_page(talk, reference, *notes) if reference else desk_views.inbox_page(talk, 0, *notes)


def submitted(talk: Talk, flow: Flow, standing: Standing, session: Session) -> Scene:
    """Do what an errand was for."""
    answers = session.answers
    _erase(talk, standing)
    if flow is SEARCH:
        return desk_views.found(talk, str(answers["words"].value))
    reference, _, revision = standing.subject.partition(".")
    letter = talk.tx.letter(reference)
    if letter is None:
        return desk_views.letter_page(talk, reference, *written(answers))
    act = _ask if flow is COMPLETION else _set_aside
    outcome = act(talk, letter, number_in(revision), answers)
    if isinstance(outcome, Overtaken):
        return desk_views.letter_page(talk, reference, desk_pages.overtaken(outcome), *written(answers))
    return desk_views.letter_page(talk, reference, say(DONE[flow.key]))


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
    answer = answers.get("words")
    words = "" if answer is None or answer.value is None else str(answer.value)
    outcome = talk.tx.set_letter_aside(letter.reference, revision, talk.person.id, reason, words, at)
    if isinstance(outcome, Remark):
        announcing.to_applicant(talk.tx, letter, "set aside", str(revision + 1), at)
    return outcome
