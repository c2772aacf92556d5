"""Reporting cycles: opened without a date, dated, moved, closed; and who has reported in one."""

from __future__ import annotations

import pytest

from handlers.buttons import base36
from tests.handlers.desk import Desk
from tests.handlers.hearing import deliver, end_roles, officer
from tests.handlers.plan_stories import adviser, lead, partner
from tests.handlers.report_stories import (
    FORMAT,
    button,
    current,
    days_ago,
    open_cycle,
    plan,
    sees_button,
    stands_in,
    submit,
)


async def test_a_cycle_is_opened_without_a_date_then_dated_then_moved_and_leads_are_told_once_each_time(desk: Desk):
    noor, eve = await officer(desk), await lead(desk, "asgm", "waste")
    cycle = await open_cycle(desk, noor)
    assert "UNEP has not set a date for the reports yet (F§7)." in noor.sees
    (heard,) = await deliver(desk, eve)
    assert len(heard.pages) == 1
    assert "UNEP asks every area for its report on this period (F§7)." in heard.text
    assert {f"!report:{area}.{base36(cycle.id)}" for area in ("asgm", "waste")} <= set(eve.last.buttons())
    dates = (
        ("31 March 2031", "UNEP has set a date for the reports."),
        ("30 June 2031", "The date of the reports has been set anew."),
    )
    for revision, (said, told) in enumerate(dates):
        await noor.say("/reports")
        await noor.press("cycleedit", f"{base36(cycle.id)}.{base36(revision)}")
        await noor.press("edit", "due")
        await noor.say(said)
        await noor.press("submit")
        assert "The cycle is changed. The leads of the areas are told." in noor.sees
        (news,) = await deliver(desk, eve)
        assert len(news.pages) == 1
        assert told in news.text
        assert f"The reports are due on {said} (F§7)." in news.text.replace("\u202f", " ")
    assert (await current(desk)).due_on == "2031-06-30"


async def test_a_date_can_be_taken_back_and_is_then_not_set(desk: Desk):
    noor, eve = await officer(desk), await lead(desk)
    cycle = await open_cycle(desk, noor, due="31 March 2031")
    await deliver(desk, eve)
    await noor.press("cycleedit", f"{base36(cycle.id)}.0")
    await noor.press("edit", "due")
    await noor.press("skip")
    await noor.press("submit")
    (news,) = await deliver(desk, eve)
    assert "The date of the reports has been taken back." in news.text
    assert (await current(desk)).due_on is None


async def test_nothing_changed_tells_nobody(desk: Desk):
    noor, eve = await officer(desk), await lead(desk)
    cycle = await open_cycle(desk, noor)
    await deliver(desk, eve)
    await noor.press("cycleedit", f"{base36(cycle.id)}.0")
    assert FORMAT in noor.sees
    await noor.press("submit")
    assert "Nothing was changed." in noor.sees
    (news,) = await deliver(desk, eve)
    assert news.pages == []
    assert (await current(desk)).revision == 0


async def test_the_secretariat_sees_who_has_reported_and_who_is_how_late(desk: Desk):
    noor, eve, bob = await officer(desk), await lead(desk), await lead(desk, "waste", chat_id=9, name="Bob")
    await plan(desk, eve)
    cycle = await open_cycle(desk, noor, due=days_ago(3))
    await submit(desk, eve)
    await bob.say("/report")
    await noor.say("/reports")
    have, _, have_not = noor.sees.partition("Have not reported yet")
    assert "Artisanal and small-scale gold mining: submitted on" in have
    assert "Mercury waste management: being written, 3 days overdue" in have_not
    assert "Mercury in products: not begun yet, 3 days overdue" in have_not
    await noor.press("report", f"asgm.{base36(cycle.id)}")
    assert "This is version 1, as it was submitted." in noor.sees


async def test_a_lead_sees_their_own_and_others_what_is_published(desk: Desk):
    noor, eve, pia, ines = await officer(desk), await lead(desk), await partner(desk), await adviser(desk)
    await plan(desk, eve)
    await open_cycle(desk, noor)
    await submit(desk, eve)
    await eve.say("/reports")
    assert "Artisanal and small-scale gold mining: submitted on" in eve.sees
    assert "Mercury in products" not in eve.sees
    assert not sees_button(eve, "cyclenew")
    for someone in (pia, ines):
        await someone.say("/reports")
        assert "No report has been published yet." in someone.sees
    await deliver(desk, noor)
    await noor.press_data(button(noor, "reppub"))
    await noor.press_data(button(noor, "repput"))
    await pia.say("/reports")
    await pia.press_data(button(pia, "repread"))
    assert "This is version 1, as it was submitted." in pia.sees


