"""Two versions of a form beside each other: which answers differ, in the form's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.facts import Facts
from flows.form import Flow, Group
from flows.layout import Stop, item_stops, items, section_stops
from flows.letter import LETTER
from flows.session import Answers
from flows.signposts import numbered
from flows.wording import N_, Param, Say, say


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that differs: what it was before and what it is now (`None`: not answered, or not asked).

    `private` answers are never published.
    """

    label: Say
    before: Param | None
    now: Param | None
    private: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    label: Say
    shown: Param
    value: object
    private: bool


def differences(before: Answers, now: Answers, facts: Facts, flow: Flow = LETTER) -> tuple[Difference, ...]:
    """What changed from one version of a form to another: answers changed, added and taken away.

    An item of a group is the same item wherever it stands in the list; it is called by the number that it has now,
    one taken away by the number that it had.
    """
    old, new = dict(_lines(flow, before, facts)), dict(_lines(flow, now, facts))
    found = []
    for path in _merged(list(old), list(new)):
        was, here = old.get(path), new.get(path)
        told = here or was
        if told is None or (was is not None and here is not None and was.value == here.value):
            continue
        found.append(
            Difference(
                told.label, None if was is None else was.shown, None if here is None else here.shown, told.private
            )
        )
    return tuple(found)


def _merged(old: list[str], new: list[str]) -> list[str]:
    """Paths in the order of now; one that stands no more comes where it stood, after what was before it."""
    merged = list(new)
    for number, path in enumerate(old):
        if path not in merged:
            before = next((each for each in reversed(old[:number]) if each in merged), None)
            merged.insert(0 if before is None else merged.index(before) + 1, path)
    return merged


def _lines(flow: Flow, answers: Answers, facts: Facts) -> Iterator[tuple[str, _Line]]:
    for section in flow.sections:
        for stop in section_stops(section, answers):
            yield from _of_stop(flow, answers, stop, facts, None, private=False)


def _of_stop(
    flow: Flow, answers: Answers, stop: Stop, facts: Facts, inside: Say | None, *, private: bool
) -> Iterator[tuple[str, _Line]]:
    question = stop.question
    private = private or question.private
    if isinstance(question, Group):
        for number, item in enumerate(items(answers, stop.path), 1):
            this = numbered(question, number)
            within = this if inside is None else say(N_("{thing}, {question}"), thing=inside, question=this)
            for each in item_stops(flow, answers, stop.path, item):
                yield from _of_stop(flow, answers, each, facts, within, private=private)
        return
    answer = answers.get(stop.path)
    if answer is None or answer.value is None:
        return
    label = say(question.label or question.ask)
    if inside is not None:
        label = say(N_("{item}: {label}"), item=inside, label=label)
    shown = question.shown(answer.value, answers, facts)
    yield stop.path, _Line(label, shown, answer.value, private)
