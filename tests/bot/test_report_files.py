"""Reports sent as files: the draft and versions, progress as a picture, and nothing to who may not read it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.notifier.preparing import File, NotBefore, Picture, Text, prepared
from flows.framework import CURRENT
from flows.report_prefill import filled
from flows.session import Answer
from handlers.talk import Surroundings
from storage.desk_records import NewNotice
from storage.report_records import AreaReport, CycleTerms
from storage.store import Store, Transaction, open_store
from tests.bot.outbox import TELEGRAM, somebody
from tests.flows.plans import whole

SURROUNDINGS = Surroundings("https://mercury.example.org", "test_bot", CURRENT.open_areas())
LEAD, OFFICER, OTHER = 7, 8, 9
FIRST = CycleTerms("2025-01-01", "2026-12-31", "Reporting format of 2026", None)
SECOND = CycleTerms("2027-01-01", "2028-12-31", "Reporting format of 2028", "2029-03-31")


@pytest.fixture
async def store(migrated_sqlite_url: str) -> AsyncIterator[Store]:
    store = await open_store(migrated_sqlite_url)
    yield store
    await store.close()


def report(value: str = "180", **more: str) -> dict[str, Answer]:
    """A report on a whole plan, with the value of its indicator."""
    taken = {change.path: change.new for change in filled({}, whole(), ()).changes if change.new is not None}
    given = {"state": "measured", "value": value, "measured": "2026-10"}
    measured = {f"indicators.1.{key}": Answer(one) for key, one in given.items()}
    return {**taken, **measured, **{path: Answer(one) for path, one in more.items()}}


async def reported(store: Store, answers: dict[str, Answer], terms: CycleTerms = FIRST) -> AreaReport:
    """The report of a lead, submitted once, with a member of the secretariat to receive it."""
    lead, officer = await somebody(store, LEAD), await somebody(store, OFFICER)
    now = datetime.now(UTC)

    def work(tx: Transaction) -> AreaReport:
        tx.grant_role(lead, "lead", "asgm", now - timedelta(hours=1))
        tx.grant_role(officer, "secretariat", None, now - timedelta(hours=1))
        cycle = tx.open_cycle(terms, officer, now)
        subject = f"asgm.{cycle}"
        draft = tx.begin_draft(lead, "report", 1, {"revision": 0}, now, subject=subject, owned=False).draft_id
        begun = tx.begin_report(cycle, "asgm", draft, now)
        kept = {path: answer.to_plain() for path, answer in answers.items()}
        snapshot = {"answers": kept, "language": "en", "leads": ["Eve"]}
        assert tx.submit_report(begun.id, 0, lead, snapshot, now) is not None
        found = tx.area_report_by_id(begun.id)
        assert found is not None
        return found

    return await store.transact(work)


async def came(store: Store, chat: int, of: AreaReport, form: str, version: int = 1) -> tuple[File | Text, ...] | None:
    """What comes of asking for a file."""
    now, reader = datetime.now(UTC), await somebody(store, chat)
    content = {"report": of.id, "version": version, "language": "fr", "form": form}
    new = NewNotice("report file", reader, f"report:{of.id}", f"{form}.{version}.{reader}", content, now)
    await store.transact(lambda tx: tx.enqueue(new))
    until = now + timedelta(minutes=1)
    (notice,) = await store.transact(lambda tx: tx.claim_notices(TELEGRAM, now, "test", until, 1))
    message = await prepared(store, notice, SURROUNDINGS)
    await store.transact(lambda tx: tx.notice_sent(notice.id, "test", now))
    assert not isinstance(message, NotBefore)
    return message


@pytest.mark.parametrize(
    ("form", "begins", "kind"), [("pdf", b"%PDF", File), ("docx", b"PK", File), ("png", b"\x89PNG", Picture)]
)
@pytest.mark.parametrize("reader", [LEAD, OFFICER])
async def test_the_lead_and_the_secretariat_get_what_was_submitted(
    store: Store, form: str, begins: bytes, kind: type[File], reader: int
):
    of = await reported(store, report())
    (message,) = await came(store, reader, of, form) or ()
    assert type(message) is kind
    assert isinstance(message, File)
    assert message.name == f"report-asgm-2025-2026-v1-fr.{form}"
    assert message.content.startswith(begins)


async def test_the_draft_is_its_leads_own(store: Store):
    of = await reported(store, report())
    (message,) = await came(store, LEAD, of, "pdf", version=0) or ()
    assert isinstance(message, File)
    assert message.name.startswith("report-asgm-2025-2026-draft-")
    assert await came(store, OFFICER, of, "pdf", version=0) is None


async def test_others_get_it_once_it_is_published(store: Store):
    of = await reported(store, report())
    assert await came(store, OTHER, of, "pdf") is None
    officer, now = await somebody(store, OFFICER), datetime.now(UTC)
    published = await store.transact(lambda tx: tx.publish_report(of.id, of.revision, officer, now))
    assert published is not None
    assert await came(store, OTHER, of, "docx") is not None


async def test_the_picture_of_a_later_report_knows_what_was_published_before(store: Store):
    before = await reported(store, report("120"))
    alone = await reported(store, report("180"), SECOND)
    (first,) = await came(store, LEAD, alone, "png") or ()
    officer, now = await somebody(store, OFFICER), datetime.now(UTC)
    await store.transact(lambda tx: tx.publish_report(before.id, before.revision, officer, now))
    await store.transact(lambda tx: tx.publish_report(alone.id, alone.revision, officer, now))
    (second,) = await came(store, OFFICER, alone, "png") or ()
    assert isinstance(first, File)
    assert isinstance(second, File)
    assert first.name == second.name == "report-asgm-2027-2028-v1-fr.png"
    assert first.content != second.content


async def test_without_indicators_the_reader_is_told_that_there_is_no_picture(store: Store):
    of = await reported(store, {"lessons": Answer("Begin early.")})
    (message,) = await came(store, LEAD, of, "png") or ()
    assert isinstance(message, Text)
    assert "There is no picture of progress" in message.text


async def test_a_character_that_no_font_has_is_named_in_place_of_the_file(store: Store):
    of = await reported(store, report(lessons="Made in 𐎠"))
    (message,) = await came(store, LEAD, of, "pdf") or ()
    assert isinstance(message, Text)
    assert "U+103A0" in message.text


async def test_a_version_that_is_not_there_is_of_no_use(store: Store):
    of = await reported(store, report())
    assert await came(store, LEAD, of, "pdf", version=9) is None
