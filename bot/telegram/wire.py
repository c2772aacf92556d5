"""HTTP for calls of the Bot API: one request after the other on connections that are kept open.

aiohttp's client does everything that HTTP knows, which costs most of what a call costs. This asks for no more than a
call needs, reads the answers that a Bot API server gives by itself, and leaves every other form of answer to h11: what
is read is what h11 would read (`tests/fuzz/calls.py`).
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from typing import Final, cast

import aiohappyeyeballs
import h11
from aiohttp import encode_basic_auth
from yarl import URL

# A server may close a connection that waits longer than this at the moment in which it is used again.
_KEPT_SECONDS: Final = 15.0
# Seconds after which the next of a server's addresses is tried beside the one before (RFC 8305, section 8).
_NEXT_ADDRESS: Final = 0.25
_MOST_HEAD_BYTES: Final = 64 * 1024
# h11 takes the end of a line without its first half too.
_HEAD_END: Final = re.compile(rb"\n\r?\n")
# A head as a Bot API server gives it; 204 and 304 have no body whatever length they give.
_HEAD: Final = re.compile(
    rb"HTTP/1\.1 (?!204|304)([2-5]\d\d)(?: [^\0\n-\r]*+)?(?:\r\n[!#$%&'*+.^_`|~0-9A-Za-z-]++:[^\0\n-\r]*+)*+\r\n"
)
# In small letters.
_A_LENGTH: Final = b"\r\ncontent-length:"
_LENGTH: Final = re.compile(_A_LENGTH + rb"[ \t]*(\d{1,12})[ \t]*(?=\r\n)")
# What makes an answer end by another rule than its length, or a connection end with it.
_OTHER_RULES: Final = re.compile(rb"\r\n(?:transfer-encoding:|connection:(?![ \t]*keep-alive[ \t]*\r\n))")


class Broken(ConnectionError):
    """The connection ended, or what came over it was no answer."""


class Wire:
    """Calls to one server, at most `limit` at the same time. `close` it in the end."""

    def __init__(self, base: URL, limit: int, tls: ssl.SSLContext) -> None:
        self._host = base.raw_host or ""
        self._port = base.port
        self._tls = tls if base.scheme == "https" else None
        place = self._host if base.is_default_port() else f"{self._host}:{base.port}"
        head = f"Host: {place}\r\nUser-Agent: Quicksilver\r\nAccept: */*\r\nContent-Type: application/json\r\n"
        if base.user is not None:
            head += f"Authorization: {encode_basic_auth(base.user, base.password or '')}\r\n"
        self._head = head + "Content-Length: "
        self._places = asyncio.Semaphore(limit)
        self._all: set[_Connection] = set()
        self._resting: list[_Connection] = []
        self._loop = asyncio.get_running_loop()

    async def post(self, target: str, body: bytes, patience: float) -> tuple[int, bytes]:
        """The status and the content of the answer to a request with this body of JSON.

        Raises `TimeoutError` after so many seconds, and `OSError` where the server cannot be reached or the answer
        does not come whole.
        """
        request = f"POST {target} HTTP/1.1\r\n{self._head}{len(body)}\r\n\r\n".encode("ascii") + body
        until = self._loop.time() + patience
        if self._places.locked():
            async with asyncio.timeout_at(until):
                await self._places.acquire()
        else:
            await self._places.acquire()
        try:
            connection = self._rested()
            if connection is None:
                async with asyncio.timeout_at(until):
                    connection = await self._connected()
            try:
                return await connection.ask(request, until)
            finally:
                # One that is still to be answered, since this was cancelled, would take that answer for the next.
                if connection.is_free:
                    connection.rests_since = self._loop.time()
                    self._resting.append(connection)
                else:
                    connection.end()
        finally:
            self._places.release()

    def close(self) -> None:
        """End all connections; calls under way end with `Broken`."""
        for connection in tuple(self._all):
            connection.end()

    def _rested(self) -> _Connection | None:
        """The connection that was used last, if it has not rested too long."""
        too_long = self._loop.time() - _KEPT_SECONDS
        while self._resting:
            connection = self._resting.pop()
            if connection.is_free and connection.rests_since > too_long:
                return connection
            connection.end()
        return None

    async def _connected(self) -> _Connection:
        # uvloop tries one address after the other: minutes where a machine's IPv6 leads nowhere.
        addresses = await self._loop.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
        reached = await aiohappyeyeballs.start_connection(addresses, happy_eyeballs_delay=_NEXT_ADDRESS, interleave=1)
        _, connection = await self._loop.create_connection(
            lambda: _Connection(self._loop, self._all),
            sock=reached,
            ssl=self._tls,
            server_hostname=None if self._tls is None else self._host,
        )
        return connection


class _Connection(asyncio.Protocol):
    """One connection: a request, then its answer. It stands in `among` for as long as it is open."""

    def __init__(self, loop: asyncio.AbstractEventLoop, among: set[_Connection]) -> None:
        self._loop = loop
        self._among = among
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._received = bytearray()
        self._body_from = 0
        self._whole_at = 0
        self._status = 0
        self._other: _OtherAnswer | None = None
        self.rests_since = 0.0

    @property
    def is_free(self) -> bool:
        """Whether it is open and nothing is still to be answered."""
        return self._answer is None and self._transport is not None and not self._transport.is_closing()

    async def ask(self, request: bytes, until: float) -> tuple[int, bytes]:
        """Send a request and wait for its answer until that moment by the loop's clock.

        Raises `TimeoutError` when it has come, `Broken`, `OSError`.
        """
        if self._transport is None:
            raise Broken("the connection has ended")
        answer: asyncio.Future[tuple[int, bytes]] = self._loop.create_future()
        self._answer = answer
        self._transport.write(request)
        # asyncio.timeout does the same, and costs as much as all else here.
        timer = self._loop.call_at(until, self._give_up)
        try:
            return await answer
        finally:
            timer.cancel()

    def _give_up(self) -> None:
        self._fail(TimeoutError())
        self.end()

    def end(self) -> None:
        """End it now, whatever is under way."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one without saying so
        self._among.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._among.discard(self)
        if self._other is not None and exc is None:
            # Some answers end with their connection.
            self._take_other(b"")
        self._fail(exc if isinstance(exc, OSError) else Broken("the server ended the connection"))

    def data_received(self, data: bytes) -> None:
        if self._answer is None:
            # Nothing was asked: what follows would be taken for the answer to the next request.
            self.end()
            return
        if self._other is not None:
            self._take_other(data)
            return
        seen = len(self._received)
        self._received += data
        if not self._whole_at and not self._read_head(seen):
            return
        if len(self._received) < self._whole_at:
            return
        status, content = self._status, bytes(self._received[self._body_from : self._whole_at])
        more = len(self._received) > self._whole_at
        self._received.clear()
        self._whole_at = 0
        self._give(status, content)
        if more:
            self.end()

    def _read_head(self, seen: int) -> bool:
        """Whether the head is there and gives the length of what follows; any other answer goes to h11.

        seen: how many bytes were looked through before.
        """
        end = _HEAD_END.search(self._received, max(seen - 2, 0))
        if end is None:
            if len(self._received) > _MOST_HEAD_BYTES:
                self._fail(Broken("the head of an answer without an end"))
                self.end()
            return False
        head = bytes(self._received[: end.start() + 1])
        known, small = _HEAD.fullmatch(head), head.lower()
        length = _LENGTH.search(small)
        if known is None or length is None or small.count(_A_LENGTH) != 1 or _OTHER_RULES.search(small):
            self._hand_over()
            return False
        self._status = int(known[1])
        self._body_from = end.end()
        self._whole_at = self._body_from + int(length[1])
        return True

    def _hand_over(self) -> None:
        self._other = _OtherAnswer()
        received = bytes(self._received)
        self._received.clear()
        self._take_other(received)

    def _take_other(self, data: bytes) -> None:
        """Have h11 read on. The connection is not used again after it."""
        if self._other is None:
            return
        try:
            answer = self._other.take(data)
        except h11.RemoteProtocolError as problem:
            self._fail(Broken(str(problem)))
            self.end()
            return
        if answer is not None:
            self._give(*answer)
            self.end()

    def _give(self, status: int, content: bytes) -> None:
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_result((status, content))

    def _fail(self, problem: Exception) -> None:
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_exception(problem)


class _OtherAnswer:
    """An answer in chunks, without a length, or after an interim one, as h11 reads it."""

    def __init__(self) -> None:
        self._reading = h11.Connection(h11.CLIENT)
        # It reads an answer only to what was asked; what that was makes no difference to how it is read.
        self._reading.send(h11.Request(method="POST", target="/", headers=[("Host", "-")]))
        self._reading.send(h11.EndOfMessage())
        self._status = 0
        self._content = bytearray()

    def take(self, data: bytes) -> tuple[int, bytes] | None:
        """Read on; nothing more comes where `data` is empty. Raises `h11.RemoteProtocolError`."""
        self._reading.receive_data(data)
        while True:
            match self._reading.next_event():
                case h11.Response(status_code=status):
                    self._status = status
                case h11.Data(data=part):
                    self._content += part
                case h11.EndOfMessage():
                    return self._status, bytes(self._content)
                case h11.NEED_DATA | h11.PAUSED | h11.ConnectionClosed():
                    return None