async def test_a_closed_cycle_takes_no_report_until_it_is_opened_again(desk: Desk):
    noor, eve = await officer(desk), await lead(desk)
    cycle = await open_cycle(desk, noor)
    await eve.say("/report")
    await noor.press_data(f"!cycleclose:{base36(cycle.id)}.0")
    assert "nobody is reminded of them" in noor.sees
    await noor.press_data(button(noor, "cycleclosed"))
    (news,) = await deliver(desk, eve)
    assert "The secretariat has closed this reporting cycle. What was written is kept." in news.text
    await eve.press_data(f"!report:asgm.{base36(cycle.id)}")
    assert "This cycle is closed." in eve.sees
    assert await stands_in(desk, eve) == ""
    await eve.say("/report")
    assert "No reporting cycle is open at the moment." in eve.sees
    await noor.press_data(f"!cycleagain:{base36(cycle.id)}.1")
    await eve.say("/report")
    assert await stands_in(desk, eve) == "report"


async def test_an_old_button_on_a_cycle_changes_nothing(desk: Desk):
    noor = await officer(desk)
    cycle = await open_cycle(desk, noor)
    for act in ("cycleedit", "cycleclose", "cycleclosed", "cycleagain"):
        await noor.press_data(f"!{act}:{base36(cycle.id)}.7")
        assert "The cycle has changed since that button was shown." in noor.sees
    assert (await current(desk)).revision == 0


async def test_of_two_officers_who_change_a_cycle_the_second_is_told(desk: Desk):
    noor, omar = await officer(desk), await officer(desk, 71, "Omar")
    cycle = await open_cycle(desk, noor)
    for someone, said in ((noor, "31 March 2031"), (omar, "30 June 2031")):
        await someone.press_data(f"!cycleedit:{base36(cycle.id)}.0")
        await someone.press("edit", "due")
        await someone.say(said)
    for someone in (noor, omar):
        await someone.press("submit")
    assert "The cycle has changed since that button was shown." in omar.sees
    assert (await current(desk)).due_on == "2031-03-31"


async def test_who_leaves_the_form_or_gives_it_up_has_opened_nothing(desk: Desk):
    noor = await officer(desk)
    await noor.say("/reports")
    await noor.press_data(button(noor, "cyclenew"))
    await noor.say("2027 to 2028")
    await noor.press("save")
    assert "What you wrote is kept." in noor.sees
    await noor.press_data(button(noor, "cyclenew"))
    assert "Which edition of UNEP's format" in noor.sees
    await noor.say("/cancel")
    await noor.press("yes")
    assert "Nothing was done." in noor.sees
    assert await desk.store.read(lambda tx: tx.cycles()) == ()


async def test_the_form_ends_with_the_role(desk: Desk):
    noor, omar = await officer(desk), await officer(desk, 71, "Omar")
    await omar.say("/reports")
    await omar.press_data(button(omar, "cyclenew"))
    await end_roles(desk, omar)
    await omar.say("2027 to 2028")
    assert "needs a role that you do not have" in omar.sees
    assert noor.name == "Noor"


@pytest.mark.parametrize("act", ["cyclenew", "cycleedit", "cycleclose", "cycleclosed", "cycleagain"])
async def test_only_the_secretariat_opens_and_changes_cycles(desk: Desk, act: str):
    noor, eve = await officer(desk), await lead(desk)
    cycle = await open_cycle(desk, noor)
    await eve.press_data(f"!{act}:{base36(cycle.id)}.0")
    assert "needs a role that you do not have" in eve.sees
    now = await current(desk)
    assert (now.revision, now.is_open) == (0, True)


async def test_somebody_without_a_role_does_not_get_to_the_reports(desk: Desk):
    ada = desk.person()
    await ada.say("/start")
    await ada.say("/reports")
    assert "I do not know this command." in ada.sees
    await ada.press_data("!reports:")
    assert "needs a role that you do not have" in ada.sees
