"""Stands between the program and PostgreSQL, as a balancer does: leads elsewhere, cuts, stalls, or refuses."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_STARTING_UP = b"SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0"
_SIZE = 64 * 1024


class Proxy:
    """Leads each new connection to the server at `leads_to`."""

    def __init__(self, leads_to: int) -> None:
        self.leads_to = leads_to
        self.port = 0
        self._refuses = False
        self._is_closed = False
        self._flows = asyncio.Event()
        self._flows.set()
        self._lost: list[asyncio.Event] = []
        self._server: asyncio.Server | None = None
        self._leading: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Proxy:
        self._server = await asyncio.start_server(self._begin, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._is_closed = True
        if self._server is not None:
            self._server.close()
        self.cut()
        for flows in (*self._lost, self._flows):
            flows.set()
        await asyncio.gather(*self._leading, return_exceptions=True)
        await asyncio.sleep(0)  # in which connections that were cut are closed

    def cut(self) -> None:
        """Reset all connections."""
        for writer in tuple(self._writers):
            writer.transport.abort()

    @asynccontextmanager
    async def stalled(self) -> AsyncIterator[None]:
        """Nothing passes; what was written meanwhile arrives afterwards."""
        self.stall()
        try:
            yield
        finally:
            self.flow()

    def stall(self) -> None:
        """Let nothing pass."""
        self._flows.clear()

    def lose(self) -> None:
        """Let nothing pass over the connections of now, for good."""
        self.stall()
        self._lost.append(self._flows)
        self._flows = asyncio.Event()
        self.flow()

    def flow(self) -> None:
        """Let everything pass again, what was written meanwhile first."""
        self._flows.set()

    @asynccontextmanager
    async def losing(self) -> AsyncIterator[None]:
        """Nothing passes, and over the connections of now never will again; neither side hears of their end."""
        self.stall()
        try:
            yield
        finally:
            self.lose()

    @asynccontextmanager
    async def refusing(self) -> AsyncIterator[None]:
        """Nobody is let in: the server says that it is starting up."""
        self._refuses = True
        self.cut()
        try:
            yield
        finally:
            self._refuses = False

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._lead(reader, writer))
        self._leading.add(task)
        task.add_done_callback(self._leading.discard)

    async def _lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._refuses:
            await _refuse(reader, writer)
            return
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.leads_to)
        except OSError:
            writer.transport.abort()
            return
        if self._is_closed:
            for each in (writer, back):
                each.transport.abort()
            return
        self._writers |= {writer, back}
        flows = self._flows
        await asyncio.gather(_pass_on(reader, back, flows), _pass_on(there, writer, flows))
        self._writers -= {writer, back}


@asynccontextmanager
async def led_to(url: str) -> AsyncIterator[tuple[str, Proxy]]:
    """A proxy before the server of a database, and the address of the database through it."""
    head, _, rest = url.rpartition(":")
    port, _, name = rest.partition("/")
    async with Proxy(int(port)) as proxy:
        yield f"{head}:{proxy.port}/{name}", proxy


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, flows: asyncio.Event) -> None:
    with contextlib.suppress(ConnectionError):
        while piece := await reader.read(_SIZE):
            await flows.wait()
            writer.write(piece)
            await writer.drain()
    await flows.wait()
    writer.close()


async def _refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer as PostgreSQL does (its manual, "Message Formats"): no to encryption, then the error."""
    with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
        asked = await reader.readexactly(8)
        if asked[4:] == (80877103).to_bytes(4):
            writer.write(b"N")
            await reader.readexactly(8)
        writer.write(b"E" + (len(_STARTING_UP) + 4).to_bytes(4) + _STARTING_UP)
        await writer.drain()
    writer.close()
