"""Updates and messages in the Bot API's own shape, as Telegram's server would make them."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from html import unescape
from typing import Any, TypeAlias

Plain: TypeAlias = dict[str, Any]

BOT: Plain = {
    "id": 123456789,
    "is_bot": True,
    "first_name": "Quicksilver",
    "username": "quicksilver_bot",
    "can_join_groups": False,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}

_TAG = re.compile(r"<(/?)(b|i)>")
_KINDS = {"b": "bold", "i": "italic"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person types."""

    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a button under a message."""

    data: str
    under: Plain


Act: TypeAlias = Typed | Press


def chat(person: int) -> Plain:
    """The private chat with a person."""
    return {"id": person, "first_name": "Amina", "last_name": "Yusuf", "username": f"amina{person}", "type": "private"}


def user(person: int) -> Plain:
    """The person as sender."""
    return {
        "id": person,
        "is_bot": False,
        "first_name": "Amina",
        "last_name": "Yusuf",
        "username": f"amina{person}",
        "language_code": "en",
    }


def update(update_id: int, person: int, message_id: int, act: Act) -> Plain:
    """The update in which a person's act reaches the bot."""
    match act:
        case Typed(text):
            message: Plain = {
                "message_id": message_id,
                "from": user(person),
                "chat": chat(person),
                "date": int(time.time()),
                "text": text,
            }
            if text.startswith("/"):
                message["entities"] = [{"offset": 0, "length": len(text.split()[0]), "type": "bot_command"}]
            return {"update_id": update_id, "message": message}
        case Press(data, under):
            query = {
                "id": str(4_000_000_000_000 + update_id),
                "from": user(person),
                "message": under,
                "chat_instance": str(person * 7919),
                "data": data,
            }
            return {"update_id": update_id, "callback_query": query}


def chat_of(update: Plain) -> int:
    """The chat that an update comes from."""
    message = update["message"] if "message" in update else update["callback_query"]["message"]
    number: int = message["chat"]["id"]
    return number


def sent(person: int, message_id: int, text: str, parse_mode: str, keyboard: Plain | None) -> Plain:
    """A message of the bot's as the server gives it back: the markup taken out of the text, as entities."""
    entities: list[Plain] = []
    if parse_mode.upper() == "HTML":
        text, entities = _without_markup(text)
    message: Plain = {
        "message_id": message_id,
        "from": BOT,
        "chat": chat(person),
        "date": int(time.time()),
        "text": text,
    }
    if entities:
        message["entities"] = entities
    if keyboard is not None:
        message["reply_markup"] = keyboard
    return message


def bold_parts(message: Plain) -> list[str]:
    """What stands in bold in a message: its question is among it."""
    encoded = message["text"].encode("utf-16-le")
    return [
        encoded[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        for entity in message.get("entities", ())
        if entity["type"] == "bold"
    ]


def buttons(message: Plain) -> list[str]:
    """What the buttons under a message carry."""
    keyboard = message.get("reply_markup", {}).get("inline_keyboard", ())
    return [button["callback_data"] for row in keyboard for button in row if "callback_data" in button]


def _without_markup(html: str) -> tuple[str, list[Plain]]:
    """Text and entities of Telegram HTML with <b> and <i>; offsets count UTF-16 code units."""
    text = ""
    length = 0
    open_tags: list[tuple[str, int]] = []
    entities: list[Plain] = []
    pieces = _TAG.split(html)
    for number in range(0, len(pieces), 3):
        piece = unescape(pieces[number])
        text += piece
        length += len(piece) if piece.isascii() else len(piece.encode("utf-16-le")) // 2
        if number + 2 >= len(pieces):
            break
        closing, tag = pieces[number + 1 : number + 3]
        if not closing:
            open_tags.append((tag, length))
            continue
        opened, offset = open_tags.pop()
        entities.append({"offset": offset, "length": length - offset, "type": _KINDS[opened]})
    return text, entities
