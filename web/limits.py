"""Text within Telegram's limits: what a bot may send, what Telegram finds in it, how a long text is cut."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.utf16 import utf16_length
from web.entities import Entity, given_entities, in_order
from web.refusal import bad_request
from web.telegram_html import parse_html

TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
"""In UTF-16 code units, after the entities have been parsed."""

_CLEAN = {code: " " for code in range(32) if code != 10}
"""Telegram turns control characters into spaces and keeps only the line break."""
_REMOVED = re.compile("[\r\u2028-\u202e]")
"""Carriage returns, and characters that change the direction of what follows them without an end."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """Plain text and what is meant by parts of it."""

    text: str
    entities: tuple[Entity, ...] = ()


def message_text(text: str, parse_mode: str, entities: object) -> Formatted:
    """The text of a bot's message; raises `Refusal` where Telegram refuses it."""
    if not text:
        raise bad_request("message text is empty")
    formatted = _formatted(text, parse_mode, entities)
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if utf16_length(formatted.text) > TEXT_LENGTH:
        raise bad_request("message is too long")
    return formatted


def caption_text(text: str, parse_mode: str, entities: object) -> Formatted:
    """The caption of a bot's file; raises `Refusal` where Telegram refuses it."""
    formatted = _formatted(text, parse_mode, entities)
    if utf16_length(formatted.text) > CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    return formatted


def typed_text(text: str) -> Formatted:
    """What a person typed: no markup, but commands and addresses are recognised."""
    return _recognised(_cleaned(text, []))


def _formatted(text: str, parse_mode: str, entities: object) -> Formatted:
    if len(text) > 8192 and len(text.encode(errors="replace")) > 32768:
        raise bad_request("text is too long")
    match parse_mode.lower():
        case "" | "none":
            found = given_entities(entities, text)
        case "html":
            text, found = parse_html(text)
        case _:
            raise bad_request("unsupported parse_mode")
    return _recognised(_cleaned(text, found))


def _cleaned(text: str, entities: list[Entity]) -> Formatted:
    """Without control characters and without space around it; entities moved along, blank ones dropped."""
    kept = _REMOVED.sub("", text).translate(_CLEAN)
    trimmed = kept.strip(" \n")
    if not entities:
        return Formatted(trimmed)
    lead = len(kept) - len(kept.lstrip(" \n"))
    gone = sorted(utf16_length(text[: found.start()]) for found in _REMOVED.finditer(text))
    length = utf16_length(trimmed)
    raw = trimmed.encode("utf-16-le")

    def place(offset: int) -> int:
        return min(max(offset - sum(1 for at in gone if at < offset) - lead, 0), length)

    moved = [Entity(one.type, place(one.offset), place(one.end) - place(one.offset), one.argument) for one in entities]
    return Formatted(trimmed, tuple(in_order(one for one in moved if _is_whole(one, raw))))


def _is_whole(entity: Entity, raw: bytes) -> bool:
    """Whether an entity holds more than space and begins and ends between characters."""
    try:
        return bool(raw[2 * entity.offset : 2 * entity.end].decode("utf-16-le").strip())
    except UnicodeDecodeError:
        return False


# --- What Telegram recognises by itself ---------------------------------------------------------------------

_RECOGNISED = re.compile(
    r"(?P<url>https?://[^\s<>\"«»\u061c\u200e\u200f\u2066-\u2069]+)"
    r"|(?P<email>[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9]))"
    r"|(?<![\w/@.>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/@])"
)


def _recognised(formatted: Formatted) -> Formatted:
    text = formatted.text
    if "/" not in text and "@" not in text:
        return formatted
    taken = [one for one in formatted.entities if one.type in ("code", "pre", "text_link")]
    found = []
    for match in _RECOGNISED.finditer(text):
        shown = match.group().rstrip(".,;:!?)]}'”’…。，；：！？）") if match.lastgroup == "url" else match.group()
        one = Entity(str(match.lastgroup), utf16_length(text[: match.start()]), utf16_length(shown))
        if all(one.end <= other.offset or one.offset >= other.end for other in taken):
            found.append(one)
    if not found:
        return formatted
    return Formatted(text, tuple(in_order([*formatted.entities, *found])))


# --- Long texts ---------------------------------------------------------------------------------------------

_PLACES = ("\n\n", "\n", ". ", "。", "! ", "? ", "！", "？", "; ", "؟ ", "، ", ", ", "，", " ")
"""Where a long text is best cut, the best place first."""


def split_text(text: str, length: int = TEXT_LENGTH) -> list[str]:
    """Cut a long text into messages of at most `length` UTF-16 code units, at good places, as Telegram's apps do."""
    parts = []
    rest = text.strip(" \n")
    while utf16_length(rest) > length:
        cut = _cut(rest, length)
        parts.append(rest[:cut].strip(" \n"))
        rest = rest[cut:].strip(" \n")
    return [*(part for part in parts if part), *([rest] if rest else [])]


def _cut(text: str, length: int) -> int:
    """A place in the second half of what fits; the end of what fits where there is none."""
    fits = text.encode("utf-16-le")[: 2 * length].decode("utf-16-le", "ignore")
    for place in _PLACES:
        found = fits.rfind(place, len(fits) // 2)
        if found >= 0:
            return found + len(place)
    return len(fits)
