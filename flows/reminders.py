"""Every reminder of the Partnership, as data: of what, why by the rules, and when.

A rule reads as the secretariat would say it: "a meeting: 30 days before, 7 days before, 1 day before, 1 hour before".
Days are counted on the calendar of whoever is reminded, and a reminder that is counted in days is due at `MORNING`
there, so that a day's reminders come together; hours are counted by the clock. Of several reminders of one thing that
have become due, only the latest is of use. The secretariat may set other stages in place of a rule's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Final, Literal, TypeAlias

from flows.stages import Stage, after, before, stages_from
from flows.wording import N_, Say, say

Side: TypeAlias = Literal["before", "after"]

MORNING: Final = time(9)
"""When a reminder that is counted in days is due, by the clock of whoever is reminded."""
ADVISORY: Final = "advisory"
"""Stands for the Advisory Group where else an area is named."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The reminders of one kind: what they are called, why they come, with the paragraph, and when.

    `date` says what the days are counted from; it lies `months` after what the fact itself records (twelve months
    after the last meeting). `sides` are those on which a reminder makes sense, `hours` says that the date is a moment
    on the clock, `rises` that the secretariat may be reminded too, and is where nobody else can be reached. `each`:
    whoever says that it is done says so of this time only, not of the next. `lapses_days`: so long is the last
    reminder of use that nothing ends.
    """

    kind: str
    name: str
    date: str
    why: str
    cites: str
    stages: tuple[Stage, ...]
    months: int = 0
    sides: frozenset[Side] = frozenset({"before", "after"})
    hours: bool = False
    rises: bool = False
    each: bool = False
    lapses_days: int | None = None

    def reason(self) -> Say:
        """Why the reminder comes, with the paragraph."""
        return say(N_("{why} ({cite})"), why=say(self.why), cite=self.cites)


_BEFORE: Final = frozenset[Side]({"before"})
_AFTER: Final = frozenset[Side]({"after"})

RULES: Final[Mapping[str, Rule]] = {
    rule.kind: rule
    for rule in (
        Rule(
            "meeting",
            N_("Meetings"),
            date=N_("the meeting"),
            why=N_("Decisions are taken by consensus of those who belong to the body, so it counts who is there"),
            cites="G4.a(3), G4.b(3)",
            sides=_BEFORE,
            hours=True,
            stages=(
                before(days=30),
                before(days=7),
                before(days=1),
                before(hours=1, any_hour=True),
            ),
        ),
        Rule(
            "meeting report",
            N_("Reports of meetings"),
            date=N_("the end of the meeting"),
            why=N_("Reports of meetings are made public by the secretariat"),
            cites="G4.a(6), G6(e)",
            sides=_AFTER,
            rises=True,
            stages=(after(days=3, every_days=14),),
        ),
        Rule(
            "report",
            N_("Two-yearly reports"),
            date=N_("the day on which the report is due"),
            why=N_("Every area reports to UNEP every two years, to the timetable that UNEP sets"),
            cites="F§7, T6",
            rises=True,
            stages=(
                before(days=180),
                before(days=90),
                before(days=30),
                before(days=7),
                before(days=0),
                after(days=7, every_days=7),
                after(days=14, every_days=7, to="secretariat"),
            ),
        ),
        Rule(
            "term",
            N_("Ends of terms"),
            date=N_("the end of the term"),
            why=N_(
                "An area designates its lead for two years, renewable; the Advisory Group elects its chair for two "
                "years, for two terms at most"
            ),
            cites="G3(d), G4.b(6)",
            sides=_BEFORE,
            rises=True,
            stages=(
                before(days=90),
                before(days=30),
                before(days=30, to="secretariat"),
            ),
        ),
        Rule(
            "gathering",
            N_("Meetings that are still to be planned"),
            date=N_("the day on which twelve months have passed since the last meeting"),
            why=N_("The Advisory Group and the partners of every area meet at least once a year"),
            cites="G4.a(1), G4.b(1)",
            months=12,
            rises=True,
            stages=(
                before(days=90),
                before(days=30),
                before(days=0),
                after(months=1, every_months=1),
                after(days=0, every_months=1, to="secretariat"),
            ),
        ),
        Rule(
            "unfinished",
            N_("Letters and plans left unfinished"),
            date=N_("the last change"),
            why=N_("A letter of intent counts once it is sent, and a business plan once it is published"),
            cites="G2(c), F§4",
            sides=_AFTER,
            lapses_days=30,
            stages=(
                after(days=3),
                after(days=10),
                after(days=30),
            ),
        ),
        Rule(
            "review",
            N_("Yearly reviews of plans"),
            date=N_("the day on which a year has passed since the plan was published"),
            why=N_("Business plans are reviewed from time to time; priorities and timelines follow the work"),
            cites="F§4",
            months=12,
            rises=True,
            each=True,
            stages=(after(days=0, every_months=12),),
        ),
        Rule(
            "progress",
            N_("Progress notes, once a quarter"),
            date=N_("the last progress note"),
            why=N_("Partners report progress and results to the lead of their area in good time"),
            cites="G6(b)",
            sides=_AFTER,
            each=True,
            stages=(after(months=3, every_months=3),),
        ),
    )
}
"""The reminders of each kind. Their kinds stand in storage and in buttons."""


def rules_with(overrides: Mapping[str, object]) -> Mapping[str, Rule]:
    """The rules in force: `overrides` holds, by kind, the plain stages that the secretariat has set in place.

    Raises `flows.stages.WrongStages`, and `KeyError` for a kind that there is not.
    """
    return {**RULES, **{kind: rule_with(kind, stages) for kind, stages in overrides.items()}}


def rule_with(kind: str, stages: object) -> Rule:
    """The rule of a kind with these stages, given as plain data. Raises `WrongStages`, `KeyError`."""
    rule = RULES[kind]
    return replace(rule, stages=stages_from(stages, sides=rule.sides, hours=rule.hours, rises=rule.rises))
