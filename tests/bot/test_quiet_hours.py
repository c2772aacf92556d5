"""A notice whose reader is asleep: it waits for the morning, and holds nothing else up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.notifier.notifier import Notifier, Way
from flows.framework import CURRENT
from handlers import notices
from handlers.talk import Surroundings
from handlers.telling import Telling
from storage import clock
from storage.desk_records import Notice
from storage.store import Store, Transaction, open_store
from tests.bot.bot_api_server import TOKEN, BotApiServer
from tests.bot.outbox import TELEGRAM, notice, outcomes, rows, somebody, spoken

ANN = 7
SURROUNDINGS = Surroundings("https://mercury.example.org", "test_bot", CURRENT.open_areas())
NIGHT = datetime(2027, 3, 3, 22, 0, tzinfo=UTC)
MORNING = datetime(2027, 3, 4, 8, 0, tzinfo=UTC)


class Hands:
    """The hands of a clock that a story moves."""

    at = NIGHT

    def now(self) -> datetime:
        return self.at


def waits(tx: Transaction, notice: Notice, surroundings: Any) -> Telling | None:
    """What is told from the morning on."""
    return Telling(not_before=MORNING) if clock.now() < MORNING else spoken(tx, notice, surroundings)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    hands = Hands()
    monkeypatch.setattr(clock, "now", hands.now)
    monkeypatch.setitem(notices.TELLINGS, "spoken", spoken)
    monkeypatch.setitem(notices.TELLINGS, "waits", waits)
    return hands


@pytest.fixture
async def store(migrated_sqlite_url: str) -> AsyncIterator[Store]:
    store = await open_store(migrated_sqlite_url)
    yield store
    await store.close()


@pytest.fixture
async def notifier(server: BotApiServer, store: Store, hands: Hands) -> AsyncIterator[Notifier]:
    notifier = Notifier(store, {TELEGRAM: Way(TOKEN, server.url, paced=False)}, SURROUNDINGS)
    await notifier.start()
    yield notifier
    await notifier.stop()
    assert not notifier.failed.is_set()


async def until(condition: Any, within: float = 10.0) -> None:
    async with asyncio.timeout(within):
        while not await condition():  # noqa: ASYNC110  # what is waited for stands in the database
            await asyncio.sleep(0.02)


async def put(store: Store, person: int, kind: str, text: str, **more: Any) -> None:
    await store.transact(lambda tx: tx.enqueue(notice(person, kind, NIGHT, text=text, **more)))


def sent(server: BotApiServer) -> list[str]:
    return [call.fields["text"] for call in server.calls if call.method == "sendMessage"]


async def test_it_waits_for_the_morning_without_counting_a_try(
    server: BotApiServer, store: Store, notifier: Notifier, hands: Hands
):
    person = await somebody(store, ANN)
    await put(store, person, "waits", "Good morning")

    async def is_postponed() -> bool:
        (row,) = await rows(store)
        return bool(row.not_before == MORNING and row.lease is None)

    await until(is_postponed)
    (row,) = await rows(store)
    assert (row.tries, row.outcome) == (0, None)
    assert sent(server) == []
    hands.at = MORNING
    notifier.wake()

    async def is_sent() -> bool:
        return await outcomes(store) == ["sent"]

    await until(is_sent)
    assert sent(server) == ["Good morning"]


async def test_what_was_tried_before_does_not_hold_up_the_chat_until_the_morning(
    server: BotApiServer, store: Store, hands: Hands
):
    person = await somebody(store, ANN)
    await put(store, person, "waits", "Good morning")
    # Telegram had said to wait in the evening, so it counts as begun.
    lease = "earlier"

    def tried(tx: Transaction) -> None:
        (held,) = tx.claim_notices(TELEGRAM, NIGHT, lease, NIGHT + timedelta(minutes=1), 1)
        assert tx.notice_put_off(held.id, lease, NIGHT)

    await store.transact(tried)
    await put(store, person, "spoken", "A letter is registered")
    notifier = Notifier(store, {TELEGRAM: Way(TOKEN, server.url, paced=False)}, SURROUNDINGS)
    await notifier.start()

    async def the_other_is_sent() -> bool:
        return await outcomes(store) == [None, "sent"]

    await until(the_other_is_sent)
    await notifier.stop()
    assert sent(server) == ["A letter is registered"]


async def test_what_is_of_no_use_by_the_morning_is_closed_at_once(
    server: BotApiServer, store: Store, notifier: Notifier, hands: Hands
):
    person = await somebody(store, ANN)
    await put(store, person, "waits", "Come now", until=MORNING - timedelta(hours=1))

    async def is_closed() -> bool:
        return await outcomes(store) == ["expired"]

    await until(is_closed)
    assert sent(server) == []
