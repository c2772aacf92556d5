"""A scheduler without a clock or a database: it ticks when a test says so, and keeps what it sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from flows.planning import Due, plan
from flows.reconciling import Recorded, Timed, reconcile
from flows.reminder_facts import (
    Fact,
    MeetingAhead,
    MeetingReport,
    NextMeeting,
    People,
    PlanReview,
    Progress,
    Reminded,
    ReportDue,
    TermEnd,
    Unfinished,
)
from flows.reminders import RULES, Rule
from flows.waking import is_awake

FactAt: TypeAlias = Callable[[datetime], Fact]


@dataclass(frozen=True)
class Sent:
    """A reminder that went out."""

    at: datetime
    due: Due


@dataclass
class Scheduler:
    """What every process that sends notices does at a tick, with rows in a dictionary."""

    rules: Mapping[str, Rule] = field(default_factory=lambda: RULES)
    sent: list[Sent] = field(default_factory=list)
    rows: dict[str, tuple[Recorded, Timed]] = field(default_factory=dict)

    def tick(self, fact: Fact, now: datetime) -> None:
        """Plan, record, close, and send what is to go out now."""
        done = reconcile(plan(fact, self.rules, now), [row for row, _ in self.rows.values()], now)
        for timed in done.new:
            assert timed.due.key not in self.rows
            recorded = Recorded(len(self.rows) + 1, timed.due.key, timed.due.due_at, True, timed.put_off_to)
            self.rows[timed.due.key] = recorded, timed
        for number, timed in done.waiting:
            row = self._row(number)
            self.rows[row.key] = replace(row, due_at=timed.due.due_at), timed
        for number in done.closed:
            self._settle(self._row(number))
        self._send(now)

    def put_off(self, key: str, to: datetime) -> None:
        """The person wants a reminder that went out once more."""
        row, timed = self.rows[key]
        self.rows[key] = replace(row, is_waiting=True, put_off_to=to), replace(timed, send_at=to, put_off_to=to)

    def stages(self, person_id: int = 1) -> list[str]:
        """The stages that went out to a person, in that order."""
        return [one.due.stage for one in self.sent if one.due.person_id == person_id]

    def _send(self, now: datetime) -> None:
        for row, timed in list(self.rows.values()):
            due = timed.due
            if not row.is_waiting or timed.send_at > now:
                continue
            if due.useful_until is not None and due.useful_until <= now:
                self._settle(row)
            elif due.any_hour or is_awake(now, due.zone):
                self._settle(row)
                self.sent.append(Sent(now, due))

    def _row(self, number: int) -> Recorded:
        return next(row for row, _ in self.rows.values() if row.id == number)

    def _settle(self, row: Recorded) -> None:
        self.rows[row.key] = replace(row, is_waiting=False), self.rows[row.key][1]


LONG_AGO = timedelta(days=2000)


def anybody(zone: str, person_id: int = 1) -> Reminded:
    return Reminded(person_id, zone)


def a_fact(kind: str, base: datetime, people: People, *, is_done: bool = False, secretariat: People = ()) -> Fact:
    """A fact of a kind whose date follows from `base`, known since long ago where that makes a difference."""
    match kind:
        case "meeting":
            return MeetingAhead(
                meeting_id=5, starts_at=base, told_at=base - LONG_AGO, is_planned=not is_done, attending=people
            )
        case "meeting report":
            return MeetingReport(
                meeting_id=5, ends_at=base, is_planned=True, is_there=is_done, convening=people, secretariat=secretariat
            )
        case "report":
            return ReportDue(
                cycle_id=2,
                area="waste",
                due_on=base.date(),
                set_at=base - LONG_AGO,
                is_there=is_done,
                leads=people,
                secretariat=secretariat,
            )
        case "term":
            return TermEnd(
                role_id=3,
                since=base - LONG_AGO,
                until=base,
                goes_on=is_done,
                holder=people,
                secretariat=secretariat,
            )
        case "gathering":
            planned = base + LONG_AGO if is_done else None
            return NextMeeting(area="waste", since=base, planned_for=planned, convening=people, secretariat=secretariat)
        case "unfinished":
            return Unfinished(draft_id=9, changed_at=base, is_open=not is_done, is_lasting=False, writing=people)
        case "review":
            return PlanReview(
                area="waste", published_at=None if is_done else base, leads=people, secretariat=secretariat
            )
        case _:
            return Progress(area="waste", person_id=1, since=None if is_done else base, partner=people)
