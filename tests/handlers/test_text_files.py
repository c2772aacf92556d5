"""A long text sent as a file is an answer like one that was typed."""

from __future__ import annotations

import pytest

from tests.documents.test_reading_files import word
from tests.handlers.desk import Desk, Someone
from tests.handlers.plan_stories import lead
from tests.handlers.stories import answers, letter, value


async def at_the_summary(desk: Desk) -> Someone:
    """A lead who is asked for the summary."""
    eve = await lead(desk)
    await eve.say("/plan")
    await eve.press("section", "summary")
    await eve.press("missing", "summary")
    return eve


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("summary.txt", "Miners use mercury.\n\nMost of it is lost.".encode("utf-8-sig")),
        ("Summary.DOCX", word(("Miners use mercury.", ""), ("", ""), ("Most of it is lost.", ""))),
    ],
)
async def test_a_text_file_and_a_word_file_are_the_answer(desk: Desk, name: str, content: bytes):
    eve = await at_the_summary(desk)
    await eve.give(name, content)
    kept = str(await value(desk, eve, "summary"))
    assert kept.split("\n", maxsplit=1)[0] == "Miners use mercury."
    assert kept.endswith("Most of it is lost.")
    assert "Which period does the plan cover?" in eve.sees


@pytest.mark.parametrize(("name", "content"), [("a.txt", "Ртуть".encode("cp1251")), ("a.docx", b"PK\x03\x04 broken")])
async def test_what_cannot_be_read_is_told_and_asked_for_again(desk: Desk, name: str, content: bytes):
    eve = await at_the_summary(desk)
    await eve.give(name, content)
    assert "I could not read the text in this file." in eve.sees
    assert "What is the issue" in eve.sees
    assert "summary" not in await answers(desk, eve)


async def test_a_text_longer_than_its_guidance_is_met_as_if_it_were_typed(desk: Desk):
    eve = await at_the_summary(desk)
    await eve.give("long.txt", b"mercury " * 281)
    assert "31 words longer than the guidance" in eve.sees


async def test_other_files_are_no_text(desk: Desk):
    eve = await at_the_summary(desk)
    await eve.give("plan.pdf", b"%PDF-1.7 text")
    assert desk.shelf.fetched == []
    assert "I cannot keep it here" in eve.sees


async def test_where_a_file_is_asked_for_a_word_file_stays_a_file(desk: Desk):
    ada = desk.person()
    await letter(ada, until="scan")
    await ada.give("signed.docx", word(("Signed", "")))
    assert isinstance(await value(desk, ada, "scan"), dict)
