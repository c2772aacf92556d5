"""A stage for the chat page: the real gateway on a database of its own, a scripted bot behind it, a real browser."""

from __future__ import annotations

import asyncio
import html
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession, web
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FilePayload,
    Page,
    async_playwright,
    expect,
)

from storage.migrate import migrate
from storage.store import Store, open_store
from web.gateway import Gateway, create_gateway
from web.site import run_site

TOKEN = "7000001:a-token-of-the-tests"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""As root in a closed network: no sandbox, and no connections that the page has not asked for."""
PATIENCE = 60_000
"""Milliseconds that the browser is given for what should take some dozens."""
QUESTIONS = {
    "en": ("Contact · Question {n} of 10", "What is the full official name?", "Back", "Skip"),
    "ar": ("جهة الاتصال · السؤال {n} من 10", "ما الاسم الرسمي الكامل؟", "رجوع", "تخطٍّ"),
    "zh": ("联系人 · 第 {n} 题，共 10 题", "正式全称是什么？", "返回", "跳过"),
}
COMMANDS = [
    {"command": "letter", "description": "Write a letter of intent"},
    {"command": "language", "description": "Change the language"},
    {"command": "help", "description": "What this assistant can do"},
]

Json = dict[str, Any]


@dataclass(slots=True)
class ScriptedBot:
    """A bot that asks one question after another, over the gateway's Bot API, and remembers what it heard."""

    heard: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    presses: list[str] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    asked: int = 0
    language: str = "en"
    knows: asyncio.Event | None = None
    """Waited for between the typing sign and the answer."""
    alerts: bool = False
    """Whether presses are answered with a note that must be closed."""
    chat_id: int = 0
    taken: set[int] = field(default_factory=set)
    """Updates that it has begun to answer: one comes again when the server went away before it was confirmed."""

    async def call(self, base: str, method: str, /, **arguments: object) -> Any:
        """One call of the Bot API; gives its result."""
        async with (
            ClientSession() as client,
            client.post(f"{base}/bot{TOKEN}/{method}", json=arguments) as response,
        ):
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def run(self, base: str) -> None:
        """Answer updates until cancelled or the gateway goes away."""
        await self.call(base, "setMyCommands", commands=COMMANDS)
        offset = 0
        while True:
            for update in await self.call(base, "getUpdates", offset=offset, timeout=20):
                if update["update_id"] not in self.taken:
                    self.taken.add(update["update_id"])
                    await self._answer(base, update)
                offset = update["update_id"] + 1

    async def _answer(self, base: str, update: Json) -> None:
        match update:
            case {"callback_query": query}:
                self.presses.append(query["data"])
                await self.call(
                    base, "answerCallbackQuery", callback_query_id=query["id"], text="Noted", show_alert=self.alerts
                )
                await self.ask(base)
            case {"edited_message": message}:
                self.changes.append(message["text"])
            case {"message": {"document": document} as message}:
                self.chat_id = message["chat"]["id"]
                found = await self.call(base, "getFile", file_id=document["file_id"])
                async with (
                    ClientSession() as client,
                    client.get(f"{base}/file/bot{TOKEN}/{found['file_path']}") as response,
                ):
                    self.files.append((document["file_name"], await response.read()))
                await self.ask(base)
            case {"message": message}:
                self.chat_id = message["chat"]["id"]
                self.heard.append(message["text"])
                if message["text"].startswith("/language "):
                    self.language = message["text"].removeprefix("/language ")
                if self.knows is not None:
                    await self.call(base, "sendChatAction", chat_id=self.chat_id, action="typing")
                    await self.knows.wait()
                await self.ask(base)

    async def ask(self, base: str) -> None:
        """The next question, with its place in the form and two buttons."""
        self.asked += 1
        where, question, back, skip = QUESTIONS[self.language]
        bar = "▰" * self.asked + "▱" * (10 - self.asked)
        await self.call(
            base,
            "sendMessage",
            chat_id=self.chat_id,
            parse_mode="HTML",
            text=f"<i>{html.escape(where.format(n=self.asked))}</i>\n{bar}\n\n<b>{question}</b>",
            reply_markup={
                "inline_keyboard": [
                    [
                        {"text": back, "callback_data": f"back:{self.asked}"},
                        {"text": skip, "callback_data": f"skip:{self.asked}"},
                    ]
                ]
            },
        )


