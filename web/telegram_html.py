"""Telegram's HTML, as a bot writes it, taken apart into plain text and entities.

Tags, references and the wording of errors follow TDLib's own parser; offsets in errors are bytes of UTF-8.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.utf16 import utf16_length
from web.entities import Entity, in_order, link
from web.refusal import Refusal, bad_request

_SPECIAL = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]*)|#([0-9]*)|([A-Za-z]*));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_SPACE = " \t\r\n\v"
_TAGS = {
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
        if tag not in _TAGS:
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
        kind, argument = _TAGS[opened.tag], opened.argument
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


def _unparsable(what: str) -> Refusal:
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
