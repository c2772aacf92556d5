"""A server that says HTTP raw, on real sockets: whatever a test wants it to."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

YES = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class RawServer:
    """Hands each connection to what the test wants it to do; `requests` are those that `heard` has read."""

    def __init__(self) -> None:
        self.serve: Serve = self.answer_each
        self.answers: list[bytes] = []
        self.requests: list[bytes] = []
        self.connections = 0
        self.url = ""

    async def begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            await self.serve(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the caller has ended the connection, as some of these tests want
        finally:
            writer.close()

    async def heard(self, reader: asyncio.StreamReader) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        size = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        self.requests.append(head + await reader.readexactly(size))

    async def answer_each(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await self.heard(reader)
            writer.write(self.answers.pop(0) if self.answers else YES)

    async def answer_and_end(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self.heard(reader)
        writer.write(self.answers.pop(0) if self.answers else YES)
        await writer.drain()


Raw = TypeVar("Raw", bound=RawServer)


@asynccontextmanager
async def listening(raw: Raw, *, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> AsyncIterator[Raw]:
    """The server at a port of its own, which `url` gives under this name of the machine."""
    server = await asyncio.start_server(raw.begin, "127.0.0.1", 0, ssl=tls)
    raw.url = f"{'http' if tls is None else 'https'}://{host}:{server.sockets[0].getsockname()[1]}"
    try:
        yield raw
    finally:
        server.close()
        await server.wait_closed()
