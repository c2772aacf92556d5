"""What comes back to the program's own calls of the Bot API: from Telegram, or from whatever stands in between."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any, Final
from unittest.mock import patch

import h11
from aiogram.methods import EditMessageText, SendMessage, TelegramMethod
from structlog.testing import capture_logs
from yarl import URL

from bot.inbound.polling import GetRawUpdates
from bot.notifier.outcome import Gone, Moved, Outcome, Trouble, Unreachable, Wait
from bot.notifier.post import Post
from bot.telegram import steadfast
from bot.telegram.client import make_bot
from bot.telegram.delivery import Delivered, Delivery, Retry
from bot.telegram.steadfast import Steadfast
from bot.telegram.wire import Wire
from bot.whoami import Identity, ask_who_the_bot_is
from bot.whoami import Unreachable as Unknown
from tests.bot.raw_server import RawServer, listening
from tests.fuzz.drawing import Draw
from tests.fuzz.target import Attempt, Target

TOKEN: Final = "42:" + "A" * 35
PATIENCE: Final = 5.0
YES: Final = b'HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n{"ok":true,"result":[]}'
GOOD: Final = (200, b'{"ok":true,"result":[]}')
STATUSES: Final = (200, 200, 201, 204, 302, 304, 400, 401, 403, 404, 409, 413, 418, 429, 500, 502, 503, 599)
A_WEEK: Final = 7 * 24 * 3600
WITHOUT_CONTENT: Final = (204, 304)
DESCRIPTIONS: Final = (
    "Bad Request: message is not modified", "Bad Request: message to edit not found", "Bad Request: chat not found",
    "Forbidden: bot was blocked by the user", "Unauthorized", "Too Many Requests: retry after 5", "Bad Gateway",
    "Internal Server Error: restart", "Request Entity Too Large", "Bad Request: query is too old", "",
)  # fmt: skip
RESULTS: Final[tuple[Any, ...]] = (
    True, [], [{"update_id": 1}], {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}},
    {"username": "a_bot", "id": 42, "is_bot": True, "first_name": "A"},
)  # fmt: skip
HEADERS: Final = (
    "Content-Type: application/json", "Connection: close", "Connection: keep-alive", "X: y", "Server: nginx/1.26",
    "Transfer-Encoding: chunked", "Content-Length: 2", "content-length:7", "CONTENT-LENGTH:  0 ", "Content-Length: -1",
    "Content-Length: 99999999999999999999", "Content-Length : 3", " folded: 1", "Content-Length: 2, 2", "Upgrade: h2c",
    "Content-Length: " + "9" * 5000, "X-Content-Length: 5", "Connection: a, close", "Transfer-Encoding : chunked",
)  # fmt: skip
FIRST: Final = (
    "HTTP/1.1 200 OK", "HTTP/1.1 429 Too Many Requests", "HTTP/1.0 502 Bad Gateway", "HTTP/1.1 100 Continue",
    "HTTP/1.1 204 No Content", "HTTP/1.1 304 Not Modified", "HTTP/1.1 200", "HTTP/1.1 200 ", "http/1.1 200 ok",
    "HTTP/1.1  200 OK", "HTTP/2 200 OK", "HTTP/1.1 999 x", "HTTP/1.1 2000 x", "HTTP/1.1 101 Switching Protocols",
)  # fmt: skip
METHODS: Final[tuple[TelegramMethod[Any], ...]] = (
    SendMessage(chat_id=7, text="a"), EditMessageText(chat_id=7, message_id=1, text="a"),
)  # fmt: skip


class Server(RawServer):
    """Says what it is told to, in these pieces, once, and then what any call succeeds with."""

    def __init__(self) -> None:
        super().__init__()
        self.says = [YES]
        self.ends = False
        """Whether it ends the connection after what it was told to say."""

    async def answer_each(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends = False
        while not ends:
            await self.heard(reader)
            said, ends = self.says, self.ends
            self.says, self.ends = [YES], False
            for part in said:
                writer.write(part)
                await writer.drain()
                await asyncio.sleep(0)


def answer_of_http(draw: Draw) -> bytes:
    """An answer of HTTP/1.1, whole or not, as a server or something before it may give it."""
    lines = [draw.one(FIRST), *(draw.one(HEADERS) for _ in range(draw.upto(4)))]
    body = draw.one(
        (b"{}", b"", b'{"ok":true}', b"2\r\n{}\r\n0\r\n\r\n", b"\r\n\r\n", b"5;a=b\r\nabcde\r\n0\r\nX: y\r\n\r\n")
    )
    if draw.chance(2):
        lines.append(f"Content-Length: {len(body)}")
    whole = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
    if draw.chance(12):
        whole = b"HTTP/1.1 100 Continue\r\n\r\n" + whole
    return draw.changed(whole) if draw.chance(4) else whole


def as_h11_reads_it(answer: bytes) -> tuple[tuple[int, bytes] | None, bool]:
    """What an answer says by h11, none where it is no answer; and whether another may follow it."""
    reading = h11.Connection(h11.CLIENT)
    reading.send(h11.Request(method="POST", target="/", headers=[("Host", "a")]))
    reading.send(h11.EndOfMessage())
    status, content = 0, b""
    try:
        reading.receive_data(answer)
        is_over = False
        while True:
            match reading.next_event():
                case h11.Response(status_code=status):
                    pass
                case h11.Data(data=part):
                    content += bytes(part)
                case h11.EndOfMessage():
                    return (status, content), not is_over and not reading.trailing_data[0]
                case h11.PAUSED | h11.ConnectionClosed():
                    return None, False
                case h11.NEED_DATA:
                    reading.receive_data(b"")
                    is_over = True
    except (h11.RemoteProtocolError, RuntimeError):
        return None, False


@asynccontextmanager
async def _over_http() -> AsyncIterator[Attempt]:
    async with listening(Server()) as server:
        wire = Wire(URL(server.url), 1, ssl.create_default_context())

        async def heard() -> tuple[int, bytes] | None:
            try:
                return await wire.post("/x", b"{}", PATIENCE)
            except TimeoutError:
                raise
            except OSError:
                return None

        async def attempt(draw: Draw) -> None:
            answer = draw.note(answer_of_http(draw))
            expected, may_go_on = as_h11_reads_it(answer)
            cuts = sorted(draw.upto(len(answer)) for _ in range(draw.upto(3)))
            server.says = [answer[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(answer)], strict=True)]
            server.ends = not may_go_on
            try:
                assert await heard() == expected
                # What was left over is nobody's; where it comes late, the next call fails and is made again.
                assert await heard() in ((GOOD,) if may_go_on else (GOOD, None))
            except BaseException:
                wire.close()
                raise

        yield attempt
        wire.close()


def answer_of_the_bot_api(draw: Draw) -> tuple[int, Any, bytes]:
    """A status, and an answer of the Bot API with parts of it wrong or missing, as data and as it is sent."""
    answer: Any
    match draw.bits.randrange(8):
        case 0:
            answer = draw.value()
        case 1:
            answer = {"error": {"code": 502, "message": "Bad Gateway"}}
        case 2 | 3:
            answer = draw.disturbed({"ok": True, "result": draw.one(RESULTS)}, 9)
        case _:
            refusal = {"ok": False, "error_code": draw.one(STATUSES), "description": draw.one(DESCRIPTIONS)}
            if draw.chance(2):
                refusal["parameters"] = {draw.one(("retry_after", "migrate_to_chat_id")): draw.one((1, 30, -1001))}
            answer = draw.disturbed(refusal, 9)
    # As Telegram writes it, and as others do.
    content = draw.json(answer) if draw.chance(2) else json.dumps(answer, separators=(",", ":")).encode()
    try:
        answer = json.loads(content.decode(errors="replace"))
    except (ValueError, RecursionError):
        answer = None
    return draw.one(STATUSES), answer, content


def meaning(status: int, answer: Any) -> str:
    """What an answer has to be taken for: done, blocked, refused, wait, moved; or again, for trouble on the way."""
    if not isinstance(answer, dict):
        return "again"
    if answer.get("ok") is True:
        return "done" if 200 <= status < 300 and answer.get("result") is not None else "again"
    said, parameters = answer.get("description"), answer.get("parameters") or {}
    is_whole = answer.get("ok") is False and isinstance(said, str) and said and status >= 400
    if not is_whole or not isinstance(answer.get("parameters"), dict | None):
        return "again"
    wait, moved = parameters.get("retry_after"), parameters.get("migrate_to_chat_id")
    if not isinstance(wait, int | None) or not isinstance(moved, int | None):
        return "again"
    if wait is not None:
        return "wait" if 0 < wait <= A_WEEK and abs(moved or 0) < 2**52 else "again"
    if status == 429 or abs(moved or 0) >= 2**52:
        return "again"
    if moved:
        return "moved"
    if status == 403:
        return "blocked"
    return "refused" if status < 500 and status != 401 else "again"


def is_user(result: Any) -> bool:
    return isinstance(result, dict) and isinstance(result.get("username"), str)


def of_a_reply(outcome: Delivered | Retry, meant: str, said: str) -> bool:
    """Whether a reply may end so."""
    match outcome:
        case Retry(after=after):
            return meant == "again" if after is None else meant == "wait" and after > 0
        case Delivered.BLOCKED:
            return meant == "blocked"
        case Delivered.DONE:
            is_over = any(words in said for words in ("not modified", "old"))
            return meant == "done" or (meant in ("refused", "moved") and is_over)
        case Delivered.FALL_BACK:
            return meant in ("refused", "moved") and "not found" in said
    return meant in ("refused", "moved")


def of_a_notice(outcome: Outcome, meant: str, said: str, status: int) -> bool:
    """Whether a notice may end so."""
    match outcome:
        case Gone():
            # One that was refused is sent once more without markup.
            # What is too large is known by its words only: the library tells no status of it.
            return meant == "done" or (meant == "refused" and status == 400) or "entity too large" in said
        case Unreachable():
            return meant == "blocked" or (meant == "refused" and "chat not found" in said)
        case Moved():
            return meant == "moved"
        case Wait():
            return meant == "wait"
        case Trouble():
            return meant == "again" or (meant == "refused" and status != 400)
    return False


@asynccontextmanager
async def _of_the_bot_api() -> AsyncIterator[Attempt]:
    async with listening(Server()) as server:
        bot = make_bot(TOKEN, server.url)
        deliver, asking = Delivery(bot), Steadfast("test", bot)
        post = Post("test", token=TOKEN, base_url=server.url, paced=False)

        def told(status: int, content: bytes) -> None:
            server.says = [f"HTTP/1.1 {status} -\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content]

        async def sleep(seconds: float) -> None:
            assert 0 <= seconds < float("inf")

        async def attempt(draw: Draw) -> None:
            status, answer, content = answer_of_the_bot_api(draw)
            if status in WITHOUT_CONTENT:
                answer, content = None, b""
            draw.note((status, content))
            meant, said = meaning(status, answer), str(answer).lower()
            told(status, content)
            with capture_logs() as logged:
                match draw.bits.randrange(4):
                    case 0:
                        outcome = await deliver(draw.one(METHODS))
                        assert of_a_reply(outcome, meant, said), (outcome, meant)
                    case 1:
                        with patch.object(steadfast, "asyncio", SimpleNamespace(sleep=sleep)):
                            got = await asking.call(GetRawUpdates(), patience=5)
                        is_whole = meant == "done" and isinstance(answer["result"], list)
                        assert len(got) == (len(answer["result"]) if is_whole else 0)
                    case 2:
                        gone = await post.text(7, "a", [])
                        assert of_a_notice(gone, meant, said, status), (gone, meant)
                    case _:
                        try:
                            known: Identity | None = await ask_who_the_bot_is(server.url, TOKEN)
                        except Unknown:
                            known = None
                        assert (known is not None) == (meant == "done" and is_user(answer["result"]))
            server.says = [YES]
            assert not [one for one in logged if "trace" in one], logged

        yield attempt
        await post.close()
        await bot.session.close()


TARGETS: Final[tuple[Target, ...]] = (
    Target("answers of HTTP", 20, _over_http),
    Target("answers of the Bot API", 20, _of_the_bot_api),
)
