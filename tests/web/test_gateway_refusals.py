"""What the gateway refuses, and that it says so with Telegram's own codes and words."""

import io
import json

import aiohttp
import pytest

from tests.web.house import OTHER_TOKEN, TOKEN, House, png

LONG = "x" * 4097
EMOJI = "😀"


@pytest.mark.parametrize(
    ("values", "description"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": LONG}, "message is too long"),
        ({"text": EMOJI * 2049}, "message is too long"),
        ({"text": "x" * 40_000}, "text is too long"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag b",
        ),
        ({"text": "é</b>", "parse_mode": "html"}, "can't parse entities: Unexpected end tag at byte offset 2"),
        (
            {"text": "<i>é</b>", "parse_mode": "HTML"},
            'can\'t parse entities: Unmatched end tag at byte offset 5, expected "</i>", found "</b>"',
        ),
        (
            {"text": "5 <6 apples", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "6" at byte offset 2',
        ),
        ({"text": "x <b", "parse_mode": "HTML"}, "can't parse entities: Unclosed start tag at byte offset 2"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": "[]"}, "object expected as reply markup"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": ["a"]}},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "a"}]]}},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "é" * 33}]]}},
            "BUTTON_DATA_INVALID",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "javascript://x"}]]}},
            "inline keyboard button URL 'javascript://x' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "nowhere"}]]}},
            "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]] * 101}},
            "reply markup is too long",
        ),
        ({"text": "x", "reply_parameters": {"message_id": 77}}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": "?"}, "can't parse reply parameters JSON object"),
        ({"text": "x", "entities": [{"type": "bold"}]}, "can't parse MessageEntity: Can't find field \"offset\""),
    ],
)
async def test_a_message_is_refused_as_telegram_refuses_it(house: House, values: dict, description: str):
    _, chat_id = await house.newcomer()
    assert await house.refusal("sendMessage", chat_id=chat_id, **values) == f"Bad Request: {description}"


@pytest.mark.parametrize(
    ("chat_id", "description"),
    [
        ("", "chat_id is empty"),
        (None, "chat_id is empty"),
        (12345, "chat not found"),
        (-100123, "chat not found"),
        ("@someone", "chat not found"),
        ("nonsense", "chat not found"),
    ],
)
async def test_an_unknown_chat_is_not_found(house: House, chat_id: object, description: str):
    assert await house.refusal("sendMessage", chat_id=chat_id, text="x") == f"Bad Request: {description}"


async def test_what_just_fits_is_sent(house: House):
    _, chat_id = await house.newcomer()
    keys = [[{"text": "a", "callback_data": "é" * 32}] * 4] * 25
    sent = await house.result("sendMessage", chat_id=chat_id, text=EMOJI * 2048, reply_markup={"inline_keyboard": keys})
    assert sent["text"] == EMOJI * 2048
    assert sent["reply_markup"]["inline_keyboard"] == keys
    long_markup = "<b>" + "&lt;" * 4096 + "</b>"
    sent = await house.result("sendMessage", chat_id=chat_id, text=long_markup, parse_mode="HTML")
    assert sent["text"] == "<" * 4096


async def test_a_caption_is_bounded(house: House):
    _, chat_id = await house.newcomer()
    file = await house.result(
        "sendDocument", chat_id=chat_id, document=await _file_id(house, chat_id), caption="x" * 1024
    )
    too_long = await house.refusal(
        "editMessageCaption", chat_id=chat_id, message_id=file["message_id"], caption="x" * 1025
    )
    assert too_long == "Bad Request: message caption is too long"


async def _file_id(house: House, chat_id: int, content: bytes = b"some file", kind: str = "document") -> str:
    form = aiohttp.FormData({"chat_id": str(chat_id), kind: "attach://part"})
    form.add_field("part", io.BytesIO(content), filename="a.txt")
    async with aiohttp.ClientSession() as session:
        url = f"{house.bot_base}/bot{TOKEN}/send{kind.capitalize()}"
        async with session.post(url, data=form) as response:
            answer = await response.json()
    if not answer["ok"]:
        return str(answer["description"])
    found = answer["result"][kind]
    return str((found[-1] if isinstance(found, list) else found)["file_id"])


