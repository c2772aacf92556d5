"""Keeping inserted text from turning the sentence around it: Unicode's directional isolates (UAX #9).

A name in Latin letters inside an Arabic sentence, or an Arabic name inside a French one, drags the
punctuation beside it to the wrong side. Between U+2068 (first strong isolate) and U+2069 (pop) it is laid out
by itself.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from locales.languages import Direction

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
ISOLATE_STARTS: Final = "\u2066\u2067\u2068"

# Letters of right-to-left scripts, and the controls that turn text to the right without any such letter.
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_CONTROLS: Final = re.compile("[\u2066-\u2069]")
# An isolate ends with its paragraph, whatever follows (UAX #9, BD9 and P1), so every line gets its own.
_LINE: Final = re.compile("[^\n\r\x1c-\x1e\x85\u2029]+")


def first_direction(text: str) -> Direction | None:
    """The direction of the first letter that has one (UAX #9, P2 and P3); `None` where there is no such letter."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "R" | "AL":
                return "rtl"
            case "L":
                return "ltr"
    return None


def runs_right_to_left(text: str) -> bool:
    """Whether anything in the text is written from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def isolate(text: str) -> str:
    """The text with each of its lines in an isolate of its own; no character of it is lost but a stray pop."""
    return _LINE.sub(_isolated_line, text)


def _isolated_line(line: re.Match[str]) -> str:
    return f"{FIRST_STRONG_ISOLATE}{_balanced(line[0])}{POP_ISOLATE}"


def _balanced(line: str) -> str:
    """The line with its own isolates paired, so that it can neither end ours early nor leave one open behind
    it."""
    if line.isascii() or _CONTROLS.search(line) is None:
        return line
    depth = 0
    kept: list[str] = []
    for character in line:
        if character in ISOLATE_STARTS:
            depth += 1
        elif character == POP_ISOLATE:
            if depth == 0:
                continue
            depth -= 1
        kept.append(character)
    return "".join(kept) + POP_ISOLATE * depth
