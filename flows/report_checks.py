"""What the sections of a report do not agree on: pointed out with the way to each, and holding nothing back.

Framework F§7, T6: a report tracks activities and contributions and measures progress. The rest is what a careful reader
would notice (R¶32: guidance, not to be followed rigidly).
"""

from __future__ import annotations

from collections.abc import Iterator

from flows.form import Finding
from flows.layout import item_called, items
from flows.session import Answers, value_at
from flows.wording import N_, say
from flows.words import glance


def findings(answers: Answers) -> tuple[Finding, ...]:
    """Everything that does not fit together, in the order of the sections."""
    return (
        *_activities(answers),
        *_contributions(answers),
        *_indicators_without_value(answers),
    )


def _activities(answers: Answers) -> Iterator[Finding]:
    """Activities that are said to be done while milestones of theirs are not, and such that nobody contributed to."""
    contributed = {value_at(answers, f"contributions.{item}.activity") for item in items(answers, "contributions")}
    for number, item in enumerate(items(answers, "activities"), 1):
        called = item_called(answers, f"activities.{item}.activity", number)
        state = value_at(answers, f"activities.{item}.state")
        milestones = f"activities.{item}.milestones"
        states = {one: value_at(answers, f"{milestones}.{one}.state") for one in items(answers, milestones)}
        open_ones = [one for one, how in states.items() if how in ("ahead", "late")]
        if state == "done" and open_ones:
            what = say(
                N_("Activity “{activity}” is carried out, but a milestone of it is not reached."), activity=called
            )
            yield Finding(f"{milestones}.{open_ones[0]}.state", what)
        if state in ("done", "underway", "late") and item not in contributed:
            what = say(N_("No contribution of a partner is named for the activity “{activity}”."), activity=called)
            yield Finding("contributions", what)


def _contributions(answers: Answers) -> Iterator[Finding]:
    for number, item in enumerate(items(answers, "contributions"), 1):
        path = f"contributions.{item}"
        amount = value_at(answers, f"{path}.amount")
        called = item_called(answers, f"{path}.what", number)
        if isinstance(amount, dict) and not amount.get("currency"):
            yield Finding(f"{path}.amount", say(N_("The amount of “{thing}” has no currency."), thing=called))
        partner = value_at(answers, f"{path}.partner")
        if isinstance(partner, dict) and partner.get("partner") is None:
            name = glance(str(partner.get("name", "")))
            yield Finding(f"{path}.partner", say(N_("“{partner}” is not in the register of partners."), partner=name))


def _indicators_without_value(answers: Answers) -> Iterator[Finding]:
    for number, item in enumerate(items(answers, "indicators"), 1):
        if value_at(answers, f"indicators.{item}.state") == "notmeasured":
            called = item_called(answers, f"indicators.{item}.indicator", number)
            yield Finding(
                f"indicators.{item}.state", say(N_("Indicator “{indicator}” was not measured."), indicator=called)
            )
