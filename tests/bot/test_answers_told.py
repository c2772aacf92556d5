"""Answers of one process, and notices of another, which make way for them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.answers_told import tell_answers
from bot.pace import NOTICE_PACE, Pace
from storage import clock
from storage.store import Store, open_store


@asynccontextmanager
async def telling(pace: Pace, store: Store) -> AsyncIterator[None]:
    """While the answers of this process are told to the others."""
    task = asyncio.create_task(tell_answers("telegram", pace, store))
    await asyncio.sleep(0)
    try:
        yield
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


@pytest.fixture
async def store(migrated_url: str) -> AsyncIterator[Store]:
    opened = await open_store(migrated_url, alone=False)
    yield opened
    await opened.close()


async def lead(store: Store) -> timedelta:
    """By how much the next notice of the bot has to wait."""
    now = clock.now()
    (moment,) = await store.transact(lambda tx: tx.take_sends("telegram", now, 1, NOTICE_PACE))
    return moment - now


async def test_notices_of_another_process_make_way_for_as_many_answers_as_were_sent(store: Store):
    pace = Pace()
    pace.sent(1, 0.0)  # sent before it began, so long past
    async with telling(pace, store):
        for chat in range(290):
            pace.sent(chat, 0.0)
        async with asyncio.timeout(10):
            while await lead(store) < timedelta(seconds=5):  # noqa: ASYNC110  # what another process would see
                await asyncio.sleep(0.1)
        assert await lead(store) < timedelta(seconds=12), "each is told once"


async def test_while_nobody_is_answered_nothing_is_taken(store: Store):
    async with telling(Pace(), store):
        await asyncio.sleep(1.2)
    assert await lead(store) == timedelta(0)
