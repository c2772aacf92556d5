"""Buttons and commands in the middle of a letter: what they do, what is redrawn, and what old ones leave alone."""

from __future__ import annotations

import asyncio

import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage

from flows.wording import LANGUAGES
from handlers.buttons import base36
from tests.handlers.desk import Desk, Someone
from tests.handlers.stories import NAME, answers, letter, place, revision, standing, value

STALE = "That button belongs to an earlier message. Here is where you are now."


async def test_a_pressed_answer_stays_to_be_read_and_the_next_question_follows(desk: Desk):
    ada = desk.person()
    await letter(ada, until="category")
    question = ada.last
    await ada.press("pick", "ngo")
    assert question.keyboard is None
    assert question.text.endswith("✓ Non-governmental or civil-society organisation")
    assert "Which of these describes you?" in question.text
    assert ada.last.id > question.id
    assert "What is the full official name?" in ada.last.text
    assert isinstance(ada.replies[0].method, AnswerCallbackQuery)


async def test_ticks_are_set_in_place_and_marked_when_they_are_done(desk: Desk):
    ada = desk.person()
    await letter(ada, until="areas")
    question = ada.last
    await ada.press("tick", "asgm")
    await ada.press("tick", "waste")
    assert ada.last is question
    assert [words[0] for words in question.buttons().values()][:6] == ["☑", "☐", "☐", "☐", "☐", "☑"]
    await ada.press("done")
    assert question.text.endswith("✓ Artisanal and small-scale gold mining; Mercury waste management")
    assert "What will you bring?" in ada.last.text


async def test_a_second_tick_before_the_first_was_drawn_redraws_the_boxes_in_place(desk: Desk):
    """On a slow line one ticks twice before the first tick shows: the boxes are shown as they are, in place."""
    ada = desk.person()
    await letter(ada, until="areas")
    question = ada.last
    second = question.carries("tick", "waste")
    assert second is not None
    await ada.press("tick", "asgm")
    await ada.press_data(second, question)
    assert ada.new == [question]
    assert STALE in question.text
    assert [words[0] for words in question.buttons().values()][:6] == ["☑", "☐", "☐", "☐", "☐", "☐"]


async def test_back_redraws_the_question_before_and_keeps_later_answers(desk: Desk):
    ada = desk.person()
    await letter(ada, until="website")
    await ada.press("back")
    assert ada.new == [ada.last]
    assert "In which country?" in ada.last.text
    assert "Your answer now: Kenya" in ada.last.text
    assert isinstance(ada.replies[-1].method, EditMessageText)
    assert isinstance(ada.replies[-1].fallback, SendMessage), "should the message be gone"
    await ada.press("keep")
    assert await place(desk, ada) == "website"


async def test_the_review_page_leads_to_an_answer_and_back(desk: Desk):
    ada = desk.person()
    await letter(ada, until="review")
    review = ada.last
    assert "✓ Official name: Ministry of Environment" in review.text
    await ada.press("edit", "phone")
    assert ada.last is review
    assert "At which telephone number?" in review.text
    await ada.say("+254 20 2730809")
    assert "Telephone: +254 20 2730809" in ada.sees
    assert "When all is right, send the letter." in ada.sees


async def test_a_review_page_too_long_for_one_message_is_sent_in_several_and_can_be_pressed(desk: Desk):
    ada = desk.person()
    await letter(ada, until="contributions")
    for number in range(1, 19):
        await ada.press("add")
        await ada.press("pick", "training")
        await ada.say(f"Contribution {number}: " + "we will train miners in many districts. " * 12)
        await ada.press("skip")
        await ada.press("skip")
    await ada.press("review")
    assert len(ada.new) >= 2
    assert [shown.keyboard is None for shown in ada.new] == [True] * (len(ada.new) - 1) + [False]
    question = ada.last
    await ada.press("edit", "name")
    assert ada.new == [question]
    await ada.press("back")
    assert len(ada.new) >= 2, "what does not fit into the pressed message is sent anew"
    assert await place(desk, ada) == "review"


