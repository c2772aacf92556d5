"""Who is invited to a meeting, what each has answered, and who was there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, select, update

from storage.letters import unreachable
from storage.meeting_records import ANSWERS, PLANNED, Attendee
from storage.meeting_tables import attendances, meetings
from storage.people import called
from storage.tables import persons
from storage.watches import watch

if TYPE_CHECKING:
    from storage.transaction import Transaction

_attendees = select(
    attendances.c.meeting_id,
    attendances.c.person_id,
    called(),
    persons.c.language,
    persons.c.time_zone,
    unreachable(persons.c.id),
    attendances.c.capacity,
    attendances.c.invited_at,
    attendances.c.answer,
    attendances.c.answered_at,
    attendances.c.travel_support,
    attendances.c.attended,
).join_from(attendances, persons, persons.c.id == attendances.c.person_id)


def attendees(tx: Transaction, meeting_id: int) -> tuple[Attendee, ...]:
    """Everyone who is invited to a meeting, in the order of their invitations."""
    rows = tx.connection.execute(_attendees.where(attendances.c.meeting_id == meeting_id).order_by(attendances.c.id))
    return tuple(Attendee(*row) for row in rows)


def attendee(tx: Transaction, meeting_id: int, person_id: int) -> Attendee | None:
    """Somebody who is invited to a meeting; `None` where they are not."""
    row = tx.connection.execute(
        _attendees.where(attendances.c.meeting_id == meeting_id, attendances.c.person_id == person_id)
    ).one_or_none()
    return None if row is None else Attendee(*row)


def answer_invitation(tx: Transaction, meeting_id: int, person_id: int, answer: str, at: datetime) -> bool:
    """Note what somebody answers (`yes`, `no`, `telephone`), until the meeting begins; a later answer replaces it.

    False where they are not invited, the meeting has begun or was cancelled. Who does not come needs no travel
    support. Raises `ValueError` for any other answer.
    """
    if answer not in ANSWERS:
        raise ValueError(f"{answer!r} answers no invitation")
    support = {} if answer == "yes" else {"travel_support": False}
    return _note(tx, meeting_id, person_id, at, answer=answer, answered_at=at, **support)


def ask_travel_support(tx: Transaction, meeting_id: int, person_id: int, wanted: bool, at: datetime) -> bool:
    """Note whether somebody asks for travel support (Framework G4.a(5), G4.b(5)): who asks for it means to come.

    False as for `answer_invitation`, and where nothing is new.
    """
    known = attendee(tx, meeting_id, person_id)
    if known is None or known.travel_support == wanted:
        return False
    answered = {"answer": "yes", "answered_at": at} if wanted else {}
    return _note(tx, meeting_id, person_id, at, travel_support=wanted, **answered)


def note_presence(tx: Transaction, meeting_id: int, person_id: int, there: bool) -> bool:
    """Note whether somebody was there; False where they were not invited."""
    his = and_(attendances.c.meeting_id == meeting_id, attendances.c.person_id == person_id)
    return tx.connection.execute(update(attendances).where(his).values(attended=there)).rowcount == 1


def _note(tx: Transaction, meeting_id: int, person_id: int, at: datetime, **values: object) -> bool:
    to_come = exists().where(
        meetings.c.id == attendances.c.meeting_id, meetings.c.state == PLANNED, meetings.c.starts_at > at
    )
    his = and_(attendances.c.meeting_id == meeting_id, attendances.c.person_id == person_id, to_come)
    noted = tx.connection.execute(update(attendances).where(his).values(**values)).rowcount == 1
    if noted:
        watch(tx, "meeting", str(meeting_id), at)
    return noted
