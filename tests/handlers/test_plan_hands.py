"""Several hands in one plan: who is invited, who meets whom, what is changed at once, and what was there before."""

from __future__ import annotations

import pytest

from tests.flows.plans import SUMMARY
from tests.handlers.desk import Desk, Someone
from tests.handlers.hearing import deliver
from tests.handlers.plan_stories import draft_number, fill, lead, partner
from tests.handlers.stories import answers, place, value


async def invited(desk: Desk, eve: Someone, pia: Someone, *sections: str) -> None:
    """Let a partner write in sections of the plan."""
    await eve.say("/plan")
    await eve.press("review") if await place(desk, eve) != "menu" else None
    number = await draft_number(desk)
    await eve.press("planinv", f"{number}.0")
    for section in sections:
        bit = [button for button in eve.last.buttons() if button.startswith("!planinv:")]
        label = next(data for data in bit if eve.last.buttons()[data].endswith(section))
        await eve.press_data(label)
    await eve.press_data(next(data for data in eve.last.buttons() if data.startswith("!planwho:")))
    await eve.press_data(next(data for data in eve.last.buttons() if data.startswith("!planadd:")))


async def test_a_partner_is_invited_to_one_section_and_writes_an_effort_there(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    await eve.say("/plan")
    await invited(desk, eve, pia, "Partner efforts and timelines")
    assert "Institute Pia can write in the plan now, and is told: Partner efforts and timelines." in eve.sees
    (told,) = await deliver(desk, pia)
    assert "Eve asks you to write in it: Partner efforts and timelines." in told.text
    await pia.press("plan", "asgm")
    assert next(iter(pia.last.buttons().values())) == "Partner efforts and timelines"
    assert not any("Summary" in words for words in pia.last.buttons().values())
    await pia.press("section", "efforts")
    await pia.press("missing", "efforts")
    await pia.say("Training centres")
    assert (await answers(desk, eve))["efforts.1.effort"].value == "Training centres"


async def test_who_is_invited_to_write_cannot_give_the_plan_up_nor_send_it(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    await eve.say("/plan")
    await invited(desk, eve, pia, "Partner efforts and timelines")
    await pia.say("/plan")
    await pia.say("/cancel")
    assert "Only the lead of the area can give its plan up" in pia.sees
    number = await draft_number(desk)
    await pia.press_data(f"!plansend:{number}.0")
    assert "needs a role that you do not have" in pia.sees
    await pia.press_data(f"!planinv:{number}.0")
    assert "needs a role that you do not have" in pia.sees


async def test_who_is_no_longer_invited_is_shut_out_where_they_stand(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    await eve.say("/plan")
    await invited(desk, eve, pia, "Summary of the issue")
    await pia.say("/plan")
    await pia.press("section", "summary")
    await pia.press("missing", "summary")
    await eve.press_data(next(data for data in eve.last.buttons() if data.startswith("!planend:")))
    assert "can no longer write in the plan. What they wrote stays." in eve.sees
    await pia.say("Too late")
    assert "needs a role that you do not have" in pia.sees
    assert "summary" not in await answers(desk, eve)


async def test_a_link_lets_whoever_follows_it_first_write_and_tells_the_lead(desk: Desk):
    eve, tom = await lead(desk), desk.person(61, name="Tom")
    await eve.say("/plan")
    number = await draft_number(desk)
    await eve.press("planinv", f"{number}.0")
    await eve.press_data(next(data for data in eve.last.buttons() if data.startswith("!planwho:")))
    await eve.press_data(next(data for data in eve.last.buttons() if data.startswith("!planlink:")))
    token = eve.sees.partition("start=")[2].split()[0]
    await tom.say(f"/start {token}")
    assert (
        "You write in the business plan of the area Artisanal and small-scale gold mining now: all sections."
        in tom.sees
    )
    (told,) = await deliver(desk, eve)
    assert "Tom has followed your link and can write in the plan now: all sections." in told.text
    ann = desk.person(62, name="Ann")
    await ann.say(f"/start {token}")
    await ann.say("/plan")
    assert "There is no plan here for you" in ann.sees


async def both_at_the_summary(desk: Desk) -> tuple[Someone, Someone]:
    """Two leads of one area, both asked for the summary."""
    eve, bob = await lead(desk), await lead(desk, chat_id=9, name="Bob")
    for someone in (eve, bob):
        await someone.say("/plan")
        await someone.press("section", "summary")
        await someone.press("missing", "summary")
    return eve, bob


async def test_two_in_one_section_are_told_of_each_other(desk: Desk):
    eve, bob = await lead(desk), await lead(desk, chat_id=9, name="Bob")
    for someone in (eve, bob):
        await someone.say("/plan")
        await someone.press("section", "summary")
    assert "Eve is in this section too." in bob.sees
    await bob.press("missing", "summary")
    assert "is in this section too" not in bob.sees
    (told,) = await deliver(desk, eve)
    assert told.text.count("Bob has come into the section “Summary of the issue”") == 1


async def test_an_answer_changed_meanwhile_is_shown_side_by_side_and_nothing_is_lost(desk: Desk):
    eve, bob = await both_at_the_summary(desk)
    await eve.say("Eve's text.")
    await bob.say("Bob's text.")
    assert "Eve has changed this answer while you were writing: Summary" in bob.sees
    assert "Theirs:\n\nEve's text." in bob.sees
    assert "Yours:\n\nBob's text." in bob.sees
    assert await value(desk, eve, "summary") == "Eve's text."
    await bob.press("both")
    assert await value(desk, eve, "summary") == "Eve's text.\n\nBob's text."


@pytest.mark.parametrize(
    ("choice", "expected"), [("theirs", "Eve's text."), ("mine", "Bob's text."), ("", "A text of both.")]
)
async def test_of_two_answers_one_is_chosen_or_written_anew(desk: Desk, choice: str, expected: str):
    eve, bob = await both_at_the_summary(desk)
    await eve.say("Eve's text.")
    await bob.say("Bob's text.")
    if choice:
        await bob.press(choice)
    else:
        await bob.say("A text of both.")
    assert await value(desk, eve, "summary") == expected


async def test_an_edited_message_corrects_only_ones_own_answer(desk: Desk):
    eve, bob = await both_at_the_summary(desk)
    heard = await eve.say("Eve's text.")
    await bob.edit(heard, "Bob corrects a message of the same number.")
    assert await value(desk, eve, "summary") == "Eve's text."
    await eve.edit(heard, "Eve's better text.")
    assert await value(desk, eve, "summary") == "Eve's better text."


async def test_two_who_begin_an_item_at_once_each_have_their_own(desk: Desk):
    eve, bob = await lead(desk), await lead(desk, chat_id=9, name="Bob")
    for someone in (eve, bob):
        await someone.say("/plan")
        await someone.press("section", "objectives")
        await someone.press("missing", "objectives")
    await eve.say("Eve's objective")
    await bob.say("Bob's objective")
    kept = await answers(desk, eve)
    assert [kept[f"objectives.{item}.statement"].value for item in ("1", "2")] == ["Eve's objective", "Bob's objective"]
    await eve.say("Tonnes")
    await bob.say("Mines")
    kept = await answers(desk, eve)
    assert [kept[f"objectives.{item}.measured"].value for item in ("1", "2")] == ["Tonnes", "Mines"]


async def test_what_is_written_where_the_item_was_taken_away_is_kept_aside(desk: Desk):
    eve, bob = await lead(desk), await lead(desk, chat_id=9, name="Bob")
    await eve.say("/plan")
    await fill(desk, eve)
    await bob.say("/plan")
    await bob.press("section", "efforts")
    await bob.press("edit", "efforts")
    await bob.press("item", "1")
    await bob.press("edit", "efforts.1.description")
    await eve.say("/plan")
    await eve.press("section", "efforts")
    await eve.press("edit", "efforts")
    await eve.press("item", "1")
    await eve.press("remove")
    await eve.press("removed")
    await bob.say("Three centres are built.")
    assert "was taken away by somebody else in the meantime" in bob.sees
    await bob.say("/history")
    assert "Not taken over: Three centres are built." in bob.sees


async def test_the_history_of_a_section_tells_who_changed_what_and_brings_back_any_text(desk: Desk):
    eve, bob = await both_at_the_summary(desk)
    await eve.say("The first text.")
    await bob.say("The second text.")
    await bob.press("mine")
    await eve.say("/history")
    assert "Bob: Summary. Before: The first text. – Now: The second text." in eve.sees
    assert "Eve: Summary. Written: The first text." in eve.sees
    back = [data for data in eve.last.buttons() if data.startswith("!planback:")]
    await eve.press_data(back[-1])
    assert "Brought back: Summary" in eve.sees
    assert await value(desk, eve, "summary") == "The first text."


async def test_an_item_that_was_taken_away_comes_back_whole(desk: Desk):
    eve = await lead(desk)
    await eve.say("/plan")
    await fill(desk, eve)
    before = {path: answer for path, answer in (await answers(desk, eve)).items() if path.startswith("efforts.1.")}
    await eve.press("section", "efforts")
    await eve.press("edit", "efforts")
    await eve.press("item", "1")
    await eve.press("remove")
    await eve.press("removed")
    await eve.say("/history")
    back = next(data for data, words in eve.last.buttons().items() if words.startswith("↩"))
    await eve.press_data(back)
    after = await answers(desk, eve)
    assert {path: answer for path, answer in after.items() if path.startswith("efforts.1.")} == before
    assert after["efforts"].value == {"items": ["1"], "next": 2}


async def test_partners_read_and_remark_and_the_lead_answers(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    await eve.say("/plan")
    await fill(desk, eve)
    await pia.say("/plan")
    assert "This is the draft as it stands now." in pia.sees
    number = await draft_number(desk)
    await pia.press("plansec", f"{number}.0.summary")
    assert SUMMARY in pia.sees
    await pia.press("plansay", f"{number}.0.summary")
    await pia.say("Please name the countries.")
    assert "Your remark is with the lead of the area." in pia.sees
    (told,) = await deliver(desk, eve)
    assert "Pia remarks on “Summary of the issue”:\n\nPlease name the countries." in told.text
    await eve.press_data(next(data for data in eve.last.buttons() if data.startswith("!planans:")))
    await eve.say("They are named in the second sentence now.")
    assert "Answer: “They are named in the second sentence now.”" in eve.sees
    (heard,) = await deliver(desk, pia)
    assert "They are named in the second sentence now." in heard.text


async def test_who_has_nothing_to_do_with_the_area_reads_no_draft(desk: Desk):
    eve, pia = await lead(desk), await partner(desk, area="waste")
    await eve.say("/plan")
    await fill(desk, eve)
    number = await draft_number(desk)
    await pia.press_data(f"!plansec:{number}.0.summary")
    assert "needs a role that you do not have" in pia.sees
    assert SUMMARY not in pia.sees


async def test_ticking_sections_to_invite_to_redraws_the_list_where_it_stands(desk: Desk):
    eve = await lead(desk)
    await eve.say("/plan")
    number = await draft_number(desk)
    await eve.press_data(f"!planinv:{number}.0")
    there = len(eve.screen)
    for name in ("Summary of the issue", "Evaluation"):
        await eve.press_data(next(data for data, words in eve.last.buttons().items() if words == f"☐ {name}"))
    assert len(eve.screen) == there
    assert [words for words in eve.last.buttons().values() if words.startswith("☑")] == [
        "☑ Summary of the issue",
        "☑ Evaluation",
    ]
