"""Reads dates as people write them, in six languages: "1 March 2026", "01.03.2026", "2026年3月", "next month".

What comes back is as precise as what was written. Where one writing has several meanings, all of them are handed
back, so that the person can say which was meant: nothing is guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, TypeAlias

from flows import date_words
from flows.tables import phrases
from flows.words import bare, fold

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199

_HAN_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_HAN_NUMERALS: Final = "〇○零一二三四五六七八九十"
_HAN_NUMBER: Final = re.compile(
    f"(?<![{_HAN_NUMERALS}])[{_HAN_NUMERALS}]++(?=[年月日号號])|(?<=[年月])[{_HAN_NUMERALS}]++$"
)
_HAN_DATE: Final = re.compile(r"(\d{2,4})\s*年(?:度)?(?:\s*(\d{1,2})\s*月份?(?:\s*(\d{1,2})\s*[日号號]?)?)?")
_HAN_MONTH: Final = re.compile(r"(\d{1,2})\s*月份?(?:\s*(\d{1,2})\s*[日号號]?)?")
_HAN_WEEKDAY: Final = re.compile("[(（]?(?:星期|周|礼拜|週)[一二三四五六日天][)）]?")
_HAN_YEARS: Final = {"今年": 0, "本年": 0, "明年": 1, "后年": 2, "去年": -1}
_YEAR_FIRST: Final = re.compile(r"(\d{4})\s?[-/.]\s?(\d{1,2})(?:\s?[-/.]\s?(\d{1,2}))?")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})\s?([-/. ])\s?(\d{1,2})\s?[-/. ]\s?(\d{4}|\d{2})")
_MONTH_AND_YEAR: Final = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{4})")
_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+", re.UNICODE)
_ORDINALS: Final = frozenset(map(fold, phrases("st, nd, rd, th, er, ère, re, e, ème, o, a, ое, го, й, е")))
_SPANNING: Final = re.compile(r"[-‐-―−~〜～/→]|(?<!\w)(?:à|au)(?!\w)")
_CLOCK: Final = re.compile(r"[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A date that is not clear yet.

    `why` is `order` (day or month first), `century` (two digits for the year), `year` (none given), `impossible` (no
    such day) or `far` (a year beyond reason); `meant` holds what may have been meant, as ISO dates.
    """

    why: str
    meant: tuple[str, ...] = ()


Reading: TypeAlias = "str | Doubt | None"
"""An ISO date as precise as given; a doubt; or `None` where no date can be seen."""


def read_date(said: str, language: str, today: date) -> Reading:
    """Read a date; `language` decides what it means where languages differ, `today` what "tomorrow" is."""
    line = _CLOCK.sub("", unmarked(said))
    if not line or len(line) > 100:
        return None
    for read in (_numeric, _han, _relative, _in_words):
        if (found := read(line, language, today)) is not None:
            return found
    return None


def unmarked(said: str) -> str:
    """The line in small letters, without the vowel signs and the stretching that Arabic may be written with."""
    return re.sub("[\u0640\u064b-\u0652]", "", bare(said).casefold())


def first_day(iso: str) -> date:
    """The first day of what an ISO date of any precision names."""
    year, month, day = _parts(iso)
    return date(year, month or 1, day or 1)


def last_day(iso: str) -> date:
    """The last day of what an ISO date of any precision names."""
    year, month, day = _parts(iso)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def precision(iso: str) -> str:
    """`year`, `month` or `day`."""
    return ("year", "month", "day")[iso.count("-")]


def _parts(iso: str) -> tuple[int, int, int]:
    year, month, day = (*map(int, iso.split("-")), 0, 0)[:3]
    return year, month, day


