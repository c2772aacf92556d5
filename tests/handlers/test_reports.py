"""The report of an area to UNEP: begun by its lead, submitted, returned for completion, and published."""

from __future__ import annotations

import pytest

from flows.session import Answer
from handlers.buttons import base36
from tests.flows.plans import whole
from tests.handlers.desk import Desk
from tests.handlers.hearing import deliver, end_roles, officer
from tests.handlers.plan_stories import adviser, fill, lead, partner
from tests.handlers.report_stories import (
    button,
    current,
    named,
    open_cycle,
    plan,
    report_of,
    sees_button,
    stands_in,
    submit,
    write_the_rest,
)
from tests.handlers.stories import answers, letter, value


async def test_a_report_is_filled_in_submitted_returned_submitted_again_and_published(desk: Desk):
    noor, eve, pia, ines = await officer(desk), await lead(desk), await partner(desk), await adviser(desk)
    await plan(desk, eve)
    cycle = await open_cycle(desk, noor)
    (heard,) = await deliver(desk, eve)
    assert "Reports to UNEP: 2025 – 2026" in heard.text or "Reports to UNEP" in heard.text
    assert "UNEP has not set a date for the reports yet (F§7)." in heard.text
    await eve.press("report", f"asgm.{base36(cycle.id)}")
    assert "The report of the area: Artisanal and small-scale gold mining" in eve.sees
    assert "1 effort of the plan is in as an activity." in eve.sees
    assert await value(desk, eve, "activities.1.activity") == "Training centres 1"
    assert not sees_button(eve, "repsend")
    await submit(desk, eve)
    assert await stands_in(desk, eve) == ""
    (told,) = await deliver(desk, noor)
    assert "Version 1 was submitted as GMP-" in told.text
    assert "Nothing is refused." in told.text
    await noor.press_data(button(noor, "repread"))
    assert "This is version 1, as it was submitted." in noor.sees
    await noor.press("repsec", f"{named(await report_of(desk))}.1.indicators")
    assert "Now: 180" in noor.sees
    await noor.press_data(button(noor, "repback"))
    await noor.say("Please say how the figures were gathered.")
    await noor.press("submit")
    assert "The report is returned for completion." in noor.sees
    (asked,) = await deliver(desk, eve)
    assert "The secretariat returns version 1 for completion, and asks:" in asked.text
    assert "Please say how the figures were gathered." in asked.text
    await eve.press_data(button(eve, "report"))
    assert "The secretariat asks for completion: “Please say how the figures were gathered.”" in eve.sees
    await fill(desk, eve, {"assessed": Answer("By visits.")})
    await eve.say("/report")
    await eve.press_data(button(eve, "repsend"))
    await eve.press_data(button(eve, "repsent"))
    assert "version 2." in eve.sees
    await deliver(desk, noor)
    await noor.press_data(button(noor, "reppub"))
    assert "The partners of the area and the Advisory Group are told." in noor.sees
    await noor.press_data(button(noor, "repput"))
    assert "The report is published." in noor.sees
    for reader, news in zip((eve, pia, ines), await deliver(desk, eve, pia, ines), strict=True):
        assert f"https://mercury.example.org/reports/asgm/{cycle.id}" in news.text, reader.name
    report = await report_of(desk)
    assert (report.state, report.version, report.published_version) == ("published", 2, 2)
    await pia.press_data(button(pia, "repread"))
    assert "This is version 2, as it was submitted." in pia.sees


async def test_a_report_without_a_plan_begins_empty_and_says_so(desk: Desk):
    noor, eve = await officer(desk), await lead(desk)
    await open_cycle(desk, noor)
    await eve.say("/report")
    assert "There is no plan of the area and no note of a partner to fill it in from." in eve.sees
    assert await answers(desk, eve) == {}


