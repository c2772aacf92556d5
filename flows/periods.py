"""Reads periods as people write them: "March 2026 to June 2027", "с марта 2026", "two years from May 2026".

A period is cut at each place where it could be in two; the first cut that leaves a date on both sides is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, TypeAlias

from flows import date_words
from flows.dates import Doubt, Reading, duration, lasting, read_date, unmarked
from flows.words import fold

_DASHES: Final = re.compile(r"\s*[—–―‒~〜～]+\s*|\s+[-‐‑]+\s+|\s*->\s*|\s*-{2,}\s*|\s*\.{2,}\s*|\s*→\s*")
_HYPHEN: Final = re.compile("[-‐‑]")
_SLASH: Final = re.compile(r"\s*/\s*")
_QUARTER: Final = re.compile(
    r"(?:q|t|кв|第)?\s*([1-4]|[一二三四])\s*(?:-?(?:й|st|nd|rd|th|er|e|eme|o))?\s*"
    r"(?:q|quarter|trimestre|квартал[а]?|кв|季度|季)?\.?\s*(?:of|de|du|del)?\s*(\d{4})\s*(?:года|г)?\.?"
)
_NUMBERED_QUARTER: Final = re.compile(r"q|t[1-4]|[1-4]t|quarter|trimestre|кв|季")


_LASTS: Final = re.compile(r"^(?:for|pour|pendant|por|durante|на|لمدة|مدة|为期)?\s*")
_LASTS_HERE: Final = re.compile(r"\b(?:for|pour|pendant|por|durante|на)\s|لمدة\s|为期|,\s*|(?<=起)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one ISO date to another; `None` where it is open."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A period of which an end is not clear yet, and what may have been meant."""

    doubt: Doubt
    meant: tuple[Stretch, ...] = ()


PeriodReading: TypeAlias = "Stretch | Doubtful | None"


def read_period(said: str, language: str, today: date) -> PeriodReading:
    """Read a period; `None` where none can be seen."""
    line = unmarked(said)
    if not line or len(line) > 150:
        return None
    if fold(line) in date_words.LASTING:
        return Stretch(None, None)
    if (days := _days_of_a_month(line, language, today)) is not None:
        return days
    # "from 2026" and "by 2028" have one end, though a date may have such words in it as well.
    begun = any(_without_before(line, words) != line for words in (_start_words(), _end_words()))
    if begun and isinstance(one_end := _one_end(line, language, today), Stretch):
        return one_end
    whole = read_date(line, language, today)
    if isinstance(whole, str):
        return Stretch(whole, whole)
    if (quarter := _quarter(line)) is not None:
        return quarter
    doubtful: Doubtful | None = None
    for left, right in _cuts(line):
        match _joined(left, right, language, today):
            case Stretch() as found:
                return found
            case Doubtful() as found:
                doubtful = doubtful or found
    match _one_end(line, language, today):
        case Stretch() as found:
            return found
        case Doubtful() as found:
            doubtful = doubtful or found
    if doubtful is not None:
        return doubtful
    if isinstance(whole, Doubt):
        return Doubtful(whole, tuple(Stretch(iso, iso) for iso in whole.meant))
    return None


def _cuts(line: str) -> Iterator[tuple[str, str]]:
    """Every way to cut the line in two, the surest first: at dashes, at words, at a hyphen, at a slash."""
    for pattern in (_DASHES, _end_words(), _HYPHEN, _SLASH):
        for cut in pattern.finditer(line):
            left, right = line[: cut.start()].strip(" ,"), line[cut.end() :].strip(" ,")
            if left and right:
                yield left, right


def _joined(left: str, right: str, language: str, today: date) -> PeriodReading:
    right = _without_before(right, _end_words())
    left = _without_before(left, _start_words())
    if fold(right) in date_words.LASTING:
        return _from(read_date(left, language, today))
    if (spread := _quarters(left, right)) is not None:
        return spread
    end = read_date(right, language, today)
    start = read_date(left, language, today)
    if not isinstance(start, str) and isinstance(end, str):
        start = _completed(left, right, language, today) or start
    if isinstance(start, str) and not isinstance(end, str):
        end = _shortened(start, right, language, today) or end
    match start, end:
        case str(), str():
            return Stretch(start, end)
        case Doubt(), str():
            return Doubtful(start, tuple(Stretch(iso, end) for iso in start.meant))
        case str(), Doubt():
            return Doubtful(end, tuple(Stretch(start, iso) for iso in end.meant))
        case Doubt(), Doubt():
            return Doubtful(start, tuple(map(Stretch, start.meant, end.meant)))
        case _:
            return None


def _days_of_a_month(line: str, language: str, today: date) -> Stretch | None:
    """ "March 1-15, 2026"."""
    found = re.fullmatch(
        r"([^\W\d_]+\.?) (\d{1,2})[a-z]{0,2}\s?(?:[-–—]|to|through)\s?(\d{1,2})[a-z]{0,2},? (\d{4})", line
    )
    if found is None:
        return None
    month, first, last, year = found.groups()
    start, end = (read_date(f"{day} {month} {year}", language, today) for day in (first, last))
    return Stretch(start, end) if isinstance(start, str) and isinstance(end, str) else None


def _completed(left: str, right: str, language: str, today: date) -> str | None:
    """The beginning in "March to June 2027", "1 to 15 March 2026": what it lacks stands at the end."""
    year = re.search(r"\d{4}", right)
    tries = [f"{left} {year[0]}", f"{year[0]}年{left}"] if year else []
    if re.fullmatch(r"\d{1,2}(?:\s?[^\W\d_]{1,2})?", left):
        # Only a day stands on the left: the month is the right's too.
        tries = [re.sub(r"^\d{1,2}", re.sub(r"\D", "", left), right, count=1), *tries]
        if month := re.match(r"([^\W\d_]+)\s+\d{1,2}\b", right):
            tries = [f"{month[1]} {left} {year[0]}" if year else "", *tries]
    for guess in tries:
        found = read_date(guess, language, today)
        if isinstance(found, str):
            return found
    return None


