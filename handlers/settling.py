"""What happens when the time to object is up: a question is agreed or not, an observer is invited or not.

Duties of the scheduler for watches of the kinds `consensus` and `observers`; safe to repeat, since each is settled, and
told, once.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from handlers import consensus_announcing, meeting_audience
from storage.consensus import CONSENSUS
from storage.consensus_records import INVITED, LAPSED, OPEN
from storage.observers import OBSERVERS

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.transaction import Transaction

__all__ = ["CONSENSUS", "OBSERVERS", "settle_observer", "settle_question"]


def settle_question(tx: Transaction, kind: str, subject: str, at: datetime, _: Surroundings) -> None:
    """Record whether a question is agreed, and tell the body; before its deadline, have it looked at then."""
    done = tx.settle_question(int(subject), at)
    if done is None:
        found = tx.question(int(subject))
        if found is not None and found.state == OPEN:
            tx.watch(kind, subject, found.deadline)
        return
    meeting = tx.meeting(done.meeting_id)
    if meeting is not None:
        consensus_announcing.question_settled(tx, done, meeting, at)


def settle_observer(tx: Transaction, kind: str, subject: str, at: datetime, surroundings: Surroundings) -> None:
    """Invite an observer to whom nobody has objected, else withhold the invitation; tell whom it concerns.

    Who is not known here gets a link, which the lead is asked to hand on.
    """
    done = tx.settle_proposal(int(subject), at)
    if done is None:
        found = tx.proposal(int(subject))
        if found is not None and found.state == OPEN:
            tx.watch(kind, subject, found.object_until)
        return
    meeting = tx.meeting(done.meeting_id)
    if meeting is None:
        return
    if done.state == INVITED:
        meeting_audience.settle(tx, meeting_audience.AUDIENCE, str(meeting.id), at, surroundings)
    # That a meeting is cancelled was told to everyone; that an observer was not invited to it goes without saying.
    if done.state != LAPSED or meeting.is_planned:
        consensus_announcing.observer_settled(tx, done, meeting, at)
