"""Meetings are planned, answered, moved and cancelled; everyone is told what concerns them, and nobody else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.meeting_times import told_in
from handlers import meeting_audience
from handlers.buttons import base36
from storage import clock
from storage.transaction import Transaction
from tests.handlers.desk import Desk, Someone
from tests.handlers.hearing import deliver, end_roles, grant, officer
from tests.handlers.meeting_stories import (
    TITLE,
    Travel,
    attendee,
    day_in,
    form,
    meeting,
    newest,
    planned,
    seen,
    traveller,
)
from tests.handlers.plan_stories import adviser, lead, partner
from tests.handlers.stories import person_id, place
from tests.storage.test_meetings import PLAN


@pytest.fixture
def travel(tmp_path: Path) -> Iterator[Travel]:
    yield traveller(tmp_path)
    clock.follow(None)


async def zone(desk: Desk, who: Someone, name: str) -> None:
    """Somebody lives by the clocks of a zone."""
    number = await person_id(desk, who)
    await desk.store.transact(lambda tx: tx.set_time_zone(number, name))


async def test_a_lead_plans_a_meeting_and_the_partners_of_the_area_are_invited(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    await lead(desk, "waste", chat_id=31, name="Otto")
    await zone(desk, pia, "Africa/Nairobi")
    await deliver(desk, pia)
    await eve.say("/meeting")
    assert "No meeting is planned." in eve.sees
    one = await planned(desk, eve)
    assert "The meeting is planned. 1 person is invited." in eve.sees
    assert "1 comes: Eve" in eve.sees
    assert "1 has not answered yet: Pia" in eve.sees
    assert (one.area, one.kind, one.form, one.minutes, one.zone) == (
        "asgm",
        "planning",
        "in person",
        120,
        "Europe/Zurich",
    )

    hers, pias = await deliver(desk, eve, pia)
    assert TITLE not in hers.text
    (told,) = pias.pages
    assert "You are invited to a meeting." in told
    assert TITLE in told
    assert "When, where you are:" in told
    assert "(Nairobi time)" in told
    assert "By the meeting's own clocks:" in told
    assert "14:00" in told
    assert "Where: Palais des Nations, room 3" in told
    assert "Eve convenes it." in told
    assert "(G3(f)(1))" in told
    assert "as a partner of the area" in told
    assert "1. Priorities. 2. Timelines." in told
    assert hers.calendar == pias.calendar == [("request", 0)]
    assert await place(desk, eve) == ""


async def test_an_answer_is_given_and_changed_and_the_lead_sees_who_comes(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    await deliver(desk, pia)
    number = base36(one.id)
    await pia.press("meetans", f"{number}.telephone")
    assert "you take part by telephone" in pia.sees
    await pia.press("meetans", f"{number}.no")
    assert "You are not reminded of this meeting any more." in pia.sees
    await eve.press_data(f"!meet:{number}")
    assert "1 cannot come: Pia" in eve.sees
    await pia.press("meetans", f"{number}.yes")
    await eve.press_data(f"!meetwho:{number}.0")
    assert "2 people are invited." in eve.sees
    assert "Pia, partner: Yes, I come" in eve.sees
    assert (await attendee(desk, one, pia)).answer == "yes"


async def test_travel_support_is_asked_for_and_the_secretariat_is_told(desk: Desk):
    noor, eve, pia = await officer(desk), await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    await deliver(desk, pia, noor)
    await pia.press("meetsup", f"{base36(one.id)}.1")
    assert "The secretariat is told that you need travel support." in pia.sees
    (told,) = await deliver(desk, noor)
    assert "Pia asks for travel support." in told.text
    assert "(G4.b(5))" in told.text
    assert (await attendee(desk, one, pia)).answer == "yes"
    await pia.press("meetsup", f"{base36(one.id)}.0")
    assert not (await attendee(desk, one, pia)).travel_support


async def test_nobody_asks_for_travel_support_to_a_teleconference(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve, how="teleconference")
    await deliver(desk, pia)
    assert pia.last.carries("meetsup", f"{base36(one.id)}.1") is None
    await pia.press_data(f"!meetsup:{base36(one.id)}.1")
    assert "to meet in person" in pia.sees
    assert not (await attendee(desk, one, pia)).travel_support


async def test_a_meeting_that_is_moved_tells_everyone_once_and_asks_anew(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    await deliver(desk, pia)
    await pia.press("meetans", f"{base36(one.id)}.yes")
    await eve.press("meetchg", seen(one))
    assert await place(desk, eve) == "review"
    await eve.press("edit", "day")
    await eve.say(day_in(67))
    await eve.press("edit", "place")
    await eve.say("Room 7")
    await eve.press("submit")
    assert "The meeting is changed." in eve.sees
    now = await meeting(desk, one.id)
    assert (now.sequence, now.revision) == (1, 1)
    assert now.starts_at.date().isoformat() == day_in(67)

    hers, pias = await deliver(desk, eve, pia)
    assert TITLE not in hers.text
    (told,) = pias.pages
    assert "has changed" in told
    assert "It begins on" in told
    assert "The place is “Room 7” now; it was “Palais des Nations, room 3”." in told
    assert "Please answer anew." in told
    assert "called" not in told
    assert pias.calendar == [("request", 1)]
    assert (await attendee(desk, one, pia)).answer == ""
    assert (await attendee(desk, one, eve)).answer == "yes"
    (again,) = await deliver(desk, pia)
    assert again.pages == []


async def test_a_change_of_the_place_alone_leaves_the_answers(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    await deliver(desk, pia)
    await pia.press("meetans", f"{base36(one.id)}.yes")
    await eve.press("meetchg", seen(one))
    await eve.press("edit", "place")
    await eve.say("Room 7")
    await eve.press("submit")
    (told,) = await deliver(desk, pia)
    assert "Your answer stands: Yes, I come" in told.text
    assert (await attendee(desk, one, pia)).answer == "yes"


async def test_a_change_that_changes_nothing_tells_nobody(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    await deliver(desk, eve, pia)
    await eve.press("meetchg", seen(one))
    await eve.press("submit")
    assert "Nothing has changed, so nobody is told." in eve.sees
    assert await meeting(desk, one.id) == one
    assert [(heard.pages, heard.calendar) for heard in await deliver(desk, eve, pia)] == [([], []), ([], [])]


async def test_of_two_leads_who_change_a_meeting_at_once_one_does_and_the_other_is_told(desk: Desk):
    eve, max_ = await lead(desk), await lead(desk, chat_id=9, name="Max")
    one = await planned(desk, eve)
    await max_.press_data(f"!meetchg:{seen(one)}")
    await max_.press("edit", "place")
    await max_.say("Room 9")
    await eve.press_data(f"!meetchg:{seen(one)}")
    await eve.press("edit", "place")
    await eve.say("Room 7")
    await eve.press("submit")
    await max_.press("submit")
    assert "Eve has changed this meeting in the meantime" in max_.sees
    assert "You had wanted this:" in max_.sees
    assert "Room 9" in max_.sees
    assert (await meeting(desk, one.id)).place == "Room 7"
    await max_.press_data(f"!meetcan:{seen(one)}")
    assert "Eve has changed this meeting in the meantime" in max_.sees


async def test_a_meeting_is_cancelled_with_a_word_why(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    await deliver(desk, pia)
    await eve.press("meetcan", seen(one))
    await eve.say("Too few can come.")
    assert (await meeting(desk, one.id)).state == "planned"
    await eve.press("submit")
    assert "The meeting is cancelled." in eve.sees
    (told,) = await deliver(desk, pia)
    assert "does not take place" in told.text
    assert "Too few can come." in told.text
    assert told.calendar == [("cancel", 1)]
    await pia.press_data(f"!meetans:{base36(one.id)}.yes")
    assert "This meeting was cancelled" in pia.sees
    await eve.press_data(f"!meetcan:{seen(one)}")
    assert "Eve cancelled this meeting" in eve.sees


async def test_a_meeting_that_has_begun_is_not_offered_to_be_cancelled_and_cannot_be(desk: Desk, travel: Travel):
    eve = await lead(desk)
    one = await planned(desk, eve)
    await eve.press("meetcan", seen(one))
    await eve.say("Too few can come.")
    travel(timedelta(days=61))
    await eve.press("submit")
    assert "This meeting has begun already" in eve.sees
    assert "You had written: “Too few can come.”" in eve.sees
    assert eve.last.carries("meetrep", seen(one))
    assert eve.last.carries("meetcan", seen(one)) is None
    await eve.press_data(f"!meetcan:{seen(one)}")
    assert "This meeting has begun already" in eve.sees
    assert await place(desk, eve) == ""
    assert (await meeting(desk, one.id)).state == "planned"


async def test_who_is_not_concerned_sees_and_does_nothing(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    stranger, other = desk.person(60, name="Zoe"), await lead(desk, "waste", chat_id=61, name="Rui")
    await stranger.say("/start")
    number = base36(one.id)
    for who in (stranger, other):
        await who.press_data(f"!meet:{number}")
        assert "There is no such meeting, or it is not yours to see." in who.sees
        assert TITLE not in who.sees
        for data in (
            f"meetans:{number}.yes",
            f"meetsup:{number}.1",
            f"meetwho:{number}.0",
            f"meetchg:{seen(one)}",
            f"meetcan:{seen(one)}",
            f"meetatt:{number}.0",
            f"meetall:{seen(one)}",
            f"meetrep:{seen(one)}",
            f"meetpub:{seen(one)}",
            f"meetput:{seen(one)}",
            f"meetread:{number}",
            f"meetfile:{number}.agenda",
            "meetnew:asgm",
            "meetings:asgm",
        ):
            await who.press_data(f"!{data}")
            assert "needs a role" in who.sees, data
            assert TITLE not in who.sees
            assert await place(desk, who) == ""
    # A partner is invited, and convenes nothing.
    for data in (f"meetchg:{seen(one)}", f"meetcan:{seen(one)}", f"meetwho:{number}.0", "meetnew:asgm"):
        await pia.press_data(f"!{data}")
        assert "needs a role" in pia.sees, data
    assert await meeting(desk, one.id) == one


async def test_who_stops_leading_an_area_cannot_finish_the_form(desk: Desk):
    eve = await lead(desk)
    await form(eve)
    await end_roles(desk, eve)
    await eve.press("submit")
    assert "needs a role" in eve.sees
    assert await desk.store.read(lambda tx: tx.meetings_of(None, clock.now(), coming=True)) == ()


async def test_the_secretariat_convenes_the_advisory_group_and_may_help_an_area(desk: Desk):
    noor, ines = await officer(desk), await adviser(desk)
    nil = desk.person(66, name="Nil")
    await nil.say("/start")
    await grant(desk, nil, "observer")
    await noor.say("/meeting")
    assert noor.last.carries("meetings", "advisory")
    one = await planned(desk, noor, "advisory", audiences=("members", "observers"))
    assert one.area is None
    ines_heard, nils = await deliver(desk, ines, nil)
    assert "Meeting of the Advisory Group: Business planning" in ines_heard.text
    assert "Noor convenes it for the secretariat." in ines_heard.text
    assert "as a member of the Advisory Group" in ines_heard.text
    assert "as an observer (G4.a(4))" in nils.text
    assert nil.last.carries("meetsup", f"{base36(one.id)}.1") is None
    await noor.press_data("!meetareas:")
    await noor.press("meetings", "asgm")
    assert noor.last.carries("meetnew", "asgm")


async def test_a_lead_of_several_areas_is_asked_which(desk: Desk):
    eve = await lead(desk, "asgm", "waste")
    await eve.say("/meeting")
    assert "The meetings of which body?" in eve.sees
    await eve.press("meetings", "waste")
    assert eve.last.carries("meetnew", "waste")


async def convened(desk: Desk, by: Someone, count: int) -> None:
    """Meetings on small-scale gold mining, one a day from tomorrow, the last of them `Meeting 1`."""
    number, at = await person_id(desk, by), clock.now()

    def work(tx: Transaction) -> None:
        for day in range(1, count + 1):
            plan = replace(PLAN, title=f"Meeting {count + 1 - day}", starts_at=at + timedelta(days=day))
            tx.plan_meeting("asgm", plan, number, at)

    await desk.store.transact(work)


def titles(who: Someone) -> list[str]:
    """The meetings that the newest message has buttons for."""
    return [words for words in who.last.buttons().values() if words.startswith("Meeting ")]


async def test_older_meetings_are_a_page_further(desk: Desk, travel: Travel):
    eve = await lead(desk)
    await convened(desk, eve, 19)
    await eve.say("/meeting")
    assert titles(eve) == [f"Meeting {number}" for number in range(19, 0, -1)]
    travel(timedelta(days=20))
    one = await planned(desk, eve)
    await eve.say("/meeting")
    assert titles(eve) == [f"Meeting {number}" for number in range(1, 9)]
    assert TITLE in eve.sees
    assert eve.last.carries("meet", base36(one.id))
    for first, last in ((9, 16), (17, 19)):
        await eve.press("meetings", f"asgm.{base36(first // 8)}")
        assert titles(eve) == [f"Meeting {number}" for number in range(first, last + 1)]
        assert TITLE not in eve.sees
    assert "No meeting is planned." not in eve.sees
    assert eve.last.carries("meetings", "asgm.3") is None
    await eve.press("meetings", "asgm.1")
    assert titles(eve)[0] == "Meeting 9"

    await eve.press_data("!meetmine:")
    assert titles(eve)[-1] == "Meeting 8"
    await eve.press("meetmine", "1")
    await eve.press("meetmine", "2")
    assert titles(eve) == ["Meeting 17", "Meeting 18", "Meeting 19"]

    for nowhere in ("!meetings:asgm.3", "!meetmine:zzzzzz", "!meetings:asgm.-1", "!meetings:asgm.x.y"):
        await eve.press_data(nowhere)
        assert titles(eve)[0] == "Meeting 1", nowhere


async def test_a_time_that_is_past_is_met_kindly(desk: Desk):
    eve = await lead(desk)
    await form(eve, days=0, time="00:00", until="minutes")
    assert "This is already past" in eve.sees
    assert await place(desk, eve) == "time"


async def test_a_day_changed_at_the_review_asks_for_the_time_again_where_there_is_none_such(desk: Desk):
    eve = await lead(desk)
    await form(eve, time="00:00")
    await eve.press("edit", "day")
    await eve.say(day_in(0))
    await eve.press("submit")
    assert "This is already past" in eve.sees
    assert await place(desk, eve) == "time"
    await eve.press("review")
    await eve.press("edit", "day")
    await eve.say(day_in(9))
    await eve.press("submit")
    one = await newest(desk)
    assert told_in(one.starts_at, one.zone) == (day_in(9), "00:00")


async def test_after_a_meeting_attendance_and_report_are_taken_and_the_report_is_published(desk: Desk, travel: Travel):
    eve, pia = await lead(desk), await partner(desk)
    noor = await officer(desk)
    one = await planned(desk, eve)
    await eve.press_data(f"!meetrep:{seen(one)}")
    assert "This meeting has not begun yet." in eve.sees
    await deliver(desk, eve, pia, noor)
    travel(timedelta(days=61))
    number = base36(one.id)
    await pia.press_data(f"!meetans:{number}.yes")
    assert "has begun already" in pia.sees
    await eve.press_data(f"!meet:{number}")
    await eve.press("meetatt", f"{number}.0")
    pias_number = base36(await person_id(desk, pia))
    await eve.press("meettick", f"{number}.{pias_number}.1.0")
    assert "1 person is ticked." in eve.sees
    await eve.press("meetall", seen(one))
    now = await meeting(desk, one.id)
    assert now.attendance_at is not None
    assert (await attendee(desk, one, pia)).attended is True
    assert (await attendee(desk, one, eve)).attended is False

    await eve.press("meetrep", seen(now))
    await eve.say("We agreed on five priorities.")
    await eve.press("skip")
    await eve.press("submit")
    assert "The report is kept." in eve.sees
    now = await meeting(desk, one.id)
    assert now.report == "We agreed on five priorities."
    await pia.press_data(f"!meetread:{number}")
    assert "needs a role" in pia.sees
    await eve.press("meetpub", seen(now))
    assert (await meeting(desk, one.id)).report_published_at is None
    await eve.press("meetput", seen(now))
    assert f"/meetings/{one.id}" in eve.sees
    pias, noors = await deliver(desk, pia, noor)
    assert "The report of this meeting is published (G6(e))." in pias.text
    assert "is published" in noors.text
    await pia.press("meetread", number)
    assert "We agreed on five priorities." in pia.sees


async def test_a_report_is_a_file_where_there_are_no_words(desk: Desk, travel: Travel):
    eve, pdf = await lead(desk), b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    one = await planned(desk, eve)
    travel(timedelta(days=61))
    await eve.press_data(f"!meetrep:{seen(one)}")
    await eve.press("skip")
    assert await place(desk, eve) == "file"
    assert eve.last.carries("skip") is None
    await eve.give("report.pdf", pdf)
    await eve.press("submit")
    await eve.press("meetread", base36(one.id))
    await eve.press("meetfile", f"{base36(one.id)}.report")
    assert eve.new[-1].document == pdf


async def test_the_agenda_s_file_is_sent_to_everyone_and_outlives_the_form(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    await form(eve, until="agenda_file")
    await eve.give("agenda.pdf", pdf)
    await eve.press("tick", "partners")
    await eve.press("done")
    await eve.press("submit")
    one = await newest(desk)
    (told,) = await deliver(desk, pia)
    assert [file.content for file in told.ready] == [pdf]
    # Another file in the reopened form takes nothing away before it is sent off.
    await eve.press("meetchg", seen(one))
    await eve.press("edit", "agenda_file")
    await eve.give("new.pdf", pdf + b"new")
    await pia.press_data(f"!meetfile:{base36(one.id)}.agenda")
    assert pia.new[-1].document == pdf
    await eve.press("submit")
    (told,) = await deliver(desk, pia)
    assert "There is a new file of the agenda." in told.text
    assert [file.content for file in told.ready] == [pdf + b"new"]


async def test_a_form_that_was_left_is_gone_on_with(desk: Desk):
    eve = await lead(desk)
    await form(eve, until="day")
    await eve.press("save")
    assert await place(desk, eve) == ""
    await eve.press("meetnew", "asgm")
    assert await place(desk, eve) == "day"
    await eve.say("/cancel")
    await eve.press("yes")
    assert "Nothing was done." in eve.sees


async def test_who_comes_to_lead_the_area_is_invited_and_who_leads_it_no_longer_is_not(desk: Desk):
    eve, pia = await lead(desk), await partner(desk)
    one = await planned(desk, eve)
    await deliver(desk, eve, pia)
    max_ = await lead(desk, chat_id=9, name="Max")
    await end_roles(desk, eve)

    def settle(tx) -> None:
        meeting_audience.settle(tx, "audience", str(one.id), clock.now(), desk.surroundings)

    for _ in range(2):
        await desk.store.transact(settle)
    hers, his, pias = await deliver(desk, eve, max_, pia)
    assert "You are not invited to this meeting any more." in hers.text
    assert hers.calendar == [("cancel", 0)]
    assert his.text.count("You are invited to a meeting.") == 1
    assert "Max convenes it." in his.text
    assert his.calendar == [("request", 0)]
    assert TITLE not in pias.text
    await eve.press_data(f"!meetans:{base36(one.id)}.yes")
    assert "needs a role" in eve.sees