async def test_files_are_refused_as_telegram_refuses_them(house: House):
    _, chat_id = await house.newcomer()
    assert await house.refusal("sendDocument", chat_id=chat_id) == "Bad Request: there is no document in the request"
    assert (
        await house.refusal("sendPhoto", chat_id=chat_id, photo="nonsense")
        == "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert await _file_id(house, chat_id, b"") == "Bad Request: file must be non-empty"
    assert await _file_id(house, chat_id, b"no picture", "photo") == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await _file_id(house, chat_id, png(1, 400), "photo") == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    large = await _file_id(house, chat_id, png() + b"\0" * 10_485_760, "photo")
    assert large.startswith("Bad Request: file of size ")
    assert large.endswith(" bytes is too big for a photo; the maximum size is 10485760 bytes")
    document = await _file_id(house, chat_id)
    assert (
        await house.refusal("sendPhoto", chat_id=chat_id, photo=document)
        == "Bad Request: can't use file of type Document as Photo"
    )
    assert await house.refusal("getFile", file_id="made-up") == "Bad Request: invalid file_id"
    assert await house.refusal("getFile") == "Bad Request: file_id not specified"


async def test_edits_are_refused_as_telegram_refuses_them(house: House):
    visitor, chat_id = await house.newcomer()
    theirs = await visitor.write("mine")
    keys = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    sent = await house.result("sendMessage", chat_id=chat_id, text="<b>x</b>", parse_mode="HTML", reply_markup=keys)
    this = {"chat_id": chat_id, "message_id": sent["message_id"]}
    same = {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 1}], "reply_markup": json.dumps(keys)}
    not_modified = await house.refusal("editMessageText", **this, **same)
    assert not_modified.startswith("Bad Request: message is not modified: specified new message content")
    assert (await house.refusal("editMessageReplyMarkup", **this, reply_markup=keys)) == not_modified
    assert (
        await house.refusal("editMessageText", chat_id=chat_id, message_id=99, text="y")
        == "Bad Request: message to edit not found"
    )
    assert (
        await house.refusal("editMessageText", chat_id=chat_id, message_id=theirs["id"], text="y")
        == "Bad Request: message can't be edited"
    )
    assert await house.refusal("editMessageText", text="y") == "Bad Request: message identifier is not specified"
    assert (
        await house.refusal("editMessageText", text="y", inline_message_id="abc") == "Bad Request: MESSAGE_ID_INVALID"
    )
    assert (
        await house.refusal("editMessageCaption", **this, caption="y")
        == "Bad Request: there is no caption in the message to edit"
    )
    file_id = await _file_id(house, chat_id)
    file = await house.result("sendDocument", chat_id=chat_id, document=file_id)
    assert (
        await house.refusal("editMessageText", chat_id=chat_id, message_id=file["message_id"], text="y")
        == "Bad Request: there is no text in the message to edit"
    )
    reply_keys = {"keyboard": [["yes"]]}
    assert (
        await house.refusal("editMessageText", **this, text="y", reply_markup=reply_keys)
        == "Bad Request: inline keyboard expected"
    )
    asked = await house.result("sendMessage", chat_id=chat_id, text="?", reply_markup=reply_keys)
    assert (
        await house.refusal("editMessageText", chat_id=chat_id, message_id=asked["message_id"], text="y")
        == "Bad Request: message can't be edited"
    )


