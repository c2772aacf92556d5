"""A plan sent to the Advisory Group, which advises and approves nothing; its remarks; and publication by the lead."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flows.session import Answer
from handlers.buttons import base36
from tests.handlers.desk import Desk, Someone
from tests.handlers.hearing import deliver
from tests.handlers.plan_stories import adviser, draft_number, fill, lead, partner
from tests.handlers.stories import person_id


def button(who: Someone, act: str) -> str:
    """What the first button of an act carries."""
    return next(data for data in who.last.buttons() if data.startswith(f"!{act}:"))


async def sent(desk: Desk, eve: Someone) -> None:
    """A whole plan, sent to the Advisory Group."""
    await eve.say("/plan")
    await fill(desk, eve)
    await eve.say("/plan")
    await eve.press_data(button(eve, "plansend"))
    await eve.press_data(button(eve, "plansent"))


async def test_a_plan_is_sent_advised_on_answered_and_published_and_goes_on(desk: Desk):
    eve, ines, pia = await lead(desk), await adviser(desk), await partner(desk)
    await eve.say("/plan")
    await fill(desk, eve)
    await eve.say("/plan")
    await eve.press_data(button(eve, "plansend"))
    assert "It advises, and approves nothing (G3(f)(2))" in eve.sees
    assert "1 member is asked for advice." in eve.sees
    await eve.press_data(button(eve, "plansent"))
    assert "with the Advisory Group as version 1" in eve.sees
    (asked,) = await deliver(desk, ines)
    assert "Nobody is asked to approve it." in asked.text
    await ines.press_data(button(ines, "planread"))
    number = await draft_number(desk)
    await ines.press("plansec", f"{number}.1.objectives")
    await ines.press("plansay", f"{number}.1.objectives")
    await ines.say("Please add a target for 2028.")
    (told,) = await deliver(desk, eve)
    assert "Ines of the Advisory Group remarks on “Objective of the area”:" in told.text
    await eve.press_data(button(eve, "planans"))
    await eve.say("A target for 2028 has been added.")
    await eve.say("/plan")
    await fill(desk, eve, {"objectives.1.target": Answer("At most 600 tonnes in 2028, and 400 in 2029")})
    await eve.say("/plan")
    await eve.press_data(button(eve, "planpub"))
    assert "Members of the Advisory Group who have answered: 1 of 1." in eve.sees
    assert "1 answer has changed since the Advisory Group saw the plan" in eve.sees
    await eve.press_data(button(eve, "planput"))
    assert "The plan is published as version 1." in eve.sees
    (heard,) = await deliver(desk, pia)
    assert "Version 1 is published. Everyone can read it here:\n\nhttps://mercury.example.org/plans/asgm" in heard.text
    (one,) = await desk.store.read(lambda tx: tx.publications("asgm"))
    assert (one.number, one.version, one.advised_version) == (1, 2, 1)
    await eve.say("/plan")
    assert "plansend" in "".join(eve.last.buttons())
    assert "planpub" not in "".join(eve.last.buttons())


async def test_an_unchanged_plan_is_published_as_it_was_sent_and_the_next_is_version_2(desk: Desk):
    eve, ines = await lead(desk), await adviser(desk)
    for number in (1, 2):
        if number == 2:
            await fill(desk, eve, {"making": Answer("In two meetings.")})
        await eve.say("/plan")
        if number == 1:
            await fill(desk, eve)
            await eve.say("/plan")
        await eve.press_data(button(eve, "plansend"))
        await eve.press_data(button(eve, "plansent"))
        await deliver(desk, ines)
        await ines.press_data(button(ines, "planno"))
        assert "The lead is told that you have no remarks." in ines.sees
        await eve.say("/plan")
        await eve.press_data(button(eve, "planpub"))
        assert "It is published just as the Advisory Group saw it." in eve.sees
        await eve.press_data(button(eve, "planput"))
        assert f"The plan is published as version {number}." in eve.sees
        await eve.say("/plan")
    published = await desk.store.read(lambda tx: tx.publications("asgm"))
    assert [(one.number, one.version) for one in published] == [(2, 2), (1, 1)]


async def test_a_plan_that_lacks_answers_cannot_be_sent(desk: Desk):
    eve = await lead(desk)
    await eve.say("/plan")
    assert "plansend" not in "".join(eve.last.buttons())
    number = await draft_number(desk)
    await eve.press_data(f"!plansend:{number}.0")
    assert "Some answers are still missing." in eve.sees


async def test_what_does_not_fit_is_told_and_holds_nothing_back(desk: Desk):
    eve = await lead(desk)
    await eve.say("/plan")
    await fill(desk, eve)
    await fill(desk, eve, {"actions.1.serves": Answer([])})
    await eve.say("/plan")
    await eve.press_data(button(eve, "plansend"))
    assert "serves no objective" in eve.sees
    await eve.press_data(button(eve, "plansent"))
    assert "with the Advisory Group as version 1" in eve.sees


async def test_of_two_leads_who_send_at_once_one_does(desk: Desk):
    eve, bob = await lead(desk), await lead(desk, chat_id=9, name="Bob")
    await eve.say("/plan")
    await fill(desk, eve)
    for someone in (eve, bob):
        await someone.say("/plan")
        await someone.press_data(button(someone, "plansend"))
    await fill(desk, eve, {"making": Answer("In three meetings.")})
    await bob.press_data(button(bob, "plansent"))
    assert "The plan has changed since that button was shown." in bob.sees


@pytest.mark.parametrize("act", ["plansend", "plansent", "planpub", "planput"])
async def test_only_the_lead_sends_and_publishes(desk: Desk, act: str):
    eve, ines = await lead(desk), await adviser(desk)
    await sent(desk, eve)
    number = await draft_number(desk)
    await ines.press_data(f"!{act}:{number}.1")
    assert "needs a role that you do not have" in ines.sees


async def test_a_plan_that_was_not_sent_is_not_published(desk: Desk):
    eve = await lead(desk)
    await eve.say("/plan")
    await fill(desk, eve)
    number = await draft_number(desk)
    await eve.press_data(f"!planput:{number}.1")
    assert "goes to the Advisory Group first" in eve.sees


async def test_the_draft_can_no_longer_be_given_up_once_it_was_sent(desk: Desk):
    eve = await lead(desk)
    await sent(desk, eve)
    await eve.say("/cancel")
    assert "only before it was sent" in eve.sees


async def test_a_remark_that_is_given_up_is_not_sent_and_leads_back_to_the_section(desk: Desk):
    eve, ines = await lead(desk), await adviser(desk)
    await sent(desk, eve)
    number = await draft_number(desk)
    await ines.press_data(f"!plansay:{number}.1.summary")
    await ines.say("/cancel")
    await ines.press("yes")
    assert "Nothing was sent." in ines.sees
    assert "plansay" in {data.removeprefix("!").partition(":")[0] for data in ines.last.buttons()}
    assert await desk.store.read(lambda tx: tx.plan_remarks_on(int(number, 36))) == ()


async def test_no_remarks_is_taken_back_by_a_remark_and_does_not_replace_one(desk: Desk):
    eve, ines = await lead(desk), await adviser(desk)
    await sent(desk, eve)
    number = await draft_number(desk)
    await ines.press_data(f"!planno:{number}.1")
    await ines.press_data(f"!plansay:{number}.1.summary")
    await ines.say("Please shorten it.")
    said = await desk.store.read(lambda tx: tx.plan_remarks_on(int(number, 36)))
    assert [one.kind for one in said] == ["advice"]
    await ines.press_data(f"!planno:{number}.1")
    assert "You have remarked on this version already." in ines.sees


async def test_the_plan_is_had_as_files_in_any_language(desk: Desk):
    eve = await lead(desk)
    await sent(desk, eve)
    number = await draft_number(desk)
    await eve.press_data(f"!planread:{number}.0")
    await eve.press_data(button(eve, "planfiles"))
    await eve.press("planfile", f"{number}.0.zh")
    assert "The files are being made (中文). They come in a moment." in eve.sees
    (heard,) = await deliver(desk, eve)
    assert [(order.form, order.language) for order in heard.files] == [("pdf", "zh"), ("docx", "zh"), ("png", "zh")]


async def answered(desk: Desk, eve: Someone, ines: Someone) -> None:
    """A plan with a remark that was answered, published as version 1."""
    await sent(desk, eve)
    number = await draft_number(desk)
    await ines.press_data(f"!plansay:{number}.1.summary")
    await ines.say("Please shorten it.")
    await deliver(desk, eve)
    await eve.press_data(button(eve, "planans"))
    await eve.say("It is shorter now.")
    await eve.say("/plan")
    await eve.press_data(button(eve, "planpub"))
    await eve.press_data(button(eve, "planput"))
    assert "The plan is published as version 1." in eve.sees


def _trail(tx) -> list[tuple[str, str]]:
    plan = tx.published_plan("asgm", 1)
    assert plan is not None
    return [(one.words, one.answer) for one in plan.advice]


async def test_the_trail_of_a_published_version_stays_as_it_was_published(desk: Desk):
    eve, ines = await lead(desk), await adviser(desk)
    await answered(desk, eve, ines)
    number = await draft_number(desk)
    await ines.press_data(f"!plansay:{number}.1.summary")
    await ines.say("One thing more.")
    assert await desk.store.read(_trail) == [("Please shorten it.", "It is shorter now.")]
    (_, late) = await desk.store.read(lambda tx: tx.plan_remarks_on(int(number, 36), 1))
    assert late.words == "One thing more."


async def test_an_answer_to_a_remark_is_not_written_over(desk: Desk):
    eve, ines = await lead(desk), await adviser(desk)
    await answered(desk, eve, ines)
    number = await draft_number(desk)
    (remark,) = await desk.store.read(lambda tx: tx.plan_remarks_on(int(number, 36), 1))
    for act in ("planans", "plandone"):
        await eve.press_data(f"!{act}:{base36(remark.id)}")
        assert "This remark has been answered already." in eve.sees
    assert await desk.store.read(_trail) == [("Please shorten it.", "It is shorter now.")]


async def test_of_two_leads_who_answer_at_once_the_second_gets_the_words_back(desk: Desk):
    eve, bob, ines = await lead(desk), await lead(desk, chat_id=9, name="Bob"), await adviser(desk)
    await sent(desk, eve)
    number = await draft_number(desk)
    await ines.press_data(f"!plansay:{number}.1.summary")
    await ines.say("Please shorten it.")
    (remark,) = await desk.store.read(lambda tx: tx.plan_remarks_on(int(number, 36), 1))
    for someone in (eve, bob):
        await someone.press_data(f"!planans:{base36(remark.id)}")
    await eve.say("It is shorter now.")
    await bob.say("I shall shorten it.")
    assert "This remark has been answered already." in bob.sees
    assert "You had written: “I shall shorten it.”" in bob.sees
    kept = await desk.store.read(lambda tx: tx.plan_remark(remark.id))
    assert kept is not None
    assert kept.answer == "It is shorter now."


async def test_who_is_forgotten_is_no_longer_named_in_the_register(desk: Desk):
    eve, ines = await lead(desk), await adviser(desk)
    await answered(desk, eve, ines)
    before = await desk.store.read(lambda tx: tx.register_stamp(datetime.now(UTC)))
    number = await person_id(desk, ines)
    await desk.store.transact(lambda tx: tx.forget(number, datetime.now(UTC)))
    assert await desk.store.read(lambda tx: tx.register_stamp(datetime.now(UTC))) != before
    plan = await desk.store.read(lambda tx: tx.published_plan("asgm", 1))
    assert plan is not None
    assert [one.name for one in plan.advice] == [""]