async def test_the_report_is_filled_in_from_the_published_plan_and_not_from_its_draft(desk: Desk):
    noor, eve = await officer(desk), await lead(desk)
    await eve.say("/plan")
    await fill(desk, eve, whole())
    for act in ("plansend", "plansent", "planpub", "planput"):
        await eve.say("/plan") if act in ("plansend", "planpub") else None
        await eve.press_data(button(eve, act))
    await fill(desk, eve, {"efforts.1.effort": Answer("Changed since")}) if await stands_in(desk, eve) else None
    await open_cycle(desk, noor)
    await eve.say("/report")
    assert await value(desk, eve, "activities.1.activity") == "Training centres 1"


async def test_what_is_new_in_the_plan_is_filled_in_later_and_the_leads_words_stay(desk: Desk):
    noor, eve = await officer(desk), await lead(desk)
    await plan(desk, eve)
    await open_cycle(desk, noor)
    await eve.say("/report")
    assert not sees_button(eve, "repfill")
    await write_the_rest(desk, eve)
    await eve.say("/plan")
    await fill(desk, eve, whole(efforts=2))
    await eve.say("/report")
    await eve.press_data(button(eve, "repfill"))
    assert "1 effort of the plan is in as an activity." in eve.sees
    assert "What you wrote is as it was." in eve.sees
    assert await value(desk, eve, "activities.1.done") == "A centre was built."
    assert await value(desk, eve, "activities.2.activity") == "Training centres 2"
    await eve.press_data(f"!repfill:{named(await report_of(desk))}")
    assert "is in the report already." in eve.sees


async def test_who_leads_several_areas_is_asked_which(desk: Desk):
    noor, eve = await officer(desk), await lead(desk, "asgm", "waste")
    await open_cycle(desk, noor)
    await deliver(desk, eve)
    await eve.say("/report")
    assert "The report of which area?" in eve.sees
    cycle = await current(desk)
    await eve.press("report", f"waste.{base36(cycle.id)}")
    assert "The report of the area: Mercury waste management" in eve.sees
    await eve.say("/report asgm")
    assert "The report of the area: Artisanal and small-scale gold mining" in eve.sees


async def test_two_leads_write_one_report_and_see_each_others_answers(desk: Desk):
    noor, eve, bob = await officer(desk), await lead(desk), await lead(desk, chat_id=9, name="Bob")
    await plan(desk, eve)
    await open_cycle(desk, noor)
    for who in (eve, bob):
        await who.say("/report")
        await who.press("section", "effectiveness")
    assert "Eve is in this section too." in bob.sees
    (told,) = await deliver(desk, eve)
    assert "Bob has come into the section “Effectiveness”" in told.text
    await bob.press("missing", "effectiveness")
    await eve.press("missing", "effectiveness")
    await bob.say("It works.")
    await eve.say("It works well.")
    assert "Bob has changed this answer while you were writing" in eve.sees
    await eve.press("mine")
    assert await value(desk, bob, "effectiveness") == "It works well."


async def test_the_history_of_a_section_brings_an_earlier_text_back(desk: Desk):
    noor, eve = await officer(desk), await lead(desk)
    await open_cycle(desk, noor)
    await eve.say("/report")
    await eve.press("section", "lessons")
    await eve.press("missing", "lessons")
    await eve.say("Begin early.")
    await eve.press("back")
    await eve.say("Begin late.")
    await eve.say("/history")
    assert "Before: Begin early. – Now: Begin late." in eve.sees
    await eve.press_data(next(data for data in eve.last.buttons() if data.startswith("!planback:")))
    assert await value(desk, eve, "lessons") == "Begin early."


async def test_the_report_passes_with_the_term_and_who_led_before_is_shut_out(desk: Desk):
    noor, eve = await officer(desk), await lead(desk)
    await open_cycle(desk, noor)
    await eve.say("/report")
    await eve.press("section", "lessons")
    await eve.press("missing", "lessons")
    await eve.say("Begin early.")
    bob = await lead(desk, chat_id=9, name="Bob")
    await end_roles(desk, eve)
    await bob.say("/report")
    assert await value(desk, bob, "lessons") == "Begin early."
    await eve.say("One thing more.")
    assert "needs a role that you do not have" in eve.sees
    await eve.say("/report")
    assert "There is no report here for you to write" in eve.sees


