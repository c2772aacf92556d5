"""The business plan of an area, as its lead opens and fills it: whose it is, where it goes on, who is shut out."""

from __future__ import annotations

from flows.session import Answer
from tests.handlers.desk import Desk, Someone
from tests.handlers.hearing import end_roles
from tests.handlers.plan_stories import fill, lead
from tests.handlers.stories import answers, letter, place, value


async def begun(desk: Desk, who: Someone, text: str) -> None:
    """The summary, written."""
    await who.say("/plan")
    await who.press("section", "summary")
    await who.press("missing", "summary")
    await who.say(text)


async def test_a_lead_opens_the_plan_of_the_area_writes_leaves_and_goes_on(desk: Desk):
    eve = await lead(desk)
    await begun(desk, eve, "Miners use mercury.")
    assert await value(desk, eve, "summary") == "Miners use mercury."
    await eve.press("save")
    assert "/plan goes on where you are" in eve.sees
    await eve.press("plan", "asgm")
    assert "The business plan of the area: Artisanal and small-scale gold mining" in eve.sees
    assert "Which period does the plan cover?" in eve.sees


async def test_who_leads_several_areas_is_asked_which(desk: Desk):
    eve = await lead(desk, "asgm", "waste")
    await eve.say("/plan")
    assert "The plan of which area?" in eve.sees
    await eve.press("plan", "waste")
    assert "The business plan of the area: Mercury waste management" in eve.sees
    await eve.say("/plan asgm")
    assert "The business plan of the area: Artisanal and small-scale gold mining" in eve.sees


async def test_the_draft_goes_with_the_area_to_the_next_lead_and_the_one_before_is_shut_out(desk: Desk):
    eve = await lead(desk)
    await begun(desk, eve, "Miners use mercury.")
    bob = await lead(desk, chat_id=9, name="Bob")
    await end_roles(desk, eve)
    await bob.say("/plan")
    assert (await answers(desk, bob))["summary"].value == "Miners use mercury."
    await eve.say("2027 to 2029")
    assert "needs a role that you do not have" in eve.sees
    assert "period" not in await answers(desk, bob)
    await eve.say("/plan")
    assert "There is no plan here for you" in eve.sees


async def test_a_plan_stays_when_its_lead_asks_to_be_forgotten(desk: Desk):
    eve = await lead(desk)
    await begun(desk, eve, "Miners use mercury.")
    await eve.say("/forget")
    await eve.press_data(next(data for data in eve.last.buttons() if data.startswith("!forget:")))
    bob = await lead(desk, chat_id=9, name="Bob")
    await bob.say("/plan")
    assert (await answers(desk, bob))["summary"].value == "Miners use mercury."


async def test_a_lead_can_write_a_letter_beside_the_plan(desk: Desk):
    eve = await lead(desk)
    await begun(desk, eve, "Miners use mercury.")
    await letter(eve, until="name")
    assert await place(desk, eve) != "menu"
    await eve.say("/plan")
    assert "Which period does the plan cover?" in eve.sees
    await eve.say("/mine")
    assert "Miners use mercury" not in eve.sees


async def test_what_an_item_belongs_to_is_marked_by_its_words(desk: Desk):
    """Objectives and actions are chosen among those of the plan itself; their internal names are nobody's concern."""
    eve = await lead(desk)
    await eve.say("/plan")
    given = [("objectives.1.statement", "Halve the use of mercury"), ("objectives.2.statement", "Close the mines")]
    order = Answer({"next": 3, "items": ["1", "2"]})
    await fill(desk, eve, {"objectives": order, **{path: Answer(words) for path, words in given}})
    await eve.say("/plan")
    await eve.press("section", "actions")
    await eve.press("missing", "actions")
    await eve.say("Train miners")
    question = eve.last
    await eve.press("tick", "1")
    await eve.press("tick", "2")
    await eve.press("done")
    assert question.keyboard is None
    assert question.text.endswith("✓ 1. Halve the use of mercury; 2. Close the mines")


async def test_giving_the_draft_up_is_asked_first_and_erases_it_for_everyone(desk: Desk):
    eve = await lead(desk)
    bob = await lead(desk, chat_id=9, name="Bob")
    await begun(desk, eve, "Miners use mercury.")
    await bob.say("/plan")
    await eve.say("/cancel")
    assert "for everyone who writes in it" in eve.sees
    await eve.press("yes")
    assert "The draft of the plan has been erased." in eve.sees
    await bob.say("/plan")
    assert "This is the first draft." in bob.sees
    assert await answers(desk, bob) == {}


async def test_a_partner_is_found_in_the_register_by_some_letters(desk: Desk):
    eve = await lead(desk)
    await desk.store.transact(add_a_partner)
    await eve.say("/plan")
    await eve.press("section", "partners")
    await eve.press("missing", "lead")
    await eve.say("clean riv")
    await eve.press("suggest", "0")
    kept = await value(desk, eve, "lead")
    assert isinstance(kept, dict)
    assert kept["name"] == "Clean Rivers Fund"
    assert kept["partner"] is not None


def add_a_partner(tx) -> None:
    """One partner in the register."""
    from datetime import UTC, datetime

    from sqlalchemy import insert

    from storage.tables import partners

    now = datetime.now(UTC)
    tx.connection.execute(
        insert(partners).values(
            name="Clean Rivers Fund",
            folded="clean rivers fund",
            category="ngo",
            since=now,
            version=0,
            revision=0,
            public=True,
            shares_contacts=False,
            changed_at=now,
        )
    )
