"""The Bot API's methods that send, change and delete messages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from storage import gateway, gateway_files
from storage.gateway import Chat, FileInfo, Message
from storage.transaction import Transaction
from web.arguments import Arguments, Upload, to_integer
from web.entities import to_json
from web.events import event
from web.exchange import Exchange
from web.files import MOST_PHOTO_BYTES, PICTURES, new_file
from web.keyboards import inline_markup, reply_markup
from web.limits import Formatted, caption_text, message_text
from web.refusal import Refusal, bad_request
from web.served_bot import ServedBot, message_object

DELETABLE_SECONDS = 48 * 3600
"""Telegram lets a bot delete a message for 48 hours."""

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
ACTIONS = frozenset(
    {
        "cancel",
        "typing",
        *(f"upload_{what}" for what in ("photo", "video", "voice", "audio", "document", "video_note")),
        *(f"record_{what}" for what in ("video", "voice", "audio", "video_note")),
        "choose_sticker",
        "find_location",
        "pick_up_location",
    }
)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A message to be sent: `upload` is the new file's bytes, `file_id` names one that was sent before."""

    chat_id: int
    formatted: Formatted
    markup: str
    reply_to: int
    reply_is_optional: bool
    as_photo: bool = False
    file: FileInfo | None = None
    content: bytes = b""
    file_id: str = ""


def chat_id_of(arguments: Arguments) -> int:
    """The chat that a call is about."""
    chat_id = arguments.text("chat_id")
    if not chat_id:
        raise bad_request("chat_id is empty")
    if chat_id.startswith("@"):
        raise bad_request("chat not found")
    return to_integer(chat_id)


