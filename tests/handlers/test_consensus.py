"""Questions are put and objected to, observers proposed and invited; everyone who may object is told, once."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.buttons import base36
from storage import clock
from storage.meeting_records import Meeting
from tests.handlers.consensus_stories import WORDS, proposal, propose, put, question, ticks
from tests.handlers.desk import Desk, Someone
from tests.handlers.hearing import deliver, end_roles, grant, officer
from tests.handlers.meeting_stories import Travel, attendee, day_in, meeting, planned, seen, traveller
from tests.handlers.plan_stories import adviser, lead, partner
from tests.handlers.stories import person_id, place

DAY = timedelta(days=1)


@pytest.fixture
def travel(tmp_path: Path) -> Iterator[Travel]:
    yield traveller(tmp_path)
    clock.follow(None)


async def is_invited(desk: Desk, one: Meeting, who: Someone) -> bool:
    """Whether somebody is invited to a meeting."""
    number = await person_id(desk, who)
    return await desk.store.read(lambda tx: tx.attendee(one.id, number)) is not None


# -- questions --------------------------------------------------------------------------------------------------------


async def test_a_question_to_which_nobody_objects_is_agreed_and_everyone_is_told_once(desk: Desk, travel: Travel):
    eve, pia = await lead(desk), await partner(desk)
    await partner(desk, 31, "Otto", area="waste")
    one = await planned(desk, eve)
    await deliver(desk, eve, pia)
    asked = await put(desk, eve, one)
    assert "The question is put." in eve.sees
    assert "1 person is told, and can object." in eve.sees
    hers, pias = await deliver(desk, eve, pia)
    assert hers.pages == []
    (told,) = pias.pages
    assert "Eve puts a question for consensus." in told
    assert WORDS in told
    assert "If nobody does, it is recorded as agreed by consensus (G4.b(3))." in told
    assert "If you do not object, you need not do anything." in told
    assert set(pia.last.buttons()) == {f"!objyes:q.{base36(asked.id)}", f"!consq:{base36(asked.id)}"}

    await ticks(desk)
    assert (await question(desk, asked.id)).state == "open"
    travel(15 * DAY)
    await ticks(desk)
    await ticks(desk)
    assert (await question(desk, asked.id)).state == "agreed"
    for heard in await deliver(desk, eve, pia):
        (told,) = [page for page in heard.pages if "What has come of a question" in page]
        assert "Agreed. By" in told
        assert WORDS in told
    assert all("What has come of" not in heard.text for heard in await deliver(desk, eve, pia))
    await pia.press_data(f"!meet:{base36(one.id)}")
    assert "Agreed by consensus on" in pia.sees
    assert WORDS in pia.sees


async def test_an_objection_by_name_keeps_a_question_from_being_agreed(desk: Desk, travel: Travel):
    eve, pia = await lead(desk), await partner(desk)
    otto = await partner(desk, 31, "Otto")
    one = await planned(desk, eve)
    asked = await put(desk, eve, one)
    await deliver(desk, eve, pia, otto)
    await pia.press("objyes", f"q.{base36(asked.id)}")
    assert "Your objection is recorded by your name." in pia.sees
    assert "Pia, Institute Pia objects." in pia.sees
    await pia.press("objwhy", f"q.{base36(asked.id)}")
    assert await place(desk, pia) == "words"
    await pia.say("Once is enough.")
    assert "Your reason stands with your objection." in pia.sees
    assert await place(desk, pia) == ""
    hers, ottos = await deliver(desk, eve, otto)
    (told,) = hers.pages
    assert "Pia, Institute Pia objects." in told
    assert "The reason: “Once is enough.”" in told
    assert ottos.pages == []

    travel(15 * DAY)
    await ticks(desk)
    stands = await question(desk, asked.id)
    assert stands.state == "not agreed"
    for heard in await deliver(desk, eve, pia, otto):
        (told,) = [page for page in heard.pages if "What has come of a question" in page]
        assert "Not agreed." in told
        assert "Pia, Institute Pia objects: “Once is enough.”" in told
    assert await desk.store.read(lambda tx: tx.questions_of(one.id, "agreed")) == ()


async def test_an_objection_that_is_taken_back_at_once_tells_nobody(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    asked = await put(desk, eve, one)
    await deliver(desk, eve, pia)
    await pia.press("objyes", f"q.{base36(asked.id)}")
    await pia.press("objback", f"q.{base36(asked.id)}")
    assert "Your objection is taken back." in pia.sees
    assert (await question(desk, asked.id)).objections == ()
    (hers,) = await deliver(desk, eve)
    assert hers.pages == []
    assert pia.last.carries("objyes", f"q.{base36(asked.id)}")


async def test_a_question_is_withdrawn_and_everyone_is_told_once(desk: Desk, travel: Travel):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    asked = await put(desk, eve, one)
    await deliver(desk, eve, pia)
    await eve.press("consoff", base36(asked.id))
    assert "Withdraw this question?" in eve.sees
    assert (await question(desk, asked.id)).state == "open"
    await eve.press("consout", base36(asked.id))
    assert "The question is withdrawn." in eve.sees
    hers, pias = await deliver(desk, eve, pia)
    assert hers.pages == []
    (told,) = pias.pages
    assert "Withdrawn. The question was taken back" in told
    await pia.press_data(f"!objyes:q.{base36(asked.id)}")
    assert "This was taken back on" in pia.sees
    travel(15 * DAY)
    await ticks(desk)
    assert (await question(desk, asked.id)).state == "withdrawn"


async def test_a_press_after_the_deadline_is_told_kindly_and_changes_nothing(desk: Desk, travel: Travel):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    asked = await put(desk, eve, one)
    await deliver(desk, pia)
    travel(15 * DAY)
    # Nobody has ticked yet: the deadline counts, not the scheduler.
    await pia.press("objyes", f"q.{base36(asked.id)}")
    assert "The time to object was up on" in pia.sees
    assert "What has come of it is recorded in a moment" in pia.sees
    await ticks(desk)
    await pia.press_data(f"!objyes:q.{base36(asked.id)}")
    assert "The time to object was up on" in pia.sees
    assert "Agreed." in pia.sees
    await eve.press_data(f"!consout:{base36(asked.id)}")
    assert "The time to object was up on" in eve.sees
    assert (await question(desk, asked.id)).objections == ()


async def test_a_reason_that_comes_too_late_is_handed_back(desk: Desk, travel: Travel):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    asked = await put(desk, eve, one)
    await pia.press_data(f"!objyes:q.{base36(asked.id)}")
    await pia.press("objwhy", f"q.{base36(asked.id)}")
    travel(15 * DAY)
    await pia.say("Once is enough.")
    assert "You had written: “Once is enough.”" in pia.sees
    assert "The time to object was up on" in pia.sees
    (objection,) = (await question(desk, asked.id)).objections
    assert objection.words == ""


async def test_who_is_outside_the_body_cannot_object(desk: Desk):
    eve, pia, noor = await lead(desk), await partner(desk), await officer(desk)
    otto = await partner(desk, 31, "Otto", area="waste")
    one = await planned(desk, eve)
    asked, olga = await put(desk, eve, one), await propose(desk, eve, one)
    zoe = desk.person(60, name="Zoe")
    await zoe.say("/start")
    for who in (otto, noor, zoe):
        for named in (f"q.{base36(asked.id)}", f"o.{base36(olga.id)}", "q.zzz", "x"):
            await who.press_data(f"!objyes:{named}")
            await who.press_data(f"!objback:{named}")
            await who.press_data(f"!objwhy:{named}")
    for who in (otto, zoe):
        for data in (
            f"meetqs:{base36(one.id)}",
            f"meetobs:{base36(one.id)}",
            f"meetask:{base36(one.id)}",
            f"obsnew:{base36(one.id)}",
            f"consq:{base36(asked.id)}",
            f"consoff:{base36(asked.id)}",
            f"consout:{base36(asked.id)}",
            f"obs:{base36(olga.id)}",
            f"obsoff:{base36(olga.id)}",
            f"obsout:{base36(olga.id)}",
            f"obslink:{base36(olga.id)}",
        ):
            await who.press_data(f"!{data}")
            assert "needs a role" in who.sees, data
            assert WORDS not in who.sees
            assert "Olga" not in who.sees
    # A partner of the area may object, and puts and withdraws nothing.
    for data in (f"meetask:{base36(one.id)}", f"consout:{base36(asked.id)}", f"obsout:{base36(olga.id)}"):
        await pia.press_data(f"!{data}")
        assert "needs a role" in pia.sees, data
    assert (await question(desk, asked.id)) == asked
    assert (await proposal(desk, olga.id)) == olga


async def test_an_observer_reads_a_question_and_may_not_object_to_it(desk: Desk):
    noor, ines = await officer(desk), await adviser(desk)
    nil = desk.person(66, name="Nil")
    await nil.say("/start")
    await grant(desk, nil, "observer")
    one = await planned(desk, noor, "advisory", audiences=("members", "observers"))
    asked = await put(desk, noor, one)
    (ines_heard, nils) = await deliver(desk, ines, nil)
    assert "(G4.a(3))" in ines_heard.text
    assert WORDS not in nils.text
    await nil.press_data(f"!consq:{base36(asked.id)}")
    assert WORDS in nil.sees
    assert nil.last.carries("objyes", f"q.{base36(asked.id)}") is None
    await nil.press_data(f"!objyes:q.{base36(asked.id)}")
    assert "Only members of the Advisory Group can object here" in nil.sees
    assert (await question(desk, asked.id)).objections == ()
    await ines.press("objyes", f"q.{base36(asked.id)}")
    assert [each.name for each in (await question(desk, asked.id)).objections] == ["Ines"]
    (noors,) = await deliver(desk, noor)
    assert "Ines objects." in noors.text


async def test_whoever_joins_the_area_later_is_told_of_what_is_open_and_may_object(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    asked, olga = await put(desk, eve, one), await propose(desk, eve, one)
    await deliver(desk, eve, pia)
    otto = await partner(desk, 31, "Otto")
    await ticks(desk)
    (ottos,) = await deliver(desk, otto)
    assert WORDS in ottos.text
    assert "Eve proposes to invite an observer: Olga Ivanova (Basel Institute)" in ottos.text
    await otto.press("objyes", f"q.{base36(asked.id)}")
    await otto.press("objyes", f"o.{base36(olga.id)}")
    assert [each.name for each in (await question(desk, asked.id)).objections] == ["Otto, Institute Otto"]
    assert len((await proposal(desk, olga.id)).objections) == 1
    (pias,) = await deliver(desk, pia)
    assert pias.pages == []


async def test_who_stops_leading_cannot_finish_the_form(desk: Desk):
    eve = await lead(desk)
    one = await planned(desk, eve)
    await eve.press_data(f"!meetask:{base36(one.id)}")
    await eve.say(WORDS)
    await eve.say("14 days")
    await eve.say("Geneva")
    await end_roles(desk, eve)
    await eve.press("submit")
    assert "needs a role" in eve.sees
    assert await desk.store.read(lambda tx: tx.questions_of(one.id)) == ()


async def test_a_question_left_unfinished_is_kept_and_one_given_up_is_erased(desk: Desk):
    eve = await lead(desk)
    one = await planned(desk, eve)
    await eve.press_data(f"!meetask:{base36(one.id)}")
    await eve.say(WORDS)
    await eve.press("save")
    assert "What you wrote is kept." in eve.sees
    await eve.press_data(f"!meetask:{base36(one.id)}")
    assert await place(desk, eve) == "until"
    await eve.say("/cancel")
    await eve.press("yes")
    assert "Nothing was done." in eve.sees
    assert await desk.store.read(lambda tx: tx.questions_of(one.id)) == ()


async def test_partners_who_cannot_be_reached_are_named_to_whoever_asks(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    await pia.block()
    await put(desk, eve, one)
    assert "cannot be reached here, and needs to be told otherwise: Institute Pia" in eve.sees


# -- observers --------------------------------------------------------------------------------------------------------


async def test_an_observer_to_whom_a_partner_objects_is_not_invited(desk: Desk, travel: Travel):
    eve, pia = await lead(desk), await partner(desk)
    otto = await partner(desk, 31, "Otto")
    one = await planned(desk, eve)
    await deliver(desk, eve, pia, otto)
    olga = await propose(desk, eve, one)
    assert "The observer is proposed." in eve.sees
    assert "2 people are told, and can object." in eve.sees
    hers, pias, ottos = await deliver(desk, eve, pia, otto)
    assert hers.pages == []
    for heard in (pias, ottos):
        (told,) = heard.pages
        assert "Eve proposes to invite an observer: Olga Ivanova (Basel Institute)" in told
        assert "(G4.b(4))" in told
    named = f"o.{base36(olga.id)}"
    await pia.press("objyes", named)
    await eve.press_data(f"!obs:{base36(olga.id)}")
    assert "Pia, Institute Pia objects." in eve.sees
    await pia.press("objback", named)
    await otto.press("objyes", named)
    (hers,) = await deliver(desk, eve)
    (told,) = hers.pages
    assert "Otto, Institute Otto objects." in told

    travel(8 * DAY)
    await ticks(desk)
    await ticks(desk)
    stands = await proposal(desk, olga.id)
    assert stands.state == "withheld"
    assert [each.name for each in stands.objections] == ["Otto, Institute Otto"]
    for heard in await deliver(desk, eve, pia, otto):
        (told,) = [page for page in heard.pages if "withheld" in page]
        assert "Observer: Olga Ivanova (Basel Institute)" in told
        assert "Otto, Institute Otto objects." in told
    assert all("withheld" not in heard.text for heard in await deliver(desk, eve, pia, otto))
    await eve.press_data(f"!obslink:{base36(olga.id)}")
    assert "/chat?start=" not in eve.sees


async def test_an_observer_to_whom_nobody_objects_gets_a_link_from_the_lead_and_is_invited_by_it(
    desk: Desk, travel: Travel
):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    olga = await propose(desk, eve, one)
    await deliver(desk, eve, pia)
    travel(8 * DAY)
    await ticks(desk)
    hers, pias = await deliver(desk, eve, pia)
    (told,) = [page for page in hers.pages if "Olga" in page]
    assert "No partner of the area has objected, so the observer can come (G4.b(4))." in told
    assert "Olga" not in pias.text
    await eve.press("obslink", base36(olga.id))
    token = eve.sees.partition("/chat?start=")[2].split()[0]

    zoe, rui = desk.person(60, name="Olga"), desk.person(61, name="Rui")
    await zoe.say(f"/start {token}")
    assert "You are invited to this meeting as an observer." in zoe.sees
    invited = await attendee(desk, one, zoe)
    assert (invited.capacity, invited.answer) == ("observer", "")
    (heard,) = await deliver(desk, zoe)
    assert "You are invited to a meeting." in heard.text
    assert heard.calendar == [("request", 0)]
    await rui.say(f"/start {token}")
    assert "This link has been used already." in rui.sees
    assert not await is_invited(desk, one, rui)
    # What was said about them is not theirs to read.
    await zoe.press_data(f"!obs:{base36(olga.id)}")
    assert "needs a role" in zoe.sees
    await zoe.press_data(f"!meet:{base36(one.id)}")
    assert zoe.last.carries("meetobs", base36(one.id)) is None


async def test_an_observer_who_is_known_here_is_chosen_and_invited_without_a_link(desk: Desk, travel: Travel):
    eve, pia = await lead(desk), await partner(desk)
    nil = desk.person(66, name="Nil")
    await nil.say("/start")
    await grant(desk, nil, "observer")
    number = await person_id(desk, nil)
    one = await planned(desk, eve)
    await deliver(desk, pia, nil)
    await eve.press_data(f"!obsnew:{base36(one.id)}")
    await eve.press("obsnew", f"{base36(one.id)}.{base36(number)}")
    await eve.say("5 days")
    assert "The observer is proposed." in eve.sees
    # Nobody is proposed twice.
    await eve.press_data(f"!obsnew:{base36(one.id)}.{base36(number)}")
    assert "have been proposed for it" in eve.sees
    assert not await is_invited(desk, one, nil)
    travel(6 * DAY)
    await ticks(desk)
    assert (await attendee(desk, one, nil)).capacity == "observer"
    (nils,) = await deliver(desk, nil)
    assert "You are invited as an observer (G4.b(4))." in nils.text


async def test_an_observer_to_whom_nobody_objects_until_the_last_day_can_still_be_invited(desk: Desk, travel: Travel):
    eve = await lead(desk)
    await partner(desk)
    one = await planned(desk, eve, days=5)
    await eve.press_data(f"!obsnew:{base36(one.id)}")
    await eve.say("Olga")
    await eve.press("skip")
    await eve.say("9 days")
    assert "is too late" in eve.sees
    await eve.say(one.starts_at.date().isoformat())
    assert "is too late" in eve.sees
    await eve.say((one.starts_at - DAY).date().isoformat())
    await eve.press("submit")
    (olga,) = await desk.store.read(lambda tx: tx.proposals_of(one.id))
    assert olga.object_until == one.starts_at - DAY
    travel(olga.object_until + timedelta(minutes=1) - clock.now())
    await ticks(desk)
    assert (await proposal(desk, olga.id)).state == "invited"
    (hers,) = await deliver(desk, eve)
    assert "No partner of the area has objected, so the observer can come (G4.b(4))." in hers.text
    await eve.press("obslink", base36(olga.id))
    assert "/chat?start=" in eve.sees
    travel(2 * DAY)
    await eve.press_data(f"!obsnew:{base36(one.id)}")
    assert "nobody can be invited to it any more" in eve.sees


async def test_for_a_meeting_tomorrow_partners_can_object_until_an_hour_before(desk: Desk, travel: Travel):
    eve = await lead(desk)
    await partner(desk)
    one = await planned(desk, eve, days=5)
    travel(one.starts_at - timedelta(hours=30) - clock.now())
    olga = await propose(desk, eve, one, days=1)
    hour_before = one.starts_at - timedelta(hours=1)
    assert olga.object_until == hour_before
    travel(hour_before - clock.now() + timedelta(minutes=1))
    await ticks(desk)
    assert (await proposal(desk, olga.id)).state == "invited"


async def test_an_hour_before_the_meeting_there_is_no_time_left_for_the_partners_to_object(desk: Desk, travel: Travel):
    eve = await lead(desk)
    await partner(desk)
    one = await planned(desk, eve, days=5)
    await eve.press_data(f"!obsnew:{base36(one.id)}")
    await eve.say("Olga")
    await eve.press("skip")
    await eve.say("2 days")
    travel(one.starts_at - timedelta(hours=1) - clock.now())
    await eve.press("submit")
    assert "there is no time left for the partners to object" in eve.sees
    assert eve.last.carries("obsnew", base36(one.id)) is None
    await eve.press_data(f"!obsnew:{base36(one.id)}")
    assert "there is no time left for the partners to object" in eve.sees
    assert await desk.store.read(lambda tx: tx.proposals_of(one.id)) == ()


async def test_when_the_meeting_is_moved_earlier_partners_are_told_until_when_they_can_object_now(
    desk: Desk, travel: Travel
):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    olga, early = await propose(desk, eve, one, days=14), await propose(desk, eve, one, "Zoe", days=3)
    await deliver(desk, eve, pia)
    await eve.press_data(f"!meetchg:{seen(one)}")
    await eve.press("edit", "day")
    await eve.say(day_in(6))
    await eve.press("submit")
    moved = await meeting(desk, one.id)
    assert moved.starts_at < olga.object_until
    until = moved.starts_at - DAY
    assert (await proposal(desk, olga.id)).object_until == until
    assert (await proposal(desk, early.id)) == early
    hers, pias = await deliver(desk, eve, pia)
    (told,) = [page for page in pias.pages if "proposes to invite an observer: Olga Ivanova" in page]
    assert f"can object until {until.day} {until:%B %Y}" in told.replace(f"{until:%A}, ", "")
    assert "Zoe" not in pias.text
    assert "Olga" not in hers.text
    travel(until + timedelta(minutes=1) - clock.now())
    await ticks(desk)
    assert (await proposal(desk, olga.id)).state == "invited"


async def test_a_proposal_is_taken_back_and_who_could_object_is_told(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    olga = await propose(desk, eve, one)
    await deliver(desk, eve, pia)
    await eve.press("obsoff", base36(olga.id))
    await eve.press("obsout", base36(olga.id))
    assert "The proposal is taken back." in eve.sees
    hers, pias = await deliver(desk, eve, pia)
    assert hers.pages == []
    (told,) = pias.pages
    assert "The proposal was taken back" in told
    await pia.press_data(f"!objyes:o.{base36(olga.id)}")
    assert "This was taken back on" in pia.sees


async def test_what_was_open_of_a_cancelled_meeting_is_withdrawn_and_everyone_who_was_asked_is_told_once(
    desk: Desk, travel: Travel
):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    agreed = await put(desk, eve, one, "The area meets in May.", days=3)
    travel(4 * DAY)
    await ticks(desk)
    asked, olga = await put(desk, eve, one), await propose(desk, eve, one)
    await deliver(desk, eve, pia)
    await pia.press("objyes", f"o.{base36(olga.id)}")
    await eve.press_data(f"!meetcan:{seen(one)}")
    await eve.say("Too few can come.")
    await eve.press("submit")
    hers, pias = await deliver(desk, eve, pia)
    assert [page for page in hers.pages if "Withdrawn" in page] == []
    (of_question,) = [page for page in pias.pages if WORDS in page]
    assert "Withdrawn. The question was taken back" in of_question
    (of_observer,) = [page for page in pias.pages if "Observer: Olga Ivanova" in page]
    assert "Withdrawn. The proposal was taken back" in of_observer
    assert "in May" not in pias.text
    travel(15 * DAY)
    await ticks(desk)
    stands = [(await question(desk, each.id)).state for each in (agreed, asked)]
    assert stands == ["agreed", "withdrawn"]
    assert (await proposal(desk, olga.id)).state == "withdrawn"
    for heard in await deliver(desk, eve, pia):
        assert "Olga" not in heard.text
        assert WORDS not in heard.text
    await pia.press_data(f"!objyes:q.{base36(asked.id)}")
    assert "This was taken back on" in pia.sees
    await eve.press_data(f"!meetask:{base36(one.id)}")
    assert "no question can be put to it any more" in eve.sees


async def test_the_secretariat_invites_an_observer_to_the_advisory_group_at_once(desk: Desk):
    noor, ines = await officer(desk), await adviser(desk)
    nil = desk.person(66, name="Nil")
    await nil.say("/start")
    one = await planned(desk, noor, "advisory", audiences=("members",))
    await deliver(desk, noor, ines, nil)
    await noor.press_data(f"!obsnew:{base36(one.id)}")
    await noor.say("Olga Ivanova")
    await noor.press("skip")
    assert await place(desk, noor) == "review"
    await noor.press("submit")
    assert "The observer is invited, and needs a link from you." in noor.sees
    (olga,) = await desk.store.read(lambda tx: tx.proposals_of(one.id))
    await noor.press("obslink", base36(olga.id))
    assert "/chat?start=" in noor.sees

    await grant(desk, nil, "observer")
    number = await person_id(desk, nil)
    await noor.press_data(f"!obsnew:{base36(one.id)}")
    await noor.press("obsnew", f"{base36(one.id)}.{base36(number)}")
    assert "The observer is invited, and told." in noor.sees
    heard, members = await deliver(desk, nil, ines)
    assert "You are invited as an observer (G4.a(4))." in heard.text
    assert "observer" not in members.text
    assert (await attendee(desk, one, nil)).capacity == "observer"
