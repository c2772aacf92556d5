"""A question answered with a date."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import Final

from flows.date_guesses import like
from flows.dates import Doubt, first_day, last_day, precision, read_date
from flows.facts import Facts, Read, Suggestion, Unclear
from flows.form import Question
from flows.session import Plain
from flows.understood import noted
from flows.wording import N_, Day, Param, Say, say
from flows.words import glance

EXAMPLES: Final = {"day": Day("2026-03-15"), "month": Day("2026-03"), "year": Day("2026")}
_PRECISIONS: Final = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class Date(Question):
    """A date; the value is ISO 8601, as precise as given: `2026`, `2026-03` or `2026-03-15`.

    `precision` (`day`, `month`, `year`) is the least that is asked for. `earliest` and `latest` are ISO dates of any
    precision; `allow` is `any`, `past` or `future`, seen from today, which belongs to both.
    """

    _: KW_ONLY
    precision: str = "day"
    earliest: str | None = None
    latest: str | None = None
    allow: str = "any"

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Read a date in any of the six languages; where it may mean several, ask which."""
        today = facts.now.date()
        found = read_date(said, facts.language, today)
        match found:
            case str():
                return self._checked(found, said, facts)
            case Doubt():
                return doubtful(found, said, self._fitting(found.meant, facts), self._example())
            case None:
                meant = self._fitting(like(said, facts.language, today), facts)
                return not_a_date(said, meant, self._example())

    def _checked(self, iso: str, said: str, facts: Facts) -> Read | Unclear:
        if not self._precise_enough(iso):
            return Unclear(
                say(
                    N_("I read this as {date}. Please give the whole date, like {example}."),
                    date=Day(iso),
                    example=self._example(),
                )
            )
        if (problem := self._outside(iso, facts)) is not None:
            return Unclear(problem)
        return Read(iso, note=noted(said, Day(iso), facts))

    def _precise_enough(self, iso: str) -> bool:
        return _PRECISIONS.index(precision(iso)) >= _PRECISIONS.index(self.precision)

    def _outside(self, iso: str, facts: Facts) -> Say | None:
        today = facts.now.date()
        if self.earliest is not None and last_day(iso) < first_day(self.earliest):
            return say(
                N_("{date} is too early. Please send a date from {earliest} on."),
                date=Day(iso),
                earliest=Day(self.earliest),
            )
        if self.latest is not None and first_day(iso) > last_day(self.latest):
            return say(
                N_("{date} is too late. Please send a date up to {latest}."), date=Day(iso), latest=Day(self.latest)
            )
        if self.allow == "past" and first_day(iso) > today:
            return say(N_("{date} is in the future. Please send a date in the past."), date=Day(iso))
        if self.allow == "future" and last_day(iso) < today:
            return say(N_("{date} is already past. Please send a date that is still to come."), date=Day(iso))
        return None

    def _fitting(self, meant: tuple[str, ...], facts: Facts) -> tuple[str, ...]:
        return tuple(iso for iso in meant if self._precise_enough(iso) and self._outside(iso, facts) is None)

    def _example(self) -> Day:
        return EXAMPLES[self.precision]

    def show(self, value: Plain, facts: Facts) -> Param:
        """The date in the reader's language."""
        return Day(str(value))

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to write a date, and between which it must lie."""
        hints = [say(N_("A date, like {example}."), example=self._example())]
        if self.earliest is not None:
            hints.append(say(N_("From {earliest} on."), earliest=Day(self.earliest)))
        if self.latest is not None:
            hints.append(say(N_("Up to {latest}."), latest=Day(self.latest)))
        return tuple(hints)


def doubtful(doubt: Doubt, said: str, meant: tuple[str, ...], example: Day) -> Unclear:
    """What to say of a date that is not clear yet."""
    suggestions = tuple(Suggestion(iso, Day(iso)) for iso in meant)
    words = glance(said)
    match doubt.why:
        case "order":
            problem = say(N_("“{said}” can be read in more than one way."), said=words)
        case "century":
            problem = say(N_("Please write the year with four digits, like {example}."), example=example)
        case "year":
            problem = say(N_("The year is missing. Please write it too, like {example}."), example=example)
        case "far":
            problem = say(
                N_("The year in “{said}” is too far away. Please use the Gregorian calendar, like {example}."),
                said=words,
                example=example,
            )
        case _:
            problem = say(
                N_("The calendar has no such date as “{said}”. Please write it like {example}."),
                said=words,
                example=example,
            )
    return Unclear(problem, suggestions)


def not_a_date(said: str, meant: tuple[str, ...], example: Day) -> Unclear:
    """What to say where no date can be seen."""
    if meant:
        return Unclear(
            say(N_("I am not sure which date “{said}” is."), said=glance(said)),
            tuple(Suggestion(iso, Day(iso)) for iso in meant),
        )
    return Unclear(
        say(N_("I cannot read “{said}” as a date. Please write it like {example}."), said=glance(said), example=example)
    )
