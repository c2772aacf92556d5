"""A public register with meetings and reports in it: to come, held, cancelled; reported, owed, overdue."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.engine import start
from flows.media import PDF
from flows.report import REPORT
from storage.meeting_records import Meeting, MeetingPlan
from storage.report_records import CycleTerms
from storage.store import Transaction
from tests.documents.reports import answers
from tests.web.register_house import AT, PublicHouse, a_register

SECRET_LINK = "https://meet.example.org/only-for-the-invited"
SECRET_PLACE = "Room behind the secret door"
SECRET_AGENDA = "What nobody else may read"
REPORT_WORDS = "اتفق الشركاء على الخطة.\n\nالاجتماع القادم في الربيع."
HANDED_IN = b"%PDF-1.4 the report of the meeting\n%%EOF"


@dataclass(frozen=True)
class DatedHouse:
    """The register, with its meetings and its reporting cycle."""

    house: PublicHouse
    coming: Meeting
    held: Meeting
    silent: Meeting
    cancelled: Meeting
    cycle: int
    undated: int


def plan(title: str, starts_at: datetime, *, language: str = "en", agenda: str = SECRET_AGENDA) -> MeetingPlan:
    """A meeting with all that only the invited may know."""
    return MeetingPlan(
        kind="annual",
        title=title,
        language=language,
        starts_at=starts_at.replace(minute=0, second=0, microsecond=0),
        minutes=120,
        zone="Europe/Zurich",
        form="in person",
        place=SECRET_PLACE,
        link=SECRET_LINK,
        agenda=agenda,
        agenda_file=None,
        invited=("partners", "members"),
    )


@asynccontextmanager
async def a_dated_register(folder: Path) -> AsyncIterator[DatedHouse]:
    """The register of `a_register`, with these."""
    async with a_register(folder) as house:
        yield await house.store.transact(lambda tx: _filled(tx, house))


def _filled(tx: Transaction, house: PublicHouse) -> DatedHouse:
    now, by = datetime.now(UTC), house.officer

    def meeting(area: str | None, title: str, starts_at: datetime, language: str = "en") -> Meeting:
        return tx.plan_meeting(area, plan(title, starts_at, language=language), by, now)[0]

    coming = meeting(None, "Fifth meeting <b>of the Advisory Group</b>", now + timedelta(days=40))
    held = meeting("waste", "الاجتماع الرابع", now - timedelta(days=40), "ar")
    silent = meeting("asgm", "Meeting without a report", now - timedelta(days=10))
    cancelled = meeting("coal", "Meeting that was cancelled", now + timedelta(days=20))
    gone = tx.cancel_meeting(cancelled.id, cancelled.revision, "Too few can come", by, now)
    assert isinstance(gone, Meeting)
    file = tx.keep_file(person_id=by, draft_id=None, name="report.pdf", mime=PDF, content=HANDED_IN, at=now)
    kept = tx.keep_meeting_report(held.id, held.revision, REPORT_WORDS, "ar", file, by, now)
    assert isinstance(kept, Meeting)
    published = tx.publish_meeting_report(kept.id, kept.revision, by, now)
    assert isinstance(published, Meeting)
    unpublished = tx.keep_meeting_report(silent.id, silent.revision, "Not for everyone yet", "en", file, by, now)
    assert isinstance(unpublished, Meeting)
    due = (now - timedelta(days=20)).date().isoformat()
    cycle = tx.open_cycle(CycleTerms("2024-01-01", "2025-12-31", "First", due), by, now)
    undated = tx.open_cycle(CycleTerms("2026-01-01", "2027-12-31", "First", None), by, now)
    for area, is_published in (("asgm", True), ("products", False)):
        report_on(tx, cycle, area, by, is_published=is_published)
    return DatedHouse(house, coming, published, unpublished, gone, cycle, undated)


def report_on(tx: Transaction, cycle: int, area: str, by: int, *, is_published: bool) -> None:
    """Submit the report of an area, and publish it or not."""
    standing = tx.begin_draft(
        by, REPORT.key, REPORT.edition, start(REPORT).standing(), AT, subject=f"{area}.{cycle}", owned=False
    )
    begun = tx.begin_report(cycle, area, standing.draft_id, AT)
    content = {"answers": answers("en"), "language": "en", "leads": ["Eve"], "area": area}
    assert tx.submit_report(begun.id, begun.revision, by, content, AT) is not None
    sent = tx.area_report_by_id(begun.id)
    assert sent is not None
    if is_published:
        assert tx.publish_report(sent.id, sent.revision, by, AT) is not None
