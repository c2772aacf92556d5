"""Whole letters, written down and compared with `golden/`, which `pytest tests/flows --regenerate` writes anew."""

from pathlib import Path

import pytest

from flows.events import Submitted
from tests.flows.conversation import Conversation
from tests.flows.letters import LETTERS
from tests.flows.transcript import Transcript

GOLDEN = Path(__file__).parent / "golden"


def test_people_write_in_every_language_and_as_entities_and_individuals():
    assert {letter.language for letter in LETTERS.values()} == {"en", "fr", "es", "ru", "ar", "zh"}
    individuals = {letter.language for name, letter in LETTERS.items() if name.endswith("individual")}
    assert individuals == {"en", "fr", "es", "ru", "ar", "zh"}


@pytest.mark.parametrize("name", LETTERS)
def test_a_whole_letter_reads_as_it_did(name, regenerate):
    letter = LETTERS[name]
    conversation = Conversation(language=letter.language, borne=letter.borne)
    transcript = Transcript(conversation, letter.title)
    letter.write(conversation)
    assert conversation.effects == (Submitted(),)
    golden = GOLDEN / f"{name}.txt"
    if regenerate:
        golden.write_text(transcript.text(), encoding="utf-8")
    assert golden.exists(), f"{golden.name} was never written: run pytest tests/flows --regenerate"
    assert transcript.text() == golden.read_text(encoding="utf-8")
