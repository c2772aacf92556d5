"""Questions answered by choosing among the items of another group of the form: which objective an action serves."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, replace
from functools import lru_cache

from flows.facts import Facts, Option
from flows.form import Condition, Known
from flows.kinds.choice import Choice, Offers, Several
from flows.layout import items
from flows.session import Answers, Plain
from flows.wording import N_, Param, Say, say
from flows.wording import Several as ListOf
from flows.words import glance


def _among_choices(facts: Facts) -> tuple[Option, ...]:
    """The items as options; `facts_seen` has put them there."""
    return facts.choices


def item_options(answers: Answers, group: str, headed_by: str, *, in_full: bool = False) -> tuple[Option, ...]:
    """The items of a group as options: the number of each in the list, and the beginning of what heads it, or all."""
    found = []
    for number, item in enumerate(items(answers, group), 1):
        answer = answers.get(f"{group}.{item}.{headed_by}")
        label: Say = say(N_("{number}. (without words yet)"), number=number)
        if answer is not None and answer.value is not None:
            words = str(answer.value)
            label = say(N_("{number}. {words}"), number=number, words=words if in_full else glance(words))
        found.append(Option(item, label))
    return tuple(found)


@lru_cache
def has_items(group: str) -> Condition:
    """A condition for questions: whether a group has items to choose from. One and the same for a group, since
    conditions are told apart by identity."""

    def asked(known: Known) -> bool:
        order = known(group)
        return isinstance(order, dict) and bool(order.get("items"))

    return asked


@dataclass(frozen=True, slots=True)
class LinkedChoice(Choice):
    """One item of the group `to`, whose items are `headed_by` an answer; the value is the item's name.

    An item that was taken away since is shown as gone: the answer stays until somebody changes it.
    """

    _: KW_ONLY
    options: Offers = _among_choices
    to: str = ""
    headed_by: str = ""

    def facts_seen(self, answers: Answers, facts: Facts) -> Facts:
        """The facts with the group's items to choose from."""
        return replace(facts, choices=item_options(answers, self.to, self.headed_by, in_full=facts.in_full))

    def shown(self, value: Plain, answers: Answers, facts: Facts) -> Param:
        """The item by what heads it now."""
        return _shown((str(value),), self.facts_seen(answers, facts).choices)


@dataclass(frozen=True, slots=True)
class LinkedSeveral(Several):
    """Some items of the group `to`, whose items are `headed_by` an answer; the value is the list of their names."""

    _: KW_ONLY
    options: Offers = _among_choices
    to: str = ""
    headed_by: str = ""

    def facts_seen(self, answers: Answers, facts: Facts) -> Facts:
        """The facts with the group's items to choose from."""
        return replace(facts, choices=item_options(answers, self.to, self.headed_by, in_full=facts.in_full))

    def shown(self, value: Plain, answers: Answers, facts: Facts) -> Param:
        """The items by what heads them now."""
        names = [str(one) for one in value] if isinstance(value, list) else []
        return _shown(names, self.facts_seen(answers, facts).choices)


def _shown(names: list[str] | tuple[str, ...], offered: tuple[Option, ...]) -> Param:
    labels = {option.id: option.label for option in offered}
    gone = say(N_("one that was taken away since"))
    return ListOf(tuple(labels.get(name, gone) for name in names), "apart")
