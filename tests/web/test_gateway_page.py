"""The page's own API: what a person does arrives once, and the page learns of everything that happens."""

import asyncio
import re

import aiohttp
import pytest

from tests.web.house import House, Visitor, png
from web.pace import Pace

KEYS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "Site", "url": "https://example.org/"}]]}


async def test_the_page_is_served_in_the_visitors_language(house: House):
    visitor = house.visitor(**{"Accept-Language": "ar-EG, en;q=0.4"})
    async with visitor.session.get(visitor.base + "/?start=abc") as response:
        assert response.url.path_qs == "/chat?start=abc"
        assert response.status == 200
        page = await response.text()
    assert '<html lang="ar" dir="rtl">' in page
    state = await visitor.state()
    assert state["chat"]["language"] == "ar"
    assert state["chat"]["dir"] == "rtl"
    assert state["messages"] == []
    assert state["bot"] == {
        "name": "Quicksilver",
        "username": "quicksilver_bot",
        "description": "",
        "short_description": "",
    }
    assert (await visitor.get("/chat/texts.json?language=zh"))["language"] == "zh"
    assert (await visitor.get("/healthz")) == {"ok": True}


async def test_what_is_sent_twice_arrives_once(house: House):
    visitor, _ = await house.newcomer()
    first = await visitor.write("hello", "a-client-id")
    assert await visitor.write("hello", "a-client-id") == first
    assert first["client_id"] == "a-client-id"
    at_once = await asyncio.gather(*(visitor.write("again", "other-client-id") for _ in range(8)))
    assert all(message == at_once[0] for message in at_once)
    file = [await visitor.send_file(b"x", client_id="file-client-id") for _ in range(2)]
    assert file[0] == file[1]
    assert [message["text"] for message in (await visitor.state())["messages"]] == ["hello", "again", ""]
    assert len(await house.result("getUpdates")) == 3


async def test_a_press_sent_twice_is_one_press(house: House):
    visitor, chat_id = await house.newcomer()
    sent = await house.result("sendMessage", chat_id=chat_id, text="?", reply_markup=KEYS)
    answers = await asyncio.gather(*(visitor.press(sent["message_id"], "y", "press-one") for _ in range(5)))
    assert {status for status, _ in answers} == {200}
    [update] = await house.result("getUpdates")
    assert update["callback_query"]["data"] == "y"
    assert update["callback_query"]["message"]["text"] == "?"


async def test_a_button_that_is_gone_cannot_be_pressed(house: House):
    visitor, chat_id = await house.newcomer("fr")
    sent = await house.result("sendMessage", chat_id=chat_id, text="?", reply_markup=KEYS)
    own = await visitor.write("mine")
    for message_id, data in [(sent["message_id"], "n"), (own["id"], "y"), (99, "y")]:
        status, answer = await visitor.press(message_id, data)
        assert (status, answer["error"]["code"]) == (409, "old_button")
    await house.result("editMessageText", chat_id=chat_id, message_id=sent["message_id"], text="!")
    assert (await visitor.press(sent["message_id"], "y"))[0] == 409
    assert len(await house.result("getUpdates")) == 1


async def test_a_long_text_is_cut_into_messages_in_order(house: House):
    visitor, _ = await house.newcomer()
    text = "\n".join(f"{number}: " + "слово " * 60 for number in range(45))
    status, answer = await visitor.post("/chat/messages", {"text": text, "client_id": "long-text-1"})
    assert status == 200
    assert len(answer["messages"]) > 3
    updates = await house.result("getUpdates")
    parts = [update["message"]["text"] for update in updates]
    assert [message["text"] for message in answer["messages"]] == parts
    assert all(len(part) <= 4096 and re.match(r"\d+: ", part) for part in parts)
    assert " ".join(" ".join(parts).split()) == " ".join(text.split())
    assert (await visitor.post("/chat/messages", {"text": text, "client_id": "long-text-1"}))[1] == answer
    assert len(await house.result("getUpdates")) == len(parts)


