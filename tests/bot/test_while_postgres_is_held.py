"""PostgreSQL is locked, or hangs, while updates are in hand, and the program is told to end."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from tests.bot.bot_api_server import BotApiServer
from tests.bot.program import running
from tests.bot.test_while_it_is_held import CHATS, HELD_FOR, in_hand, ready, settings
from tests.faults.proxy import Proxy, led_to

pytestmark = [pytest.mark.e2e, pytest.mark.postgres]

Hold = Callable[[str, Proxy], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def locked(url: str, _: Proxy) -> AsyncIterator[None]:
    """Another program has locked a table that every update is noted in."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute("LOCK TABLE seen_update IN ACCESS EXCLUSIVE MODE")
            yield
    finally:
        await connection.close()


@asynccontextmanager
async def hanging(_: str, proxy: Proxy) -> AsyncIterator[None]:
    """Nothing comes from the server any more, and it closes nothing."""
    async with proxy.stalled():
        yield


async def seen(url: str) -> set[int]:
    connection = await asyncpg.connect(url)
    try:
        return {row["update_id"] for row in await connection.fetch("SELECT update_id FROM seen_update")}
    finally:
        await connection.close()


@pytest.mark.parametrize("hold", [locked, hanging])
async def test_told_to_end_while_it_is_held_shortly_it_keeps_what_is_in_hand_and_ends_in_time(
    hold: Hold, tmp_path: Path, server: BotApiServer, migrated_postgres_url: str
):
    async with led_to(migrated_postgres_url) as (url, proxy):
        async with running(tmp_path, "run", **settings(server, DATABASE_URL=url)) as program:
            await ready(program, server)
            async with hold(migrated_postgres_url, proxy):
                numbers = await in_hand(server)
                begun = time.monotonic()
                ending = asyncio.create_task(program.stop())
                await asyncio.sleep(HELD_FOR - 0.5)
            assert await ending == 0
            assert time.monotonic() - begun < 10
        assert set(numbers) <= await seen(migrated_postgres_url)
        assert not server.updates, "what is kept was confirmed"
        assert all(server.texts(chat) for chat in CHATS)


@pytest.mark.parametrize("hold", [locked, hanging])
async def test_told_to_end_while_it_is_held_for_long_it_ends_in_time_and_everything_comes_again(
    hold: Hold, tmp_path: Path, server: BotApiServer, migrated_postgres_url: str
):
    async with led_to(migrated_postgres_url) as (url, proxy):
        async with running(tmp_path, "run", **settings(server, DATABASE_URL=url)) as program:
            await ready(program, server)
            async with hold(migrated_postgres_url, proxy):
                numbers = await in_hand(server)
                begun = time.monotonic()
                assert await program.stop(within=60) == 0
                assert time.monotonic() - begun < 10
        assert not set(numbers) & await seen(migrated_postgres_url)
        assert [update["update_id"] for update in server.updates] == numbers
        async with running(tmp_path, "run", **settings(server, DATABASE_URL=url)) as program:
            await server.until(lambda: all(server.texts(chat) for chat in CHATS))
            assert await program.stop() == 0
        assert set(numbers) <= await seen(migrated_postgres_url)
