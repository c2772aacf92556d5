"""A question answered with a time of day."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import datetime

from flows.clock import read_time
from flows.facts import Facts, Read, Suggestion, Unclear
from flows.form import Question
from flows.meeting_times import start_of, told_in
from flows.session import Plain
from flows.understood import noted
from flows.wording import N_, Day, Moment, Param, Say, say
from flows.words import glance


@dataclass(frozen=True, slots=True)
class ClockTime(Question):
    """A time of day; the value is `HH:MM` of 24 hours.

    Where the day and the zone that it belongs to are known (`Facts.day`, `Facts.zone`), one that the clocks of that day
    jump over is not taken, nor one that is over already where it is asked to be `to_come`; one that they show twice is
    the first of the two.
    """

    _: KW_ONLY
    to_come: bool = False

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Read a time in any of the six languages and digit sets; where it may be of the morning or not, ask."""
        found = read_time(said)
        if len(found) == 1:
            return self._on_its_day(found[0], noted(said, found[0], facts), facts)
        if found:
            return Unclear(
                say(N_("“{said}” may be in the morning or in the afternoon."), said=glance(said)),
                tuple(Suggestion(time, time) for time in found),
            )
        return Unclear(
            say(
                N_("I cannot read “{said}” as a time of day. Please write it like {example}, with hours from 0 to 23."),
                said=glance(said),
                example="14:30",
            )
        )

    def _on_its_day(self, time: str, note: Say | None, facts: Facts) -> Read | Unclear:
        if not facts.day or not facts.zone:
            return Read(time, note=note)
        start = start_of(facts.day, time, facts.zone)
        if start.clocks == "skipped":
            later = told_in(start.at, facts.zone)[1]
            return Unclear(skipped(facts.day, time), (Suggestion(later, later),))
        if self.to_come and start.at <= facts.now:
            return Unclear(is_past(start.at, facts.zone))
        if start.clocks == "twice":
            return Read(time, note=shown_twice(facts.day, time))
        return Read(time, note=note)

    def show(self, value: Plain, facts: Facts) -> Param:
        """The time, by 24 hours: it is understood everywhere."""
        return str(value)

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to write a time."""
        return (say(N_("A time, like {example}."), example="14:30"),)


def skipped(day: str, time: str) -> Say:
    """Said of a time that the clocks of its day do not show."""
    return say(
        N_("On {day} the clocks there are put forward, and do not show {time}. Please send another time."),
        day=Day(day),
        time=time,
    )


def shown_twice(day: str, time: str) -> Say:
    """Said of a time that the clocks of its day show twice."""
    return say(
        N_(
            "On {day} the clocks there are put back, and show {time} twice. The meeting begins at the first of the two."
        ),
        day=Day(day),
        time=time,
    )


def is_past(at: datetime, zone: str) -> Say:
    """Said of a meeting that would have begun already."""
    return say(N_("This is already past: {moment}. Please send a time that is still to come."), moment=Moment(at, zone))
