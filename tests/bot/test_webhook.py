"""The webhook over real HTTP: who may deliver, when a delivery is answered, and what a repeat gets."""

import asyncio
import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from aiogram import Dispatcher
from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import Message
from aiohttp import ClientSession, web

from bot.inbound import webhook as webhook_module
from bot.inbound.intake import Intake
from bot.inbound.webhook import SECRET_HEADER, register, webhook
from bot.replies import Cause
from bot.telegram.client import make_bot
from bot.watching.counts import DELIVERIES_REFUSED
from handlers.reply import Reply
from storage.errors import StorageUnavailable
from tests.bot.bot_api_server import TOKEN, BotApiServer, Refusal, message

SECRET = "a-Secret_1"


class Outbox:
    def __init__(self) -> None:
        self.kept: list[Reply] = []

    def put(
        self, chat: int, replies: list[Reply], *, carried_out: Reply | None = None, cause: Cause | None = None
    ) -> None:
        self.kept += [reply for reply in replies if reply is not carried_out]


class Hooked:
    """A bot behind a webhook, with a gate before its commit."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.committed: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.failures = 0
        self.replies: list[Reply] = []
        self.url = ""
        self._bot = make_bot(TOKEN, "http://127.0.0.1:9")
        dispatcher = Dispatcher(disable_fsm=True)
        dispatcher.message.register(self._answer)
        self.outbox = Outbox()
        self.intake = Intake("test", self._bot, dispatcher, self.outbox)  # type: ignore[arg-type]
        self._client = ClientSession()

    async def _answer(self, incoming: Message) -> list[Any]:
        text = incoming.text or ""
        self.begun.append(text)
        if self.failures:
            self.failures -= 1
            raise StorageUnavailable("gone")
        await self.gate.wait()
        self.committed.append(text)
        return self.replies

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/hook", webhook(self.intake, SECRET, self._bot))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook"

    async def stop(self) -> None:
        await self._client.close()
        await self.intake.drain(0)
        await self._runner.cleanup()

    async def answer(self, update_id: int, text: str, chat: int = 7) -> bytes:
        body = json.dumps({"update_id": update_id, **message(chat, text)}).encode()
        async with self._client.post(self.url, data=body, headers={SECRET_HEADER: SECRET}) as answer:
            assert answer.status == 200
            return await answer.read()

    async def deliver(self, body: bytes | BytesIO, secret: str | None = SECRET) -> int:
        headers = {"Content-Type": "application/json"} | ({} if secret is None else {SECRET_HEADER: secret})
        async with self._client.post(self.url, data=body, headers=headers) as answer:
            return answer.status

    async def until_begun(self, *texts: str) -> None:
        async with asyncio.timeout(60):
            while self.begun != list(texts):  # noqa: ASYNC110  # it has no event to wait for
                await asyncio.sleep(0.01)

    async def says(self, update_id: int, text: str, chat: int = 7) -> int:
        return await self.deliver(json.dumps({"update_id": update_id, **message(chat, text)}).encode())


@pytest.fixture
async def hooked() -> AsyncIterator[Hooked]:
    hooked = Hooked()
    await hooked.start()
    yield hooked
    await hooked.stop()


async def test_a_delivery_is_answered_once_it_is_committed(hooked: Hooked):
    hooked.gate.clear()
    delivery = asyncio.create_task(hooked.says(1, "hello"))
    await hooked.until_begun("hello")
    assert not delivery.done()
    hooked.gate.set()
    assert await delivery == 200
    assert hooked.committed == ["hello"]


async def test_a_repeat_waits_for_the_same_result_and_is_not_started_again(hooked: Hooked):
    hooked.gate.clear()
    deliveries = [asyncio.create_task(hooked.says(1, "hello")) for _ in range(5)]
    await asyncio.sleep(0.1)
    assert not any(delivery.done() for delivery in deliveries)
    hooked.gate.set()
    assert await asyncio.gather(*deliveries) == [200] * 5
    assert await hooked.says(1, "hello") == 200
    assert hooked.begun == ["hello"]


async def test_one_chat_s_deliveries_keep_their_order(hooked: Hooked):
    hooked.gate.clear()
    first = asyncio.create_task(hooked.says(1, "first"))
    await hooked.until_begun("first")
    second = asyncio.create_task(hooked.says(2, "second"))
    other = asyncio.create_task(hooked.says(3, "other", chat=8))
    await hooked.until_begun("first", "other")
    hooked.gate.set()
    assert [await first, await second, await other] == [200] * 3
    assert hooked.begun == ["first", "other", "second"]


@pytest.mark.parametrize("secret", [None, "", "a-Secret_2", "a-Secret_11", "ä-Secret_1"])
async def test_without_the_right_secret_nothing_is_taken(hooked: Hooked, secret: str | None):
    body = json.dumps({"update_id": 1, **message(7, "hello")}).encode()
    before = DELIVERIES_REFUSED.of("test", "secret").count
    assert await hooked.deliver(body, secret) == 401
    assert hooked.begun == []
    assert DELIVERIES_REFUSED.of("test", "secret").count == before + 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"update"', b"\xff\xfe", b"{}", b'{"update_id": "1"}'])
async def test_what_is_no_update_is_refused(hooked: Hooked, body: bytes):
    assert await hooked.deliver(body) == 400


async def test_brackets_that_nest_without_end_are_refused(hooked: Hooked):
    """Found by fuzzing: the reader of JSON gives up on them by another exception than on any other fault."""
    assert await hooked.deliver(b"[" * 100_000) == 400
    assert await hooked.deliver(b'{"update_id": 1, "a": ' + b"[" * 100_000) == 400


async def test_identifiers_of_more_than_64_bits_are_passed_over(hooked: Hooked):
    """Found by fuzzing: no database holds them, so neither the update nor the apology for it could be kept."""
    assert await hooked.says(1, "hello", chat=10**25) == 200
    assert await hooked.says(10**25, "hello") == 200
    assert hooked.begun == []
    assert await hooked.says(2, "hello") == 200
    assert hooked.begun == ["hello"]


async def test_what_is_larger_than_any_update_is_refused(hooked: Hooked):
    assert await hooked.deliver(BytesIO(b" " * (1024 * 1024 + 1))) == 413


async def test_while_the_database_is_away_the_sender_is_told_to_come_back(hooked: Hooked):
    hooked.failures = 1
    assert await hooked.says(1, "hello") == 503
    async with asyncio.timeout(60):
        while await hooked.says(1, "hello") != 200:  # noqa: ASYNC110  # it is to be asked again
            await asyncio.sleep(0.1)
    assert hooked.committed == ["hello"]
    assert hooked.begun == ["hello", "hello"]


async def test_a_delivery_that_takes_too_long_is_left_in_hand(hooked: Hooked, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(webhook_module, "_PATIENCE", 0.1)
    hooked.gate.clear()
    assert await hooked.says(1, "slow") == 503
    hooked.gate.set()
    assert await hooked.says(1, "slow") == 200
    assert hooked.begun == ["slow"]


async def test_nothing_is_taken_during_shut_down(hooked: Hooked):
    await hooked.intake.drain(0)
    assert await hooked.says(1, "hello") == 503
    assert hooked.begun == []


async def test_telegram_is_told_where_to_deliver_until_it_has_taken_note(server: BotApiServer):
    server.script["setWebhook"].append(Refusal(500, "Internal Server Error"))
    bot = make_bot(TOKEN, server.url)
    await register("test", bot, "https://example.org/hook", SECRET, ["message", "callback_query"])
    await bot.session.close()
    refused, taken = server.sent("setWebhook")
    assert refused.fields == taken.fields
    assert taken.fields["url"] == "https://example.org/hook"
    assert taken.fields["secret_token"] == SECRET
    assert taken.fields["allowed_updates"] == ["message", "callback_query"]
    assert taken.fields["drop_pending_updates"] is False


async def test_the_delivery_is_answered_with_the_call_that_nobody_waits_for(hooked: Hooked):
    prompt = Reply(SendMessage(chat_id=7, text="the next question"))
    spinner = Reply(AnswerCallbackQuery(callback_query_id="1"), best_effort=True)
    other = Reply(AnswerCallbackQuery(callback_query_id="2"), best_effort=True)
    hooked.replies = [spinner, prompt, other]
    answer = json.loads(await hooked.answer(1, "a press"))
    assert answer == {"method": "answerCallbackQuery", "callback_query_id": "1"}
    assert hooked.outbox.kept == [prompt, other]
    assert await hooked.answer(1, "a press") == b"", "a repeat has nothing to carry out"


async def test_what_a_person_waits_for_is_never_left_to_the_answer_of_a_delivery(hooked: Hooked):
    hooked.replies = [Reply(SendMessage(chat_id=7, text="the next question"))]
    assert await hooked.answer(1, "an answer") == b""
    assert hooked.outbox.kept == hooked.replies
