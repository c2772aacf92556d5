"""From aiogram's updates to what they mean here. Only private chats are answered.

An update's moment is that of its arrival, since after a time of downtime it may be old. Texts carry the time of their
sending as well, which tells the pieces of a long one from separate answers.
"""

from __future__ import annotations

import re
from typing import Final

from aiogram.types import CallbackQuery, ChatMemberUpdated, InaccessibleMessage, Message, PhotoSize
from aiogram.types import User as TelegramUser

from flows.events import Corrected, Said, Shared, Unfit
from handlers.buttons import PagePressed, read_carried
from handlers.scene import Blocking, Command, Incoming, PressedMessage, SessionPressed, Upload, What
from storage import clock

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

SERVICE = (
    "pinned_message",
    "message_auto_delete_timer_changed",
    "write_access_allowed",
    "chat_background_set",
    "proximity_alert_triggered",
    "connected_website",
    "boost_added",
)
"""What Telegram puts into a private chat by itself: nobody said anything, so nothing is answered."""

COMMAND: Final = re.compile(r"/(\w{1,32})(?:@\w+)?(?:\s+(.*))?", re.ASCII | re.DOTALL)
"""A command as Telegram marks them; "/ 12 River Road" is none."""


def read_message(message: Message, channel: str, update_id: int) -> Incoming | None:
    """A message that a person sent."""
    if any(getattr(message, kind) is not None for kind in SERVICE):
        return None
    return _incoming(channel, update_id, message, message.from_user, _what(message))


def read_edited(message: Message, channel: str, update_id: int) -> Incoming | None:
    """A message that a person changed after sending it."""
    text = message.text or message.caption
    if text is None or COMMAND.fullmatch(text):
        return None
    return _incoming(channel, update_id, message, message.from_user, Corrected(readable(text), message.message_id))


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
        name=readable(query.from_user.full_name),
        at=clock.now(),
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
        name=readable(change.from_user.full_name),
        at=clock.now(),
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
        name=readable(user.full_name) if user else "",
        at=clock.now(),
        what=what,
    )


def _what(message: Message) -> What:
    if message.text is not None:
        if command := COMMAND.fullmatch(message.text):
            return Command(command[1].lower(), readable(command[2] or "").strip())
        return Said(readable(message.text), message.message_id, message.date)
    if message.document is not None:
        document = message.document
        name = readable(document.file_name or "") or "file"
        return _upload(message, document.file_id, name, document.file_size, as_photo=False)
    if message.photo:
        largest: PhotoSize = message.photo[-1]
        return _upload(message, largest.file_id, "photo.jpg", largest.file_size, as_photo=True)
    if message.contact is not None:
        return Shared(readable(message.contact.phone_number), message.message_id)
    return Unfit(next((kind for kind in UNFIT if getattr(message, kind) is not None), "other"))


def _upload(message: Message, file_id: str, name: str, size: int | None, *, as_photo: bool) -> Upload:
    caption = readable(message.caption or "").strip()
    return Upload(file_id, name, size or 0, message.message_id, as_photo, caption, message.date)


def readable(text: str) -> str:
    """The text without U+0000 and halves of surrogate pairs: JSON can carry them, but nothing could send them back."""
    if text.isascii():
        return text.replace("\0", "")
    return text.replace("\0", "").encode("utf-8", "ignore").decode()
