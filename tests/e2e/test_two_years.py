"""Two years of an area in the running program, compared with the transcripts that were read and found good."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.two_years import PEOPLE, told

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]
GOLDEN = Path(__file__).parent / "golden"


async def test_every_message_of_two_years_reads_as_it_should(tmp_path: Path, regenerate: bool) -> None:
    said = {person.name: person.transcript() for person in await told(tmp_path)}
    assert list(said) == [name for name, _ in PEOPLE]
    for name, transcript in said.items():
        golden = GOLDEN / f"two-years-{name}.txt"
        if regenerate:
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(transcript, encoding="utf-8")
        assert transcript == golden.read_text(encoding="utf-8"), name
