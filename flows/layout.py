"""The order of a form as one person sees it: which questions stand at a level, which is next, which are missing.

A form has levels: the whole of a linear flow or one section of a menu flow, and inside each item of a group the
questions of that item. Walking looks at one level only, so a step costs the same in a short draft and in a long one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from flows.form import Condition, Flow, Group, Known, Question, Section
from flows.session import Answer, Answers, value_at
from flows.words import glance

# Paths that were taken apart lately, which a step does many times over: many more than people stand at in one moment.
_PATHS: Final = 4096


@dataclass(frozen=True, slots=True)
class Stop:
    """A question or a group at the path where it stands."""

    path: str
    question: Question | Group
    section: Section


@lru_cache(maxsize=64)
def _candidates(flow: Flow) -> dict[str, tuple[tuple[Question | Group, Section], ...]]:
    """Every question by its path without item names: `contributions.how`; those that share a key stand together."""
    found: dict[str, list[tuple[Question | Group, Section]]] = {}

    def enter(prefix: str, questions: tuple[Question | Group, ...], section: Section) -> None:
        for question in questions:
            path = prefix + question.key
            found.setdefault(path, []).append((question, section))
            if isinstance(question, Group):
                enter(path + ".", question.of, section)

    for section in flow.sections:
        enter("", section.questions, section)
    return {path: tuple(entries) for path, entries in found.items()}


@lru_cache(maxsize=_PATHS)
def pattern(path: str) -> str:
    """A path without its item names: `contributions.2.how` gives `contributions.how`."""
    return ".".join(path.split(".")[::2])


@lru_cache(maxsize=_PATHS)
def parent(path: str) -> tuple[str, str] | None:
    """The group's path and the item's name that a path lies in, if it lies in one."""
    parts = path.split(".")
    return (".".join(parts[:-2]), parts[-2]) if len(parts) > 1 else None


@lru_cache(maxsize=_PATHS)
def ancestors(path: str) -> tuple[tuple[str, str], ...]:
    """The groups and items that a path lies in, from the inside outward."""
    around = parent(path)
    return () if around is None else (around, *ancestors(around[0]))


def known_at(answers: Answers, path: str) -> Known:
    """What is known, seen from a path: an item's own answers first, then those outside it."""

    around = ancestors(path)

    def known(key: str) -> Any:
        for group, item in around:
            answer = answers.get(f"{group}.{item}.{key}")
            if answer is not None:
                return answer.value
        return value_at(answers, key)

    return known


def holds(condition: bool | Condition | None, answers: Answers, path: str) -> bool:
    """Whether a condition holds as seen from a path; none at all always holds."""
    if condition is None or isinstance(condition, bool):
        return condition is not False
    return bool(condition(known_at(answers, path)))


def is_optional(stop: Stop, answers: Answers) -> bool:
    """Whether the question at a stop may be skipped."""
    return holds(stop.question.optional, answers, stop.path)


def find(flow: Flow, answers: Answers, path: str) -> Stop | None:
    """The question that stands at a path: the one asked now where several share the key, else the first of them."""
    entries = _candidates(flow).get(pattern(path), ())
    for question, section in entries:
        if holds(question.when, answers, path):
            return Stop(path, question, section)
    return Stop(path, *entries[0]) if entries else None


def stands(flow: Flow, answers: Answers, path: str) -> bool:
    """Whether the question at a path is asked now, and so is every group around it."""
    for each in (path, *(group for group, _ in ancestors(path))):
        stop = find(flow, answers, each)
        if stop is None or not holds(stop.question.when, answers, each):
            return False
    return True


def section_named(flow: Flow, key: str) -> Section | None:
    """The section with this key."""
    return next((section for section in flow.sections if section.key == key), None)


def _stops(questions: tuple[Question | Group, ...], section: Section, prefix: str, answers: Answers) -> Iterator[Stop]:
    """Those of the questions of one level that are asked now; all of them see the same answers."""
    known = known_at(answers, prefix + "_")
    for question in questions:
        if question.when is None or question.when(known):
            yield Stop(prefix + question.key, question, section)


def section_stops(section: Section, answers: Answers) -> tuple[Stop, ...]:
    """The questions of a section that are asked now, in order, groups as one."""
    return tuple(_stops(section.questions, section, "", answers))


def item_stops(flow: Flow, answers: Answers, group: str, item: str) -> tuple[Stop, ...]:
    """The questions of one item of a group that are asked now, in order."""
    stop = find(flow, answers, group)
    if stop is None or not isinstance(stop.question, Group):
        return ()
    return tuple(_stops(stop.question.of, stop.section, f"{group}.{item}.", answers))


def level(flow: Flow, answers: Answers, path: str) -> tuple[Stop, ...]:
    """All stops of the level that a path lies on.

    A step and the prompt after it ask for the same level several times, so those of the answers seen last are kept.
    """
    around = parent(path)
    name = ".".join(around) if around is not None else "" if flow.order == "linear" else pattern(path)
    if _walked.flow is not flow or _walked.answers is not answers:
        _walked.flow, _walked.answers, _walked.levels = flow, answers, {}
    found = _walked.levels.get(name)
    if found is None:
        found = _walked.levels[name] = _level(flow, answers, path, around)
    return found


