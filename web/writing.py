"""What a person does on the page: write, change, press, send a file. Each becomes an update for the bot.

The message and its update are one transaction, and a repeated request (same `client_id`) changes nothing: it is
answered with what the first one made.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

import orjson
from aiohttp import BodyPartReader, web

from flows.utf16 import utf16_length
from storage import gateway, gateway_files, gateway_updates
from storage.gateway import Chat, FileInfo, Message
from storage.transaction import Transaction
from web.arguments import Upload
from web.complaints import (
    MOST_CHARACTERS,
    empty_file,
    empty_text,
    large_file,
    long_text,
    no_room,
    old_button,
    unchangeable,
    unknown_visitor,
    unreadable,
)
from web.entities import to_json
from web.files import MOST_BYTES, PICTURES, new_file
from web.keyboards import inline_buttons
from web.limits import CAPTION_LENGTH, TEXT_LENGTH, Formatted, split_text, typed_text
from web.media_type import media_type
from web.page import Page, json_body, json_response
from web.page_view import message_view
from web.served_bot import ServedBot, message_object, user_of

CHANGEABLE_SECONDS = 48 * 3600
MOST_FILE_BYTES = 200 * 1024 * 1024
"""What the files of one visitor may take."""
FILE_COST = 4
"""How many messages a file counts for."""

DIGITS = 15
"""Of the longest number of a message, also in addresses: no database holds more than 64 bits."""
_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
T = TypeVar("T")


class _AlreadyDone(Exception):
    """The request repeats one that has been carried out; what it did is rolled back."""

    def __init__(self, messages: list[Message]) -> None:
        super().__init__()
        self.messages = messages


async def write_message(page: Page, request: web.Request) -> web.Response:
    """`POST /chat/messages`: a text, cut into several messages where it is long."""
    chat = await page.writer(request)
    body = await json_body(request)
    text, client_id = body.get("text"), _client_id(body.get("client_id"))
    if not isinstance(text, str):
        raise unreadable()
    if len(text) > MOST_CHARACTERS:
        raise long_text(MOST_CHARACTERS)
    parts = [typed_text(part) for part in split_text(typed_text(text).text)]
    if not parts:
        raise empty_text()
    messages = await _carried_out(page, partial(_write, page, chat.id, parts, client_id))
    return _confirmed(messages)


async def send_file(page: Page, request: web.Request) -> web.Response:
    """`POST /chat/files`: one file with a caption; `as=photo` sends a PNG or JPEG as a photo."""
    chat = await page.writer(request, FILE_COST)
    if media_type(request) != "multipart/form-data":
        raise unreadable()
    fields, upload = await _multipart(request)
    if upload is None:
        raise unreadable()
    if not upload.content:
        raise empty_file()
    caption = typed_text(fields.get("caption", ""))
    if utf16_length(caption.text) > CAPTION_LENGTH:
        raise long_text(CAPTION_LENGTH)
    file = new_file(upload)
    client_id = _client_id(fields.get("client_id"))
    as_photo = fields.get("as") == "photo" and file.mime in PICTURES
    work = partial(_write, page, chat.id, [caption], client_id, file=file, content=upload.content, as_photo=as_photo)
    return _confirmed(await _carried_out(page, work))


async def change_message(page: Page, request: web.Request) -> web.Response:
    """`POST /chat/messages/<id>`: a person's own text, put right."""
    chat = await page.writer(request)
    body = await json_body(request)
    text = body.get("text")
    if not isinstance(text, str):
        raise unreadable()
    formatted = typed_text(text)
    if not formatted.text:
        raise empty_text()
    if utf16_length(formatted.text) > TEXT_LENGTH:
        raise long_text(TEXT_LENGTH)
    message_id = int(request.match_info["id"])
    message = await _carried_out(page, partial(_change, page, chat.id, message_id, formatted))
    return _confirmed(message)


async def press_button(page: Page, request: web.Request) -> web.Response:
    """`POST /chat/press`: a button that stands under the message now."""
    chat = await page.writer(request)
    body = await json_body(request)
    message_id, data, client_id = body.get("message_id"), body.get("data"), _client_id(body.get("client_id"))
    if not isinstance(message_id, int) or not 0 < message_id < 10**DIGITS or not isinstance(data, str):
        raise unreadable()
    await _carried_out(page, partial(_press, page, chat.id, message_id, data, client_id))
    return json_response({"ok": True})


async def _carried_out(page: Page, work: Callable[[Transaction], list[Message]]) -> list[Message]:
    try:
        messages = await page.exchange.store.transact(work)
    except _AlreadyDone as done:
        return done.messages
    page.bot.arrived()
    if messages:
        page.exchange.listeners.wake(messages[0].chat_id)
    return messages


def _confirmed(messages: list[Message]) -> web.Response:
    views = [message_view(message) for message in messages]
    return json_response({"message": views[0], "messages": views})