async def test_deletions_are_refused_as_telegram_refuses_them(house: House):
    _, chat_id = await house.newcomer()
    assert await house.refusal("deleteMessage") == "Bad Request: chat identifier is not specified"
    assert await house.refusal("deleteMessage", chat_id=chat_id) == "Bad Request: message identifier is not specified"
    assert (
        await house.refusal("deleteMessage", chat_id=chat_id, message_id=5)
        == "Bad Request: message to delete not found"
    )
    for ids, description in [
        (None, "message identifiers are not specified"),
        ([], "message identifiers are not specified"),
        ("{", "can't parse message_ids JSON object"),
        ({"a": 1}, "expected an Array of message identifiers"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ([True], "message identifier must be a Number"),
        ([0], "invalid message identifier specified"),
    ]:
        refused = await house.refusal("deleteMessages", chat_id=chat_id, message_ids=ids)
        assert refused == f"Bad Request: {description}"


async def test_an_answer_to_no_press_or_an_old_one_is_too_late(house: House, monkeypatch: pytest.MonkeyPatch):
    visitor, chat_id = await house.newcomer()
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await house.refusal("answerCallbackQuery") == too_old
    assert await house.refusal("answerCallbackQuery", callback_query_id="12345") == too_old
    keys = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    sent = await house.result("sendMessage", chat_id=chat_id, text="x", reply_markup=keys)
    await visitor.press(sent["message_id"], "a")
    [update] = await house.result("getUpdates")
    press_id = update["callback_query"]["id"]
    assert (
        await house.refusal("answerCallbackQuery", callback_query_id=press_id, text="x" * 201)
        == "Bad Request: MESSAGE_TOO_LONG"
    )
    assert await house.call("answerCallbackQuery", token=OTHER_TOKEN, callback_query_id=press_id) == {
        "ok": False,
        "error_code": 400,
        "description": too_old,
    }
    assert await house.result("answerCallbackQuery", callback_query_id=press_id)
    monkeypatch.setattr("web.answering.ANSWERABLE_SECONDS", -1)
    assert await house.refusal("answerCallbackQuery", callback_query_id=press_id) == too_old


@pytest.mark.parametrize(
    ("method", "values", "description"),
    [
        ("setMyCommands", {"commands": "{"}, "can't parse commands JSON object"),
        ("setMyCommands", {"commands": {}}, "expected an Array of BotCommand"),
        ("setMyCommands", {"commands": [{"command": "a"}]}, "can't parse BotCommand: Can't find field \"description\""),
        ("setMyCommands", {"commands": [{"command": "", "description": "x"}]}, "command must be non-empty"),
        (
            "setMyCommands",
            {"commands": [{"command": "a" * 33, "description": "x"}]},
            "command length must not exceed 32",
        ),
        ("setMyCommands", {"commands": [{"command": "Aé", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": ""}]},
            "command description must be non-empty",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": "x" * 257}]},
            "command description length must not exceed 256",
        ),
        ("setMyCommands", {"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": [], "language_code": "zh-hans"}, "invalid language code specified"),
        ("getMyCommands", {"scope": "?"}, "can't parse BotCommandScope JSON object"),
        ("getMyCommands", {"scope": {}}, "can't parse BotCommandScope: Can't find field \"type\""),
        ("getMyCommands", {"scope": {"type": "room"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ("getMyCommands", {"scope": {"type": "chat", "chat_id": 1}}, "chat not found"),
        ("deleteMyCommands", {"scope": {"type": "chat_member"}}, "can't use specified scope in private chats"),
        ("setMyName", {"name": "x" * 65}, "BOT_TITLE_INVALID"),
        ("setMyDescription", {"description": "x" * 513}, "DESCRIPTION_TOO_LONG"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "ABOUT_TOO_LONG"),
        ("setChatMenuButton", {"menu_button": "x"}, "can't parse menu button JSON object"),
        (
            "setChatMenuButton",
            {"menu_button": {"type": "pie"}},
            "can't parse menu button: MenuButton has unsupported type",
        ),
        ("setChatMenuButton", {"chat_id": 5}, "user not found"),
        ("sendChatAction", {"chat_id": 5, "action": "dancing"}, "wrong parameter action in request"),
        ("sendChatAction", {"chat_id": 5, "action": "typing"}, "chat not found"),
        ("getChat", {"chat_id": 5}, "chat not found"),
        ("setWebhook", {"url": "ftp://example.org/"}, "invalid webhook URL specified"),
        ("setWebhook", {"url": "http://h/", "secret_token": "ü"}, "secret token contains unallowed characters"),
        ("setWebhook", {"url": "http://h/", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_other_methods_refuse_as_telegram_does(house: House, method: str, values: dict, description: str):
    assert await house.refusal(method, **values) == f"Bad Request: {description}"


async def test_a_wrong_token_and_an_unknown_method_are_told_apart(house: House):
    unauthorized = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    not_found = {"ok": False, "error_code": 404, "description": "Not Found"}
    assert await house.call("getMe", token="4242:wrong") == unauthorized
    assert await house.call("makeCoffee") == not_found
    assert (await house.call("GETME"))["ok"]
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{house.bot_base}/") as response:
            assert (response.status, await response.json()) == (404, not_found)
        async with session.get(f"{house.bot_base}/file/bot{TOKEN}/files/nothing.pdf") as response:
            assert (response.status, await response.json()) == (404, not_found)
        async with session.get(f"{house.bot_base}/file/bot4242:wrong/files/nothing.pdf") as response:
            assert (response.status, await response.json()) == (401, unauthorized)


async def test_a_bot_cannot_reach_another_bots_chats(house: House):
    visitor, chat_id = await house.newcomer()
    await visitor.write("hello")
    answer = await house.call("sendMessage", token=OTHER_TOKEN, chat_id=chat_id, text="psst")
    assert answer["description"] == "Bad Request: chat not found"
    assert (await house.call("getUpdates", token=OTHER_TOKEN))["result"] == []
    file_id = await _file_id(house, chat_id)
    answer = await house.call("getFile", token=OTHER_TOKEN, file_id=file_id)
    assert answer["description"] == "Bad Request: invalid file_id"


async def test_parameters_may_come_as_query_form_or_json(house: House):
    _, chat_id = await house.newcomer()
    url = f"{house.bot_base}/bot{TOKEN}/sendMessage"
    async with aiohttp.ClientSession() as session:
        async with session.get(url, params={"chat_id": chat_id, "text": "query"}) as response:
            assert (await response.json())["result"]["text"] == "query"
        async with session.post(url, data={"chat_id": str(chat_id), "text": "form & ünïcode"}) as response:
            assert (await response.json())["result"]["text"] == "form & ünïcode"
        async with session.post(url, json={"chat_id": chat_id, "text": 5}) as response:
            assert (await response.json())["result"]["text"] == "5"
        async with session.post(url, data=b"{", headers={"Content-Type": "application/json"}) as response:
            answer = await response.json()
            assert (response.status, answer["description"]) == (
                400,
                "Bad Request: strings must be encoded in UTF-8",
            )
        large = io.BytesIO(b"x" * (52 << 20))
        async with session.post(url, data=large, headers={"Content-Type": "application/json"}) as response:
            assert (response.status, (await response.json())["description"]) == (413, "Request Entity Too Large")
