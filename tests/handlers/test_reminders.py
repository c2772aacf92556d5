"""Reminders in the chat: what people are told, and what becomes of their presses."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from storage.meeting_records import MeetingPlan
from storage.store import Transaction
from tests.handlers.desk import Someone
from tests.handlers.reminding import Calendar
from tests.handlers.stories import letter, person_id

SPRING = datetime(2027, 3, 10, 13, 0, tzinfo=UTC)  # a Wednesday, two in the afternoon in Geneva


async def test_a_meeting_is_told_with_day_place_reason_and_the_answers(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead")
    partner = await calendar.somebody(2, "Paul", zone="Africa/Nairobi")
    meeting = await calendar.meeting(lead, SPRING)
    await calendar.invite(meeting, partner)
    to_lead, to_partner = await calendar.goes_to(SPRING - timedelta(days=7, hours=4), lead, partner)
    assert to_partner.split("\n\n") == [
        "Annual meeting",
        "It is in 7 days.",
        "Meeting of the area Artisanal and small-scale gold mining: The yearly meeting",
        "When, where you are: Wednesday, 10 March 2027, 16:00 (Nairobi time)",
        "By the meeting's own clocks: Wednesday, 10 March 2027, 14:00 (Geneva time)",
        "It takes 2 hours.",
        "How: In person",
        "Where: Palais des Nations, Geneva",
        "You have not answered the invitation yet. Please say whether you come.",
        "The partners of an area meet at least once a year, and more often if necessary (G4.b(1)).",
    ]
    # Whoever convenes it comes, and is not asked.
    assert "When: Wednesday, 10 March 2027, 14:00 (Geneva time)" in to_lead
    assert "You have said that you come." in to_lead
    words = list(partner.last.buttons().values())
    assert words == [
        "Yes, I come",
        "I take part by telephone",
        "No, I cannot come",
        "I need travel support",
        "Open the meeting",
        "I know of it",
        "Remind me tomorrow",
        "Remind me next week",
        "Stop these reminders",
    ]


async def test_who_has_declined_hears_no_more_of_a_meeting(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead")
    partner = await calendar.somebody(2, "Paul")
    meeting = await calendar.meeting(lead, SPRING)
    await calendar.invite(meeting, partner)
    (told,) = await calendar.goes_to(SPRING - timedelta(days=7, hours=4), partner)
    assert told
    answer = next(data for data in partner.last.buttons() if data.endswith(".no"))
    await partner.press_data(answer)
    assert await calendar.goes_to(SPRING - timedelta(days=1, hours=4), partner) == [""]
    assert await calendar.goes_to(SPRING - timedelta(hours=1), partner) == [""]


async def test_several_at_once_are_one_message_with_a_button_for_each(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead")
    await calendar.meeting(lead, SPRING, title="Planning")
    await calendar.meeting(
        lead, SPRING + timedelta(hours=3), title="Annual meeting of the partners of the area in Geneva"
    )
    (told,) = await calendar.goes_to(SPRING - timedelta(days=7, hours=4), lead)
    assert told.startswith("There are 2 things to remind you of.\n\n1. Planning\n\nIt is in 7 days.")
    assert "2. Annual meeting of the partners" in told
    assert list(lead.last.buttons().values()) == [
        "1. Meeting: Planning",
        "2. Meeting: Annual meeting of the partners of the a…",
        "My reminders",
    ]
    second = [data for data in lead.last.buttons() if data.startswith("!rem:")][1]
    await lead.press_data(second)
    assert lead.sees.startswith("Annual meeting of the partners of the area in Geneva\n\nIt is in 7 days.")
    assert lead.last.carries("remdone", second.removeprefix("!rem:"))


async def test_what_was_cancelled_while_it_waited_is_not_sent(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead")
    meeting = await calendar.meeting(lead, SPRING)
    calendar.now = SPRING - timedelta(days=7, hours=4)
    await calendar.desk.store.transact(calendar._plan)
    await calendar.desk.store.transact(
        lambda tx: tx.cancel_meeting(meeting.id, meeting.revision, "no room", meeting.convened_by or 0, calendar.now)
    )
    assert await calendar.tick(lead) == [""]


async def test_done_ends_it_and_can_be_taken_back(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead")
    await calendar.meeting(lead, SPRING)
    await calendar.goes_to(SPRING - timedelta(days=7, hours=4), lead)
    (number,) = (data.partition(":")[2] for data in lead.last.buttons() if data.startswith("!remdone:"))
    await lead.press("remdone", number)
    assert lead.sees == "Thank you. I do not remind you of this any more."
    assert await calendar.goes_to(SPRING - timedelta(days=1, hours=4), lead) == [""]
    await lead.press("remundo", f"{number}.done")
    assert "It is taken back." in lead.sees
    (told,) = await calendar.goes_to(SPRING - timedelta(hours=1), lead)
    assert "It begins in 60 minutes." in told


async def test_tomorrow_comes_at_nine_where_one_lives_and_once(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead", zone="Asia/Shanghai")
    await calendar.meeting(lead, SPRING)
    (told,) = await calendar.goes_to(SPRING - timedelta(days=30, hours=4), lead)
    assert "It is in 30 days." in told
    (number,) = (data.partition(":")[2] for data in lead.last.buttons() if data.startswith("!remdone:"))
    await lead.press("remlater", f"{number}.1")
    assert lead.sees == "I remind you again on Tuesday, 9 February 2027, 09:00 (Beijing time)."
    assert await calendar.goes_to(datetime(2027, 2, 9, 0, 59, tzinfo=UTC), lead) == [""]
    (told,) = await calendar.goes_to(datetime(2027, 2, 9, 1, 0, tzinfo=UTC), lead)
    assert "It is in 29 days." in told
    assert await calendar.passes(lead, days=1) == [""]


async def test_tomorrow_comes_though_the_agenda_is_changed_before(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead", zone="Asia/Shanghai")
    one = await calendar.meeting(lead, SPRING)
    await calendar.goes_to(SPRING - timedelta(days=30, hours=4), lead)
    (number,) = (data.partition(":")[2] for data in lead.last.buttons() if data.startswith("!remdone:"))
    await lead.press("remlater", f"{number}.1")
    plan = MeetingPlan(**{field.name: getattr(one, field.name) for field in fields(MeetingPlan)})
    calendar.now += timedelta(hours=1)
    await calendar.desk.store.transact(
        lambda tx: tx.change_meeting(
            one.id, one.revision, replace(plan, agenda="1. Mercury in the air."), one.convened_by or 0, calendar.now
        )
    )
    assert await calendar.tick(lead) == [""]
    (told,) = await calendar.goes_to(datetime(2027, 2, 9, 1, 0, tzinfo=UTC), lead)
    assert "It is in 29 days." in told
    assert await calendar.passes(lead, days=1) == [""]


async def test_being_reminded_again_can_be_taken_back(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead")
    await calendar.meeting(lead, SPRING)
    await calendar.goes_to(SPRING - timedelta(days=30, hours=4), lead)
    (number,) = (data.partition(":")[2] for data in lead.last.buttons() if data.startswith("!remdone:"))
    await lead.press("remlater", f"{number}.7")
    await lead.press("remundo", f"{number}.later")
    assert "It is taken back." in lead.sees
    assert await calendar.passes(lead, days=8) == [""]


async def test_next_week_is_too_late_where_the_next_reminder_comes_before(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead")
    await calendar.meeting(lead, SPRING)
    await calendar.goes_to(SPRING - timedelta(days=12), lead)
    await calendar.goes_to(SPRING - timedelta(days=8), lead)
    (number,) = (data.partition(":")[2] for data in lead.last.buttons() if data.startswith("!remdone:"))
    calendar.now = SPRING - timedelta(days=8)
    # A button of the message of thirty days before: the reminder of seven days comes first.
    await lead.press("remlater", f"{number}.7")
    assert lead.sees.startswith("The next reminder comes before that: on Wednesday, 3 March 2027, 09:00 (Geneva time).")


async def test_stopping_a_kind_stops_it_until_it_is_resumed(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead")
    await calendar.meeting(lead, SPRING)
    await calendar.goes_to(SPRING - timedelta(days=30, hours=4), lead)
    (number,) = (data.partition(":")[2] for data in lead.last.buttons() if data.startswith("!remdone:"))
    await lead.press("remstop", number)
    assert "have stopped: Meetings" in lead.sees
    assert await calendar.goes_to(SPRING - timedelta(days=7, hours=4), lead) == [""]
    await lead.say("/reminders")
    assert "Meetings: stopped" in lead.sees
    await lead.press("remgo", "meeting")
    assert "Resumed: Meetings" in lead.sees
    (told,) = await calendar.goes_to(SPRING - timedelta(days=1, hours=4), lead)
    assert "It is tomorrow." in told


async def test_somebody_elses_reminder_cannot_be_pressed(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead")
    other = await calendar.somebody(2, "Otto")
    await calendar.meeting(lead, SPRING)
    await calendar.goes_to(SPRING - timedelta(days=7, hours=4), lead)
    (number,) = (data.partition(":")[2] for data in lead.last.buttons() if data.startswith("!remdone:"))
    for data in (f"!rem:{number}", f"!remdone:{number}", f"!remlater:{number}.1", f"!remstop:{number}"):
        await other.press_data(data)
        assert other.sees.startswith("This is over, done, or not yours any more.")
    assert await calendar.goes_to(SPRING - timedelta(days=1, hours=4), lead) != [""]


async def test_a_button_of_a_meeting_that_is_over_says_so(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead")
    await calendar.meeting(lead, SPRING)
    await calendar.goes_to(SPRING - timedelta(hours=1), lead)
    (number,) = (data.partition(":")[2] for data in lead.last.buttons() if data.startswith("!remdone:"))
    calendar.now = SPRING + timedelta(hours=5)
    await lead.press_data(f"!remlater:{number}.1")
    assert lead.sees.startswith("This is over, done, or not yours any more.")


# -- quiet hours ------------------------------------------------------------------------------------------------------


async def test_what_waited_into_the_night_waits_for_the_morning(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead")
    await calendar.meeting(lead, SPRING)
    calendar.now = datetime(2027, 3, 3, 19, 59, tzinfo=UTC)  # a minute before nine in the evening there
    await calendar.desk.store.transact(calendar._plan)
    # The notifier was away meanwhile.
    assert await calendar.goes_to(datetime(2027, 3, 3, 20, 5, tzinfo=UTC), lead) == [""]
    assert await calendar.goes_to(datetime(2027, 3, 4, 6, 59, tzinfo=UTC), lead) == [""]
    (told,) = await calendar.goes_to(datetime(2027, 3, 4, 7, 0, tzinfo=UTC), lead)
    assert "It is in 6 days." in told


async def test_the_hour_before_a_meeting_comes_at_night_too(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead", zone="America/Los_Angeles")
    await calendar.meeting(lead, SPRING)  # five in the morning there
    (told,) = await calendar.goes_to(SPRING - timedelta(hours=1), lead)
    assert "Wednesday, 10 March 2027, 05:00 (Los Angeles time)" in told


# -- where people live ------------------------------------------------------------------------------------------------


async def test_who_lives_nobody_knows_where_is_told_in_the_meetings_own_time_and_asked(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead", zone=None)
    await calendar.meeting(lead, SPRING)
    (told,) = await calendar.goes_to(SPRING - timedelta(days=7, hours=4), lead)
    assert "When: Wednesday, 10 March 2027, 14:00 (Geneva time)" in told
    await lead.press("remzone")
    assert "Where do you live?" in lead.sees
    await lead.say("São Paulo time")
    assert "Kept. Where you live it is now: Wednesday, 3 March 2027, 06:00 (São Paulo time)" in lead.sees
    assert "Change my time zone" in lead.last.buttons().values()


async def test_a_question_about_reminders_can_be_left_gone_on_with_and_given_up(calendar: Calendar):
    officer = await calendar.somebody(1, "Noor", "secretariat", zone=None)
    await officer.say("/reminders")
    await officer.press("remzone")
    await officer.press("save")
    assert "What you wrote is kept." in officer.sees
    assert "I do not know where you live" in officer.sees
    await officer.press("remzone")
    await officer.say("/cancel")
    await officer.press("yes")
    assert "Nothing was changed." in officer.sees
    assert "I do not know where you live" in officer.sees
    await officer.press_data("!remset:meeting")
    await officer.say("/cancel")
    await officer.press("yes")
    assert "Nothing was changed." in officer.sees
    assert "They come: 30 days before" in officer.sees


async def test_the_zones_of_ones_own_country_are_offered(calendar: Calendar):
    who = await calendar.somebody(1, "Ana", zone=None, language="en")
    await who.says("/letter")
    await who.press("pick", "government")
    await who.says("Ministério do Meio Ambiente", "Brazil")
    await who.say("/reminders")
    assert "I do not know where you live" in who.sees
    await who.press("remzone")
    assert {"São Paulo", "Manaus", "Rio Branco"} <= set(who.last.buttons().values())
    await who.press("pick", "America/Manaus")
    assert "(Manaus time)" in who.sees
    assert any(words.startswith("Go on: ") for words in who.last.buttons().values())


async def test_a_press_of_a_country_with_one_time_needs_no_question(calendar: Calendar):
    from handlers import time_zones

    who = await calendar.somebody(1, "Amina", zone=None)
    await letter(who)
    number = await person_id(calendar.desk, who)
    person = await calendar.desk.store.read(lambda tx: tx.person(number))
    assert person is not None
    assert person.time_zone == "Africa/Nairobi"
    await calendar.desk.store.transact(lambda tx: time_zones.learn_or_ask(tx, number, calendar.now))
    await calendar.tick(who)
    assert "Where do you live?" not in who.sees


# -- other kinds ------------------------------------------------------------------------------------------------------


async def test_a_letter_left_unfinished_is_brought_back_three_times_and_never_again(calendar: Calendar):
    who = await calendar.somebody(1, "Ana", zone="America/Bogota")
    await who.say("/letter")
    await who.press("pick", "government")
    await who.say("Ministerio de Ambiente")
    heard = []
    for _ in range(180):
        (told,) = await calendar.passes(who, hours=12)
        if told:
            heard.append(told)
    assert len(heard) == 3
    assert heard[0].split("\n\n") == [
        "Your letter of intent is unfinished: Ministerio de Ambiente",
        "You wrote in it last on 4 January 2027. Your answers are kept: you go on where you stopped.",
        "Whoever wants to join the Partnership sends a letter of intent (G2(c)).",
    ]
    assert "I do not remind you of it again." in heard[2]


async def test_the_end_of_a_term_is_told_to_its_holder_and_later_to_the_secretariat(calendar: Calendar):
    officer = await calendar.somebody(9, "Noor", "secretariat")
    lead = await calendar.somebody(1, "Lea")
    number = await person_id(calendar.desk, lead)
    until = datetime(2027, 6, 30, 12, 0, tzinfo=UTC)
    await calendar.desk.store.transact(lambda tx: tx.grant_role(number, "lead", "asgm", calendar.now, until))
    to_lead, to_officer = await calendar.goes_to(until - timedelta(days=90, hours=2), lead, officer)
    assert to_officer == ""
    assert to_lead.split("\n\n") == [
        "Your term ends in 90 days: lead of an area: Artisanal and small-scale gold mining",
        "It began on 4 January 2027 and ends on 30 June 2027.",
        "The partners of the area designate who leads it next. The same lead may go on; a term can be renewed any "
        "number of times. Please record what they decide.",
        "Each area designates its lead for two years, renewable (G4.b(6)).",
    ]
    to_lead, to_officer = await calendar.goes_to(until - timedelta(days=30, hours=2), lead, officer)
    assert to_lead.startswith("Your term ends in 30 days")
    assert to_officer.startswith("The term of Lea ends in 30 days: lead of an area: Artisanal")


async def test_a_body_that_has_not_met_reminds_who_convenes_and_then_the_secretariat(calendar: Calendar):
    officer = await calendar.somebody(9, "Noor", "secretariat")
    lead = await calendar.somebody(1, "Lea", "lead")
    to_lead, to_officer = await calendar.goes_to(datetime(2027, 10, 6, 8, 0, tzinfo=UTC), lead, officer)
    assert to_officer == ""
    assert to_lead.split("\n\n") == [
        "The next meeting of the area Artisanal and small-scale gold mining is still to be planned",
        "No meeting has been held yet.",
        "Twelve months are up on 4 January 2028: in 90 days.",
        "No meeting is planned. Please plan one: everybody who belongs to it is invited at once.",
        "The partners of an area meet at least once a year (G4.b(1)).",
    ]
    assert lead.last.carries("meetnew", "asgm")
    _, to_officer = await calendar.goes_to(datetime(2028, 1, 5, 9, 0, tzinfo=UTC), lead, officer)
    assert "have not met for more than twelve months" in to_officer
    assert "It is for Lea, who has been reminded." in to_officer


async def test_a_report_is_told_of_to_the_lead_and_when_it_is_late_to_the_secretariat(calendar: Calendar):
    from storage.report_records import CycleTerms

    officer = await calendar.somebody(9, "Noor", "secretariat")
    lead = await calendar.somebody(1, "Lea", "lead")
    cycle = CycleTerms("2025-01-01", "2026-12-31", "2008", "2027-03-31")
    await calendar.desk.store.transact(lambda tx: tx.open_cycle(cycle, 1, calendar.now))
    to_lead, to_officer = await calendar.goes_to(datetime(2027, 3, 1, 10, 0, tzinfo=UTC), lead, officer)
    # Of areas that nobody leads the secretariat is reminded from the beginning.
    assert to_officer.startswith("There are 5 things to remind you of.")
    assert "Artisanal" not in to_officer
    assert to_lead.split("\n\n") == [
        "The report of the area Artisanal and small-scale gold mining to UNEP is due in 30 days",
        "It is about the period from 1 January 2025 to 31 December 2026, and is due on 31 March 2027.",
        "It has not been begun yet.",
        "You can write it here, section by section. Much is filled in already, from the plan and from what partners "
        "have told you.",
        "Every area reports to UNEP every two years, to the timetable that UNEP sets (F§7).",
    ]
    to_lead, to_officer = await calendar.goes_to(datetime(2027, 4, 14, 10, 0, tzinfo=UTC), lead, officer)
    assert to_lead.startswith("The report of the area Artisanal and small-scale gold mining to UNEP is 14 days late")
    assert "The report of the area Artisanal and small-scale gold mining to UNEP is 14 days late" in to_officer
    theirs = next(data for data, words in officer.last.buttons().items() if "Report: Artisanal" in words)
    await officer.press_data(theirs)
    assert "It is for Lea, who has been reminded." in officer.sees
    assert officer.last.carries("reports", "1")


async def test_who_agreed_is_asked_for_progress_once_a_quarter(calendar: Calendar):
    who = await a_partner(calendar)
    other = await calendar.somebody(2, "Ana")
    for each in (who, other):
        number = await person_id(calendar.desk, each)
        await calendar.desk.store.transact(partial(agreed, number=number, at=calendar.now))
    told, nothing = await calendar.goes_to(datetime(2027, 4, 4, 8, 0, tzinfo=UTC), who, other)
    assert nothing == "", "who takes part in no area has nothing to tell its lead"
    assert told.split("\n\n") == [
        "How does your work go in the area Artisanal and small-scale gold mining?",
        "You agreed to be asked once a quarter. A few sentences are enough, and you can add files.",
        "The lead of the area reads your note, and can use it for the report to UNEP.",
        "Partners report progress and results to the lead of their area in good time (G6(b)).",
    ]


# -- in other languages -----------------------------------------------------------------------------------------------


async def test_days_and_places_are_told_as_arabic_and_chinese_write_them(calendar: Calendar):
    lead = await calendar.somebody(1, "ليلى", "lead", language="ar", zone="Africa/Cairo")
    partner = await calendar.somebody(2, "王芳", language="zh", zone="Asia/Shanghai")
    meeting = await calendar.meeting(lead, SPRING)
    await calendar.invite(meeting, partner)
    arabic, chinese = await calendar.goes_to(SPRING - timedelta(days=7, hours=4), lead, partner)
    assert "الأربعاء، 10 مارس 2027، 15:00" in arabic
    assert "القاهرة" in arabic
    assert "2027年3月10日星期三 21:00" in chinese
    assert "北京" in chinese


# -- the secretariat --------------------------------------------------------------------------------------------------


async def test_the_secretariat_reads_every_rule_with_its_paragraph_and_sets_other_days(calendar: Calendar):
    officer = await calendar.somebody(9, "Noor", "secretariat")
    lead = await calendar.somebody(1, "Lea", "lead")
    await calendar.meeting(lead, SPRING)
    await officer.say("/reminders")
    await officer.press("remrules")
    assert "• Meetings: 30 days before; 7 days before; 1 day before; 1 hour before (G4.a(3), G4.b(3))" in officer.sees
    assert "• Two-yearly reports: 180 days before; 90 days before;" in officer.sees
    await officer.press("remrule", "meeting")
    await officer.press("remset", "meeting")
    await officer.say("soon, please")
    assert "I do not understand “soon”" in officer.sees
    assert "For example: 30 days before; 7 days before; 1 day before; 1 hour before" in officer.sees
    await officer.say("14, 2 days")
    assert "They come: 14 days before; 2 days before" in officer.sees
    assert "Noor set these days on 4 January 2027." in officer.sees
    assert await calendar.goes_to(SPRING - timedelta(days=30, hours=4), lead) == [""]
    (told,) = await calendar.goes_to(SPRING - timedelta(days=14, hours=4), lead)
    assert "It is in 14 days." in told
    await lead.say("/reminders")
    assert "Meetings: 14 days before; 2 days before" in lead.sees
    await officer.press("remreset", "meeting")
    assert "The days of the guidelines hold again." in officer.sees
    (told,) = await calendar.goes_to(SPRING - timedelta(days=7, hours=4), lead)
    assert "It is in 7 days." in told


async def test_days_that_make_no_sense_are_not_kept(calendar: Calendar):
    officer = await calendar.somebody(9, "Noor", "secretariat")
    await officer.say("/reminders")
    await officer.press("remrules")
    await officer.press("remrule", "meeting")
    await officer.press("remset", "meeting")
    await officer.say("3 days after")
    assert "These reminders come before the date. Please send days before it." in officer.sees


async def test_nobody_else_sees_or_sets_the_rules(calendar: Calendar):
    lead = await calendar.somebody(1, "Lea", "lead")
    await lead.say("/reminders")
    assert "The reminders of the Partnership" not in lead.last.buttons().values()
    for data in ("!remrules:", "!remrule:meeting", "!remset:meeting", "!remreset:meeting"):
        await lead.press_data(data)
        assert "needs a role that you do not have" in lead.sees


def agreed(tx: Transaction, *, number: int, at: datetime) -> None:
    """Somebody agrees to be asked for progress in the area."""
    tx.wish_progress(number, "asgm", "agreed", at)


async def a_partner(calendar: Calendar) -> Someone:
    """A registered partner of the area."""
    officer = await calendar.somebody(9, "Noor", "secretariat")
    who = await calendar.somebody(1, "Amina")
    await letter(who)
    await officer.say("/inbox")
    await officer.press("desk", "GMP-2027-0001")
    for act in ("!register:", "!registered:"):
        await officer.press_data(next(data for data in officer.last.buttons() if data.startswith(act)))
    return who


async def test_a_partner_agrees_to_be_asked_and_changes_their_mind(calendar: Calendar):
    who = await a_partner(calendar)
    await who.say("/reminders")
    area = next(data for data in who.last.buttons() if data.startswith("!remask:"))
    assert area.endswith(".1")
    await who.press_data(area)
    assert "In three months I ask you how your work goes." in who.sees
    assert "You are asked once a quarter how your work goes" in who.sees
    await who.press_data(area[:-1] + "0")
    assert "You are not asked any more." in who.sees
    assert "hear no more" not in who.sees
    number = await person_id(calendar.desk, who)
    assert await calendar.desk.store.read(lambda tx: tx.progress_wish(number, "asgm")) == "stopped"


async def test_who_had_stopped_to_be_asked_and_agrees_again_is_asked(calendar: Calendar):
    who = await a_partner(calendar)
    number = await person_id(calendar.desk, who)
    await calendar.desk.store.transact(lambda tx: tx.set_reminder_wish(number, "progress", "", "stopped", calendar.now))
    await who.say("/reminders")
    await who.press("remask", "asgm.1")
    (told,) = await calendar.goes_to(datetime(2027, 4, 6, 8, 0, tzinfo=UTC), who)
    assert "How does your work go" in told