async def test_a_report_that_was_submitted_is_not_written_in_until_it_is_returned(desk: Desk):
    noor, eve, bob = await officer(desk), await lead(desk), await lead(desk, chat_id=9, name="Bob")
    await plan(desk, eve)
    await open_cycle(desk, noor)
    await bob.say("/report")
    await bob.press("section", "lessons")
    await submit(desk, eve)
    await bob.say("A late lesson.")
    assert "nothing that you sent just now is in it" in bob.sees
    assert await stands_in(desk, bob) == ""
    await eve.say("/report")
    assert "The secretariat has it." in eve.sees
    assert await stands_in(desk, eve) == ""


async def test_of_two_leads_who_submit_at_once_one_does(desk: Desk):
    noor, eve, bob = await officer(desk), await lead(desk), await lead(desk, chat_id=9, name="Bob")
    await plan(desk, eve)
    await open_cycle(desk, noor)
    await eve.say("/report")
    await write_the_rest(desk, eve)
    for who in (eve, bob):
        await who.say("/report")
        await who.press_data(button(who, "repsend"))
    for who in (eve, bob):
        await who.press_data(button(who, "repsent"))
    assert "The report has changed since that button was shown." in bob.sees
    assert (await report_of(desk)).version == 1


async def test_a_report_with_answers_missing_is_not_submitted(desk: Desk):
    noor, eve = await officer(desk), await lead(desk)
    await plan(desk, eve)
    await open_cycle(desk, noor)
    await eve.say("/report")
    report = await report_of(desk)
    draft = await desk.store.read(lambda tx: tx.plan_draft_by_id(report.draft_id))
    assert draft is not None
    await eve.press_data(f"!repsent:{named(report)}.0.{base36(draft.revision)}")
    assert "Some answers are still missing." in eve.sees
    assert (await report_of(desk)).version == 0


async def test_what_does_not_fit_is_told_and_holds_nothing_back(desk: Desk):
    noor, eve = await officer(desk), await lead(desk)
    await plan(desk, eve)
    await open_cycle(desk, noor)
    await eve.say("/report")
    await write_the_rest(desk, eve)
    await eve.say("/report")
    await eve.press_data(button(eve, "repsend"))
    assert "No contribution of a partner is named for the activity “Training centres 1”." in eve.sees
    await eve.press_data(button(eve, "repsent"))
    assert "The report is submitted as GMP-" in eve.sees


async def test_of_two_officers_one_publishes_and_the_other_is_told(desk: Desk):
    noor, omar, eve = await officer(desk), await officer(desk, 71, "Omar"), await lead(desk)
    await plan(desk, eve)
    await open_cycle(desk, noor)
    await submit(desk, eve)
    await deliver(desk, noor, omar)
    for who in (noor, omar):
        await who.press_data(button(who, "reppub"))
    for who in (noor, omar):
        await who.press_data(button(who, "repput"))
    assert "The report has changed since that button was shown." in omar.sees


async def test_words_that_came_too_late_are_given_back_to_the_officer(desk: Desk):
    noor, omar, eve = await officer(desk), await officer(desk, 71, "Omar"), await lead(desk)
    await plan(desk, eve)
    await open_cycle(desk, noor)
    await submit(desk, eve)
    await deliver(desk, noor, omar)
    await omar.press_data(button(omar, "repback"))
    await omar.say("Please add the dates.")
    await noor.press_data(button(noor, "reppub"))
    await noor.press_data(button(noor, "repput"))
    await omar.press("submit")
    assert "You had written: “Please add the dates.”" in omar.sees
    assert (await report_of(desk)).state == "published"


