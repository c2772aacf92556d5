"""Looking at a meeting's audiences again, when roles or partners have changed: invitations follow them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from handlers import meeting_announcing
from storage.audiences import AUDIENCE

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.transaction import Transaction

__all__ = ["AUDIENCE", "settle"]


def settle(tx: Transaction, kind: str, subject: str, at: datetime, surroundings: Surroundings) -> None:
    """Invite who has come to belong to a meeting's audiences, and tell who belongs to them no more.

    A duty of the scheduler for watches of the kind `audience`, whose subject is the meeting; safe to repeat.
    """
    meeting = tx.meeting(int(subject))
    if meeting is not None:
        who = tx.renew_invitations(meeting, at)
        meeting_announcing.renewed(tx, meeting, who, at)
        if who.invited or who.dropped:
            tx.watch("meeting", subject, at)
