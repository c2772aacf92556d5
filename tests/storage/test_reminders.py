"""From facts to the outbox: each reminder once, to whom it concerns, in one message for all that is due at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from flows.reminder_facts import ReportDue
from flows.stages import WrongStages, before
from storage.desk_tables import outbox
from storage.meeting_records import Meeting
from storage.meeting_tables import meetings
from storage.records import AreaRow
from storage.reminder_records import Watched
from storage.reminder_tables import reminders, watches
from storage.report_records import CycleTerms
from storage.store import Store, Transaction, open_store
from storage.tables import drafts, roles
from storage.term_records import NewTerm
from tests.storage.letters import FIRST, NOW, answer, officer, somebody, writer
from tests.storage.reminding import (
    ASKED_AT,
    MEETING_AT,
    a_group_that_meets,
    a_plan,
    daily,
    digests,
    looking,
    stages,
    states,
    tick,
    ticks,
)

DAY = timedelta(days=1)
NOON = MEETING_AT.replace(hour=12)


# -- meetings ---------------------------------------------------------------------------------------------------------


async def test_everyone_who_has_not_declined_is_reminded_of_a_meeting(store: Store):
    meeting, amina, (ben, eve) = await a_group_that_meets(store)
    await store.transact(lambda tx: tx.answer_invitation(meeting.id, eve.id, "no", ASKED_AT))
    await ticks(store, daily(NOON - 40 * DAY, 40))
    await tick(store, MEETING_AT - timedelta(minutes=30))
    await tick(store, MEETING_AT)
    of_it = ["meeting -30d", "meeting -7d", "meeting -1d", "meeting -1h"]
    assert await stages(store, ben.id) == of_it
    assert await stages(store, amina.id) == of_it
    assert await stages(store, eve.id) == []


async def test_after_an_outage_the_latest_reminder_goes_out_alone(store: Store):
    _, _, (ben, _) = await a_group_that_meets(store)
    await tick(store, ASKED_AT + DAY)
    await tick(store, NOON - DAY)
    assert await stages(store, ben.id) == ["meeting -1d"]


async def test_what_waited_for_the_morning_and_was_overtaken_is_closed(store: Store):
    meeting, _, (ben, _) = await a_group_that_meets(store)

    def at_night(tx: Transaction) -> None:
        tx.set_reminder_rule("meeting", [{"days": 1}, {"hours": 16}, {"hours": 1, "any_hour": True}], None, ASKED_AT)

    await store.transact(at_night)
    # Sixteen hours before two in the afternoon it is night.
    await tick(store, MEETING_AT - timedelta(hours=15))
    assert set((await states(store, "meeting")).values()) == {"waiting"}
    await tick(store, MEETING_AT - timedelta(minutes=50))
    assert await stages(store, ben.id) == ["meeting -1h"]
    assert (await states(store, "meeting"))[f"-16h {ben.id}"] == "closed"
    assert meeting.id


async def test_a_cancelled_meeting_closes_what_waits(store: Store):
    meeting, amina, _ = await a_group_that_meets(store)
    await store.transact(lambda tx: looking(tx, NOON - 7 * DAY))
    await store.transact(lambda tx: tx.cancel_meeting(meeting.id, 0, "", amina.id, NOON - 7 * DAY))
    await tick(store, NOON - 7 * DAY)
    assert await digests(store) == []
    assert set((await states(store, "meeting")).values()) == {"closed"}


async def test_the_report_of_a_meeting_is_asked_for_until_it_is_there(store: Store):
    meeting, amina, _ = await a_group_that_meets(store)
    await tick(store, MEETING_AT - timedelta(hours=3))
    await ticks(store, daily(NOON + DAY, 20))

    def report(tx: Transaction) -> None:
        tx.connection.execute(update(meetings).where(meetings.c.id == meeting.id).values(report_at=NOON + 20 * DAY))
        tx.watch("meeting report", str(meeting.id), NOON + 20 * DAY)

    await store.transact(report)
    await ticks(store, daily(NOON + 21 * DAY, 40))
    assert [one for one in await stages(store, amina.id) if "report" in one] == [
        "meeting report +3d",
        "meeting report +17d",
    ]


# -- once -------------------------------------------------------------------------------------------------------------


async def test_of_two_who_tick_at_once_each_reminder_is_planned_by_one(migrated_url: str, store: Store):
    _, amina, group = await a_group_that_meets(store, members=12)
    now = NOON - 7 * DAY
    others = [store, *[await open_store(migrated_url, alone=False) for _ in range(2)]]
    await asyncio.gather(*(tick(one, now) for one in others for _ in range(3)))
    told = await digests(store)
    assert Counter(person for person, _ in told) == Counter({amina.id, *(one.id for one in group)})
    for one in others[1:]:
        await one.close()


async def test_ticking_again_or_after_a_restart_changes_nothing(migrated_url: str, store: Store):
    await a_group_that_meets(store)
    await tick(store, NOON - 7 * DAY)
    before = await digests(store)
    await store.transact(lambda tx: tx.watch("meeting", "1", NOON - 7 * DAY))
    await tick(store, NOON - 7 * DAY)
    await store.close()
    again = await open_store(migrated_url)
    await again.transact(lambda tx: tx.watch("meeting", "1", NOON - 6 * DAY))
    await tick(again, NOON - 6 * DAY)
    assert await digests(again) == before
    await again.close()


async def test_a_clock_that_was_put_back_sends_nothing_again(store: Store):
    meeting, _, (ben, _) = await a_group_that_meets(store)
    await tick(store, NOON - DAY)
    await store.transact(lambda tx: tx.watch("meeting", str(meeting.id), NOON - 8 * DAY))
    await tick(store, NOON - 8 * DAY)
    assert await stages(store, ben.id) == ["meeting -1d"]


async def test_all_that_is_due_to_somebody_at_once_is_one_message(store: Store):
    _, _, (ben, _) = await a_group_that_meets(store)
    standing = await store.transact(lambda tx: tx.begin_draft(ben.id, "letter", 1, FIRST.standing(), NOON - 10 * DAY))
    await store.transact(
        lambda tx: tx.connection.execute(
            update(drafts).where(drafts.c.id == standing.draft_id).values(changed_at=NOON - 10 * DAY)
        )
    )
    await tick(store, NOON - 7 * DAY)
    assert (ben.id, ("meeting -7d", "unfinished +3d")) in await digests(store)

    def row(tx: Transaction) -> tuple[str, datetime]:
        found = tx.connection.execute(
            select(outbox.c.key, outbox.c.useful_until).where(outbox.c.person_id == ben.id)
        ).one()
        return tuple(found)

    key, useful_until = await store.read(row)
    assert key.startswith(f"reminders:{ben.id}:")
    assert useful_until == datetime(2026, 6, 10, 9, tzinfo=UTC)  # the letter's next reminder comes then


async def test_at_night_a_digest_waits_for_the_morning(store: Store):
    _, _, (ben, _) = await a_group_that_meets(store)
    await store.transact(lambda tx: tx.set_time_zone(ben.id, "Asia/Tokyo"))
    due = datetime(2026, 6, 3, 0, tzinfo=UTC)  # nine in the morning in Tokyo
    await tick(store, due - timedelta(minutes=1))
    assert await stages(store, ben.id) == ["meeting -30d"]
    night = due + timedelta(hours=13)
    await tick(store, night)
    assert await stages(store, ben.id) == ["meeting -30d"]
    await tick(store, due + timedelta(hours=23))
    assert await stages(store, ben.id) == ["meeting -30d", "meeting -7d"]


async def test_whoever_moves_is_reminded_when_it_is_time_there_and_only_once(store: Store):
    _, _, (ben, _) = await a_group_that_meets(store)
    await store.transact(lambda tx: tx.set_time_zone(ben.id, "Asia/Tokyo"))
    await tick(store, datetime(2026, 6, 3, 1, tzinfo=UTC))
    await store.transact(lambda tx: tx.set_time_zone(ben.id, "America/Los_Angeles"))
    await ticks(store, [datetime(2026, 6, 3, hour, 30, tzinfo=UTC) for hour in range(2, 24)])
    await tick(store, datetime(2026, 6, 4, 17, tzinfo=UTC))
    assert await stages(store, ben.id) == ["meeting -7d"]


async def test_whoever_says_no_zone_lives_by_the_clock_of_their_country(store: Store):
    ada, _ = await writer(store)
    await answer(store, "country", "JP")
    await store.transact(lambda tx: looking(tx, NOW + 5 * DAY))
    fact = await store.read(lambda tx: tx.reminder_fact("unfinished", "1", NOW))
    assert fact is not None
    assert [one.zone for one in fact.writing] == ["Asia/Tokyo"]  # type: ignore[union-attr]
    assert ada.time_zone is None


# -- letters, plans, terms --------------------------------------------------------------------------------------------


async def test_a_letter_is_mentioned_three_days_after_its_last_change_whenever_it_was_begun(store: Store):
    ada, _ = await writer(store)
    at = NOW + 2 * DAY
    await store.transact(lambda tx: looking(tx, NOW + DAY))
    await answer(store, "name", "Institute")
    await store.transact(lambda tx: tx.connection.execute(update(drafts).where(drafts.c.id == 1).values(changed_at=at)))
    await ticks(store, daily(NOW + 3 * DAY, 60))
    assert await stages(store, ada.id) == ["unfinished +3d", "unfinished +10d", "unfinished +30d"]
    when = await store.read(lambda tx: [one.due_at for one in tx.reminders_about("unfinished", "1")])
    assert when[0] == datetime(2026, 3, 6, 9, tzinfo=UTC)


async def test_a_letter_that_was_sent_or_given_up_is_mentioned_no_more(store: Store):
    ada, sent = await writer(store)
    ben, given_up = await writer(store, 8)
    await store.transact(lambda tx: looking(tx, NOW + 3 * DAY))
    await store.transact(lambda tx: tx.submit(sent.draft_id, ada.id, {"answers": {}}, NOW + 3 * DAY))
    await store.transact(lambda tx: tx.cancel_draft(given_up.draft_id))
    # Drafts that are erased are looked at by the machine's clock.
    await store.transact(lambda tx: tx.watch("unfinished", str(given_up.draft_id), NOW + 3 * DAY))
    await ticks(store, daily(NOW + 3 * DAY, 40))
    assert await digests(store) == []
    gone = await store.read(lambda tx: tx.reminder_fact("unfinished", str(given_up.draft_id), NOW))
    assert gone is None
    left = await store.read(lambda tx: tx.connection.execute(select(watches.c.subject)).scalars().all())
    assert str(given_up.draft_id) not in left
    assert ben.id


async def test_errands_are_not_mentioned(store: Store):
    amina = await officer(store)
    await store.transact(
        lambda tx: tx.begin_draft(amina.id, "search", 1, FIRST.standing(), NOW, subject="GMP-2026-0001.3")
    )
    await ticks(store, daily(NOW, 40))
    assert await digests(store) == []


async def test_a_plan_that_nobody_writes_in_is_its_leads_matter(store: Store):
    lead = await somebody(store)

    def begin(tx: Transaction) -> None:
        tx.grant_role(lead.id, "lead", "waste", NOW, NOW + 730 * DAY)
        tx.begin_draft(lead.id, "plan", 1, FIRST.standing(), NOW, subject="waste", owned=False)

    await store.transact(begin)
    await ticks(store, daily(NOW, 35))
    assert await stages(store, lead.id) == ["unfinished +3d", "unfinished +10d", "unfinished +30d"]


async def test_the_end_of_a_term_is_told_to_its_holder_and_at_last_to_the_secretariat(store: Store):
    amina, lead = await officer(store), await somebody(store)
    until = NOW + 200 * DAY
    await store.transact(lambda tx: tx.grant_role(lead.id, "lead", "waste", NOW, until))
    await ticks(store, daily(NOW + 105 * DAY, 96))
    assert [one for one in await stages(store, lead.id) if one.startswith("term")] == ["term -90d", "term -30d"]
    assert [one for one in await stages(store, amina.id) if one.startswith("term")] == ["term -30d"]


async def test_a_term_that_goes_on_is_not_spoken_of(store: Store):
    lead = await somebody(store)

    def renew(tx: Transaction) -> None:
        tx.grant_role(lead.id, "lead", "waste", NOW, NOW + 200 * DAY)
        role = tx.connection.execute(select(roles.c.id)).scalar_one()
        tx.connection.execute(
            roles.insert().values(
                person_id=lead.id, kind="lead", area="waste", since=NOW + 200 * DAY, until=NOW + 930 * DAY
            )
        )
        tx.watch("term", str(role), NOW)

    await store.transact(renew)
    await ticks(store, daily(NOW + 105 * DAY, 20))
    assert await stages(store, lead.id) == []


async def test_a_term_after_which_somebody_else_is_recorded_is_taken_care_of(store: Store):
    amina, lead, heir = await officer(store), await somebody(store), await somebody(store, 8)

    def lead_it(tx: Transaction) -> int:
        tx.grant_role(lead.id, "lead", "waste", NOW, NOW + 200 * DAY)
        return tx.terms_of("lead", "waste")[0].role_id

    first = await store.transact(lead_it)
    await ticks(store, daily(NOW + 105 * DAY, 10))
    follows = NewTerm(heir.id, "lead", "waste", "designated", None, "", amina.id, after=first)
    assert await store.transact(lambda tx: tx.begin_term(follows, NOW + 115 * DAY))
    await ticks(store, daily(NOW + 116 * DAY, 90))
    assert [one for one in await stages(store, lead.id) if one.startswith("term")] == ["term -90d"]
    assert [one for one in await stages(store, amina.id) if one.startswith("term")] == []


# -- reports and gatherings -------------------------------------------------------------------------------------------


async def test_an_overdue_report_rises_to_the_secretariat(store: Store):
    amina, lead = await officer(store), await somebody(store)

    def open_cycle(tx: Transaction) -> int:
        an_area(tx)
        tx.grant_role(lead.id, "lead", "waste", NOW)
        return tx.open_cycle(CycleTerms("2024-01-01", "2025-12-31", "2008", "2026-06-30"), amina.id, NOW)

    cycle = await store.transact(open_cycle)
    due = datetime(2026, 6, 30, 12, tzinfo=UTC)
    await ticks(store, [due + day * DAY for day in (-91, -90, -60, -30, -7, -1, 0, 6, 7, 13, 14, 15, 21, 24)])
    assert [one for one in await stages(store, lead.id) if one.startswith("report")] == [
        *("report -90d", "report -30d", "report -7d", "report 0d"),
        *("report +7d", "report +14d", "report +21d"),
    ]
    assert [one for one in await stages(store, amina.id) if one.startswith("report")] == ["report +14d", "report +21d"]
    assert cycle


async def test_the_lead_is_reminded_of_the_report_though_the_format_was_changed_that_morning(store: Store):
    amina, lead = await officer(store), await somebody(store)
    first = CycleTerms("2024-01-01", "2025-12-31", "2008", "2026-06-30")

    def open_cycle(tx: Transaction) -> int:
        an_area(tx)
        tx.grant_role(lead.id, "lead", "waste", NOW)
        return tx.open_cycle(first, amina.id, NOW)

    async def fact() -> ReportDue:
        found = await store.read(lambda tx: tx.reminder_fact("report", f"{cycle}.waste", at))
        assert isinstance(found, ReportDue)
        return found

    async def told() -> list[str]:
        return [one for one in await stages(store, lead.id) if one.startswith("report")]

    cycle = await store.transact(open_cycle)
    at = datetime(2026, 6, 23, 12, tzinfo=UTC)
    assert await store.transact(
        lambda tx: tx.change_cycle(cycle, 0, replace(first, format="2026"), amina.id, at - timedelta(hours=1))
    )
    assert (await fact()).set_at == NOW
    await tick(store, at)
    assert await told() == ["report -7d"]
    ids = await store.read(
        lambda tx: tx.connection.execute(select(reminders.c.id).where(reminders.c.person_id == lead.id)).scalars().all()
    )
    assert await store.transact(lambda tx: tx.put_off_reminders(lead.id, ids, at + DAY, at)) == 1
    assert await store.transact(lambda tx: tx.change_cycle(cycle, 1, first, amina.id, at))
    await ticks(store, [at, at + DAY])
    assert await told() == ["report -7d", "report -7d"]
    # Another day is told to the leads at once.
    later = at + 2 * DAY
    assert await store.transact(
        lambda tx: tx.change_cycle(cycle, 2, replace(first, due_on="2026-07-01"), amina.id, later)
    )
    assert (await fact()).set_at == later
    assert await store.transact(lambda tx: tx.close_cycle(cycle, 3, amina.id, later))
    assert await store.transact(lambda tx: tx.reopen_cycle(cycle, 4, amina.id, later + DAY))
    assert (await fact()).set_at == later + DAY


async def test_a_report_that_was_returned_is_called_late_again_only_with_the_next_stage(store: Store):
    amina, lead = await officer(store), await somebody(store)

    def submit_it(tx: Transaction) -> int:
        an_area(tx)
        tx.grant_role(lead.id, "lead", "waste", NOW)
        cycle = tx.open_cycle(CycleTerms("2024-01-01", "2025-12-31", "2008", "2026-06-30"), amina.id, NOW)
        draft = tx.begin_draft(lead.id, "report", 1, FIRST.standing(), NOW, subject=f"waste.{cycle}", owned=False)
        begun = tx.begin_report(cycle, "waste", draft.draft_id, NOW)
        assert tx.submit_report(begun.id, begun.revision, lead.id, {"answers": {}}, NOW)
        return begun.id

    report = await store.transact(submit_it)
    late = datetime(2026, 8, 12, 12, tzinfo=UTC)
    await tick(store, late)
    assert await store.transact(lambda tx: tx.return_report(report, 1, "More, please.", "en", amina.id, late))
    of_it = []
    for moment in (late, late + 6 * DAY):
        await tick(store, moment)
        of_it.append([one for one in await stages(store, lead.id) if one.startswith("report")])
    assert of_it == [[], ["report +49d"]]


async def test_without_a_lead_the_secretariat_is_reminded_of_the_report(store: Store):
    amina = await officer(store)

    def open_cycle(tx: Transaction) -> int:
        an_area(tx)
        return tx.open_cycle(CycleTerms("2024-01-01", "2025-12-31", "2008", "2026-06-30"), amina.id, NOW)

    await store.transact(open_cycle)
    await tick(store, datetime(2026, 6, 23, 12, tzinfo=UTC))
    assert await stages(store, amina.id) == ["report -7d"]


async def test_a_lead_who_blocks_the_bot_leaves_their_reminders_to_the_secretariat(store: Store):
    amina, lead = await officer(store), await somebody(store)
    await store.transact(lambda tx: tx.grant_role(lead.id, "lead", "waste", NOW, NOW + 200 * DAY))
    await tick(store, NOW + 120 * DAY)
    assert await stages(store, amina.id) == []
    await store.transact(lambda tx: tx.mark_blocked("web", 7, NOW + 120 * DAY))
    await tick(store, NOW + 120 * DAY)
    assert await stages(store, amina.id) == ["term -90d"]


async def test_an_area_that_does_not_meet_is_asked_to_until_a_meeting_is_planned(store: Store):
    lead = await somebody(store)

    def begin(tx: Transaction) -> None:
        an_area(tx)
        tx.grant_role(lead.id, "lead", "waste", NOW)

    await store.transact(begin)
    await ticks(store, daily(NOW + 270 * DAY, 110))
    of_meeting = ["gathering -90d", "gathering -30d", "gathering 0d"]
    assert await stages(store, lead.id) == of_meeting
    planned_for = NOW + 400 * DAY
    plan = a_plan(planned_for)
    meeting: Meeting = (await store.transact(lambda tx: tx.plan_meeting("waste", plan, lead.id, NOW + 385 * DAY)))[0]
    await ticks(store, daily(NOW + 386 * DAY, 13))
    assert [one for one in await stages(store, lead.id) if one.startswith("gathering")] == of_meeting
    # Once it has been held the year begins anew, without anybody changing anything.
    await ticks(store, daily(planned_for + 265 * DAY, 15))
    assert (await stages(store, lead.id))[-1] == "gathering -90d"
    assert meeting.area == "waste"


# -- what people want -------------------------------------------------------------------------------------------------


async def test_whoever_has_stopped_a_kind_gets_none_of_it_until_they_want_it_again(store: Store):
    _, _, (ben, eve) = await a_group_that_meets(store)
    await store.transact(lambda tx: looking(tx, NOON - 30 * DAY))
    await store.transact(lambda tx: tx.set_reminder_wish(ben.id, "meeting", "", "stopped", NOON - 30 * DAY))
    await tick(store, NOON - 30 * DAY)
    await tick(store, NOON - 7 * DAY)
    assert await stages(store, ben.id) == []
    assert await stages(store, eve.id) == ["meeting -30d", "meeting -7d"]
    assert await store.transact(lambda tx: tx.clear_reminder_wish(ben.id, "meeting", "", NOON - 6 * DAY))
    assert not await store.transact(lambda tx: tx.clear_reminder_wish(ben.id, "meeting", "", NOON - 6 * DAY))
    await tick(store, NOON - DAY)
    assert (await stages(store, ben.id))[-1] == "meeting -1d"


async def test_done_is_said_of_one_thing_by_one_person(store: Store):
    meeting, _, (ben, eve) = await a_group_that_meets(store)
    subject = str(meeting.id)
    await store.transact(lambda tx: tx.set_reminder_wish(ben.id, "meeting", subject, "done", NOON - 20 * DAY))
    await tick(store, NOON - 7 * DAY)
    assert await stages(store, ben.id) == []
    assert await stages(store, eve.id) == ["meeting -7d"]
    wishes = await store.read(lambda tx: tx.reminder_wishes(ben.id))
    assert [(one.kind, one.subject, one.wish) for one in wishes] == [("meeting", subject, "done")]


async def test_partners_are_asked_for_progress_once_a_quarter_if_they_agreed(store: Store):
    ben, eve = await somebody(store, 1), await somebody(store, 2)
    await store.transact(lambda tx: tx.set_reminder_wish(ben.id, "progress", "waste", "agreed", NOW))
    await store.transact(lambda tx: tx.watch("progress", f"waste.{eve.id}", NOW))
    await ticks(store, [NOW + day * DAY for day in range(85, 200, 5)])
    assert await stages(store, ben.id) == ["progress +3m", "progress +6m"]
    assert await stages(store, eve.id) == []


async def test_a_reminder_that_was_put_off_comes_again_then(store: Store):
    _, _, (ben, eve) = await a_group_that_meets(store)
    at = NOON - 6 * DAY
    await tick(store, at)
    ids = await store.read(
        lambda tx: tx.connection.execute(select(reminders.c.id).order_by(reminders.c.id)).scalars().all()
    )
    tomorrow = at + DAY
    assert await store.transact(lambda tx: tx.put_off_reminders(ben.id, ids, tomorrow, at)) == 1
    assert await store.transact(lambda tx: tx.put_off_reminders(ben.id, ids, MEETING_AT, at)) == 0
    await tick(store, at + timedelta(hours=5))
    assert await stages(store, ben.id) == ["meeting -7d"]
    await tick(store, tomorrow)
    assert await stages(store, ben.id) == ["meeting -7d", "meeting -7d"]
    assert await stages(store, eve.id) == ["meeting -7d"]


async def test_what_was_handed_over_is_told_only_while_it_is_of_use(store: Store):
    meeting, amina, (ben, _) = await a_group_that_meets(store)
    at = NOON - 7 * DAY
    await tick(store, at)
    ids = await store.read(
        lambda tx: tx.connection.execute(select(reminders.c.id).where(reminders.c.person_id == ben.id)).scalars().all()
    )
    current = await store.read(lambda tx: tx.current_reminders(ids, at))
    assert [(one.kind, one.stage, one.state) for one in current] == [("meeting", "-7d", "handed")]
    assert await store.read(lambda tx: tx.current_reminders(ids, NOON - DAY)) == ()
    await store.transact(lambda tx: tx.cancel_meeting(meeting.id, 0, "", amina.id, at))
    assert await store.read(lambda tx: tx.current_reminders(ids, at)) == ()


async def test_what_was_handed_over_is_told_also_to_whoever_has_moved_west_since(store: Store):
    _, _, (ben, _) = await a_group_that_meets(store)
    await store.transact(lambda tx: tx.set_time_zone(ben.id, "Asia/Tokyo"))
    at = datetime(2026, 6, 3, 0, tzinfo=UTC)
    await tick(store, at)
    await store.transact(lambda tx: tx.set_time_zone(ben.id, "Pacific/Honolulu"))
    ids = await store.read(
        lambda tx: tx.connection.execute(select(reminders.c.id).where(reminders.c.person_id == ben.id)).scalars().all()
    )
    current = await store.read(lambda tx: tx.current_reminders(ids, at + timedelta(minutes=1)))
    assert [one.stage for one in current] == ["-7d"]


async def test_the_days_that_the_secretariat_sets_hold_from_then_on(store: Store):
    _, amina, (ben, _) = await a_group_that_meets(store)
    await tick(store, ASKED_AT + DAY)
    plain = [before(days=14).to_plain(), before(days=2).to_plain()]
    await store.transact(lambda tx: tx.set_reminder_rule("meeting", plain, amina.id, NOON - 40 * DAY))
    await ticks(store, daily(NOON - 39 * DAY, 39))
    assert await stages(store, ben.id) == ["meeting -14d", "meeting -2d"]
    (kept,) = await store.read(lambda tx: tx.reminder_rules())
    assert (kept.kind, list(kept.stages), kept.changed_by) == ("meeting", plain, amina.id)
    await store.transact(lambda tx: tx.set_reminder_rule("meeting", None, amina.id, NOON))
    assert await store.read(lambda tx: tx.reminder_rules()) == ()


async def test_stages_that_make_no_sense_are_not_kept(store: Store):
    with pytest.raises(WrongStages):
        await store.transact(lambda tx: tx.set_reminder_rule("meeting", [{"days": -1}], None, NOW))
    assert await store.read(lambda tx: tx.reminder_rules()) == ()


# -- what goes --------------------------------------------------------------------------------------------------------


async def test_whoever_asked_to_be_forgotten_is_reminded_of_nothing(store: Store):
    _, _, (ben, eve) = await a_group_that_meets(store)
    await store.transact(lambda tx: tx.forget(ben.id, NOON - 8 * DAY))
    await tick(store, NOON - 7 * DAY)
    assert await stages(store, ben.id) == []
    assert await stages(store, eve.id) == ["meeting -7d"]


async def test_two_devices_that_become_one_person_are_not_reminded_twice(store: Store):
    ada, standing = await writer(store, 7)
    ben = await somebody(store, 8)
    await tick(store, NOW + 3 * DAY)
    assert await stages(store, ada.id) == ["unfinished +3d"]
    await store.transact(lambda tx: tx.attach_chat("web", 7, ben.id))
    await store.transact(lambda tx: tx.watch("unfinished", str(standing.draft_id), NOW + 4 * DAY))
    await tick(store, NOW + 4 * DAY)
    assert await stages(store, ben.id) == ["unfinished +3d"]
    await tick(store, NOW + 10 * DAY)
    assert (await stages(store, ben.id))[-1] == "unfinished +10d"


async def test_a_fact_that_somebody_else_is_looking_at_is_left_to_them(store: Store):
    await a_group_that_meets(store)
    at = NOON - 7 * DAY
    (first,) = await store.transact(lambda tx: tx.take_watches(at, 1))
    assert await store.transact(lambda tx: tx.take_watches(at, 1, first)) == (first,)
    assert await store.transact(lambda tx: tx.take_watches(at, 1, Watched("meeting", "77"))) == ()
    assert await store.read(lambda tx: tx.has_to_look(at))


def an_area(tx: Transaction) -> None:
    tx.seed_areas((AreaRow("waste", "Mercury waste management", {}, open=True),))
