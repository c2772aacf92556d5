"""Over any outage, any clock and any move between zones: each reminder once, or not at all where it was of no use.

What is expected is worked out here in another way than in planning: by listing every reminder of a thing from the
first to long after the last tick, each with the time in which it is of use.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.planning import plan
from flows.reminder_facts import Fact
from flows.reminders import RULES
from flows.stages import Stage
from flows.waking import awake, is_awake
from tests.flows.reminding import Scheduler, a_fact, anybody
from tests.flows.test_waking import ZONES

_FROM, _UNTIL = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2010, 2030))
kinds = st.sampled_from(sorted(RULES))
zones = st.sampled_from(ZONES)
bases = st.one_of(
    st.integers(_FROM, _UNTIL).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    # Leap days, and days on which clocks change.
    st.sampled_from(
        [
            datetime(2028, 2, 29, 15, tzinfo=UTC),
            datetime(2026, 3, 29, 1, tzinfo=UTC),
            datetime(2026, 10, 25, 1, tzinfo=UTC),
            datetime(2011, 12, 30, 10, 30, tzinfo=UTC),
        ]
    ),
)
hours = st.integers(-200 * 24, 450 * 24)
"""Moments about a date: from before the first reminder until well after the first that come again."""
outages = st.lists(hours, min_size=1, max_size=25, unique=True)
minutes = st.integers(0, 59)


class Expected:
    """A reminder that a person has coming, in a plain list."""

    def __init__(self, name: str, due: datetime, *, any_hour: bool) -> None:
        self.name, self.due, self.any_hour = name, due, any_hour
        self.until: datetime | None = None


def months_later(day: date, months: int) -> date:
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def listed(kind: str, base: datetime, zone: str, until: datetime) -> list[Expected]:
    """All reminders of a thing to whom it belongs, by when they are due, each of use until the next."""
    found = [one for stage in RULES[kind].stages if stage.to == "them" for one in _each(kind, base, stage, zone, until)]
    found.sort(key=lambda one: one.due)
    for one, following in pairwise(found):
        one.until = following.due
    if kind in ("meeting", "term"):
        found = [one for one in found if one.due < base]
        found[-1].until = base
    if kind == "unfinished":
        found[-1].until = found[-1].due + timedelta(days=30)
    return found


def _each(kind: str, base: datetime, stage: Stage, zone: str, until: datetime) -> Iterator[Expected]:
    there = ZoneInfo(zone)
    day = base.date() if kind == "report" else base.astimezone(there).date()
    number = 0
    while True:
        months = RULES[kind].months + stage.months + number * stage.every_months
        days = stage.days + number * stage.every_days
        if stage.hours:
            due = base - timedelta(hours=stage.hours)
        else:
            sign = -1 if stage.when == "before" else 1
            on = months_later(day, months) + sign * timedelta(days=days)
            due = datetime.combine(on, time(9), there).astimezone(UTC)
        yield Expected(stage.at(number), due, any_hour=stage.any_hour)
        number += 1
        if not stage.is_repeated or due > until:
            return


@settings(max_examples=400, deadline=None)
@given(kinds, bases, zones, outages, minutes)
def test_after_any_outage_each_reminder_went_out_once_if_it_was_of_use(
    kind: str, base: datetime, zone: str, ticks: list[int], minute: int
):
    moments = sorted(base + timedelta(hours=hour, minutes=minute) for hour in ticks)
    fact = a_fact(kind, base, (anybody(zone),))
    scheduler = Scheduler()
    for moment in moments:
        scheduler.tick(fact, moment)
    began = base - timedelta(days=2000) if kind in ("meeting", "report", "term") else base
    expected = [
        one.name
        for one in listed(kind, base, zone, moments[-1] + timedelta(days=500))
        if one.due > began
        and any(
            one.due <= moment and (one.until is None or moment < one.until) and (one.any_hour or is_awake(moment, zone))
            for moment in moments
        )
    ]
    assert scheduler.stages() == expected


@settings(max_examples=200, deadline=None)
@given(kinds, bases, zones, outages, minutes, st.data())
def test_nothing_goes_out_after_the_thing_is_done(
    kind: str, base: datetime, zone: str, ticks: list[int], minute: int, data: st.DataObject
):
    moments = sorted(base + timedelta(hours=hour, minutes=minute) for hour in ticks)
    done_at = data.draw(st.sampled_from(moments))
    scheduler = Scheduler()
    for moment in moments:
        scheduler.tick(a_fact(kind, base, (anybody(zone),), is_done=moment >= done_at), moment)
    assert all(one.at < done_at for one in scheduler.sent)
    assert not any(row.is_waiting for row, _ in scheduler.rows.values())


@settings(max_examples=300, deadline=None)
@given(kinds, bases, st.dictionaries(hours, zones, min_size=2, max_size=25), minutes)
def test_whoever_moves_between_zones_gets_each_reminder_once_and_in_order(
    kind: str, base: datetime, ticks: dict[int, str], minute: int
):
    scheduler = Scheduler()
    at = {}
    for hour, zone in sorted(ticks.items()):
        moment = base + timedelta(hours=hour, minutes=minute)
        at[moment] = zone
        scheduler.tick(a_fact(kind, base, (anybody(zone),)), moment)
    _each_once_and_in_order(scheduler, kind, base)
    assert all(one.due.any_hour or is_awake(one.at, at[one.at]) for one in scheduler.sent)


@settings(max_examples=300, deadline=None)
@given(kinds, bases, zones, st.lists(hours, min_size=2, max_size=25), minutes)
def test_a_clock_that_is_put_back_or_forward_sends_nothing_twice(
    kind: str, base: datetime, zone: str, ticks: list[int], minute: int
):
    scheduler = Scheduler()
    for hour in ticks:
        scheduler.tick(a_fact(kind, base, (anybody(zone),)), base + timedelta(hours=hour, minutes=minute))
    _each_once_and_in_order(scheduler, kind, base)
    assert all(one.due.any_hour or is_awake(one.at, zone) for one in scheduler.sent)


def _each_once_and_in_order(scheduler: Scheduler, kind: str, base: datetime) -> None:
    stages = scheduler.stages()
    assert max(Counter(stages).values(), default=1) == 1
    order = [one.name for one in listed(kind, base, "UTC", base + timedelta(days=1000))]
    places = [order.index(stage) for stage in stages]
    assert places == sorted(places)


@settings(max_examples=200, deadline=None)
@given(kinds, bases, zones, hours, minutes)
def test_looking_when_planning_says_so_misses_nothing(kind: str, base: datetime, zone: str, hour: int, minute: int):
    """Whoever ticks at the moments that planning names, and in the mornings after, sends all that is of use."""
    fact = a_fact(kind, base, (anybody(zone),))
    first, last = base + timedelta(hours=hour, minutes=minute), base + timedelta(days=600)
    scheduler = Scheduler()
    moments = [first]
    while moments and moments[0] <= last:
        moment = moments[0]
        scheduler.tick(fact, moment)
        next_at = plan(fact, RULES, moment).next_at
        assert next_at is None or next_at > moment
        waiting = [timed.send_at for row, timed in scheduler.rows.values() if row.is_waiting]
        moments = sorted([*([] if next_at is None else [next_at]), *(one for one in waiting if one > moment)])
    began = base - timedelta(days=2000) if kind in ("meeting", "report", "term") else base
    expected = []
    for one in listed(kind, base, zone, last):
        goes_out = max(one.due, first) if one.any_hour else awake(max(one.due, first), zone)
        if began < one.due <= last and goes_out <= last and (one.until is None or goes_out < one.until):
            expected.append(one.name)
    assert scheduler.stages() == expected


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["meeting", "report", "term"]), bases, zones, outages, minutes, st.integers(1, 60), st.data())
def test_a_date_that_is_moved_is_reminded_of_anew_and_the_old_one_no_more(
    kind: str, base: datetime, zone: str, ticks: list[int], minute: int, days: int, data: st.DataObject
):
    moments = sorted(base + timedelta(hours=hour, minutes=minute) for hour in ticks)
    moved_at = data.draw(st.sampled_from(moments))
    scheduler = Scheduler()
    later = base + timedelta(days=days)
    for moment in moments:
        scheduler.tick(a_fact(kind, later if moment >= moved_at else base, (anybody(zone),)), moment)
    before = [one.due.stage for one in scheduler.sent if one.at < moved_at]
    after = [one.due.stage for one in scheduler.sent if one.at >= moved_at]
    assert max(Counter(before).values(), default=1) == 1
    assert max(Counter(after).values(), default=1) == 1
    assert len({one.due.thread for one in scheduler.sent}) <= 2


@settings(max_examples=200, deadline=None)
@given(kinds, bases, zones, hours, minutes, st.booleans())
def test_planning_is_the_same_however_often_it_is_asked(
    kind: str, base: datetime, zone: str, hour: int, minute: int, reachable: bool
):
    person = replace(anybody(zone), reachable=reachable)
    fact: Fact = a_fact(kind, base, (person,), secretariat=(anybody("UTC", 2), anybody("Asia/Shanghai", 3)))
    now = base + timedelta(hours=hour, minutes=minute)
    planned = plan(fact, RULES, now)
    assert planned == plan(fact, RULES, now)
    assert len({due.person_id for due in planned.due}) == len(planned.due)
    assert all(due.due_at <= now and (due.useful_until is None or now < due.useful_until) for due in planned.due)
    assert all(due.due_at > now for due in planned.coming)
    assert all(len(due.key) <= 191 and len(due.stage) <= 32 for due in (*planned.due, *planned.coming))
