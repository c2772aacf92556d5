"""Applicants and their letters once these are sent: where each stands, its files, changing, giving up, withdrawing."""

from __future__ import annotations

import pytest

from flows.wording import LANGUAGES
from tests.handlers.desk import Desk, Someone
from tests.handlers.hearing import deliver, officer
from tests.handlers.stories import NAME, PDF, letter, person_id, place, standing, value
from tests.handlers.test_the_desk import ask, audit, reference_of, sent_and_announced, which


async def registered(desk: Desk) -> tuple[Someone, Someone, str]:
    """An officer, a partner, and the partner's letter."""
    noor, ada = await sent_and_announced(desk)
    await noor.press_data(f"!registered:{await which(desk)}")
    await deliver(desk, noor, ada)
    return noor, ada, await reference_of(desk)


async def test_my_letters_say_where_each_stands(desk: Desk):
    noor, ada = await sent_and_announced(desk)
    reference = await reference_of(desk)
    await ada.say("/mine")
    assert f"{reference}: {NAME}, sent on" in ada.sees
    assert "The secretariat has received it." in ada.sees
    await ask(noor, desk)
    await ada.say("/mine")
    assert "The secretariat asked you on" in ada.sees
    assert ada.last.carries("complete", reference)
    await ada.press("complete", reference)
    await ada.say("/mine")
    assert f"Draft: {NAME}" in ada.sees
    assert ada.last.carries("complete", reference) is None, "it is being completed already"
    await ada.say("/cancel")
    await ada.press("yes")
    await noor.press_data(f"!registered:{await which(desk)}")
    await ada.say("/mine")
    assert "It is registered: partner since" in ada.sees
    assert "Published at https://mercury.example.org/letters/" in ada.sees
    await ada.press_data(f"!change:{reference}")
    await ada.press("submit")
    await ada.say("/mine")
    assert "The secretariat has received version 2. Version 1 is registered." in ada.sees


async def test_a_letter_that_was_sent_is_changed_and_sent_again_under_its_reference(desk: Desk):
    noor, ada = await sent_and_announced(desk)
    reference = await reference_of(desk)
    await ada.say("/mine")
    await ada.press("read", f"{reference}.1")
    await ada.press("change", reference)
    assert await place(desk, ada) == "review"
    await ada.press("edit", "email")
    await ada.say("new@environment.go.ke")
    await ada.press("submit")
    assert f"It keeps its reference, {reference}, and is version 2 now." in ada.sees
    await ada.press("read", f"{reference}.2")
    assert "E-mail: new@environment.go.ke" in ada.sees
    await ada.press("compare", f"{reference}.2")
    assert "Before: amina@environment.go.ke" in ada.sees
    await ada.press("read", f"{reference}.2")
    await ada.press("read", f"{reference}.1")
    assert "E-mail: amina@environment.go.ke" in ada.sees
    (heard,) = await deliver(desk, noor)
    assert "version 2" in heard.text


async def test_giving_changes_up_leaves_the_letter_as_it_was_sent(desk: Desk):
    _, ada = await sent_and_announced(desk)
    reference = await reference_of(desk)
    await ada.press_data(f"!change:{reference}")
    await ada.press("edit", "name")
    await ada.say("Another Ministry")
    await ada.say("/cancel")
    assert f"The letter {reference} stays as you sent it." in ada.sees
    await ada.press("yes")
    assert f"Your changes are given up. The letter {reference} stays as you sent it." in ada.sees
    assert await standing(desk, ada) is None
    assert await audit(desk) == ["submitted", "gave up changes"]
    await ada.press_data(f"!change:{reference}")
    assert await value(desk, ada, "name") == NAME


async def test_changes_are_left_and_gone_on_with(desk: Desk):
    _, ada = await sent_and_announced(desk)
    reference = await reference_of(desk)
    await ada.press_data(f"!change:{reference}")
    await ada.press("edit", "email")
    await ada.say("new@environment.go.ke")
    await ada.press("save")
    await ada.press_data(f"!change:{reference}")
    assert await value(desk, ada, "email") == "new@environment.go.ke"
    assert await place(desk, ada) == "review"


async def test_asked_for_questions_are_gone_on_with_after_a_break(desk: Desk):
    noor, ada = await sent_and_announced(desk)
    reference = await reference_of(desk)
    await ask(noor, desk, "Please look at both.", "website", "email")
    await deliver(desk, ada)
    await ada.press("complete", reference)
    await ada.press("keep")
    assert await place(desk, ada) == "email"
    await ada.press("save")
    await ada.press_data(f"!complete:{reference}")
    assert await place(desk, ada) == "email"
    assert "The secretariat asks: “Please look at both.”" in ada.sees
    await ada.press("keep")
    assert "It is about: Website; E-mail" in ada.sees


async def test_a_letter_whose_answers_are_erased_cannot_be_changed_but_read(desk: Desk):
    _, ada = await sent_and_announced(desk)
    reference = await reference_of(desk)
    await desk.store.transact(_answers_gone)
    await ada.press_data(f"!change:{reference}")
    assert "are no longer kept" in ada.sees
    assert await standing(desk, ada) is None


def _answers_gone(tx) -> None:
    from sqlalchemy import delete

    from storage.tables import answers

    tx.connection.execute(delete(answers))