async def test_what_cannot_be_sent_is_explained_in_the_visitors_language(house: House):
    visitor, _ = await house.newcomer("en")
    refused: list[tuple[str, object, int, str]] = [
        ("/chat/messages", {"text": "  \n"}, 400, "empty"),
        ("/chat/messages", {"text": "x" * 20_001}, 413, "too_long"),
        ("/chat/messages", {"text": 5}, 400, "unreadable"),
        ("/chat/messages", {"text": "x", "client_id": "no spaces allowed"}, 400, "unreadable"),
        ("/chat/messages", [], 400, "unreadable"),
        ("/chat/messages", b"{", 400, "unreadable"),
        ("/chat/messages/99", {"text": "x"}, 409, "unchangeable"),
        ("/chat/press", {"message_id": "1", "data": "y"}, 400, "unreadable"),
        ("/chat/language", {"language": "xx"}, 400, "unreadable"),
        ("/chat/files", {"file": "x"}, 400, "unreadable"),
    ]
    for path, body, status, code in refused:
        got, answer = await visitor.post(path, body)
        assert (got, answer["error"]["code"]) == (status, code), path
        assert answer["error"]["message"].endswith(".")
    status, answer = await visitor.post("/chat/messages", {"text": "x" * 20_001})
    assert answer["error"]["message"] == (
        "This text is too long: it may have up to 20,000 characters. Please send it in parts."
    )


