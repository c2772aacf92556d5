"""Updates delivered to a webhook: signed, in the order of each chat, again and again until they are taken."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.web.house import House
from web.site import run_site


@dataclass
class Hook:
    """A bot's web server: what it was sent, and how it answers."""

    url: str = ""
    taken: list[Any] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)
    answer: Callable[[Any], Awaitable[web.StreamResponse]] | None = None

    async def take(self, request: web.Request) -> web.StreamResponse:
        update = await request.json()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            response = web.Response() if self.answer is None else await self.answer(update)
        finally:
            self.at_once -= 1
        if response.status == 200:
            self.taken.append(update)
            self.news.set()
        return response

    async def until(self, number: int) -> list[Any]:
        async with asyncio.timeout(60):
            while len(self.taken) < number:
                self.news.clear()
                await self.news.wait()
        return self.taken


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner, port = await run_site(app, "127.0.0.1", 0)
    hook.url = f"http://127.0.0.1:{port}/hook"
    yield hook
    await runner.cleanup()


async def _nothing_pending(house: House) -> None:
    async with asyncio.timeout(60):
        while (await house.result("getWebhookInfo"))["pending_update_count"]:
            pass


async def test_updates_come_signed_and_are_then_forgotten(house: House, hook: Hook):
    visitor, _ = await house.newcomer()
    await visitor.write("before the webhook was set")
    await house.result("setWebhook", url=hook.url, secret_token="s3cret-_")
    await visitor.write("after")
    texts = [update["message"]["text"] for update in await hook.until(2)]
    assert texts == ["before the webhook was set", "after"]
    assert hook.secrets == ["s3cret-_", "s3cret-_"]
    await _nothing_pending(house)
    await house.result("deleteWebhook")
    assert await house.result("getUpdates") == []


async def test_a_chats_updates_keep_their_order_and_chats_do_not_wait_for_each_other(house: House, hook: Hook):
    slow, slow_id = await house.newcomer()
    quick, _ = await house.newcomer()

    quick_are_done = asyncio.Event()

    async def answer(update: Any) -> web.StreamResponse:
        if update["message"]["chat"]["id"] == slow_id:
            await quick_are_done.wait()
        if update["message"]["text"] == "quick 2":
            quick_are_done.set()
        return web.Response()

    hook.answer = answer
    await house.result("setWebhook", url=hook.url)
    for number in range(3):
        await slow.write(f"slow {number}")
    for number in range(3):
        await quick.write(f"quick {number}")
    texts = [update["message"]["text"] for update in await hook.until(6)]
    assert [text for text in texts if text.startswith("slow")] == ["slow 0", "slow 1", "slow 2"]
    assert [text for text in texts if text.startswith("quick")] == ["quick 0", "quick 1", "quick 2"]
    assert hook.most_at_once == 2


async def test_no_more_connections_than_the_bot_wants(house: House, hook: Hook):
    two_at_once = asyncio.Event()

    async def answer(update: Any) -> web.StreamResponse:
        if hook.at_once == 2:
            two_at_once.set()
        await two_at_once.wait()
        await asyncio.sleep(0.05)  # one more would come now, were it let in
        return web.Response()

    hook.answer = answer
    visitors = [(await house.newcomer())[0] for _ in range(6)]
    for visitor in visitors:
        await visitor.write("hello")
    await house.result("setWebhook", url=hook.url, max_connections=2)
    await hook.until(6)
    assert hook.most_at_once == 2


async def test_a_failed_delivery_is_tried_again_before_the_next(
    house: House, hook: Hook, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("web.webhooks.FIRST_WAIT", 0.05)
    failures = [500, 502]

    async def answer(update: Any) -> web.StreamResponse:
        return web.Response(status=failures.pop()) if failures else web.Response()

    hook.answer = answer
    visitor, _ = await house.newcomer()
    await house.result("setWebhook", url=hook.url)
    await visitor.write("one")
    await visitor.write("two")
    assert [update["message"]["text"] for update in await hook.until(2)] == ["one", "two"]
    info = await house.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["last_error_date"] > 0


async def test_updates_wait_for_a_webhook_that_is_down_even_over_a_restart(
    house: House, hook: Hook, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("web.webhooks.FIRST_WAIT", 0.05)
    visitor, _ = await house.newcomer()
    await house.result("setWebhook", url="http://127.0.0.1:9/hook")
    await visitor.write("patience")
    async with asyncio.timeout(60):
        while "last_error_message" not in (info := await house.result("getWebhookInfo")):
            pass
    assert info["last_error_message"] == "Connection refused"
    assert info["pending_update_count"] == 1
    await house.restart()
    assert (await house.result("getWebhookInfo"))["url"] == "http://127.0.0.1:9/hook"
    await house.result("setWebhook", url=hook.url)
    assert [update["message"]["text"] for update in await hook.until(1)] == ["patience"]


async def test_a_webhook_may_be_set_anew_without_what_waits(house: House, hook: Hook):
    visitor, _ = await house.newcomer()
    await visitor.write("dropped")
    await house.result("setWebhook", url=hook.url, drop_pending_updates=True, allowed_updates=["message"])
    await visitor.write("kept")
    assert [update["message"]["text"] for update in await hook.until(1)] == ["kept"]
    assert (await house.result("getWebhookInfo"))["allowed_updates"] == ["message"]


def _form(chat_id: int) -> aiohttp.MultipartWriter:
    form = aiohttp.MultipartWriter("form-data")
    for name, value in {"method": "sendMessage", "chat_id": str(chat_id), "text": "as a form"}.items():
        part = form.append(value)
        part.set_content_disposition("form-data", name=name)
    return form


@pytest.mark.parametrize("kind", ["json", "form"])
async def test_a_webhook_may_answer_with_a_method(house: House, hook: Hook, kind: str):
    async def answer(update: Any) -> web.StreamResponse:
        chat_id = update["message"]["chat"]["id"]
        if kind == "form":
            return web.Response(body=_form(chat_id))
        return web.json_response({"method": "sendMessage", "chat_id": chat_id, "text": "as a json"})

    hook.answer = answer
    visitor, _ = await house.newcomer()
    async with visitor.events(since=0) as events:
        await house.result("setWebhook", url=hook.url)
        await visitor.write("hello")
        assert (await events.next()).data["text"] == "hello"
        assert (await events.next()).data["text"] == f"as a {kind}"
