"""A way to the Bot API server that goes wrong on order: calls that are answered wrongly, cut off, or never answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import orjson

from benchmarks.wire import Answer, Call, Connection

# So long may it take until the program makes a call that a disturbance is for.
_MET_WITHIN: Final = 60.0


@dataclass(frozen=True, slots=True)
class Wrong:
    """The call is not carried out; this comes for an answer."""

    status: str
    kind: str
    body: bytes


@dataclass(frozen=True, slots=True)
class CutOff:
    """The call is carried out, and the connection is reset in the middle of the answer."""


@dataclass(frozen=True, slots=True)
class Silence:
    """The call is not carried out, and nothing ever comes for an answer."""


Disturbance = Wrong | CutOff | Silence


def refused(status: str, **more: object) -> Wrong:
    """What Telegram itself answers when it refuses."""
    content = {"ok": False, "error_code": int(status[:3]), "description": status[4:], **more}
    return Wrong(status, "application/json", orjson.dumps(content))


TOO_MANY: Final = refused("429 Too Many Requests", parameters={"retry_after": 1})
BROKEN: Final = refused("500 Internal Server Error")
_PAGE: Final = b"<!DOCTYPE html><html><body><h1>Bad Gateway</h1></body></html>"
BAD_GATEWAY: Final = Wrong("502 Bad Gateway", "text/html", _PAGE)
BAD_GATEWAY_IN_JSON: Final = Wrong("502 Bad Gateway", "application/json", b'{"message":"Bad Gateway"}')
PAGE_FOR_AN_ANSWER: Final = Wrong("200 OK", "text/html", _PAGE)
HALF_AN_ANSWER: Final = Wrong("200 OK", "application/json", b'{"ok":true,"result":{"message_id":7,"da')
EMPTY: Final = Wrong("200 OK", "application/json", b"")


class Way:
    """What is wrong with the way at the moment. Make a connection with `connection`."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._disturbs: Callable[[Call], bool] | None = None
        self._disturbance: Disturbance | None = None
        self._met = asyncio.Event()

    def connection(self) -> Connection:
        """A connection of the bot's."""
        return _Disturbed(self._answer, self)

    def wrong_for(self, call: Call) -> Disturbance | None:
        """What is to go wrong with a call."""
        if self._disturbs is None or not self._disturbs(call):
            return None
        self._met.set()
        return self._disturbance

    @asynccontextmanager
    async def disturbed(self, disturbance: Disturbance, disturbs: Callable[[Call], bool]) -> AsyncIterator[None]:
        """Let calls of some kind go wrong; goes on once the first of them has."""
        self._met.clear()
        self._disturbs, self._disturbance = disturbs, disturbance
        try:
            async with asyncio.timeout(_MET_WITHIN):
                await self._met.wait()
            yield
        finally:
            self._disturbs = None


def asks(call: Call) -> bool:
    """The program asks for updates."""
    return call.method == "getUpdates"


def answers(officers: Collection[str]) -> Callable[[Call], bool]:
    """The program answers somebody: calls to chats that are not the officers', who hear of letters unasked."""
    methods = ("sendMessage", "editMessageText", "answerCallbackQuery")
    return lambda call: call.method in methods and str(call.values.get("chat_id")) not in officers


def tells(officers: Collection[str]) -> Callable[[Call], bool]:
    """The program tells somebody something unasked, or brings a file."""
    return lambda call: call.method == "sendDocument" or str(call.values.get("chat_id")) in officers


class _Disturbed(Connection):
    """One connection of the bot's, on a way that may go wrong."""

    def __init__(self, answer: Answer, way: Way) -> None:
        super().__init__(answer)
        self._way = way
        self._cut = False

    def carry_out(self, call: Call) -> None:
        """Answer a call, as the way allows."""
        match self._way.wrong_for(call):
            case None:
                super().carry_out(call)
            case Wrong(status, kind, body):
                self.write_raw(status.encode(), kind.encode(), body)
            case CutOff():
                self._cut = True
                super().carry_out(call)
            case Silence():
                return

    def write_raw(self, status: bytes, kind: bytes, body: bytes) -> None:
        """Write an answer, or half of one and no more."""
        if self._cut and self.transport is not None:
            head = b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n" % (status, kind, len(body))
            self.transport.write(head + body[: len(body) // 2])
            # What was written is to arrive before the reset does.
            asyncio.get_running_loop().call_later(0.02, self.transport.abort)
            return
        super().write_raw(status, kind, body)
