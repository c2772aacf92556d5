"""What is kept of a person: told, handed out, erased; and what becomes of a letter that was sent."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from handlers.buttons import base36
from handlers.commands import CONFIRM_WITHIN
from storage import gateway, gateway_updates
from storage.transaction import Transaction
from tests.handlers.desk import Desk, Someone
from tests.handlers.stories import NAME, PDF, letter, person_id, place

PRIVATE = ("Amina Yusuf", "amina@environment.go.ke", "+254202730808", "signed.pdf")


async def a_letter_with_everything(who: Someone) -> str:
    """A letter with a signed copy, sent; its reference comes back."""
    await letter(who, until="scan")
    await who.give("signed.pdf", PDF)
    await who.press("pick", "yes")
    await who.press("submit")
    found = re.search(r"GMP-\d{4}-\d{4}", who.sees)
    assert found
    return found.group()


async def on_the_page(desk: Desk, who: Someone, text: str) -> None:
    """The gateway keeps the chat of the page: a message, and an update that was not yet confirmed."""

    def keep(tx: Transaction) -> None:
        gateway_updates.ensure_bot(tx, 1)
        token = str(who.chat_id) * 8
        gateway.add_chat(tx, chat_id=who.chat_id, bot_id=1, token_hash=token, first_name="Guest", language="en", now=1)
        message = gateway.Message(chat_id=who.chat_id, id=1, from_bot=False, sent_at=1, text=text, seq=1, first_seq=1)
        gateway.add_message(tx, message)
        gateway_updates.add_update(tx, 1, who.chat_id, json.dumps({"text": text}))

    await desk.store.transact(keep)


async def everything(desk: Desk) -> str:
    """All rows of all tables."""

    def rows(tx: Transaction) -> str:
        tables = SQLModel.metadata.sorted_tables
        return repr([tuple(row) for table in tables for row in tx.connection.execute(select(*table.c))])

    return await desk.store.read(rows)


def question(who: Someone) -> str:
    """What the button that erases carries."""
    return next(data for data in who.last.buttons() if data.startswith("!forget:"))


async def test_a_letter_is_sent_and_gets_a_reference(desk: Desk):
    ada = desk.person()
    reference = await a_letter_with_everything(ada)
    assert reference == f"GMP-{datetime.now(UTC).year}-0001"
    assert "Thank you. Your letter of intent has been sent." in ada.sees
    assert await place(desk, ada) == ""
    await ada.say("/mine")
    assert reference in ada.sees
    assert f"{NAME}, sent on" in ada.sees
    assert "The secretariat has received it." in ada.sees


async def test_what_is_never_published_stands_apart_in_what_was_sent(desk: Desk):
    ada = desk.person()
    reference = await a_letter_with_everything(ada)
    sent = await desk.store.read(lambda tx: tx.submission(reference))
    assert sent is not None
    assert sent.private is not None
    assert set(sent.private["answers"]) == {"person", "position", "email", "phone", "address", "scan"}
    public = json.dumps(sent.snapshot)
    assert not [one for one in PRIVATE if one in public]
    assert sent.snapshot["answers"]["name"]["value"] == NAME
    assert (sent.snapshot["flow"], sent.snapshot["edition"], sent.snapshot["language"]) == ("letter", 1, "en")


async def test_a_letter_that_lacks_what_the_framework_requires_cannot_be_sent(desk: Desk):
    ada = desk.person()
    await letter(ada, until="goal")
    await ada.press("pick", "no")
    await ada.press("review")
    assert ada.last.carries("submit") is None


async def test_the_export_is_whole_and_holds_nothing_of_others(desk: Desk):
    ada, eve = desk.person(), desk.person(8, name="Eve")
    reference = await a_letter_with_everything(ada)
    now = datetime.now(UTC)
    token = await desk.store.transact(
        lambda tx: tx.make_link("invitation", role="lead", area="asgm", expires=now + timedelta(days=1), at=now)
    )
    await ada.say(f"/start {token}")
    await ada.say("/letter")
    await ada.press("another")
    await ada.press("pick", "ngo")
    await eve.says("/letter", "8", "Eve the Other")

    held = await ada.exported()
    assert "Everything that is kept about you, as a JSON file." in ada.sees
    assert held["person"]["name"] == "Ada"
    assert [chat["chat_id"] for chat in held["chats"]] == [7]
    assert {draft["state"] for draft in held["drafts"]} == {"submitted", "open"}
    answers = {row["path"]: row["content"]["value"] for draft in held["drafts"] for row in draft["answers"]}
    assert answers["email"] == "amina@environment.go.ke"
    assert answers["category"] == "ngo"
    assert held["submissions"][0]["reference"] == reference
    assert [role["kind"] for role in held["roles"]] == ["lead"]
    assert [(file["name"], file["size"]) for file in held["files"]] == [("signed.pdf", len(PDF))]
    assert "Eve" not in json.dumps(held)
    assert "signed" not in json.dumps(await eve.exported())


async def test_the_export_from_the_page_says_that_what_was_said_there_is_kept(desk: Desk):
    ada, phone = desk.person(), desk.person(77, channel="telegram")
    await ada.say("/start")
    await on_the_page(desk, ada, "a word on the page")
    held = await ada.exported()
    assert "What was said on this page is kept too" in ada.sees
    assert [message["text"] for message in held["messages"]] == ["a word on the page"]
    await phone.say("/export")
    assert "What was said on this page" not in phone.sees


async def test_nothing_is_erased_without_a_question(desk: Desk):
    ada = desk.person()
    await letter(ada, until="country")
    await ada.say("/forget yes")
    assert "Erase what is kept about you?" in ada.sees
    await ada.press("here")
    assert "In which country?" in ada.sees
    assert (await ada.exported())["drafts"]


@pytest.mark.parametrize("confirm", ["", "x", "zzzzzz", "1.1", "0." + "z" * 40])
async def test_a_forged_wish_to_be_forgotten_asks_first(desk: Desk, confirm: str):
    ada = desk.person()
    await letter(ada, until="country")
    await ada.press_data(f"!forget:{confirm}")
    assert "Erase what is kept about you?" in ada.sees
    assert await place(desk, ada) == "country"


async def test_a_question_from_an_hour_ago_is_asked_again(desk: Desk):
    ada = desk.person()
    await letter(ada, until="country")
    number = await person_id(desk, ada)
    hour_ago = int((datetime.now(UTC) - CONFIRM_WITHIN).timestamp()) - 1
    await ada.press_data(f"!forget:{base36(hour_ago)}.{base36(number)}")
    assert "Erase what is kept about you?" in ada.sees
    assert await place(desk, ada) == "country"


async def test_a_yes_that_was_asked_of_somebody_else_erases_nothing(desk: Desk):
    """The question stood in this chat when a link made the chat another person's device."""
    ada, phone = desk.person(), desk.person(77)
    await letter(ada, until="country")
    await phone.say("/forget")
    old, shown = question(phone), phone.last
    await ada.say("/mine")
    await ada.press("device")
    await phone.say(f"/start {ada.sees.partition('start=')[2].split()[0]}")
    assert "In which country?" in phone.sees
    await phone.press_data(old, shown)
    assert "Erase what is kept about you?" in phone.sees
    assert await place(desk, ada) == "country"


