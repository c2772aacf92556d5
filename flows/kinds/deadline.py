"""A question answered with the last day of something: a date, or in how many days that is."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, Final

from flows.clock import read_length
from flows.facts import Facts, Option, Read, Unclear
from flows.kinds.date import Date
from flows.understood import noted
from flows.wording import N_, Day, Say, say, say_n

_DAY: Final = 24 * 60
_MOST_DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class Deadline(Date):
    """The last day on which something may be done; the value is an ISO date from today on.

    `offered` are numbers of days, the usual one first. Where `Facts.day` is set, it is never later than that day.
    """

    _: KW_ONLY
    offered: tuple[int, ...] = ()
    expects: ClassVar[str] = "press"

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Read a date as people write it, or a number of days: "10 days", "10 jours", "10 天"."""
        minutes = read_length(said)
        if minutes is not None and minutes >= _DAY and not minutes % _DAY and not said.strip().isdecimal():
            day = _in_days(min(minutes // _DAY, _MOST_DAYS), facts)
            return self._in_time(Read(day, note=noted(said, Day(day), facts)), facts)
        asked = replace(self, allow="future", latest=None)
        return self._in_time(Date.read(asked, said, facts), facts)

    def read_option(self, option: str, facts: Facts) -> Read | Unclear:
        """Take a day that was offered, be it yesterday, as long as it is still to come."""
        return self.read(option, facts)

    def options(self, facts: Facts) -> tuple[Option, ...]:
        """The days that are usual, as far as they are early enough; else the last that is."""
        days = [(_in_days(number, facts), number) for number in self.offered]
        early = [(day, number) for day, number in days if not facts.day or day <= facts.day]
        if not early and facts.day:
            return (Option(facts.day, say(N_("Until {day}"), day=Day(facts.day))),)
        return tuple(
            Option(day, say_n(N_("{n} day, until {day}"), N_("{n} days, until {day}"), number, day=Day(day)))
            for day, number in early
        )

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to write it, and how late it may be."""
        hints = [say(N_("A date, like {example}, or a number of days."), example=self._example())]
        if facts.day:
            hints.append(say(N_("{day} at the latest."), day=Day(facts.day)))
        return tuple(hints)

    def _in_time(self, outcome: Read | Unclear, facts: Facts) -> Read | Unclear:
        if isinstance(outcome, Unclear) or not facts.day or str(outcome.value) <= facts.day:
            return outcome
        told = say(
            N_("{date} is too late. Please send a date up to {latest}."),
            date=Day(str(outcome.value)),
            latest=Day(facts.day),
        )
        return Unclear(told)


def _in_days(number: int, facts: Facts) -> str:
    today: date = facts.now.date()
    return (today + timedelta(days=number)).isoformat()
