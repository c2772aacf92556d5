"""Meetings of the Advisory Group and of the areas: planned, changed, cancelled, held (Framework G4.a, G4.b).

Each step of whoever convenes names the revision that they saw. Of two who act at once, one acts; the other is told who
did (`Overtaken`). Every change of what makes a reminder due has the fact looked at again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, and_, insert, or_, select, update

from storage.audiences import renew_invitations
from storage.audit import record
from storage.consensus import withdraw_open_questions
from storage.desk_records import Overtaken
from storage.files import drop_file, keep_for_good
from storage.meeting_records import CANCELLED, PLANNED, YES, Invited, Meeting, MeetingChanged, MeetingPlan, Renewed
from storage.meeting_tables import attendances, meetings
from storage.observers import keep_before, withdraw_open_proposals
from storage.people import names_of
from storage.tables import audits
from storage.watches import watch

if TYPE_CHECKING:
    from storage.transaction import Transaction

ADVISORY: Final = "advisory"
"""What the Advisory Group is called where the key of an area would stand."""
STEPS: Final = (
    "planned a meeting",
    "changed a meeting",
    "cancelled a meeting",
    "recorded the attendance",
    "handed in a meeting report",
    "published a meeting report",
)
"""What the audit calls the steps taken on a meeting."""
MEETING: Final = tuple(meetings.c[field.name] for field in fields(Meeting))
MOST_LISTED: Final = 100


def body_of(area: str | None) -> str:
    """The name under which a body's gatherings are watched: the key of an area, or `advisory`."""
    return ADVISORY if area is None else area


def meeting(tx: Transaction, meeting_id: int) -> Meeting | None:
    """A meeting by its identifier."""
    row = tx.connection.execute(select(*MEETING).where(meetings.c.id == meeting_id)).one_or_none()
    return None if row is None else read_meeting(row)


def meetings_of(
    tx: Transaction,
    bodies: Collection[str | None] | None,
    at: datetime,
    *,
    coming: bool,
    offset: int = 0,
    limit: int = MOST_LISTED,
) -> tuple[Meeting, ...]:
    """Meetings of some areas (`None` among them: the Advisory Group) or of all (`None` in their place).

    Those that have not begun at a moment, the next first; or else those that have, the last first.
    """
    query: Select[Any] = select(*MEETING)
    if bodies is not None:
        query = query.where(_of_bodies(bodies))
    rows = tx.connection.execute(_in_order(query, at, coming=coming).offset(max(0, offset)).limit(limit))
    return tuple(read_meeting(row) for row in rows)


def invitations_of(
    tx: Transaction, person_id: int, at: datetime, *, coming: bool, offset: int = 0, limit: int = MOST_LISTED
) -> tuple[Invited, ...]:
    """The meetings to which somebody is invited, with their answers; in the order of `meetings_of`."""
    query: Select[Any] = (
        select(*MEETING, attendances.c.capacity, attendances.c.answer)
        .join_from(meetings, attendances, attendances.c.meeting_id == meetings.c.id)
        .where(attendances.c.person_id == person_id)
    )
    rows = tx.connection.execute(_in_order(query, at, coming=coming).offset(max(0, offset)).limit(limit))
    return tuple(Invited(read_meeting(row[:-2]), *row[-2:]) for row in rows)


def plan_meeting(
    tx: Transaction, area: str | None, plan: MeetingPlan, by: int, at: datetime
) -> tuple[Meeting, Renewed]:
    """Plan a meeting, and invite everyone who belongs to its audiences; whoever convenes it counts as coming."""
    values = {
        **_kept(tx, plan),
        "area": area,
        "uid": str(uuid4()),
        "state": PLANNED,
        "because": "",
        "sequence": 0,
        "revision": 0,
        "convened_by": by,
        "made_at": at,
        "changed_at": at,
        "report": "",
        "report_language": "",
    }
    row = tx.connection.execute(insert(meetings).values(values).returning(*MEETING)).one()
    planned = read_meeting(row)
    _record(tx, planned, "planned a meeting", by, {"area": area}, at)
    renewed = renew_invitations(tx, planned, at)
    look_again(tx, planned, at)
    return planned, renewed