async def test_a_partner_withdraws_the_letter_and_the_secretariat_is_told(desk: Desk):
    noor, ada, reference = await registered(desk)
    await ada.press_data(f"!read:{reference}.1")
    await ada.press("withdraw", reference)
    assert f"Withdraw {reference} from publication?" in ada.sees
    await ada.press("withdrawn", reference)
    assert "The letter is withdrawn from publication." in ada.sees
    assert "It was withdrawn from publication on" in ada.sees
    to_noor, to_ada = await deliver(desk, noor, ada)
    assert f"{NAME} has withdrawn the letter {reference} from publication." in to_noor.text
    assert to_ada.pages == [], "nobody is told of what they have done themselves"
    await ada.press_data(f"!withdrawn:{reference}")
    assert "The letter is withdrawn from publication." not in ada.sees


async def test_a_letter_that_is_not_published_offers_no_withdrawal(desk: Desk):
    _, ada = await sent_and_announced(desk)
    reference = await reference_of(desk)
    await ada.press_data(f"!read:{reference}.1")
    assert ada.last.carries("withdraw", reference) is None
    for act in ("withdraw", "withdrawn"):
        await ada.press_data(f"!{act}:{reference}")
        assert "The secretariat has received it." in ada.sees


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_applicant_has_the_files_in_any_language_as_often_as_they_like(desk: Desk, language: str):
    _, ada = await sent_and_announced(desk)
    reference = await reference_of(desk)
    for _ in range(2):
        await ada.press_data(f"!files:{reference}.1")
        await ada.press("file", f"{reference}.1.{language}")
        (heard,) = await deliver(desk, ada)
        assert [(file.form, file.language, file.private) for file in heard.files] == [
            ("pdf", language, True),
            ("docx", language, True),
        ]


async def test_the_signed_copy_is_handed_out_to_its_owner_and_the_secretariat(desk: Desk):
    noor, ada = await officer(desk), desk.person()
    await letter(ada, until="scan")
    await ada.give("signed.pdf", PDF)
    await ada.press("pick", "yes")
    await ada.press("submit")
    reference = await reference_of(desk)
    for who in (ada, noor):
        await who.press_data(f"!scan:{reference}.1")
        assert who.new[0].document == PDF
        assert f"The signed copy that came with {reference}" in who.sees
    eve = desk.person(8, name="Eve")
    await eve.say("/start")
    await eve.press_data(f"!scan:{reference}.1")
    assert eve.new[0].document is None


async def test_without_a_signed_copy_that_is_said(desk: Desk):
    _, ada = await sent_and_announced(desk)
    await ada.press_data(f"!scan:{await reference_of(desk)}.1")
    assert "No signed copy is kept with this letter." in ada.sees


async def test_an_applicant_reads_the_history_without_the_names_of_officers(desk: Desk):
    noor, ada = await sent_and_announced(desk)
    await ask(noor, desk)
    await ada.press_data(f"!history:{await reference_of(desk)}.0")
    assert "(the secretariat)" in ada.sees
    assert "version 1 sent (you)" in ada.sees
    assert "Noor" not in ada.sees
    await ada.say("/history")
    assert "/history GMP-2026-0001" in ada.sees


async def test_word_of_a_step_is_of_no_use_once_the_letter_has_moved_on(desk: Desk):
    noor, ada = await sent_and_announced(desk)
    reference = await reference_of(desk)
    await ask(noor, desk)
    await ada.press_data(f"!complete:{reference}")
    await ada.press("review")
    await ada.press("submit")
    (heard,) = await deliver(desk, ada)
    assert heard.pages == []
    await noor.press_data(f"!aside:{await which(desk)}")
    await noor.press("pick", "spam")
    await noor.press("skip")
    await noor.press("submit")
    await noor.press_data(f"!takeup:{await which(desk)}")
    await noor.press_data(f"!registered:{await which(desk)}")
    (heard,) = await deliver(desk, ada)
    assert "aside" not in heard.text
    assert "taken up" not in heard.text
    assert "Welcome to the UNEP" in heard.text


async def test_who_asked_to_be_forgotten_is_told_nothing_and_cannot_be_asked(desk: Desk):
    noor, ada = await sent_and_announced(desk)
    reference = await reference_of(desk)
    number = await person_id(desk, ada)
    await desk.store.transact(lambda tx: tx.forget(number, ada.clock))
    await noor.press_data(f"!desk:{reference}")
    assert "Its applicant asked to be forgotten" in noor.sees
    assert noor.last.carries("ask", await which(desk)) is None
    await noor.press_data(f"!registered:{await which(desk)}")
    assert "Registered." in noor.sees


async def test_who_is_no_partner_yet_is_told_of_a_later_version_as_such(desk: Desk):
    noor, ada, reference = await registered(desk)
    await ada.press_data(f"!change:{reference}")
    await ada.press("edit", "website")
    await ada.say("https://new.example.org")
    await ada.press("submit")
    await noor.press_data(f"!register:{await which(desk)}")
    assert "The register of partners takes over what this version says." in noor.sees
    await noor.press("registered", await which(desk))
    (heard,) = await deliver(desk, ada)
    assert f"Version 2 of your letter {reference} is registered now." in heard.text
    assert "Welcome" not in heard.text
