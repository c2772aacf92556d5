"""The stand-in's way to a webhook: up to 40 connections, each update again until it is taken with 200."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

import orjson

from benchmarks.messages import Plain
from benchmarks.wire import Call

_AGAIN_AFTER = 0.2

_Connection: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True)
class Hook:
    """What the bot asked for: where to deliver, the secret to send along, and over how many connections at most."""

    url: str
    secret: str
    connections: int


class Webhook:
    """Delivers updates, to one process of the bot or spread over several.

    take: is handed a call that the bot puts into its answer. taken: the number of an update that was answered with 200.
    """

    def __init__(self, hook: Hook, take: Callable[[Call], None], taken: Callable[[int], None]) -> None:
        self.hook = hook
        parts = urlsplit(hook.url)
        self._host = parts.hostname or ""
        self._ports: tuple[int, ...] = (parts.port or 80,)
        self._head = (
            f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {hook.secret}\r\nContent-Length: "
        ).encode()
        self._take = take
        self._taken = taken
        self.refused = 0
        self._queue: asyncio.Queue[Plain] = asyncio.Queue()
        self._tasks = [asyncio.create_task(self._work(number)) for number in range(hook.connections)]

    def deliver(self, update: Plain) -> None:
        """Send an update on its way."""
        self._queue.put_nowait(update)

    def spread(self, ports: Sequence[int]) -> None:
        """Deliver to these ports, each with its share of the connections: a balancer before several processes.

        A connection takes the next update when it is free, so a process that is slow is given less.
        """
        self._ports = tuple(ports)

    async def close(self) -> None:
        """Deliver no more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _work(self, number: int) -> None:
        connection: _Connection | None = None
        try:
            while True:
                update = await self._queue.get()
                while True:
                    try:
                        port = self._ports[number % len(self._ports)]
                        connection = connection or await asyncio.open_connection(self._host, port)
                        if await self._is_taken(update, *connection):
                            break
                    except (OSError, asyncio.IncompleteReadError):
                        _close(connection)
                        connection = None
                    await asyncio.sleep(_AGAIN_AFTER)
        finally:
            _close(connection)

    async def _is_taken(self, update: Plain, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        body = orjson.dumps(update)
        writer.write(self._head + str(len(body)).encode() + b"\r\n\r\n" + body)
        head = await reader.readuntil(b"\r\n\r\n")
        size = 0
        for line in head.split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                size = int(value)
        answer = await reader.readexactly(size) if size else b""
        if not head.startswith(b"HTTP/1.1 200"):
            self.refused += 1
            return False
        self._taken(update["update_id"])
        if answer.startswith(b"{"):
            values = orjson.loads(answer)
            if "method" in values:
                self._take(Call(values.pop("method"), values))
        return True


def _close(connection: _Connection | None) -> None:
    if connection is not None:
        connection[1].close()
