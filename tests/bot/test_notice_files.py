"""Letters sent as files: made when they go out, in the language that was asked for, and never with an empty box."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.notifier.notifier import Notifier, Way
from documents import files
from flows.framework import CURRENT
from flows.wording import as_is
from handlers.letter_files import Ingredients, ingredients
from handlers.notices import telling
from handlers.talk import Surroundings
from handlers.telling import FileOrder
from storage.desk_records import NewNotice, Partner, Registration
from storage.store import Store, Transaction, open_store
from tests.bot.bot_api_server import TOKEN, BotApiServer, Call, Refusal, Uploaded
from tests.bot.outbox import TELEGRAM, officer, outcomes, somebody
from tests.documents.letters import PRIVATE, snapshot
from tests.storage.letters import FIRST

APPLICANT, OFFICER = 7, 8
SURROUNDINGS = Surroundings("https://mercury.example.org", "test_bot", CURRENT.open_areas())


@pytest.fixture
async def store(migrated_sqlite_url: str) -> AsyncIterator[Store]:
    store = await open_store(migrated_sqlite_url)
    yield store
    await store.close()


async def sent_letter(store: Store, language: str = "en", **answers: Any) -> tuple[int, str]:
    """Somebody who has sent a letter, and its reference."""
    person = await somebody(store, APPLICANT, language=language)
    now = datetime.now(UTC)

    def work(tx: Transaction) -> str:
        standing = tx.begin_draft(person, "letter", 1, FIRST.standing(), now)
        kept = snapshot(language, **answers)
        return tx.submit(standing.draft_id, person, kept, now, private=PRIVATE).reference

    return person, await store.transact(work)


async def order(
    store: Store, reader: int, reference: str, form: str = "pdf", language: str = "en", *, private: bool = True
) -> None:
    content = {"reference": reference, "version": 1, "language": language, "form": form, "private": private}
    occurrence = f"{form} {language}"
    new = NewNotice("file", reader, reference, occurrence, content, datetime.now(UTC))
    await store.transact(lambda tx: tx.enqueue(new))


async def delivered(server: BotApiServer, store: Store, outcome: str = "sent") -> None:
    """Deliver all that waits; each notice ends so."""
    notifier = Notifier(store, {TELEGRAM: Way(TOKEN, server.url, paced=False)}, SURROUNDINGS)
    await notifier.start()
    async with asyncio.timeout(60):
        while None in await outcomes(store):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    await notifier.stop()
    assert set(await outcomes(store)) == {outcome}


def document(call: Call) -> Uploaded:
    found = call.fields["document"]
    assert isinstance(found, Uploaded)
    return found


def caption(call: Call) -> str:
    """The words below a file, without the marks of direction."""
    return str(call.fields["caption"]).translate({0x2068: None, 0x2069: None})


async def test_a_letter_comes_as_pdf_and_as_a_word_document(server: BotApiServer, store: Store):
    person, reference = await sent_letter(store)
    await order(store, person, reference, "pdf", "fr")
    await order(store, person, reference, "docx", "ar")
    await delivered(server, store)
    pdf, docx = server.sent("sendDocument")
    assert document(pdf).content.startswith(b"%PDF-")
    assert document(docx).content.startswith(b"PK")
    assert reference in document(pdf).name
    assert document(pdf).name.endswith(".pdf")
    assert document(docx).name.endswith(".docx")
    assert caption(pdf) == f"The letter of intent {reference} as PDF (Français)"
    assert caption(docx) == f"The letter of intent {reference} as a Word document (العربية)"


async def test_a_file_that_was_refused_for_a_moment_is_sent_whole_again(server: BotApiServer, store: Store):
    person, reference = await sent_letter(store)
    await order(store, person, reference)
    server.script["sendDocument"].append(Refusal(500, "Internal Server Error"))
    await delivered(server, store)
    first, second = server.sent("sendDocument")
    assert document(first).content == document(second).content != b""


async def test_in_place_of_an_empty_box_come_the_characters_and_for_the_applicant_a_way_to_change_them(
    server: BotApiServer, store: Store
):
    person, reference = await sent_letter(store, contributions__1__how="We train miners \U0001f9ea\U00013000 & more.")
    for reader in (person, await officer(store, OFFICER)):
        await order(store, reader, reference)
    await delivered(server, store)
    assert server.sent("sendDocument") == []
    (to_applicant,), (to_officer,) = server.sent(chat=APPLICANT), server.sent(chat=OFFICER)
    for call in (to_applicant, to_officer):
        assert f"The letter {reference} cannot be made into a file as it stands." in call.fields["text"]
        assert "\U0001f9ea (U+1F9EA), \U00013000 (U+13000)" in call.fields["text"]
    ((button,),) = to_applicant.fields["reply_markup"]["inline_keyboard"]
    assert button == {"text": "Change the letter", "callback_data": f"!change:{reference}"}
    assert "reply_markup" not in to_officer.fields


async def test_who_waits_for_a_file_that_cannot_be_made_is_told_so(
    server: BotApiServer, store: Store, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("no typesetting today")

    monkeypatch.setattr(files, "letter_file", broken)
    person, reference = await sent_letter(store)
    await order(store, person, reference)
    await delivered(server, store)
    (text,) = server.texts(APPLICANT)
    assert "could not be made just now" in text


async def test_a_letter_goes_to_nobody_who_may_not_read_it_when_it_goes_out(server: BotApiServer, store: Store):
    """Who ordered it held a role that has ended since; nothing of the letter is published."""
    _, reference = await sent_letter(store)
    once = await officer(store, OFFICER)
    await order(store, once, reference)
    (held,) = await store.read(lambda tx: tx.holders("secretariat", datetime.now(UTC)))
    await officer(store, 9)
    await store.transact(lambda tx: tx.end_role(held.role_id, once, datetime.now(UTC)))
    await delivered(server, store, "of no use")
    assert server.calls == []


async def test_others_get_what_is_published_of_a_letter(store: Store):
    person, reference = await sent_letter(store)
    reader = await somebody(store, 9)
    await store.transact(lambda tx: registered(tx, reference, person))
    await order(store, reader, reference)
    now = datetime.now(UTC)
    (notice,) = await store.transact(lambda tx: tx.claim_notices(TELEGRAM, now, "test", now, 1))
    told = await store.read(lambda tx: telling(tx, notice, SURROUNDINGS))
    assert told is not None
    assert isinstance(told.file, FileOrder)
    assert not told.file.private


def registered(tx: Transaction, reference: str, by: int) -> int:
    letter = tx.letter(reference)
    assert letter is not None
    registration = Registration("Ministry", "ministry", "KE", "government", ("asgm",), public=True)
    partner = tx.register_letter(reference, letter.revision, by, registration, datetime.now(UTC))
    assert isinstance(partner, Partner)
    return partner.id


async def made_from(store: Store, reference: str, reader: int, *, private: bool) -> Ingredients:
    wanted = FileOrder("pdf", reference, 1, "en", private, as_is("a file"))
    found = await store.read(lambda tx: ingredients(tx, wanted, reader, SURROUNDINGS))
    assert found is not None
    return found


async def test_private_answers_and_the_public_address_are_in_the_files_that_may_have_them(store: Store):
    person, reference = await sent_letter(store)
    own = await made_from(store, reference, person, private=True)
    assert own.private == PRIVATE
    assert own.own
    assert own.public_address == f"https://mercury.example.org/letters/{reference}"
    other = await made_from(store, reference, person + 1, private=False)
    assert other.private is None
    assert not other.own


async def test_no_file_names_the_page_of_a_letter_that_is_not_published(store: Store):
    person, reference = await sent_letter(store, publish=False)
    assert (await made_from(store, reference, person, private=True)).public_address == ""


async def test_no_file_names_the_page_of_a_letter_that_was_withdrawn(store: Store):
    person, reference = await sent_letter(store)
    await store.transact(lambda tx: tx.withdraw(registered(tx, reference, person), person, datetime.now(UTC)))
    assert (await made_from(store, reference, person, private=True)).public_address == ""