async def send_message(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`sendMessage`."""
    formatted = message_text(arguments.text("text"), arguments.text("parse_mode"), arguments.listed("entities"))
    return await _send(exchange, bot, _draft(arguments, formatted))


async def send_document(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`sendDocument`."""
    return await _send(exchange, bot, _file_draft(arguments, "document"))


async def send_photo(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`sendPhoto`: PNG and JPEG."""
    return await _send(exchange, bot, _file_draft(arguments, "photo"))


def _draft(arguments: Arguments, formatted: Formatted) -> _Draft:
    reply = arguments.parsed("reply_parameters", "can't parse reply parameters JSON object")
    if reply is None:
        reply_to = arguments.integer("reply_to_message_id")
        is_optional = arguments.flag("allow_sending_without_reply")
    elif isinstance(reply, dict):
        reply_to = to_integer(reply.get("message_id"))
        is_optional = bool(reply.get("allow_sending_without_reply"))
    else:
        raise bad_request("object expected as reply parameters")
    return _Draft(chat_id_of(arguments), formatted, reply_markup(arguments), reply_to, is_optional)


def _file_draft(arguments: Arguments, kind: str) -> _Draft:
    named = arguments.text(kind)
    upload = arguments.files.get(named.removeprefix("attach://") if named.startswith("attach://") else kind)
    if upload is None and not named:
        raise bad_request(f"there is no {kind} in the request")
    caption = caption_text(
        arguments.text("caption"), arguments.text("parse_mode"), arguments.listed("caption_entities")
    )
    draft = replace(_draft(arguments, caption), as_photo=kind == "photo")
    if upload is None:
        if named.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        return replace(draft, file_id=named)
    return replace(draft, file=_checked(upload, kind), content=upload.content)


def _checked(upload: Upload, kind: str) -> FileInfo:
    if not upload.content:
        raise bad_request("file must be non-empty")
    file = new_file(upload)
    if kind != "photo":
        return file
    if file.size > MOST_PHOTO_BYTES:
        raise bad_request(
            f"file of size {file.size} bytes is too big for a photo; the maximum size is {MOST_PHOTO_BYTES} bytes"
        )
    if file.mime not in PICTURES:
        raise bad_request("IMAGE_PROCESS_FAILED")
    short, long = sorted((file.width, file.height))
    if short == 0 or short + long > 10_000 or long > 20 * short:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return file


async def _send(exchange: Exchange, bot: ServedBot, draft: _Draft) -> dict[str, Any]:
    chat, message, reply_to = await exchange.store.transact(partial(_keep, bot, draft, exchange.now()))
    exchange.listeners.wake(chat.id)
    return message_object(bot, chat, message, reply_to)


def _keep(bot: ServedBot, draft: _Draft, now: int, tx: Transaction) -> tuple[Chat, Message, Message | None]:
    chat = writable_chat(gateway.change_chat(tx, bot.id, draft.chat_id, messages=1))
    reply_to = gateway.message_of_chat(tx, chat.id, draft.reply_to) if draft.reply_to > 0 else None
    if draft.reply_to > 0 and reply_to is None and not draft.reply_is_optional:
        raise bad_request("message to be replied not found")
    file = draft.file
    if file is not None:
        gateway_files.add_file(tx, file, draft.content, bot_id=bot.id, chat_id=None, now=now)
    elif draft.file_id:
        file = gateway_files.file_of_bot(tx, bot.id, draft.file_id)
        if file is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if draft.as_photo and file.mime not in PICTURES:
            raise bad_request("can't use file of type Document as Photo")
    message = Message(
        chat_id=chat.id,
        id=chat.last_message_id,
        from_bot=True,
        sent_at=now,
        text=draft.formatted.text,
        seq=chat.seq,
        first_seq=chat.seq,
        entities=to_json(list(draft.formatted.entities)),
        markup=draft.markup,
        file=file,
        as_photo=draft.as_photo,
        reply_to=None if reply_to is None else reply_to.id,
    )
    gateway.add_message(tx, message)
    return chat, message, reply_to


def writable_chat(chat: Chat | None) -> Chat:
    """A chat the bot may write to."""
    if chat is None:
        raise bad_request("chat not found")
    if chat.left:
        raise Refusal(403, "Forbidden: bot was blocked by the user")
    return chat


# --- Changing ----------------------------------------------------------------------------------------------


async def edit_message_text(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`editMessageText`."""
    formatted = message_text(arguments.text("text"), arguments.text("parse_mode"), arguments.listed("entities"))
    return await _edit(exchange, bot, arguments, formatted, "text")


async def edit_message_caption(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`editMessageCaption`."""
    formatted = caption_text(
        arguments.text("caption"), arguments.text("parse_mode"), arguments.listed("caption_entities")
    )
    return await _edit(exchange, bot, arguments, formatted, "caption")


async def edit_message_reply_markup(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`editMessageReplyMarkup`."""
    return await _edit(exchange, bot, arguments, None, "markup")


async def _edit(
    exchange: Exchange, bot: ServedBot, arguments: Arguments, formatted: Formatted | None, what: str
) -> dict[str, Any]:
    markup = inline_markup(arguments)
    message_id = max(arguments.integer("message_id"), 0)
    if not arguments.text("chat_id") and message_id == 0:
        if arguments.text("inline_message_id"):
            raise bad_request("MESSAGE_ID_INVALID")
        raise bad_request("message identifier is not specified")
    change = _Change(chat_id_of(arguments), message_id, what, formatted, markup)
    chat, message = await exchange.store.transact(partial(_change, bot, change, exchange.now()))
    exchange.listeners.wake(chat.id)
    return message_object(bot, chat, message)


@dataclass(frozen=True, slots=True)
class _Change:
    chat_id: int
    message_id: int
    what: str
    formatted: Formatted | None
    markup: str


def _change(bot: ServedBot, change: _Change, now: int, tx: Transaction) -> tuple[Chat, Message]:
    chat = writable_chat(gateway.change_chat(tx, bot.id, change.chat_id))
    before = gateway.message_of_chat(tx, chat.id, change.message_id)
    if before is None:
        raise bad_request("message to edit not found")
    if not before.from_bot or (before.markup and not before.markup.startswith('{"inline_keyboard"')):
        raise bad_request("message can't be edited")
    if change.what == "text" and before.file is not None:
        raise bad_request("there is no text in the message to edit")
    if change.what == "caption" and before.file is None:
        raise bad_request("there is no caption in the message to edit")
    text, entities = before.text, before.entities
    if change.formatted is not None:
        text, entities = change.formatted.text, to_json(list(change.formatted.entities))
    if (text, entities, change.markup) == (before.text, before.entities, before.markup):
        raise bad_request(NOT_MODIFIED)
    message = replace(before, text=text, entities=entities, markup=change.markup, edited_at=now, seq=chat.seq)
    gateway.change_message(tx, message)
    return chat, message


# --- Deleting ----------------------------------------------------------------------------------------------


async def delete_message(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`deleteMessage`."""
    if not arguments.text("chat_id"):
        raise bad_request("chat identifier is not specified")
    message_id = arguments.integer("message_id")
    if message_id <= 0:
        raise bad_request("message identifier is not specified")
    deletion = _Deletion(chat_id_of(arguments), frozenset({message_id}), must_exist=True)
    return await _delete(exchange, bot, deletion)


async def delete_messages(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`deleteMessages`: those that are not found are passed over."""
    listed = arguments.parsed("message_ids", "can't parse message_ids JSON object")
    if listed is None or listed == []:
        raise bad_request("message identifiers are not specified")
    if not isinstance(listed, list):
        raise bad_request("expected an Array of message identifiers")
    if len(listed) > 100:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(one, int | str) and not isinstance(one, bool) for one in listed):
        raise bad_request("message identifier must be a Number")
    message_ids = frozenset(to_integer(one) for one in listed)
    if min(message_ids) <= 0:
        raise bad_request("invalid message identifier specified")
    return await _delete(exchange, bot, _Deletion(chat_id_of(arguments), message_ids, must_exist=False))


@dataclass(frozen=True, slots=True)
class _Deletion:
    chat_id: int
    message_ids: frozenset[int]
    must_exist: bool


async def _delete(exchange: Exchange, bot: ServedBot, deletion: _Deletion) -> bool:
    await exchange.store.transact(partial(_empty, bot, deletion, exchange.now()))
    exchange.listeners.wake(deletion.chat_id)
    return True


def _empty(bot: ServedBot, deletion: _Deletion, now: int, tx: Transaction) -> None:
    chat = writable_chat(gateway.change_chat(tx, bot.id, deletion.chat_id))
    found = gateway.messages_of_chat(tx, chat.id, deletion.message_ids)
    if deletion.must_exist and not found:
        raise bad_request("message to delete not found")
    if any(message.sent_at + DELETABLE_SECONDS < now for message in found):
        raise bad_request("message can't be deleted for everyone")
    gateway.delete_messages(tx, chat.id, [message.id for message in found], chat.seq)


async def send_chat_action(exchange: Exchange, bot: ServedBot, arguments: Arguments) -> object:
    """`sendChatAction`: shown on the open pages, and not kept."""
    action = arguments.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat_id = chat_id_of(arguments)
    writable_chat(await exchange.store.read(lambda tx: gateway.chat_of_bot(tx, bot.id, chat_id)))
    if action != "cancel":
        exchange.listeners.pass_on(chat_id, event("typing", {"action": action}))
    return True
