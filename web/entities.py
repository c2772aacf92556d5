"""Telegram's formatted text: HTML as a bot writes it, taken apart into plain text and entities.

Offsets and lengths of entities are in UTF-16 code units, offsets in error messages in bytes of UTF-8, both as Telegram
counts them. Tags, references and the wording of errors follow TDLib's own parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from web.refusal import bad_request

TYPES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_SPECIAL = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]*)|#([0-9]*)|([A-Za-z]*));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_SPACE = " \t\r\n\v"
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


def utf16_length(text: str) -> int:
    """How many UTF-16 code units a text takes."""
    return len(text) if text.isascii() else len(text) + sum(1 for char in text if char > "\uffff")


def parse_html(html: str) -> tuple[str, list[Entity]]:
    """Plain text and entities of Telegram's HTML; raises `Refusal` where Telegram does."""
    if not _SPECIAL.search(html):
        return html, []
    return _Parser(html).parse()


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    start: int


class _Parser:
    def __init__(self, html: str) -> None:
        self.html = html
        self.out: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        html, position = self.html, 0
        while special := _SPECIAL.search(html, position):
            self._text(html[position : special.start()])
            position = special.start()
            if html[position] == "&":
                char, position = _reference(html, position)
                self._text(char)
            elif html.startswith("</", position):
                position = self._end_tag(position)
            else:
                position = self._start_tag(position)
        self._text(html[position:])
        if self.open:
            raise _unparsable(f"Can't find end tag corresponding to start tag {self.open[-1].tag}")
        text = "".join(self.out)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise _unparsable(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            ) from None
        return text, in_order(self.entities)

    def _text(self, text: str) -> None:
        if text:
            self.out.append(text)
            self.offset += utf16_length(text)

    def _start_tag(self, begin: int) -> int:
        html = self.html
        end = _until(html, begin + 1, ">")
        if end == len(html):
            raise _unparsable(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        tag = html[begin + 1 : end].lower()
        if tag not in TYPES:
            raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {self._bytes(begin)}')
        argument = ""
        position = _past_space(html, end)
        while not html.startswith(">", position):
            name, value, position = self._attribute(tag, begin, position)
            argument = _meaning(tag, name, value) or argument
            position = _past_space(html, position)
            if position == len(html):
                raise _unparsable(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if tag == "span" and argument != "spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}')
        self.open.append(_Open(tag, argument, self.offset, len(self.out)))
        return position + 1

    def _attribute(self, tag: str, begin: int, start: int) -> tuple[str, str, int]:
        html = self.html
        end = _until(html, start, "=>")
        name = html[start:end]
        if not name:
            raise _unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(begin)}')
        position = _past_space(html, end)
        if position == len(html):
            raise _unparsable(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')
        if html[position] != "=":
            if end < position or html[position] == ">":
                return name, name, position  # an attribute without a value, such as `expandable`
            raise _unparsable(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" '
                f"at byte offset {self._bytes(begin)}"
            )
        position = _past_space(html, position + 1)
        if position == len(html):
            raise _unparsable(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')
        quote = html[position]
        if quote not in "'\"":
            token = _TOKEN.match(html, position)
            end = position if token is None else token.end()
            if end < len(html) and html[end] not in _SPACE + ">":
                raise _unparsable(f"Unexpected end of name token at byte offset {self._bytes(position)}")
            return name, html[position:end].lower(), end
        end = html.find(quote, position + 1)
        if end < 0:
            raise _unparsable(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        return name, _decoded(html[position + 1 : end]), end + 1

    def _end_tag(self, begin: int) -> int:
        html = self.html
        if not self.open:
            raise _unparsable(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        end = _until(html, begin + 2, ">")
        tag = html[begin + 2 : end].lower()
        position = _past_space(html, end)
        if not html.startswith(">", position):
            raise _unparsable(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        opened = self.open.pop()
        if tag and tag != opened.tag:
            raise _unparsable(
                f'Unmatched end tag at byte offset {self._bytes(begin)}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        if self.offset > opened.offset:
            self._close(opened)
        return position + 1

    def _close(self, opened: _Open) -> None:
        kind, argument = TYPES[opened.tag], opened.argument
        offset, length = opened.offset, self.offset - opened.offset
        last = self.entities[-1] if self.entities else None
        same_stretch = last is not None and (last.offset, last.length) == (offset, length)
        match kind:
            case "text_link":
                address = link(argument or "".join(self.out[opened.start :]))
                if not address:
                    return
                argument = address
            case "custom_emoji":
                if not argument.isdecimal() or int(argument) == 0:
                    raise _unparsable("Invalid custom emoji identifier specified")
            case "pre" if same_stretch and last is not None and last.type == "code" and last.argument:
                self.entities.pop()
                argument = last.argument
            case "code" if same_stretch and last is not None and last.type == "pre" and argument:
                self.entities.pop()
                kind = "pre"
            case "blockquote" if argument:
                kind, argument = "expandable_blockquote", ""
            case "spoiler":
                argument = ""
            case _:
                pass
        self.entities.append(Entity(kind, offset, length, argument))

    def _bytes(self, position: int) -> int:
        return len(self.html[:position].encode(errors="surrogatepass"))


def _unparsable(what: str) -> Exception:
    return bad_request(f"can't parse entities: {what}")


def _until(html: str, position: int, ends: str) -> int:
    while position < len(html) and html[position] not in _SPACE and html[position] not in ends:
        position += 1
    return position


def _past_space(html: str, position: int) -> int:
    while position < len(html) and html[position] in _SPACE:
        position += 1
    return position


def _meaning(tag: str, name: str, value: str) -> str:
    match tag, name:
        case "a", "href":
            return value
        case "code", "class" if value.startswith("language-"):
            return value.removeprefix("language-")
        case "span", "class" if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case "tg-emoji", "emoji-id":
            return value
        case "blockquote", "expandable":
            return name
        case _:
            return ""


def _reference(html: str, position: int) -> tuple[str, int]:
    found = _REFERENCE.match(html, position)
    if found is None:
        return "&", position + 1
    hexadecimal, decimal, named = found.groups()
    if named is not None:
        char = _NAMED.get(named)
        return ("&", position + 1) if char is None else (char, found.end())
    digits = hexadecimal if hexadecimal is not None else decimal
    code = int(digits or "0", 16 if hexadecimal is not None else 10) if len(digits or "") < 10 else 0
    if not 0 < code < 0x10FFFF:
        return "&", position + 1
    return chr(code), found.end()


def _decoded(value: str) -> str:
    pieces: list[str] = []
    position = 0
    while (found := value.find("&", position)) >= 0:
        char, after = _reference(value, found)
        pieces += value[position:found], char
        position = after
    return "".join([*pieces, value[position:]])


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
    if kind not in TYPES.values() and kind != "expandable_blockquote":
        return None  # Telegram finds links, commands and the like by itself
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
