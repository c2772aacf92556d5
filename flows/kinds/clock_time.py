"""A question answered with a time of day."""

from __future__ import annotations

from dataclasses import dataclass

from flows.clock import read_time
from flows.facts import Facts, Read, Suggestion, Unclear
from flows.form import Question
from flows.session import Plain
from flows.understood import noted
from flows.wording import N_, Param, Say, say
from flows.words import glance


@dataclass(frozen=True, slots=True)
class ClockTime(Question):
    """A time of day; the value is `HH:MM` of 24 hours, on the clocks of whatever zone is asked for beside it."""

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Read a time in any of the six languages and digit sets; where it may be of the morning or not, ask."""
        found = read_time(said)
        if len(found) == 1:
            return Read(found[0], note=noted(said, found[0], facts))
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

    def show(self, value: Plain, facts: Facts) -> Param:
        """The time, by 24 hours: it is understood everywhere."""
        return str(value)

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to write a time."""
        return (say(N_("A time, like {example}."), example="14:30"),)
