"""What stands on a meeting's page beside the meeting: the record of its questions, and who comes as an observer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from flows.wording import N_, Say, Several, say, say_n
from handlers import consensus_words
from handlers.buttons import PageButton, base36
from handlers.consensus_access import is_member
from handlers.meeting_access import MeetingAccess
from handlers.meeting_pages import Beside
from handlers.observer_pages import OBSERVERS
from handlers.question_pages import QUESTIONS
from storage.consensus_records import INVITED, OPEN, WITHDRAWN, Proposal

if TYPE_CHECKING:
    from storage.transaction import Transaction

MOST_TOLD: Final = 6
MOST_NAMED: Final = 12


def beside(tx: Transaction, access: MeetingAccess, person_id: int, at: datetime, zone: str) -> Beside:
    """The lines and the buttons that somebody sees there: the record for all, observers proposed for the body alone."""
    one, number = access.meeting, base36(access.meeting.id)
    asked, proposals = tx.questions_of(one.id), tx.proposals_of(one.id)
    told = [question for question in asked if question.state != WITHDRAWN][-MOST_TOLD:]
    lines = [consensus_words.in_a_line(question, zone or one.zone, at) for question in told]
    rows: list[tuple[PageButton, ...]] = []
    if asked or (access.convenes and one.is_planned):
        rows.append((PageButton(QUESTIONS, "meetqs", number),))
    if access.convenes or (proposals and is_member(tx, person_id, one, at)):
        lines += _observers(proposals)
        if proposals or (one.is_planned and one.starts_at > at):
            rows.append((PageButton(OBSERVERS, "meetobs", number),))
    return Beside(tuple(lines), tuple(rows))


def _observers(proposals: tuple[Proposal, ...]) -> tuple[Say, ...]:
    invited = [one for one in proposals if one.state == INVITED]
    proposed = [one for one in proposals if one.state == OPEN]
    found = []
    if invited:
        named = Several(tuple(map(consensus_words.observer, invited[:MOST_NAMED])), "apart")
        found.append(
            say_n(
                N_("{n} observer is invited: {names}"),
                N_("{n} observers are invited: {names}"),
                len(invited),
                names=named,
            )
        )
    if proposed:
        named = Several(tuple(map(consensus_words.observer, proposed[:MOST_NAMED])), "apart")
        found.append(say(N_("Proposed as observers: {names}"), names=named))
    return tuple(found)
