"""Sentences for people, before they are in any language.

A flow never holds a finished sentence: it holds a `Say`, the English message identifier with typed parameters.
The catalogues (`locales`) turn it into one of the six languages, and format every parameter the way that language
does: dates, numbers, countries, lists. What a person wrote is a plain `str` parameter: rendering isolates it from the
direction of the text around it and escapes it where it must be escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
"""The working languages of the United Nations, as ISO 639-1 codes; message identifiers are in the first."""

NO_PARAMS: Mapping[str, Param] = MappingProxyType({})


def N_(text: str) -> str:
    """Mark a sentence for the catalogues and hand it back unchanged."""
    return text


@dataclass(frozen=True, slots=True)
class Day:
    """A date as precise as the person gave it: `2026`, `2026-03` or `2026-03-01` (ISO 8601)."""

    iso: str


@dataclass(frozen=True, slots=True)
class Span:
    """A period; either end may be open (`None`)."""

    start: Day | None
    end: Day | None


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and a time of it where a clock shows it: `at` bears its zone, `zone` is the IANA name of the one to tell
    it in ("Tuesday, 3 March 2026, 14:00 (Geneva time)")."""

    at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 alpha-2 code."""

    code: str


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with its ISO 4217 currency code."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address to be followed. It is marked as a link, since what is inserted into a right-to-left text is isolated
    by characters that clients would otherwise take for a part of the address."""

    url: str


@dataclass(frozen=True, slots=True)
class Several:
    """A list, joined as the language joins lists.

    `joined` is `and` ("a, b and c"), `or` ("a, b or c"), `commas` ("a, b, c"), or `apart` ("a; b; c": names that have
    commas or an "and" of their own).
    """

    items: tuple[Param, ...]
    joined: str = "and"


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence: its English identifier and what fills its `{placeholders}`.

    With `plural` and `count` set, the catalogue's plural form for `count` is taken, and `{n}` is the localised count.
    """

    text: str
    params: Mapping[str, Param] = field(default_factory=lambda: NO_PARAMS)
    plural: str | None = None
    count: int | None = None


Param: TypeAlias = "str | int | Decimal | Say | Day | Span | Moment | Country | Money | WebAddress | Several"
Tell: TypeAlias = Callable[[Say], str]
"""Gives a sentence as plain text in the person's language; a pure function that is handed in."""


def say(text: str, /, **params: Param) -> Say:
    """A sentence with parameters."""
    return Say(text, params) if params else _bare(text)


@lru_cache(maxsize=2048)
def _bare(text: str) -> Say:
    """One and the same for the same text: a prompt is made of a dozen that never change."""
    return Say(text)


def say_n(one: str, many: str, n: int, /, **params: Param) -> Say:
    """A sentence that counts: `one` and `many` are its English forms, `{n}` in them is the count."""
    return Say(one, {**params, "n": n}, plural=many, count=n)


def as_is(what: Param) -> Say:
    """A paragraph that is only a parameter: what a person wrote, a date, a country. No catalogue holds it."""
    return Say("{it}", {"it": what})