async def test_one_can_change_ones_own_texts_only(house: House):
    visitor, chat_id = await house.newcomer()
    own = await visitor.write("/comand")
    sent = await house.result("sendMessage", chat_id=chat_id, text="hi")
    _, file = await visitor.send_file(b"x", caption="a caption")
    status, answer = await visitor.post(f"/chat/messages/{own['id']}", {"text": "/command now"})
    assert (status, answer["message"]["text"], answer["message"]["edited"]) == (200, "/command now", True)
    for message_id in (sent["message_id"], file["message"]["id"]):
        assert (await visitor.post(f"/chat/messages/{message_id}", {"text": "x"}))[0] == 409
    assert (await visitor.post(f"/chat/messages/{own['id']}", {"text": "/command now"}))[0] == 200
    updates = await house.result("getUpdates")
    assert [next(iter(update.keys() - {"update_id"})) for update in updates] == [
        "message",
        "message",
        "edited_message",
    ]
    assert updates[-1]["edited_message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 8}]


async def test_older_messages_come_page_by_page(house: House):
    visitor, chat_id = await house.newcomer()
    for number in range(120):
        await house.result("sendMessage", chat_id=chat_id, text=str(number))
    state = await visitor.state()
    seen = state["messages"]
    assert len(seen) == 50
    while state["more"]:
        state = await visitor.state(before=seen[0]["id"])
        seen = state["messages"] + seen
    assert [message["text"] for message in seen] == [str(number) for number in range(120)]


async def test_the_page_sees_everything_as_it_happens(house: House):
    visitor, chat_id = await house.newcomer()
    async with visitor.events() as events:
        await visitor.write("one")
        event = await events.next()
        assert (event.name, event.data["text"], event.data["from"]) == ("message", "one", "me")
        sent = await house.result("sendMessage", chat_id=chat_id, text="two", reply_markup=KEYS)
        event = await events.next()
        assert (event.name, event.data["from"]) == ("message", "bot")
        assert event.data["buttons"] == [
            [{"text": "Yes", "data": "y"}, {"text": "Site", "url": "https://example.org/"}]
        ]
        assert event.data["reply_markup"] == "inline"
        await house.result("sendChatAction", chat_id=chat_id, action="typing")
        event = await events.next()
        assert (event.name, event.id) == ("typing", None)
        await visitor.press(sent["message_id"], "y")
        press = (await house.result("getUpdates"))[-1]["callback_query"]
        await house.result("answerCallbackQuery", callback_query_id=press["id"], text="Noted", show_alert=True)
        event = await events.next()
        assert (event.name, event.data) == ("toast", {"text": "Noted", "alert": True})
        await house.result("editMessageText", chat_id=chat_id, message_id=sent["message_id"], text="three")
        event = await events.next()
        assert (event.name, event.data["text"], event.data["buttons"]) == ("edit", "three", [])
        await house.result("deleteMessage", chat_id=chat_id, message_id=sent["message_id"])
        event = await events.next()
        assert (event.name, event.data) == ("delete", {"id": sent["message_id"]})
        await house.result("setMyCommands", commands=[{"command": "start", "description": "Go"}])
        event = await events.next()
        assert (event.name, event.data) == ("commands", {"commands": [{"command": "start", "description": "Go"}]})


@pytest.mark.parametrize("by", ["header", "query"])
async def test_a_page_that_was_away_learns_what_it_missed(house: House, by: str):
    visitor, chat_id = await house.newcomer()
    async with visitor.events() as events:
        first = await house.result("sendMessage", chat_id=chat_id, text="seen", reply_markup=KEYS)
        gone = await house.result("sendMessage", chat_id=chat_id, text="to be deleted")
        await events.next()
        last = (await events.next()).id
    await visitor.press(first["message_id"], "y")
    press = (await house.result("getUpdates"))[-1]["callback_query"]
    await house.result("answerCallbackQuery", callback_query_id=press["id"], text="Noted")
    await house.result("editMessageText", chat_id=chat_id, message_id=first["message_id"], text="changed")
    await house.result("deleteMessages", chat_id=chat_id, message_ids=[gone["message_id"]])
    await house.result("sendMessage", chat_id=chat_id, text="new")
    await house.restart()
    resumed = visitor.events(last) if by == "query" else visitor.events(None, **{"Last-Event-ID": str(last)})
    async with resumed as events:
        missed = [await events.next() for _ in range(4)]
    assert [event.name for event in missed] == ["toast", "edit", "delete", "message"]
    assert missed[1].data["text"] == "changed"
    identifiers = [event.id or 0 for event in missed]
    assert identifiers == sorted(set(identifiers))
    assert (await visitor.state())["seq"] == identifiers[-1]


async def test_a_page_that_was_away_too_long_reads_all_anew(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("web.stream.MOST_BEHIND", 2)
    visitor, chat_id = await house.newcomer()
    for text in "abc":
        await house.result("sendMessage", chat_id=chat_id, text=text)
    async with visitor.session.get(visitor.base + "/chat/events?since=0") as response:
        assert response.status == 410


async def test_the_oldest_of_too_many_tabs_is_let_go(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("web.listeners.MOST_FOR_ONE_CHAT", 2)
    visitor, _ = await house.newcomer()
    async with visitor.events() as first, visitor.events() as second, visitor.events() as third:
        async with asyncio.timeout(60):
            assert (await first.response.content.read()).endswith(b"\n\n")
        await visitor.write("still here")
        assert [(await events.next()).data["text"] for events in (second, third)] == ["still here"] * 2


async def test_silence_is_broken_by_heartbeats(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("web.stream.HEARTBEAT_SECONDS", 0.1)
    visitor, _ = await house.newcomer()
    async with visitor.events() as events:
        assert {(await events.next()).name for _ in range(3)} == {"heartbeat"}


async def test_a_file_goes_up_with_its_name_and_comes_down_again(house: House):
    visitor, _ = await house.newcomer()
    status, answer = await visitor.send_file(b"%PDF-", "письмо\u202egnp.pdf", caption="see")
    assert status == 200
    file = answer["message"]["file"]
    assert (file["name"], file["size"], file["mime"]) == ("письмо_gnp.pdf", 5, "application/pdf")
    async with visitor.session.get(visitor.base + file["url"]) as response:
        assert await response.read() == b"%PDF-"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Disposition"].startswith("attachment;")
        assert "sandbox" in response.headers["Content-Security-Policy"]
    _, answer = await visitor.send_file(b"<script>alert(1)</script>", "evil.html")
    async with visitor.session.get(visitor.base + answer["message"]["file"]["url"]) as response:
        assert response.content_type == "application/octet-stream"
    await visitor.send_file(png(), "scan.png")
    await visitor.send_file(png(), "me.png", **{"as": "photo"})
    await visitor.send_file(b"no png", "fake.png", **{"as": "photo"})
    kinds = [update["message"].keys() & {"document", "photo"} for update in await house.result("getUpdates")]
    assert kinds == [{"document"}, {"document"}, {"document"}, {"photo"}, {"document"}]
    for content, name, code in [
        (b"", "empty.pdf", "file_empty"),
        (b"x" * (20 * 2**20 + 1), "big.pdf", "file_too_large"),
    ]:
        status, answer = await visitor.send_file(content, name)
        assert answer["error"]["code"] == code
    status, answer = await visitor.send_file(b"x" * 20 * 2**20, "just-fits.pdf")
    assert status == 200
    async with visitor.session.get(visitor.base + answer["message"]["file"]["url"]) as response:
        assert len(await response.read()) == 20 * 2**20
    assert (await visitor.send_file(b"x", caption="x" * 1025))[1]["error"]["code"] == "too_long"


async def test_there_is_room_for_so_many_files_only(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("web.writing.MOST_FILE_BYTES", 10)
    visitor, _ = await house.newcomer()
    assert (await visitor.send_file(b"x" * 8))[0] == 200
    status, answer = await visitor.send_file(b"x" * 8)
    assert (status, answer["error"]["code"]) == (507, "no_room")
    assert len((await visitor.state())["messages"]) == 1


async def test_a_change_of_language_reaches_the_bot_and_the_other_tabs(house: House):
    visitor, _ = await house.newcomer("en")
    await house.result("setMyCommands", commands=[{"command": "start", "description": "开始"}], language_code="zh")
    async with visitor.events() as events:
        status, answer = await visitor.post("/chat/language", {"language": "zh"})
        assert (status, answer["language"], answer["dir"]) == (200, "zh", "ltr")
        assert (await events.next()).data == {"language": "zh"}
        assert (await events.next()).data == {"commands": [{"command": "start", "description": "开始"}]}
    await visitor.write("你好")
    [update] = await house.result("getUpdates")
    assert update["message"]["from"]["language_code"] == "zh"
    _, answer = await visitor.post("/chat/messages", {"text": ""})
    assert re.search(r"[\u4e00-\u9fff]", answer["error"]["message"])


async def test_reply_keyboards_reach_the_page(house: House):
    visitor, chat_id = await house.newcomer()
    for markup in (
        {"keyboard": [["Yes", {"text": "My number", "request_contact": True}]], "resize_keyboard": True},
        {"remove_keyboard": True},
        {"force_reply": True, "input_field_placeholder": "Your name"},
    ):
        sent = await house.result("sendMessage", chat_id=chat_id, text="?", reply_markup=markup)
        assert "reply_markup" not in sent
    keyboard, remove, reply = (await visitor.state())["messages"]
    assert keyboard["buttons"] == [[{"text": "Yes"}, {"text": "My number"}]]
    assert [message["reply_markup"] for message in (keyboard, remove, reply)] == ["keyboard", "remove", "force_reply"]
    assert reply["placeholder"] == "Your name"


async def test_the_page_gets_html_made_of_entities_alone(house: House):
    visitor, chat_id = await house.newcomer()
    await visitor.write("<b>not bold</b> & <script>")
    own = (await visitor.state())["messages"][0]
    assert own["html"] == "&lt;b&gt;not bold&lt;/b&gt; &amp; &lt;script&gt;"
    text = '<b>b <i>bi</i></b> &lt;img src=x onerror=alert(1)&gt; <a href="https://e.org/?a=1&amp;b=%22">l</a>'
    await house.result("sendMessage", chat_id=chat_id, text=text, parse_mode="HTML")
    shown = (await visitor.state())["messages"][1]["html"]
    assert shown == (
        "<b>b <i>bi</i></b> &lt;img src=x onerror=alert(1)&gt; "
        '<a href="https://e.org/?a=1&amp;b=%22" target="_blank" rel="noopener noreferrer nofollow">l</a>'
    )


async def test_who_leaves_gets_a_new_empty_conversation(house: House):
    visitor, chat_id = await house.newcomer()
    await visitor.write("secret")
    async with visitor.events() as events:
        assert (await visitor.post("/chat/leave", {}))[0] == 200
        assert (await events.response.content.read()).endswith(b"\n\n")
    state = await visitor.state()
    assert state["chat"]["id"] != chat_id
    assert state["messages"] == []


class TestPace:
    """A person who goes too fast is asked, politely, to wait."""

    @pytest.fixture
    def slow(self, house: House) -> House:
        house.writing = Pace(at_once=3, per_second=0.1)
        house.arriving = Pace(at_once=2, per_second=0.01)
        return house

    async def test_too_many_messages_are_slowed_down(self, slow: House):
        await slow.restart()
        visitor, _ = await slow.newcomer()
        other, _ = await slow.newcomer()
        for text in "abc":
            await visitor.write(text)
        headers = {"X-Quicksilver": "1"}
        async with visitor.session.post(
            visitor.base + "/chat/messages", json={"text": "d"}, headers=headers
        ) as response:
            assert response.status == 429
            assert 1 <= int(response.headers["Retry-After"]) <= 10
            assert (await response.json())["error"]["code"] == "too_fast"
        await other.write("not slowed down by others")
        asked_again_after = int(response.headers["Retry-After"])
        await asyncio.sleep(asked_again_after)
        await visitor.write("d")

    async def test_too_many_new_visitors_from_one_address_are_slowed_down(self, slow: House):
        await slow.restart()
        await slow.newcomer()
        visitor, _ = await slow.newcomer()
        third = slow.visitor()
        async with third.session.get(third.base + "/chat/state") as response:
            assert response.status == 429
            assert (await response.json())["error"]["code"] == "crowded"
        await visitor.write("those who are here go on")


async def test_two_visitors_share_nothing(house: House):
    one, _ = await house.newcomer()
    two, _ = await house.newcomer()
    _, answer = await one.send_file(b"private", "a.pdf")
    url = answer["message"]["file"]["url"]
    assert (await two.state())["messages"] == []
    assert await _status(two, url) == 404
    assert await _status(house.visitor(), url) == 401
    assert await _status(one, url) == 200
    assert await _status(one, url[:-1]) == 404
    assert (await two.post(f"/chat/messages/{answer['message']['id']}", {"text": "x"}))[0] == 409


async def _status(visitor: Visitor, path: str, **kwargs: object) -> int:
    async with visitor.session.get(visitor.base + path, **kwargs) as response:  # type: ignore[arg-type]
        return response.status


class TestStrangers:
    """What another site, or someone without the visitor's browser, cannot do."""

    async def test_a_made_up_or_changed_cookie_opens_nothing(self, house: House):
        visitor, _ = await house.newcomer()
        await visitor.write("mine")
        [cookie] = [morsel for morsel in visitor.session.cookie_jar if morsel.key == "quicksilver"]
        token, _, signature = cookie.value.partition(".")
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        for forged in (token, f"{token}.", f"{token}.{'0' * 64}", f"{token[:-1]}.{signature}", f"é.{signature}"):
            stranger = house.visitor(Cookie=f"quicksilver={forged}")
            assert await _status(stranger, "/chat/events") == 401
            assert (await stranger.post("/chat/messages", {"text": "x"}))[0] == 401
        same = house.visitor(Cookie=f"quicksilver={cookie.value}")
        assert (await same.state())["messages"][0]["text"] == "mine"

    async def test_the_database_does_not_hold_what_opens_a_chat(self, house: House):
        visitor, _ = await house.newcomer()
        [cookie] = [morsel for morsel in visitor.session.cookie_jar if morsel.key == "quicksilver"]
        assert house.store is not None
        kept = await house.store.read(
            lambda tx: tx.connection.exec_driver_sql("SELECT token_hash FROM gateway_chat").scalar()
        )
        assert isinstance(kept, str)
        assert len(kept) == 64
        assert kept not in cookie.value

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1:1"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"X-Quicksilver": "0"},
            {"Content-Type": "text/plain"},
            {"Host": "evil.example", "Origin": "http://evil.example"},
        ],
    )
    async def test_another_site_cannot_act_for_the_visitor(self, house: House, headers: dict[str, str]):
        visitor, _ = await house.newcomer()
        for path in ("/chat/messages", "/chat/press", "/chat/files", "/chat/language", "/chat/leave"):
            status, answer = await visitor.post(path, {"text": "x"}, **headers)
            assert (status, answer["error"]["code"]) == (403, "not_from_the_page")
        assert await house.result("getUpdates") == []

    async def test_the_page_itself_can_act(self, house: House):
        visitor, _ = await house.newcomer()
        own = {"Origin": visitor.base, "Sec-Fetch-Site": "same-origin"}
        assert (await visitor.post("/chat/messages", {"text": "x"}, **own))[0] == 200
        assert (await visitor.post("/chat/messages", {"text": "x"}, Origin="http://127.0.0.1"))[0] == 200

    async def test_another_site_cannot_open_a_chat(self, house: House):
        assert await _status(house.visitor(), "/chat/state", headers={"Sec-Fetch-Site": "cross-site"}) == 401

    async def test_every_answer_carries_the_security_headers(self, house: House):
        visitor = house.visitor()
        for path in ("/chat", "/chat/state", "/chat/nothing", "/static/chat.js", "/healthz", "/chat/messages"):
            async with visitor.session.get(visitor.base + path) as response:
                policy = response.headers["Content-Security-Policy"]
                assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
                assert "unsafe" not in policy
                assert response.headers["X-Content-Type-Options"] == "nosniff"
                assert response.headers["Referrer-Policy"] == "no-referrer"
                assert "Permissions-Policy" in response.headers
                assert response.headers["Cache-Control"] == ("no-cache" if path.startswith("/static") else "no-store")

    async def test_the_cookie_is_secure_where_the_page_is(self, house: House):
        house.public_url = "https://mercury.example"
        await house.restart()
        async with aiohttp.ClientSession() as session, session.get(house.page_base + "/chat") as response:
            cookie = response.cookies["__Host-quicksilver"]
            assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")

    async def test_a_cookie_that_a_neighbour_can_plant_opens_nothing_where_the_page_is_secure(self, house: House):
        house.public_url = "https://mercury.example"
        await house.restart()
        async with aiohttp.ClientSession() as session, session.get(house.page_base + "/chat/state") as response:
            mine = response.cookies["__Host-quicksilver"].value
        planted = house.visitor(Cookie=f"quicksilver={mine}")
        assert await _status(planted, "/chat/events") == 401
        own = house.visitor(Cookie=f"__Host-quicksilver={mine}")
        async with own.session.get(own.base + "/chat/state") as response:
            assert response.status == 200

    async def test_a_browser_that_leaves_gets_a_token_that_nobody_knew_before(self, house: House):
        visitor, _ = await house.newcomer()
        [before] = [morsel.value for morsel in visitor.session.cookie_jar if morsel.key == "quicksilver"]
        assert (await visitor.post("/chat/leave", {}))[0] == 200
        [after] = [morsel.value for morsel in visitor.session.cookie_jar if morsel.key == "quicksilver"]
        assert before.partition(".")[0] != after.partition(".")[0]
        assert await _status(house.visitor(Cookie=f"quicksilver={before}"), "/chat/events") == 401

    async def test_a_proxy_of_ours_names_the_visitors_address(self, house: House):
        house.arriving = Pace(at_once=1, per_second=0.01)
        await house.restart()
        for address in ("203.0.113.1", "203.0.113.2"):
            named = {"X-Forwarded-For": f"198.51.100.9, {address}"}
            assert await _status(house.visitor(), "/chat/state", headers=named) == 200
            assert await _status(house.visitor(), "/chat/state", headers=named) == 429
