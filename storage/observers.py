"""Observers at meetings: proposed by the lead, objected to by partners, invited where nobody has (Framework G4.b(4)).

The Advisory Group is open to observers, who are invited at once (G4.a(4)).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, and_, insert, or_, select, update

from flows.consensus import latest_end
from storage.audit import record
from storage.consensus_records import (
    INVITED,
    LAPSED,
    OPEN,
    PROPOSAL,
    WITHDRAWN,
    WITHHELD,
    About,
    NewProposal,
    Proposal,
)
from storage.meeting_records import PLANNED
from storage.meeting_tables import meetings
from storage.meeting_tables import observer_proposals as proposals
from storage.objections import has_objection, hold_when_due, objections_to
from storage.people import called
from storage.tables import persons
from storage.watches import watch

if TYPE_CHECKING:
    from storage.meeting_records import Meeting
    from storage.transaction import Transaction

OBSERVERS: Final = "observers"
"""The kind of watch that has a proposal settled when the time to object is up; its subject is the proposal."""

_proposals = select(
    proposals.c.id,
    proposals.c.meeting_id,
    proposals.c.person_id,
    proposals.c.name,
    proposals.c.organisation,
    proposals.c.proposed_by,
    called(),
    proposals.c.proposed_at,
    proposals.c.object_until,
    proposals.c.state,
    proposals.c.settled_at,
).outerjoin_from(proposals, persons, persons.c.id == proposals.c.proposed_by)


def propose_observer(tx: Transaction, new: NewProposal, by: int, at: datetime) -> Proposal:
    """Propose an observer, or where nobody is asked invite one; the invitation itself follows the audiences."""
    asked = new.object_until is not None
    number = tx.connection.execute(
        insert(proposals)
        .values(
            meeting_id=new.meeting_id,
            person_id=new.person_id,
            name=new.name,
            organisation=new.organisation,
            proposed_by=by,
            proposed_at=at,
            object_until=at if new.object_until is None else new.object_until,
            state=OPEN if asked else INVITED,
            settled_at=None if asked else at,
        )
        .returning(proposals.c.id)
    ).scalar_one()
    what = "proposed an observer" if asked else "invited an observer"
    record(tx, f"person:{by}", what, _subject(number), {"meeting": new.meeting_id}, at)
    if new.object_until is not None:
        watch(tx, OBSERVERS, str(number), new.object_until)
    return _known(tx, number)


def proposal(tx: Transaction, proposal_id: int) -> Proposal | None:
    """A proposal by its number."""
    return next(iter(_read(tx, _proposals.where(proposals.c.id == proposal_id))), None)


def proposals_of(tx: Transaction, meeting_id: int) -> tuple[Proposal, ...]:
    """The observers who were proposed for a meeting, or invited to it, the first first."""
    return _read(tx, _proposals.where(proposals.c.meeting_id == meeting_id).order_by(proposals.c.id))


def withdraw_proposal(tx: Transaction, proposal_id: int, by: int, at: datetime) -> Proposal | None:
    """Take a proposal back before the time to object is up; `None` where it is too late, or somebody has done so."""
    still = and_(proposals.c.id == proposal_id, proposals.c.state == OPEN, proposals.c.object_until > at)
    taken = update(proposals).where(still).values(state=WITHDRAWN, settled_at=at)
    if not tx.connection.execute(taken).rowcount:
        return None
    record(tx, f"person:{by}", "withdrew a proposal", _subject(proposal_id), {}, at)
    return _known(tx, proposal_id)


def withdraw_open_proposals(tx: Transaction, meeting_id: int, by: int, at: datetime) -> None:
    """Take back what is still open when the meeting is cancelled: nobody is invited to it any more."""
    still = and_(proposals.c.meeting_id == meeting_id, proposals.c.state == OPEN)
    taken = update(proposals).where(still).values(state=WITHDRAWN, settled_at=at).returning(proposals.c.id)
    for number in sorted(tx.connection.execute(taken).scalars()):
        record(tx, f"person:{by}", "withdrew a proposal", _subject(number), {"meeting": "cancelled"}, at)


def keep_before(tx: Transaction, meeting: Meeting, at: datetime) -> None:
    """End the time to object well before a meeting that was moved nearer, so that an observer can still be invited.

    Where no time is left the partners keep what there is until it begins, and nobody is invited.
    """
    latest = latest_end(meeting.starts_at, at) or meeting.starts_at
    later = and_(proposals.c.meeting_id == meeting.id, proposals.c.state == OPEN, proposals.c.object_until > latest)
    cut = update(proposals).where(later).values(object_until=latest).returning(proposals.c.id)
    for number in sorted(tx.connection.execute(cut).scalars()):
        watch(tx, OBSERVERS, str(number), latest)


def settle_proposal(tx: Transaction, proposal_id: int, at: datetime) -> Proposal | None:
    """Record what has come of a proposal when the time to object is up; `None` where it is not yet, or it was recorded
    before: of two who settle at once, one does.

    To a meeting that was cancelled, or has begun in the meantime, nobody is invited any more.
    """
    about = About(PROPOSAL, proposal_id)
    if not hold_when_due(tx, about, at):
        return None
    state, starts_at = _meeting_of(tx, proposal_id)
    if state != PLANNED:
        outcome = LAPSED
    elif has_objection(tx, about):
        outcome = WITHHELD
    else:
        outcome = INVITED if starts_at > at else LAPSED
    still = and_(proposals.c.id == proposal_id, proposals.c.state == OPEN)
    tx.connection.execute(update(proposals).where(still).values(state=outcome, settled_at=at))
    return _known(tx, proposal_id)


def take_place(tx: Transaction, proposal_id: int, person_id: int) -> Proposal | None:
    """Somebody is the observer whom an invitation was for; `None` where there is none, or it is another's."""
    theirs = or_(proposals.c.person_id.is_(None), proposals.c.person_id == person_id)
    free = and_(proposals.c.id == proposal_id, proposals.c.state == INVITED, theirs)
    if not tx.connection.execute(update(proposals).where(free).values(person_id=person_id)).rowcount:
        return None
    return _known(tx, proposal_id)


def _meeting_of(tx: Transaction, proposal_id: int) -> tuple[str, datetime]:
    """The state of the meeting that a proposal is for, and when it begins."""
    query = (
        select(meetings.c.state, meetings.c.starts_at)
        .join_from(proposals, meetings, meetings.c.id == proposals.c.meeting_id)
        .where(proposals.c.id == proposal_id)
    )
    row = tx.connection.execute(query).one()
    return row.state, row.starts_at


def _known(tx: Transaction, proposal_id: int) -> Proposal:
    found = proposal(tx, proposal_id)
    if found is None:
        raise LookupError(f"there is no proposal {proposal_id}")
    return found


def _read(tx: Transaction, query: Select[Any]) -> tuple[Proposal, ...]:
    rows = tx.connection.execute(query).all()
    objected = objections_to(tx, PROPOSAL, [row.id for row in rows]) if rows else {}
    return tuple(replace(Proposal(*row), objections=objected.get(row.id, ())) for row in rows)


def _subject(proposal_id: int) -> str:
    return f"{PROPOSAL}:{proposal_id}"
