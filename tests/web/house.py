"""A gateway on a database of its own, served over real HTTP on loopback, with a visitor and the two bot clients."""

import asyncio
import contextlib
import io
import json
import struct
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from storage.store import Store, open_store
from web.gateway import Gateway, create_gateway
from web.pace import Pace
from web.site import run_site

TOKEN = "4242:web-page-secret"
OTHER_TOKEN = "4343:another-secret"
SECRET_KEY = "a secret key of forty characters or more."
FAST = Pace(at_once=10_000, per_second=1000)


@dataclass
class Event:
    """One Server-Sent Event as it came."""

    name: str
    data: Any
    id: int | None


@dataclass
class Visitor:
    """A browser, as far as the public API can tell."""

    base: str
    session: aiohttp.ClientSession

    async def get(self, path: str, **kwargs: Any) -> Any:
        async with self.session.get(self.base + path, **kwargs) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def state(self, before: int | None = None) -> Any:
        return await self.get("/chat/state" + ("" if before is None else f"?before={before}"))

    async def post(self, path: str, body: Any, **headers: str) -> tuple[int, Any]:
        headers = {"X-Quicksilver": "1", "Content-Type": "application/json", **headers}
        data = body if isinstance(body, bytes) else json.dumps(body)
        async with self.session.post(self.base + path, data=data, headers=headers) as response:
            return response.status, await response.json()

    async def write(self, text: str, client_id: str | None = None) -> Any:
        body = {"text": text} if client_id is None else {"text": text, "client_id": client_id}
        status, answer = await self.post("/chat/messages", body)
        assert status == 200, answer
        return answer["message"]

    async def press(self, message_id: int, data: str, client_id: str | None = None) -> tuple[int, Any]:
        body = {"message_id": message_id, "data": data}
        return await self.post("/chat/press", body if client_id is None else {**body, "client_id": client_id})

    async def send_file(self, content: bytes, name: str = "letter.pdf", **fields: str) -> tuple[int, Any]:
        form = aiohttp.FormData(quote_fields=False)
        for field_name, value in fields.items():
            form.add_field(field_name, value)
        form.add_field("file", io.BytesIO(content), filename=name, content_type="application/octet-stream")
        headers = {"X-Quicksilver": "1"}
        async with self.session.post(self.base + "/chat/files", data=form, headers=headers) as response:
            return response.status, await response.json()

    @contextlib.asynccontextmanager
    async def events(self, since: int | None = None, **headers: str) -> AsyncIterator["EventStream"]:
        query = "" if since is None else f"?since={since}"
        async with self.session.get(self.base + f"/chat/events{query}", headers=headers) as response:
            assert response.status == 200, await response.text()
            yield EventStream(response)


@dataclass
class EventStream:
    """Reads events one by one."""

    response: aiohttp.ClientResponse
    rest: str = ""
    ready: list[Event] = field(default_factory=list)

    async def next(self) -> Event:
        async with asyncio.timeout(60):
            while not self.ready:
                self.rest += (await self.response.content.readany()).decode()
                *blocks, self.rest = self.rest.split("\n\n")
                self.ready += [event for block in blocks if (event := _event(block)) is not None]
        return self.ready.pop(0)


def _event(block: str) -> Event | None:
    fields = dict(line.split(": ", 1) for line in block.split("\n"))
    if "data" not in fields:
        return None
    return Event(fields["event"], json.loads(fields["data"]), int(fields["id"]) if "id" in fields else None)


@dataclass
class House:
    """A running gateway; `restart` stops it and starts another on the same database."""

    url: str
    writing: Pace = FAST
    arriving: Pace = FAST
    public_url: str = "http://127.0.0.1"
    store: Store | None = None
    gateway: Gateway | None = None
    bot_port: int = 0
    page_port: int = 0
    cleanups: list[Any] = field(default_factory=list)
    sessions: list[aiohttp.ClientSession] = field(default_factory=list)

    async def start(self) -> None:
        self.store = await open_store(self.url)
        self.gateway = create_gateway(
            self.store,
            tokens=[TOKEN, OTHER_TOKEN],
            secret_key=SECRET_KEY,
            public_url=self.public_url,
            bot_username="quicksilver_bot",
            bot_title="Quicksilver",
            writing=self.writing,
            arriving=self.arriving,
        )
        await self.gateway.start()
        bot_site, self.bot_port = await run_site(self.gateway.bot_api_app(), "127.0.0.1", self.bot_port)
        page_site, self.page_port = await run_site(self.gateway.public_app(), "127.0.0.1", self.page_port)
        self.cleanups = [bot_site.cleanup, page_site.cleanup]

    async def stop(self) -> None:
        assert self.gateway is not None
        assert self.store is not None
        await self.gateway.stop()
        for cleanup in self.cleanups:
            await cleanup()
        await self.store.close()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    @property
    def bot_base(self) -> str:
        return f"http://127.0.0.1:{self.bot_port}"

    @property
    def page_base(self) -> str:
        return f"http://127.0.0.1:{self.page_port}"

    async def until_polled(self) -> None:
        """Wait until a long poll waits for news."""
        assert self.gateway is not None
        async with asyncio.timeout(60):
            bots = self.gateway._exchange.bots.values()
            while all(bot.poll is None or bot.poll.done() for bot in bots):  # noqa: ASYNC110  # it has no event for this
                await asyncio.sleep(0.01)

    async def call(self, method: str, token: str = TOKEN, **values: Any) -> Any:
        """Call the Bot API with a JSON body; the whole answer."""
        session = self._session()
        async with session.post(f"{self.bot_base}/bot{token}/{method}", json=values) as response:
            answer = await response.json()
            assert answer["ok"] is (response.status == 200)
            if not answer["ok"]:
                assert answer["error_code"] == response.status
            return answer

    async def result(self, method: str, **values: Any) -> Any:
        answer = await self.call(method, **values)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **values: Any) -> str:
        answer = await self.call(method, **values)
        assert not answer["ok"], answer
        return str(answer["description"])

    def visitor(self, **headers: str) -> Visitor:
        return Visitor(self.page_base, self._session(**headers))

    async def newcomer(self, language: str = "en") -> tuple[Visitor, int]:
        """A visitor whose chat is open, and the chat's identifier."""
        visitor = self.visitor(**{"Accept-Language": language})
        state = await visitor.state()
        return visitor, state["chat"]["id"]

    def _session(self, **headers: str) -> aiohttp.ClientSession:
        jar = aiohttp.CookieJar(unsafe=True)
        session = aiohttp.ClientSession(cookie_jar=jar, headers=headers)
        self.sessions.append(session)
        return session

    async def close(self) -> None:
        for session in self.sessions:
            await session.close()
        await self.stop()


def png(width: int = 40, height: int = 30) -> bytes:
    """A real PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\x20\x40\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
