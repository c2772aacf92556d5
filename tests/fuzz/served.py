"""The gateway and the webhook over raw HTTP: whatever the bytes, never a 5xx, never a traceback to the client."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Final

from aiohttp.http_exceptions import HttpProcessingError

from storage.migrate import migrate
from tests.fuzz.drawing import Draw
from tests.fuzz.target import Attempt, Target
from tests.web.house import TOKEN, House
from web.bot_api import METHODS

PATIENCE: Final = 0.5
"""Seconds to wait for an answer: long polls and event streams give none until there is news."""
STATUS: Final = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
LENGTH: Final = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
TOLD: Final = (b"Traceback", b'File "', b"site-packages")
"""What a client may never read."""
PARAMETERS: Final = (
    "chat_id", "text", "parse_mode", "entities", "reply_markup", "message_id", "message_ids", "caption", "document",
    "photo", "offset", "limit", "allowed_updates", "callback_query_id", "commands", "scope", "language_code", "name",
    "description", "file_id", "reply_parameters", "menu_button", "action", "show_alert", "caption_entities",
)  # fmt: skip
MARKUP: Final = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}, {"text": "c", "url": "https://a.org"}]]}
KINDS: Final = ("application/json", "application/json;", "multipart/form-data; boundary=B;", "a/b; x", "a/b;x=", "")
LIKELY: Final = (MARKUP, [{"type": "bold", "offset": 0, "length": 1}], {"message_id": 1}, {"type": "default"},
                 [{"command": "x", "description": "y"}], "HTML", "attach://part", "<b>x</b>", 1, "en")  # fmt: skip
HOOKS: Final = ("http://[", "http://127.0.0.1:9/x", "ftp://a", "//", "http://127.0.0.1:99999/", "http://[::1", "")
"""Addresses of webhooks are from here only, so that nothing is ever delivered elsewhere."""
PAGES: Final = (
    "/", "/chat", "/chat/state", "/chat/state?before=", "/chat/texts.json?language=", "/chat/files/", "/healthz",
    "/static/", "/static/%2e%2e/", "/en", "/ar/", "/letters/", "/en/letters/", "/register.json?", "/register.csv?",
    "/calendar/", "/en/calendar", "/en/meetings/", "/en/reports/", "/en/areas/", "/sitemap.xml", "/chat/events?since=",
)  # fmt: skip
RUNS: Final = ("(", "(a)", '"', "\\", ";", ";x", ";x=", ",", "=", "*", "%41", "ar;q=0.1,", "a=b; ", "-", "9")
"""What a reader of headers may come back to again and again."""
MOST_IN_A_HEADER: Final = 8000
"""Characters, a little less than aiohttp takes."""
ANSWERED_WITHIN: Final = 1.0
"""Seconds of processor time for one request: others wait for as long."""
ACTS: Final = ("/chat/messages", "/chat/messages/1", "/chat/press", "/chat/files", "/chat/language")
"""All but leaving, which would end the chat that the others are about."""


class Logged(logging.Handler):
    """Errors that the program logs while a request is answered."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[BaseException | str] = []

    def emit(self, record: logging.LogRecord) -> None:
        problem = record.exc_info[1] if record.exc_info else None
        if record.name == "aiohttp.server" and isinstance(problem, HttpProcessingError):
            return  # what is no HTTP: answered 400 before the program sees it
        if isinstance(problem, ConnectionResetError):
            return  # the fuzzer has hung up
        self.errors.append(problem or record.getMessage())