def change_meeting(
    tx: Transaction, meeting_id: int, revision: int, plan: MeetingPlan, by: int, at: datetime
) -> tuple[MeetingChanged, Renewed] | Overtaken:
    """Change a meeting that is still to come. One that is moved asks everyone anew whether they come.

    The invitations follow its audiences as they are now, and the time to object to its observers ends before it begins.
    Raises `LookupError` where there is no such meeting.
    """
    before = _known(tx, meeting_id)
    after = _step(tx, meeting_id, revision, {"sequence": meetings.c.sequence + 1, **_kept(tx, plan)}, at)
    if after is None:
        return overtaken(tx, meeting_id)
    if before.agenda_file is not None and before.agenda_file != after.agenda_file:
        drop_file(tx, before.agenda_file)
    moved = after.starts_at != before.starts_at
    this = attendances.c.meeting_id == meeting_id
    if moved:
        who_convenes = attendances.c.person_id.is_not_distinct_from(after.convened_by)
        tx.connection.execute(
            update(attendances)
            .where(this, ~and_(who_convenes, attendances.c.answer == YES))
            .values(answer="", answered_at=None)
        )
        keep_before(tx, after, at)
    if moved or after.form != "in person":
        tx.connection.execute(update(attendances).where(this).values(travel_support=False))
    _record(tx, after, "changed a meeting", by, {"sequence": after.sequence, "moved": moved}, at)
    renewed = renew_invitations(tx, after, at)
    look_again(tx, after, at)
    return MeetingChanged(before, after, moved), renewed


def cancel_meeting(
    tx: Transaction, meeting_id: int, revision: int, because: str, by: int, at: datetime
) -> Meeting | Overtaken:
    """Cancel a meeting that is still to come, with a word why; what was open of it for consensus, and of its observers,
    is withdrawn with it. Raises `LookupError` where there is no such meeting; one that has begun comes back as
    `Overtaken`."""
    values = {"state": CANCELLED, "because": because, "sequence": meetings.c.sequence + 1}
    before = _known(tx, meeting_id)
    after = None if before.starts_at <= at else _step(tx, meeting_id, revision, values, at)
    if after is None:
        return overtaken(tx, meeting_id)
    withdraw_open_questions(tx, meeting_id, by, at)
    withdraw_open_proposals(tx, meeting_id, by, at)
    _record(tx, after, "cancelled a meeting", by, {"sequence": after.sequence}, at)
    look_again(tx, after, at)
    return after


def keep_meeting_report(
    tx: Transaction,
    meeting_id: int,
    revision: int,
    words: str,
    language: str,
    file_id: int | None,
    by: int,
    at: datetime,
) -> Meeting | Overtaken:
    """Keep the report of a meeting, as text, as a file, or as both; one that was handed in before is replaced.

    One that is published already is published as it stands from then on. Raises `LookupError` where there is no such
    meeting.
    """
    before = _known(tx, meeting_id)
    values = {"report": words, "report_language": language, "report_file": file_id, "report_at": at}
    after = _step(tx, meeting_id, revision, values, at)
    if after is None:
        return overtaken(tx, meeting_id)
    if file_id is not None:
        keep_for_good(tx, file_id)
    if before.report_file is not None and before.report_file != file_id:
        drop_file(tx, before.report_file)
    _record(tx, after, "handed in a meeting report", by, {"file": file_id is not None}, at)
    look_again(tx, after, at)
    return after


def publish_meeting_report(
    tx: Transaction, meeting_id: int, revision: int, by: int, at: datetime
) -> Meeting | Overtaken:
    """Let everyone read the report of a meeting (Framework G4.a(6), G6(e)). Raises `LookupError` where there is no
    such meeting; one without a report, or whose report is published, comes back as `Overtaken`."""
    before = _known(tx, meeting_id)
    if before.report_at is None or before.report_published_at is not None:
        return overtaken(tx, meeting_id)
    after = _step(tx, meeting_id, revision, {"report_published_at": at}, at)
    if after is None:
        return overtaken(tx, meeting_id)
    _record(tx, after, "published a meeting report", by, {}, at)
    look_again(tx, after, at)
    return after