def _client_id(value: object) -> str:
    """The page's own name for what it sends; without one, repeating cannot be recognised."""
    if value is None:
        return secrets.token_urlsafe(16)
    if not isinstance(value, str) or not _CLIENT_ID.fullmatch(value):
        raise unreadable()
    return value


def _locked(bot: ServedBot, chat_id: int, tx: Transaction, *, messages: int = 0) -> Chat:
    chat = gateway.change_chat(tx, bot.id, chat_id, messages=messages)
    if chat is None or chat.left:
        raise unknown_visitor()
    return chat


def _write(
    page: Page,
    chat_id: int,
    parts: list[Formatted],
    client_id: str,
    tx: Transaction,
    *,
    file: FileInfo | None = None,
    content: bytes = b"",
    as_photo: bool = False,
) -> list[Message]:
    now, bot = page.exchange.now(), page.bot
    chat = _locked(bot, chat_id, tx, messages=len(parts))
    names = [client_id, *(f"{client_id}/{part}" for part in range(2, len(parts) + 1))]
    if known := gateway.messages_by_client(tx, chat_id, names):
        raise _AlreadyDone(known)
    if file is not None:
        if gateway_files.bytes_of_visitor(tx, chat_id) + file.size > MOST_FILE_BYTES:
            raise no_room()
        gateway_files.add_file(tx, file, content, bot_id=bot.id, chat_id=chat_id, now=now)
    messages = [
        Message(
            chat_id=chat_id,
            id=chat.last_message_id - len(parts) + number,
            from_bot=False,
            sent_at=now,
            text=part.text,
            seq=chat.seq,
            first_seq=chat.seq,
            entities=to_json(list(part.entities)),
            file=file,
            as_photo=as_photo,
            client_id=name,
        )
        for number, (part, name) in enumerate(zip(parts, names, strict=True), start=1)
    ]
    for message in messages:
        gateway.add_message(tx, message)
        _tell(bot, chat, tx, "message", message_object(bot, chat, message))
    return messages


def _change(page: Page, chat_id: int, message_id: int, formatted: Formatted, tx: Transaction) -> list[Message]:
    now, bot = page.exchange.now(), page.bot
    chat = _locked(bot, chat_id, tx)
    before = gateway.message_of_chat(tx, chat_id, message_id)
    if before is None or before.from_bot or before.file is not None or before.sent_at + CHANGEABLE_SECONDS < now:
        raise unchangeable()
    if before.text == formatted.text:
        raise _AlreadyDone([before])
    entities = to_json(list(formatted.entities))
    message = replace(before, text=formatted.text, entities=entities, edited_at=now, seq=chat.seq)
    gateway.change_message(tx, message)
    _tell(bot, chat, tx, "edited_message", message_object(bot, chat, message))
    return [message]


def _press(page: Page, chat_id: int, message_id: int, data: str, client_id: str, tx: Transaction) -> list[Message]:
    bot = page.bot
    chat = _locked(bot, chat_id, tx)
    if gateway_updates.is_known_press(tx, chat_id, client_id):
        raise _AlreadyDone([])
    message = gateway.message_of_chat(tx, chat_id, message_id)
    if message is None or all(button.get("callback_data") != data for button in inline_buttons(message.markup)):
        raise old_button()
    press_id = secrets.randbits(62)
    gateway_updates.add_press(
        tx, press_id=press_id, bot_id=bot.id, chat_id=chat_id, client_id=client_id, now=page.exchange.now()
    )
    query = {
        "id": str(press_id),
        "from": user_of(chat),
        "message": message_object(bot, chat, message),
        "chat_instance": _chat_instance(bot, chat),
        "data": data,
    }
    _tell(bot, chat, tx, "callback_query", query)
    return []


def _tell(bot: ServedBot, chat: Chat, tx: Transaction, kind: str, what: dict[str, Any]) -> None:
    """Put an update in the bot's queue, if it wants this kind."""
    if bot.wants(kind):
        gateway_updates.add_update(tx, bot.id, chat.id, orjson.dumps({kind: what}).decode())


def _chat_instance(bot: ServedBot, chat: Chat) -> str:
    digest = hashlib.blake2b(f"{bot.id}:{chat.id}".encode(), digest_size=8).digest()
    return str(int.from_bytes(digest, signed=True))


async def _multipart(request: web.Request) -> tuple[dict[str, str], Upload | None]:
    """The fields of a form and its file, refused as soon as the file is too large."""
    if request.content_length is not None and request.content_length > MOST_BYTES + 64 * 1024:
        raise large_file()
    fields: dict[str, str] = {}
    upload: Upload | None = None
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                raise unreadable()
            if part.name == "file":
                upload = Upload(
                    part.filename or "", part.headers.get("Content-Type", ""), await _bytes(part, MOST_BYTES)
                )
            else:
                fields[part.name] = (await _bytes(part, 16 * 1024)).decode()
    except ValueError:
        raise unreadable() from None
    return fields, upload


async def _bytes(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(256 * 1024):
        content += chunk
        if len(content) > most:
            raise large_file()
    return bytes(content)
