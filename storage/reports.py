"""Reporting cycles and the reports of areas: opened, written, submitted, returned for completion, published.

Framework F§7, T6: every area reports in the format and to the timetable that UNEP sets. Nothing here refuses a report.
Each change has the facts looked at again that it may make due or needless.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, insert, or_, select, update

from storage.audit import record
from storage.drafts import erase_drafts
from storage.records import Submission
from storage.report_records import AreaReport, Cycle, CycleTerms
from storage.report_tables import area_reports, reporting_cycles
from storage.submissions import submit
from storage.tables import areas, drafts
from storage.watches import watch

if TYPE_CHECKING:
    from storage.transaction import Transaction

_CYCLE = (
    reporting_cycles.c.id,
    reporting_cycles.c.period_from,
    reporting_cycles.c.period_until,
    reporting_cycles.c.format,
    reporting_cycles.c.due_on,
    reporting_cycles.c.revision,
    reporting_cycles.c.opened_at,
    reporting_cycles.c.changed_at,
    reporting_cycles.c.closed_at,
)
_REPORT = (
    area_reports.c.id,
    area_reports.c.cycle_id,
    area_reports.c.area,
    area_reports.c.draft_id,
    area_reports.c.state,
    area_reports.c.reference,
    area_reports.c.version,
    area_reports.c.revision,
    area_reports.c.submitted_at,
    area_reports.c.returned_at,
    area_reports.c.returned_words,
    area_reports.c.returned_language,
    area_reports.c.published_at,
    area_reports.c.published_version,
)


# -- cycles -----------------------------------------------------------------------------------------------------------


def open_cycle(tx: Transaction, terms: CycleTerms, by: int, at: datetime) -> int:
    """Open a reporting cycle and return its identifier."""
    cycle_id: int = tx.connection.execute(
        insert(reporting_cycles)
        .values(**_terms(terms), revision=0, opened_by=by, opened_at=at, changed_at=at, due_set_at=at)
        .returning(reporting_cycles.c.id)
    ).scalar_one()
    record(tx, f"person:{by}", "opened a reporting cycle", f"cycle:{cycle_id}", {"due": terms.due_on}, at)
    _look_at_all(tx, cycle_id, at)
    return cycle_id


def change_cycle(tx: Transaction, cycle_id: int, revision: int, terms: CycleTerms, by: int, at: datetime) -> bool:
    """Change what was set of a cycle; False where it is not as it was at this revision."""
    same_day = reporting_cycles.c.due_on.is_not_distinct_from(terms.due_on)
    due_set_at = case((same_day, reporting_cycles.c.due_set_at), else_=at)
    done = _changed(tx, cycle_id, revision, {**_terms(terms), "due_set_at": due_set_at}, at)
    if done:
        record(tx, f"person:{by}", "changed a reporting cycle", f"cycle:{cycle_id}", {"due": terms.due_on}, at)
    return done


def close_cycle(tx: Transaction, cycle_id: int, revision: int, by: int, at: datetime) -> bool:
    """Close a cycle: no report is written for it any more. False where it is not as it was at this revision."""
    done = _changed(tx, cycle_id, revision, {"closed_at": at}, at)
    if done:
        record(tx, f"person:{by}", "closed a reporting cycle", f"cycle:{cycle_id}", {}, at)
    return done


def reopen_cycle(tx: Transaction, cycle_id: int, revision: int, by: int, at: datetime) -> bool:
    """Open a closed cycle again; False where it is not as it was at this revision."""
    done = _changed(tx, cycle_id, revision, {"closed_at": None, "due_set_at": at}, at)
    if done:
        record(tx, f"person:{by}", "opened a reporting cycle again", f"cycle:{cycle_id}", {}, at)
    return done


def cycle(tx: Transaction, cycle_id: int) -> Cycle | None:
    """A cycle by its identifier."""
    return next(iter(_cycles(tx, select(*_CYCLE).where(reporting_cycles.c.id == cycle_id))), None)


def cycles(tx: Transaction) -> tuple[Cycle, ...]:
    """All cycles: the open ones first, of each the one with the later period first."""
    order = (
        reporting_cycles.c.closed_at.is_not(None),
        reporting_cycles.c.period_until.desc(),
        reporting_cycles.c.id.desc(),
    )
    return _cycles(tx, select(*_CYCLE).order_by(*order))


def current_cycle(tx: Transaction) -> Cycle | None:
    """The open cycle with the latest period; None where none is open."""
    return next((one for one in cycles(tx) if one.is_open), None)


def _terms(terms: CycleTerms) -> dict[str, Any]:
    return {
        "period_from": terms.period_from,
        "period_until": terms.period_until,
        "format": terms.format,
        "due_on": terms.due_on,
    }


def _changed(tx: Transaction, cycle_id: int, revision: int, values: Mapping[str, Any], at: datetime) -> bool:
    as_seen = and_(reporting_cycles.c.id == cycle_id, reporting_cycles.c.revision == revision)
    changed = tx.connection.execute(
        update(reporting_cycles)
        .where(as_seen)
        .values(**values, revision=reporting_cycles.c.revision + 1, changed_at=at)
    ).rowcount
    if changed:
        _look_at_all(tx, cycle_id, at)
    return changed > 0


def _cycles(tx: Transaction, query: Select[Any]) -> tuple[Cycle, ...]:
    return tuple(Cycle(*row) for row in tx.connection.execute(query))


def _look_at_all(tx: Transaction, cycle_id: int, at: datetime) -> None:
    """Have the report of every area that is open, or has begun one, looked at."""
    begun = select(area_reports.c.area).where(area_reports.c.cycle_id == cycle_id)
    keys = tx.connection.execute(select(areas.c.key).where(or_(areas.c.open, areas.c.key.in_(begun)))).scalars()
    for area in sorted(keys):
        _look_at(tx, cycle_id, area, at)


def _look_at(tx: Transaction, cycle_id: int, area: str, at: datetime) -> None:
    watch(tx, "report", f"{cycle_id}.{area}", at)


# -- reports ----------------------------------------------------------------------------------------------------------


def begin_report(tx: Transaction, cycle_id: int, area: str, draft_id: int, at: datetime) -> AreaReport:
    """Keep that a draft is the report of an area in a cycle."""
    tx.connection.execute(
        insert(area_reports).values(
            cycle_id=cycle_id,
            area=area,
            draft_id=draft_id,
            state="open",
            version=0,
            revision=0,
            returned_words="",
            returned_language="",
            published_version=0,
        )
    )
    begun = area_report(tx, cycle_id, area)
    if begun is None:
        raise LookupError(f"the report of {area} in cycle {cycle_id} was not kept")
    _look_at(tx, cycle_id, area, at)
    return begun


def area_report(tx: Transaction, cycle_id: int, area: str, *, lock: bool = False) -> AreaReport | None:
    """The report of an area in a cycle, if it was begun.

    With `lock` the area is locked, so that of two people who open it for the first time one begins it and the other
    finds it.
    """
    if lock:
        tx.connection.execute(select(areas.c.key).where(areas.c.key == area).with_for_update()).all()
    return _report(tx, and_(area_reports.c.cycle_id == cycle_id, area_reports.c.area == area))


def area_report_by_id(tx: Transaction, report_id: int) -> AreaReport | None:
    """A report by its identifier."""
    return _report(tx, area_reports.c.id == report_id)


def area_report_of_draft(tx: Transaction, draft_id: int) -> AreaReport | None:
    """The report that a draft is."""
    return _report(tx, area_reports.c.draft_id == draft_id)


def reports_of_cycle(tx: Transaction, cycle_id: int) -> Mapping[str, AreaReport]:
    """The reports that were begun in a cycle, by area."""
    query = select(*_REPORT).where(area_reports.c.cycle_id == cycle_id)
    return {report.area: report for report in _reports(tx, query)}


def published_reports(tx: Transaction, area: str | None = None) -> tuple[tuple[Cycle, AreaReport], ...]:
    """The reports of which everyone can read a version, with their cycles, the latest period first."""
    query = (
        select(*_CYCLE, *_REPORT)
        .join_from(area_reports, reporting_cycles, reporting_cycles.c.id == area_reports.c.cycle_id)
        .where(area_reports.c.published_version > 0)
    )
    if area is not None:
        query = query.where(area_reports.c.area == area)
    order = (reporting_cycles.c.period_until.desc(), reporting_cycles.c.id.desc(), area_reports.c.area)
    rows = tx.connection.execute(query.order_by(*order))
    return tuple((Cycle(*row[: len(_CYCLE)]), AreaReport(*row[len(_CYCLE) :])) for row in rows)


def submit_report(
    tx: Transaction, report_id: int, revision: int, person_id: int, snapshot: Mapping[str, Any], at: datetime
) -> Submission | None:
    """Submit a report: its next version, under a reference that stays. None where it is not as it was at this revision,
    or not to be written in now."""
    as_seen = _as_seen(report_id, revision, "open", "returned")
    draft_id = tx.connection.execute(
        select(area_reports.c.draft_id).where(as_seen).with_for_update()
    ).scalar_one_or_none()
    if draft_id is None:
        return None
    sent = submit(tx, draft_id, person_id, snapshot, at)
    values = {"state": "submitted", "reference": sent.reference, "version": sent.version, "submitted_at": at}
    _stepped(tx, as_seen, values, at)
    return sent


def return_report(
    tx: Transaction, report_id: int, revision: int, words: str, language: str, by: int, at: datetime
) -> AreaReport | None:
    """Return a report for completion, with words: it can be written in again, and what was published stays published.
    None where it is not as it was at this revision."""
    as_seen = _as_seen(report_id, revision, "submitted", "published")
    values = {"state": "returned", "returned_at": at, "returned_words": words, "returned_language": language}
    report = _stepped(tx, as_seen, values, at)
    if report is not None:
        tx.connection.execute(update(drafts).where(drafts.c.id == report.draft_id).values(state="open"))
        details = {"version": report.version}
        record(tx, f"person:{by}", "returned a report", report.reference or f"report:{report.id}", details, at)
    return report


def publish_report(tx: Transaction, report_id: int, revision: int, by: int, at: datetime) -> AreaReport | None:
    """Publish the version that was submitted; None where the report is not as it was at this revision."""
    as_seen = _as_seen(report_id, revision, "submitted")
    values = {"state": "published", "published_at": at, "published_version": area_reports.c.version}
    report = _stepped(tx, as_seen, values, at)
    if report is not None:
        details = {"version": report.version}
        record(tx, f"person:{by}", "published a report", report.reference or f"report:{report.id}", details, at)
    return report


def give_up_report(tx: Transaction, report_id: int, by: int, at: datetime) -> bool:
    """Erase the draft of a report that was never submitted; False for any other."""
    unsent = and_(area_reports.c.id == report_id, area_reports.c.version == 0)
    report = _report(tx, unsent)
    if report is None:
        return False
    tx.connection.execute(delete(area_reports).where(unsent))
    erase_drafts(tx, drafts.c.id == report.draft_id)
    record(tx, f"person:{by}", "abandoned", f"report:{report.cycle_id}.{report.area}", {}, at)
    _look_at(tx, report.cycle_id, report.area, at)
    return True


def _as_seen(report_id: int, revision: int, *states: str) -> ColumnElement[bool]:
    return and_(area_reports.c.id == report_id, area_reports.c.revision == revision, area_reports.c.state.in_(states))


def _stepped(
    tx: Transaction, as_seen: ColumnElement[bool], values: Mapping[str, Any], at: datetime
) -> AreaReport | None:
    """Change a report that is as it was seen."""
    changed = tx.connection.execute(
        update(area_reports)
        .where(as_seen)
        .values(**values, revision=area_reports.c.revision + 1)
        .returning(area_reports.c.id)
    ).scalar_one_or_none()
    report = None if changed is None else area_report_by_id(tx, changed)
    if report is not None:
        _look_at(tx, report.cycle_id, report.area, at)
    return report


def _report(tx: Transaction, which: ColumnElement[bool]) -> AreaReport | None:
    return next(iter(_reports(tx, select(*_REPORT).where(which))), None)


def _reports(tx: Transaction, query: Select[Any]) -> tuple[AreaReport, ...]:
    return tuple(AreaReport(*row) for row in tx.connection.execute(query))
