"""Numbers, dates, countries, money and lists as each language writes them; Babel (CLDR) knows how.

Formatting a number takes Babel tens of microseconds, and a conversation shows the same few again and again,
so the results are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, get_datetime_format
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from locales.languages import BABEL_LOCALES

_CALLED: Final = {("ru", "KG"): "Кыргызстан"}
"""Where the United Nations, and those who live there, use another name than CLDR."""
_COMMAS: Final = {"ar": "، ", "zh": "、"}
_SEMICOLONS: Final = {"fr": "\u00a0; ", "ar": "؛ ", "zh": "、"}
_LEFT_TO_RIGHT_MARK: Final = "\u200e"
_ENDS_IN_SIGN: Final = re.compile(r"[A-Z]\$$")
_FIRST: Final = re.compile(r"\b1 (?=\D)")
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@lru_cache(maxsize=4096)
def number(language: str, value: int | Decimal) -> str:
    """A number with the language's separators and every digit it was given; Arabic takes Latin digits."""
    return format_decimal(value, locale=_locale(language), decimal_quantization=False)


@lru_cache(maxsize=4096)
def day(language: str, iso: str) -> str:
    """A date as precise as its ISO form: the year, the month of it, or the day in full ("1 March 2026",
    "2026年3月1日").

    What is no date comes back as it stands.
    """
    parts = _DAY.fullmatch(iso)
    if parts is None:
        return iso
    year, month, day_of_month = parts.groups()
    try:
        when = date(int(year), int(month or 1), int(day_of_month or 1))
    except ValueError:
        return iso
    if day_of_month is not None:
        return _first(language, format_date(when, format="long", locale=_locale(language)))
    return format_skeleton("y" if month is None else "yMMMM", when, locale=_locale(language))


@lru_cache(maxsize=4096)
def moment(language: str, at: datetime, zone: str) -> str:
    """A day with its weekday and a time of it, as the clock shows them in a zone, on 24 hours in every language
    ("Tuesday, 3 March 2026, 14:00"). The zone is not named.

    Raises `zoneinfo.ZoneInfoNotFoundError` for a zone that there is not.
    """
    there = at.astimezone(ZoneInfo(zone))
    locale = _locale(language)
    pattern = str(get_datetime_format("full", locale=locale)).replace("'", "")
    time = format_skeleton("Hm", there, locale=locale)
    return pattern.format(time, _first(language, format_date(there, format="full", locale=locale)))


def _first(language: str, words: str) -> str:
    """A day in words, the first of a month as an ordinal in French, which the locale data do not tell."""
    return _FIRST.sub("1er ", words, count=1) if language == "fr" else words


@cache
def month(language: str, number: int) -> str:
    """The name of a month by itself, from 1 to 12, cut short where the language does so ("Mar", "3月", "مارس")."""
    # Only Russian has other names for months that stand alone. Babel 2.18 keeps what it finds for the other languages
    # in a table that they share, so that each would get the names of the language that asked first.
    context = "stand-alone" if language == "ru" else "format"
    return str(_locale(language).months[context]["abbreviated"][number])


def country(language: str, code: str) -> str:
    """A country's name in the language, by its ISO 3166-1 alpha-2 code; an unknown code comes back as it
    stands."""
    code = code.upper()
    return _CALLED.get((language, code)) or str(_locale(language).territories.get(code, code))


def language_name(language: str, code: str) -> str:
    """What another language is called in this one; an unknown code comes back as it stands."""
    return str(_locale(language).languages.get(code, code))


@lru_cache(maxsize=1024)
def money(language: str, amount: Decimal, currency: str) -> str:
    """An amount with its currency (ISO 4217), rounded to that currency's smallest coin."""
    text = format_currency(amount, currency, locale=_locale(language))
    # A sign after Latin letters at the end, as in "US$", would be carried to their other side by the text around it.
    return f"{text}{_LEFT_TO_RIGHT_MARK}" if language == "ar" and _ENDS_IN_SIGN.search(text) else text


def several(language: str, items: Sequence[str], joined: str = "and") -> str:
    """Items joined as the language joins them: `and` ("a, b and c"), `or`, `commas`, or `apart` ("a; b; c").

    Chinese needs no "and" and nothing stronger than its comma: names of areas hold 和, but never 、.
    """
    match joined:
        case "or":
            return format_list(items, style="or", locale=_locale(language))
        case "commas":
            return _COMMAS.get(language, ", ").join(items)
        case "apart":
            return _SEMICOLONS.get(language, "; ").join(items)
    if language == "zh":
        return _COMMAS["zh"].join(items)
    return format_list(items, locale=_locale(language))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(BABEL_LOCALES[language])
