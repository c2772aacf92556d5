"""Time zones as people live by them: that of a country, or whatever somebody types to name one, in six languages.

Zones are names of the IANA database; `flows.zone_names` says what each is called. Those of a country that show the same
time all year count as one, named after the city that people know best, so that nobody is asked to choose between
clocks that agree.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import get_global

from flows import countries
from flows.tables import phrases, rows
from flows.waking import known_zone
from flows.wording import LANGUAGES
from flows.words import bare, fold
from flows.zone_names import cities, city, current
from flows.zone_places import MAIN, ONE_BY_LAW, PLACES, SHARED, SHORT_NAMES

_OFFSET: Final = re.compile(
    r"(?:utc|gmt|уцт|всв|tuc|غرينتش|格林尼治|世界时)?\s*([+\-−–—])\s*(\d{1,2})(?:[:.h]?(\d{2}))?", re.IGNORECASE
)
_MOST_AHEAD, _MOST_BEHIND = 14, 12
_ZONE_WORDS: Final = frozenset(
    map(
        fold,
        phrases("""
            time, timezone, zone, local, standard, in, the, of, heure, heures, fuseau, horaire, locale, de, du, d, à
            hora, horas, zona, horaria, huso, horario, en, время, времени, по, часовой, пояс, в, г, توقيت, بتوقيت, في
            المحلي, منطقة, زمنية
        """),
    )
)
_HAN_ENDING: Final = re.compile(r"(?:标准)?(?:时间|时区|時間|市)$")
_PARTS: Final = re.compile(r"[,;،؛，、/()（）\n]|\s[-–—]\s")
_CLOSE: Final = 75
"""From this likeness (0 to 100) a city is suggested."""
_STEPS, _STEP = 37, timedelta(days=10)


def zone_of(person_zone: str | None, country: str | None, now: datetime) -> tuple[str, bool]:
    """The zone to tell somebody times in, and whether it is known to be theirs: it is UTC, and not, where neither they
    nor their country say it."""
    if person_zone:
        return known_zone(person_zone), True
    theirs = of_country(country, now) if country else ()
    return (theirs[0], True) if len(theirs) == 1 else ("UTC", False)


@lru_cache(maxsize=512)
def _of_country(code: str, month: datetime) -> tuple[str, ...]:
    if code in ONE_BY_LAW:
        return (ONE_BY_LAW[code],)
    listed = [str(zone) for zone in get_global("territory_zones").get(code, ())]
    alike: dict[tuple[timedelta | None, ...], list[str]] = {}
    for zone in sorted(listed, key=lambda zone: (_rank(zone), listed.index(zone))):
        alike.setdefault(_clock(zone, month), []).append(zone)
    return tuple(zones[0] for zones in alike.values())


def of_country(code: str, now: datetime) -> tuple[str, ...]:
    """The zones of a country (ISO 3166-1 alpha-2) whose clocks differ in the year to come, the best known first.

    225 of 249 countries and territories have one; an unknown code has none.
    """
    return _of_country(code.upper(), now.replace(day=1, hour=0, minute=0, second=0, microsecond=0))


def named(said: str, language: str, now: datetime) -> tuple[str, ...]:
    """The zones that these words name: one where it is certain, several where a choice is left.

    Understood are names of the IANA database, distances from UTC ("UTC+3"), short names ("EAT"), cities in any of the
    six languages, and countries.
    """
    words = bare(said)
    if (exact := _by_its_name(words)) is not None:
        return (exact,)
    if (offset := _OFFSET.fullmatch(words)) is not None:
        return _at_distance(offset, now)
    if found := _place(words, language, now):
        return found
    # "Geneva, Switzerland": the most exact part decides.
    parts = [part for part in map(str.strip, _PARTS.split(words)) if part]
    for found in (_place(part, language, now) for part in parts if len(parts) > 1):
        if found:
            return found
    return ()


def close(said: str, language: str, now: datetime, most: int = 3) -> tuple[str, ...]:
    """The zones whose cities are most like these words, best first; and those of a country that is named among them."""
    from rapidfuzz import fuzz, process

    words = _without_zone_words(fold(bare(said)))
    if not words or len(words) > 80:
        return ()
    if inside := _mentioned(words):
        return inside[:most]
    names = _names()
    found: dict[str, None] = {}
    for name, _, _ in process.extract(words, names.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=2 * most):
        found.update(dict.fromkeys(names[name]))
    for code in countries.close(said, language, most=1):
        found.update(dict.fromkeys(of_country(code, now)))
    return tuple(found)[:most]


def _rank(zone: str) -> int:
    known = phrases(MAIN)
    return known.index(zone) if zone in known else len(known)


@lru_cache(maxsize=2048)
def _clock(zone: str, since: datetime) -> tuple[timedelta | None, ...]:
    """What a zone's clocks show in the year to come: two zones with the same are one to live by."""
    there = ZoneInfo(zone)
    return tuple((since + step * _STEP).astimezone(there).utcoffset() for step in range(_STEPS))


