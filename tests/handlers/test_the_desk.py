"""The secretariat at its desk: letters come in, are registered, asked about, set aside, published and withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest

from flows.wording import LANGUAGES
from tests.handlers.desk import Desk, Someone
from tests.handlers.hearing import deliver, end_roles, officer
from tests.handlers.stories import NAME, letter, person_id, place, standing

FIRST = "GMP-2026-0001"


async def sent_and_announced(desk: Desk) -> tuple[Someone, Someone]:
    """An applicant who has sent a letter, and an officer who has heard of it."""
    noor = await officer(desk)
    ada = desk.person()
    await letter(ada)
    await deliver(desk, noor, ada)
    return noor, ada


async def letter_now(desk: Desk, reference: str = ""):
    found = await desk.store.read(lambda tx: tx.find_letters(NAME.casefold()) or tx.find_letters("gmp"))
    return found[0]


async def reference_of(desk: Desk) -> str:
    return (await letter_now(desk)).reference


async def which(desk: Desk) -> str:
    """The letter as it stands, as buttons name it."""
    found = await letter_now(desk)
    return f"{found.reference}.{found.revision}"


async def audit(desk: Desk) -> list[str]:
    reference = await reference_of(desk)
    return [entry.what for entry in await desk.store.read(lambda tx: tx.history(reference))]


async def ask(noor: Someone, desk: Desk, words: str = "Whom will you train?", *paths: str) -> None:
    """Ask for completion, from the question to its end."""
    await noor.press("ask", await which(desk))
    for path in paths or ("contributions", "website"):
        await noor.press("tick", path)
    await noor.press("done")
    await noor.say(words)
    await noor.press("submit")


# -- what comes in -----------------------------------------------------------------------------------------------------


async def test_a_new_letter_is_announced_with_its_summary_its_files_and_what_can_be_done(desk: Desk):
    noor, ada = await officer(desk, language="fr"), desk.person()
    await noor.say("/language en")
    await letter(ada)
    to_noor, to_ada = await deliver(desk, noor, ada)
    reference = await reference_of(desk)
    assert f"A new letter of intent: {reference}" in to_noor.text
    for words in (f"Official name: {NAME}", "Category: National government", "Country: Kenya", "Training"):
        assert words in to_noor.text
    assert [(file.form, file.language, file.private) for file in to_noor.files] == [
        ("pdf", "en", True),
        ("docx", "en", True),
    ]
    assert noor.last.carries("register", await which(desk))
    assert noor.last.carries("ask", await which(desk))
    assert noor.last.carries("aside", await which(desk))
    assert [(file.form, file.version) for file in to_ada.files] == [("pdf", 1), ("docx", 1)]
    assert to_ada.pages == []


async def test_an_announcement_is_of_no_use_once_somebody_has_acted(desk: Desk):
    noor, amina = await officer(desk), await officer(desk, 71, "Amina", channel="telegram")
    await letter(desk.person())
    await deliver(desk, noor)
    await noor.press("register", await which(desk))
    await noor.press("registered", await which(desk))
    (heard,) = await deliver(desk, amina)
    assert heard.pages == []
    assert [file.form for file in heard.files] == ["pdf", "docx"]


async def test_the_inbox_lists_what_waits_the_oldest_first_with_paging(desk: Desk):
    noor = await officer(desk)
    await noor.say("/inbox")
    assert "Nothing waits." in noor.sees
    number = await person_id(desk, noor)
    for n in range(10):
        await desk.store.transact(partial(_submitted, person=number, title=f"Body {n}"))
    await noor.say("/inbox")
    assert "10 letters wait, the oldest first." in noor.sees
    assert noor.sees.index("Body 0") < noor.sees.index("Body 7")
    assert "Body 8" not in noor.sees
    await noor.press("inbox", "1")
    assert "Body 9" in noor.sees
    assert "Body 0" not in noor.sees
    await noor.press_data("!inbox:99")
    assert "Body 9" in noor.sees, "beyond the last page is the last page"


def _submitted(tx, person: int, title: str) -> None:
    at = datetime.now(UTC)
    standing = tx.begin_draft(person, "letter", 1, {"revision": 0}, at)
    tx.title_draft(standing.draft_id, title, title.casefold())
    snapshot = {"flow": "letter", "edition": 1, "framework": 2008, "language": "en", "answers": {}}
    tx.submit(standing.draft_id, person, snapshot, at)
    tx.leave(person)


# -- registering -------------------------------------------------------------------------------------------------------


async def test_a_letter_is_registered_after_a_question_and_its_applicant_is_welcomed_as_a_partner(desk: Desk):
    noor, ada = await sent_and_announced(desk)
    await noor.press("register", await which(desk))
    assert f"Register {await reference_of(desk)}?" in noor.sees
    assert "The letter is published, as the applicant has agreed." in noor.sees
    await noor.press("registered", await which(desk))
    assert f"Registered. {NAME} is told." in noor.sees
    assert "Published at: https://mercury.example.org/letters/GMP" in noor.sees
    (heard,) = await deliver(desk, ada)
    for words in (
        "Welcome to the UNEP Global Mercury Partnership.",
        f"{NAME} is a partner since",
        "Published at https://mercury.example.org/letters/",
        "Artisanal and small-scale gold mining: no lead has been named yet.",
        "No meeting is planned",
        "/contacts",
        "(G6(b))",
    ):
        assert words in heard.text
    number = await person_id(desk, ada)
    held = await desk.store.read(lambda tx: tx.roles(number, datetime.now(UTC).replace(year=2030)))
    assert [role.kind for role in held] == ["partner"]
    assert await audit(desk) == ["submitted", "registered"]


async def test_of_two_officers_who_register_at_once_the_second_is_told_who_was_first(desk: Desk):
    noor, ada = await sent_and_announced(desk)
    amina = await officer(desk, 71, "Amina")
    seen = await which(desk)
    for someone in (noor, amina):
        await someone.press_data(f"!register:{seen}")
    await amina.press("registered", seen)
    await noor.press("registered", seen)
    assert "Amina has registered this letter already" in noor.sees
    assert "Registered." in noor.sees, "the letter is shown as it stands"
    assert noor.last.carries("register", seen) is None
    (heard,) = await deliver(desk, ada)
    assert heard.text.count("Welcome to the UNEP") == 1
    assert await audit(desk) == ["submitted", "registered"]


async def test_a_question_about_a_letter_that_has_moved_on_shows_how_it_stands(desk: Desk):
    noor, _ = await sent_and_announced(desk)
    seen = await which(desk)
    await ask(noor, desk)
    for act in ("register", "ask", "aside"):
        await noor.press_data(f"!{act}:{seen}")
        assert "Something has happened to this letter" in noor.sees
        assert await place(desk, noor) == ""


@pytest.mark.parametrize(
    "data", ["!desk:GMP-1999-0001", "!register:nonsense", "!registered:GMP-1999-0001.1", "!takeup:x.1"]
)
async def test_buttons_of_letters_that_are_not_there_lead_to_what_waits(desk: Desk, data: str):
    noor = await officer(desk)
    await noor.press_data(data)
    assert "There is no letter with this reference." in noor.sees
    assert "Letters that wait" in noor.sees


# -- asking for completion ---------------------------------------------------------------------------------------------


async def test_a_letter_is_asked_about_completed_and_registered_in_its_second_version(desk: Desk):
    noor, ada = await sent_and_announced(desk)
    reference = await reference_of(desk)
    await ask(noor, desk, "Whom will you train, and where?")
    assert "The applicant is asked to complete the letter." in noor.sees
    assert "Asked on" in noor.sees
    assert "“Whom will you train, and where?”" in noor.sees
    (heard,) = await deliver(desk, ada)
    assert f"The secretariat asks you to complete your letter {reference}." in heard.text
    assert "Website; How you will contribute, in detail" in heard.text
    assert "“Whom will you train, and where?”" in heard.text

    await ada.press("complete", reference)
    assert "The secretariat asks: “Whom will you train, and where?”" in ada.sees
    assert await place(desk, ada) == "website"
    await ada.say("https://new.example.org")
    assert await place(desk, ada) == "group"
    await ada.press("item", "1")
    await ada.press("edit", "contributions.1.how")
    await ada.say("We will train two hundred miners in Kakamega.")
    await ada.press("list")
    await ada.press("go")
    assert await place(desk, ada) == "review"
    await ada.press("submit")
    assert "has been sent again" in ada.sees
    assert f"It keeps its reference, {reference}, and is version 2 now." in ada.sees

    to_noor, to_ada = await deliver(desk, noor, ada)
    assert f"The letter {reference} has come again: version 2" in to_noor.text
    assert {file.version for file in (*to_noor.files, *to_ada.files)} == {2}
    await noor.press("desk", reference)
    await noor.press("compare", f"{reference}.2")
    assert "Before: https://environment.go.ke" in noor.sees
    assert "Now: https://new.example.org" in noor.sees
    assert "Contribution 1: How" in noor.sees
    assert "E-mail" not in noor.sees
    await noor.press("desk", reference)
    await noor.press("register", await which(desk))
    await noor.press("registered", await which(desk))
    assert await audit(desk) == ["submitted", "asked for completion", "submitted", "registered"]
    assert await desk.store.read(lambda tx: tx.submission(reference, 1)) is not None, "both versions are kept"
    await noor.press("history", f"{reference}.0")
    assert "version 1 to be completed: Website; How you will contribute, in detail (you)" in noor.sees
    assert "version 2 sent (Ada)" in noor.sees


async def test_words_written_in_vain_are_shown_again_to_who_came_second(desk: Desk):
    noor, _ = await sent_and_announced(desk)
    amina = await officer(desk, 71, "Amina")
    await noor.press("ask", await which(desk))
    await noor.press("tick", "website")
    await noor.press("done")
    await noor.say("Please add your website.")
    await amina.press_data(f"!register:{await which(desk)}")
    await amina.press("registered", await which(desk))
    await noor.press("submit")
    assert "Amina has registered this letter already" in noor.sees
    assert "You had written: “Please add your website.”" in noor.sees
    assert await standing(desk, noor) is None


async def test_an_errand_can_be_left_gone_on_with_and_given_up(desk: Desk):
    noor, _ = await sent_and_announced(desk)
    seen = await which(desk)
    await noor.press("ask", seen)
    await noor.press("tick", "website")
    await noor.press("done")
    await noor.press("save")
    assert "What you wrote is kept." in noor.sees
    await noor.press("ask", seen)
    assert await place(desk, noor) == "remark"
    await noor.say("/cancel")
    assert "Stop here?" in noor.sees
    await noor.press("yes")
    assert "Nothing was done." in noor.sees
    assert await standing(desk, noor) is None
    number = await person_id(desk, noor)
    assert await desk.store.read(lambda tx: tx.drafts_of(number)) == ()


async def test_an_errand_about_how_a_letter_stood_before_begins_anew_and_shows_what_was_written(desk: Desk):
    noor, ada = await sent_and_announced(desk)
    await noor.press("aside", await which(desk))
    await noor.press("pick", "other")
    await noor.say("We have met you in March.")
    await noor.press("save")
    await ada.press_data(f"!change:{await reference_of(desk)}")
    await ada.press("submit")
    await deliver(desk, noor)
    await noor.press("aside", await which(desk))
    assert "You had written: “We have met you in March.”" in noor.sees
    assert await place(desk, noor) == "reason"


async def test_an_errand_leaves_ones_own_letter_as_it_is_and_leads_back_to_it(desk: Desk):
    noor, _ = await sent_and_announced(desk)
    await letter(noor, until="name")
    await noor.say("Agency for Chemicals")
    await noor.press_data(f"!desk:{await reference_of(desk)}")
    assert noor.last.carries("here")
    await noor.press("ask", await which(desk))
    await noor.say("/mine")
    assert "Ask for completion" not in noor.sees
    assert "Draft: Agency for Chemicals" in noor.sees
    await noor.press_data(f"!ask:{await which(desk)}")
    await noor.press("tick", "website")
    await noor.press("done")
    await noor.say("Please add your website.")
    await noor.press("submit")
    opens = next(data for data in noor.last.buttons() if data.startswith("!open:"))
    await noor.press_data(opens)
    assert await place(desk, noor) == "country"


async def test_an_errand_ends_where_the_role_has_ended(desk: Desk):
    noor, _ = await sent_and_announced(desk)
    await officer(desk, 71, "Amina")
    await noor.press("ask", await which(desk))
    await end_roles(desk, noor)
    await noor.press("tick", "website")
    assert "needs a role that you do not have" in noor.sees
    assert "What is the applicant" not in noor.sees
    assert await standing(desk, noor) is None
    assert await audit(desk) == ["submitted"]


# -- setting aside -----------------------------------------------------------------------------------------------------


async def test_a_letter_is_set_aside_with_a_reason_and_taken_up_again(desk: Desk):
    noor, ada = await sent_and_announced(desk)
    reference = await reference_of(desk)
    await noor.press("aside", await which(desk))
    await noor.press("pick", "duplicate")
    await noor.say("Your ministry has sent GMP-2026-0007 already.")
    await noor.press("submit")
    assert "The letter is set aside. The applicant is told." in noor.sees
    assert "It repeats another letter" in noor.sees
    (heard,) = await deliver(desk, ada)
    assert f"The secretariat has set your letter {reference} aside." in heard.text
    assert "It repeats another letter" in heard.text
    assert "“Your ministry has sent GMP-2026-0007 already.”" in heard.text
    assert "mercury@chemicals.unep.ch" in heard.text
    await ada.say("/mine")
    assert "The secretariat has set it aside." in ada.sees
    await noor.say("/inbox")
    assert "Nothing waits." in noor.sees
    await noor.press_data(f"!desk:{reference}")
    await noor.press("takeup", await which(desk))
    assert "The letter waits again." in noor.sees
    (heard,) = await deliver(desk, ada)
    assert f"The secretariat has taken up your letter {reference} again." in heard.text
    assert await audit(desk) == ["submitted", "set aside", "taken up again"]


async def test_of_two_officers_who_take_a_letter_up_again_one_does(desk: Desk):
    noor, _ = await sent_and_announced(desk)
    amina = await officer(desk, 71, "Amina")
    await noor.press("aside", await which(desk))
    await noor.press("pick", "spam")
    await noor.press("skip")
    await noor.press("submit")
    seen = await which(desk)
    await amina.press_data(f"!takeup:{seen}")
    await noor.press("takeup", seen)
    assert "Amina has taken this letter up again" in noor.sees


# -- publication -------------------------------------------------------------------------------------------------------


async def test_a_registered_letter_is_withdrawn_and_published_again_after_a_question_each(desk: Desk):
    noor, ada = await sent_and_announced(desk)
    reference = await reference_of(desk)
    await noor.press("register", await which(desk))
    await noor.press("registered", await which(desk))
    await deliver(desk, ada)
    await noor.press("unpublish", reference)
    assert f"Withdraw {reference} from publication?" in noor.sees
    await noor.press("unpublished", reference)
    assert "It is withdrawn. The partner is told." in noor.sees
    assert "Withdrawn from publication on" in noor.sees
    (heard,) = await deliver(desk, ada)
    assert f"The secretariat has withdrawn your letter {reference} from publication." in heard.text
    await noor.press_data(f"!unpublished:{reference}")
    assert "Something has happened to this letter" in noor.sees
    await noor.press("republish", reference)
    await noor.press("republished", reference)
    assert "It is published again." in noor.sees
    (heard,) = await deliver(desk, ada)
    assert f"The secretariat has published your letter {reference} again." in heard.text


async def test_what_is_not_registered_is_neither_withdrawn_nor_published(desk: Desk):
    noor, _ = await sent_and_announced(desk)
    reference = await reference_of(desk)
    for act in ("unpublish", "republish", "unpublished", "republished"):
        await noor.press_data(f"!{act}:{reference}")
        assert f"{reference}, version 1" in noor.sees
        assert "Published at" not in noor.sees


# -- reading and finding -----------------------------------------------------------------------------------------------


async def test_an_officer_reads_a_letter_whole_with_what_is_not_published(desk: Desk):
    noor, _ = await sent_and_announced(desk)
    reference = await reference_of(desk)
    await noor.press("desk", reference)
    await noor.press("whole", f"{reference}.1")
    assert "We will train two hundred miners." in noor.sees
    assert "E-mail: amina@environment.go.ke" in noor.sees
    await noor.press("desk", reference)
    assert f"{reference}, version 1" in noor.sees


@pytest.mark.parametrize("language", LANGUAGES)
async def test_files_of_a_letter_come_in_the_language_that_is_asked_for(desk: Desk, language: str):
    noor, _ = await sent_and_announced(desk)
    reference = await reference_of(desk)
    await noor.press("desk", reference)
    await noor.press("files", f"{reference}.1")
    await noor.press("file", f"{reference}.1.{language}")
    assert "The files are being made" in noor.sees
    (heard,) = await deliver(desk, noor)
    assert {(file.form, file.language) for file in heard.files} == {("pdf", language), ("docx", language)}


async def test_partners_and_letters_are_found_by_part_of_a_name_or_a_reference(desk: Desk):
    noor, _ = await sent_and_announced(desk)
    reference = await reference_of(desk)
    await noor.say("/find ministry envir")
    assert f"{reference}: {NAME}" in noor.sees
    await noor.press("desk", reference)
    await noor.press_data(f"!registered:{await which(desk)}")
    await noor.say("/find")
    assert "Which partner or letter are you looking for?" in noor.sees
    await noor.say(reference)
    assert f"Partner: {NAME}, {reference}" in noor.sees
    assert await standing(desk, noor) is None
    await noor.say("/find 环境部")
    assert "Nothing was found for “环境部”." in noor.sees


async def test_the_page_of_a_letter_tells_of_others_with_its_name_and_of_an_applicant_who_left(desk: Desk):
    noor, ada = await sent_and_announced(desk)
    eve = desk.person(8, name="Eve")
    await letter(eve, until="country")
    await ada.block()
    await noor.press_data(f"!desk:{await reference_of(desk)}")
    assert f"Another letter already bears this name: {NAME}" in noor.sees
    assert "has blocked this assistant" in noor.sees


async def test_help_lists_the_commands_of_ones_roles(desk: Desk):
    noor, ada = await officer(desk), desk.person()
    await ada.say("/help")
    assert "/inbox" not in ada.sees
    await noor.say("/help")
    for command in ("/inbox", "/find", "/people", "/invite", "/contacts"):
        assert command in noor.sees


async def test_an_officer_who_writes_to_nobody_is_shown_the_way_to_the_desk(desk: Desk):
    noor = await officer(desk)
    await noor.say("Hello?")
    assert noor.last.carries("inbox", "0")
    await noor.say("/start")
    assert noor.last.carries("inbox", "0")


async def test_an_update_that_comes_again_shows_the_desk_again_and_does_nothing_twice(desk: Desk):
    noor, _ = await sent_and_announced(desk)
    await noor.say("/inbox")
    await noor.repeat()
    assert "1 letter waits" in noor.sees
    await noor.press_data(f"!registered:{await which(desk)}")
    await noor.repeat()
    assert await audit(desk) == ["submitted", "registered"]
