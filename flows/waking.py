"""Waking hours: nobody is reminded between nine in the evening and eight in the morning where they live."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MORNING: Final = time(8)
EVENING: Final = time(21)


def is_awake(moment: datetime, zone: str) -> bool:
    """Whether it is a time to be reminded where a person lives. `zone` is an IANA name."""
    return MORNING <= moment.astimezone(ZoneInfo(zone)).time() < EVENING


def awake(moment: datetime, zone: str) -> datetime:
    """The moment itself where the person is awake then, else the next morning there; in UTC.

    A local time that a change of the clocks leaves out, or a whole day (Samoa had no 30 December 2011), gives the first
    moment that there is; one that comes twice gives the first.
    """
    local = moment.astimezone(ZoneInfo(zone))
    if MORNING <= local.time() < EVENING:
        return moment.astimezone(UTC)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    # A day may be left out, and clocks that are put back over the morning make it come twice.
    mornings = (
        datetime.combine(day + timedelta(days=later), MORNING, ZoneInfo(zone)).replace(fold=fold).astimezone(UTC)
        for later in range(3)
        for fold in (0, 1)
    )
    return next(morning for morning in mornings if morning >= moment and is_awake(morning, zone))


def at_local(day: date, hour: time, zone: str) -> datetime:
    """The moment, in UTC, at which clocks in a zone show this time for the first time that day.

    A time that is left out counts as the clocks went before.
    """
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def day_there(moment: datetime, zone: str) -> date:
    """The day that it is in a zone at a moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


@lru_cache(maxsize=1024)
def known_zone(zone: str | None) -> str:
    """The zone itself where its rules are known here, else UTC: an unknown name must not keep a reminder from going."""
    try:
        ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
    return zone or "UTC"
