"""Terms: begun with how they came about, renewed without a gap, ended; areas that nobody leads; seats of the board."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from storage.desk_records import Registration
from storage.meeting_tables import meetings
from storage.records import AreaRow
from storage.reminder_tables import watches
from storage.store import Store, Transaction
from storage.term_records import Candidate, MeetingNamed, NewTerm, Recorded, Seat
from tests.storage.letters import NOW, officer, sent, somebody

DAY = timedelta(days=1)
LATER = NOW.replace(year=NOW.year + 2)
AREAS = (
    AreaRow("asgm", "Gold", {}),
    AreaRow("coal", "Coal", {}),
    AreaRow("waste", "Waste", {}, open=False),
)


def meeting(tx: Transaction, at: datetime, area: str | None = "coal", title: str = "Partners", **values) -> int:
    row = {
        "uid": f"{area}.{at.isoformat()}.{title}",
        "area": area,
        "kind": "annual",
        "title": title,
        "language": "en",
        "starts_at": at,
        "minutes": 60,
        "zone": "Africa/Nairobi",
        "form": "teleconference",
        "invited": [],
        "made_at": NOW,
        "changed_at": NOW,
        **values,
    }
    return tx.connection.execute(insert(meetings).values(**row).returning(meetings.c.id)).scalar_one()


def looked_at(tx: Transaction) -> dict[tuple[str, str], datetime | None]:
    rows = tx.connection.execute(select(watches.c.kind, watches.c.subject, watches.c.next_at))
    return {(kind, subject): at for kind, subject, at in rows}


async def begin(store: Store, new: NewTerm, at: datetime = NOW) -> Recorded:
    done = await store.transact(lambda tx: tx.begin_term(new, at))
    assert done is not None
    return done


async def test_a_term_is_kept_with_how_it_came_about_and_its_meeting(store: Store):
    amina, ada = await officer(store), await somebody(store)
    held = NOW - 10 * DAY
    number = await store.transact(lambda tx: meeting(tx, held))
    new = NewTerm(ada.id, "lead", "coal", "designated", number, "By all.", amina.id)
    term = (await begin(store, new)).term
    assert (term.person_id, term.name, term.kind, term.area, term.number) == (ada.id, "Ada", "lead", "coal", 1)
    assert (term.since, term.until) == (NOW, LATER)
    assert (term.how, term.words, term.recorded_by, term.recorded_at) == ("designated", "By all.", "Amina", NOW)
    assert (term.meeting_id, term.meeting_title, term.meeting_at, term.meeting_zone) == (
        number,
        "Partners",
        held,
        "Africa/Nairobi",
    )
    assert await store.read(lambda tx: tx.term(term.role_id)) == term
    assert await store.read(lambda tx: tx.term(404)) is None
    assert [one.role_id for one in await store.read(lambda tx: tx.holders("lead", NOW, "coal"))] == [term.role_id]
    seen = await store.read(looked_at)
    assert seen["term", str(term.role_id)] == NOW
    assert seen["term ended", str(term.role_id)] == LATER
    assert seen["gathering", "coal"] == seen["review", "coal"] == NOW


async def test_a_renewal_recorded_before_the_end_begins_when_the_old_term_ends(store: Store):
    ada = await somebody(store)
    new = NewTerm(ada.id, "lead", "coal", "designated")
    first = (await begin(store, new)).term
    early = LATER - 60 * DAY
    second = (await begin(store, replace(new, how="renewed"), early)).term
    assert (second.since, second.until, second.number) == (LATER, LATER.replace(year=LATER.year + 2), 2)
    assert await store.read(lambda tx: tx.term(first.role_id)) == first
    for at, held in ((early, first), (LATER - timedelta(seconds=1), first), (LATER, second)):
        found = await store.read(lambda tx, at=at: tx.holders("lead", at, "coal"))  # type: ignore[misc]
        assert [one.role_id for one in found] == [held.role_id]
    assert (await store.read(looked_at))["term", str(first.role_id)] == early, "no reminder of its end is needed now"
    assert await store.transact(lambda tx: tx.begin_term(replace(new, how="renewed"), early + DAY)) is None
    assert [one.role_id for one in await store.read(lambda tx: tx.terms_of("lead", "coal"))] == [
        first.role_id,
        second.role_id,
    ]
    assert await store.read(lambda tx: tx.newest_role("lead", "coal")) == second.role_id
    assert await store.read(lambda tx: tx.newest_role("lead", "asgm")) == 0


async def test_a_term_that_begins_on_a_leap_day_is_renewed_from_the_last_of_february(store: Store):
    ada = await somebody(store)
    leap = datetime(2028, 2, 29, 12, tzinfo=UTC)
    first = (await begin(store, NewTerm(ada.id, "lead", "coal", "designated"), leap)).term
    assert first.until == datetime(2030, 2, 28, 12, tzinfo=UTC)
    second = (await begin(store, NewTerm(ada.id, "lead", "coal", "renewed"), leap + 700 * DAY)).term
    assert (second.since, second.until) == (first.until, datetime(2032, 2, 28, 12, tzinfo=UTC))


async def test_a_role_held_without_an_end_gets_a_term_that_begins_now(store: Store):
    ada = await somebody(store)
    await store.transact(lambda tx: tx.grant_role(ada.id, "lead", "coal", NOW - 900 * DAY))
    term = (await begin(store, NewTerm(ada.id, "lead", "coal", "renewed"))).term
    assert (term.since, term.until, term.number) == (NOW, LATER, 2)
    assert len(await store.read(lambda tx: tx.roles(ada.id, NOW))) == 1


async def test_a_role_without_terms_is_held_once(store: Store):
    ada = await somebody(store)
    new = NewTerm(ada.id, "adviser", None, "invited")
    term = (await begin(store, new)).term
    assert (term.until, term.how) == (None, "invited")
    assert await store.transact(lambda tx: tx.begin_term(new, NOW + DAY)) is None
    assert ("term ended", str(term.role_id)) not in await store.read(looked_at)


async def test_an_area_can_have_two_leads_and_the_second_may_begin_when_the_first_ends(store: Store):
    ada, grace, li = await somebody(store, 1), await somebody(store, 2), await somebody(store, 3)
    first = (await begin(store, NewTerm(ada.id, "lead", "coal", "designated"))).term
    beside = await begin(store, NewTerm(grace.id, "lead", "coal", "designated"), NOW + DAY)
    assert (beside.term.since, beside.ended) == (NOW + DAY, ())
    after = NewTerm(li.id, "lead", "coal", "designated", after=first.role_id)
    assert (await begin(store, after, NOW + 2 * DAY)).term.since == LATER
    both = await store.read(lambda tx: tx.holders("lead", NOW + 3 * DAY, "coal"))
    assert [one.person_id for one in both] == [ada.id, grace.id]


async def test_a_chair_who_begins_at_once_ends_the_term_before_and_what_was_to_follow(store: Store):
    ada, grace = await somebody(store, 1), await somebody(store, 2)
    first = (await begin(store, NewTerm(ada.id, "chair", None, "elected"))).term
    renewal = (await begin(store, NewTerm(ada.id, "chair", None, "renewed"), NOW + DAY)).term
    done = await begin(store, NewTerm(grace.id, "chair", None, "elected"), NOW + 2 * DAY)
    assert [(one.role_id, one.until) for one in done.ended] == [(first.role_id, NOW + 2 * DAY)]
    assert await store.read(lambda tx: tx.term(renewal.role_id)) is None
    chairs = await store.read(lambda tx: tx.holders("chair", LATER))
    assert [one.person_id for one in chairs] == [grace.id]
    assert (await store.read(looked_at))["gathering", "advisory"] == NOW + 2 * DAY


async def test_a_chair_elected_for_later_leaves_the_present_one_in_office(store: Store):
    ada, grace = await somebody(store, 1), await somebody(store, 2)
    first = (await begin(store, NewTerm(ada.id, "chair", None, "elected"))).term
    later = NewTerm(grace.id, "chair", None, "elected", after=first.role_id)
    done = await begin(store, later, NOW + DAY)
    assert (done.term.since, done.ended) == (LATER, ())
    assert [one.person_id for one in await store.read(lambda tx: tx.holders("chair", NOW + 2 * DAY))] == [ada.id]
    assert [one.person_id for one in await store.read(lambda tx: tx.holders("chair", LATER))] == [grace.id]


async def test_who_ends_a_role_ends_its_renewal_too_and_has_it_looked_at(store: Store):
    amina, ada = await officer(store), await somebody(store)
    term = (await begin(store, NewTerm(ada.id, "lead", "coal", "designated"))).term
    await begin(store, NewTerm(ada.id, "lead", "coal", "renewed"), NOW + DAY)
    await store.transact(lambda tx: tx.end_role(term.role_id, amina.id, NOW + 2 * DAY))
    assert [one.role_id for one in await store.read(lambda tx: tx.terms_of("lead", "coal"))] == [term.role_id]
    assert await store.read(lambda tx: tx.holders("lead", LATER + DAY, "coal")) == ()
    seen = await store.read(looked_at)
    assert seen["term ended", str(term.role_id)] == seen["gathering", "coal"] == NOW + 2 * DAY


async def test_of_two_who_record_the_same_renewal_at_once_one_does(store: Store):
    ada = await somebody(store)
    await begin(store, NewTerm(ada.id, "lead", "coal", "designated"))
    again = NewTerm(ada.id, "lead", "coal", "renewed")
    done = await asyncio.gather(*(store.transact(lambda tx: tx.begin_term(again, NOW + DAY)) for _ in range(4)))
    assert sum(one is not None for one in done) == 1
    assert len(await store.read(lambda tx: tx.terms_of("lead", "coal"))) == 2


async def test_areas_in_force_without_a_lead_are_known_at_any_moment(store: Store):
    ada = await somebody(store)
    await store.transact(lambda tx: tx.seed_areas(AREAS))
    await begin(store, NewTerm(ada.id, "lead", "coal", "designated"))
    for at, vacant in ((NOW, ["asgm"]), (LATER, ["asgm", "coal"]), (NOW - DAY, ["asgm", "coal"])):
        found = await store.read(lambda tx, at=at: tx.areas_without_lead(at))  # type: ignore[misc]
        assert [area.key for area in found] == vacant


async def test_a_bodys_meetings_can_be_named_the_coming_ones_first(store: Store):
    def make(tx: Transaction) -> None:
        for day in (-400, -30, 20, 50, 90):
            meeting(tx, NOW + day * DAY, title=str(day))
        meeting(tx, NOW - DAY, title="cancelled", state="cancelled")
        meeting(tx, NOW - DAY, None, title="group")

    await store.transact(make)
    found = await store.read(lambda tx: tx.meetings_to_name("coal", NOW))
    assert [one.title for one in found] == ["50", "20", "-30", "-400"]
    (group,) = await store.read(lambda tx: tx.meetings_to_name(None, NOW))
    assert group == MeetingNamed(group.id, "group", NOW - DAY, "Africa/Nairobi")
    assert await store.read(lambda tx: tx.meeting_to_name(group.id, None)) == group
    assert await store.read(lambda tx: tx.meeting_to_name(group.id, "coal")) is None


async def test_a_person_of_two_devices_keeps_the_terms_of_both(store: Store):
    """A term that had ended long ago once swallowed the one that runs."""
    ada, grace = await somebody(store, 1), await somebody(store, 2)
    await store.transact(lambda tx: tx.grant_role(ada.id, "lead", "coal", NOW - 900 * DAY, NOW - 200 * DAY))
    running = (await begin(store, NewTerm(grace.id, "lead", "coal", "designated"))).term
    await store.transact(lambda tx: tx.attach_chat("web", 2, ada.id))
    (lead,) = await store.read(lambda tx: tx.holders("lead", NOW, "coal"))
    assert (lead.role_id, lead.person_id) == (running.role_id, ada.id)
    terms = await store.read(lambda tx: tx.terms_of("lead", "coal"))
    assert [(one.person_id, one.number) for one in terms] == [(ada.id, 1), (ada.id, 2)]


# -- seats ------------------------------------------------------------------------------------------------------------


async def test_members_are_seated_once_with_their_chair_areas_and_partner(store: Store):
    ada, reference = await sent(store)
    amina = await officer(store)
    named = Registration("Institute", "institute", "KE", "ngo", ("coal",), public=True)
    await store.transact(lambda tx: tx.register_letter(reference, 1, amina.id, named, NOW))
    seat = (await begin(store, NewTerm(ada.id, "adviser", None, "invited"))).term
    chair = (await begin(store, NewTerm(ada.id, "chair", None, "elected"))).term
    await begin(store, NewTerm(ada.id, "lead", "coal", "designated"))
    (one,) = await store.read(lambda tx: tx.seated(NOW))
    assert (one.role_id, one.person_id, one.chair, one.chair_until) == (seat.role_id, ada.id, chair.role_id, LATER)
    assert (one.areas, one.partner_category, one.partner_country) == (("coal",), "ngo", "KE")
    assert one.seat == Seat()
    (later,) = await store.read(lambda tx: tx.seated(LATER))
    assert (later.chair, later.areas) == (None, ())
    assert await store.read(lambda tx: tx.candidates(("adviser", "chair"), NOW)) == (
        Candidate(ada.id, one.name, "Institute"),
    )
    assert await store.read(lambda tx: tx.candidates(("adviser",), NOW - DAY)) == ()


@pytest.mark.parametrize("kind", ["adviser", "chair"])
async def test_what_a_member_told_stays_with_them_over_their_terms(store: Store, kind: str):
    ada = await somebody(store)
    first = (await begin(store, NewTerm(ada.id, kind, None, "elected"))).term
    told = Seat("nominated", "coal", "ngo", "KE", "africa", True, "woman", NOW)
    await store.transact(lambda tx: tx.keep_seat(first.role_id, Seat(category="entity"), ada.id, NOW - DAY))
    await store.transact(lambda tx: tx.keep_seat(first.role_id, told, ada.id, NOW))
    if kind == "chair":
        await begin(store, NewTerm(ada.id, kind, None, "renewed"), NOW + DAY)
    (one,) = await store.read(lambda tx: tx.seated(LATER + DAY))
    assert one.seat == told
    held = await store.read(lambda tx: tx.export_person(ada.id))
    assert [row["gender"] for row in held["seats"]] == ["woman"]
    await store.transact(lambda tx: tx.forget(ada.id, NOW + 2 * DAY))
    assert await store.read(lambda tx: tx.seated(NOW + 2 * DAY)) == ()
