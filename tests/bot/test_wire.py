"""HTTP as a Bot API server, or something in between, may speak it: on real sockets, with a server that says it raw."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator

import pytest
from yarl import URL

from bot.telegram.wire import Broken, Wire
from tests.bot.raw_server import YES, RawServer, listening

PLENTY = 20.0


@pytest.fixture
async def server() -> AsyncIterator[RawServer]:
    async with listening(RawServer()) as raw:
        yield raw


@pytest.fixture
async def wire(server: RawServer) -> AsyncIterator[Wire]:
    made = Wire(URL(server.url), 2, ssl.create_default_context())
    yield made
    made.close()


def in_chunks(*parts: bytes) -> bytes:
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (*parts, b""))
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks


async def test_a_request_says_what_it_carries(server: RawServer, wire: Wire):
    assert await wire.post("/bot1:a/sendMessage", '{"text":"Привет"}'.encode(), PLENTY) == (200, b"{}")
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /bot1:a/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"\r\nContent-Type: application/json\r\n" in head
    assert body.decode() == '{"text":"Привет"}'


async def test_calls_in_turn_share_a_connection(server: RawServer, wire: Wire):
    for _ in range(5):
        await wire.post("/x", b"{}", PLENTY)
    assert (len(server.requests), server.connections) == (5, 1)


async def test_no_more_calls_are_made_at_once_than_may(server: RawServer, wire: Wire):
    await asyncio.gather(*(wire.post("/x", b"{}", PLENTY) for _ in range(20)))
    assert len(server.requests) == 20
    assert server.connections <= 2


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"HTTP/1.1 429 Too Many Requests\r\ncontent-length:5\r\n\r\nlater", (429, b"later")),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", (200, b"")),
        (in_chunks(b'{"ok":', b"true}"), (200, b'{"ok":true}')),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + YES, (200, b"{}")),
        (b"HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n", (204, b"")),
        (b"HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 2\r\n\r\n[]", (200, b"[]")),
        (b"HTTP/1.1 200 OK\r\nConnection: a,close\r\nContent-Length: 2\r\n\r\n[]", (200, b"[]")),
        (b"HTTP/1.1 200 OK\nContent-Length: 2\n\n[]", (200, b"[]")),
    ],
    ids=["refusal", "empty", "chunks", "interim", "no body", "last", "last among others", "short ends of lines"],
)
async def test_each_form_of_answer_is_read_and_the_next_call_has_its_own(
    server: RawServer, wire: Wire, answer: bytes, expected: tuple[int, bytes]
):
    server.answers = [answer, YES]
    assert await wire.post("/x", b"{}", PLENTY) == expected
    assert await wire.post("/x", b"{}", PLENTY) == (200, b"{}")


async def test_an_answer_that_ends_with_its_connection_is_read(server: RawServer, wire: Wire):
    server.serve = server.answer_and_end
    server.answers = [b"HTTP/1.0 502 Bad Gateway\r\n\r\n<html>sorry</html>"]
    assert await wire.post("/x", b"{}", PLENTY) == (502, b"<html>sorry</html>")


@pytest.mark.parametrize(
    "answer", [YES.replace(b"{}", b'{"a":"b\r\n\r\n"}').replace(b": 2", b": 13"), in_chunks(b"ab")]
)
async def test_an_answer_may_come_byte_by_byte(server: RawServer, wire: Wire, answer: bytes):
    async def slowly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await server.heard(reader)
        for number in range(len(answer)):
            writer.write(answer[number : number + 1])
            await asyncio.sleep(0)
        await server.heard(reader)

    server.serve = slowly
    status, content = await wire.post("/x", b"{}", PLENTY)
    assert status == 200
    assert content in (b'{"a":"b\r\n\r\n"}', b"ab")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        YES[:20],
        YES[:-1],
        in_chunks(b"abc")[:-7],
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: -3\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n{}",
        b"http/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nX y: z\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000,
    ],
    ids=[
        "nothing",
        "half a head",
        "half a body",
        "half a chunk",
        "no HTTP",
        "two lengths",
        "a length below none",
        "a length of digits without end",
        "nearly HTTP",
        "no header",
        "endless head",
    ],
)
async def test_an_answer_that_does_not_come_whole_is_an_error(server: RawServer, wire: Wire, answer: bytes):
    server.serve = server.answer_and_end
    server.answers = [answer]
    with pytest.raises((Broken, ConnectionResetError)):
        await wire.post("/x", b"{}", PLENTY)
    assert await wire.post("/x", b"{}", PLENTY) == (200, b"{}")


async def test_after_a_server_ended_a_resting_connection_the_next_call_has_a_new_one(server: RawServer, wire: Wire):
    ended = asyncio.Event()

    async def answer_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await server.answer_and_end(reader, writer)
        writer.write_eof()
        await reader.read()  # until the other side has ended it too
        ended.set()

    server.serve = answer_once
    await wire.post("/x", b"{}", PLENTY)
    await ended.wait()
    assert await wire.post("/x", b"{}", PLENTY) == (200, b"{}")
    assert server.connections == 2


async def test_what_nobody_asked_for_is_not_taken_for_an_answer(server: RawServer, wire: Wire):
    server.answers = [YES + YES.replace(b"{}", b"no")]
    assert await wire.post("/x", b"{}", PLENTY) == (200, b"{}")
    assert await wire.post("/x", b"{}", PLENTY) == (200, b"{}")
    assert server.connections == 2


async def test_the_late_answer_of_a_call_that_was_given_up_goes_to_nobody(server: RawServer, wire: Wire):
    may_answer = asyncio.Event()

    async def late(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await server.heard(reader)
        await may_answer.wait()
        writer.write(YES.replace(b"{}", b"no"))
        await server.heard(reader)

    server.serve = late
    with pytest.raises(TimeoutError):
        await wire.post("/x", b"{}", 0.05)
    server.serve = server.answer_each
    may_answer.set()
    assert await wire.post("/x", b"{}", PLENTY) == (200, b"{}")


async def test_where_nobody_listens_is_an_error(server: RawServer):
    with pytest.raises(ConnectionRefusedError):
        await Wire(URL("http://127.0.0.1:1"), 2, ssl.create_default_context()).post("/x", b"{}", PLENTY)


async def test_the_name_and_password_of_an_address_go_along(server: RawServer):
    wire = Wire(URL(server.url.replace("//", "//bot:secret@")), 2, ssl.create_default_context())
    await wire.post("/x", b"{}", PLENTY)
    assert b"\r\nAuthorization: Basic Ym90OnNlY3JldA==\r\n" in server.requests[0]
    wire.close()


async def test_an_https_address_is_spoken_to_over_tls_and_nothing_else(server: RawServer):
    """Without TLS on the other side there is no call: nothing goes out in the clear."""
    wire = Wire(URL(server.url.replace("http:", "https:")), 2, ssl.create_default_context())
    with pytest.raises((OSError, TimeoutError)):
        await wire.post("/bot1:a/getMe", b"{}", 1.0)
    assert server.requests == []
    wire.close()
