"""Whole plans, written down and compared with `golden/`, which `pytest tests/flows --regenerate` writes anew."""

from pathlib import Path

import pytest

from flows.layout import ready_to_submit
from flows.plan import PLAN
from flows.plan_checks import findings
from tests.flows.conversation import Conversation
from tests.flows.told_plans import PLANS
from tests.flows.transcript import Transcript

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", PLANS)
def test_a_whole_plan_reads_as_it_did(name: str, regenerate: bool):
    told = PLANS[name]
    conversation = Conversation(flow=PLAN, language=told.language, register=told.register)
    transcript = Transcript(conversation, told.title)
    told.write(conversation)
    assert ready_to_submit(PLAN, conversation.session.answers)
    assert findings(conversation.session.answers) == ()
    golden = GOLDEN / f"plan-{name}.txt"
    if regenerate:
        golden.write_text(transcript.text(), encoding="utf-8")
    assert golden.exists(), f"{golden.name} was never written: run pytest tests/flows --regenerate"
    assert transcript.text() == golden.read_text(encoding="utf-8")


def test_every_answer_that_was_told_is_kept():
    for told in PLANS.values():
        conversation = Conversation(flow=PLAN, language=told.language, register=told.register)
        told.write(conversation)
        assert told.answers.keys() <= conversation.session.answers.keys()