def _made(year: int, month: int | None = None, day: int | None = None) -> str | Doubt:
    """The ISO date, or the doubt that it can be one."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Doubt("far")
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12:
        return Doubt("impossible")
    if day is None:
        return f"{year:04}-{month:02}"
    days = monthrange(year, month)[1]
    if not 1 <= day <= 31:
        return Doubt("impossible")
    if day > days:
        after = date(year, month, days) + timedelta(days=1)
        return Doubt("impossible", (f"{year:04}-{month:02}-{days:02}", after.isoformat()))
    return f"{year:04}-{month:02}-{day:02}"


def _numeric(line: str, language: str, today: date) -> Reading:
    if re.fullmatch(r"\d{4}", line):
        return _made(int(line))
    if found := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", line):
        made = _made(*map(int, found.groups()))
        return made if isinstance(made, str) else None
    if found := _YEAR_FIRST.fullmatch(line):
        year, month = int(found[1]), int(found[2])
        day = _number(found[3])
        if 12 < month <= 31 and day is not None and 1 <= day <= 12:
            year_day_month = _made(year, day, month)
            return Doubt("order", (year_day_month,)) if isinstance(year_day_month, str) else year_day_month
        return _made(year, month, day)
    if found := _MONTH_AND_YEAR.fullmatch(line):
        return _made(int(found[2]), int(found[1]))
    if found := _YEAR_LAST.fullmatch(line):
        return _day_and_month(int(found[1]), int(found[3]), found[4], found[2], language)
    return None


def _day_and_month(one: int, other: int, year: str, sign: str, language: str) -> Reading:
    """Numbers such as 3/4/2026: a dot, or a language that writes the day first, decides; else both are possible."""
    if len(year) == 2:
        orders = _orders(one, other, 2000 + int(year), sign, language)
        return Doubt("century", tuple(iso for iso in orders if isinstance(iso, str)))
    orders = _orders(one, other, int(year), sign, language)
    possible = [iso for iso in dict.fromkeys(orders) if isinstance(iso, str)]
    if len(possible) > 1:
        return Doubt("order", tuple(possible))
    return possible[0] if possible else orders[0]


def _orders(one: int, other: int, year: int, sign: str, language: str) -> list[str | Doubt]:
    day_first = _made(year, other, one)
    if one == other or (isinstance(day_first, str) and (sign == "." or language in ("fr", "es", "ru", "ar"))):
        return [day_first]
    return [day_first, _made(year, one, other)]


def _han(line: str, language: str, today: date) -> Reading:
    if not re.search("[年月]", line):
        return None
    line = _HAN_WEEKDAY.sub("", line)
    for word, years in _HAN_YEARS.items():
        line = line.replace(word, f"{today.year + years}年") if line != word else line
    line = _HAN_NUMBER.sub(lambda found: _han_number(found[0]), line).strip()
    if found := _HAN_DATE.fullmatch(line):
        year, month, day = int(found[1]), _number(found[2]), _number(found[3])
        if len(found[1]) == 2:
            made = _made(2000 + year, month, day)
            return Doubt("century", (made,)) if isinstance(made, str) else made
        return _made(year, month, day)
    if found := _HAN_MONTH.fullmatch(line):
        return _without_year(int(found[1]), _number(found[2]), today)
    return None


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _han_number(digits: str) -> str:
    if "十" not in digits:
        return "".join(str(_HAN_DIGITS[digit]) for digit in digits)
    tens, _, ones = digits.partition("十")
    value = _HAN_DIGITS.get(tens, 1 if not tens else 0) * 10 + _HAN_DIGITS.get(ones, 0)
    return str(value)


def _relative(line: str, language: str, today: date) -> Reading:
    words = fold(line)
    if (found := date_words.relatives().get(words)) is not None:
        return _moved(today, *found)
    if (distance := duration(_without_ahead(words))) is not None and _without_ahead(words) != words:
        return _moved(today, *distance)
    return None


def duration(words: str) -> tuple[int, str] | None:
    """How long: "18 months", "two years", "شهرين", "3个月", as a number and `day`, `week`, `month` or `year`."""
    if (dual := date_words.duals().get(words)) is not None:
        return dual
    for cut in range(1, min(len(words), 30)):
        number, unit = words[:cut].strip(), date_words.units().get(words[cut:].strip())
        if unit is None:
            continue
        if number.isdecimal() and len(number) <= 3:
            return int(number), unit
        if number in date_words.small_numbers():
            return date_words.small_numbers()[number], unit
    return None


def _without_ahead(words: str) -> str:
    for ahead in date_words.AHEAD:
        if words.startswith(ahead) and len(words) > len(ahead):
            return words.removeprefix(ahead).strip()
    for behind in date_words.AHEAD_AFTER:
        if words.endswith(behind):
            return words.removesuffix(behind).strip()
    return words


def _moved(today: date, number: int, unit: str) -> str | Doubt:
    match unit:
        case "day" | "week":
            moved = today + timedelta(days=number * (7 if unit == "week" else 1))
            return _made(moved.year, moved.month, moved.day)
        case "month":
            months = today.year * 12 + today.month - 1 + number
            return _made(months // 12, months % 12 + 1)
        case _:
            return _made(today.year + number)


def lasting(iso: str, number: int, unit: str) -> str:
    """The last day, month or year of a period that begins at `iso` and lasts `number` units."""
    year, month, day = _parts(iso)
    if unit == "year" and not month:
        return f"{year + number - 1:04}"
    if unit in ("month", "year") and not day:
        months = year * 12 + (month or 1) - 1 + number * (12 if unit == "year" else 1) - 1
        return f"{months // 12:04}-{months % 12 + 1:02}"
    if unit in ("month", "year"):
        months = year * 12 + month - 1 + number * (12 if unit == "year" else 1)
        year, month = months // 12, months % 12 + 1
        return (date(year, month, min(day, monthrange(year, month)[1])) - timedelta(days=1)).isoformat()
    return (first_day(iso) + timedelta(days=number * (7 if unit == "week" else 1) - 1)).isoformat()


def _in_words(line: str, language: str, today: date) -> Reading:
    """A date with a month's name in it, in whatever order."""
    tokens = [fold(token) for token in _TOKEN.findall(re.sub(r"(?<=\d)(?=[^\W\d_])", " ", line))]
    months, numbers, unknown = _sorted_out(tokens, spanning=_SPANNING.search(line) is not None)
    if unknown or len(months) > 1 or not 1 <= len(numbers) + len(months) <= 3:
        return None
    if not months:
        # "2026 года", "the year 2026".
        return _made(int(numbers[0])) if len(numbers) == 1 and len(numbers[0]) == 4 else None
    years = [number for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) <= 2]
    if len(years) + len(days) != len(numbers) or len(years) > 1:
        return None
    month = months[0]
    if years and len(days) <= 1:
        return _made(int(years[0]), month, days[0] if days else None)
    if len(days) == 2:
        day, year = days if days[0] <= 31 else reversed(days)
        made = _made(2000 + year, month, day)
        return Doubt("century", (made,)) if isinstance(made, str) else made
    if days and days[0] > 31:
        made = _made(2000 + days[0], month)
        return Doubt("century", (made,) if isinstance(made, str) else ())
    doubt = _without_year(month, days[0] if days else None, today)
    if isinstance(doubt, Doubt) and days and abs(2000 + days[0] - today.year) <= 15:
        # "Mar 26" may be the month of a year.
        return Doubt("year", (*doubt.meant, f"{2000 + days[0]}-{month:02}"))
    return doubt


