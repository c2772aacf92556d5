"""What the sections of a business plan do not agree on: pointed out with the way to each, and holding nothing back.

Framework T2-T10: actions, efforts and opportunities are linked to objectives, every effort has a contact, and the
partners are listed. The rest is what a careful reader would notice (R¶32: guidance, not to be followed rigidly).
"""

from __future__ import annotations

from collections.abc import Iterator

from flows.form import Finding
from flows.layout import item_called, items
from flows.session import Answers, Plain, value_at
from flows.wording import N_, Say, say
from flows.words import fold, glance


def findings(answers: Answers) -> tuple[Finding, ...]:
    """Everything that does not fit together, in the order of the sections."""
    return (
        *_actions_without_objective(answers),
        *_objectives_without_indicator(answers),
        *_efforts(answers),
        *_amounts_without_currency(answers),
        *_partners_not_listed(answers),
    )


def _actions_without_objective(answers: Answers) -> Iterator[Finding]:
    there = set(items(answers, "objectives"))
    for number, item in enumerate(items(answers, "actions"), 1):
        served = value_at(answers, f"actions.{item}.serves")
        if not isinstance(served, list) or not there & set(map(str, served)):
            path = f"actions.{item}.serves" if there else "objectives"
            called = item_called(answers, f"actions.{item}.action", number)
            yield Finding(path, say(N_("Action “{action}” serves no objective."), action=called))


def _objectives_without_indicator(answers: Answers) -> Iterator[Finding]:
    measured = {value_at(answers, f"indicators.{item}.objective") for item in items(answers, "indicators")}
    for number, item in enumerate(items(answers, "objectives"), 1):
        if item not in measured:
            called = item_called(answers, f"objectives.{item}.statement", number)
            yield Finding("indicators", say(N_("Objective “{objective}” has no indicator."), objective=called))


def _efforts(answers: Answers) -> Iterator[Finding]:
    whole = value_at(answers, "period")
    for number, item in enumerate(items(answers, "efforts"), 1):
        called = item_called(answers, f"efforts.{item}.effort", number)
        if value_at(answers, f"efforts.{item}.contact") is None:
            what = say(N_("Effort “{effort}” has no contact."), effort=called)
            yield Finding(f"efforts.{item}.contact", what)
        if not _within(value_at(answers, f"efforts.{item}.when"), whole):
            what = say(N_("Effort “{effort}” does not lie within the period of the plan."), effort=called)
            yield Finding(f"efforts.{item}.when", what)


def _within(inner: Plain, outer: Plain) -> bool:
    """Whether a period lies within another, each as precise as it was given; an open or missing end fits anywhere."""
    if not isinstance(inner, dict) or not isinstance(outer, dict):
        return True
    begins, ends = inner.get("from"), inner.get("to")
    first, last = outer.get("from"), outer.get("to")
    return not (_before(begins, first) or _before(last, ends) or _before(last, begins) or _before(ends, first))


def _before(one: Plain, other: Plain) -> bool:
    """Whether a date lies before another, both cut to the precision that they share: 2026 is not before 2026-05."""
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    shared = min(len(one), len(other))
    return one[:shared] < other[:shared]


AMOUNTS = (("efforts", "cost", "effort"), ("projects", "amount", "project"), ("given", "amount", "what"))
"""Where a plan has amounts of money: the group, the amount, and what names the item."""


def _amounts_without_currency(answers: Answers) -> Iterator[Finding]:
    for group, key, named_by in AMOUNTS:
        for number, item in enumerate(items(answers, group), 1):
            amount = value_at(answers, f"{group}.{item}.{key}")
            if isinstance(amount, dict) and not amount.get("currency"):
                called = item_called(answers, f"{group}.{item}.{named_by}", number)
                what = say(N_("The amount of “{thing}” has no currency."), thing=called)
                yield Finding(f"{group}.{item}.{key}", what)


def _partners_not_listed(answers: Answers) -> Iterator[Finding]:
    listed = {_name(value_at(answers, f"partners.{item}.partner")) for item in items(answers, "partners")}
    for item in items(answers, "efforts"):
        group = f"efforts.{item}.partners"
        for one in items(answers, group):
            path = f"{group}.{one}.partner"
            value = value_at(answers, path)
            if not isinstance(value, dict):
                continue
            if _name(value) not in listed:
                # Of one who takes part in several efforts it is told once: adding the name to the list mends it.
                listed.add(_name(value))
                yield Finding(
                    "partners", _about(N_("“{partner}” takes part in an effort and is not among the partners."), value)
                )
            if value.get("partner") is None:
                yield Finding(path, _about(N_("“{partner}” is not in the register of partners."), value))


def _about(words: str, value: dict[str, Plain]) -> Say:
    return say(words, partner=glance(str(value.get("name", ""))))


def _name(value: Plain) -> str:
    return fold(str(value.get("name", ""))) if isinstance(value, dict) else ""
