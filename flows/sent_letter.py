"""A letter that was sent, to be read again: what is published of it, and what the secretariat alone was given."""

from __future__ import annotations

from flows.facts import Facts
from flows.form import Flow, Group
from flows.framework import CURRENT, Framework
from flows.layout import section_stops
from flows.letter_text import compose, letter_paragraphs
from flows.session import Answers
from flows.wording import N_, Say, say


def published(answers: Answers, facts: Facts, edition: Framework = CURRENT) -> tuple[Say, ...]:
    """The letter as everyone may read it, under the edition of the framework that it was written under."""
    return letter_paragraphs(compose(answers, facts, edition))


def kept_back(flow: Flow, answers: Answers, facts: Facts) -> tuple[Say, ...]:
    """Contacts and the signed copy, each with what it is called; what was skipped is left out."""
    told = []
    for section in flow.sections:
        for stop in section_stops(section, answers):
            answer = answers.get(stop.path)
            if isinstance(stop.question, Group) or not stop.question.private or answer is None or answer.value is None:
                continue
            name = say(stop.question.label or stop.question.ask)
            told.append(say(N_("{name}: {value}"), name=name, value=stop.question.show(answer.value, facts)))
    return tuple(told)