async def test_a_doubled_press_changes_nothing_more(desk: Desk):
    ada = desk.person()
    await letter(ada, until="category")
    data = ada.last.carries("pick", "ngo")
    question = ada.last
    assert data is not None
    await ada.press_data(data, question)
    before = await revision(desk, ada)
    await ada.press_data(data, question)
    assert STALE in ada.sees
    assert "What is the full official name?" in ada.sees
    assert await revision(desk, ada) == before
    assert question.text.count("✓") == 1


async def test_two_devices_that_press_at_once_give_one_answer(desk: Desk):
    ada = desk.person()
    await letter(ada, until="category")
    other = another_device(ada)
    await asyncio.gather(ada.press("pick", "ngo"), other.press("pick", "industry"))
    assert await place(desk, ada) == "name"
    assert [STALE in each.sees for each in (ada, other)].count(True) == 1
    assert await value(desk, ada, "category") in ("ngo", "industry")


def another_device(ada: Someone) -> Someone:
    """A second window on the same chat."""
    return Someone(ada.desk, ada.chat_id, "en", "web", "Ada", screen=dict(ada.screen), ids=ada.ids)


async def test_a_letter_that_two_windows_begin_at_once_is_one_letter(desk: Desk):
    ada = desk.person()
    await ada.say("/start")
    await asyncio.gather(ada.say("/letter"), another_device(ada).say("/letter"))
    assert len((await ada.exported())["drafts"]) == 1


async def test_a_letter_that_two_windows_send_at_once_is_sent_once(desk: Desk):
    ada = desk.person()
    await letter(ada, until="review")
    other = another_device(ada)
    await asyncio.gather(ada.press("submit"), other.press("submit"))
    assert all("GMP-" in each.sees for each in (ada, other))
    assert len((await ada.exported())["submissions"]) == 1


@pytest.mark.parametrize(
    "data", ["", "x", "1.0:pick:ngo", "zz.0:pick:ngo", "!", "!here:", "!nothing:1", "!open:x", "!open:" + "9" * 50]
)
async def test_forged_buttons_show_where_one_is_and_change_nothing(desk: Desk, data: str):
    ada = desk.person()
    await letter(ada, until="country")
    before = await revision(desk, ada)
    await ada.press_data(data)
    assert "In which country?" in ada.sees
    assert await revision(desk, ada) == before
    assert await place(desk, ada) == "country"


async def test_a_forged_button_of_the_present_revision_does_only_what_the_prompt_offers(desk: Desk):
    ada = desk.person()
    await letter(ada, until="country")
    stands = await standing(desk, ada)
    assert stands is not None
    for act, arg in (("submit", ""), ("pick", "yes"), ("edit", "signatory"), ("yes", ""), ("removed", "")):
        await ada.press_data(f"{base36(stands.session_id)}.{base36(stands.revision)}:{act}:{arg}")
        assert STALE in ada.sees
    assert await place(desk, ada) == "country"


async def test_another_persons_buttons_and_drafts_do_nothing(desk: Desk):
    ada, eve = desk.person(), desk.person(8, name="Eve")
    await letter(ada, until="category")
    await letter(eve, until="category")
    theirs = ada.last.carries("pick", "ngo")
    stands = await standing(desk, ada)
    assert theirs is not None
    assert stands is not None
    await eve.press_data(theirs)
    assert STALE in eve.sees
    await eve.press_data(f"!open:{stands.draft_id}")
    assert "Which of these describes you?" in eve.sees
    assert await answers(desk, ada) == {}
    assert await answers(desk, eve) == {}
    await eve.press("save")
    await eve.press_data(f"!open:{stands.draft_id}")
    assert await standing(desk, eve) is None


