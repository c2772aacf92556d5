"""Terms in the chat: elections, designations and renewals recorded with their meeting, and what happens at the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.buttons import base36
from tests.handlers.desk import Desk
from tests.handlers.hearing import deliver, officer
from tests.handlers.plan_stories import adviser, partner
from tests.handlers.stories import person_id, place
from tests.handlers.term_stories import DAY, button, held, serves, settle, someone


async def test_a_leads_designation_is_recorded_with_its_meeting_and_told(desk: Desk):
    noor, pia = await officer(desk), await partner(desk)
    number = await person_id(desk, pia)
    meeting = await held(desk, "asgm", "Partners in gold")
    await noor.say("/board")
    await noor.press("vacant")
    assert "6 areas in force have nobody who leads them." in noor.sees
    await noor.press("elect", "lead.asgm.0")
    assert "Who is designated to lead this area: Artisanal and small-scale gold mining?" in noor.sees
    assert "Institute Pia (Pia)" in noor.last.buttons().values()
    await noor.press_data(f"!electing:lead.asgm.{base36(number)}")
    assert "This is about Pia: lead of an area: Artisanal and small-scale gold mining." in noor.sees
    assert "At which meeting was it decided?" in noor.sees
    await noor.press("pick", meeting)
    await noor.say("All agreed.")
    assert "Please read this again." in noor.sees
    await noor.press("submit")
    assert "It is recorded, and Pia is told." in noor.sees
    assert "Designated at the meeting “Partners in gold”" in noor.sees
    assert "“All agreed.”" in noor.sees
    assert "Recorded by Noor" in noor.sees
    (term,) = await desk.store.read(lambda tx: tx.terms_of("lead", "asgm"))
    assert (term.person_id, term.how, term.words, term.number) == (number, "designated", "All agreed.", 1)
    assert term.until is not None
    assert term.until.year == term.since.year + 2
    told, silent = await deliver(desk, pia, noor)
    assert "Your term is recorded: lead of an area: Artisanal and small-scale gold mining" in told.text
    assert "Designated at the meeting “Partners in gold”" in told.text
    assert "A term is recorded" not in silent.text, "who has recorded it knows"
    await pia.press("term", button(term))
    assert "Record the renewal" in pia.last.buttons().values(), "a lead records the leads of the area too"
    assert "End this role" not in pia.last.buttons().values()
    await noor.press_data("!vacant:")
    assert "5 areas in force" in noor.sees


async def test_a_lead_records_their_own_renewal_before_the_end_and_it_follows_without_a_gap(desk: Desk):
    noor, eve = await officer(desk), await someone(desk, 8, "Eve")
    term = await serves(desk, eve, "lead", "asgm")
    await eve.press_data(f"!term:{button(term)}")
    assert "Terms in this role so far, with this one: 1" in eve.sees
    await eve.press("renew", button(term))
    assert "The new term begins when the present one ends" in eve.sees
    assert "How did it come about?" in eve.sees, "the area has not met yet"
    await eve.say("The partners agreed by e-mail.")
    await eve.press("submit")
    assert "It is recorded." in eve.sees
    assert "This term has not begun yet." in eve.sees
    first, second = await desk.store.read(lambda tx: tx.terms_of("lead", "asgm"))
    assert second.since == first.until
    assert (second.how, second.number) == ("renewed", 2)
    (heard,) = await deliver(desk, noor)
    assert "A term is recorded: Eve, lead of an area: Artisanal and small-scale gold mining" in heard.text
    assert "Recorded by Eve." in heard.text
    await eve.press_data(f"!term:{button(term)}")
    assert "It is renewed: the next term lasts from" in eve.sees
    assert "Record the renewal" not in eve.last.buttons().values()
    await eve.press_data(f"!renew:{button(term)}")
    assert "This is recorded already." in eve.sees
    await settle(desk, first, first.until)
    ended, quiet = await deliver(desk, eve, noor)
    assert (ended.pages, quiet.pages) == ([], []), "a term that is followed ends without a word"


async def test_of_two_officers_who_record_at_once_one_does_and_the_other_is_told(desk: Desk):
    noor, amina, eve = await officer(desk), await officer(desk, 71, "Amina"), await someone(desk, 8, "Eve")
    term = await serves(desk, eve, "lead", "asgm")
    for one in (noor, amina):
        await one.press_data(f"!renew:{button(term)}")
        await one.say(f"{one.name} was there.")
    await noor.press("submit")
    await amina.press("submit")
    assert "Somebody else has recorded a term here in the meantime" in amina.sees
    assert "You had written: “Amina was there.”" in amina.sees
    assert "It is renewed: the next term lasts from" in amina.sees
    assert await place(desk, amina) == ""
    terms = await desk.store.read(lambda tx: tx.terms_of("lead", "asgm"))
    assert [one.words for one in terms] == ["", "Noor was there."]


async def test_two_officers_do_not_give_one_area_two_leads_unknowingly(desk: Desk):
    noor, amina = await officer(desk), await officer(desk, 71, "Amina")
    pia, ben = await partner(desk), await adviser(desk, 51, "Ben")
    for one, chosen in ((noor, pia), (amina, ben)):
        await one.press_data(f"!electing:lead.asgm.{base36(await person_id(desk, chosen))}")
        await one.say("By e-mail.")
    await noor.press("submit")
    await amina.press("submit")
    assert "Somebody else has recorded a term here in the meantime" in amina.sees
    assert "Now it is Pia, until" in amina.sees
    assert len(await desk.store.read(lambda tx: tx.terms_of("lead", "asgm"))) == 1


async def test_a_second_lead_begins_at_once_or_when_the_first_ones_term_ends(desk: Desk):
    noor, eve, pia, ben = (
        await officer(desk),
        await someone(desk, 8, "Eve"),
        await partner(desk),
        await adviser(desk, 51, "Ben"),
    )
    first = await serves(desk, eve, "lead", "asgm")
    for chosen, begins in ((pia, "now"), (ben, "after")):
        await noor.press_data(f"!electing:lead.asgm.{base36(await person_id(desk, chosen))}")
        assert "At once, together with" in " ".join(noor.last.buttons().values())
        await noor.press("pick", begins)
        await noor.say("By e-mail.")
        await noor.press("submit")
        assert "It is recorded" in noor.sees
    leads = await desk.store.read(lambda tx: tx.holders("lead", noor.clock, "asgm"))
    assert [lead.name for lead in leads] == ["Eve", "Pia"]
    last = (await desk.store.read(lambda tx: tx.terms_of("lead", "asgm")))[-1]
    assert last.name == "Ben"
    assert first.until is not None
    assert last.since > first.until, "the term that ends last is that of Pia"


async def test_a_chairs_third_term_is_recorded_with_a_word_about_it(desk: Desk):
    noor, ines = await officer(desk), await adviser(desk)
    start = datetime.now(UTC) - timedelta(days=4 * 365 - 30)
    await serves(desk, ines, "chair", since=start)
    second = await serves(desk, ines, "chair", since=start + 10 * DAY)
    assert second.number == 2
    await noor.say("/board")
    assert "guidelines foresee 2 at most" not in noor.sees
    await noor.press("term", button(second))
    await noor.press("renew", button(second))
    await noor.say("Elected once more.")
    await noor.press("submit")
    assert "It is recorded, and Ines is told." in noor.sees
    assert "at most two terms for the chair (G3(d))" in noor.sees
    (heard,) = await deliver(desk, ines)
    assert "at most two terms for the chair (G3(d))" in heard.text
    third = (await desk.store.read(lambda tx: tx.terms_of("chair", None)))[-1]
    assert (third.number, third.since) == (3, second.until)


async def test_a_chair_elected_at_once_takes_over_and_the_other_is_told(desk: Desk):
    noor, ines, omar = await officer(desk), await adviser(desk), await adviser(desk, 51, "Omar")
    before = await serves(desk, ines, "chair")
    meeting = await held(desk, None, "Second meeting")
    await noor.press_data(f"!term:{button(before)}")
    await noor.press("elect", "chair..0")
    assert "Now it is Ines, until" in noor.sees
    await noor.press("electing", f"chair..{base36(await person_id(desk, omar))}")
    await noor.press("pick", "now")
    await noor.press("pick", meeting)
    await noor.press("skip")
    await noor.press("submit")
    assert "Elected at the meeting “Second meeting”" in noor.sees
    chairs = await desk.store.read(lambda tx: tx.holders("chair", noor.clock))
    assert [chair.name for chair in chairs] == ["Omar"]
    gone, elected = await deliver(desk, ines, omar)
    assert "Your role has ended: chair of the Advisory Group." in gone.text
    assert "Your term is recorded: chair of the Advisory Group" in elected.text


async def test_a_link_for_somebody_who_is_not_here_yet_is_made_by_the_lead_and_kept_as_an_invitation(desk: Desk):
    eve, new = await someone(desk, 8, "Eve"), await someone(desk, 9, "Nia")
    await serves(desk, eve, "lead", "asgm")
    await eve.press_data("!elect:lead.asgm.0")
    assert "Nobody who could be chosen can be reached here." in eve.sees
    await eve.press("electlink", "lead.asgm")
    token = eve.sees.partition("/chat?start=")[2].split()[0]
    await new.say(f"/start {token}")
    assert "Your role from now on: lead of an area" in new.sees
    _, term = await desk.store.read(lambda tx: tx.terms_of("lead", "asgm"))
    assert (term.name, term.how, term.recorded_by) == ("Nia", "invited", "Eve")
    await new.press_data(f"!term:{button(term)}")
    assert "Came by an invitation." in new.sees


async def test_an_invitation_taken_up_during_a_term_renews_it_without_a_gap(desk: Desk):
    noor, eve = await officer(desk), await someone(desk, 8, "Eve")
    first = await serves(desk, eve, "lead", "asgm")
    for words in ("Your present term goes on until", "Your role from now on"):
        await noor.press_data("!invited:lead.asgm")
        token = noor.sees.partition("/chat?start=")[2].split()[0]
        await eve.say(f"/start {token}")
        assert words in eve.sees
    terms = await desk.store.read(lambda tx: tx.terms_of("lead", "asgm"))
    assert [one.since for one in terms] == [first.since, first.until], "a second link adds nothing"


async def test_at_the_end_of_a_term_without_a_successor_the_lead_and_the_secretariat_are_told_once(desk: Desk):
    noor, eve = await officer(desk), await someone(desk, 8, "Eve")
    term = await serves(desk, eve, "lead", "asgm", datetime.now(UTC) - 800 * DAY)
    assert term.until is not None
    await settle(desk, term, term.until - DAY)
    early, too_early = await deliver(desk, eve, noor)
    assert (early.pages, too_early.pages) == ([], [])
    for day in (0, 1):
        await settle(desk, term, datetime.now(UTC) + day * DAY)
    ended, alone = await deliver(desk, eve, noor)
    assert len(ended.pages) == len(alone.pages) == 1
    assert "Your term has ended: lead of an area: Artisanal and small-scale gold mining" in ended.text
    assert "write to the secretariat, so that it is recorded: mercury@chemicals.unep.ch" in ended.text
    assert "This area has no lead now: Artisanal and small-scale gold mining" in alone.text
    await eve.press("term", button(term))
    assert "This term has ended." in eve.sees
    assert "Record the renewal" not in eve.last.buttons().values()
    await noor.press("elect", "lead.asgm.0")
    assert "Who is designated to lead this area" in noor.sees


async def test_an_end_is_of_no_use_to_tell_once_somebody_leads_again(desk: Desk):
    noor, eve, pia = await officer(desk), await someone(desk, 8, "Eve"), await partner(desk)
    term = await serves(desk, eve, "lead", "asgm", datetime.now(UTC) - 800 * DAY)
    await settle(desk, term, datetime.now(UTC))
    await serves(desk, pia, "lead", "asgm")
    (heard,) = await deliver(desk, noor)
    assert "no lead now" not in heard.text


async def test_the_end_of_one_of_two_leads_is_told_to_that_lead_alone(desk: Desk):
    noor, eve, pia = await officer(desk), await someone(desk, 8, "Eve"), await partner(desk)
    await deliver(desk, noor)
    term = await serves(desk, eve, "lead", "asgm", datetime.now(UTC) - 800 * DAY)
    await serves(desk, pia, "lead", "asgm")
    await settle(desk, term, datetime.now(UTC))
    ended, quiet = await deliver(desk, eve, noor)
    assert "Your term has ended" in ended.text
    assert quiet.pages == []


async def test_a_group_whose_chairs_term_ends_is_told_to_elect_another(desk: Desk):
    noor, ines = await officer(desk), await adviser(desk)
    term = await serves(desk, ines, "chair", since=datetime.now(UTC) - 800 * DAY)
    await settle(desk, term, datetime.now(UTC))
    (heard,) = await deliver(desk, noor)
    assert "The Advisory Group has no chair now." in heard.text
    await noor.press("elect", "chair..0")
    assert "Who is elected to chair the Advisory Group?" in noor.sees


async def test_a_role_that_an_officer_ends_is_told_by_the_officer_and_the_area_is_without_a_lead(desk: Desk):
    noor, eve = await officer(desk), await someone(desk, 8, "Eve")
    term = await serves(desk, eve, "lead", "asgm")
    await noor.press_data(f"!role:{term.role_id}")
    await noor.press("term", button(term))
    await noor.press("endrole", str(term.role_id))
    await noor.press("ended", str(term.role_id))
    assert "The role is ended." in noor.sees
    await settle(desk, term, datetime.now(UTC) + DAY)
    told, alone = await deliver(desk, eve, noor)
    assert len(told.pages) == 1
    assert "Your role has ended: lead of an area." in told.text
    assert "This area has no lead now" in alone.text


async def test_a_lead_who_asks_to_be_forgotten_leaves_an_area_without_one_and_the_secretariat_hears_of_it(desk: Desk):
    noor, eve = await officer(desk), await someone(desk, 8, "Eve")
    await serves(desk, eve, "lead", "asgm")
    await eve.say("/forget")
    await eve.press("forget", next(data for data in eve.last.buttons() if "forget" in data).rpartition(":")[2])
    (heard,) = await deliver(desk, noor)
    assert "This area has no lead now: Artisanal and small-scale gold mining" in heard.text


# -- rights -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["", "partner", "observer", "adviser", "chair", "lead"])
async def test_nobody_else_sees_or_records_a_term(desk: Desk, kind: str):
    eve, eva = await someone(desk, 8, "Eve"), await someone(desk, 9, "Eva")
    term = await serves(desk, eve, "lead", "asgm")
    chair = await serves(desk, eve, "chair")
    if kind:
        await serves(desk, eva, kind, "waste" if kind == "lead" else None)
        if kind == "chair":
            chair = await serves(desk, eve, "chair")
    number = await person_id(desk, eve)
    before = await desk.store.read(lambda tx: (tx.terms_of("lead", "asgm"), tx.terms_of("chair", None)))
    for act in (
        f"term:{button(term)}", f"renew:{button(term)}", f"term:{button(chair)}", f"renew:{button(chair)}",
        "elect:lead.asgm.0", "elect:chair..0", "elect:adviser..0", f"electing:lead.asgm.{base36(number)}",
        "electlink:lead.asgm", "electlink:chair.", "term:zz", "elect:king..0", "elect:lead.moon.0", "electing:",
        "renew:",
    ):  # fmt: skip
        await eva.press_data(f"!{act}")
        assert "needs a role that you do not have" in eva.sees
        assert "Eve" not in eva.sees
    assert await desk.store.read(lambda tx: (tx.terms_of("lead", "asgm"), tx.terms_of("chair", None))) == before


async def test_a_lead_whose_role_ends_in_the_middle_of_a_form_records_nothing(desk: Desk):
    noor, eve = await officer(desk), await someone(desk, 8, "Eve")
    term = await serves(desk, eve, "lead", "asgm")
    await eve.press_data(f"!renew:{button(term)}")
    await noor.press_data(f"!ended:{term.role_id}")
    await eve.say("I would like to stay.")
    assert "needs a role that you do not have, or no longer have" in eve.sees
    assert await place(desk, eve) == ""
    assert len(await desk.store.read(lambda tx: tx.terms_of("lead", "asgm"))) == 1


async def test_a_form_left_is_gone_on_with_and_one_given_up_records_nothing(desk: Desk):
    noor, eve = await officer(desk), await someone(desk, 8, "Eve")
    term = await serves(desk, eve, "lead", "asgm")
    await noor.press_data(f"!renew:{button(term)}")
    await noor.say("By e-mail.")
    await noor.press("save")
    assert "What you wrote is kept." in noor.sees
    await noor.press("renew", button(term))
    assert "By e-mail." in noor.sees
    await noor.say("/cancel")
    await noor.press("yes")
    assert "Nothing was recorded." in noor.sees
    assert len(await desk.store.read(lambda tx: tx.terms_of("lead", "asgm"))) == 1
