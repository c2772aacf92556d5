"""Meetings in storage: who is invited, what is answered, steps taken one after the other, facts looked at again."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from storage.desk_records import Overtaken, Partner, Registration
from storage.meeting_records import Meeting, MeetingChanged, MeetingPlan, Renewed
from storage.meeting_tables import attendances
from storage.reminder_tables import watches
from storage.store import Store, Transaction
from tests.storage.letters import NOW, officer, sent, somebody

DAY = timedelta(days=1)
PLAN = MeetingPlan(
    kind="annual",
    title="Fourth meeting",
    language="en",
    starts_at=NOW + 60 * DAY,
    minutes=120,
    zone="Europe/Zurich",
    form="in person",
    place="Room 3",
    link="",
    agenda="1. Priorities",
    agenda_file=None,
    invited=("partners",),
)


async def lead(store: Store, chat: int = 20, area: str = "asgm", until: datetime | None = None) -> int:
    """Somebody who leads an area."""
    person = await somebody(store, chat)
    await store.transact(lambda tx: tx.grant_role(person.id, "lead", area, NOW, until))
    return person.id


async def partner(store: Store, by: int, chat: int = 30, *areas: str) -> int:
    """Somebody whose letter was registered for areas."""
    person, reference = await sent(store, chat)
    named = Registration(f"Institute {chat}", f"institute {chat}", "KE", "government", areas or ("asgm",), public=True)

    def register(tx: Transaction) -> Partner | Overtaken:
        letter = tx.letter(reference)
        assert letter is not None
        return tx.register_letter(reference, letter.revision, by, named, NOW)

    assert isinstance(await store.transact(register), Partner)
    return person.id


async def plan(store: Store, by: int, area: str | None = "asgm", what: MeetingPlan = PLAN) -> Meeting:
    """A meeting that somebody has planned."""
    planned, _ = await store.transact(lambda tx: tx.plan_meeting(area, what, by, NOW))
    return planned


async def looked_at(store: Store, kind: str, subject: str) -> datetime | None:
    """When a fact is looked at again."""

    def work(tx: Transaction) -> datetime | None:
        query = select(watches.c.next_at).where(watches.c.kind == kind, watches.c.subject == subject)
        found: datetime | None = tx.connection.execute(query).scalar_one_or_none()
        return found

    return await store.read(work)


async def capacities(store: Store, meeting_id: int) -> dict[int, tuple[str, str]]:
    """Everyone who is invited: as what, and what they answered."""
    people = await store.read(lambda tx: tx.attendees(meeting_id))
    return {one.person_id: (one.capacity, one.answer) for one in people}


async def test_the_audiences_are_invited_and_who_convenes_counts_as_coming(store: Store):
    amina = await officer(store)
    eve, co_lead = await lead(store), await lead(store, 21)
    await lead(store, 22, "waste")
    pia = await partner(store, amina.id)
    await partner(store, amina.id, 31, "waste")
    one = await plan(store, eve)
    assert await capacities(store, one.id) == {
        eve: ("convener", "yes"),
        co_lead: ("convener", ""),
        pia: ("partner", ""),
    }
    assert await store.read(lambda tx: tx.meeting(one.id)) == one
    assert await store.read(lambda tx: tx.meeting(404)) is None
    assert (one.sequence, one.revision, one.state) == (0, 0, "planned")
    assert {await looked_at(store, kind, str(one.id)) for kind in ("meeting", "meeting report")} == {NOW}
    assert await looked_at(store, "gathering", "asgm") == NOW


async def test_the_advisory_group_s_members_chair_and_observers_are_invited(store: Store):
    amina, li = await officer(store), await officer(store, 91, "Li")
    people = {kind: await somebody(store, 40 + n) for n, kind in enumerate(("adviser", "chair", "observer", "partner"))}

    def grant(tx: Transaction) -> None:
        for kind, person in people.items():
            tx.grant_role(person.id, kind, None, NOW)

    await store.transact(grant)
    one = await plan(store, amina.id, None, replace(PLAN, invited=("members", "observers")))
    assert await capacities(store, one.id) == {
        amina.id: ("convener", "yes"),
        people["adviser"].id: ("member", ""),
        people["chair"].id: ("member", ""),
        people["observer"].id: ("observer", ""),
    }
    assert await looked_at(store, "gathering", "advisory") == NOW
    assert await store.read(lambda tx: tx.attendee(one.id, li.id)) is None


async def test_who_joins_and_who_leaves_has_the_meetings_of_that_body_looked_at(store: Store):
    amina = await officer(store)
    eve = await lead(store)
    one = await plan(store, eve)
    assert await looked_at(store, "audience", str(one.id)) is None
    pia = await partner(store, amina.id)
    assert await looked_at(store, "audience", str(one.id)) == NOW
    renewed = await store.transact(lambda tx: tx.renew_invitations(one, NOW + DAY))
    assert renewed == Renewed(invited=(pia,))
    assert await store.transact(lambda tx: tx.renew_invitations(one, NOW + DAY)) == Renewed()

    max_ = await somebody(store, 21)
    await store.transact(lambda tx: tx.grant_role(max_.id, "lead", "asgm", NOW + 2 * DAY))
    assert await looked_at(store, "audience", str(one.id)) == NOW + 2 * DAY
    (role,) = (
        held for held in await store.read(lambda tx: tx.holders("lead", NOW + DAY, "asgm")) if held.person_id == eve
    )
    await store.transact(lambda tx: tx.end_role(role.role_id, None, NOW + 3 * DAY))
    assert await looked_at(store, "audience", str(one.id)) == NOW + 3 * DAY
    renewed = await store.transact(lambda tx: tx.renew_invitations(one, NOW + 3 * DAY))
    assert renewed == Renewed(invited=(max_.id,), dropped=(eve,))


async def test_a_term_that_ends_before_the_meeting_has_it_looked_at_then(store: Store):
    eve = await lead(store, until=NOW + 30 * DAY)
    one = await plan(store, eve)
    assert await looked_at(store, "audience", str(one.id)) == NOW + 30 * DAY
    renewed = await store.transact(lambda tx: tx.renew_invitations(one, NOW + 31 * DAY))
    assert renewed.dropped == (eve,)


async def test_a_meeting_that_has_begun_keeps_its_attendance(store: Store):
    eve = await lead(store, until=NOW + 30 * DAY)
    one = await plan(store, eve)
    assert await store.transact(lambda tx: tx.renew_invitations(one, one.starts_at)) == Renewed()
    assert await capacities(store, one.id) == {eve: ("convener", "yes")}


async def test_an_answer_is_taken_until_the_meeting_begins(store: Store):
    amina = await officer(store)
    eve, pia = await lead(store), await partner(store, amina.id)
    one = await plan(store, eve)
    later = NOW + DAY
    assert await store.transact(lambda tx: tx.answer_invitation(one.id, pia, "no", later))
    assert await looked_at(store, "meeting", str(one.id)) == later
    assert await store.transact(lambda tx: tx.answer_invitation(one.id, pia, "telephone", later))
    assert not await store.transact(lambda tx: tx.answer_invitation(one.id, pia, "yes", one.starts_at))
    assert not await store.transact(lambda tx: tx.answer_invitation(one.id, amina.id, "yes", later))
    assert (await capacities(store, one.id))[pia] == ("partner", "telephone")
    with pytest.raises(ValueError, match="perhaps"):
        await store.transact(lambda tx: tx.answer_invitation(one.id, pia, "perhaps", later))


async def test_who_asks_for_travel_support_means_to_come_and_who_stays_away_needs_none(store: Store):
    amina = await officer(store)
    eve, pia = await lead(store), await partner(store, amina.id)
    one = await plan(store, eve)
    assert await store.transact(lambda tx: tx.ask_travel_support(one.id, pia, True, NOW))
    assert not await store.transact(lambda tx: tx.ask_travel_support(one.id, pia, True, NOW))
    known = await store.read(lambda tx: tx.attendee(one.id, pia))
    assert known is not None
    assert (known.answer, known.travel_support) == ("yes", True)
    await store.transact(lambda tx: tx.answer_invitation(one.id, pia, "no", NOW))
    known = await store.read(lambda tx: tx.attendee(one.id, pia))
    assert known is not None
    assert not known.travel_support


async def test_a_meeting_that_is_moved_asks_everyone_anew_and_one_that_is_not_keeps_the_answers(store: Store):
    amina = await officer(store)
    eve, pia = await lead(store), await partner(store, amina.id)
    one = await plan(store, eve)
    await store.transact(lambda tx: tx.answer_invitation(one.id, pia, "yes", NOW))
    outcome = await store.transact(lambda tx: tx.change_meeting(one.id, 0, replace(PLAN, place="Room 7"), eve, NOW))
    assert not isinstance(outcome, Overtaken)
    changed, renewed = outcome
    assert (changed.moved, changed.after.sequence, changed.after.revision) == (False, 1, 1)
    assert renewed == Renewed()
    assert (await capacities(store, one.id))[pia] == ("partner", "yes")
    moved = replace(PLAN, starts_at=NOW + 67 * DAY)
    outcome = await store.transact(lambda tx: tx.change_meeting(one.id, 1, moved, eve, NOW))
    assert not isinstance(outcome, Overtaken)
    assert outcome[0].moved
    assert await capacities(store, one.id) == {eve: ("convener", "yes"), pia: ("partner", "")}


async def test_of_two_who_act_at_once_one_does_and_the_other_is_told_who_did(store: Store):
    leads = [await lead(store, 20 + n) for n in range(2)]
    one = await plan(store, leads[0])
    outcomes = await asyncio.gather(
        *(
            store.transact(
                lambda tx, n=n: tx.change_meeting(one.id, 0, replace(PLAN, place=f"Room {n}"), leads[n], NOW)  # type: ignore[misc]
            )
            for n in range(2)
        )
    )
    (acted,) = (outcome for outcome in outcomes if not isinstance(outcome, Overtaken))
    (told,) = (outcome for outcome in outcomes if isinstance(outcome, Overtaken))
    assert isinstance(acted[0], MeetingChanged)
    assert (told.by_name, told.what) == ("Ada", "changed a meeting")
    assert (await store.read(lambda tx: tx.meeting(one.id))) == acted[0].after


async def test_two_who_renew_the_invitations_at_once_invite_everyone_once(store: Store):
    amina = await officer(store)
    eve = await lead(store)
    one = await plan(store, eve)
    pia = await partner(store, amina.id)
    found = await asyncio.gather(*(store.transact(lambda tx: tx.renew_invitations(one, NOW)) for _ in range(3)))
    assert [who for renewed in found for who in renewed.invited] == [pia]


async def test_a_cancelled_meeting_takes_no_further_step(store: Store):
    eve = await lead(store)
    one = await plan(store, eve)
    cancelled = await store.transact(lambda tx: tx.cancel_meeting(one.id, 0, "Too few.", eve, NOW))
    assert isinstance(cancelled, Meeting)
    assert (cancelled.state, cancelled.because, cancelled.sequence) == ("cancelled", "Too few.", 1)
    again = await store.transact(lambda tx: tx.change_meeting(one.id, 1, replace(PLAN, place="x"), eve, NOW))
    assert isinstance(again, Overtaken)
    assert not await store.transact(lambda tx: tx.answer_invitation(one.id, eve, "no", NOW))
    with pytest.raises(LookupError):
        await store.transact(lambda tx: tx.cancel_meeting(404, 0, "", eve, NOW))


async def test_a_meeting_that_has_begun_cannot_be_cancelled(store: Store):
    eve = await lead(store)
    one = await plan(store, eve)
    refused = await store.transact(lambda tx: tx.cancel_meeting(one.id, 0, "Too few.", eve, one.starts_at))
    assert isinstance(refused, Overtaken)
    assert await store.read(lambda tx: tx.meeting(one.id)) == one


async def test_attendance_report_and_publication_are_steps_of_their_own(store: Store):
    amina = await officer(store)
    eve, pia = await lead(store), await partner(store, amina.id)
    one, after = await plan(store, eve), PLAN.starts_at + DAY
    assert await store.transact(lambda tx: tx.note_presence(one.id, pia, True))
    assert not await store.transact(lambda tx: tx.note_presence(one.id, 404, True))
    closed = await store.transact(lambda tx: tx.close_attendance(one.id, 0, eve, after))
    assert isinstance(closed, Meeting)
    people = await store.read(lambda tx: tx.attendees(one.id))
    assert {person.person_id: person.attended for person in people} == {eve: False, pia: True}

    early = await store.transact(lambda tx: tx.publish_meeting_report(one.id, 1, eve, after))
    assert isinstance(early, Overtaken)

    def file(tx: Transaction) -> int:
        name = {"name": "report.pdf", "mime": "application/pdf", "content": b"%PDF"}
        return tx.keep_file(person_id=eve, draft_id=None, at=NOW, **name)  # type: ignore[arg-type]

    number = await store.transact(file)
    kept = await store.transact(lambda tx: tx.keep_meeting_report(one.id, 1, "", "en", number, eve, after))
    assert isinstance(kept, Meeting)
    assert await looked_at(store, "meeting report", str(one.id)) == after
    published = await store.transact(lambda tx: tx.publish_meeting_report(one.id, 2, eve, after))
    assert isinstance(published, Meeting)
    assert published.report_published_at == after
    # It is the Partnership's own: it stays when who sent it is forgotten.
    await store.transact(lambda tx: tx.forget(eve, after))
    assert await store.read(lambda tx: tx.file(number)) is not None
    assert (await store.read(lambda tx: tx.meeting(one.id))).convened_by is None  # type: ignore[union-attr]


async def test_meetings_are_listed_by_body_and_by_who_is_invited(store: Store):
    amina = await officer(store)
    eve = await lead(store)
    first = await plan(store, eve)
    second = await plan(store, eve, what=replace(PLAN, starts_at=NOW + 30 * DAY))
    third = await plan(store, amina.id, None, replace(PLAN, invited=("members",)))

    def listed(bodies, at=NOW, *, coming=True):
        return store.read(lambda tx: [one.id for one in tx.meetings_of(bodies, at, coming=coming)])

    assert await listed(("asgm",)) == [second.id, first.id]
    assert await listed((None,)) == [third.id]
    assert await listed(None) == [second.id, first.id, third.id]
    assert await listed(("asgm", None), NOW + 61 * DAY, coming=False) == [third.id, first.id, second.id]
    assert await listed(()) == []
    mine = await store.read(lambda tx: tx.invitations_of(eve, NOW, coming=True))
    assert [(one.meeting.id, one.capacity, one.answer) for one in mine] == [
        (second.id, "convener", "yes"),
        (first.id, "convener", "yes"),
    ]


async def test_who_is_forgotten_leaves_no_trace_in_the_attendance(store: Store):
    amina = await officer(store)
    eve, pia = await lead(store), await partner(store, amina.id)
    one = await plan(store, eve)
    await store.transact(lambda tx: tx.forget(pia, NOW))
    rows = await store.read(lambda tx: tx.connection.execute(select(attendances.c.person_id)).scalars().all())
    assert rows == [eve]
    assert await store.transact(lambda tx: tx.renew_invitations(one, NOW)) == Renewed()