class Stage:
    """Everything behind the browser; `go_away` and `come_back` are a server that stops and starts again."""

    def __init__(self, store: Store) -> None:
        self.bot = ScriptedBot()
        self.port = 0
        self.bot_api = ""
        self._store = store
        self._gateway: Gateway | None = None
        self._sites: list[web.AppRunner] = []
        self._running: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        """Where the chat page is."""
        return f"http://127.0.0.1:{self.port}/chat"

    async def come_back(self) -> None:
        """Serve, at the address of before."""
        self._gateway = create_gateway(
            self._store,
            tokens=[TOKEN],
            secret_key="a-secret-of-the-tests",
            public_url=f"http://127.0.0.1:{self.port}",
            bot_username="quicksilver_bot",
            bot_title="Quicksilver",
        )
        await self._gateway.start()
        page, self.port = await run_site(self._gateway.public_app(), "127.0.0.1", self.port)
        api, port = await run_site(self._gateway.bot_api_app(), "127.0.0.1", 0)
        self._sites = [page, api]
        self.bot_api = f"http://127.0.0.1:{port}"
        self._running = asyncio.create_task(self.bot.run(self.bot_api))

    async def go_away(self) -> None:
        """Serve no longer."""
        if self._gateway is None or self._running is None:
            return
        self._running.cancel()
        with suppress(asyncio.CancelledError, ClientError):
            await self._running
        await self._gateway.stop()
        for site in self._sites:
            await site.cleanup()
        self._gateway = None

    async def call(self, method: str, /, **arguments: object) -> Any:
        """Let the bot do something unasked in the chat it last heard from."""
        return await self.bot.call(self.bot_api, method, chat_id=self.bot.chat_id, **arguments)


@asynccontextmanager
async def on_stage(folder: Path) -> AsyncIterator[Stage]:
    """A stage with a new, empty database in a folder."""
    url = f"sqlite:///{folder / 'gateway.db'}"
    await migrate(url)
    store = await open_store(url)
    stage = Stage(store)
    try:
        await stage.come_back()
        yield stage
    finally:
        await stage.go_away()
        await store.close()


@dataclass
class Visitor:
    """A person's browser: its tabs share cookies and storage; what the console complains about is kept."""

    context: BrowserContext
    address: str
    complaints: list[str] = field(default_factory=list)

    async def open(self, query: str = "") -> Page:
        """A new tab with the chat page, when the conversation has been read."""
        page = await self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.goto(self.address + query)
        await expect(page.locator("#loading")).to_be_hidden(timeout=PATIENCE)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        # A server that is away is what some tests are about; the browser's own line on it is no complaint.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)


@asynccontextmanager
async def a_browser(chromium: str) -> AsyncIterator[Browser]:
    """A browser without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def a_visitor(browser: Browser, stage: Stage, **options: Any) -> AsyncIterator[Visitor]:
    """Someone with a browser of their own; whatever the console complained about fails the test."""
    context = await browser.new_context(**{"locale": "en-GB", **options})
    context.set_default_timeout(PATIENCE)
    visitor = Visitor(context, stage.address)
    try:
        yield visitor
    finally:
        await context.close()
    assert visitor.complaints == []


async def until(what: Any, wanted: Sequence[object], seconds: float = 60) -> None:
    """Wait until a list that grows by itself is as wanted."""
    for _ in range(int(seconds / 0.05)):
        if list(what) == list(wanted):
            return
        await asyncio.sleep(0.05)
    assert list(what) == list(wanted)


async def write(page: Page, text: str) -> None:
    """Write a text and send it with Enter, as one does."""
    await page.fill("#text", text)
    await page.press("#text", "Enter")


def pdf(name: str, content: bytes = b"%PDF-1.4") -> FilePayload:
    """A file for the field that takes files."""
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def mine(page: Page, text: str) -> Any:
    """One's own confirmed bubbles that say exactly this."""
    return page.locator("#messages .row.me .body").get_by_text(text, exact=True)
