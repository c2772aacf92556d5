"""From aiogram's updates to what they mean here. Only private chats are answered.

An update's moment is that of its arrival, since after a time of downtime it may be old. Texts carry the time of their
sending as well, which tells the pieces of a long one from separate answers.
"""

from __future__ import annotations

from datetime import UTC, datetime

from aiogram.types import CallbackQuery, ChatMemberUpdated, InaccessibleMessage, Message, PhotoSize
from aiogram.types import User as TelegramUser

from flows.events import Corrected, Said, Shared, Unfit
from handlers.keyboards import PagePressed, read_carried
from handlers.scene import Blocking, Command, Incoming, PressedMessage, SessionPressed, Upload, What

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

UNFIT = (
    "sticker",
    "voice",
    "video",
    "video_note",
    "poll",
    "location",
    "venue",
    "animation",
    "audio",
    "dice",
    "contact",
)
"""Contents of a message that answer no question, in the order of looking; what is not here is `other`."""


def read_message(message: Message, channel: str, update_id: int) -> Incoming | None:
    """A message that a person sent."""
    return _incoming(channel, update_id, message, message.from_user, _what(message))


def read_edited(message: Message, channel: str, update_id: int) -> Incoming | None:
    """A message that a person changed after sending it."""
    text = message.text or message.caption
    if text is None or text.startswith("/"):
        return None
    return _incoming(channel, update_id, message, message.from_user, Corrected(text, message.message_id))


def read_press(query: CallbackQuery, channel: str, update_id: int) -> Incoming | None:
    """A press of a button."""
    message = query.message
    if message is None or message.chat.type != "private":
        return None
    carried = read_carried(query.data or "")
    what: What
    match carried:
        case None:
            what = PagePressed("here", "")
        case PagePressed():
            what = carried
        case session_id, pressed:
            what = SessionPressed(session_id, pressed)
    shown = None
    if not isinstance(message, InaccessibleMessage):
        shown = PressedMessage(message.message_id, message.html_text if message.text else "")
    return Incoming(
        channel=channel,
        update_id=update_id,
        chat_id=message.chat.id,
        language_code=query.from_user.language_code or "",
        name=query.from_user.full_name,
        at=datetime.now(UTC),
        what=what,
        query_id=query.id,
        message=shown,
    )


def read_membership(change: ChatMemberUpdated, channel: str, update_id: int) -> Incoming | None:
    """The person stopped the bot or let it speak again."""
    if change.chat.type != "private":
        return None
    return Incoming(
        channel=channel,
        update_id=update_id,
        chat_id=change.chat.id,
        language_code=change.from_user.language_code or "",
        name=change.from_user.full_name,
        at=datetime.now(UTC),
        what=Blocking(change.new_chat_member.status in ("kicked", "left")),
    )


def _incoming(channel: str, update_id: int, message: Message, user: TelegramUser | None, what: What) -> Incoming | None:
    if message.chat.type != "private":
        return None
    return Incoming(
        channel=channel,
        update_id=update_id,
        chat_id=message.chat.id,
        language_code=(user.language_code or "") if user else "",
        name=user.full_name if user else "",
        at=datetime.now(UTC),
        what=what,
    )


def _what(message: Message) -> What:
    if message.text is not None:
        if message.text.startswith("/"):
            return _command(message.text)
        return Said(message.text, message.message_id, message.date)
    if message.document is not None:
        document = message.document
        name = document.file_name or "file"
        return Upload(document.file_id, name, document.file_size or 0, message.message_id, as_photo=False)
    if message.photo:
        largest: PhotoSize = message.photo[-1]
        return Upload(largest.file_id, "photo.jpg", largest.file_size or 0, message.message_id, as_photo=True)
    if message.contact is not None:
        return Shared(message.contact.phone_number, message.message_id)
    return Unfit(next((kind for kind in UNFIT if getattr(message, kind) is not None), "other"))


def _command(text: str) -> Command:
    """`/language@quicksilver_bot fr` is the command `language` with the argument `fr`."""
    first, _, argument = text[1:].partition(" ")
    return Command(first.partition("@")[0].lower(), argument.strip())
