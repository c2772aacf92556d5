"""The whole program, started by its own command and seen from outside: killed, stopped, split in two, cut off."""

import asyncio
import re
import sqlite3
import time
import uuid
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar
from sqlalchemy import select

from storage.store import open_store
from storage.tables import chats
from tests.bot.bot_api_server import TOKEN, BotApiServer, Refusal, message
from tests.bot.outbox import notice, officer, somebody
from tests.bot.program import command, free_port, running

FIRST_QUESTION = "Which of these describes you?"


def bot_settings(server: BotApiServer) -> dict[str, str]:
    return {"BOT_TOKEN": TOKEN, "BOT_API_URL": server.url}


def prompts(server: BotApiServer, chat: int) -> list[str]:
    return [text for text in server.texts(chat) if FIRST_QUESTION in text]


class Visitor:
    """Somebody at the chat page, without a browser."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._client = ClientSession(
            cookie_jar=CookieJar(unsafe=True),
            headers={"X-Quicksilver": "1", "Origin": page, "Sec-Fetch-Site": "same-origin"},
        )

    async def __aenter__(self) -> "Visitor":
        await self.state()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    async def state(self) -> dict[str, Any]:
        async with self._client.get(self._page + "/chat/state") as answer:
            assert answer.status == 200
            state: dict[str, Any] = await answer.json()
            return state

    async def says(self, text: str) -> None:
        body = {"text": text, "client_id": str(uuid.uuid4())}
        async with self._client.post(self._page + "/chat/messages", json=body) as answer:
            assert answer.status == 200, await answer.text()

    async def reads(self, words: str, within: float = 30.0) -> str:
        async with asyncio.timeout(within):
            while True:
                for each in (await self.state())["messages"]:
                    if each["from"] == "bot" and words in each["text"]:
                        return str(each["text"])
                await asyncio.sleep(0.1)


async def test_killed_with_many_updates_in_hand_nobody_goes_unanswered_and_nothing_is_doubled(
    tmp_path: Path, server: BotApiServer
):
    people = range(1, 41)
    for person in people:
        server.says(person, "/letter")
    async with running(tmp_path, "run", **bot_settings(server)) as program:
        await server.until(lambda: len(server.sent()) >= 10, within=60)
        await program.kill()
    for person in people:
        server.says(person, "8")
    async with running(tmp_path, "run", **bot_settings(server)) as program:
        asks = "full name"
        await server.until(
            lambda: all(any(asks in text.lower() for text in server.texts(person)) for person in people), within=60
        )
        assert await program.stop() == 0
    assert server.updates == []
    # Each began one letter and gave one answer. Who was quick enough saw the newest question only.
    for person in people:
        found = [re.search(r"Question (\d+) of", text) for text in server.texts(person)]
        assert {match[1] for match in found if match} in ({"2"}, {"1", "2"})
    with closing(sqlite3.connect(tmp_path / "data" / "quicksilver.db")) as database:
        assert database.execute("SELECT count(*) FROM draft").fetchone() == (len(people),)
        assert database.execute("SELECT count(*) FROM answer").fetchone() == (len(people),)


async def test_a_prompt_that_did_not_leave_before_a_kill_is_shown_at_the_next_start(
    tmp_path: Path, server: BotApiServer
):
    server.says(7, "/letter")
    async with running(tmp_path, "run", **bot_settings(server)) as program:
        await server.until(lambda: prompts(server, 7) != [])
        # An answer is committed and confirmed, but its reply is refused until the kill.
        server.script["sendMessage"].extend([Refusal(500, "Internal Server Error")] * 50)
        answered = server.says(7, "8")
        await server.until(lambda: server.offsets[-1] == answered + 1)
        await program.kill()
    server.script["sendMessage"].clear()
    server.calls.clear()
    async with running(tmp_path, "run", **bot_settings(server)) as program:
        await server.until(lambda: any("full name" in text.lower() for text in server.texts(7)))
        assert await program.stop() == 0


async def test_it_stops_within_ten_seconds_whatever_is_in_hand(tmp_path: Path, server: BotApiServer):
    async with running(tmp_path, "run", **bot_settings(server)) as program:
        page = await program.page()
        server.script["sendMessage"].extend([Refusal(429, "Too Many Requests", {"retry_after": 60})] * 100)
        for person in range(1, 51):
            server.says(person, "/letter")
        await server.until(lambda: len(server.sent()) >= 1)
        async with ClientSession() as client, client.get(page + "/chat/events"):
            begun = time.monotonic()
            assert await program.stop() == 0
    assert time.monotonic() - begun < 10


async def test_the_page_works_while_telegram_cannot_be_reached(tmp_path: Path):
    dead = f"http://127.0.0.1:{free_port()}"
    async with running(tmp_path, "run", BOT_TOKEN=TOKEN, BOT_API_URL=dead) as program:
        async with Visitor(await program.page()) as visitor:
            await visitor.says("/letter")
            await visitor.reads(FIRST_QUESTION)
        assert await program.stop() == 0
    log = (tmp_path / "log.txt").read_text()
    [warning] = [line for line in log.splitlines() if "warning" in line or "error" in line]
    assert "does not answer" in warning, "said once, not at each try, nor for each text about the bot"
    assert "check=BOT_API_URL" in warning


@pytest.mark.postgres
async def test_the_page_and_the_bots_run_as_two_processes(tmp_path: Path, postgres_url: str, server: BotApiServer):
    settings = {"DATABASE_URL": postgres_url, "GATEWAY_PORT": str(free_port())}
    async with (
        running(tmp_path, "serve", **settings, **bot_settings(server)) as bots,
        running(tmp_path, "web", **settings) as page,
        Visitor(await page.page()) as visitor,
    ):
        await visitor.says("/letter")
        await visitor.reads(FIRST_QUESTION)
        server.says(7, "/letter")
        await server.until(lambda: prompts(server, 7) != [])
        assert await bots.stop() == 0
        await visitor.says("8")
        async with running(tmp_path, "serve", **settings, **bot_settings(server)) as again:
            await visitor.reads("full name")
            assert await again.stop() == 0
        assert await page.stop() == 0


@pytest.mark.postgres
async def test_what_the_bots_put_into_the_outbox_is_sent_by_a_process_of_its_own(tmp_path: Path, postgres_url: str):
    settings = {"DATABASE_URL": postgres_url, "GATEWAY_PORT": str(free_port())}
    async with (
        running(tmp_path, "serve", **settings) as bots,
        running(tmp_path, "web", **settings) as page,
        Visitor(await page.page()) as visitor,
    ):
        await visitor.says("/start")
        await visitor.reads("Welcome")
        store = await open_store(postgres_url, alone=False)
        try:
            (chat,) = await store.read(lambda tx: tx.connection.execute(select(chats.c.chat_id)).scalars().all())
            gone = await somebody(store, 99)
            await store.transact(lambda tx: tx.mark_blocked("telegram", 99, datetime.now(UTC)))
            reader = await officer(store, chat, "web")
            await store.transact(lambda tx: tx.enqueue(notice(reader, "person blocked", person_id=gone)))
        finally:
            await store.close()
        async with running(tmp_path, "notify", **settings) as notifying:
            await visitor.reads("Person 99 can no longer be reached here.")
            assert await notifying.stop() == 0
        assert await bots.stop() == 0
        assert await page.stop() == 0


async def test_the_log_follows_every_update_and_knows_nobody(tmp_path: Path, server: BotApiServer):
    server.deliver(message(714_203_995, "/letter"))
    for text in ("8", "Wilhelmina Featherstonehaugh", "Burkina Faso"):
        server.deliver(message(714_203_995, text))
    async with running(tmp_path, "run", **bot_settings(server), LOG_FORMAT="json") as program:
        async with Visitor(await program.page()) as visitor:
            await visitor.says("/letter")
            await visitor.reads(FIRST_QUESTION)
        # Who is quicker than the program sees the newest question only.
        await server.until(lambda: any("e-mail address" in text for text in server.texts(714_203_995)))
        assert await program.stop() == 0
    log = (tmp_path / "log.txt").read_text()
    followed = [line for line in log.splitlines() if '"event": "update"' in line]
    assert len(followed) == 5
    assert all('"reference": "' in line for line in followed)
    for personal in ("Wilhelmina", "Featherstonehaugh", "Burkina", "Ada", "714203995", TOKEN.partition(":")[2]):
        assert personal not in log


async def test_a_token_that_is_refused_is_said_once_and_ends_nothing(tmp_path: Path, server: BotApiServer):
    settings = {"BOT_TOKEN": "43:" + "B" * 35, "BOT_API_URL": server.url}
    async with running(tmp_path, "run", **settings) as program:
        await program.page()
        async with asyncio.timeout(60):
            while "the token was refused" not in (tmp_path / "log.txt").read_text():  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await asyncio.sleep(3)
        assert await program.stop() == 0
    log = (tmp_path / "log.txt").read_text()
    assert log.count("the token was refused") == 1
    assert "B" * 35 not in log


async def test_the_key_s_change_leaves_letters_where_they_are(tmp_path: Path, server: BotApiServer):
    server.says(7, "/letter")
    async with running(tmp_path, "run", **bot_settings(server)) as program:
        await server.until(lambda: prompts(server, 7) != [])
        assert await program.stop() == 0
    (tmp_path / "data" / "secret.key").unlink()
    server.says(7, "8")
    async with running(tmp_path, "run", **bot_settings(server)) as program:
        await server.until(lambda: any("full name" in text.lower() for text in server.texts(7)))
        assert await program.stop() == 0
    ended = await command(tmp_path, "doctor")
    assert ended.code == 0
