"""A very lean HTTP server: as little of its own cost as can be, so that what is measured is the bot.

It knows what the Bot API's clients send it and no more: requests with a Content-Length, one at a time on a
connection that is kept open.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, TypeAlias, cast
from urllib.parse import parse_qsl

import orjson

Respond: TypeAlias = Callable[[object], None]
"""Sends the result of a call, once."""
Answer: TypeAlias = Callable[["Call", Respond], None]
"""Takes a call and responds to it, now or later."""

_HEAD_END = b"\r\n\r\n"


class Unknown(LookupError):
    """A call that the stand-in does not know; it is answered with 404."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API. A value that came in a form is still text: see `read`."""

    method: str
    values: dict[str, Any]

    def read(self, name: str, default: Any = None) -> Any:
        """A value that is not text: a number, a list, a keyboard, as JSON says it."""
        value = self.values.get(name, default)
        return orjson.loads(value) if isinstance(value, str) else value


class Connection(asyncio.Protocol):
    """One connection of the bot's to the server."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._received = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self.transport = cast("asyncio.Transport", transport)  # uvloop's is one without saying so

    def connection_lost(self, exc: Exception | None) -> None:
        """Whatever is still to be answered goes nowhere."""
        self.transport = None

    def data_received(self, data: bytes) -> None:
        """Gather a request and answer it when it is whole."""
        self._received += data
        while True:
            end = self._received.find(_HEAD_END)
            if end < 0:
                return
            line, *headers = self._received[:end].split(b"\r\n")
            size, kind = 0, b""
            for header in headers:
                name, _, value = header.partition(b":")
                match name.lower():
                    case b"content-length":
                        size = int(value)
                    case b"content-type":
                        kind = value.strip()
            body_from = end + len(_HEAD_END)
            if len(self._received) < body_from + size:
                return
            body = self._received[body_from : body_from + size]
            self._received = self._received[body_from + size :]
            self._take(line.split(b" ", 2)[1], kind, body)

    def _take(self, target: bytes, kind: bytes, body: bytes) -> None:
        method = target.rpartition(b"/")[2].decode()
        try:
            self.carry_out(Call(method, _values(kind, body)))
        except Unknown as problem:
            self._write(b"404 Not Found", {"ok": False, "error_code": 404, "description": f"Not Found: {problem}"})

    def carry_out(self, call: Call) -> None:
        """Have a call answered. Raises `Unknown`."""
        self._answer(call, self._respond)

    def _respond(self, result: object) -> None:
        self._write(b"200 OK", {"ok": True, "result": result})

    def _write(self, status: bytes, content: object) -> None:
        self.write_raw(status, b"application/json", orjson.dumps(content))

    def write_raw(self, status: bytes, kind: bytes, body: bytes) -> None:
        """Write an answer, unless nobody waits for it any more."""
        if self.transport is not None:
            head = b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n" % (status, kind, len(body))
            self.transport.write(head + body)


def _values(kind: bytes, body: bytes) -> dict[str, Any]:
    """What a call carries. Raises `Unknown` for a body in a form that no call comes in."""
    if not body:
        return {}
    if kind.startswith(b"application/json"):
        values: dict[str, Any] = orjson.loads(body)
        return values
    if kind.startswith(b"application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    if kind.startswith(b"multipart/form-data"):
        return _parts(kind, body)
    raise Unknown(kind.decode())


def _parts(kind: bytes, body: bytes) -> dict[str, Any]:
    """The fields of a form with files; in a file's place stands its name."""
    form = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind + b"\r\n\r\n" + body)
    values: dict[str, Any] = {}
    for part in form.iter_parts():
        name = part.get_param("name", header="Content-Disposition")
        content = part.get_payload(decode=True)
        values[str(name)] = part.get_filename() or (content.decode() if isinstance(content, bytes) else "")
    return values