async def test_who_is_forgotten_leaves_nothing_behind_but_the_letter_as_published(desk: Desk):
    ada, phone, eve = desk.person(name="Ada Lovelace"), desk.person(77, channel="telegram"), desk.person(8, name="Eve")
    reference = await a_letter_with_everything(ada)
    await ada.say("/letter")
    await ada.press("another")
    await ada.press("pick", "individual")
    await ada.say("Ada Lovelace of Kenya")
    await ada.say("/mine")
    await ada.press("device")
    await phone.say(f"/start {ada.sees.partition('start=')[2].split()[0]}")
    await eve.says("/letter", "8", "Eve the Other")
    await on_the_page(desk, ada, "I am Ada Lovelace")
    theirs = await eve.exported()

    await phone.say("/forget")
    await phone.press_data(question(phone))
    assert "1 draft was erased." in phone.sees
    assert "1 file was erased." in phone.sees
    assert "1 letter that you sent stays with the secretariat." in phone.sees
    assert "delete the chat if you wish" in phone.sees

    left = await everything(desk)
    assert not [one for one in ("Ada Lovelace", *PRIVATE) if one in left]
    sent = await desk.store.read(lambda tx: tx.submission(reference))
    assert sent is not None
    assert sent.snapshot["answers"]["name"]["value"] == NAME
    assert sent.private is None
    after = await eve.exported()
    assert {**theirs, "audit": []} == {**after, "audit": []}


async def test_who_has_written_nothing_can_be_forgotten_too(desk: Desk):
    ada = desk.person()
    await ada.says("/start", "/forget")
    await ada.press_data(question(ada))
    assert "What was kept about you is erased." in ada.sees
    assert "0 " not in ada.sees
    assert await desk.store.read(lambda tx: tx.conversation("web", 7)) is None


async def test_who_is_forgotten_begins_anew(desk: Desk):
    ada = desk.person(language="fr")
    await letter(ada, until="country")
    await on_the_page(desk, ada, "bonjour")
    old = ada.last
    await ada.say("/forget")
    confirm = question(ada)
    await ada.press_data(confirm)
    assert "delete the chat" not in ada.sees
    assert "bonjour" not in await everything(desk)
    assert NAME not in await everything(desk)

    ada.language = "es"
    await ada.press_data(next(iter(old.buttons())), old)
    await ada.say("/mine")
    held = await ada.exported()
    assert (held["drafts"], held["submissions"], held["person"]["language"]) == ([], [], "es")
    await ada.press_data(confirm)
    assert await person_id(desk, ada) == held["person"]["id"], "the old yes does not erase the new beginning"
    await letter(ada, until="country")
    assert await place(desk, ada) == "country"


