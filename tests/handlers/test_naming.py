"""What people are called by those they work with: the chat page knows no names."""

from __future__ import annotations

from tests.handlers.desk import Desk
from tests.handlers.hearing import deliver, grant
from tests.handlers.plan_stories import draft_number, fill, lead, partner
from tests.handlers.stories import person_id

HINT = "tell me your name like this: /name Amina Yusuf"


async def test_a_lead_without_a_name_is_asked_for_it_and_is_known_by_it_then(desk: Desk):
    eve, pia = await lead(desk, name=""), await partner(desk)
    await eve.say("/plan")
    assert HINT in eve.sees
    await eve.say("/name   Eve  Moreau ")
    assert "You are called Eve Moreau here." in eve.sees
    await fill(desk, eve)
    await eve.say("/plan")
    assert HINT not in eve.sees
    number = await draft_number(desk)
    (one,) = await desk.store.read(lambda tx: tx.partners_of_area("asgm"))
    await eve.press_data(f"!planadd:{number}.8.{one.id}")
    (told,) = await deliver(desk, pia)
    assert "Eve Moreau asks you to write in it" in told.text


async def test_a_partner_without_a_name_is_known_by_the_partner_that_they_write_for(desk: Desk):
    eve, pia = await lead(desk), await partner(desk, name="")
    await eve.say("/plan")
    number = await draft_number(desk)
    (one,) = await desk.store.read(lambda tx: tx.partners_of_area("asgm"))
    await eve.press_data(f"!planadd:{number}.1.{one.id}")
    assert f"{one.name}: Summary of the issue" in eve.sees
    await deliver(desk, pia)
    await pia.say("/plan")
    assert HINT not in pia.sees
    await pia.press("section", "summary")
    await eve.press("section", "summary")
    assert f"{one.name} is in this section too." in eve.sees
    await pia.press("missing", "summary")
    await pia.say("Mercury is used.")
    await eve.say("/history")
    assert f"{one.name}: Summary. Written: Mercury is used." in eve.sees
    await pia.press_data(f"!plansay:{number}.0.summary")
    await pia.say("Please look at it.")
    (told,) = [each for each in await deliver(desk, eve) if "remarks on" in each.text]
    assert f"{one.name} remarks on “Summary of the issue”" in told.text


async def test_advice_is_not_published_under_the_name_of_a_partner(desk: Desk):
    pia = await partner(desk, name="")
    await grant(desk, pia, "adviser")
    eve = await lead(desk)
    await eve.say("/plan")
    number = await draft_number(desk)
    await fill(desk, eve)
    await eve.say("/plan")
    for act in ("plansend", "plansent"):
        await eve.press_data(next(data for data in eve.last.buttons() if data.startswith(f"!{act}:")))
    await pia.press_data(f"!plansay:{number}.1.summary")
    assert "Remarks of the Advisory Group are published with the plan" in pia.sees
    await pia.say("Please shorten it.")
    (said,) = await desk.store.read(lambda tx: tx.plan_remarks_on(int(number, 36), 1))
    assert said.name == ""


async def test_a_name_is_words_and_not_too_long(desk: Desk):
    eve = await lead(desk)
    await eve.say("/name ...")
    assert "You are called Eve here." in eve.sees
    assert HINT in eve.sees
    await eve.say("/name " + "a" * 200)
    number = await person_id(desk, eve)
    kept = await desk.store.read(lambda tx: tx.person(number))
    assert kept is not None
    assert kept.name == "a" * 99 + "…"