async def test_a_published_report_can_be_returned_and_what_everyone_reads_stays(desk: Desk):
    noor, eve, pia = await officer(desk), await lead(desk), await partner(desk)
    await plan(desk, eve)
    await open_cycle(desk, noor)
    await submit(desk, eve)
    await deliver(desk, noor)
    await noor.press_data(button(noor, "reppub"))
    await noor.press_data(button(noor, "repput"))
    report = await report_of(desk)
    await noor.press_data(f"!repread:{named(report)}.1")
    await noor.press_data(button(noor, "repback"))
    await noor.say("One figure is wrong.")
    await noor.press("submit")
    report = await report_of(desk)
    assert (report.state, report.published_version) == ("returned", 1)
    await pia.press_data(f"!repread:{named(report)}.1")
    assert "This is version 1, as it was submitted." in pia.sees


async def test_a_draft_is_given_up_for_everyone_only_before_it_was_submitted(desk: Desk):
    noor, eve = await officer(desk), await lead(desk)
    await plan(desk, eve)
    await open_cycle(desk, noor)
    await eve.say("/report")
    await eve.say("/cancel")
    assert "for everyone who writes in it" in eve.sees
    await eve.press("yes")
    assert "The draft of the report has been erased." in eve.sees
    await submit(desk, eve)
    await deliver(desk, noor)
    await noor.press_data(button(noor, "repback"))
    await noor.say("More, please.")
    await noor.press("submit")
    await eve.say("/report")
    await eve.say("/cancel")
    assert "can no longer be given up" in eve.sees


async def test_a_lead_leaves_the_report_and_writes_a_letter_beside_it(desk: Desk):
    noor, eve = await officer(desk), await lead(desk)
    await open_cycle(desk, noor)
    await eve.say("/report")
    await eve.press("save")
    assert "/report goes on where you are" in eve.sees
    await letter(eve, until="name")
    await eve.say("/report")
    assert await stands_in(desk, eve) == "report"
    await eve.say("/start")
    assert "The report of your area is open" in eve.sees


async def test_the_files_of_a_report_are_had_by_who_may_read_it(desk: Desk):
    noor, eve, pia = await officer(desk), await lead(desk), await partner(desk)
    await plan(desk, eve)
    await open_cycle(desk, noor)
    await submit(desk, eve)
    await deliver(desk, noor)
    await noor.press_data(button(noor, "repfiles"))
    number = named(await report_of(desk))
    await noor.press("repfile", f"{number}.1.zh")
    assert "The files are being made (中文). They come in a moment." in noor.sees
    (heard,) = await deliver(desk, noor)
    assert [(order.form, order.language) for order in heard.files] == [("pdf", "zh"), ("docx", "zh"), ("png", "zh")]
    await pia.press_data(f"!repfile:{number}.1.zh")
    assert "needs a role that you do not have" in pia.sees


@pytest.mark.parametrize("act", ["repsend", "repsent", "reppub", "repput", "repback", "repread", "repfill", "repfiles"])
async def test_nobody_else_does_anything_with_a_report(desk: Desk, act: str):
    noor, eve, pia = await officer(desk), await lead(desk), await partner(desk)
    await plan(desk, eve)
    await open_cycle(desk, noor)
    await submit(desk, eve)
    await pia.press_data(f"!{act}:{named(await report_of(desk))}.1.0")
    assert "needs a role that you do not have" in pia.sees
    assert (await report_of(desk)).state == "submitted"


async def test_the_secretariat_does_not_read_a_draft(desk: Desk):
    noor, eve = await officer(desk), await lead(desk)
    await plan(desk, eve)
    await open_cycle(desk, noor)
    await eve.say("/report")
    await noor.press_data(f"!repread:{named(await report_of(desk))}.0")
    assert "needs a role that you do not have" in noor.sees
    cycle = await current(desk)
    await noor.press_data(f"!report:asgm.{base36(cycle.id)}")
    assert "being written" in noor.sees
