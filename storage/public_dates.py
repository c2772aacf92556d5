"""Meetings and reports in the public register (Framework G4.a(6), G6(e), F§7): only what everyone may know."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from storage.files import file
from storage.meeting_tables import meetings
from storage.public_records import PublicFile, PublicMeeting, PublishedReport, Reporting
from storage.records import StoredFile
from storage.report_tables import area_reports, reporting_cycles
from storage.reports import area_report, cycle, cycles, published_reports, reports_of_cycle
from storage.submissions import submission
from storage.tables import files

if TYPE_CHECKING:
    from storage.transaction import Transaction

_PUBLIC = (
    meetings.c.id,
    meetings.c.area,
    meetings.c.kind,
    meetings.c.title,
    meetings.c.language,
    meetings.c.starts_at,
    meetings.c.minutes,
    meetings.c.zone,
    meetings.c.form,
    meetings.c.state,
    meetings.c.report_published_at,
    meetings.c.report,
    meetings.c.report_language,
    files.c.id.label("file_id"),
    files.c.mime,
    files.c.size,
)
# A meeting that was cancelled has no report, whatever was handed in before.
_IS_PUBLISHED = and_(meetings.c.report_published_at.is_not(None), meetings.c.state == "planned")


def public_meetings(tx: Transaction, at: datetime) -> tuple[PublicMeeting, ...]:
    """All meetings, those to come first in their order, then those that have begun, the last first. One that was
    cancelled is among them until it would have begun."""
    rows = tx.connection.execute(
        select(*_PUBLIC)
        .outerjoin_from(meetings, files, files.c.id == meetings.c.report_file)
        .where(or_(meetings.c.state == "planned", meetings.c.starts_at > at))
        .order_by(meetings.c.starts_at, meetings.c.id)
    )
    found = [_meeting(row, at) for row in rows]
    return (*(one for one in found if not one.begun), *(one for one in reversed(found) if one.begun))


def _meeting(row: Any, at: datetime) -> PublicMeeting:
    published = row.report_published_at is not None and row.state == "planned"
    return PublicMeeting(
        id=row.id,
        area=row.area,
        kind=row.kind,
        title=row.title,
        language=row.language,
        starts_at=row.starts_at,
        ends_at=row.starts_at + timedelta(minutes=row.minutes),
        zone=row.zone,
        form=row.form,
        cancelled=row.state != "planned",
        begun=row.starts_at <= at,
        published_at=row.report_published_at if published else None,
        report=row.report if published else "",
        report_language=row.report_language if published else "",
        report_file=PublicFile(row.file_id, row.mime, row.size) if published and row.file_id is not None else None,
    )


def published_meeting_file(tx: Transaction, meeting_id: int) -> StoredFile | None:
    """The file of a meeting's report that is published; None for any other, whether there is one or not."""
    number = tx.connection.execute(
        select(meetings.c.report_file).where(meetings.c.id == meeting_id, _IS_PUBLISHED)
    ).scalar_one_or_none()
    return None if number is None else file(tx, number)


def reportings(tx: Transaction, at: datetime) -> tuple[Reporting, ...]:
    """All reporting cycles with their reports, in the order of `cycles`."""
    today = at.astimezone(UTC).date()
    return tuple(
        Reporting(
            one,
            reports_of_cycle(tx, one.id),
            due_passed=one.due_on is not None and date.fromisoformat(one.due_on) < today,
        )
        for one in cycles(tx)
    )


def published_report(tx: Transaction, area: str, cycle_id: int) -> PublishedReport | None:
    """The report of an area in a cycle as it is published; None for any other, whether there is one or not."""
    this, report = cycle(tx, cycle_id), area_report(tx, cycle_id, area)
    if this is None or report is None or not report.published_version or report.reference is None:
        return None
    sent = submission(tx, report.reference, report.published_version)
    if sent is None:
        return None
    earlier = []
    for before, one in reversed(published_reports(tx, area)):
        found = submission(tx, one.reference or "", one.published_version)
        if before.period_until < this.period_until and found is not None:
            earlier.append(found)
    return PublishedReport(this, report, sent, tuple(earlier))


def dates_stamp(tx: Transaction, at: datetime) -> list[object]:
    """What changes whenever the register shows other meetings or reports: each counts its changes; time counts too,
    since meetings begin, and reports become due."""
    run = tx.connection.execute
    held = select(func.count()).select_from(meetings).where(meetings.c.starts_at <= at)
    due = (
        select(func.count())
        .select_from(reporting_cycles)
        .where(reporting_cycles.c.due_on < at.astimezone(UTC).date().isoformat())
    )
    counted = [
        run(select(func.count(), func.coalesce(func.sum(table.c.revision), 0)).select_from(table)).one()
        for table in (meetings, reporting_cycles, area_reports)
    ]
    return [run(held).scalar_one(), run(due).scalar_one(), *(int(each) for one in counted for each in one)]
