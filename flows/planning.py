"""Which reminders of a fact are due: a pure function of the fact, the rules and the moment.

A person's reminders of one thing stand on one line of time; at any moment at most one of them is due: the latest that
has been reached, until the next one is. So an outage of any length is caught up by what is of use, once: what was
missed and overtaken is never sent, and what is done, called off or over makes nothing due. Planning again gives the
same keys, and what was recorded under a key is never recorded again.

When a stage is due is counted on the calendar of the person, so it moves when they do; its key does not.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flows.reminder_facts import Fact, People, Reminded, Timing, look_again, timing
from flows.reminders import MORNING, Rule
from flows.stages import Stage
from flows.waking import at_local, day_there


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder of one thing to one person, due at a moment and of use until another (`None`: until it is done).

    `key` is `kind:subject:occurrence:stage:person`; the occurrence is the date that the stages are counted from.
    """

    key: str
    person_id: int
    kind: str
    subject: str
    stage: str
    due_at: datetime
    useful_until: datetime | None
    any_hour: bool
    zone: str

    @property
    def thread(self) -> str:
        """What the reminders of one thing to one person share, as long as its date is the same."""
        return thread_of(self.key)


@dataclass(frozen=True, slots=True)
class Planned:
    """What is due of a fact now, at most one for each person; each person's next; and when to look again.

    `told` was due before its person was told of the fact as it is, so it is news to nobody; it is of use only to one
    who asked to be reminded of the thing again.
    `next_at` is `None` where nothing becomes due unless somebody changes the fact.
    """

    due: tuple[Due, ...] = ()
    coming: tuple[Due, ...] = ()
    told: tuple[Due, ...] = ()
    next_at: datetime | None = None


def plan(fact: Fact, rules: Mapping[str, Rule], now: datetime) -> Planned:
    """What is due of a fact at a moment, by the rules in force."""
    at = timing(fact)
    again_at = look_again(fact, now)
    if at is None or (at.ends_at is not None and at.ends_at <= now):
        return Planned(next_at=again_at)
    rule = rules[at.kind]
    due: list[Due] = []
    coming: list[Due] = []
    told: list[Due] = []
    for person, stages in _audiences(at, rule):
        if not _wants(person, at, rule):
            continue
        last, upcoming = _around(now, at, rule, person, stages)
        if last is not None and not _is_over(last, now) and not _is_done(last, rule, person):
            (due if _is_news(last, at, person) else told).append(last)
        if upcoming is not None:
            coming.append(upcoming)
    moments = (*(each.due_at for each in coming), *(() if again_at is None else (again_at,)))
    return Planned(tuple(due), tuple(coming), tuple(told), min(moments, default=None))


def thread_of(key: str) -> str:
    """What the keys of the reminders of one thing to one person share: all but the stage."""
    before, _, person = key.rpartition(":")
    return f"{before.rpartition(':')[0]}:{person}"


def person_of(key: str) -> int:
    """Whom the reminder of a key is for."""
    return int(key.rpartition(":")[2])


