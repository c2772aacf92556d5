"""Entities: what is meant by stretches of a text, as the Bot API lists them beside it.

Offsets and lengths are in UTF-16 code units, as Telegram counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from flows.utf16 import utf16_length
from web.refusal import bad_request

KINDS = (
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "custom_emoji",
    "text_link",
    "code",
    "pre",
    "blockquote",
    "expandable_blockquote",
)
"""What a bot may set by itself; Telegram finds links, commands and the like on its own."""

_NESTING = ("blockquote", "expandable_blockquote", "pre", "code", "text_link")
"""Which of two entities over the same stretch encloses the other; the rest follow in any order."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text with a meaning; `argument` is a link's address or a code block's language."""

    type: str
    offset: int
    length: int
    argument: str = ""

    @property
    def end(self) -> int:
        return self.offset + self.length


def link(address: str) -> str:
    """A link's address made whole, or an empty string where Telegram would make no link of it."""
    address = address.strip()
    scheme, colon, rest = address.partition("://")
    if not colon:
        scheme, rest = "http", address
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if scheme.lower() == "tg":
        return address
    if scheme.lower() not in ("http", "https") or not host or re.search(r"[\s<>\"@]", host) or host.startswith("."):
        return ""
    if not colon and "." not in host:
        return ""
    whole = f"{scheme.lower()}://{rest}"
    return f"{whole}/" if rest == host else whole


def in_order(entities: Iterable[Entity]) -> list[Entity]:
    """Entities as Telegram sorts them: by offset, the enclosing before the enclosed."""
    return sorted(entities, key=lambda one: (one.offset, -one.length, _rank(one.type), one.type))


def _rank(kind: str) -> int:
    return _NESTING.index(kind) if kind in _NESTING else len(_NESTING)


def given_entities(value: object, text: str) -> list[Entity]:
    """Entities as a bot lists them beside a text; what lies outside of the text is left out, as Telegram does."""
    if not isinstance(value, list):
        return []
    length = utf16_length(text)
    found = [_given(one) for one in value]
    return in_order(
        one for one in found if one is not None and one.length > 0 and one.offset >= 0 and one.end <= length
    )


def _given(value: object) -> Entity | None:
    if not isinstance(value, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    for name in ("offset", "length"):
        if not isinstance(value.get(name), int):
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    kind = value.get("type")
    if kind not in KINDS:
        return None
    argument = str(value.get("url") or value.get("language") or value.get("custom_emoji_id") or "")
    if kind == "text_link":
        argument = link(argument)
        if not argument:
            return None
    return Entity(str(kind), value["offset"], value["length"], argument)


_ARGUMENTS = {"text_link": "url", "pre": "language", "custom_emoji": "custom_emoji_id"}


def to_json(entities: list[Entity]) -> str:
    """Entities as the Bot API writes them; an empty string for none."""
    if not entities:
        return ""
    return orjson.dumps([_plain(one) for one in entities]).decode()


def _plain(entity: Entity) -> dict[str, Any]:
    plain = {"offset": entity.offset, "length": entity.length, "type": entity.type}
    if entity.argument and entity.type in _ARGUMENTS:
        plain[_ARGUMENTS[entity.type]] = entity.argument
    return plain


def from_json(entities: str) -> list[Entity]:
    """Entities as they were kept."""
    if not entities:
        return []
    return [
        Entity(one["type"], one["offset"], one["length"], one.get(_ARGUMENTS.get(one["type"], ""), ""))
        for one in orjson.loads(entities)
    ]
