"""When a meeting begins: a day and a time by the clocks of a zone, as a moment; and what those clocks do that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Start:
    """The moment, in UTC. `clocks` is empty; `skipped` where the clocks of that day jump over the time (the moment is
    that much later then); or `twice` where they show it twice (the moment is the first of the two)."""

    at: datetime
    clocks: str = ""


def start_of(day: str, time: str, zone: str) -> Start:
    """When a meeting begins whose day is an ISO date and whose time is `HH:MM`. Raises `ValueError` for anything else,
    and `zoneinfo.ZoneInfoNotFoundError` for a zone that the IANA database does not have."""
    here = ZoneInfo(zone)
    told = datetime.fromisoformat(f"{day}T{time}")
    first, second = told.replace(tzinfo=here), told.replace(tzinfo=here, fold=1)
    if first.utcoffset() == second.utcoffset():
        return Start(first.astimezone(UTC))
    # PEP 495: across a jump forward, what was told does not come back from UTC as it was.
    skipped = first.astimezone(UTC).astimezone(here).replace(tzinfo=None) != told
    return Start(first.astimezone(UTC), "skipped" if skipped else "twice")


def told_in(at: datetime, zone: str) -> tuple[str, str]:
    """The day and the time that clocks of a zone show at a moment: `start_of` the other way round."""
    local = at.astimezone(ZoneInfo(zone))
    return local.date().isoformat(), f"{local:%H:%M}"
