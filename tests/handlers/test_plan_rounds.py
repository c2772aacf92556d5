"""A plan that goes to the Advisory Group more than once before it is published, and long lists of what it says."""

from __future__ import annotations

from flows.session import Answer
from tests.handlers.desk import Desk, Someone
from tests.handlers.hearing import deliver
from tests.handlers.plan_stories import adviser, draft_number, fill, lead
from tests.handlers.test_plan_advice import button, sent


async def sent_again(desk: Desk, eve: Someone, making: str) -> None:
    """The plan with another word in it, sent to the Advisory Group once more."""
    await eve.say("/plan")
    await fill(desk, eve, {"making": Answer(making)})
    await eve.say("/plan")
    await eve.press_data(button(eve, "plansend"))
    await eve.press_data(button(eve, "plansent"))


async def published(eve: Someone) -> None:
    await eve.say("/plan")
    await eve.press_data(button(eve, "planpub"))
    await eve.press_data(button(eve, "planput"))


async def remarks(ines: Someone, number: str, version: int, words: str, section: str = "summary") -> None:
    await ines.press_data(f"!plansay:{number}.{version}.{section}")
    await ines.say(words)


async def trail(desk: Desk, version: int) -> list[tuple[str, str]]:
    plan = await desk.store.read(lambda tx: tx.published_plan("asgm", version))
    assert plan is not None
    return [(one.words, one.answer) for one in plan.advice]


async def test_advice_on_a_text_that_was_sent_again_is_published_too(desk: Desk):
    eve, ines = await lead(desk), await adviser(desk)
    await sent(desk, eve)
    number = await draft_number(desk)
    await remarks(ines, number, 1, "Please shorten it.")
    await deliver(desk, eve)
    await eve.press_data(button(eve, "planans"))
    await eve.say("It is shorter now.")
    await sent_again(desk, eve, "In two meetings.")
    await ines.press_data(f"!planno:{number}.2")
    await published(eve)
    assert await trail(desk, 1) == [("Please shorten it.", "It is shorter now."), ("", "")]


async def test_what_the_lead_has_not_answered_is_still_there_after_the_plan_was_sent_again(desk: Desk):
    eve, ines = await lead(desk), await adviser(desk)
    await sent(desk, eve)
    number = await draft_number(desk)
    await remarks(ines, number, 1, "Please shorten it.")
    await sent_again(desk, eve, "In two meetings.")
    assert "Remarks (1)" in eve.last.buttons().values()
    await eve.press_data(f"!planrem:{number}.2.")
    assert "“Please shorten it.”" in eve.sees
    assert button(eve, "planans")
    await eve.say("/plan")
    await eve.press_data(button(eve, "planpub"))
    assert "1 remark has no answer yet." in eve.sees
    assert "Members of the Advisory Group who have answered: 0 of 1." in eve.sees


async def test_what_came_too_late_for_one_version_is_in_the_trail_of_the_next(desk: Desk):
    eve, ines = await lead(desk), await adviser(desk)
    await sent(desk, eve)
    number = await draft_number(desk)
    await remarks(ines, number, 1, "Answered late.")
    await published(eve)
    await remarks(ines, number, 1, "Said late.")
    await eve.say("/plan")
    assert "Remarks (2)" in eve.last.buttons().values()
    await deliver(desk, eve)
    for answer in ("One", "Two"):
        await eve.press_data(f"!planrem:{number}.1.")
        await eve.press_data(button(eve, "planans"))
        await eve.say(answer)
    await sent_again(desk, eve, "In two meetings.")
    await published(eve)
    assert await trail(desk, 1) == [("Answered late.", "")]
    assert await trail(desk, 2) == [("Answered late.", "One"), ("Said late.", "Two")]


async def test_everybody_speaks_of_the_version_that_is_to_be_published(desk: Desk):
    eve, ines = await lead(desk), await adviser(desk)
    await sent(desk, eve)
    await sent_again(desk, eve, "In two meetings.")
    assert "The plan is with the Advisory Group as version 1." in eve.sees
    await published(eve)
    await deliver(desk, ines)
    await sent_again(desk, eve, "In three meetings.")
    assert "The plan is with the Advisory Group as version 2." in eve.sees
    (asked,) = await deliver(desk, ines)
    assert "its advice on this plan, version 2." in asked.text
    await ines.press_data(button(ines, "planread"))
    assert "This is version 2, as it was sent to the Advisory Group." in ines.sees
    await ines.press_data(button(ines, "planno"))
    (told,) = await deliver(desk, eve)
    assert "has no remarks on version 2." in told.text
    await published(eve)
    assert "The plan is published as version 2." in eve.sees


async def test_a_long_list_of_remarks_is_read_page_by_page(desk: Desk):
    eve, ines = await lead(desk), await adviser(desk)
    await sent(desk, eve)
    number = await draft_number(desk)
    for place in range(14):
        await remarks(ines, number, 1, f"Remark number {place + 1}.")
    await eve.say("/plan")
    await eve.press_data(button(eve, "planrem"))
    seen = [eve.sees]
    for _ in range(2):
        await eve.press_data([data for data in eve.last.buttons() if data.startswith("!planrem:")][-1])
        seen.append(eve.sees)
    assert all(f"Remark number {place + 1}." in seen[place // 6] for place in range(14))
    assert "14. " in seen[2]
    await eve.press_data(next(data for data, words in eve.last.buttons().items() if words == "◀ Earlier"))
    assert "Remark number 7." in eve.sees


async def test_who_writes_in_a_section_reads_there_what_the_advisory_group_said_of_it(desk: Desk):
    eve, ines = await lead(desk), await adviser(desk)
    await sent(desk, eve)
    number = await draft_number(desk)
    await remarks(ines, number, 1, "Please name the mines.", "objectives")
    await eve.say("/plan")
    await eve.press("section", "objectives")
    assert "Remarks (1)" in eve.last.buttons().values()
    await eve.press_data(button(eve, "planrem"))
    assert "“Please name the mines.”" in eve.sees
