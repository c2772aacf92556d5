"""What simulated people answer to the letter's questions, by the words of the question in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flows.form import Group, Question
from flows.letter import LETTER

# By the key of the question. `{number}` tells one letter from the next: no two partners bear one name.
ANSWERS: Mapping[str, str] = {
    "name": "Ministry of Environment and Natural Resources, Department {number}",
    "country": "Kenya",
    "website": "https://environment.example.org/mercury",
    "person": "Amina Yusuf",
    "position": "Head of the chemicals unit",
    "email": "amina.yusuf@example.org",
    "phone": "+254 20 7624321",
    "address": "12 River Road\nP.O. Box 305\nNairobi 00100",
    "how": (
        "We will train two hundred small-scale miners in two districts to recover gold without mercury, lend the "
        "equipment that this takes, measure mercury in air and water before and after, and publish what we learn in "
        "English and Swahili, so that neighbouring districts can do the same."
    ),
    "when": "March 2027 to December 2028",
    "signatory": "Amina Yusuf",
    "title": "Permanent Secretary",
}


def answers_by_question() -> dict[str, str]:
    """The answers to type, by what is asked."""
    questions = (question for section in LETTER.sections for question in _questions(section.questions))
    return {question.ask: ANSWERS[question.key] for question in questions if question.key in ANSWERS}


def _questions(asked: Iterable[Question | Group]) -> Iterable[Question]:
    for one in asked:
        if isinstance(one, Group):
            yield from _questions(one.of)
        else:
            yield one
