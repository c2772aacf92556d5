"""The Advisory Group's board: what it shows, to whom, and the seat that a member fills in."""

from __future__ import annotations

import pytest

from handlers.buttons import base36
from tests.handlers.desk import Desk
from tests.handlers.hearing import grant, officer
from tests.handlers.plan_stories import adviser, partner
from tests.handlers.stories import person_id, place
from tests.handlers.term_stories import button, serves, someone


async def test_the_board_shows_seats_make_up_and_what_stands_out(desk: Desk):
    noor, pia, eve = await officer(desk), await partner(desk), await someone(desk, 8, "Eve")
    await serves(desk, pia, "adviser")
    await serves(desk, pia, "chair")
    await serves(desk, eve, "lead", "asgm")
    await noor.say("/board")
    for words in (
        "1 of 25 seats is taken (G3(a)).",
        "24 of 25 seats are vacant (G3(a)).",
        "The chair is Pia, until",
        "UNEP is a member by office",
        "Not represented, as far as it is known: regional economic integration organisations",
        "Leads of these areas are to be invited, and are not members: Artisanal and small-scale gold mining",
        "5 areas have no lead (N¶16).",
        "Categories: National government 1",
        "Regions: African States 1",
        "Developing countries and economies in transition: 1 member",
        "Genders: not told 1",
        "1 member has not told their gender; nobody has to.",
        "1. Pia: National government",
    ):
        assert words in noor.sees
    await serves(desk, eve, "adviser")
    await noor.say("/board")
    assert "are not members" not in noor.sees
    assert "1. Eve: not told; leads Artisanal and small-scale gold mining" in noor.sees


async def test_members_and_leads_may_read_the_board_and_change_nothing_of_others(desk: Desk):
    ines, omar, eve = await adviser(desk), await adviser(desk, 51, "Omar"), await someone(desk, 8, "Eve")
    await grant(desk, eve, "lead", "asgm")
    await omar.say("/board")
    theirs = (await desk.store.read(lambda tx: tx.seated(omar.clock)))[1]
    assert theirs.name == "Omar"
    await omar.press("seat", base36(theirs.role_id))
    assert "The seat of Omar" in omar.sees
    for reader in (ines, eve):
        await reader.say("/board")
        assert "2 of 25 seats are taken" in reader.sees
        assert base36(theirs.role_id) not in {data.rpartition(":")[2] for data in reader.last.buttons()}
    for act in ("seat", "seatedit"):
        await ines.press_data(f"!{act}:{base36(theirs.role_id)}")
        assert "needs a role that you do not have" in ines.sees
    await ines.press_data("!vacant:")
    assert "needs a role that you do not have" in ines.sees


async def test_a_member_fills_in_their_seat_and_only_numbers_are_shown_to_others(desk: Desk):
    noor, ines = await officer(desk), await adviser(desk)
    await ines.say("/board")
    mine = next(data for data in ines.last.buttons() if data.startswith("!seat:")).rpartition(":")[2]
    await ines.press("seat", mine)
    assert "Category: not told" in ines.sees
    await ines.press("seatedit", mine)
    await ines.press("pick", "ngo")
    await ines.press("pick", "nominated")
    await ines.press("pick", "products")
    await ines.say("Peru")
    assert "What is the member's gender?" in ines.sees
    await ines.press("pick", "woman")
    await ines.press("submit")
    for words in (
        "It is kept.",
        "Category: Non-governmental",
        "Country: Peru",
        "Gender: Woman",
        "Area: Mercury in products",
    ):
        assert words in ines.sees
    assert "Region: Latin American and Caribbean States" in ines.sees
    await noor.say("/board")
    assert "Genders: Women 1" in noor.sees
    assert "Regions: Latin American and Caribbean States 1" in noor.sees
    (member,) = await desk.store.read(lambda tx: tx.seated(noor.clock))
    assert (member.seat.category, member.seat.area, member.seat.developing) == ("ngo", "products", True)


async def test_what_is_known_is_filled_in_and_an_officer_changes_one_answer(desk: Desk):
    noor, pia = await officer(desk), await partner(desk)
    term = await serves(desk, pia, "adviser")
    await noor.say("/board")
    await noor.press("seat", button(term))
    assert "Category: National government" in noor.sees, "Pia is a partner: her letter says it"
    assert "Country: Kenya" in noor.sees
    await noor.press("seatedit", button(term))
    assert await place(desk, noor) == "review"
    assert "Kenya" in noor.sees
    await noor.press("edit", "country")
    await noor.say("France")
    await noor.press("submit")
    assert "Region: Western European and other States" in noor.sees
    assert "Developing country or economy in transition: No" in noor.sees


async def test_a_seat_is_changed_by_who_left_the_group_no_more(desk: Desk):
    noor, ines = await officer(desk), await adviser(desk)
    number = await person_id(desk, ines)
    (member,) = await desk.store.read(lambda tx: tx.seated(noor.clock))
    seat = base36(member.role_id)
    await ines.press_data(f"!seatedit:{seat}")
    await noor.press_data(f"!ended:{member.role_id}")
    await ines.press("pick", "ngo")
    assert "needs a role that you do not have" in ines.sees
    assert await desk.store.read(lambda tx: tx.drafts_of(number)) == ()
    await noor.press_data(f"!seat:{seat}")
    assert "This person is no member of the Advisory Group any more." in noor.sees


async def test_a_member_is_invited_from_among_the_leads(desk: Desk):
    noor, eve = await officer(desk), await someone(desk, 8, "Eve")
    await serves(desk, eve, "lead", "asgm")
    await noor.say("/board")
    await noor.press("elect", "adviser..0")
    assert "Who is invited to the Advisory Group?" in noor.sees
    await noor.press("electing", f"adviser..{base36(await person_id(desk, eve))}")
    await noor.say("As the lead of an area.")
    await noor.press("submit")
    assert "It is recorded, and Eve is told." in noor.sees
    assert [one.name for one in await desk.store.read(lambda tx: tx.seated(noor.clock))] == ["Eve"]


async def test_a_long_board_is_paged(desk: Desk):
    noor = await officer(desk)
    for n in range(26):
        await adviser(desk, 100 + n, f"Member {n:02}")
    await noor.say("/board")
    assert "The group has 1 member more than the 25" in noor.sees
    assert "Member 10" not in noor.sees
    await noor.press("board", "1")
    assert "11. Member 10" in noor.sees
    await noor.press_data("!board:9")
    assert "26. Member 25" in noor.sees


@pytest.mark.parametrize("kind", ["", "partner", "observer"])
async def test_others_do_not_read_the_board(desk: Desk, kind: str):
    eva = await someone(desk, 9, "Eva")
    if kind:
        await grant(desk, eva, kind)
    await eva.say("/board")
    assert "I do not know this command." in eva.sees
    await eva.press_data("!board:0")
    assert "needs a role that you do not have" in eva.sees