def _shortened(start: str, right: str, language: str, today: date) -> str | None:
    """The end in "2026–28", "2026年3月至6月", "1 March 2026 to 5 April": what it lacks is the beginning's."""
    year = int(start[:4])
    if re.fullmatch(r"\d{2}", right) and len(start) == 4 and int(right) > year % 100:
        return f"{year // 100}{right}"
    if re.fullmatch(r"\d{1,2}\s*[日号]?", right) and len(start) == 10:
        day = re.sub(r"\D", "", right)
        found = read_date(f"{start[:8]}{int(day):02}", language, today)
        return found if isinstance(found, str) else None
    match read_date(right, language, today):
        case Doubt(why="year"):
            for guess in (f"{right} {year}", f"{year}年{right}"):
                found = read_date(guess, language, today)
                if isinstance(found, str):
                    # "November 2026 to February" ends in the year after.
                    return found if found >= start[: len(found)] else str(year + 1) + found[4:]
    return None


def _one_end(line: str, language: str, today: date) -> PeriodReading:
    """A period with one end: "from 2026", "2026 onwards", "until 2028", "ongoing since 2024"."""
    if (timed := _timed(line, language, today)) is not None:
        return timed
    words = line
    for lasting_words in sorted(date_words.LASTING, key=len, reverse=True):
        if fold(words).startswith(lasting_words + " "):
            words = words[len(lasting_words) :].strip(" ,(")
            break
    for after in date_words.STARTS_AFTER:
        if words.endswith(after) and len(words) > len(after):
            rest = _without_before(words.removesuffix(after).strip(" ,"), _start_words())
            if (found := _from(read_date(rest, language, today))) is not None:
                return found
    for after in date_words.ENDS_AFTER:
        if words.endswith(after) and len(words) > len(after):
            rest = _without_before(words.removesuffix(after).strip(" ,"), _end_words())
            if (found := _until(read_date(rest, language, today))) is not None:
                return found
    # "до", "hasta" and "until" come before words that may also begin a period ("de", "по").
    rest = _without_before(words, _end_words())
    if rest != words and (found := _until(read_date(rest, language, today))) is not None:
        return found
    if (rest := _without_before(words, _start_words())) != words:
        return _from(read_date(rest, language, today))
    return None


def _timed(line: str, language: str, today: date) -> PeriodReading:
    """A length and a beginning, in either order."""
    for begins in re.finditer(_start_words(), line):
        before, rest = line[: begins.start()].strip(" ,"), line[begins.end() :].strip(" ,")
        if length := duration(fold(_LASTS.sub("", before))):
            start = read_date(rest, language, today)
            return Stretch(start, lasting(start, *length)) if isinstance(start, str) else None
    for lasts in _LASTS_HERE.finditer(line):
        if length := duration(fold(line[lasts.end() :])):
            begins_at = _without_before(line[: lasts.start()].strip(" ,"), _start_words())
            start = read_date(re.sub("起$", "", begins_at), language, today)
            return Stretch(start, lasting(start, *length)) if isinstance(start, str) else None
    return None


def _from(start: Reading) -> PeriodReading:
    match start:
        case str():
            return Stretch(start, None)
        case Doubt():
            return Doubtful(start, tuple(Stretch(iso, None) for iso in start.meant))
        case None:
            return None


def _until(end: Reading) -> PeriodReading:
    match end:
        case str():
            return Stretch(None, end)
        case Doubt():
            return Doubtful(end, tuple(Stretch(None, iso) for iso in end.meant))
        case None:
            return None


def _quarter(line: str) -> Stretch | None:
    """A quarter of a year: "Q3 2026", "3e trimestre 2026", "III"-less; 2026年第三季度."""
    line = re.sub(r"^(\d{4})\s*(?:年)?\s*(?:[-/ ]\s*)?((?:q|t|第)\s*[1-4一二三四].*)$", r"\2 \1", line)
    found = _QUARTER.fullmatch(line) if _NUMBERED_QUARTER.search(line) else None
    if found is None:
        return None
    number = "一二三四".find(found[1]) + 1 or int(found[1])
    return Stretch(f"{found[2]}-{3 * number - 2:02}", f"{found[2]}-{3 * number:02}")


def _quarters(left: str, right: str) -> Stretch | None:
    end = _quarter(right)
    if end is None:
        return None
    year = end.start[:4] if end.start else ""
    start = _quarter(left) or _quarter(f"{left} {year}")
    return Stretch(start.start, end.end) if start else None


def _without_before(text: str, words: re.Pattern[str]) -> str:
    found = words.match(text)
    return text[found.end() :].strip(" ,:") if found else text


@cache
def _start_words() -> re.Pattern[str]:
    return _any_of(date_words.STARTS)


@cache
def _end_words() -> re.Pattern[str]:
    return _any_of(date_words.ENDS)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words as a whole word; Chinese and the Arabic "و" stand directly before what follows."""
    parts = (re.escape(word) if not word[-1].isascii() and word[-1] > "\u2e80" else _whole(word) for word in words)
    return re.compile(r"\s*(?:" + "|".join(parts) + r")\s*", re.IGNORECASE)


def _whole(word: str) -> str:
    if word == "و":
        return r"(?<!\w)و(?=\w)"
    return rf"(?<!\w){re.escape(word)}(?!\w)"
