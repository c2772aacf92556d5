"""What is put into the outbox when something has happened in reporting: to whom, once for each occasion."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from handlers.announcing import to_leads, to_officers
from handlers.plan_access import ADVISERS
from storage.desk_records import NewNotice

if TYPE_CHECKING:
    from flows.facts import Area
    from storage.report_records import AreaReport, Cycle
    from storage.transaction import Transaction

REPORT_FORMS: Final = ("pdf", "docx", "png")


def cycle_news(tx: Transaction, cycle: Cycle, what: str, areas: Iterable[Area], at: datetime) -> None:
    """Tell the leads of the open areas of a cycle, each once: that it was `opened`, `dated` (its date was set, moved or
    taken away), `changed` otherwise, `closed`, or opened `again`."""
    content = {"cycle": cycle.id, "revision": cycle.revision, "what": what}
    people = (lead.person_id for area in areas for lead in tx.holders("lead", at, area.key))
    for person_id in dict.fromkeys(people):
        tx.enqueue(NewNotice("report cycle", person_id, f"cycle:{cycle.id}", str(cycle.revision), content, at))


def submitted(tx: Transaction, report: AreaReport, at: datetime) -> None:
    """Tell the secretariat of a report that was submitted."""
    content = {"report": report.id, "version": report.version}
    to_officers(tx, "report submitted", f"report:{report.id}", str(report.version), content, at)


def returned(tx: Transaction, report: AreaReport, at: datetime) -> None:
    """Tell the leads of an area that their report is returned for completion."""
    content = {"report": report.id, "version": report.version}
    to_leads(tx, report.area, "report returned", f"report:{report.id}", str(report.version), content, at)


def published(tx: Transaction, report: AreaReport, but: int, at: datetime) -> None:
    """Tell the leads, the partners of the area and the Advisory Group of a report that everyone can read now."""
    content = {"report": report.id, "version": report.published_version}
    leads = (one.person_id for one in tx.holders("lead", at, report.area))
    partners = (one.person_id for one in tx.partners_of_area(report.area))
    advisers = (one.person_id for kind in ADVISERS for one in tx.holders(kind, at))
    for person_id in dict.fromkeys((*leads, *partners, *advisers)):
        if person_id is not None and person_id != but:
            notice = NewNotice(
                "report published", person_id, f"report:{report.id}", str(report.published_version), content, at
            )
            tx.enqueue(notice)


def files(
    tx: Transaction, person_id: int, report_id: int, version: int, language: str, at: datetime, asked: str
) -> None:
    """A report's draft or a version of it as PDF, as a Word document, and its progress as a picture; `asked` tells one
    request from another."""
    for form in REPORT_FORMS:
        content = {"report": report_id, "version": version, "language": language, "form": form}
        occurrence = f"{version}.{language}.{form}.{asked}"
        tx.enqueue(NewNotice("report file", person_id, f"report:{report_id}", occurrence, content, at))


def progress_given(tx: Transaction, area: str, note_id: int, at: datetime) -> None:
    """Tell the leads of an area of a partner's progress note."""
    to_leads(tx, area, "progress note", f"note:{note_id}", "given", {"note": note_id}, at)
