"""How a conversation begins: /start, links, first words, and the ways back into a letter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flows.wording import LANGUAGES
from tests.handlers.desk import Desk, Someone
from tests.handlers.stories import NAME, letter, person_id, place, standing

USED = "This link has been used already"
UNKNOWN = "This link is not known here"


async def invitation(desk: Desk, role: str = "secretariat", *, days: int = 7) -> str:
    now = datetime.now(UTC)
    return await desk.store.transact(
        lambda tx: tx.make_link("invitation", role=role, expires=now + timedelta(days=days), at=now - timedelta(days=9))
    )


async def device_link(who: Someone) -> str:
    await who.press("device")
    return who.sees.partition("start=")[2].split()[0]


async def roles(desk: Desk, who: Someone) -> list[str]:
    number = await person_id(desk, who)
    held = await desk.store.read(lambda tx: tx.roles(number, datetime.now(UTC)))
    return [role.kind for role in held]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_newcomer_is_welcomed_in_the_language_of_their_client(desk: Desk, language: str):
    ada = desk.person(language=f"{language}-XX")
    await ada.say("/start")
    welcomed = ada.sees
    assert ada.last.carries("letter")
    assert ada.last.carries("language", language)
    await ada.say(f"/language {language}")
    assert welcomed in ada.sees


async def test_whoever_speaks_another_language_is_welcomed_in_english(desk: Desk):
    ada = desk.person(language="de")
    await ada.say("/start")
    assert "Welcome to Quicksilver" in ada.sees


async def test_a_newcomer_who_just_says_hello_is_welcomed(desk: Desk):
    ada = desk.person()
    await ada.say("Hello?")
    assert "Welcome to Quicksilver" in ada.sees
    await ada.say("Hello?")
    assert "No letter is open here" in ada.sees
    assert ada.last.carries("letter")


async def test_a_link_on_a_poster_leads_straight_to_the_first_question(desk: Desk):
    ada = desk.person()
    await ada.say("/start letter")
    assert "Which of these describes you?" in ada.sees
    assert "Question 1 of" in ada.sees


async def test_start_in_the_middle_of_a_letter_shows_where_one_is_and_where_to_get_help(desk: Desk):
    ada = desk.person()
    await letter(ada, until="country")
    await ada.say("/start")
    assert "here is where you are" in ada.sees
    assert "/help" in ada.sees
    assert "In which country?" in ada.sees
    assert await place(desk, ada) == "country"


async def test_who_comes_back_is_shown_their_letters(desk: Desk):
    ada = desk.person()
    await letter(ada, until="country")
    await ada.press("save")
    assert "Your answers are kept" in ada.sees
    await ada.say("/start")
    assert "Welcome back." in ada.sees
    assert f"Draft: {NAME}" in ada.sees
    await ada.press("open", str(ada.last.buttons()).partition("!open:")[2].partition("'")[0])
    assert "In which country?" in ada.sees


async def test_an_invitation_makes_the_first_member_of_the_secretariat_once(desk: Desk):
    token = await invitation(desk)
    ada, eve = desk.person(), desk.person(8, name="Eve")
    await ada.say(f"/start {token}")
    assert "Your role from now on: member of the secretariat." in ada.sees
    assert "is announced to you here" in ada.sees
    assert "/inbox" in ada.sees
    assert "I help you to join" not in ada.sees, "no applicant is greeted here"
    assert await roles(desk, ada) == ["secretariat"]
    await eve.say(f"/start {token}")
    assert USED in eve.sees
    assert "Welcome to Quicksilver" in eve.sees
    assert await roles(desk, eve) == []


async def test_who_presses_start_twice_is_not_told_to_ask_for_a_new_invitation(desk: Desk):
    token = await invitation(desk)
    ada = desk.person()
    await ada.say(f"/start {token}")
    await ada.say(f"/start {token}")
    assert "You have used this link already" in ada.sees
    assert USED not in ada.sees
    assert await roles(desk, ada) == ["secretariat"]


async def test_an_invitation_that_is_accepted_in_the_middle_of_a_letter_leaves_one_there(desk: Desk):
    ada = desk.person()
    await letter(ada, until="country")
    await ada.say(f"/start {await invitation(desk)}")
    assert "Your role from now on: member of the secretariat." in ada.sees
    assert "In which country?" in ada.sees


async def test_links_that_have_expired_or_were_copied_in_part_say_so(desk: Desk):
    ada = desk.person()
    await ada.say(f"/start {await invitation(desk, days=-1)}")
    assert "This link has expired" in ada.sees
    await ada.say("/start abc")
    assert UNKNOWN in ada.sees
    await letter(ada, until="name")
    await ada.say("/start abc")
    assert UNKNOWN in ada.sees
    assert "What is the full official name?" in ada.sees


async def test_a_letter_goes_on_at_another_device_where_it_was_left(desk: Desk):
    desktop, phone = desk.person(), desk.person(77, "fr", "telegram")
    await letter(desktop, until="country")
    await desktop.say("/mine")
    token = await device_link(desktop)
    assert f"https://t.me/quicksilver_test_bot?start={token}" in desktop.sees
    assert desktop.last.carries("here")

    await phone.say(f"/start {token}")
    assert "This device now belongs to you as well" in phone.sees
    assert "In which country?" in phone.sees
    await phone.say("Kenya")
    await desktop.say("/mine")
    assert f"Draft: {NAME}" in desktop.sees
    await desktop.press("here")
    assert "Is there a website?" in desktop.sees
    assert await person_id(desk, phone) == await person_id(desk, desktop)


async def test_a_new_device_link_ends_the_one_before(desk: Desk):
    ada, other = desk.person(), desk.person(8)
    await ada.say("/mine")
    old = await device_link(ada)
    await ada.say("/mine")
    new = await device_link(ada)
    await other.say(f"/start {old}")
    assert "This link has expired" in other.sees
    await other.say(f"/start {new}")
    assert "This device now belongs to you as well" in other.sees


async def test_ones_own_device_link_just_shows_where_one_is(desk: Desk):
    ada = desk.person()
    await letter(ada, until="name")
    await ada.say("/mine")
    await ada.say(f"/start {await device_link(ada)}")
    assert "What is the full official name?" in ada.sees


async def test_who_is_lured_into_opening_a_strangers_link_is_asked_before_anything_is_shared(desk: Desk):
    """Somebody sends the secretariat's officer a link of their own: it must not bring them the role and the letters."""
    eve, officer = desk.person(8, name="Eve"), desk.person()
    await officer.say(f"/start {await invitation(desk)}")
    await letter(officer, until="country")
    await eve.say("/mine")
    token = await device_link(eve)
    await officer.say(f"/start {token}")
    assert "Did you make this link yourself?" in officer.sees
    await officer.press("here")
    assert "In which country?" in officer.sees
    assert await roles(desk, eve) == []
    await eve.say("/mine")
    assert "You have no letters yet." in eve.sees