async def test_buttons_of_a_letter_that_was_left_lead_back_to_it(desk: Desk):
    ada = desk.person()
    await letter(ada, until="support")
    question = ada.last
    old = question.carries("pick", "yes")
    assert old is not None
    await ada.press("save")
    assert question.text.endswith("✓ Save and leave")
    await ada.press_data(old, question)
    assert STALE in ada.sees
    go_on = next(data for data in ada.last.buttons() if data.startswith("!open:"))
    await ada.press_data(go_on)
    assert "Do you support the UNEP Global Mercury Partnership?" in ada.sees


async def test_buttons_of_a_letter_that_was_sent_show_its_reference_and_never_a_dead_end(desk: Desk):
    """The button "Go on" of the day before is still in the chat after the letter was sent."""
    ada = desk.person()
    await letter(ada, until="country")
    await ada.press("save")
    go_on = next(data for data in ada.last.buttons() if data.startswith("!open:"))
    await ada.press_data(go_on)
    for step in ("Kenya", ("skip", ""), "Amina", ("skip", ""), "a@example.org", ("skip", ""), ("skip", "")):
        await (ada.say(step) if isinstance(step, str) else ada.press(*step))
    for act, arg in (("pick", "yes"), ("pick", "yes"), ("tick", "asgm"), ("done", ""), ("pick", "training")):
        await ada.press(act, arg)
    await ada.say("We give a million.")
    for act in ("skip", "skip", "go"):
        await ada.press(act)
    await ada.says("Peter Kamau", "Permanent Secretary")
    for act, arg in (("pick", "yes"), ("skip", ""), ("pick", "yes")):
        await ada.press(act, arg)
    review = ada.last
    submit = review.carries("submit")
    assert submit is not None
    await ada.press_data(submit, review)
    assert "Thank you. Your letter of intent has been sent." in ada.sees
    for data in (go_on, submit, "!here:"):
        await ada.press_data(data, review)
        assert "GMP-" in ada.sees
        assert await standing(desk, ada) is None
    await ada.say("/letter")
    assert "You have sent 1 letter already." in ada.sees


async def test_cancel_asks_first_and_no_leads_back(desk: Desk):
    ada = desk.person()
    await letter(ada, until="country")
    await ada.say("/cancel")
    assert "Give up this draft?" in ada.sees
    await ada.say("/cancel")
    assert "Give up this draft?" in ada.sees
    await ada.press("no")
    assert "In which country?" in ada.sees
    assert await value(desk, ada, "name") == NAME


async def test_a_draft_that_is_given_up_is_erased(desk: Desk):
    ada = desk.person()
    await letter(ada, until="country")
    await ada.say("/cancel")
    old = ada.last
    await ada.press("yes")
    assert "The draft has been erased." in ada.sees
    assert (await ada.exported())["drafts"] == []
    await ada.press_data("!here:", old)
    assert "No letter is open here" in ada.sees


async def test_cancel_with_nothing_open_says_so(desk: Desk):
    ada = desk.person()
    await ada.says("/start", "/cancel")
    assert "No letter is open here at the moment." in ada.sees
    await letter(ada, until="country")
    await ada.press("save")
    await ada.say("/cancel")
    assert any(words == f"Go on: {NAME}" for words in ada.last.buttons().values())


async def test_a_very_long_name_does_not_make_a_very_long_button(desk: Desk):
    ada = desk.person()
    await letter(ada, until="name")
    await ada.say("Ministry of " + "Environment and " * 11)
    await ada.say("/mine")
    assert any(words.endswith("…") for words in ada.last.buttons().values())


@pytest.mark.parametrize("command", ["help", "privacy", "mine", "language", "export", "nonsense"])
async def test_from_every_page_a_button_leads_back_to_the_question(desk: Desk, command: str):
    ada = desk.person()
    await letter(ada, until="country")
    before = await revision(desk, ada)
    await ada.say(f"/{command}")
    way_back = next(data for data in ada.last.buttons() if data == "!here:" or data.startswith("!open:"))
    await ada.press_data(way_back)
    assert "In which country?" in ada.sees
    assert await revision(desk, ada) == before