async def test_a_wish_to_be_forgotten_that_comes_twice_meets_nobody_anew(desk: Desk):
    ada = desk.person()
    await letter(ada, until="country")
    await ada.say("/forget")
    await ada.press_data(question(ada))
    await ada.repeat()
    assert "Welcome to Quicksilver" in ada.sees
    assert await desk.store.read(lambda tx: tx.conversation("web", 7)) is None


async def test_the_audit_holds_no_personal_data(desk: Desk):
    ada = desk.person(name="Ada Lovelace")
    await a_letter_with_everything(ada)
    await ada.say("/export")
    await ada.say("/letter")
    await ada.press("another")
    await ada.says("8", "Ada Lovelace")
    await ada.say("/cancel")
    await ada.press("yes")

    def audit(tx: Transaction) -> list[Any]:
        return [tuple(row) for row in tx.connection.exec_driver_sql("SELECT who, what, subject, details FROM audit")]

    entries = await desk.store.read(audit)
    assert [entry[1] for entry in entries] == ["submitted", "exported", "abandoned"]
    assert not [one for one in ("Lovelace", "Ministry", *PRIVATE) if one in repr(entries)]


async def test_the_page_on_privacy_tells_what_is_kept(desk: Desk):
    ada = desk.person()
    await ada.say("/privacy")
    for word in ("answers", "files", "language", "name", "chat page", "/export", "/forget"):
        assert word in ada.sees
    # As long as storage.retention keeps them.
    for term in ("half a year after it was sent", "reminders 400 days", "thirty days after"):
        assert term in ada.sees


def reading(who: Someone) -> str:
    """What the button carries that opens the letter that was sent."""
    return next(data for data in who.last.buttons() if data.startswith("!read:"))


async def test_a_letter_that_was_sent_can_be_read_again_as_it_was_sent(desk: Desk):
    ada, eve = desk.person(), desk.person(8, name="Eve")
    await letter(ada)
    await ada.say("/mine")
    opens = reading(ada)
    assert ada.last.buttons()[opens].translate({0x2068: None, 0x2069: None}).startswith("Read GMP-")
    await ada.press_data(opens)
    for words in (
        "GMP-",
        "The secretariat has received it.",
        f"From: {NAME}",
        "We support the UNEP Global Mercury Partnership.",
        "We will train two hundred miners.",
        "Signed: Peter Kamau",
        "E-mail: amina@environment.go.ke",
    ):
        assert words in ada.sees
    await eve.say("/mine")
    await eve.press_data(opens)
    assert "two hundred miners" not in eve.sees, "a letter is opened for whoever sent it only"


async def test_a_letter_that_was_sent_stays_in_its_language_and_is_shown_whole(desk: Desk):
    ada = desk.person(language="fr")
    how = " ".join(f"orpailleurs-de-la-région-numéro-{number}" for number in range(100))
    await letter(ada, how=how)
    await ada.say("/language en")
    await ada.say("/mine")
    await ada.press_data(reading(ada))
    assert len(ada.new) == 2
    assert ada.new[0].buttons() == {}
    assert ada.new[1].carries("mine")
    assert ada.new[1].carries("change", "GMP-2026-0001")
    assert "Nous soutenons" in ada.sees
    assert "sent on" in ada.sees
    assert all(f"numéro-{number}" in ada.sees for number in range(100))


async def test_a_letter_can_be_read_while_another_is_being_written(desk: Desk):
    ada = desk.person()
    await letter(ada)
    await ada.press_data(reading(ada))
    assert "two hundred miners" in ada.sees
    await ada.say("/letter")
    await ada.press("another")
    await ada.say("/mine")
    await ada.press_data(reading(ada))
    assert "two hundred miners" in ada.sees
    await ada.press("here")
    assert "Which of these describes you?" in ada.sees


async def test_who_is_forgotten_is_told_so_on_every_device(desk: Desk):
    """An open page clears itself when something is shown in it; else only at its next heartbeat."""
    phone, laptop = desk.person(), desk.person(8)
    await letter(phone, until="country")
    await phone.say("/mine")
    await phone.press("device")
    token = phone.sees.partition("start=")[2].split()[0]
    await laptop.say(f"/start {token}")
    await phone.say("/forget")
    await phone.press_data(next(data for data in phone.last.buttons() if data.startswith("!forget:")))
    assert "What was kept about you is erased." in phone.sees
    [(chat, told)] = phone.elsewhere
    assert chat == 8
    assert "What was kept about you is erased." in told