def anniversary(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day (29 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# -- to whom ----------------------------------------------------------------------------------------------------------


def _audiences(at: Timing, rule: Rule) -> Iterator[tuple[Reminded, tuple[Stage, ...]]]:
    """Each person once, with the stages that are theirs.

    Where nobody whose matter it is can be reached, the secretariat is reminded in their place: a blocked bot must not
    let a term or a report be forgotten.
    """
    theirs = tuple(stage for stage in rule.stages if stage.to == "them")
    yield from ((person, theirs) for person in at.them)
    if not rule.rises:
        return
    stands_in = not any(person.reachable for person in at.them)
    rising = rule.stages if stands_in else tuple(stage for stage in rule.stages if stage.to == "secretariat")
    yield from ((person, rising) for person in _others(at.secretariat, at.them))


def _others(people: People, but: People) -> People:
    known = {person.person_id for person in but}
    return tuple(person for person in people if person.person_id not in known)


def _wants(person: Reminded, at: Timing, rule: Rule) -> bool:
    """Whether somebody still wants to be reminded. "Done" counts for the date that it was said of."""
    said = person.done_at is not None and person.done_at >= at.since
    return not (person.stopped or (said and not rule.each))


def _is_done(due: Due, rule: Rule, person: Reminded) -> bool:
    """Whether its person said of this time that it is done."""
    return rule.each and person.done_at is not None and due.due_at <= person.done_at


def _is_news(due: Due, at: Timing, person: Reminded) -> bool:
    """Whether it was due after its person was told of the thing as it is."""
    told = at.since if person.since is None else max(at.since, person.since)
    return due.due_at > told


def _is_over(due: Due, now: datetime) -> bool:
    return due.useful_until is not None and due.useful_until <= now


# -- when -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class _Moment:
    """One reminder on a person's line of time: when, in which order of those due at once, and which."""

    due_at: datetime
    place: int
    name: str
    any_hour: bool


def _around(
    now: datetime, at: Timing, rule: Rule, person: Reminded, stages: Iterable[Stage]
) -> tuple[Due | None, Due | None]:
    """The latest of a person's reminders that has been reached, and the next one."""
    line = sorted(
        moment
        for place, stage in enumerate(stages)
        for moment in _near(now, at.date, rule.months, stage, person.zone, place)
    )
    # Of two that are due at once one is enough.
    moments = list({moment.due_at: moment for moment in line}.values())
    reached = [moment for moment in moments if moment.due_at <= now]
    ahead = [moment for moment in moments if moment.due_at > now and not _is_past(moment, at)]
    upcoming = _due(ahead[0], _until(ahead[1:], ahead[0], at, rule), at, person) if ahead else None
    last = _due(reached[-1], _until(ahead, reached[-1], at, rule), at, person) if reached else None
    return last, upcoming


def _is_past(moment: _Moment, at: Timing) -> bool:
    """Whether a reminder would come only when it is of no use: in the morning of a meeting that was at seven."""
    return at.ends_at is not None and moment.due_at >= at.ends_at


def _until(later: list[_Moment], moment: _Moment, at: Timing, rule: Rule) -> datetime | None:
    """Until when a reminder is of use: until the next one, or the end of the matter."""
    ends = [each.due_at for each in later[:1]]
    if at.ends_at is not None:
        ends.append(at.ends_at)
    if not ends and rule.lapses_days is not None:
        ends.append(moment.due_at + timedelta(days=rule.lapses_days))
    return min(ends, default=None)


def _near(now: datetime, base: date | datetime, months: int, stage: Stage, zone: str, place: int) -> Iterator[_Moment]:
    """The reminders of a stage about a moment: one, or of a repeated stage those before and after it.

    Counting the times that have passed takes as long after ten years as after ten days.
    """
    first = _when(base, months, stage, zone, 0)
    if not stage.is_repeated:
        yield _Moment(first, place, stage.at(0), stage.any_hour)
        return
    days_of_one = stage.every_days or 31 * stage.every_months
    passed = max(0, (now - first).days // days_of_one - 1)
    # A month may be shorter than 31 days, so more have passed than were counted.
    while passed and _when(base, months, stage, zone, passed) > now:
        passed -= 1
    while _when(base, months, stage, zone, passed + 1) <= now:
        passed += 1
    for time in (passed, passed + 1, passed + 2):
        yield _Moment(_when(base, months, stage, zone, time), place, stage.at(time), stage.any_hour)


def _when(base: date | datetime, months: int, stage: Stage, zone: str, time: int) -> datetime:
    """When a stage is due for the first time (0) or a later one.

    Hours are counted by the clock, days on the calendar of the zone, where they are due in the morning.
    """
    sign = -1 if stage.when == "before" else 1
    if stage.hours and isinstance(base, datetime):
        return base.astimezone(UTC) + sign * timedelta(hours=stage.hours)
    day = day_there(base, zone) if isinstance(base, datetime) else base
    day = anniversary(day, months + sign * (stage.months + time * stage.every_months))
    return at_local(day + sign * timedelta(days=stage.days + time * stage.every_days), MORNING, zone)


def _due(moment: _Moment, useful_until: datetime | None, at: Timing, person: Reminded) -> Due:
    return Due(
        key=f"{at.kind}:{at.subject}:{_occurrence(at.date)}:{moment.name}:{person.person_id}",
        person_id=person.person_id,
        kind=at.kind,
        subject=at.subject,
        stage=moment.name,
        due_at=moment.due_at,
        useful_until=useful_until,
        any_hour=moment.any_hour,
        zone=person.zone,
    )


def _occurrence(base: date | datetime) -> str:
    """The date itself: a meeting that is moved is reminded of anew."""
    return f"{base.astimezone(UTC):%Y%m%dT%H%M%S}" if isinstance(base, datetime) else f"{base:%Y%m%d}"