@cache
def _zones() -> tuple[str, ...]:
    """Every zone of a country or territory."""
    territories = get_global("territory_zones")
    return tuple(
        dict.fromkeys(str(zone) for code, listed in territories.items() if code not in {"001", "ZZ"} for zone in listed)
    )


@cache
def _by_iana_name() -> dict[str, str]:
    found = {zone.casefold(): zone for zone in _zones()}
    for first, today in get_global("zone_aliases").items():
        found.setdefault(str(first).casefold(), str(today))
    return {name: zone for name, zone in found.items() if "/" in name and not zone.startswith("Etc/")}


def _by_its_name(words: str) -> str | None:
    """A zone by its name in the IANA database, however it is cased, with blanks for its underlines."""
    if fold(words) in ("utc", "etc utc"):
        return "UTC"
    if (zone := _by_iana_name().get(words.replace(" ", "_").casefold())) is not None:
        return current(zone)
    if (fixed := re.fullmatch(r"etc/gmt([+-]\d{1,2})", words, re.IGNORECASE)) is not None:
        hours = -int(fixed[1])
        return _fixed(hours) if -_MOST_BEHIND <= hours <= _MOST_AHEAD else None
    return None


def _at_distance(offset: re.Match[str], now: datetime) -> tuple[str, ...]:
    """The zones at a distance from UTC: the fixed one, or where no such hour is whole, those that keep to it."""
    hours, minutes = int(offset[2]), int(offset[3] or 0)
    sign = 1 if offset[1] == "+" else -1
    if minutes == 0:
        hours *= sign
        return (_fixed(hours),) if -_MOST_BEHIND <= hours <= _MOST_AHEAD else ()
    distance = sign * timedelta(hours=hours, minutes=minutes)
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return tuple(zone for zone in _zones() if all(one == distance for one in _clock(zone, month)))


def _fixed(hours: int) -> str:
    """The zone so many hours ahead of UTC. The signs of these names are the other way round."""
    return f"Etc/GMT{'-' if hours > 0 else '+'}{abs(hours)}" if hours else "UTC"


def _place(words: str, language: str, now: datetime) -> tuple[str, ...]:
    """The zones of a city, a short name or a country."""
    whole = fold(words)
    for name in dict.fromkeys((whole, _without_zone_words(whole))):
        if name in _names():
            return _names()[name]
    for name in dict.fromkeys((words, _without_zone_words(words.casefold()))):
        found = countries.named(name, language)
        if len(found) == 1:
            return of_country(found[0], now)
    return ()


def _without_zone_words(words: str) -> str:
    """Without what stands beside the place: "São Paulo time", "heure de Paris", "北京时间"."""
    if not words.isascii():
        words = _HAN_ENDING.sub("", words)
    kept = [word for word in words.split() if fold(word) not in _ZONE_WORDS]
    return " ".join(kept) or words


def _mentioned(words: str) -> tuple[str, ...]:
    """The zones of a place that stands among other words: "I live in Lima"."""
    tokens, names = words.split(), _names()
    for length in range(min(4, len(tokens)), 0, -1):
        for start in range(len(tokens) - length + 1):
            name = " ".join(tokens[start : start + length])
            if len(name) > 3 and name in names:
                return names[name]
    return ()


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Zones by the folded names of their places; several where a name is shared."""
    found: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        for zone in _zones():
            for called in (cities(language).get(zone), city(language, zone)):
                if called:
                    found.setdefault(fold(called), (zone,))
                    # "hora de Ciudad de México" is compared without its "de".
                    found.setdefault(_without_zone_words(fold(called)), (zone,))
    for table in (PLACES, SHORT_NAMES):
        for zone, listed in rows(table):
            for place in listed:
                found[fold(place)] = (zone,)
    shared: dict[str, tuple[str, ...]] = {}
    for zone, listed in rows(SHARED):
        for place in listed:
            shared[fold(place)] = (*shared.get(fold(place), ()), zone)
    return {**found, **shared}
