"""The whole program, killed in the middle of delivering two hundred notices: none is lost."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.desk_records import NewNotice
from storage.migrate import migrate
from storage.store import Store, Transaction, open_store
from tests.bot.bot_api_server import TOKEN, BotApiServer
from tests.bot.outbox import TELEGRAM, officer, outcomes, somebody
from tests.bot.program import running

OFFICERS = range(1, 21)
GONE = range(101, 111)
UNDER_WAY = 16
"""As many may be under way at once, and so arrive twice after a kill."""

SHORT_LEASES = """
from datetime import timedelta
from bot.notifier import courier
courier._LEASE, courier._WITHIN = timedelta(seconds=3), 2.0
from bot.__main__ import main
main()
"""


async def two_hundred_notices(url: str) -> None:
    """Each of twenty officers is to be told of each of ten people who have gone."""
    await migrate(url)
    store = await open_store(url, alone=False)
    officers = [await officer(store, chat) for chat in OFFICERS]
    gone = [await somebody(store, chat) for chat in GONE]
    now = datetime.now(UTC)

    def fill(tx: Transaction) -> None:
        for chat, person in zip(GONE, gone, strict=True):
            tx.grant_role(person, "partner", None, now)
            tx.mark_blocked(TELEGRAM, chat, now)
            for reader in officers:
                tx.enqueue(NewNotice("person blocked", reader, f"person:{person}", "1", {"person_id": person}, now))

    await store.transact(fill)
    await store.close()


def arrivals(server: BotApiServer) -> Counter[tuple[int, str]]:
    """How often each officer was told of each person."""
    told: Counter[tuple[int, str]] = Counter()
    for call in server.sent():
        found = re.search(r"Person (\d+) can no longer be reached", call.fields["text"])
        assert found, call.fields["text"]
        told[int(call.fields["chat_id"]), found[1]] += 1
    return told


def in_order(server: BotApiServer) -> bool:
    """Whether each officer was told of people in the order in which they had gone, repeats aside."""
    for reader in OFFICERS:
        found = [re.search(r"Person (\d+)", text) for text in server.texts(reader)]
        if list(dict.fromkeys(match[1] for match in found if match)) != [str(chat) for chat in GONE]:
            return False
    return True


async def look(url: str) -> list[str | None]:
    store: Store = await open_store(url, alone=False)
    try:
        return await outcomes(store)
    finally:
        await store.close()


async def test_killed_twice_in_the_middle_of_two_hundred_notices_none_is_lost(tmp_path: Path, server: BotApiServer):
    (tmp_path / "data").mkdir()
    url = f"sqlite:///{tmp_path / 'data' / 'quicksilver.db'}"
    await two_hundred_notices(url)
    server.pause = 0.03
    settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": server.url}
    for so_many in (40, 120):
        async with running(tmp_path, "run", **settings) as program:
            await server.until(lambda enough=so_many: len(server.sent()) >= enough, within=60)
            await program.kill()
    assert len(arrivals(server)) < 200
    async with running(tmp_path, "run", **settings) as program:
        await server.until(lambda: len(arrivals(server)) == 200, within=60)
        assert await program.stop() == 0
    assert set(await look(url)) == {"sent"}
    assert in_order(server)
    told = arrivals(server)
    assert max(told.values()) <= 3
    assert sum(told.values()) - 200 <= 2 * UNDER_WAY


@pytest.mark.postgres
async def test_of_two_that_deliver_the_other_takes_over_what_one_that_is_killed_had_under_way(
    tmp_path: Path, postgres_url: str, server: BotApiServer
):
    await two_hundred_notices(postgres_url)
    server.pause = 0.03
    settings = {"DATABASE_URL": postgres_url, "BOT_TOKEN": TOKEN, "BOT_API_URL": server.url}
    async with (
        running(tmp_path, "notify", script=SHORT_LEASES, **settings) as one,
        running(tmp_path, "notify", script=SHORT_LEASES, **settings) as other,
    ):
        await server.until(lambda: len(server.sent()) >= 60, within=60)
        await one.kill()
        await server.until(lambda: len(arrivals(server)) == 200, within=60)
        async with asyncio.timeout(10):
            while None in await look(postgres_url):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        assert await other.stop() == 0
    assert set(await look(postgres_url)) == {"sent"}
    assert in_order(server)
    assert sum(arrivals(server).values()) - 200 <= UNDER_WAY
