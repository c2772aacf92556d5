"""Whole reports, written down and compared with `golden/`, which `pytest tests/flows --regenerate` writes anew."""

from pathlib import Path

import pytest

from flows.layout import ready_to_submit
from flows.report import REPORT
from tests.flows.told_reports import REPORTS
from tests.flows.transcript import Transcript

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", REPORTS)
def test_a_whole_report_reads_as_it_did(name: str, regenerate: bool):
    told = REPORTS[name]
    conversation = told.begin()
    transcript = Transcript(conversation, told.title)
    told.write(conversation)
    assert ready_to_submit(REPORT, conversation.session.answers)
    golden = GOLDEN / f"report-{name}.txt"
    if regenerate:
        golden.write_text(transcript.text(), encoding="utf-8")
    assert golden.exists(), f"{golden.name} was never written: run pytest tests/flows --regenerate"
    assert transcript.text() == golden.read_text(encoding="utf-8")


def test_every_answer_that_was_told_is_kept_beside_what_was_taken_from_the_plan():
    for told in REPORTS.values():
        conversation = told.begin()
        taken = dict(conversation.session.answers)
        told.write(conversation)
        after = conversation.session.answers
        assert told.answers.keys() <= after.keys()
        kept = {path: answer for path, answer in taken.items() if not isinstance(answer.value, dict)}
        changed = {path for path, answer in kept.items() if after[path] != answer}
        assert changed <= told.answers.keys()
