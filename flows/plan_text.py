"""A form's answers in reading order: what pages and documents show of a plan, item after item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.facts import Facts
from flows.form import Flow, Group, Question, Section
from flows.layout import Stop, item_stops, items, section_named, section_stops
from flows.session import Answer, Answers
from flows.signposts import numbered
from flows.wording import N_, Param, Say, say

NOTHING_YET = say(N_("Nothing is written here yet."))
"""Said of a section without answers, on pages and in documents."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a section as it is read. `depth` counts the groups around it; a heading of an item has no `shown`."""

    path: str
    label: Say
    shown: Param | None
    depth: int
    answer: Answer | None = None


def entries(flow: Flow, section: Section, answers: Answers, facts: Facts, *, without: str = "") -> Iterator[Entry]:
    """What was answered in a section, in order; what was left out or skipped is not there. `without` is the path of a
    group that is shown elsewhere."""
    for stop in section_stops(section, answers):
        if stop.path != without:
            yield from _entries(flow, stop, answers, facts, 0)


def _entries(flow: Flow, stop: Stop, answers: Answers, facts: Facts, depth: int) -> Iterator[Entry]:
    question = stop.question
    if isinstance(question, Group):
        for number, item in enumerate(items(answers, stop.path), 1):
            yield Entry(f"{stop.path}.{item}", numbered(question, number), None, depth)
            for inside in item_stops(flow, answers, stop.path, item):
                yield from _entries(flow, inside, answers, facts, depth + 1)
        return
    answer = answers.get(stop.path)
    if answer is not None and answer.value is not None:
        yield Entry(stop.path, named(question), question.shown(answer.value, answers, facts), depth, answer)


def section_title(flow: Flow, key: str) -> Say:
    """What a section is called; the whole plan for anything else."""
    section = section_named(flow, key)
    return say(N_("The whole plan")) if section is None else say(section.title)


def named(question: Question | Group) -> Say:
    """The short name of a question."""
    return say(question.label or question.ask)