def close_attendance(tx: Transaction, meeting_id: int, revision: int, by: int, at: datetime) -> Meeting | Overtaken:
    """The list of who was there is complete: whoever is not ticked was not. Raises `LookupError` where there is no such
    meeting."""
    _known(tx, meeting_id)
    after = _step(tx, meeting_id, revision, {"attendance_at": at}, at)
    if after is None:
        return overtaken(tx, meeting_id)
    unticked = and_(attendances.c.meeting_id == meeting_id, attendances.c.attended.is_(None))
    tx.connection.execute(update(attendances).where(unticked).values(attended=False))
    _record(tx, after, "recorded the attendance", by, {}, at)
    look_again(tx, after, at)
    return after


def look_again(tx: Transaction, meeting: Meeting, at: datetime) -> None:
    """Have all that a meeting makes due looked at: its own reminders, that of its report, and the body's next one."""
    watch(tx, "meeting", str(meeting.id), at)
    watch(tx, "meeting report", str(meeting.id), at)
    watch(tx, "gathering", body_of(meeting.area), at)


def overtaken(tx: Transaction, meeting_id: int) -> Overtaken:
    """Who took the last step on a meeting, and which."""
    last = tx.connection.execute(
        select(audits.c.who, audits.c.what, audits.c.at)
        .where(audits.c.subject == _subject(meeting_id), audits.c.what.in_(STEPS))
        .order_by(audits.c.id.desc())
        .limit(1)
    ).one()
    number = int(last.who.partition(":")[2])
    return Overtaken(names_of(tx, [number]).get(number, ""), last.what, last.at)


def read_meeting(row: Any) -> Meeting:
    """A meeting from a row of `MEETING`."""
    values: dict[str, Any] = {field.name: value for field, value in zip(fields(Meeting), row, strict=True)}
    return Meeting(**{**values, "invited": tuple(values["invited"])})


def _known(tx: Transaction, meeting_id: int) -> Meeting:
    found = meeting(tx, meeting_id)
    if found is None:
        raise LookupError(f"there is no meeting {meeting_id}")
    return found


def _step(tx: Transaction, meeting_id: int, revision: int, values: Mapping[str, Any], at: datetime) -> Meeting | None:
    """Take a step on a meeting that is as its convener saw it; `None` where it is so no longer, or was cancelled."""
    as_seen = and_(meetings.c.id == meeting_id, meetings.c.revision == revision, meetings.c.state == PLANNED)
    row = tx.connection.execute(
        update(meetings)
        .where(as_seen)
        .values(**values, revision=meetings.c.revision + 1, changed_at=at)
        .returning(*MEETING)
    ).one_or_none()
    return None if row is None else read_meeting(row)


def _kept(tx: Transaction, plan: MeetingPlan) -> dict[str, Any]:
    """The columns of a plan; its file outlives the form that it was sent in."""
    if plan.agenda_file is not None:
        keep_for_good(tx, plan.agenda_file)
    return {**asdict(plan), "invited": list(plan.invited)}


def _of_bodies(bodies: Collection[str | None]) -> ColumnElement[bool]:
    areas = [body for body in bodies if body is not None]
    of_areas = meetings.c.area.in_(areas)
    return or_(of_areas, meetings.c.area.is_(None)) if None in bodies else of_areas


def _in_order(query: Select[Any], at: datetime, *, coming: bool) -> Select[Any]:
    if coming:
        return query.where(meetings.c.starts_at > at).order_by(meetings.c.starts_at, meetings.c.id)
    return query.where(meetings.c.starts_at <= at).order_by(meetings.c.starts_at.desc(), meetings.c.id.desc())


def _subject(meeting_id: int) -> str:
    return f"meeting:{meeting_id}"


def _record(tx: Transaction, meeting: Meeting, what: str, by: int, details: Mapping[str, Any], at: datetime) -> None:
    record(tx, f"person:{by}", what, _subject(meeting.id), details, at)
