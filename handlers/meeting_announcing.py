"""What is put into the outbox when something has happened to a meeting: to whom, once for each occasion.

After an invitation, a change and a cancellation follows the calendar's file, for which a notice `meeting calendar` is
put in: {meeting, method (`request` or `cancel`), sequence}.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from handlers import consensus_announcing, time_zones
from storage.desk_records import NewNotice

if TYPE_CHECKING:
    from storage.meeting_records import Meeting, Renewed
    from storage.transaction import Transaction


def renewed(tx: Transaction, meeting: Meeting, who: Renewed, at: datetime) -> None:
    """Invite who is newly invited; tell who is not invited any more."""
    for person_id in who.invited:
        time_zones.learn_or_ask(tx, person_id, at)
        # Whoever convenes knows of it; the meeting goes into their calendar all the same.
        if person_id != meeting.convened_by:
            _tell(tx, "meeting invitation", person_id, meeting, at.isoformat(), {}, at)
            agenda_file(tx, (person_id,), meeting, at)
        calendar(tx, (person_id,), meeting, "request", at)
        consensus_announcing.still_open(tx, meeting, person_id, at)
    for person_id in who.dropped:
        _tell(tx, "meeting off", person_id, meeting, at.isoformat(), {}, at)
        calendar(tx, (person_id,), meeting, "cancel", at)


def changed(
    tx: Transaction, meeting: Meeting, found: Mapping[str, Any], people: Iterable[int], by: int, at: datetime
) -> None:
    """Tell everyone who was invited before what has changed; whoever changed it knows."""
    for person_id in people:
        if person_id != by:
            content = {"sequence": meeting.sequence, "changed": dict(found)}
            _tell(tx, "meeting changed", person_id, meeting, str(meeting.sequence), content, at)
            if "agenda_file" in found:
                agenda_file(tx, (person_id,), meeting, at)
        calendar(tx, (person_id,), meeting, "request", at)


def cancelled(tx: Transaction, meeting: Meeting, people: Iterable[int], by: int, language: str, at: datetime) -> None:
    """Tell everyone who is invited that the meeting does not take place; `language` is that of the reason."""
    for person_id in people:
        if person_id != by:
            _tell(tx, "meeting cancelled", person_id, meeting, "", {"language": language}, at)
        calendar(tx, (person_id,), meeting, "cancel", at)


def calendar(tx: Transaction, people: Iterable[int], meeting: Meeting, method: str, at: datetime) -> None:
    """Send the event for people's calendars: `request` makes or updates it, `cancel` takes it away."""
    content = {"method": method, "sequence": meeting.sequence}
    for person_id in people:
        occurrence = f"{method}.{meeting.sequence}.{at.isoformat()}"
        _tell(tx, "meeting calendar", person_id, meeting, occurrence, content, at)


def agenda_file(tx: Transaction, people: Iterable[int], meeting: Meeting, at: datetime) -> None:
    """Send the file that goes with the agenda, where there is one."""
    if meeting.agenda_file is not None:
        for person_id in people:
            content = {"file": meeting.agenda_file}
            occurrence = f"{meeting.agenda_file}.{at.isoformat()}"
            _tell(tx, "meeting agenda", person_id, meeting, occurrence, content, at)


def support_wanted(tx: Transaction, meeting: Meeting, person_id: int, at: datetime) -> None:
    """Tell the secretariat, which seeks the funds, that somebody asks for travel support (G4.a(5), G4.b(5))."""
    for officer in tx.holders("secretariat", at):
        _tell(
            tx, "travel support", officer.person_id, meeting, f"{person_id}.{at.isoformat()}", {"person": person_id}, at
        )


def report_published(tx: Transaction, meeting: Meeting, people: Iterable[int], at: datetime) -> None:
    """Tell people that the report of a meeting can be read (G4.a(6), G6(e))."""
    for person_id in people:
        _tell(tx, "meeting report published", person_id, meeting, "", {}, at)


def _tell(
    tx: Transaction,
    kind: str,
    person_id: int,
    meeting: Meeting,
    occurrence: str,
    content: Mapping[str, Any],
    at: datetime,
) -> None:
    told = {"meeting": meeting.id, **content}
    tx.enqueue(NewNotice(kind, person_id, f"meeting:{meeting.id}", occurrence, told, at))
