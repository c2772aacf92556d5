"""Questions put for consensus in the chat: a meeting's, each one's page, and taking one back (G4.a(3), G4.b(3))."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from flows.consensus import QUESTION
from flows.wording import N_, Say, say
from handlers import consensus_announcing, consensus_words, question_pages
from handlers.buttons import base36, number_in
from handlers.consensus_access import MatterAccess, access_to, is_member
from handlers.meeting_access import MeetingAccess, body_of, convenes, meeting_named
from handlers.permissions import NOT_YOURS
from handlers.plan_remarks import begin
from handlers.scene import Scene
from handlers.time_zones import lives_in
from storage.consensus_records import OPEN, About, Question

if TYPE_CHECKING:
    from handlers.talk import Talk

Does: TypeAlias = "Callable[[Talk, str], Scene]"


def questions(talk: Talk, number: str, *notes: Say) -> Scene:
    """The questions of a meeting's body, for its members, for whoever convenes it, and for who is invited."""
    meeting = talk.tx.meeting(number_in(number))
    if meeting is None:
        return talk.again(NOT_YOURS)
    person, at = talk.person.id, talk.incoming.at
    may = convenes(talk.tx, person, meeting.area, at)
    invited = talk.tx.attendee(meeting.id, person) is not None
    if not may and not invited and not is_member(talk.tx, person, meeting, at):
        return talk.again(NOT_YOURS)
    listed = talk.tx.questions_of(meeting.id)
    zone = lives_in(talk.tx, person, at) or meeting.zone
    body = body_of(meeting, talk.surroundings.areas)
    page = question_pages.questions(meeting, body, listed, zone, at, convenes=may, invited=invited)
    return talk.show(page, *notes)


def question(talk: Talk, number: str, *notes: Say) -> Scene:
    """One question."""
    found = _named(talk, number)
    return talk.again(NOT_YOURS, *notes) if found is None else shown(talk, *found, *notes)


def shown(talk: Talk, access: MatterAccess, asked: Question, *notes: Say) -> Scene:
    """The page of a question that the person has to do with."""
    return talk.show(question_pages.question(access, asked, talk.incoming.at), *notes)


def _named(talk: Talk, number: str) -> tuple[MatterAccess, Question] | None:
    access = access_to(talk, About("question", number_in(number)))
    if access is None or not isinstance(access.matter, Question):
        return None
    return access, access.matter


def ask(talk: Talk, number: str) -> Scene:
    """Begin to put a question to the body of a meeting."""
    access = meeting_named(talk, number)
    if access is None or not access.convenes:
        return talk.again(NOT_YOURS)
    return begin(talk, QUESTION, base36(access.meeting.id)) if access.meeting.is_planned else _cancelled(talk, access)


def _cancelled(talk: Talk, access: MeetingAccess) -> Scene:
    told = say(N_("This meeting was cancelled, so no question can be put to it any more."))
    return questions(talk, base36(access.meeting.id), told)


def withdraw(talk: Talk, number: str) -> Scene:
    """Ask before a question is taken back."""
    found = _named(talk, number)
    if found is None or not found[0].convenes:
        return talk.again(NOT_YOURS)
    access, asked = found
    if asked.state != OPEN or asked.deadline <= talk.incoming.at:
        return shown(talk, access, asked, consensus_words.too_late(asked, access.zone))
    return talk.show(question_pages.withdraw(*found))


def withdrawn(talk: Talk, number: str) -> Scene:
    """Take a question back before its deadline, and tell everyone who could object."""
    found = _named(talk, number)
    if found is None or not found[0].convenes:
        return talk.again(NOT_YOURS)
    access, asked = found
    at, by = talk.incoming.at, talk.person.id
    done = talk.tx.withdraw_question(asked.id, by, at)
    if done is None:
        return question(talk, number, consensus_words.too_late(asked, access.zone))
    consensus_announcing.question_settled(talk.tx, done, access.meeting, at, by)
    return question(talk, number, say(N_("The question is withdrawn. Everyone who could object is told.")))


BUTTONS: Mapping[str, Does] = {
    "meetqs": questions,
    "meetask": ask,
    "consq": question,
    "consoff": withdraw,
    "consout": withdrawn,
}
SHOWING = frozenset({"meetqs", "consq", "consoff"})
"""Acts that only show something."""
