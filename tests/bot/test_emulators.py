"""The bot against Bot API emulators that others wrote: they catch what our own gateway would forgive."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiogram.client.default import DefaultBotProperties
from aiogram.methods import TelegramMethod
from aiogram.types import CallbackQuery, InlineKeyboardMarkup
from aiohttp import web
from lo_bot_api_emulator import LoBotApiEmulator
from lo_bot_api_emulator.journal import verdict
from teremok import MockBot, MockMessageText, MockUser

from bot.database import open_areas, open_database
from bot.telegram.delivery import Delivered, Delivery
from handlers.answering import Answering
from handlers.reply import Reply
from handlers.talk import Surroundings
from tests.bot.bot_api_server import TOKEN
from tests.bot.program import running

CHAT = 7


class Emulator(LoBotApiEmulator):  # type: ignore[misc]  # it has no types
    """Remembers what was asked of it, beside judging it."""

    def __init__(self, journal: Path) -> None:
        super().__init__(journal=journal, allow_insecure_loopback_webhooks=True)
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.url = ""

    def validate(self, method: str, fields: dict[str, Any], uploads: Any) -> Any:
        self.asked.append((method, dict(fields)))
        return super().validate(method, fields, uploads)

    def prompts(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The messages sent or edited so far: text and buttons."""
        return [
            (fields["text"], [button for row in _rows(fields.get("reply_markup")) for button in row])
            for method, fields in self.asked
            if method in {"sendMessage", "editMessageText"}
        ]

    async def until_prompts(self, count: int) -> None:
        async with asyncio.timeout(60):
            while len(self.prompts()) < count:  # noqa: ASYNC110  # it has no event to wait for
                await asyncio.sleep(0.05)

    async def says(self, text: str) -> None:
        await self.enqueue_update({"message": message(text)}, token=TOKEN)

    async def presses(self, data: str) -> None:
        press = {
            "id": "1",
            "from": PERSON,
            "chat_instance": "1",
            "data": data,
            "message": {**message("…"), "from": {"id": 42, "is_bot": True, "first_name": "Bot"}},
        }
        await self.enqueue_update({"callback_query": press}, token=TOKEN)


def _rows(markup: str | dict[str, Any] | None) -> list[list[dict[str, Any]]]:
    if markup is None:
        return []
    found: dict[str, Any] = json.loads(markup) if isinstance(markup, str) else markup
    return found.get("inline_keyboard", [])


PERSON = {"id": CHAT, "is_bot": False, "first_name": "Ada", "language_code": "en"}


def message(text: str) -> dict[str, Any]:
    return {
        "message_id": 1,
        "date": 1_790_000_000,
        "chat": {"id": CHAT, "type": "private", "first_name": "Ada"},
        "from": PERSON,
        "text": text,
    }


@pytest.fixture
async def emulator(tmp_path: Path) -> AsyncIterator[Emulator]:
    emulator = Emulator(tmp_path / "journal.jsonl")
    runner = web.AppRunner(emulator.app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    emulator.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield emulator
    await runner.cleanup()


async def answer_first_questions(emulator: Emulator) -> None:
    """From the first word to the second question."""
    await emulator.says("/start")
    await emulator.until_prompts(1)
    await emulator.says("/letter")
    await emulator.until_prompts(2)
    text, buttons = emulator.prompts()[1]
    assert "Which of these describes you?" in text
    await emulator.presses(
        next(button["callback_data"] for button in buttons if ":pick:ngo" in button["callback_data"])
    )
    async with asyncio.timeout(60):
        while not any("full official name" in text for text, _ in emulator.prompts()):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


def assert_nothing_was_refused(emulator: Emulator) -> None:
    refused = [
        entry
        for entry in emulator.requests
        if entry["status"] != 200
        # The emulator knows no such texts, and says so with 501.
        and not (entry["status"] == 501 and entry["method"].startswith("getMy"))
        # The last confirmation may come before it has noticed that the long poll was given up.
        and not (entry["status"] == 409 and entry["method"] == "getUpdates")
    ]
    assert not refused, refused


async def test_a_bot_that_polls_gets_to_the_second_question(tmp_path: Path, emulator: Emulator):
    async with running(tmp_path, "run", BOT_TOKEN=TOKEN, BOT_API_URL=emulator.url) as program:
        await program.page()
        await answer_first_questions(emulator)
        assert await program.stop() == 0
    assert_nothing_was_refused(emulator)
    judged = verdict(
        tmp_path / "journal.jsonl",
        require_response=True,
        require_methods=["answerCallbackQuery", "setMyCommands"],
        allowed_refusals=[
            "getUpdates:409",
            *(f"getMy{text}:501" for text in ("Name", "Description", "ShortDescription")),
        ],
    )
    assert judged["ok"], judged


async def test_a_bot_behind_a_webhook_gets_to_the_second_question(tmp_path: Path, emulator: Emulator):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": emulator.url,
        "WEB_PORT": str(port),
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "WEBHOOK_SECRET": "only-telegram-knows",
    }
    async with running(tmp_path, "run", **settings) as program:
        await program.page()
        async with asyncio.timeout(60):
            while ("setWebhook", 200) not in [(e["method"], e["status"]) for e in emulator.requests]:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await answer_first_questions(emulator)
        assert await program.stop() == 0
    assert_nothing_was_refused(emulator)
    assert "getUpdates" not in [method for method, _ in emulator.asked]


async def test_every_call_of_the_first_questions_keeps_the_documented_rules(sqlite_url: str):
    store = await open_database(sqlite_url, alone=True)
    surroundings = Surroundings("https://example.org", "test_bot", await open_areas(store))
    answering = Answering(store, surroundings)
    bot = MockBot(answering.dispatcher, default=DefaultBotProperties(parse_mode="HTML"))
    deliver = Delivery(bot)
    person = MockUser(CHAT, "Ada <&>", "ada", language_code="ar")

    async def exchange(event: Any) -> list[Reply]:
        result = await bot.dispatch(event, channel="telegram", reference="r")
        assert result.handled
        for reply in result.result:
            assert await deliver(as_received(reply.method)) is Delivered.DONE
        return list(result.result)

    try:
        for text in ("/start", "/help", "/privacy", "/language", "/mine", "/export", "/letter"):
            assert await exchange(MockMessageText(text, person))
        pages = [reply for reply in await exchange(MockMessageText("1", person)) if not reply.best_effort]
        for text in ("<b>Not & markup</b> 😀", "FR", "/language", "/cancel"):
            pages += await exchange(MockMessageText(text, person))
        asked = [button for reply in pages for button in _buttons(reply)]
        assert asked
        shown = MockMessageText("…", person)
        for data in asked:
            await exchange(CallbackQuery(id="1", from_user=person, chat_instance="1", data=data, message=shown))
    finally:
        await store.close()
    assert len(bot.requests.send_message) > 10


def as_received(method: TelegramMethod[Any]) -> TelegramMethod[Any]:
    """A call with its keyboard as the server reads it: it goes out as plain data."""
    markup = getattr(method, "reply_markup", None)
    if markup is None:
        return method
    received = InlineKeyboardMarkup.model_validate_json(markup.model_dump_json(exclude_none=True))
    return method.model_copy(update={"reply_markup": received})


def _buttons(reply: Reply) -> list[str]:
    markup = getattr(reply.method, "reply_markup", None)
    rows = [] if markup is None else markup.inline_keyboard
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]
