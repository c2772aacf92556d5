"""Answers of one process, and notices of another, which make way for them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.answers_told import AnswersTold
from bot.pace import NOTICE_PACE, Pace
from storage import clock
from storage.store import Store, open_store


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
    told = AnswersTold("telegram", pace, store)
    told.start()
    for chat in range(290):
        pace.sent(chat, 0.0)
    async with asyncio.timeout(10):
        while await lead(store) < timedelta(seconds=5):  # noqa: ASYNC110  # what another process would see
            await asyncio.sleep(0.1)
    assert await lead(store) < timedelta(seconds=12), "each is told once"
    await told.stop()


async def test_while_nobody_is_answered_nothing_is_taken(store: Store):
    told = AnswersTold("telegram", Pace(), store)
    told.start()
    await asyncio.sleep(1.2)
    await told.stop()
    assert await lead(store) == timedelta(0)
