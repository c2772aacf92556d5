"""Roles in the chat: who has which, ending one, invitations, taking one up; and whom one can turn to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flows.roles import ROLES
from handlers.people_pages import DUTIES
from tests.handlers.desk import Desk, Someone
from tests.handlers.hearing import deliver, grant, officer
from tests.handlers.stories import NAME, person_id
from tests.handlers.test_the_applicant import registered


async def role_id(desk: Desk, who: Someone, kind: str) -> str:
    number = await person_id(desk, who)
    held, _ = await desk.store.read(lambda tx: tx.people_with_roles(datetime.now(UTC), 0, 100))
    return str(next(holder.role_id for holder in held if (holder.person_id, holder.kind) == (number, kind)))


async def newcomer(desk: Desk, chat_id: int = 8, name: str = "Eve") -> Someone:
    eve = desk.person(chat_id, name=name)
    await eve.say("/start")
    return eve


async def test_roles_are_listed_with_area_and_end_and_who_cannot_be_reached(desk: Desk):
    noor, eve = await officer(desk), await newcomer(desk)
    await grant(desk, eve, "lead", "asgm")
    await eve.block()
    await noor.say("/people")
    assert "Noor: member of the secretariat" in noor.sees
    assert "Eve: lead of an area: Artisanal and small-scale gold mining" in noor.sees
    assert "can no longer be reached here" in noor.sees
    await noor.press("role", await role_id(desk, eve, "lead"))
    assert "Since" in noor.sees


async def test_the_list_of_roles_is_paged(desk: Desk):
    noor = await officer(desk)
    for n in range(12):
        await grant(desk, await newcomer(desk, 100 + n, f"Person {n:02}"), "observer")
    await noor.say("/people")
    assert "13 roles are held." in noor.sees
    assert "Person 10" not in noor.sees
    await noor.press("people", "1")
    assert "12. Person 10" in noor.sees
    await noor.press_data("!people:99")
    assert "12. Person 10" in noor.sees


async def test_a_role_is_ended_after_a_question_and_the_person_is_told(desk: Desk):
    noor, eve = await officer(desk), await newcomer(desk)
    await grant(desk, eve, "lead", "asgm")
    which = await role_id(desk, eve, "lead")
    await noor.press_data(f"!role:{which}")
    await noor.press("endrole", which)
    assert "End this role of Eve: lead of an area: Artisanal and small-scale gold mining?" in noor.sees
    await noor.press("ended", which)
    assert "The role is ended. Eve is told: lead of an area" in noor.sees
    (heard,) = await deliver(desk, eve)
    assert "Your role has ended: lead of an area." in heard.text
    assert "Artisanal and small-scale gold mining" in heard.text
    for act in ("role", "endrole", "ended"):
        await noor.press_data(f"!{act}:{which}")
        assert "This role has ended already." in noor.sees


async def test_the_only_member_of_the_secretariat_stays(desk: Desk):
    noor = await officer(desk)
    await noor.press_data(f"!ended:{await role_id(desk, noor, 'secretariat')}")
    assert "This is the only member of the secretariat." in noor.sees
    await officer(desk, 71, "Amina")
    await noor.press_data(f"!ended:{await role_id(desk, noor, 'secretariat')}")
    assert "The role is ended." in noor.sees
    await noor.say("/people")
    assert "I do not know this command." in noor.sees


@pytest.mark.parametrize("kind", ROLES)
async def test_an_invitation_gives_its_role_once_for_as_long_as_a_term_lasts(desk: Desk, kind: str):
    noor, eve, eva = await officer(desk), await newcomer(desk), await newcomer(desk, 9, "Eva")
    await noor.say("/invite")
    await noor.press("inviting", kind)
    if ROLES[kind].for_area:
        await noor.press("invited", f"{kind}.asgm")
    assert "It works once, within 14 days." in noor.sees
    token = noor.sees.partition("/chat?start=")[2].split()[0]
    assert f"https://t.me/quicksilver_test_bot?start={token}" in noor.sees
    await eve.say(f"/start {token}")
    assert f"Your role from now on: {ROLES[kind].name}" in eve.sees
    assert DUTIES[kind] in eve.sees
    assert "still being built" not in eve.sees
    await eva.say(f"/start {token}")
    assert "This link has been used already." in eva.sees
    number = await person_id(desk, eve)
    (role,) = await desk.store.read(lambda tx: tx.roles(number, eve.clock + timedelta(days=1)))
    assert role.kind == kind
    assert role.area == ("asgm" if ROLES[kind].for_area else None)
    years = ROLES[kind].years
    assert (role.until is None) is (years is None)
    if years is not None and role.until is not None:
        assert role.until.year == role.since.year + years
    (heard,) = await deliver(desk, noor)
    assert f"Eve has accepted the invitation: {ROLES[kind].name}" in heard.text


@pytest.mark.parametrize("data", ["!inviting:king", "!invited:lead.moon", "!invited:chair.asgm", "!invited:"])
async def test_what_cannot_be_invited_to_is_asked_again(desk: Desk, data: str):
    noor = await officer(desk)
    await noor.press_data(data)
    assert "Which role is it for?" in noor.sees


async def test_a_chair_beyond_two_terms_is_warned_about_and_recorded_not_refused(desk: Desk):
    noor, eve = await officer(desk), await newcomer(desk)
    number = await person_id(desk, eve)
    start = datetime.now(UTC) - timedelta(days=5 * 365)

    def served(tx) -> None:
        for term in range(2):
            since = start + timedelta(days=730 * term)
            tx.grant_role(number, "chair", None, since, since + timedelta(days=700))

    await desk.store.transact(served)
    await noor.press_data("!inviting:chair")
    token = noor.sees.partition("/chat?start=")[2].split()[0]
    await eve.say(f"/start {token}")
    assert "at most two terms for the chair" in eve.sees
    (heard,) = await deliver(desk, noor)
    assert "at most two terms for the chair" in heard.text
    assert [role.kind for role in await desk.store.read(lambda tx: tx.roles(number, eve.clock))] == ["chair"]


async def test_an_invitation_taken_up_in_the_middle_of_a_letter_leaves_one_there(desk: Desk):
    noor, eve = await officer(desk), await newcomer(desk)
    await eve.say("/letter")
    await noor.press_data("!inviting:observer")
    token = noor.sees.partition("/chat?start=")[2].split()[0]
    await eve.say(f"/start {token}")
    assert "Your role from now on: observer." in eve.sees
    assert "Which of these describes you?" in eve.sees


# -- contacts ----------------------------------------------------------------------------------------------------------


async def test_contacts_show_the_secretariat_and_who_leads_ones_areas(desk: Desk):
    _, ada, _ = await registered(desk)
    eve = await newcomer(desk)
    await grant(desk, eve, "lead", "asgm")
    await ada.say("/contacts")
    assert "mercury@chemicals.unep.ch" in ada.sees
    assert "Artisanal and small-scale gold mining: the lead is Eve." in ada.sees
    assert "Mercury in products" not in ada.sees, "that is none of their areas"
    assert "No partner shares their contacts yet." in ada.sees


async def test_contacts_are_private_unless_their_owner_agrees(desk: Desk):
    _, ada, _ = await registered(desk)
    eve = await newcomer(desk)
    await grant(desk, eve, "adviser")
    await eve.say("/contacts")
    assert "Amina Yusuf" not in eve.sees
    await ada.say("/contacts")
    share = next(data for data in ada.last.buttons() if data.startswith("!share:"))
    await eve.press_data(share)
    assert "Amina Yusuf" not in eve.sees, "only its owner shares them"
    await ada.press_data(share)
    assert "Your contacts are shown to those who have a role in the Partnership" in ada.sees
    await eve.say("/contacts")
    for words in (NAME, "Contact person: Amina Yusuf", "E-mail: amina@environment.go.ke", "Telephone: +254"):
        assert words in eve.sees
    assert "Signed copy" not in eve.sees
    await ada.press_data(share.replace("share", "unshare"))
    assert "Your contacts are shown to nobody but the secretariat." in ada.sees
    await eve.say("/contacts")
    assert "Amina Yusuf" not in eve.sees


async def test_privacy_tells_of_remarks_and_shared_contacts(desk: Desk):
    eve = await newcomer(desk)
    await eve.say("/privacy")
    assert "What the secretariat says about a letter is kept with it" in eve.sees
    assert "only where their owner agrees" in eve.sees
