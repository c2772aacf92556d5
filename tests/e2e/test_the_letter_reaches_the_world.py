"""A letter from its first word to the public register and off it again, by people who use the program as people do.

The applicant writes French on the web page, two officers read English and Arabic on Telegram's protocol; what they are
sent is opened and read.
"""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pypdf
import pytest

from tests.e2e.letters import FRENCH
from tests.e2e.program import Program
from tests.e2e.telegram import TOKEN, Member, Shown, Telegram
from tests.e2e.visitor import Press, Say, Visitor, text_of

pytestmark = pytest.mark.e2e

NAME = "Association Terre Saine du Bénin"
REMARK = "Merci de préciser où ces orpailleurs travaillent."
COMPLETED = "Nous formerons deux cents orpailleurs à Natitingou et à Tanguiéta."
REFERENCE = re.compile(r"GMP-\d{4}-\d{4}")
TAGS = re.compile(r"<[^>]+>")
HYPHENATED = re.compile(r"[-\u00ad\u2010] *\n *")


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
                for officer in (amina, john):
                    invitation = program.command("invite", "secretariat")
                    await officer.say(f"/start {invitation.split()[0].rpartition('=')[2]}")
                    await officer.sees(lambda shown: shown.carries("inbox", "0") is not None, "a welcome")
                yield Stage(program, applicant, amina, john)
            assert program.stop() == 0
        assert telegram.refused() == []
        assert "Traceback" not in program.said()


def words(text: str) -> str:
    """A text in one line; an extractor breaks lines where the page does."""
    return " ".join(text.split())


def pdf_text(content: bytes) -> str:
    """What a reader finds in a PDF."""
    pages = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return words(HYPHENATED.sub("", pages))


def docx_text(content: bytes) -> str:
    """What stands in a Word document."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return words(TAGS.sub(" ", parts.read("word/document.xml").decode()))


async def files_of(applicant: Visitor, wanted: int) -> list[dict[str, Any]]:
    """The files that the page offers, once there are so many."""

    def files(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [message["file"] for message in messages if message["file"]]

    return files(await applicant.wait_until(lambda messages: len(files(messages)) >= wanted))


async def fetched(url: str) -> tuple[int, str, bytes]:
    """What everybody gets at an address: status, media type, content."""
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, answer.content_type, await answer.read()


async def reads_files(officer: Member, version: int, how: str) -> None:
    """The officer opens both files, and reads who writes and what they will do."""
    pdf = await officer.sees(lambda one: _is_file(one, "pdf", version), f"a PDF of version {version}")
    docx = await officer.sees(lambda one: _is_file(one, "docx", version), f"a Word document of version {version}")
    for text in (pdf_text(pdf.file), docx_text(docx.file)):
        assert NAME in text
        assert how in text
        assert "amelie@terre-saine.example.org" in text, "the secretariat's copy has the contacts"


def _is_file(shown: Shown, form: str, version: int) -> bool:
    later = f"-v{version}" in shown.file_name or f"_{version}" in shown.file_name
    return shown.file_name.endswith(f".{form}") and (version == 1 or later)


async def test_a_letter_is_completed_registered_published_and_withdrawn_in_two_languages(tmp_path: Path) -> None:
    async with stage(tmp_path) as there:
        applicant, john, amina = there.applicant, there.john, there.amina
        found = REFERENCE.search(text_of(await applicant.walk((Say("/start"), *FRENCH))))
        assert found
        reference = found.group()

        # The letter comes to the applicant and to both officers, each in their language.
        pdf, docx = await files_of(applicant, 2)
        assert NAME in pdf_text(await applicant.fetch(pdf["url"]))
        assert "deux cents orpailleurs de l'Atacora" in docx_text(await applicant.fetch(docx["url"])).replace("’", "'")
        await john.sees(lambda one: f"A new letter of intent: {reference}" in one.text)
        await amina.sees(lambda one: one.carries("register", None) is not None)
        await reads_files(john, 1, "deux cents orpailleurs")
        await reads_files(amina, 1, "deux cents orpailleurs")

        # It is asked about, completed at the question itself, and sent again.
        await john.press("ask")
        await john.press("tick", "contributions")
        await john.press("done")
        await john.sees(lambda one: "What should the applicant add or change?" in one.text)
        await john.say(REMARK)
        await john.press("submit")
        await john.sees(lambda one: "The applicant is asked to complete the letter." in one.text)
        asked = await applicant.wait_until(lambda messages: REMARK in text_of(messages))
        assert "secrétariat" in asked[-1]["text"]
        await applicant.walk((Press("complete", reference), Press("item", "1"), Press("edit", "contributions.1.how")))
        await applicant.walk((Say(COMPLETED), Press("list"), Press("go")))
        sent = await applicant.do(Press("submit"))
        assert reference in sent[-1]["text"]
        await john.sees(lambda one: f"The letter {reference} has come again: version 2" in one.text)
        await reads_files(john, 2, COMPLETED)

        # Both officers register it at once: one does, the other is told who did.
        for officer in (john, amina):
            await officer.press("register")
            await officer.sees(lambda one: one.carries("registered", None) is not None)
        await asyncio.gather(john.press("registered"), amina.press("registered"))
        by_john = await john.sees(lambda one: "Registered" in one.text or "Amina has registered" in one.text)
        if "Registered." in by_john.text.partition("\n")[0]:
            await amina.sees(lambda one: "John" in one.text and reference in one.text)
        else:
            assert "Amina has registered this letter already" in by_john.text

        # The applicant is a partner now, and everybody can read the letter.
        await applicant.wait_until(lambda messages: "G6(b)" in text_of(messages))
        contacts = await applicant.do(Say("/contacts"))
        assert "mercury@chemicals.unep.ch" in contacts[-1]["text"]
        status, _, page = await fetched(f"{there.program.url}/fr/letters/{reference}")
        assert status == 200
        assert COMPLETED in page.decode()
        assert "amelie@" not in page.decode()
        status, kind, public = await fetched(f"{there.program.url}/fr/letters/{reference}/letter.pdf")
        assert (status, kind) == (200, "application/pdf")
        assert COMPLETED in pdf_text(public)
        assert "amelie@" not in pdf_text(public)
        _, _, listed = await fetched(f"{there.program.url}/register.json")
        assert NAME in listed.decode()

        # Its owner withdraws it: its address says so, and the officers hear of it.
        await applicant.walk((Say("/mine"), Press("read", f"{reference}.2"), Press("withdraw", reference)))
        await applicant.do(Press("withdrawn", reference))
        status, _, gone = await fetched(f"{there.program.url}/fr/letters/{reference}")
        assert status == 410
        assert COMPLETED not in gone.decode()
        await john.sees(lambda one: f"{NAME} has withdrawn the letter {reference}" in one.text)
        await john.say(f"/history {reference}")
        history = await john.sees(lambda one: "withdrawn from publication" in one.text and "UTC" in one.text)
        for step in ("version 1 sent", "to be completed", "version 2 sent", "version 2 registered"):
            assert step in history.text
