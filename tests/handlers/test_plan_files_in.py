"""A whole plan sent as a Word file, and the list of partners filled from the register and the efforts."""

from __future__ import annotations

from datetime import UTC, date, datetime

from documents.files import plan_file_of
from flows.plan import PLAN
from flows.wording import LANGUAGES, say
from locales import voice
from tests.documents.test_reading_files import word
from tests.flows.plans import SUMMARY, group, whole
from tests.handlers.desk import Desk, Someone
from tests.handlers.hearing import grant
from tests.handlers.plan_stories import draft_number, fill, lead, partner
from tests.handlers.stories import answers, person_id, place, value

ODD = word(
    ("Mercury in small-scale gold mining: our plan", "Title"),
    ("Foreword", "Heading 1"),
    ("Dear reader.", ""),
    ("1. EXECUTIVE SUMMARY", "Heading 1"),
    ("Miners use mercury.", ""),
    ("Section 4 – Partner efforts", "Heading 1"),
    ("Training", "Heading 2"),
    ("Two centres.", ""),
    ("Annex: tables", "Heading 1"),
    ("12 t", ""),
)


async def at_the_menu(desk: Desk) -> Someone:
    eve = await lead(desk)
    await eve.say("/plan")
    return eve


async def test_a_word_file_sent_to_the_plan_is_split_shown_and_taken_over(desk: Desk):
    eve = await at_the_menu(desk)
    await eve.give("plan.docx", ODD)
    assert "Summary of the issue: “Miners use mercury.” (3 words)" in eve.sees
    assert "Foreword: “Dear reader.” (2 words)" in eve.sees
    assert "Annex: tables" in eve.sees
    assert not await answers(desk, eve)
    await eve.press("take")
    assert "2 sections have been filled from your file." in eve.sees
    assert await value(desk, eve, "summary") == "Miners use mercury."
    assert await value(desk, eve, "efforts_text") == "Training\nTwo centres."


async def test_a_file_that_cannot_be_read_is_told_where_a_plan_is_brought(desk: Desk):
    eve = await at_the_menu(desk)
    await eve.give("plan.docx", b"PK\x03\x04 broken")
    assert "I could not read the text in this file." in eve.sees
    assert await place(desk, eve) == "menu"


async def test_a_plan_made_here_is_known_again_section_by_section_in_every_language(desk: Desk):
    plain = {path: answer.to_plain() for path, answer in whole().items()}
    for number, language in enumerate(LANGUAGES):
        area = desk.surroundings.areas[0]
        made = plan_file_of(
            "docx",
            plain,
            area=area,
            language=language,
            state=say("Draft"),
            day=date(2026, 3, 2),
            leads=(),
            reference="",
            trail=(),
            areas=desk.surroundings.areas,
            version=1,
        )
        eve = await lead(desk, "asgm", chat_id=100 + number)
        await eve.say("/plan")
        await eve.give("plan.docx", made.content)
        assert SUMMARY[:40] in eve.sees, language
        for section in PLAN.sections[:4]:
            title = voice("en").plain(say(section.title))
            assert f"{title}: “" in eve.sees, (language, title)


async def test_words_below_a_file_that_was_taken_are_said_to_be_left_out(desk: Desk):
    eve = await at_the_menu(desk)
    await eve.give("plan.docx", ODD, caption="Our plan of 2024")
    assert "The words below it are not kept" in eve.sees


async def test_the_list_of_partners_is_filled_from_the_register_and_the_efforts(desk: Desk):
    pia = await partner(desk)
    assert pia
    eve = await at_the_menu(desk)
    given = whole()
    for path in [path for path in given if path.partition(".")[0] in ("partners", "lead")]:
        del given[path]
    given |= group("partners", {"partner": {"name": "Free Miners", "partner": None}}, inside="efforts.1.")
    await fill(desk, eve, given)
    await eve.say("/plan")
    await eve.press("section", "partners")
    await eve.press_data(next(data for data in eve.last.buttons() if data.startswith("!planfill:")))
    assert "2 partners have been added." in eve.sees
    kept = await answers(desk, eve)
    assert kept["partners"].value == {"items": ["1", "2"], "next": 3}
    assert kept["partners.1.partner"].value == {"name": "Free Miners", "partner": None}
    assert kept["partners.1.contact"].value == "Amina Yusuf"
    assert "Institute Pia" in str(kept["partners.2.partner"].value)
    assert "partners.2.contact" not in kept
    assert not any(data.startswith("!planfill:") for data in eve.last.buttons())


async def test_what_the_lead_has_written_stays(desk: Desk):
    await partner(desk)
    eve = await at_the_menu(desk)
    await fill(desk, eve, {**group("partners", {"partner": {"name": "institute  pia", "partner": None}})})
    before = await answers(desk, eve)
    await eve.say("/plan")
    await eve.press("section", "partners")
    assert not any(data.startswith("!planfill:") for data in eve.last.buttons())
    await eve.press_data(f"!planfill:{await draft_number(desk)}")
    assert "are in the list already" in eve.sees
    assert await answers(desk, eve) == before


async def test_a_partner_who_is_not_on_the_public_register_is_not_filled_in(desk: Desk):
    await partner(desk)

    def withdraw(tx) -> None:
        (found,) = tx.find_partners("institute pia")
        tx.withdraw(found.id, 1, datetime.now(UTC))

    await desk.store.transact(withdraw)
    eve = await at_the_menu(desk)
    await eve.press("section", "partners")
    assert not any(data.startswith("!planfill:") for data in eve.last.buttons())


async def test_the_lead_is_named_from_the_register(desk: Desk):
    eve = await partner(desk, chat_id=8, name="Eve")
    await grant(desk, eve, "lead", "asgm")
    await eve.say("/plan")
    await eve.press("section", "partners")
    await eve.press_data(next(data for data in eve.last.buttons() if data.startswith("!planfill:")))
    assert "The lead has been named from the register." in eve.sees
    assert "Institute Eve" in str(await value(desk, eve, "lead"))


async def test_who_may_write_in_other_sections_only_does_not_fill_the_list(desk: Desk):
    pia = await partner(desk)
    eve = await at_the_menu(desk)
    number = await draft_number(desk)
    who, by = await person_id(desk, pia), await person_id(desk, eve)
    await desk.store.transact(lambda tx: tx.invite_writer(int(number, 36), who, ("efforts",), by, datetime.now(UTC)))
    await pia.say("/plan")
    await pia.press_data(f"!planfill:{number}")
    assert "partners" not in await answers(desk, eve)