def _sorted_out(tokens: list[str], *, spanning: bool) -> tuple[list[int], list[str], list[str]]:
    """The months, the numbers and the words not understood; `spanning`: a sign or word between two dates is there."""
    names, weekdays = date_words.months(), date_words.weekdays()
    months: list[tuple[int, str]] = []
    numbers: list[str] = []
    unknown: list[str] = []
    skip = False
    for token, following in pairwise([*tokens, ""]):
        if skip:
            skip = False
        elif token.isdecimal():
            numbers.append(token)
        elif (number := names.get(f"{token} {following}")) is not None:
            months.append((number, token))
            skip = True
        elif (number := names.get(token) or names.get(token.removeprefix("و"))) is not None:
            months.append((number, token))
        elif token in weekdays or token in date_words.FILLERS or (numbers and token in _ORDINALS):
            continue
        else:
            unknown.append(token)
    # "mar. 3 juin" is a Tuesday; "Jan-Mar 2027" and "Mar 1 - Jun 2027" are two months.
    first, second, *_ = (*(token for token in tokens if token not in date_words.FILLERS), "", "")
    if len(months) == 2 and not spanning and first in weekdays and second.isdecimal() and len(second) <= 2:
        months = months[1:]
    return [number for number, _ in months], numbers, unknown


def _without_year(month: int, day: int | None, today: date) -> Reading:
    """A day or month whose year was left out: the next one and the one after it may be meant."""
    if not 1 <= month <= 12:
        return None
    year = today.year if (month, day or 31) >= (today.month, today.day) else today.year + 1
    made = (_made(year, month, day), _made(year + 1, month, day))
    return Doubt("year", tuple(iso for iso in made if isinstance(iso, str)))