async def test_two_devices_with_letters_of_their_own_are_joined_when_their_owner_says_so(desk: Desk):
    desktop, phone = desk.person(), desk.person(77, channel="telegram")
    await letter(desktop, until="country")
    await phone.says("/letter", "8", "Amina Yusuf")
    await desktop.say("/mine")
    await phone.say(f"/start {await device_link(desktop)}")
    await phone.press("join", _arg(phone))
    assert "This device now belongs to you as well" in phone.sees
    assert "In which country?" in phone.sees
    await desktop.say("/mine")
    assert f"Draft: {NAME}" in desktop.sees
    assert "Draft: Amina Yusuf" in desktop.sees


def _arg(who: Someone) -> str:
    return next(data.partition(":")[2] for data in who.last.buttons() if data.startswith("!join:"))


async def test_a_forged_join_gives_nothing(desk: Desk):
    ada = desk.person()
    await ada.say("/start")
    await ada.press_data("!join:nothing")
    assert UNKNOWN in ada.sees


async def test_a_second_letter_is_begun_only_after_a_question(desk: Desk):
    ada = desk.person()
    await letter(ada)
    reference = ada.sees.partition("reference is ")[2].split(".")[0]
    assert reference.startswith("GMP-")
    await ada.say("/letter")
    assert "You have sent 1 letter already." in ada.sees
    assert await standing(desk, ada) is None
    await ada.press("another")
    assert "Which of these describes you?" in ada.sees
    before = ada.new
    await ada.press("another")
    assert [shown.text for shown in ada.new] == [shown.text for shown in before]
    await ada.say("/mine")
    assert reference in ada.sees
    assert "Draft: without a name yet" in ada.sees


async def test_letter_goes_on_with_the_letter_that_was_left(desk: Desk):
    ada = desk.person()
    await letter(ada, until="website")
    await ada.press("save")
    await ada.say("/letter")
    assert "Is there a website?" in ada.sees


async def test_groups_and_channels_are_not_answered(desk: Desk):
    ada = desk.person()
    group: dict[str, Any] = {"id": -100, "type": "supergroup", "title": "Mercury"}
    user = {"id": 7, "is_bot": False, "first_name": "Ada"}
    message = {"message_id": 1, "date": 1_700_000_000, "chat": group, "from": user, "text": "/start"}
    await ada.raw(message=message)
    assert ada.replies == []
    await ada.raw(edited_message={**message, "edit_date": 1_700_000_001})
    assert ada.replies == []
    await ada.raw(
        callback_query={"id": "1", "from": user, "chat_instance": "1", "data": "!letter:", "message": message}
    )
    assert ada.replies == []
    assert await desk.store.read(lambda tx: tx.conversation("web", -100)) is None


async def test_what_telegram_puts_into_a_chat_by_itself_is_not_answered(desk: Desk):
    ada = desk.person()
    await letter(ada, until="name")
    await ada.send(message_auto_delete_timer_changed={"message_auto_delete_time": 86400})
    assert ada.replies == []


async def test_someone_who_blocked_the_bot_and_writes_again_is_no_longer_held_to_be_away(desk: Desk):
    ada = desk.person()
    await letter(ada, until="name")

    async def blocked() -> bool:
        conversation = await desk.store.read(lambda tx: tx.conversation("web", 7))
        assert conversation is not None
        return conversation.blocked

    await ada.block()
    assert ada.replies == []
    assert await blocked()
    await ada.block("member")
    assert not await blocked()
    await ada.block()
    await ada.say("Ministry")
    assert "In which country?" in ada.sees
    assert not await blocked()
