"""Where people live: learnt from their country, else asked once, without holding them up."""

from __future__ import annotations

from handlers.inviting import make_invitation
from storage import clock
from tests.handlers.desk import Desk, Someone
from tests.handlers.hearing import deliver
from tests.handlers.stories import letter, person_id

ASKS = "Where do you live?"


async def takes_up(desk: Desk, who: Someone, role: str, area: str | None = None) -> None:
    """Somebody follows an invitation to a role."""
    at = clock.now()
    token = await desk.store.transact(lambda tx: make_invitation(tx, role, area, at))
    await who.say(f"/start {token}")


async def zone_of(desk: Desk, who: Someone) -> str | None:
    number = await person_id(desk, who)
    person = await desk.store.read(lambda tx: tx.person(number))
    assert person is not None
    return person.time_zone


async def test_who_gets_a_first_role_is_asked_once_and_goes_on_meanwhile(desk: Desk):
    eve = desk.person(8, name="Eve")
    await eve.say("/start")
    await takes_up(desk, eve, "lead", "asgm")
    # Nothing holds them up: the role's own welcome is what they see.
    assert ASKS not in eve.sees
    (heard,) = await deliver(desk, eve)
    assert heard.text.count(ASKS) == 1
    await takes_up(desk, eve, "adviser")
    (heard,) = await deliver(desk, eve)
    assert ASKS not in heard.text
    await eve.press("remzone")
    await eve.say("Nairobi")
    assert "(Nairobi time)" in eve.sees
    assert await zone_of(desk, eve) == "Africa/Nairobi"


async def test_who_has_said_so_in_the_meantime_is_not_asked(desk: Desk):
    eve = desk.person(8, name="Eve")
    await eve.say("/start")
    await takes_up(desk, eve, "lead", "asgm")
    await eve.say("/reminders")
    await eve.press("remzone")
    await eve.say("UTC+3")
    assert "(UTC+3)" in eve.sees
    (heard,) = await deliver(desk, eve)
    assert ASKS not in heard.text


async def test_a_country_with_one_time_says_it_for_its_people(desk: Desk):
    amina = desk.person(8, name="Amina")
    await letter(amina)
    assert await zone_of(desk, amina) == "Africa/Nairobi"
    await takes_up(desk, amina, "lead", "asgm")
    (heard,) = await deliver(desk, amina)
    assert ASKS not in heard.text


async def test_a_country_with_several_times_is_asked_about(desk: Desk):
    bruno = desk.person(8, name="Bruno")
    await bruno.say("/letter")
    await bruno.press("pick", "government")
    await bruno.says("Ministério do Meio Ambiente", "Brazil")
    await takes_up(desk, bruno, "lead", "asgm")
    (heard,) = await deliver(desk, bruno)
    assert ASKS in heard.text
    await bruno.press("remzone")
    assert "Manaus" in bruno.last.buttons().values()


async def test_a_city_that_is_not_known_is_answered_with_what_may_be_meant(desk: Desk):
    eve = desk.person(8, name="Eve")
    await eve.say("/reminders")
    await eve.press("remzone")
    await eve.say("Genava")
    assert "I do not know the time zone of “Genava”." in eve.sees
    assert "Geneva" in eve.last.text + "".join(eve.last.buttons().values())


async def test_giving_the_question_up_changes_nothing(desk: Desk):
    eve = desk.person(8, name="Eve")
    await eve.say("/reminders")
    await eve.press("remzone")
    await eve.say("/cancel")
    yes = next(data for data in eve.last.buttons() if ":yes" in data or ":give" in data or ":abandon" in data)
    await eve.press_data(yes)
    assert "I do not know where you live" in eve.sees
    assert await zone_of(desk, eve) is None


async def test_it_is_asked_and_understood_in_arabic_and_in_chinese(desk: Desk):
    layla = desk.person(8, name="ليلى", language="ar")
    await layla.say("/reminders")
    await layla.press("remzone")
    await layla.say("المنامة")
    assert await zone_of(desk, layla) == "Asia/Bahrain"
    assert "البحرين" in layla.sees
    wang = desk.person(9, name="王芳", language="zh")
    await wang.say("/reminders")
    await wang.press("remzone")
    await wang.say("北京时间")
    assert await zone_of(desk, wang) == "Asia/Shanghai"
    assert "北京" in wang.sees
