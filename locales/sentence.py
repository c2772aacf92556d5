"""A sentence of a catalogue, taken apart once so that saying it is only joining strings."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

PLACEHOLDER: Final = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
MARKUP: Final = re.compile(r"</?[bi]>")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text between its placeholders: how it starts, then each placeholder's name with the text that follows
    it."""

    start: str
    rest: tuple[tuple[str, str], ...]


@lru_cache(maxsize=8192)
def take_apart(text: str, clean: Callable[[str], str]) -> Sentence:
    """The sentence in a text, each piece of it cleaned: `plain_text` or `html_text`.

    Total: what is neither `{name}` nor markup stands for itself. The catalogues of six languages fit the
    cache.
    """
    start, *rest = PLACEHOLDER.split(text)
    return Sentence(
        clean(start), tuple((name, clean(after)) for name, after in zip(rest[0::2], rest[1::2], strict=True))
    )


def is_bare(text: str) -> bool:
    """Whether the text is one placeholder and has no words of its own: then there is nothing to translate."""
    return PLACEHOLDER.fullmatch(plain_text(text)) is not None


def plain_text(text: str) -> str:
    """The text without its `<b>` and `<i>`."""
    return MARKUP.sub("", text)


def html_text(text: str) -> str:
    """The text as HTML in which `<b>` and `<i>` are markup and all else is escaped."""
    pieces: list[str] = []
    position = 0
    for tag in MARKUP.finditer(text):
        pieces += escaped(text[position : tag.start()]), tag[0]
        position = tag.end()
    pieces.append(escaped(text[position:]))
    return "".join(pieces)


def escaped(text: str) -> str:
    """The text for the inside of an HTML element, in nothing but the entities that Telegram knows."""
    return html.escape(text, quote=False)
