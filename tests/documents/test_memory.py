"""Big files are made one after another on a small server, and its memory stays as it is."""

from __future__ import annotations

from datetime import date

import psutil

from benchmarks.big_plan import big_plan
from documents.files import plan_file_of
from flows.framework import CURRENT
from flows.session import Answer
from flows.wording import say


def test_big_plans_made_one_after_another_do_not_pile_up_in_memory():
    before = 0
    for number in range(5):
        _a_big_plan(number)
        if number == 1:
            before = psutil.Process().memory_info().rss
    grown = psutil.Process().memory_info().rss - before
    # What typst remembers of each is 50 MB, of ten documents if it is let.
    assert grown < 80 * 2**20


def _a_big_plan(number: int) -> None:
    """A plan of 15,000 words, unlike any other."""
    answers = {**big_plan(), "efforts.1.effort": Answer(f"Effort {number}")}
    plan_file_of(
        "pdf",
        {path: answer.to_plain() for path, answer in answers.items()},
        area=CURRENT.open_areas()[0],
        language="en",
        state=say("Version {version}", version=1),
        day=date(2026, 3, 2),
        leads=(),
        reference="",
        trail=(),
        areas=CURRENT.open_areas(),
        version=1,
    )
