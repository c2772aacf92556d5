"""Time zones as calendar files define them (RFC 5545, 3.6.5), written from the rules that the program itself goes by.

A file that names a zone has to define it. Each change of the clocks is listed by itself, so a zone whose rules differ
from year to year, as where they follow Ramadan, is right too. `icalendar` can write zones as well; its onsets are off
by the hour that is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard

AROUND: Final = timedelta(days=400)
"""How long before the first date and after the last one a zone is defined: a calendar may look at the days around."""

_STEP: Final = timedelta(days=7)
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A moment from which on the clocks of a zone show another time. `summer`: they are ahead of standard time."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool


def zone_definition(zone: str, first: datetime, last: datetime) -> Component:
    """What the clocks of a zone show from well before a moment until well after another, as a VTIMEZONE.

    Raises `zoneinfo.ZoneInfoNotFoundError` for a zone that there is not.
    """
    made = Timezone()
    made.add("tzid", zone)
    since = (first.astimezone(UTC) - AROUND).replace(hour=0, minute=0, second=0, microsecond=0)
    until = (last.astimezone(UTC) + AROUND).replace(hour=0, minute=0, second=0, microsecond=0)
    for turn in turns(zone, since, until):
        made.add_component(_observance(turn))
    return made


@lru_cache(maxsize=256)
def turns(zone: str, since: datetime, until: datetime) -> tuple[Turn, ...]:
    """What the clocks show at the beginning, then each change of them."""
    clocks = ZoneInfo(zone)
    return (_turn(clocks, since, since), *_changes(clocks, since, until))


def _changes(clocks: ZoneInfo, since: datetime, until: datetime) -> Iterator[Turn]:
    at = since
    while at < until:
        later = min(at + _STEP, until)
        if _state(clocks, at) != _state(clocks, later):
            turn = _between(clocks, at, later)
            yield _turn(clocks, turn - _SECOND, turn)
            # The clocks may change again within the same step.
            later = turn
        at = later


def _between(clocks: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The first second at which the clocks are no longer as they were at the earlier moment."""
    was = _state(clocks, early)
    while late - early > _SECOND:
        middle = early + timedelta(seconds=int((late - early).total_seconds()) // 2)
        if _state(clocks, middle) == was:
            early = middle
        else:
            late = middle
    return late


def _turn(clocks: ZoneInfo, before: datetime, at: datetime) -> Turn:
    ahead, _, _ = _state(clocks, before)
    after, summer, name = _state(clocks, at)
    return Turn(at, ahead, after, name, summer)


def _state(clocks: ZoneInfo, at: datetime) -> tuple[timedelta, bool, str]:
    there = at.astimezone(clocks)
    # A zone of the standard library knows both of every moment.
    return there.utcoffset() or timedelta(), (there.dst() or timedelta()) > timedelta(), there.tzname() or ""


def _observance(turn: Turn) -> Component:
    made = TimezoneDaylight() if turn.summer else TimezoneStandard()
    # The onset is given by the clocks as they were until then (RFC 5545, 3.6.5).
    made.add("dtstart", (turn.at + turn.before).replace(tzinfo=None))
    made.add("tzoffsetfrom", turn.before)
    made.add("tzoffsetto", turn.after)
    made.add("tzname", turn.name)
    return made
