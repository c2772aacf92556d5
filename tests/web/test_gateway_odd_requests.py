"""Requests that no client makes, each found by fuzzing: refused in plain words, and none is an error of the program."""

import asyncio

import aiohttp
import pytest

from tests.web.house import TOKEN, House

BROKEN_PART = (
    b'--B\r\nContent-Disposition: form-data; name="text"\r\n"\r\n\r\nhello\r\n'
    b'--B\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\x7f"\r\n\r\nx\r\n--B--\r\n'
)
MULTIPART = {"Content-Type": "multipart/form-data; boundary=B"}


@pytest.mark.parametrize("url", ["http://[", "http://[::1", "http://127.0.0.1:99999/"])
async def test_a_webhook_whose_address_cannot_be_taken_apart_is_refused(house: House, url: str):
    assert await house.refusal("setWebhook", url=url) == "Bad Request: invalid webhook URL specified"


async def test_a_form_whose_parts_have_no_headers_is_refused(house: House):
    visitor, _ = await house.newcomer()
    address = f"{house.bot_base}/bot{TOKEN}/sendMessage"
    async with visitor.session.post(address, data=BROKEN_PART, headers=MULTIPART) as answer:
        assert answer.status == 400
        assert (await answer.json())["description"] == "Bad Request: a part of the request cannot be read"
    headers = {**MULTIPART, "X-Quicksilver": "1"}
    async with visitor.session.post(f"{house.page_base}/chat/files", data=BROKEN_PART, headers=headers) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"]["code"] == "unreadable"


@pytest.mark.parametrize("kind", ["a/b; x*", "application/json;" + "(" * 8000, "multipart/form-data; boundary=B;x*0*"])
async def test_a_content_type_that_cannot_be_read_is_refused(house: House, kind: str):
    visitor, _ = await house.newcomer()
    headers = {"Content-Type": kind, "X-Quicksilver": "1"}
    async with visitor.session.post(f"{house.bot_base}/bot{TOKEN}/getMe", data=b"{}", headers=headers) as answer:
        assert answer.status == 400
        assert (await answer.json())["description"] == "Bad Request: the content type cannot be read"
    for path in ("messages", "press", "files", "leave"):
        async with visitor.session.post(f"{house.page_base}/chat/{path}", data=b"{}", headers=headers) as answer:
            assert answer.status == 403
            assert (await answer.json())["error"]["code"] == "not_from_the_page"


@pytest.mark.parametrize("cookie", [b"quicksilver=a.\xc0", b"quicksilver=\xed\xaf\xbf.a", "quicksilver=ä.a".encode()])
async def test_a_cookie_that_is_no_text_opens_nothing(house: House, cookie: bytes):
    told = cookie.decode(errors="surrogateescape")
    request = f"POST /chat/leave HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Quicksilver: 1\r\nCookie: {told}\r\n\r\n"
    assert await _status(house, request) == 401


async def test_an_origin_that_cannot_be_taken_apart_is_not_the_page(house: House):
    visitor, _ = await house.newcomer()
    status, answer = await visitor.post("/chat/messages", {"text": "hello"}, Origin="http://[")
    assert (status, answer["error"]["code"]) == (403, "not_from_the_page")


async def test_a_static_file_with_a_name_longer_than_any_is_not_found(house: House):
    async with aiohttp.ClientSession() as session, session.get(f"{house.page_base}/static/{'x' * 300}") as answer:
        assert answer.status == 404


@pytest.mark.parametrize("number", ["9999999999999999999", 2**63])
async def test_an_identifier_of_more_than_64_bits_is_nobodys(house: House, number: object):
    assert "query is too old" in await house.refusal("answerCallbackQuery", callback_query_id=number)
    assert await house.refusal("sendMessage", chat_id=number, text="x") == "Bad Request: chat not found"


@pytest.mark.parametrize("number", [2**63, -1, 10**30])
async def test_a_message_with_such_a_number_cannot_be_pressed(house: House, number: int):
    visitor, _ = await house.newcomer()
    status, answer = await visitor.post("/chat/press", {"message_id": number, "data": "x"})
    assert (status, answer["error"]["code"]) == (400, "unreadable")


async def _status(house: House, request: str) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", house.page_port)
    writer.write(request.encode("utf-8", "surrogateescape"))
    line = await reader.readline()
    writer.close()
    return int(line.split()[1])