async def test_an_unknown_command_lists_those_that_are_known(desk: Desk):
    ada = desk.person()
    await ada.say("/Settings@quicksilver_bot now")
    assert "I do not know this command." in ada.sees
    for command in ("letter", "mine", "language", "help", "privacy", "export", "forget", "cancel", "start"):
        assert f"/{command} – " in ada.sees


@pytest.mark.parametrize("wanted", ["fr", "FR", "Français", "français", "fr-CA"])
async def test_the_language_changes_in_the_middle_of_a_question(desk: Desk, wanted: str):
    ada = desk.person()
    await letter(ada, until="country")
    await ada.say(f"/language {wanted}")
    french = ada.sees
    assert await place(desk, ada) == "country"
    await ada.say("/language")
    await ada.press("language", "en")
    assert "I speak English with you now." in ada.sees
    assert "In which country?" in ada.sees
    await ada.press("language", "fr")
    assert ada.sees == french
    await ada.say("Kenya")
    assert await value(desk, ada, "country") == "KE"


@pytest.mark.parametrize("wanted", ["xx", "", "Klingon", "deutsch"])
async def test_a_language_that_is_not_spoken_leads_to_the_choice(desk: Desk, wanted: str):
    ada = desk.person(language="es")
    await ada.say(f"/language {wanted}")
    assert [data for data in ada.last.buttons() if data.startswith("!language:")] == [
        f"!language:{code}" for code in LANGUAGES
    ]
    await ada.press_data("!language:xx")
    assert ada.last.carries("language", "es")
    assert "¿" in ada.sees


async def test_every_page_and_the_way_through_a_letter_fit_in_every_language(desk: Desk):
    for number, language in enumerate(LANGUAGES):
        who = desk.person(100 + number, language, "telegram")
        for command in ("start", "help", "privacy", "mine", "language", "export", "forget", "cancel", "nonsense"):
            await who.say(f"/{command}")
            assert who.replies
        await letter(who, until="name")
        await who.say(f"{NAME} {language}")
        for command in ("start", "help", "privacy", "mine", "language", "export", "forget", "cancel"):
            await who.say(f"/{command}")
            assert who.replies
        await who.press("no")
        await who.says("Kenya", "environment.go.ke", "Amina")
        await who.press("review")
        await who.press("save")
        await who.say("/mine")
        await who.press("device")


async def test_a_name_that_another_open_letter_bears_is_pointed_out(desk: Desk):
    ada, li = desk.person(), desk.person(8, name="Li")
    await letter(ada, until="country")
    await letter(li, until="name")
    await li.say("the ministry of  ENVIRONMENT")
    if await place(desk, li) != "alike":
        await li.press("back")
        await li.say(NAME.upper())
    assert f"Another letter already bears this name: {NAME}" in li.sees
    await li.press("go")
    assert await place(desk, li) == "country"


async def test_a_name_that_a_partner_bears_is_pointed_out(desk: Desk):
    ada = desk.person()
    await desk.store.transact(
        lambda tx: (
            tx.connection.exec_driver_sql(
                "INSERT INTO partner (name, folded, category, since, changed_at) "
                "VALUES ('Zero Mercury', 'zero mercury', 'ngo', '2026-01-01 00:00:00', '2026-01-01 00:00:00')"
            )
            and None
        )
    )
    await letter(ada, until="name")
    await ada.say("Zero Mercury")
    assert "A registered partner already bears this name: Zero Mercury" in ada.sees
    await ada.press("rewrite")
    await ada.say("Zero Mercury Working Group")
    assert await place(desk, ada) == "country"


async def test_a_second_letter_with_the_same_name_is_known_to_be_from_the_same_person(desk: Desk):
    ada = desk.person()
    await letter(ada)
    await ada.say("/letter")
    await ada.press("another")
    await ada.press("pick", "government")
    await ada.say(NAME)
    assert f"You have sent a letter with this name already: {NAME}, reference GMP-" in ada.sees
    assert "colleagues" not in ada.sees
    await ada.say("Ministry of Water")
    assert "I have taken this for the new name: Ministry of Water" in ada.sees
    assert "In which country?" in ada.sees
