"""A question answered with a period: from when to when, in one message."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import Final

from flows.date_guesses import like
from flows.dates import first_day, last_day, precision
from flows.facts import Facts, Read, Suggestion, Unclear
from flows.form import Question
from flows.kinds.date import doubtful
from flows.periods import Doubtful, Stretch, read_period
from flows.session import Plain
from flows.understood import noted
from flows.wording import N_, Day, Param, Say, Span, say
from flows.words import glance

EXAMPLE: Final = Span(Day("2026-03"), Day("2027-06"))
_PRECISIONS: Final = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class Period(Question):
    """A period; the value is `{"from", "to"}`, each an ISO date as precise as given, or `None` where it is open.

    `precision` (`year`, `month`, `day`) is the least that is asked for. One that is `closed` has both ends.
    """

    _: KW_ONLY
    precision: str = "year"
    closed: bool = False

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Read both ends, or one, or a single date that is both; say so where they are the wrong way round."""
        today = facts.now.date()
        match read_period(said, facts.language, today):
            case Stretch() as found:
                return self._checked(found, said, facts)
            case Doubtful(doubt, meant):
                asked = doubtful(doubt, said, (), Day("2026-03"))
                return Unclear(asked.problem, tuple(map(_suggestion, filter(self._fits, meant))))
            case None:
                near = tuple(Stretch(iso, iso) for iso in like(said, facts.language, today))
                return _not_a_period(said, tuple(filter(self._fits, near)))

    def _checked(self, found: Stretch, said: str, facts: Facts) -> Read | Unclear:
        if not self._precise_enough(found):
            return Unclear(
                say(
                    N_("I read this as {period}. Please give the months as well, like {example}.")
                    if self.precision == "month"
                    else N_("I read this as {period}. Please give the days as well, like {example}."),
                    period=_span(found),
                    example=EXAMPLE if self.precision == "month" else Span(Day("2026-03-01"), Day("2027-06-30")),
                )
            )
        if self.closed and (found.start is None or found.end is None):
            return Unclear(
                say(
                    N_("I read this as {period}. Please give its beginning and its end, like {example}."),
                    period=_span(found),
                    example=EXAMPLE,
                )
            )
        if not _in_order(found):
            swapped = Stretch(found.end, found.start)
            return Unclear(
                say(
                    N_("This ends ({end}) before it begins ({start})."),
                    start=Day(found.start or ""),
                    end=Day(found.end or ""),
                ),
                (_suggestion(swapped),),
            )
        return Read(_plain(found), note=noted(said, _span(found), facts))

    def _precise_enough(self, found: Stretch) -> bool:
        least = _PRECISIONS.index(self.precision)
        ends = (found.start, found.end)
        return all(_PRECISIONS.index(precision(end)) >= least for end in ends if end is not None)

    def _fits(self, found: Stretch) -> bool:
        whole = not self.closed or (found.start is not None and found.end is not None)
        return whole and self._precise_enough(found) and _in_order(found)

    def show(self, value: Plain, facts: Facts) -> Param:
        """The period in the reader's language; one date where it begins and ends with the same."""
        if not isinstance(value, dict):
            return str(value)
        return _span(Stretch(_iso(value.get("from")), _iso(value.get("to"))))

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to write a period, and that its end may be open, where it may."""
        if self.closed:
            return (say(N_("A period, like {example}."), example=EXAMPLE),)
        return (
            say(
                N_("A period, like {example}. An end may stay open: {open}."),
                example=EXAMPLE,
                open=Span(Day("2026"), None),
            ),
        )


def _iso(end: Plain) -> str | None:
    return end if isinstance(end, str) else None


def _in_order(found: Stretch) -> bool:
    return found.start is None or found.end is None or first_day(found.start) <= last_day(found.end)


def _plain(found: Stretch) -> Plain:
    return {"from": found.start, "to": found.end}


def _span(found: Stretch) -> Day | Span:
    if found.start is not None and found.start == found.end:
        return Day(found.start)
    return Span(Day(found.start) if found.start else None, Day(found.end) if found.end else None)


def _suggestion(found: Stretch) -> Suggestion:
    return Suggestion(_plain(found), _span(found))


def _not_a_period(said: str, meant: tuple[Stretch, ...]) -> Unclear:
    if meant:
        return Unclear(
            say(N_("I am not sure which period “{said}” is."), said=glance(said)),
            tuple(map(_suggestion, meant)),
        )
    return Unclear(
        say(
            N_("I cannot read “{said}” as a period. Please write it like {example}."),
            said=glance(said),
            example=EXAMPLE,
        )
    )
