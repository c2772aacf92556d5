"""People see their dates and follow them elsewhere; the secretariat sees the Partnership's year."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from icalendar import Calendar

from documents.invitation import CALENDAR
from flows.media import PNG
from handlers import meeting_announcing
from handlers.buttons import base36
from handlers.making import Made, gathered
from handlers.notices import telling
from handlers.scene import Page
from storage import clock
from storage.desk_records import Notice
from storage.records import AreaRow
from storage.report_records import CycleTerms
from tests.handlers.desk import PUBLIC_URL, Desk, Someone
from tests.handlers.hearing import LEASE, deliver, end_roles, officer
from tests.handlers.meeting_stories import TITLE, Travel, meeting, planned, traveller
from tests.handlers.plan_stories import adviser, lead, partner
from tests.handlers.stories import person_id


@pytest.fixture
def travel(tmp_path: Path):
    yield traveller(tmp_path)
    clock.follow(None)


async def files(desk: Desk, who: Someone, kind: str) -> list[Made]:
    """The files of this kind that are on their way to somebody, made as they would go out."""
    at = clock.now() + timedelta(days=1)

    def claimed(tx) -> list[Notice]:
        found = []
        # A chat has one notice under way at a time.
        while some := tx.claim_notices(who.channel, at, LEASE, at + timedelta(minutes=5), 100):
            for notice in some:
                assert tx.notice_sent(notice.id, LEASE, at)
            found += some
        return [one for one in found if one.chat_id == who.chat_id and one.kind == kind]

    def making(tx, notice: Notice):
        told = telling(tx, notice, desk.surroundings)
        if told is None:
            return None
        assert told.file is not None
        return gathered(tx, told.file, notice, desk.surroundings)

    came = []
    for notice in await desk.store.transact(claimed):
        of = await desk.store.read(partial(making, notice=notice))
        if of is not None:
            file = of.made()
            assert not isinstance(file, Page), file
            came.append(file)
    return came


def event(file: Made):
    assert file.media_type == CALENDAR
    calendar = Calendar.from_ical(file.content)
    (found,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), found


async def address(desk: Desk, who: Someone) -> str:
    """Give somebody's calendar a secret address, by its buttons, and return its token."""
    await who.say("/calendar")
    await who.press("calfeed")
    data = next(data for data in who.last.buttons() if data.startswith("!calmake:"))
    await who.press_data(data)
    before, _, rest = who.sees.partition(f"{PUBLIC_URL}/calendar/")
    assert before
    return rest.partition(".ics")[0]


