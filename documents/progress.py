"""How far indicators have come from their baseline towards their target, as a picture (Framework T6).

A bar is drawn only where the figures were written as figures, of one and the same thing. It runs from the baseline to
where the indicator stands now, and shows as plainly what lies beyond the target or further from it than before.
Everything stands beside it as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from documents.booklet import with_detail
from documents.text import apart, cleaned
from flows.figures import on_one_scale
from flows.layout import items
from flows.session import Answers, text_at
from flows.wording import N_, Day, Say, say
from locales import Voice

FURTHEST: Final = Decimal(1)
"""How far beyond the target, or before the baseline, a bar is drawn: as far again as from one to the other."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an indicator as it was written, and the day of it as precise as it was given; the day may be empty."""

    text: str
    day: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as people wrote it; `by` is a day as it was given, `values` are in the order of time.

    `is_measured`: the last of them is of the period that is reported on.
    """

    name: str
    unit: str
    baseline: str
    target: str
    by: str
    values: tuple[Value, ...]
    is_measured: bool = True


@dataclass(frozen=True, slots=True)
class Scale:
    """Where figures stand between 0 and 1 in the direction of reading, in which the target lies behind the baseline.

    `begins` is where the bar begins, at the baseline or else at zero; `values` end with the newest. `off` says that the
    newest lies off the scale: before its beginning (-1), behind its end (1), or not (0). `away`: it is further from the
    target than the baseline.
    """

    baseline: float | None
    target: float
    begins: float
    values: tuple[float, ...]
    off: int
    away: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """An indicator in one language: what was written, and where it is drawn, if it can be."""

    name: str
    unit: str
    baseline: str
    target: str
    now: str
    earlier: str
    scale: Scale | None
    status: str


@dataclass(frozen=True, slots=True)
class ProgressWords:
    """The words of the picture itself."""

    title: str
    baseline: str
    now: str
    earlier: str
    target: str


@dataclass(frozen=True, slots=True)
class Progress:
    """The indicators of an area in one language."""

    indicators: tuple[Shown, ...]
    words: ProgressWords


def indicators_of(answers: Answers, earlier: Sequence[Answers] = ()) -> tuple[Indicator, ...]:
    """The indicators of a report, with their values in earlier ones, which are handed in from the oldest on.

    An indicator is the same where it is called the same.
    """
    before: dict[str, list[Value]] = {}
    for told in earlier:
        for item in items(told, "indicators"):
            before.setdefault(_text(told, item, "indicator"), []).extend(_value(told, item))
    return tuple(_indicator(answers, item, before) for item in items(answers, "indicators"))


def _indicator(answers: Answers, item: str, before: Mapping[str, Sequence[Value]]) -> Indicator:
    name, now = _text(answers, item, "indicator"), _value(answers, item)
    return Indicator(
        name=name,
        unit=_text(answers, item, "unit"),
        baseline=_text(answers, item, "baseline"),
        target=_text(answers, item, "target"),
        by=_text(answers, item, "by"),
        values=(*before.get(name, ()), *now),
        is_measured=bool(now),
    )


def _value(answers: Answers, item: str) -> tuple[Value, ...]:
    # What was written before somebody said that there was no measuring is kept, and does not count.
    text = _text(answers, item, "value") if _text(answers, item, "state") == "measured" else ""
    return (Value(text, _text(answers, item, "measured")),) if text else ()


def _text(answers: Answers, item: str, key: str) -> str:
    return str(cleaned(text_at(answers, f"indicators.{item}.{key}"))).strip()


def progress(indicators: Sequence[Indicator], speaks: Voice) -> Progress | None:
    """The picture of these indicators in one language; `None` where there is none."""
    if not indicators:
        return None
    return Progress(tuple(_shown(one, speaks) for one in indicators), _words(speaks))


def _words(speaks: Voice) -> ProgressWords:
    def spoken(text: str) -> str:
        return speaks.plain(say(text))

    return ProgressWords(
        title=spoken(N_("Progress towards the targets")),
        baseline=spoken(N_("Baseline")),
        # Translators: The heading of a column: where an indicator stands now.
        now=spoken(N_("Now")),
        # Translators: The heading of a column: where an indicator stood in earlier reports.
        earlier=spoken(N_("Earlier")),
        target=spoken(N_("Target")),
    )


def _shown(one: Indicator, speaks: Voice) -> Shown:
    found = scale_of(one)
    *earlier, newest = one.values if one.is_measured and one.values else (*one.values, Value("", ""))

    def dated(value: Value) -> str:
        day = speaks.param(Day(value.day)) if value.day else ""
        return with_detail(value.text, day, speaks) if day else apart(value.text, speaks.direction)

    return Shown(
        name=apart(one.name, speaks.direction),
        unit=apart(one.unit, speaks.direction),
        baseline=apart(one.baseline, speaks.direction),
        target=dated(Value(one.target, one.by)),
        now=dated(newest),
        earlier="; ".join(map(dated, earlier)),
        scale=None if found is None else found[0],
        status=speaks.plain(_status(one, found)),
    )


def scale_of(one: Indicator) -> tuple[Scale, Decimal | None] | None:
    """Where an indicator's figures stand, and the share of the way from the baseline to the target that the newest
    value has come, where both are figures. `None` where the target or the newest value is none, or where they count
    different things."""
    said = [one.baseline, one.target, *(value.text for value in one.values)]
    numbers = on_one_scale(said, one.unit)
    if numbers is None or not one.values or not one.is_measured:
        return None
    baseline, target, *given = numbers
    if target is None or given[-1] is None or (baseline is None and one.baseline):
        return None
    values = [value for value in given if value is not None]
    if baseline is None or baseline == target:
        return _from_zero(baseline, target, values), None
    ways = [(value - baseline) / (target - baseline) for value in values]
    first = max(-FURTHEST, min(Decimal(0), *ways))
    last = min(1 + FURTHEST, max(Decimal(1), *ways))

    def place(way: Decimal) -> float:
        return float((min(last, max(first, way)) - first) / (last - first))

    newest = ways[-1]
    scale = Scale(
        baseline=place(Decimal(0)),
        target=place(Decimal(1)),
        begins=place(Decimal(0)),
        values=tuple(map(place, ways)),
        off=(newest > last) - (newest < first),
        away=newest < 0,
    )
    return scale, newest


def _from_zero(baseline: Decimal | None, target: Decimal, values: Sequence[Decimal]) -> Scale:
    """The scale of figures between which there is no way: it begins at zero."""
    first, last = min(Decimal(0), target, *values), max(Decimal(0), target, *values)
    length = (last - first) or Decimal(1)

    def place(number: Decimal) -> float:
        return float((number - first) / length)

    return Scale(
        baseline=None if baseline is None else place(baseline),
        target=place(target),
        begins=place(Decimal(0)),
        values=tuple(map(place, values)),
        off=0,
        away=False,
    )


def _status(one: Indicator, found: tuple[Scale, Decimal | None] | None) -> Say:
    """What the picture shows, in words."""
    if not one.values:
        return say(N_("Not measured yet."))
    if not one.is_measured:
        return say(N_("Not measured in this period."))
    if found is None:
        return say(N_("No bar is drawn, since these are not all figures of one and the same thing."))
    scale, way = found
    if way is None:
        way = Decimal(1) if scale.values[-1] == scale.target else Decimal(-1) if one.baseline else None
    if way is None:
        return say(N_("Without a baseline, it is not known how much of the way is done."))
    if way < 0:
        return say(N_("Further from the target than at the baseline."))
    if way == 0:
        return say(N_("As at the baseline."))
    if way >= 1:
        return say(N_("The target is reached.") if way == 1 else N_("Beyond the target."))
    # Rounded down: what is not there yet is not said to be.
    return say(N_("{share} % of the way from the baseline to the target."), share=int(way * 100))
