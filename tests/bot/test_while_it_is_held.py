"""The database is held while updates are in hand: they repeat, overtake each other, and the program is told to end.

All of it with the running program: the file is held by this process.
"""

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.bot.bot_api_server import TOKEN, BotApiServer, message
from tests.bot.program import Program, free_port, running
from tests.faults.of_sqlite import held

pytestmark = pytest.mark.e2e

SECRET = "held-secret"
HELD_FOR = 2.5
CHATS = range(11, 31)


def settings(server: BotApiServer, **more: str) -> dict[str, str]:
    return {"BOT_TOKEN": TOKEN, "BOT_API_URL": server.url, **more}


def file_in(folder: Path) -> Path:
    return folder / "data" / "quicksilver.db"


def seen(folder: Path) -> set[int]:
    """The updates that are noted."""
    with closing(sqlite3.connect(file_in(folder))) as database:
        return {number for (number,) in database.execute("SELECT update_id FROM seen_update WHERE bot = 'telegram'")}


async def ready(program: Program, server: BotApiServer) -> None:
    await program.page()
    server.says(1, "/start")
    await server.until(lambda: server.texts(1) and not server.updates)


async def in_hand(server: BotApiServer) -> list[int]:
    """An update of each chat, which the program has taken by then; their numbers."""
    numbers = [server.says(chat, "/letter") for chat in CHATS]
    await asyncio.sleep(0.5)
    return numbers


async def test_told_to_end_with_updates_in_hand_it_keeps_them_confirms_them_and_ends_in_time(
    tmp_path: Path, server: BotApiServer
):
    async with running(tmp_path, "run", **settings(server)) as program:
        await ready(program, server)
        async with held(file_in(tmp_path)):
            numbers = await in_hand(server)
            begun = time.monotonic()
            ending = asyncio.create_task(program.stop())
            await asyncio.sleep(HELD_FOR - 0.5)
        assert await ending == 0
        assert time.monotonic() - begun < 10
    assert set(numbers) <= seen(tmp_path)
    assert not server.updates, "what is kept was confirmed"
    assert all(server.texts(chat) for chat in CHATS)


async def test_told_to_end_while_the_file_is_held_for_long_it_ends_in_time_and_nothing_is_confirmed(
    tmp_path: Path, server: BotApiServer
):
    async with running(tmp_path, "run", **settings(server)) as program:
        await ready(program, server)
        async with held(file_in(tmp_path)):
            numbers = await in_hand(server)
            begun = time.monotonic()
            assert await program.stop() == 0
            assert time.monotonic() - begun < 10
        assert not set(numbers) & seen(tmp_path)
    assert [update["update_id"] for update in server.updates] == numbers
    async with running(tmp_path, "run", **settings(server)) as program:
        await server.until(lambda: all(server.texts(chat) for chat in CHATS))
        assert await program.stop() == 0


async def test_what_is_delivered_again_while_the_first_is_running_is_answered_with_it_and_taken_in_once(
    tmp_path: Path, server: BotApiServer
):
    port = free_port()
    hook = f"http://127.0.0.1:{port}/telegram"
    more = {"WEBHOOK_URL": hook, "WEBHOOK_SECRET": SECRET, "WEB_PORT": str(port)}
    async with running(tmp_path, "run", **settings(server, **more)) as program, ClientSession() as client:
        await program.page()

        async def deliver(number: int, chat: int, text: str) -> int:
            headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            update = {"update_id": number, **message(chat, text)}
            async with client.post(hook, json=update, headers=headers) as answer:
                return answer.status

        assert await deliver(500, 7, "/letter") == 200
        await server.until(lambda: server.texts(7))
        async with held(file_in(tmp_path)):
            # Of chat 7 two at once, each three times; of chat 8 one with a lower number, later.
            calls = [asyncio.create_task(deliver(600, 7, "/start")) for _ in range(3)]
            await asyncio.sleep(0.2)
            calls += [asyncio.create_task(deliver(601, 7, "/language")) for _ in range(3)]
            calls += [asyncio.create_task(deliver(550, 8, "/letter")) for _ in range(2)]
            await asyncio.sleep(HELD_FOR)
            assert not any(call.done() for call in calls)
        assert set(await asyncio.gather(*calls)) == {200}
        assert await deliver(600, 7, "/start") == 200
        assert seen(tmp_path) == {500, 550, 600, 601}
        await server.until(lambda: server.texts(8) and "language" in server.texts(7)[-1].lower())
        assert await program.stop() == 0
