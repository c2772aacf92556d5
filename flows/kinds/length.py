"""A question answered with how long something takes."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from flows.clock import read_length
from flows.facts import Facts, Read, Unclear
from flows.form import Question
from flows.session import Plain
from flows.understood import noted
from flows.wording import N_, Param, Say, say, say_n
from flows.words import glance


@dataclass(frozen=True, slots=True)
class Length(Question):
    """How long something takes; the value is a whole number of minutes, `most` at most."""

    _: KW_ONLY
    most: int = 14 * 24 * 60

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Read minutes or hours in any of the six languages."""
        minutes = read_length(said)
        if minutes is None:
            return Unclear(
                say(
                    N_("I cannot read “{said}” as a length. Please write it like {minutes} or {hours}."),
                    said=glance(said),
                    minutes=length(90),
                    hours=length(120),
                )
            )
        if not 1 <= minutes <= self.most:
            return Unclear(
                say(
                    N_("I read this as {length}. Please send a length of {most} at most, and more than none."),
                    length=length(minutes),
                    most=length(self.most),
                )
            )
        return Read(minutes, note=noted(said, length(minutes), facts))

    def show(self, value: Plain, facts: Facts) -> Param:
        """The length in hours and minutes."""
        return length(value) if isinstance(value, int) else str(value)

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to write a length."""
        return (say(N_("For example {minutes} or {hours}."), minutes=length(90), hours=length(120)),)


def length(minutes: int) -> Say:
    """A length in words: hours where they are whole, else hours and minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return say_n(N_("{n} minute"), N_("{n} minutes"), rest)
    whole = say_n(N_("{n} hour"), N_("{n} hours"), hours)
    if not rest:
        return whole
    return say(N_("{hours} {minutes}"), hours=whole, minutes=say_n(N_("{n} minute"), N_("{n} minutes"), rest))