class Line:
    """One connection, made anew where the server has ended it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes) -> bytes:
        """What is answered, as far as it comes; empty where nothing does."""
        if self._writer is None or self._reader is None or self._reader.at_eof():
            self.close()
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            self._writer.write(request)
            async with asyncio.timeout(PATIENCE):
                head = await self._reader.readuntil(b"\r\n\r\n")
                length = LENGTH.search(head)
                if length is not None and request[:5] != b"HEAD ":
                    return head + await self._reader.readexactly(int(length[1]))
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError):
            self.close()
            return b""
        self.close()
        return head

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


def http(method: str, path: str, headers: dict[str, str], body: bytes, draw: Draw) -> bytes:
    """A request as bytes, sometimes not quite one."""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    whole = head.encode("utf-8", "surrogatepass") + f"Content-Length: {len(body)}\r\n\r\n".encode() + body
    return draw.changed(whole) if draw.chance(12) else whole


def in_line(text: str) -> str:
    """Text for a path or a header: nothing that ends it, most of the time all that a parser takes there."""
    return re.sub(r"[\x00-\x20\x7f]", "", text)


def header(draw: Draw, words: Sequence[str]) -> str:
    """A value for a header that begins as one may; some go on until the server takes no more."""
    if draw.chance(3):
        run = draw.one(RUNS)
        return draw.one(words) + run * (draw.upto(MOST_IN_A_HEADER) // len(run)) + draw.one(("", "x", '"', ")"))
    return in_line(draw.text(words))


def bot_call(draw: Draw, chat: int) -> bytes:
    """A call of the Bot API: any parameters in any of the four ways that they can come."""
    method = draw.one(tuple(METHODS)) if not draw.chance(30) else in_line(draw.sendable())
    given: dict[str, object] = {"chat_id": chat, "text": draw.text(), "message_id": 1 + draw.upto(20)}
    for _ in range(draw.upto(5)):
        name = draw.one(PARAMETERS)
        given[name] = draw.disturbed(draw.one(LIKELY), 6) if draw.chance(2) else draw.value()
    if method == "setwebhook":
        given = {"url": draw.one(HOOKS), "secret_token": draw.text(most=2)}
    token = TOKEN if not draw.chance(40) else in_line(draw.sendable(most=2))
    path = f"/bot{token}/{method}" if not draw.chance(40) else f"/file/bot{token}/files/{in_line(draw.sendable())}"
    headers, body = encoded(given, draw)
    return http(draw.one(("POST", "POST", "GET", "PUT")), path, headers, body, draw)


def encoded(given: dict[str, object], draw: Draw) -> tuple[dict[str, str], bytes]:
    """Parameters as JSON, as a form, or as a form of many parts with a file; and the header that says so."""
    match draw.bits.randrange(6):
        case 0 | 1 | 2:
            return {"Content-Type": "application/json"}, draw.json(given)
        case 3:
            pairs = "&".join(f"{name}={value}" for name, value in plain(given))
            return {"Content-Type": "application/x-www-form-urlencoded"}, pairs.encode("utf-8", "surrogatepass")
        case 4:
            parts = [f'--B\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in plain(given)]
            name = draw.text(most=3)
            parts.append(f'--B\r\nContent-Disposition: form-data; name="{draw.one(("part", "file"))}"; '
                         f'filename="{name}"\r\n\r\n{draw.text()}\r\n--B--\r\n')  # fmt: skip
            body = "".join(parts).encode("utf-8", "surrogatepass")
            return {"Content-Type": "multipart/form-data; boundary=B"}, draw.changed(body) if draw.chance(3) else body
    return {"Content-Type": header(draw, KINDS) or "x"}, draw.json(given)


def plain(given: dict[str, object]) -> list[tuple[str, str]]:
    return [(name, value if isinstance(value, str) else json.dumps(value)) for name, value in given.items()]


def page_call(draw: Draw, cookie: str) -> bytes:
    """A request of a browser, or of somebody who pretends to be one."""
    headers = {
        "Cookie": cookie if not draw.chance(8) else f"quicksilver={header(draw, ('.', cookie, ''))}",
        "X-Quicksilver": "1",
    }
    if draw.chance(6):
        name = draw.one(("Origin", "Sec-Fetch-Site", "Accept-Language", "X-Forwarded-For", "Range", "If-None-Match",
                         "Last-Event-ID", "Accept", "If-Modified-Since", "Accept-Encoding"))  # fmt: skip
        headers[name] = header(draw, ("http://[", "same-origin", "bytes=0-", "ar;q=", "127.0.0.1", ""))
    if draw.chance(3):
        return http(draw.one(("GET", "GET", "HEAD", "OPTIONS")), draw.one(PAGES) + in_line(draw.sendable(most=3)),
                    headers, b"", draw)  # fmt: skip
    given: dict[str, object] = {"text": draw.text(), "client_id": draw.one((None, "abcdefgh", draw.text()))}
    for name in ("message_id", "data", "language", "caption", "as"):
        if draw.chance(3):
            given[name] = draw.value()
    more, body = encoded(given, draw)
    path = draw.one(ACTS) + (in_line(draw.sendable(most=2)) if draw.chance(10) else "")
    return http("POST", path, {**headers, **more}, body, draw)


def checked(answer: bytes, logged: Logged) -> None:
    """Whether an answer is one that a client may get."""
    problem = logged.errors.pop() if logged.errors else None
    logged.errors.clear()
    if isinstance(problem, BaseException):
        raise problem
    assert problem is None, problem
    assert not any(told in answer for told in TOLD)
    status = STATUS.match(answer)
    if status is None:
        assert not answer or re.match(rb"HTTP/0\.9 [1-4]", answer), answer[:80]
    else:
        assert int(status[1]) < 500, status[1]


@asynccontextmanager
async def _house() -> AsyncIterator[tuple[House, int, str, Logged]]:
    """A gateway on SQLite, with one chat in it and what is logged."""
    logged = Logged()
    folder = Path(tempfile.mkdtemp(prefix="fuzz"))
    url = f"sqlite:///{folder / 'fuzz.db'}"
    await migrate(url)
    house = House(url)
    await house.start()
    logging.getLogger().addHandler(logged)
    try:
        visitor, chat = await house.newcomer()
        (cookie,) = visitor.session.cookie_jar
        yield house, chat, f"{cookie.key}={cookie.value}", logged
    finally:
        logging.getLogger().removeHandler(logged)
        await house.close()
        shutil.rmtree(folder)


def _side(
    port: Callable[[House], int], request: Callable[[Draw, int, str], bytes]
) -> Callable[[], AbstractAsyncContextManager[Attempt]]:
    @asynccontextmanager
    async def opens() -> AsyncIterator[Attempt]:
        async with _house() as (house, chat, cookie, logged):
            line = Line(port(house))

            async def attempt(draw: Draw) -> None:
                asked = draw.note(request(draw, chat, cookie))
                checked(await line.ask(asked), logged)

            yield attempt
            line.close()

    return opens


TARGETS: Final[tuple[Target, ...]] = (
    Target(
        "gateway: Bot API",
        45,
        _side(lambda house: house.bot_port, lambda draw, chat, _: bot_call(draw, chat)),
        longest=ANSWERED_WITHIN,
    ),
    Target(
        "gateway: the page",
        45,
        _side(lambda house: house.page_port, lambda draw, _, cookie: page_call(draw, cookie)),
        longest=ANSWERED_WITHIN,
    ),
)
