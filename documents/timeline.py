"""The efforts of a plan along the years: where each bar begins and ends, and where its milestones stand."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flows.layout import items
from flows.session import Answers, Plain, value_at

MOST_YEARS = 30
"""Years that the picture shows; a date beyond them is drawn at its edge."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone: where it stands between 0 and 1, its number in its effort, and what it is."""

    at: float
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An effort by its number in the plan: `begins` and `ends` between 0 and 1; an end that is not known is open.

    `dated`: it has a period.
    """

    number: int
    label: str
    begins: float
    ends: float
    open_start: bool
    open_end: bool
    dated: bool
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture's facts: whole years from the first to the last, and a bar for each effort in the plan's order."""

    first_year: int
    last_year: int
    bars: tuple[Bar, ...]


def timeline(answers: Answers) -> Timeline | None:
    """The efforts and milestones of a plan in time; `None` where nothing has a date."""
    named = [(item, value_at(answers, f"efforts.{item}.effort")) for item in items(answers, "efforts")]
    plan = _period(value_at(answers, "period"))
    periods = {item: _period(value_at(answers, f"efforts.{item}.when")) for item, _ in named}
    steps = {item: _milestones(answers, item) for item, _ in named}
    moments = [
        moment for begins, ends in (plan, *periods.values()) for moment in (begins, ends) if moment is not None
    ] + [moment for dated in steps.values() for moment, _, _ in dated]
    if not moments or not named:
        return None
    first, last = min(moments).year, max(moments).year
    last = min(last, first + MOST_YEARS - 1)
    begin, days = date(first, 1, 1), (date(last, 12, 31) - date(first, 1, 1)).days + 1

    def place(moment: date) -> float:
        return min(1.0, max(0.0, (moment - begin).days / days))

    def end(moment: date) -> float:
        """Where a day is over."""
        return place(moment + timedelta(days=1)) if moment < date.max else 1.0

    bars = []
    for number, (item, called) in enumerate(named, 1):
        begins, ends = periods[item]
        bars.append(
            Bar(
                number=number,
                label="" if called is None else str(called),
                begins=place(begins or plan[0] or begin),
                ends=end(ends) if ends is not None else end(plan[1]) if plan[1] is not None else 1.0,
                open_start=begins is None,
                open_end=ends is None,
                dated=begins is not None or ends is not None,
                milestones=tuple(Milestone(end(moment), step, words) for moment, step, words in steps[item]),
            )
        )
    return Timeline(first, last, tuple(bars))


def _milestones(answers: Answers, effort: str) -> list[tuple[date, int, str]]:
    found = []
    for number, step in enumerate(items(answers, f"efforts.{effort}.milestones"), 1):
        inside = f"efforts.{effort}.milestones.{step}"
        when = _last_day(value_at(answers, f"{inside}.by"))
        if when is not None:
            found.append((when, number, str(value_at(answers, f"{inside}.milestone") or "")))
    return found


def _period(value: Plain) -> tuple[date | None, date | None]:
    if not isinstance(value, Mapping):
        return None, None
    return _first_day(value.get("from")), _last_day(value.get("to"))


def _first_day(value: Plain) -> date | None:
    """The first day of a year, a month or a day as it was given: `2027`, `2027-03` or `2027-03-09`."""
    if not isinstance(value, str) or not value:
        return None
    year, month, day = (*map(int, value.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last_day(value: Plain) -> date | None:
    """The last day of a year, a month or a day as it was given."""
    if not isinstance(value, str) or not value:
        return None
    parts = [*map(int, value.split("-"))]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])
