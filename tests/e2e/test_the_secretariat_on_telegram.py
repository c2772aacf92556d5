"""The secretariat on Telegram's protocol beside applicants on the web page: one program, two doors."""

from __future__ import annotations

import csv
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.letters import FRENCH
from tests.e2e.program import Program
from tests.e2e.telegram import TOKEN, Member, Telegram
from tests.e2e.visitor import Say, Visitor

pytestmark = pytest.mark.e2e


@dataclass(frozen=True)
class Stage:
    """The program, the applicant's browser and the two officers' telephones."""

    program: Program
    applicant: Visitor
    amina: Member
    john: Member


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    """Everybody in their places. In the end nothing was refused that the program asked of Telegram."""
    async with Telegram() as telegram:
        settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": telegram.url, "PUBLIC_URL": "{url}"}
        with Program(folder, settings=settings) as program:
            async with Visitor(program.url) as applicant:
                amina, john = Member(telegram, 501, "Amina", "ar"), Member(telegram, 502, "John", "en")
                yield Stage(program, applicant, amina, john)
            assert program.stop() == 0
        assert telegram.refused() == []
        assert "Traceback" not in program.said()


async def join(officer: Member, invitation: str) -> str:
    """Open an invitation, and read what comes."""
    await officer.say(f"/start {invitation.strip().rpartition('=')[2]}")
    welcome = await officer.sees(lambda shown: bool(shown.buttons), "a welcome")
    return welcome.text


async def test_officers_join_in_their_languages_and_export_what_applicants_sent(tmp_path: Path) -> None:
    async with stage(tmp_path) as there:
        assert "أمانة الشراكة" in await join(there.amina, there.program.invitation())
        assert "secretariat" in await join(there.john, there.program.command("invite", "secretariat"))
        await there.applicant.walk((Say("/start"), *FRENCH))
        there.program.command("export", "lists")
    with (tmp_path / "lists" / "letters.csv").open(encoding="utf-8-sig", newline="") as file:
        [letter] = csv.DictReader(file)
    assert letter["Name"] == "Association Terre Saine du Bénin"
    assert (letter["Where it stands"], letter["Country"], letter["Language"]) == ("received", "Benin", "fr")
    assert "amelie@" not in (tmp_path / "lists" / "letters.json").read_text()
    audit = json.loads((tmp_path / "lists" / "audit.json").read_text())
    assert [entry["what"] for entry in audit].count("submitted") == 1
