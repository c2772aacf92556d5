"""The stand-in's way to a webhook: up to 40 connections, each update again until it is taken with 200.

Of one chat the next update leaves when the last was taken, as Telegram's own server has it (tdlib/telegram-bot-api,
`WebhookActor`: a queue for each chat). Copies of one update leave together.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

import orjson

from benchmarks.messages import Plain, chat_of
from benchmarks.wire import Call

_AGAIN_AFTER = 0.2

_Connection: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True)
class Hook:
    """What the bot asked for: where to deliver, the secret to send along, and over how many connections at most."""

    url: str
    secret: str
    connections: int


@dataclass(slots=True, eq=False)
class _Brought:
    """An update on its way. copies: how many of it are not taken yet."""

    chat: int
    update: Plain
    copies: int


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
        self._queue: asyncio.Queue[_Brought] = asyncio.Queue()
        # By chat, what waits behind the update that is under way: chats with none under way are not in it.
        self._behind: dict[int, deque[_Brought]] = {}
        self._tasks = [asyncio.create_task(self._work(number)) for number in range(hook.connections)]

    def deliver(self, update: Plain, *, times: int = 1) -> None:
        """Send an update on its way, in so many copies at once."""
        brought = _Brought(chat_of(update), update, times)
        behind = self._behind.get(brought.chat)
        if behind is not None:
            behind.append(brought)
            return
        self._behind[brought.chat] = deque()
        self._begin(brought)

    def spread(self, ports: Sequence[int]) -> None:
        """Deliver to these ports, each with its share of the connections: a balancer before several processes.

        A connection takes the next update when it is free, so a process that is slow is given less.
        """
        self._ports = tuple(ports)

    def _begin(self, brought: _Brought) -> None:
        for _ in range(brought.copies):
            self._queue.put_nowait(brought)

    def _end(self, brought: _Brought) -> None:
        """A copy was taken: with the last of them the chat's next update begins."""
        brought.copies -= 1
        if brought.copies:
            return
        behind = self._behind[brought.chat]
        if behind:
            self._begin(behind.popleft())
        else:
            del self._behind[brought.chat]

    async def close(self) -> None:
        """Deliver no more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _work(self, number: int) -> None:
        connection: _Connection | None = None
        try:
            while True:
                brought = await self._queue.get()
                while True:
                    try:
                        port = self._ports[number % len(self._ports)]
                        connection = connection or await asyncio.open_connection(self._host, port)
                        if await self._is_taken(brought.update, *connection):
                            break
                    except (OSError, asyncio.IncompleteReadError):
                        _close(connection)
                        connection = None
                    await asyncio.sleep(_AGAIN_AFTER)
                self._end(brought)
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
