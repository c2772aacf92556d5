"""The form as far as somebody can answer it: without the questions about what there is none of (no area is open), and
with the sections alone that they may write in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from flows.facts import Facts
from flows.form import Finding, Flow, Given, Group, Question
from flows.session import Answers


def possible(flow: Flow, facts: Facts) -> Flow:
    """The flow without the questions that nobody could answer now and the sections that this person may not write in;
    the same flow where there are none."""
    if facts.sections:
        flow = _only(flow, facts.sections)
    lacking = frozenset(path for path, given in _conditions(flow) if not given(facts))
    return _without(flow, lacking) if lacking else flow


@lru_cache(maxsize=256)
def _only(flow: Flow, keys: tuple[str, ...]) -> Flow:
    """The flow with these sections alone, and with the checks that lead to them."""
    sections = tuple(section for section in flow.sections if section.key in keys)
    within = {question.key for section in sections for question in section.questions}
    whole = flow.checks

    def checks(answers: Answers) -> tuple[Finding, ...]:
        found = () if whole is None else whole(answers)
        return tuple(one for one in found if one.path.partition(".")[0] in within)

    return replace(flow, sections=sections, submit="", checks=checks)


@lru_cache(maxsize=64)
def _conditions(flow: Flow) -> tuple[tuple[str, Given], ...]:
    """The questions that depend on the facts, by their paths without item names."""

    def inside(prefix: str, questions: tuple[Question | Group, ...]) -> Iterator[tuple[str, Given]]:
        for question in questions:
            path = prefix + question.key
            if isinstance(question, Group):
                yield from inside(path + ".", question.of)
            elif question.given is not None:
                yield path, question.given

    return tuple(found for section in flow.sections for found in inside("", section.questions))


@lru_cache(maxsize=64)
def _without(flow: Flow, lacking: frozenset[str]) -> Flow:
    """One and the same flow for the same questions left out, since flows are told apart by identity."""

    def left(prefix: str, questions: tuple[Question | Group, ...]) -> tuple[Question | Group, ...]:
        kept = (question for question in questions if prefix + question.key not in lacking)
        return tuple(
            replace(question, of=left(f"{prefix}{question.key}.", question.of))
            if isinstance(question, Group)
            else question
            for question in kept
        )

    sections = (replace(section, questions=left("", section.questions)) for section in flow.sections)
    return replace(flow, sections=tuple(sections))
