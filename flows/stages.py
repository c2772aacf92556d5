"""A stage: when one of a rule's reminders is due, as data that can be written down, read back and checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Literal, TypeAlias

from flows.wording import N_, Say, say

When: TypeAlias = Literal["before", "after"]
Audience: TypeAlias = Literal["them", "secretariat"]
PlainStage: TypeAlias = "dict[str, int | str | bool]"

MOST_STAGES: Final = 12
MOST_DAYS: Final = 1000
MOST_MONTHS: Final = 60
MOST_HOURS: Final = 72


class WrongStages(ValueError):
    """Stages that cannot be kept; `what` says why, and what to send instead."""

    def __init__(self, what: Say) -> None:
        super().__init__(what.text)
        self.what = what


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A reminder `days`, `months` and `hours` before or after a date, and from then on every so many days or months.

    `to` says whom it reminds: those whose matter it is, or the secretariat. `any_hour`: it does not wait until its
    person is awake.
    """

    days: int = 0
    months: int = 0
    hours: int = 0
    when: When = "before"
    every_days: int = 0
    every_months: int = 0
    to: Audience = "them"
    any_hour: bool = False

    @property
    def key(self) -> str:
        """What tells the stage from the others of its rule, such as `-30d` or `+3d/14d`."""
        again = f"{self.every_days}d" * (self.every_days > 0) + f"{self.every_months}m" * (self.every_months > 0)
        return self.at(0) + f"/{again}" * bool(again) + "!" * (self.to == "secretariat")

    @property
    def is_repeated(self) -> bool:
        """Whether it comes again until the matter is done."""
        return self.every_days > 0 or self.every_months > 0

    def at(self, time: int) -> str:
        """What tells this reminder, the first time (0) or a later one, from the others of one thing: `-1h`, `+17d`.

        It follows from when it is due alone, so other stages never repeat a reminder that has gone out.
        """
        days, months = self.days + time * self.every_days, self.months + time * self.every_months
        if self.hours:
            return f"{self._sign}{self.hours}h"
        if months:
            return f"{self._sign}{months}m" + f"{days}d" * (days > 0)
        return f"{self._sign}{days}d" if days else "0d"

    @property
    def _sign(self) -> str:
        return "-" if self.when == "before" else "+"

    def to_plain(self) -> PlainStage:
        """Plain data; what is not set is left out."""
        return {
            each.name: value
            for each in fields(self)
            if (value := getattr(self, each.name)) != each.default or each.name == "when"
        }


def before(*, days: int = 0, hours: int = 0, to: Audience = "them", any_hour: bool = False) -> Stage:
    """A reminder before a date, or on the day itself (`days=0`)."""
    return Stage(days=days, hours=hours, to=to, any_hour=any_hour)


def after(
    *, days: int = 0, months: int = 0, every_days: int = 0, every_months: int = 0, to: Audience = "them"
) -> Stage:
    """A reminder after a date, once or again and again."""
    return Stage(days=days, months=months, when="after", every_days=every_days, every_months=every_months, to=to)


def stages_from(plain: object, *, sides: Collection[When], hours: bool, rises: bool) -> tuple[Stage, ...]:
    """Stages from plain data, as `Stage.to_plain` gives them. Raises `WrongStages`.

    `sides`, `hours` and `rises` say what the rule allows: before or after its date, hours, the secretariat. No stage at
    all is allowed too: then nobody is reminded.
    """
    if not isinstance(plain, list | tuple):
        raise WrongStages(say(N_("Please send a list of stages, such as 30 days before and 7 days before.")))
    if len(plain) > MOST_STAGES:
        raise WrongStages(say(N_("Please send at most {most} reminders for one thing."), most=MOST_STAGES))
    stages = tuple(_stage(each) for each in plain)
    for stage in stages:
        _check(stage, sides=sides, hours=hours, rises=rises)
    if len({stage.key for stage in stages}) < len(stages):
        raise WrongStages(say(N_("Two of the reminders are due at the same time. Please send each only once.")))
    return stages


def _stage(plain: object) -> Stage:
    known = {each.name: each.default for each in fields(Stage)}
    if not isinstance(plain, Mapping) or not plain.keys() <= known.keys():
        raise WrongStages(say(N_("Please send each reminder as a number of days or hours, before or after the date.")))
    given: dict[str, Any] = dict(plain)
    numbers = [value for name, value in given.items() if type(known[name]) is int]
    if any(type(value) is not int or value < 0 for value in numbers):
        raise WrongStages(say(N_("Please send days, months and hours as whole numbers from 0 up, such as 30.")))
    right = (
        given.get("when", "before") in ("before", "after")
        and given.get("to", "them") in ("them", "secretariat")
        and isinstance(given.get("any_hour", False), bool)
    )
    if not right:
        raise WrongStages(say(N_("Please say of each reminder whether it is before or after, and to whom it goes.")))
    return Stage(**given)


def _check(stage: Stage, *, sides: Collection[When], hours: bool, rises: bool) -> None:
    """Raise `WrongStages` where a stage makes no sense in its rule."""
    wrong = None
    if stage.when not in sides:
        wrong = (
            say(N_("These reminders come before the date. Please send days before it."))
            if stage.when == "after"
            else say(N_("These reminders come after the date. Please send days after it."))
        )
    elif max(stage.days, stage.every_days) > MOST_DAYS or max(stage.months, stage.every_months) > MOST_MONTHS:
        wrong = say(N_("Please send at most {days} days or {months} months."), days=MOST_DAYS, months=MOST_MONTHS)
    elif stage.hours and (not hours or stage.when == "after" or stage.days or stage.months):
        wrong = say(N_("Hours are counted only before a meeting, and without days. Please send days instead."))
    elif stage.hours > MOST_HOURS:
        wrong = say(N_("Please send at most {most} hours, or days instead."), most=MOST_HOURS)
    elif stage.when == "before" and (stage.months or stage.is_repeated):
        wrong = say(N_("A reminder before the date comes once, so many days before. Please send a number of days."))
    elif stage.every_days and stage.every_months:
        wrong = say(N_("A reminder is repeated every so many days or months, not both. Please send one of them."))
    elif stage.to == "secretariat" and not rises:
        wrong = say(N_("The secretariat is not reminded of this. Please send it to those whose matter it is."))
    elif stage.any_hour and stage.hours != 1:
        wrong = say(N_("Only the reminder one hour before a meeting may come at night. Please leave that out."))
    if wrong is not None:
        raise WrongStages(wrong)
