"""Plans sent as files: the draft and versions, the timeline as a picture, and nothing to who may not read it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.notifier.preparing import File, NotBefore, Picture, Text, prepared
from flows.framework import CURRENT
from flows.session import Answer
from handlers.talk import Surroundings
from storage.desk_records import NewNotice
from storage.store import Store, Transaction, open_store
from tests.bot.outbox import TELEGRAM, somebody
from tests.flows.plans import whole

SURROUNDINGS = Surroundings("https://mercury.example.org", "test_bot", CURRENT.open_areas())
LEAD, OTHER = 7, 8


@pytest.fixture
async def store(migrated_sqlite_url: str) -> AsyncIterator[Store]:
    store = await open_store(migrated_sqlite_url)
    yield store
    await store.close()


async def planned(store: Store, answers: dict[str, Answer]) -> int:
    """A lead with a plan that was sent once; the number of its draft."""
    person, now = await somebody(store, LEAD), datetime.now(UTC)

    def work(tx: Transaction) -> int:
        tx.grant_role(person, "lead", "asgm", now - timedelta(hours=1))
        draft = tx.begin_draft(person, "plan", 1, {"revision": 0}, now, subject="asgm", owned=False).draft_id
        kept = {path: answer.to_plain() for path, answer in answers.items()}
        tx.submit(draft, person, {"answers": kept, "language": "en"}, now)
        return draft

    return await store.transact(work)


async def came(store: Store, reader: int, draft: int, form: str, version: int = 1) -> tuple[File | Text, ...] | None:
    """What comes of asking for a file."""
    now = datetime.now(UTC)
    content = {"draft": draft, "version": version, "language": "fr", "form": form}
    new = NewNotice("plan file", reader, f"draft:{draft}", form, content, now)
    await store.transact(lambda tx: tx.enqueue(new))
    (notice,) = await store.transact(lambda tx: tx.claim_notices(TELEGRAM, now, "test", now, 1))
    messages = await prepared(store, notice, SURROUNDINGS)
    assert not isinstance(messages, NotBefore)
    return messages


@pytest.mark.parametrize(
    ("form", "begins", "kind"), [("pdf", b"%PDF", File), ("docx", b"PK", File), ("png", b"\x89PNG", Picture)]
)
async def test_a_lead_gets_the_plan_as_a_file(store: Store, form: str, begins: bytes, kind: type[File]):
    draft = await planned(store, whole())
    (message,) = await came(store, await somebody(store, LEAD), draft, form) or ()
    assert type(message) is kind
    assert isinstance(message, File)
    assert message.name == f"plan-asgm-v1-fr.{form}"
    assert message.content.startswith(begins)


async def test_the_draft_as_it_stands_can_be_had_too(store: Store):
    draft = await planned(store, whole())
    (message,) = await came(store, await somebody(store, LEAD), draft, "pdf", version=0) or ()
    assert isinstance(message, File)
    assert message.name.startswith("plan-asgm-draft-")


async def test_who_may_not_read_the_plan_gets_nothing(store: Store):
    draft = await planned(store, whole())
    assert await came(store, await somebody(store, OTHER), draft, "pdf") is None


async def test_without_dates_the_reader_is_told_that_there_is_no_timeline(store: Store):
    draft = await planned(store, {"summary": Answer("Words")})
    (message,) = await came(store, await somebody(store, LEAD), draft, "png") or ()
    assert isinstance(message, Text)
    assert "There is no timeline yet" in message.text


async def test_a_character_that_no_font_has_is_named_in_place_of_the_file(store: Store):
    draft = await planned(store, {**whole(), "making": Answer("Made in 𐎠")})
    (message,) = await came(store, await somebody(store, LEAD), draft, "pdf") or ()
    assert isinstance(message, Text)
    assert "U+103A0" in message.text


async def test_a_version_that_is_not_there_is_of_no_use(store: Store):
    draft = await planned(store, whole())
    assert await came(store, await somebody(store, LEAD), draft, "pdf", version=9) is None
