"""One bot that the gateway serves, and the objects of the Bot API as it sees them: users, chats, messages."""

from __future__ import annotations

import asyncio
import mimetypes
from dataclasses import dataclass, field
from typing import Any

import orjson

from storage.gateway import Chat, FileInfo, Message
from storage.gateway_updates import Webhook


@dataclass(slots=True)
class ServedBot:
    """A bot: who it is, what it has asked for, and how to wake whoever waits for its updates.

    `arrivals` counts updates put in its queue since the start, `turn` long polls; `allowed`: the kinds it wants, None
    for all.
    """

    id: int
    token: str
    name: str
    username: str
    allowed: frozenset[str] | None = None
    webhook: Webhook = field(default_factory=Webhook)
    arrivals: int = 0
    turn: int = 0
    closed: bool = False
    poll: asyncio.Future[str] | None = None
    delivery: asyncio.Event = field(default_factory=asyncio.Event)

    def wants(self, kind: str) -> bool:
        return self.allowed is None or kind in self.allowed

    def arrived(self) -> None:
        """An update has been committed."""
        self.arrivals += 1
        if self.poll is not None and not self.poll.done():
            self.poll.set_result("")
        if self.webhook.url:
            self.delivery.set()

    def take_turn(self, why: str) -> int:
        """Begin a long poll: the one that waits is ended."""
        self.end_poll(why)
        self.turn += 1
        return self.turn

    def end_poll(self, why: str) -> None:
        """End the long poll that waits, with a conflict's description."""
        if self.poll is not None and not self.poll.done():
            self.poll.set_result(why)

    def close(self) -> None:
        """The gateway stops: the long poll that waits is answered with what there is."""
        self.closed = True
        self.end_poll("")

    @property
    def user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


def user_of(chat: Chat) -> dict[str, Any]:
    """The visitor as a Telegram user: in a private chat, user and chat bear the same identifier."""
    return {
        "id": chat.id,
        "is_bot": False,
        "first_name": chat.first_name,
        "language_code": chat.language,
    }


def chat_of(chat: Chat) -> dict[str, Any]:
    """A visitor's chat as a Telegram chat."""
    return {"id": chat.id, "first_name": chat.first_name, "type": "private"}


def message_object(bot: ServedBot, chat: Chat, message: Message, reply_to: Message | None = None) -> dict[str, Any]:
    """A message as the Bot API shows it."""
    shown: dict[str, Any] = {
        "message_id": message.id,
        "from": bot.user if message.from_bot else user_of(chat),
        "chat": chat_of(chat),
        "date": message.sent_at,
    }
    if message.edited_at is not None:
        shown["edit_date"] = message.edited_at
    if reply_to is not None:
        shown["reply_to_message"] = message_object(bot, chat, reply_to)
    text, entities = "text", "entities"
    if message.file is not None:
        text, entities = "caption", "caption_entities"
        if message.as_photo:
            shown["photo"] = [{**_file_object(message.file), **_dimensions(message.file)}]
        else:
            shown["document"] = {
                "file_name": message.file.name,
                "mime_type": message.file.mime,
                **_file_object(message.file),
            }
    if message.text:
        shown[text] = message.text
        if message.entities:
            shown[entities] = orjson.loads(message.entities)
    if message.markup.startswith('{"inline_keyboard"'):
        shown["reply_markup"] = orjson.loads(message.markup)
    return shown


def _file_object(file: FileInfo) -> dict[str, Any]:
    return {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": file.size}


def _dimensions(file: FileInfo) -> dict[str, int]:
    return {"width": file.width, "height": file.height}


def file_object(file: FileInfo) -> dict[str, Any]:
    """A file ready to be downloaded, as `getFile` shows it."""
    extension = mimetypes.guess_extension(file.mime) or ".bin"
    return {**_file_object(file), "file_path": f"files/{file.unique_id}{extension}"}
