"""Answers that are far longer than any message, made of what a reader looks for: read in time that grows as they do.

Where a pattern is tried again from each of its characters, one of these takes longer than a test may.
"""

from __future__ import annotations

import pytest

from flows.facts import Unclear
from flows.form import Question
from flows.kinds import ClockTime, Date, Email, Length, Money, Period, Phone, Zone
from tests.flows.reading import facts

LENGTH = 150_000
QUESTIONS = (
    Date("day", "When?"),
    Period("period", "From when to when?"),
    ClockTime("time", "At what time?"),
    Length("length", "How long?"),
    Zone("zone", "Where?"),
    Email("email", "Which address?"),
    Phone("phone", "Which number?"),
    Money("money", "How much?"),
)


@pytest.mark.parametrize("run", ["二", ".", "; ", "12", "(a"])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: type(question).__name__)
def test_what_a_reader_looks_for_without_an_end_is_no_answer(question: Question, run: str) -> None:
    said = f"+41 22 9171234 {run * (LENGTH // len(run))} a"
    assert isinstance(question.read(said, facts(country="KE")), Unclear)