class _Walked:
    """The levels of one form with one set of answers; answers are never changed, only replaced."""

    __slots__ = ("answers", "flow", "levels")

    def __init__(self) -> None:
        self.flow: Flow | None = None
        self.answers: Answers | None = None
        self.levels: dict[str, tuple[Stop, ...]] = {}


_walked = _Walked()


def _level(flow: Flow, answers: Answers, path: str, around: tuple[str, str] | None) -> tuple[Stop, ...]:
    if around is not None:
        return item_stops(flow, answers, *around)
    if flow.order == "linear":
        known = known_at(answers, path)
        return _outermost(flow, tuple([bool(condition(known)) for condition in _conditions(flow)]))
    stop = find(flow, answers, path)
    return section_stops(stop.section, answers) if stop else ()


@lru_cache(maxsize=64)
def _conditions(flow: Flow) -> tuple[Condition, ...]:
    """What decides which of the outermost questions are asked, each once."""
    questions = (question for section in flow.sections for question in section.questions)
    return tuple(dict.fromkeys(question.when for question in questions if question.when is not None))


@lru_cache(maxsize=512)
def _outermost(flow: Flow, held: tuple[bool, ...]) -> tuple[Stop, ...]:
    """The outermost stops where these conditions hold, in the order of `_conditions`: few, for many sets of answers."""
    asked: dict[Condition | None, bool] = {None: True, **dict(zip(_conditions(flow), held, strict=True))}
    return tuple(
        Stop(question.key, question, section)
        for section in flow.sections
        for question in section.questions
        if asked[question.when]
    )


def items(answers: Answers, group: str) -> tuple[str, ...]:
    """The names of a group's items, in order."""
    value = _order(answers.get(group))
    return tuple(value["items"])


def new_item(answers: Answers, group: str) -> str:
    """The name that the next item of a group will have."""
    return str(_order(answers.get(group))["next"])


def item_gone(answers: Answers, group: str, item: str) -> bool:
    """Whether an item was taken away: its name was given out once and it is in the list no more."""
    return item not in items(answers, group) and int(item) < int(new_item(answers, group))


def item_called(answers: Answers, path: str, number: int) -> str:
    """What an item is called in a sentence: the words at a path of it, cut short, or its number."""
    value = value_at(answers, path)
    return str(number) if value is None else glance(str(value), 40)


def _order(answer: Answer | None) -> dict[str, Any]:
    if answer is None or not isinstance(answer.value, dict):
        return {"items": [], "next": 1}
    return answer.value


def is_answered(stop: Stop, answers: Answers) -> bool:
    """Whether a stop needs no visit any more: answered or skipped; a group has the items it needs, or was declined."""
    answer = answers.get(stop.path)
    if answer is None:
        return False
    if isinstance(stop.question, Group):
        return len(items(answers, stop.path)) >= stop.question.at_least
    # What was skipped while it was optional may be required since.
    return answer.value is not None or is_optional(stop, answers)


def first_open(stops: tuple[Stop, ...], lacking: tuple[Stop, ...], answers: Answers) -> Stop | None:
    """The first of these stops that was not visited yet, or the first that is `lacking` inside of it."""
    for stop in stops:
        if not is_answered(stop, answers):
            return stop
        for inside in lacking:
            if inside.path == stop.path or inside.path.startswith(f"{stop.path}."):
                return inside
    return None


def ready_to_submit(flow: Flow, answers: Answers) -> bool:
    """Whether nothing that the form requires is missing, the framework's elements included."""
    return not missing(flow, answers) and all(element.present(answers) for element in flow.elements)


def missing(flow: Flow, answers: Answers) -> tuple[Stop, ...]:
    """Every required question of the whole form that has no answer yet, in order."""
    found: list[Stop] = []
    for section in flow.sections:
        found += _missing(flow, section_stops(section, answers), answers)
    return tuple(found)


def missing_in(flow: Flow, section: Section, answers: Answers) -> tuple[Stop, ...]:
    """The same for one section."""
    return tuple(_missing(flow, section_stops(section, answers), answers))


def item_missing(flow: Flow, answers: Answers, group: str, item: str) -> tuple[Stop, ...]:
    """The same for one item of a group."""
    return tuple(_missing(flow, item_stops(flow, answers, group, item), answers))


def _missing(flow: Flow, stops: tuple[Stop, ...], answers: Answers) -> Iterator[Stop]:
    for stop in stops:
        if isinstance(stop.question, Group):
            present = items(answers, stop.path)
            if len(present) < stop.question.at_least:
                yield stop
            for item in present:
                yield from _missing_in_item(flow, stop, stop.question, item, answers)
        else:
            answer = answers.get(stop.path)
            if (answer is None or answer.value is None) and not is_optional(stop, answers):
                yield stop


def _missing_in_item(flow: Flow, group: Stop, of: Group, item: str, answers: Answers) -> Iterator[Stop]:
    """The same for one item. Most questions of a long list are answered, and of those nothing else is looked at."""
    prefix = f"{group.path}.{item}."
    for question in of.of:
        path = prefix + question.key
        if not isinstance(question, Group):
            if question.optional is True:
                continue
            answer = answers.get(path)
            if answer is not None and answer.value is not None:
                continue
        if question.when is None or question.when(known_at(answers, path)):
            yield from _missing(flow, (Stop(path, question, group.section),), answers)
