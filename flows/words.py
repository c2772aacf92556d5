"""Words: counting them in any of the six languages, and bringing what people type to a form that can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from flows.digits import ascii_digits

_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_ONE_HAN: Final = re.compile(f"[{_HAN}]")
_QUOTES: Final = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'"}
)
_AROUND: Final = " \"'.,;:?…·*_~،؛؟。、；：？！!「」『』《》〈〉【】"
_APOSTROPHES: Final = frozenset("'’‘ʼʻ`´")
_UNIFIED: Final = str.maketrans(
    {
        # Letters that Unicode does not take apart.
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
        # Arabic letters that are written for one another, and the Persian forms that many keyboards give.
        "ة": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ٱ": "ا", "ک": "ك", "ڪ": "ك", "ھ": "ه", "ہ": "ه", "ە": "ه",
        "ء": None, "ـ": None,
    }
)  # fmt: skip


def count_words(text: str) -> int:
    """How many words: tokens between white space that hold a letter or a digit; each Han character is one."""
    text = unicodedata.normalize("NFKC", text)
    tokens = _ONE_HAN.sub(" ", text).split()
    return len(_ONE_HAN.findall(text)) + sum(any(map(str.isalnum, token)) for token in tokens)


def count_characters(text: str) -> int:
    """How many characters as a Chinese reader counts 字: white space does not count."""
    return len(unicodedata.normalize("NFC", "".join(text.split())))


def mostly_han(text: str) -> bool:
    """Whether more than half of the letters are Han characters."""
    letters = sum(map(str.isalpha, text))
    return 2 * len(_ONE_HAN.findall(text)) > letters


def bare(said: str) -> str:
    """What was typed on one line, at its plainest.

    Compatibility forms (full-width, ligatures) and digits are unified, invisible marks dropped, quotes straightened,
    white space collapsed, and the quotes and full stops around it taken off.
    """
    if not said.isascii():
        # First, since a letter and an accent that such a mark stood between become one.
        said = "".join(c for c in said if c.isspace() or unicodedata.category(c) not in {"Cf", "Cc", "Cs", "Co", "Cn"})
        said = ascii_digits(unicodedata.normalize("NFKC", said)).translate(_QUOTES)
    return " ".join(said.split()).strip(_AROUND)


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name brought to the form in which names are compared.

    Case, accents, Arabic letter variants and punctuation make no difference; every word counts ("Ltd" too). An
    apostrophe joins ("d'Ivoire" is `divoire`), other punctuation parts words. A name of signs alone keeps them.
    """
    text = unicodedata.normalize("NFKD", ascii_digits(unicodedata.normalize("NFKC", name)).casefold())
    kept = "".join(_as_compared(c) for c in text).translate(_UNIFIED)
    # Signs that stood apart have an order of their own once they stand together.
    return " ".join(kept.split()) or unicodedata.normalize("NFKD", "".join(text.split()))


def _as_compared(character: str) -> str:
    if character.isalnum():
        return character
    if character in _APOSTROPHES or unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return " " if character in "\t\n\r" else ""
    return " "


def glance(said: str, most: int = 60) -> str:
    """What a person wrote, short enough to be repeated in a sentence."""
    line = " ".join(said.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
