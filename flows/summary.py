"""A letter at a glance: what an officer reads before opening it."""

from __future__ import annotations

from flows.facts import Facts
from flows.form import Flow, Group
from flows.layout import find, items, stands
from flows.letter import LETTER
from flows.letter_text import KIND_NAMES
from flows.session import Answers
from flows.wording import N_, Say, say, say_n
from flows.words import glance

MOST_NAME = 120
MOST_WORDS = 90
MOST_CONTRIBUTIONS = 4
"""What a summary shows of each: it goes into one message, above the buttons to act."""


def summary(answers: Answers, facts: Facts) -> tuple[Say, ...]:
    """Who applies, from where, for which areas, what they bring, who signs and whether it may be published."""
    return (
        *_answered(answers, facts, "name", "category", "country", "areas"),
        *_contributions(answers),
        *_answered(answers, facts, "signatory", "publish"),
    )


def _answered(answers: Answers, facts: Facts, *paths: str) -> tuple[Say, ...]:
    told = []
    for path in paths:
        line = answer_line(LETTER, answers, path, facts)
        if line is not None:
            told.append(line)
    return tuple(told)


def answer_line(flow: Flow, answers: Answers, path: str, facts: Facts) -> Say | None:
    """A question's short name with its answer; `None` where it is not asked or has none."""
    stop, answer = find(flow, answers, path), answers.get(path)
    if stop is None or isinstance(stop.question, Group) or answer is None or answer.value is None:
        return None
    if not stands(flow, answers, path):
        return None
    question = stop.question
    shown = question.show(answer.value, question.facts_seen(answers, facts))
    value = glance(shown, MOST_NAME) if isinstance(shown, str) else shown
    return say(N_("{name}: {value}"), name=say(question.label or question.ask), value=value)


def _contributions(answers: Answers) -> tuple[Say, ...]:
    """Each contribution by its kind and first words; beyond a few, how many more there are."""
    names = items(answers, "contributions")
    told = []
    for item in names[:MOST_CONTRIBUTIONS]:
        kind, how = (answers.get(f"contributions.{item}.{key}") for key in ("kind", "how"))
        what = KIND_NAMES.get(str(kind.value) if kind else "", say(N_("Contribution")))
        words = glance(how.value, MOST_WORDS) if how and isinstance(how.value, str) else ""
        told.append(say(N_("• {what}: {how}"), what=what, how=words))
    more = len(names) - MOST_CONTRIBUTIONS
    if more > 0:
        told.append(say_n(N_("• and {n} more contribution"), N_("• and {n} more contributions"), more))
    return tuple(told)