async def test_an_invitation_comes_as_a_file_for_the_calendar_and_a_cancellation_takes_it_out(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    (invited,) = await files(desk, pia, "meeting calendar")
    method, put_in = event(invited)
    assert (method, put_in["UID"], put_in["SEQUENCE"]) == ("REQUEST", one.uid, 0)
    assert put_in["SUMMARY"] == TITLE
    assert put_in.start == one.starts_at
    # The address of her own letter, which goes to nobody else.
    assert put_in["ATTENDEE"].startswith("mailto:")
    assert put_in["ATTENDEE"].params["CN"] == "Pia"
    assert "1. Priorities. 2. Timelines." in put_in["DESCRIPTION"]
    number = await person_id(desk, eve)

    def cancel(tx):
        at, people = clock.now(), [who.person_id for who in tx.attendees(one.id)]
        gone = tx.cancel_meeting(one.id, one.revision, "Too few can come", number, at)
        meeting_announcing.cancelled(tx, gone, people, number, at)

    await desk.store.transact(cancel)
    (gone,) = await files(desk, pia, "meeting calendar")
    method, taken_out = event(gone)
    assert (method, taken_out["UID"], taken_out["STATUS"]) == ("CANCEL", one.uid, "CANCELLED")
    assert taken_out["SEQUENCE"] > put_in["SEQUENCE"]
    assert "Too few can come" in taken_out["DESCRIPTION"]


async def test_who_is_invited_no_more_gets_the_meeting_taken_out_of_the_calendar(desk: Desk):
    noor, ines = await officer(desk), await adviser(desk)
    one = await planned(desk, noor, "advisory", audiences=("members",))
    await files(desk, ines, "meeting calendar")
    await end_roles(desk, ines)

    def renew(tx):
        found = tx.meeting(one.id)
        meeting_announcing.renewed(tx, found, tx.renew_invitations(found, clock.now()), clock.now())

    await desk.store.transact(renew)
    (gone,) = await files(desk, ines, "meeting calendar")
    method, taken_out = event(gone)
    assert (method, taken_out["UID"]) == ("CANCEL", one.uid)
    assert "You are not invited to this meeting any more." in taken_out["DESCRIPTION"]
    # The meeting itself takes place.
    assert (await meeting(desk, one.id)).is_planned


async def test_somebody_without_dates_is_told_so(desk: Desk):
    ada = desk.person()
    await ada.say("/calendar")
    assert "There is nothing to come for you at the moment." in ada.sees


async def test_a_partner_sees_the_meeting_they_are_invited_to_with_their_answer(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    await deliver(desk, pia)
    await pia.say("/calendar")
    assert TITLE in pia.sees
    assert "You have not answered yet." in pia.sees
    assert "(G4.b(1))" in pia.sees
    await pia.press("meet", base36(one.id))
    await pia.press_data(f"!meetans:{base36(one.id)}.yes")
    await pia.say("/calendar")
    assert "You come." in pia.sees


async def test_a_lead_sees_the_report_that_has_no_date_yet_and_how_their_term_ends(desk: Desk):
    eve, noor = await lead(desk), await officer(desk)
    by = await person_id(desk, noor)
    her = await person_id(desk, eve)
    at = clock.now()

    def work(tx):
        cycle = tx.open_cycle(CycleTerms("2025-01-01", "2026-12-31", "First", None), by, at)
        tx.grant_role(her, "lead", "asgm", at, at + timedelta(days=60))
        return cycle

    cycle = await desk.store.transact(work)
    await eve.say("/calendar")
    assert "UNEP has not set a date yet. The report has not been begun." in eve.sees
    assert "Your term as lead of an area ends" in eve.sees
    assert f"!report:{base36(cycle)}.asgm" in eve.last.buttons()
    assert any(data.startswith("!term:") for data in eve.last.buttons())


async def test_the_secret_address_is_shown_once_and_only_its_hash_is_kept(desk: Desk):
    ada = desk.person()
    await ada.say("/start")
    token = await address(desk, ada)
    her = await person_id(desk, ada)
    owner = await desk.store.read(lambda tx: tx.feed_owner(token))
    assert owner is not None
    assert owner.id == her
    await ada.press("calfeed")
    assert token not in ada.sees
    assert "I cannot show it again" in ada.sees
    held = await desk.store.read(lambda tx: tx.export_person(her))
    assert token not in str(held)


async def test_a_renewed_address_ends_the_one_before_and_one_taken_back_leads_nowhere(desk: Desk):
    ada = desk.person()
    await ada.say("/start")
    first = await address(desk, ada)
    second = await address(desk, ada)
    assert first != second
    assert await desk.store.read(lambda tx: tx.feed_owner(first)) is None
    await ada.press("calfeed")
    stale = next(data for data in ada.last.buttons() if data.startswith("!calmake:"))
    await ada.press_data(next(data for data in ada.last.buttons() if data.startswith("!calend:")))
    assert "The address leads nowhere any more." in ada.sees
    assert await desk.store.read(lambda tx: tx.feed_owner(second)) is None
    # A button from before makes no address that nobody asked for.
    await ada.press_data(stale)
    assert "This has changed meanwhile." in ada.sees
    her = await person_id(desk, ada)
    assert await desk.store.read(lambda tx: tx.feed_made_at(her)) is None


async def test_who_is_forgotten_leaves_no_address_behind(desk: Desk):
    ada = desk.person()
    await ada.say("/start")
    token = await address(desk, ada)
    her = await person_id(desk, ada)
    await desk.store.transact(lambda tx: tx.forget(her, clock.now()))
    assert await desk.store.read(lambda tx: tx.feed_owner(token)) is None


async def test_the_agenda_is_the_secretariats_alone(desk: Desk):
    eve = await lead(desk)
    await eve.say("/agenda")
    assert "I do not know this command." in eve.sees
    await eve.press_data("!agenda:coming")
    assert "That button needs a role" in eve.sees


async def test_the_secretariat_sees_what_is_overdue_first_and_the_year_as_a_picture(desk: Desk, travel: Travel):
    eve, noor = await lead(desk), await officer(desk)
    by = await person_id(desk, noor)
    at = clock.now()
    due = (at + timedelta(days=30)).date().isoformat()

    def work(tx):
        tx.seed_areas([AreaRow(key, key, {}, open=True) for key in ("asgm", "waste")])
        tx.open_cycle(CycleTerms("2025-01-01", "2026-12-31", "First", due), by, at)

    await desk.store.transact(work)
    one = await planned(desk, eve)
    travel(timedelta(days=70))
    await noor.say("/agenda")
    text = noor.sees
    assert text.index("Overdue") < text.index("Report of the area") < text.index("The report of the meeting")
    assert "It is not there yet. Reports of meetings are made public." in text
    assert f"!meet:{base36(one.id)}" in noor.last.buttons()
    assert any(data.startswith("!reports:") for data in noor.last.buttons())
    (drawn,) = await files(desk, noor, "agenda")
    assert drawn.media_type == PNG
    assert drawn.content.startswith(b"\x89PNG")
    pages = [text]
    while (
        further := next((data for data, name in noor.last.buttons().items() if name == "Further ▶"), None)
    ) is not None:
        await noor.press_data(further)
        pages.append(noor.sees)
    assert "looks for a lead" in "\n".join(pages)
    await noor.press("agenda", "past")
    assert TITLE in noor.sees
    assert noor.sees.index("Overdue") < noor.sees.index("Past")


async def test_nobody_who_left_the_secretariat_gets_the_picture(desk: Desk):
    noor = await officer(desk)
    await officer(desk, 71, "Omar")
    await noor.say("/agenda")
    await end_roles(desk, noor)
    assert await files(desk, noor, "agenda") == []
