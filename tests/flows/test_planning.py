"""What a good secretary would do: remind in time, of what is still to be done, once, and not at night."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.planning import anniversary, plan
from flows.reconciling import Recorded, reconcile
from flows.reminder_facts import MeetingAhead, NextMeeting, PlanReview, Progress, Reminded, ReportDue, Unfinished
from flows.reminders import RULES, rules_with
from flows.stages import after, before
from tests.flows.reminding import Scheduler, a_fact, anybody

ZURICH = ZoneInfo("Europe/Zurich")
MEETING_AT = datetime(2026, 5, 20, 14, tzinfo=ZURICH)
ANN = anybody("Europe/Zurich")


def days(number: float) -> timedelta:
    return timedelta(days=number)


def due(fact, now: datetime, rules=RULES) -> list[tuple[int, str]]:
    return [(one.person_id, one.stage) for one in plan(fact, rules, now).due]


def when(fact, now: datetime) -> datetime:
    """When the next reminder is due."""
    found = plan(fact, RULES, now).next_at
    assert found is not None
    return found


def meeting(starts_at: datetime = MEETING_AT, *people: Reminded) -> MeetingAhead:
    fact = a_fact("meeting", starts_at, people or (ANN,))
    assert isinstance(fact, MeetingAhead)
    return fact


# -- outages ----------------------------------------------------------------------------------------------------------


def test_after_a_week_without_the_program_only_the_latest_reminder_of_a_meeting_goes_out():
    scheduler = Scheduler()
    scheduler.tick(meeting(), MEETING_AT - days(8))
    scheduler.tick(meeting(), MEETING_AT - timedelta(hours=5))
    assert scheduler.stages() == ["-30d", "-1d"]


def test_nobody_is_reminded_of_a_meeting_that_has_begun():
    scheduler = Scheduler()
    scheduler.tick(meeting(), MEETING_AT)
    scheduler.tick(meeting(), MEETING_AT + days(1))
    assert scheduler.stages() == []


def test_a_report_that_is_long_overdue_is_asked_for_once_after_an_outage_and_weekly_from_then_on():
    due_on = datetime(2026, 3, 31, tzinfo=UTC)
    fact = a_fact("report", due_on, (ANN,))
    scheduler = Scheduler()
    for day in range(100, 120):
        scheduler.tick(fact, due_on + days(day) + timedelta(hours=12))
    assert scheduler.stages() == ["+98d", "+105d", "+112d", "+119d"]


def test_a_letter_left_unfinished_is_mentioned_three_times_and_never_again():
    begun = datetime(2026, 1, 5, 12, tzinfo=UTC)
    fact = a_fact("unfinished", begun, (ANN,))
    scheduler = Scheduler()
    for day in range(800):
        scheduler.tick(fact, begun + days(day))
    assert scheduler.stages() == ["+3d", "+10d", "+30d"]
    assert [one.at - begun for one in scheduler.sent] == [days(3), days(10), days(30)]


def test_a_letter_that_was_forgotten_for_a_year_is_not_mentioned_when_the_program_comes_back():
    begun = datetime(2026, 1, 5, 12, tzinfo=UTC)
    scheduler = Scheduler()
    scheduler.tick(a_fact("unfinished", begun, (ANN,)), begun + days(365))
    assert scheduler.stages() == []


# -- what is done, and who is told ------------------------------------------------------------------------------------


def test_a_meeting_that_was_just_announced_is_not_reminded_of_at_once():
    """Whoever was invited three weeks before has just read when it is."""
    fact = replace(meeting(), told_at=MEETING_AT - days(21))
    assert due(fact, MEETING_AT - days(21) + timedelta(minutes=1)) == []
    assert due(fact, MEETING_AT - days(7)) == [(1, "-7d")]


def test_somebody_who_was_invited_later_is_reminded_of_what_comes_after_that():
    late = Reminded(2, "Europe/Zurich", since=MEETING_AT - days(3))
    fact = meeting(MEETING_AT, ANN, late)
    assert due(fact, MEETING_AT - days(2)) == [(1, "-7d")]
    assert due(fact, MEETING_AT - timedelta(hours=20)) == [(1, "-1d"), (2, "-1d")]


def test_a_cancelled_meeting_is_reminded_of_no_more():
    assert due(replace(meeting(), is_planned=False), MEETING_AT - days(7)) == []


def test_a_meeting_that_is_moved_is_reminded_of_anew():
    scheduler = Scheduler()
    scheduler.tick(meeting(), MEETING_AT - days(7))
    moved = replace(meeting(MEETING_AT + days(14)), told_at=MEETING_AT - days(6))
    scheduler.tick(moved, MEETING_AT - days(6))
    scheduler.tick(moved, MEETING_AT + days(7))
    assert scheduler.stages() == ["-7d", "-7d"]


def test_whoever_says_done_is_not_reminded_again_but_the_secretariat_still_learns_of_it():
    said = replace(ANN, done_at=datetime(2026, 4, 2, tzinfo=UTC))
    officer = Reminded(9, "UTC")
    fact = a_fact("report", datetime(2026, 3, 31, tzinfo=UTC), (said,), secretariat=(officer,))
    assert due(fact, datetime(2026, 4, 20, 12, tzinfo=UTC)) == [(9, "+14d")]


def test_done_is_said_of_this_years_review_and_not_of_the_next():
    published = datetime(2026, 4, 1, 12, tzinfo=UTC)
    fact = a_fact("review", published, (replace(ANN, done_at=datetime(2027, 4, 2, tzinfo=UTC)),))
    assert due(fact, datetime(2027, 4, 3, 12, tzinfo=UTC)) == []
    assert due(fact, datetime(2028, 4, 1, 12, tzinfo=UTC)) == [(1, "+12m")]


def test_done_does_not_count_for_a_date_that_was_set_later():
    fact = a_fact("meeting", MEETING_AT, (replace(ANN, done_at=MEETING_AT - days(20)),))
    assert isinstance(fact, MeetingAhead)
    assert due(fact, MEETING_AT - days(7)) == []
    assert due(replace(fact, told_at=MEETING_AT - days(19)), MEETING_AT - days(7)) == [(1, "-7d")]


def test_whoever_has_stopped_a_kind_is_left_in_peace():
    fact = meeting(MEETING_AT, replace(ANN, stopped=True))
    planned = plan(fact, RULES, MEETING_AT - days(7))
    assert (planned.due, planned.next_at) == ((), None)


def test_without_a_date_from_unep_nobody_is_reminded_of_a_report():
    fact = a_fact("report", MEETING_AT, (ANN,))
    assert isinstance(fact, ReportDue)
    assert plan(replace(fact, due_on=None), RULES, MEETING_AT) == plan(replace(fact, is_there=True), RULES, MEETING_AT)
    assert plan(replace(fact, due_on=None), RULES, MEETING_AT).next_at is None


# -- rising to the secretariat ----------------------------------------------------------------------------------------


def test_from_fourteen_days_on_the_secretariat_is_reminded_of_a_report_too():
    due_on = datetime(2026, 3, 31, tzinfo=UTC)
    fact = a_fact("report", due_on, (ANN,), secretariat=(Reminded(9, "UTC"),))
    noon = timedelta(hours=12)
    assert due(fact, due_on + noon) == [(1, "0d")]
    assert due(fact, due_on + days(13) + noon) == [(1, "+7d")]
    assert due(fact, due_on + days(14) + noon) == [(1, "+14d"), (9, "+14d")]
    assert due(fact, due_on + days(21) + noon) == [(1, "+21d"), (9, "+21d")]


def test_who_leads_an_area_and_belongs_to_the_secretariat_is_reminded_once():
    fact = a_fact("report", datetime(2026, 3, 31, tzinfo=UTC), (ANN,), secretariat=(ANN,))
    assert due(fact, datetime(2026, 4, 20, 12, tzinfo=UTC)) == [(1, "+14d")]


def test_where_no_lead_can_be_reached_the_secretariat_is_reminded_in_their_place():
    officer = Reminded(9, "UTC")
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    base = datetime(2026, 3, 31, tzinfo=UTC)
    blocked = replace(ANN, reachable=False)
    assert due(a_fact("report", base, (blocked,), secretariat=(officer,)), now) == [(1, "-30d"), (9, "-30d")]
    assert due(a_fact("report", base, (), secretariat=(officer,)), now) == [(9, "-30d")]
    other = replace(blocked, person_id=2)
    assert due(a_fact("report", base, (ANN, other), secretariat=(officer,)), now) == [(1, "-30d"), (2, "-30d")]


def test_nobody_else_learns_of_somebodys_letter():
    fact = a_fact("unfinished", datetime(2026, 3, 1, tzinfo=UTC), (replace(ANN, reachable=False),))
    assert due(fact, datetime(2026, 3, 5, 12, tzinfo=UTC)) == [(1, "+3d")]


def test_a_body_that_has_not_met_for_a_year_is_asked_and_then_the_secretariat_is():
    held = datetime(2026, 6, 10, 14, tzinfo=UTC)
    fact = a_fact("gathering", held, (ANN,), secretariat=(Reminded(9, "UTC"),))
    noon = timedelta(hours=12)
    up = datetime(2027, 6, 10, tzinfo=UTC)
    assert due(fact, up - days(91)) == []
    assert due(fact, up - days(90) + noon) == [(1, "-90d")]
    assert due(fact, up - days(30) + noon) == [(1, "-30d")]
    assert due(fact, up + noon) == [(1, "0d"), (9, "0d")]
    assert due(fact, datetime(2027, 8, 11, 12, tzinfo=UTC)) == [(1, "+2m"), (9, "+2m")]


def test_a_planned_meeting_ends_the_asking_and_is_looked_at_when_it_has_begun():
    held, planned_for = datetime(2026, 6, 10, 14, tzinfo=UTC), datetime(2027, 7, 1, 14, tzinfo=UTC)
    fact = a_fact("gathering", held, (ANN,))
    assert isinstance(fact, NextMeeting)
    planned = plan(replace(fact, planned_for=planned_for), RULES, datetime(2027, 5, 20, tzinfo=UTC))
    assert (planned.due, planned.next_at) == ((), planned_for)


# -- days and hours, zones, leap days ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes_on",
    [datetime(2026, 3, 29, tzinfo=ZURICH), datetime(2026, 10, 25, tzinfo=ZURICH)],
    ids=["spring", "autumn"],
)
def test_days_before_are_days_of_the_calendar_though_the_clocks_change_in_between(changes_on: datetime):
    fact = meeting(changes_on + timedelta(days=3, hours=14))
    start = fact.starts_at.astimezone(ZURICH)
    week_before = when(fact, start - days(20)).astimezone(ZURICH)
    assert (week_before.date(), week_before.hour) == (start.date() - days(7), 9)


@pytest.mark.parametrize("fold", [0, 1])
def test_an_hour_before_is_an_hour_by_the_clock_though_the_clocks_are_put_back(fold: int):
    starts = datetime(2026, 10, 25, 2, 30, tzinfo=ZURICH, fold=fold).astimezone(UTC)
    planned = plan(meeting(starts), RULES, starts - timedelta(minutes=60))
    assert [(one.stage, one.due_at) for one in planned.due] == [("-1h", starts - timedelta(hours=1))]


def test_an_hour_before_a_meeting_the_reminder_comes_though_it_is_night():
    starts = datetime(2026, 5, 20, 6, tzinfo=ZURICH)
    scheduler = Scheduler()
    scheduler.tick(meeting(starts), starts - timedelta(minutes=60))
    assert scheduler.stages() == ["-1h"]


def test_a_day_before_is_counted_where_whoever_is_reminded_lives():
    """At two in the afternoon in Zurich it is the next day already in Kiritimati."""
    starts = datetime(2026, 5, 20, 14, tzinfo=ZURICH)
    there = anybody("Pacific/Kiritimati", 2)
    planned = plan(meeting(starts, ANN, there), RULES, starts - days(4))
    at = {one.person_id: one.due_at for one in planned.coming}
    assert at[1].astimezone(ZURICH) == datetime(2026, 5, 19, 9, tzinfo=ZURICH)
    kiritimati = ZoneInfo("Pacific/Kiritimati")
    assert at[2].astimezone(kiritimati) == datetime(2026, 5, 20, 9, tzinfo=kiritimati)


def test_a_report_is_due_on_its_day_wherever_its_lead_lives():
    fact = a_fact("report", datetime(2026, 3, 31, tzinfo=UTC), (anybody("Asia/Tokyo"), anybody("America/Lima", 2)))
    coming = plan(fact, RULES, datetime(2026, 3, 28, tzinfo=UTC)).coming
    days_there = {one.due_at.astimezone(ZoneInfo(one.zone)).date() for one in coming}
    assert days_there == {date(2026, 3, 31)}
    assert len({one.due_at for one in coming}) == 2


def test_whoever_moves_west_is_not_reminded_of_an_earlier_stage_again():
    """In Tokyo the week before has begun; in Honolulu, where they are now, it has not."""
    scheduler = Scheduler()
    starts = datetime(2026, 5, 20, 14, tzinfo=UTC)
    scheduler.tick(meeting(starts, anybody("Asia/Tokyo")), datetime(2026, 5, 13, 1, tzinfo=UTC))
    scheduler.tick(meeting(starts, anybody("Pacific/Honolulu")), datetime(2026, 5, 13, 2, tzinfo=UTC))
    scheduler.tick(meeting(starts, anybody("Pacific/Honolulu")), datetime(2026, 5, 13, 20, tzinfo=UTC))
    assert scheduler.stages() == ["-7d"]


def test_whoever_moves_east_is_reminded_when_it_is_morning_there():
    fact = meeting(MEETING_AT, anybody("America/New_York"))
    tokyo = meeting(MEETING_AT, anybody("Asia/Tokyo"))
    now = MEETING_AT - days(20)
    assert when(tokyo, now) < when(fact, now)


def test_twelve_months_after_a_29_february_are_up_on_the_28th():
    assert anniversary(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert anniversary(date(2028, 2, 29), 48) == date(2032, 2, 29)
    fact = a_fact("gathering", datetime(2028, 2, 29, 14, tzinfo=UTC), (anybody("UTC"),))
    coming = plan(fact, RULES, datetime(2029, 2, 20, tzinfo=UTC)).coming
    assert [one.due_at for one in coming] == [datetime(2029, 2, 28, 9, tzinfo=UTC)]


def test_a_plan_published_on_a_29_february_is_reviewed_each_year_at_the_end_of_february():
    fact = a_fact("review", datetime(2028, 2, 29, 14, tzinfo=UTC), (anybody("UTC"),))
    moment, found = datetime(2028, 3, 1, tzinfo=UTC), []
    while moment.year < 2033:
        moment = when(fact, moment)
        found.append(moment.date().isoformat())
    assert found == ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29", "2033-02-28"]


def test_a_plan_that_was_never_published_is_not_reviewed_and_who_has_not_agreed_is_not_asked():
    nothing = plan(PlanReview(area="waste", published_at=None, leads=(ANN,), secretariat=()), RULES, MEETING_AT)
    assert (nothing.due, nothing.next_at) == ((), None)
    not_agreed = plan(Progress(area="waste", person_id=1, since=None, partner=(ANN,)), RULES, MEETING_AT)
    assert (not_agreed.due, not_agreed.next_at) == ((), None)


def test_a_plan_is_looked_at_every_day_since_somebody_may_write_in_it_again():
    changed = datetime(2026, 1, 5, 12, tzinfo=UTC)
    fact = Unfinished(draft_id=9, changed_at=changed, is_open=False, is_lasting=True, writing=(ANN,))
    assert when(fact, changed + days(100)) == changed + days(101)
    assert plan(replace(fact, is_lasting=False), RULES, changed + days(100)).next_at is None


def test_how_long_ago_a_thing_was_makes_no_difference_to_how_long_planning_takes():
    fact = a_fact("report", datetime(1926, 3, 31, tzinfo=UTC), (ANN,))
    assert due(fact, datetime(2026, 3, 31, 12, tzinfo=UTC)) == [(1, "+36519d")]
    fact = a_fact("gathering", datetime(1926, 3, 31, tzinfo=UTC), (ANN,))
    assert due(fact, datetime(2026, 3, 31, 12, tzinfo=UTC)) == [(1, "+1188m")]


# -- what the secretariat sets, and "remind me tomorrow" --------------------------------------------------------------


def test_what_the_secretariat_sets_goes_in_place_of_the_table():
    rules = rules_with({"meeting": [before(days=14).to_plain(), before(hours=3).to_plain()]})
    assert due(meeting(), MEETING_AT - days(8), rules) == [(1, "-14d")]
    assert due(meeting(), MEETING_AT - timedelta(hours=2), rules) == [(1, "-3h")]


def test_a_day_that_the_new_stages_have_in_common_with_the_old_is_not_sent_twice():
    scheduler = Scheduler()
    due_on = datetime(2026, 3, 31, tzinfo=UTC)
    fact = a_fact("report", due_on, (ANN,))
    scheduler.tick(fact, due_on + days(14) + timedelta(hours=12))
    scheduler.rules = rules_with({"report": [after(days=14, every_days=14).to_plain()]})
    scheduler.tick(fact, due_on + days(14) + timedelta(hours=13))
    assert scheduler.stages() == ["+14d"]


def test_without_any_stage_nobody_is_reminded():
    planned = plan(meeting(), rules_with({"meeting": []}), MEETING_AT - days(7))
    assert (planned.due, planned.next_at) == ((), None)


def test_a_reminder_that_is_wanted_tomorrow_comes_again_tomorrow():
    scheduler = Scheduler()
    now = datetime(2026, 5, 13, 12, tzinfo=UTC)
    scheduler.tick(meeting(), now)
    (sent,) = scheduler.sent
    scheduler.put_off(sent.due.key, now + days(1))
    scheduler.tick(meeting(), now + timedelta(hours=1))
    scheduler.tick(meeting(), now + days(1))
    scheduler.tick(meeting(), now + days(2))
    assert [(one.at, one.due.stage) for one in scheduler.sent] == [(now, "-7d"), (now + days(1), "-7d")]


def test_whoever_wants_to_hear_of_it_next_week_is_not_reminded_in_between():
    due_on = datetime(2026, 3, 31, tzinfo=UTC)
    fact = a_fact("report", due_on, (ANN,))
    scheduler = Scheduler()
    at = due_on + days(19) + timedelta(hours=12)
    scheduler.tick(fact, at)
    scheduler.put_off(scheduler.sent[0].due.key, at + days(7))
    for day in range(8):
        scheduler.tick(fact, at + days(day))
    assert [(one.at, one.due.stage) for one in scheduler.sent] == [(at, "+14d"), (at + days(7), "+21d")]


def test_what_is_wanted_tomorrow_comes_though_the_agenda_changes_meanwhile():
    scheduler = Scheduler()
    now = datetime(2026, 5, 13, 12, tzinfo=UTC)
    scheduler.tick(meeting(), now)
    scheduler.put_off(scheduler.sent[0].due.key, now + days(1))
    changed = replace(meeting(), told_at=now + timedelta(hours=2))
    for hours in (3, 24, 48):
        scheduler.tick(changed, now + timedelta(hours=hours))
    assert [(one.at, one.due.stage) for one in scheduler.sent] == [(now, "-7d"), (now + days(1), "-7d")]


def test_what_is_wanted_tomorrow_comes_though_the_meeting_is_moved_by_a_day():
    scheduler = Scheduler()
    now = datetime(2026, 5, 13, 12, tzinfo=UTC)
    scheduler.tick(meeting(), now)
    scheduler.put_off(scheduler.sent[0].due.key, now + days(1))
    moved = replace(meeting(MEETING_AT + days(1)), told_at=now + timedelta(hours=2))
    for hours in (3, 24, 25):
        scheduler.tick(moved, now + timedelta(hours=hours))
    assert [one.at for one in scheduler.sent] == [now, now + days(1)]
    assert scheduler.sent[-1].due.key.startswith(f"meeting:5:{MEETING_AT + days(1):%Y%m%d}")


def test_whoever_is_not_coming_any_more_is_not_reminded_though_they_had_wanted_it_tomorrow():
    scheduler = Scheduler()
    now = datetime(2026, 5, 13, 12, tzinfo=UTC)
    scheduler.tick(meeting(), now)
    scheduler.put_off(scheduler.sent[0].due.key, now + days(1))
    changed = replace(meeting(), told_at=now + timedelta(hours=2), attending=())
    for hours in (3, 24):
        scheduler.tick(changed, now + timedelta(hours=hours))
    assert scheduler.stages() == ["-7d"]


def test_a_change_of_the_agenda_reminds_nobody_who_did_not_ask_for_it():
    scheduler = Scheduler()
    now = datetime(2026, 5, 13, 12, tzinfo=UTC)
    changed = replace(meeting(), told_at=now)
    scheduler.tick(changed, now + timedelta(hours=1))
    assert scheduler.sent == []


def test_what_was_put_off_beyond_the_meeting_still_comes_the_hour_before():
    scheduler = Scheduler()
    at = MEETING_AT - timedelta(hours=20)
    scheduler.tick(meeting(), at)
    scheduler.put_off(scheduler.sent[0].due.key, at + days(7))
    scheduler.tick(meeting(), MEETING_AT - timedelta(minutes=59))
    assert scheduler.stages() == ["-1d", "-1h"]


def test_what_is_done_meanwhile_does_not_come_again_though_it_was_put_off():
    scheduler = Scheduler()
    now = datetime(2026, 5, 13, 12, tzinfo=UTC)
    scheduler.tick(meeting(), now)
    scheduler.put_off(scheduler.sent[0].due.key, now + days(1))
    scheduler.tick(replace(meeting(), is_planned=False), now + timedelta(hours=1))
    scheduler.tick(replace(meeting(), is_planned=False), now + days(1))
    assert scheduler.stages() == ["-7d"]


def test_a_waiting_reminder_that_a_move_puts_ahead_again_waits_until_it_is_due_there():
    starts = datetime(2026, 5, 20, 14, tzinfo=UTC)
    now = datetime(2026, 5, 13, 1, tzinfo=UTC)
    tokyo = plan(meeting(starts, anybody("Asia/Tokyo")), RULES, now).due[0]
    recorded = Recorded(1, tokyo.key, tokyo.due_at, is_waiting=True)
    done = reconcile(plan(meeting(starts, anybody("Pacific/Honolulu")), RULES, now), [recorded], now)
    assert (done.new, done.closed) == ((), ())
    ((number, timed),) = done.waiting
    assert (number, timed.send_at) == (1, datetime(2026, 5, 13, 19, tzinfo=UTC))
