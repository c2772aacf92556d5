"""What the tests of reminders do again and again: an Advisory Group that meets, and a tick."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from flows.reminders import RULES
from storage.desk_tables import outbox
from storage.meeting_records import Meeting, MeetingPlan
from storage.records import Person
from storage.reminder_records import HandedOver
from storage.reminder_tables import reminders
from storage.store import Store, Transaction
from tests.storage.letters import officer, somebody

ASKED_AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
MEETING_AT = datetime(2026, 6, 10, 14, tzinfo=UTC)


def a_plan(starts_at: datetime = MEETING_AT) -> MeetingPlan:
    return MeetingPlan(
        kind="annual",
        title="Annual meeting",
        language="en",
        starts_at=starts_at,
        minutes=90,
        zone="Europe/Zurich",
        form="teleconference",
        place="",
        link="https://example.org/meet",
        agenda="",
        agenda_file=None,
        invited=("members",),
    )


async def a_group_that_meets(store: Store, members: int = 2) -> tuple[Meeting, Person, tuple[Person, ...]]:
    """A meeting of the Advisory Group, planned by its secretariat in March, and its members."""
    amina = await officer(store)
    group = [await somebody(store, 100 + number) for number in range(members)]

    def plan(tx: Transaction) -> Meeting:
        for member in group:
            tx.grant_role(member.id, "adviser", None, ASKED_AT)
        return tx.plan_meeting(None, a_plan(), amina.id, ASKED_AT)[0]

    return await store.transact(plan), amina, tuple(group)


def looking(tx: Transaction, at: datetime) -> None:
    """Look at all facts that are to be looked at by a moment."""
    while watched := tx.take_watches(at, 50):
        tx.set_watches(dict.fromkeys(one for one in watched if one.kind not in RULES))
        tx.look_at([one for one in watched if one.kind in RULES], at)


async def tick(store: Store, at: datetime) -> HandedOver:
    """All that is due at a moment goes to the outbox."""

    def work(tx: Transaction) -> HandedOver:
        looking(tx, at)
        return tx.hand_over(at, 1000)

    return await store.transact(work)


async def ticks(store: Store, moments: Iterable[datetime]) -> None:
    """Tick at each moment."""
    for moment in moments:
        await tick(store, moment)


def daily(first: datetime, number: int) -> list[datetime]:
    """A moment on each of so many days."""
    return [first + timedelta(days=day) for day in range(number)]


async def digests(store: Store) -> list[tuple[int, tuple[str, ...]]]:
    """What went to the outbox: to whom, and which stages of which kinds in one message."""

    def read(tx: Transaction) -> list[tuple[int, tuple[str, ...]]]:
        named = {
            row.id: f"{row.kind} {row.stage}"
            for row in tx.connection.execute(select(reminders.c.id, reminders.c.kind, reminders.c.stage))
        }
        rows = tx.connection.execute(
            select(outbox.c.person_id, outbox.c.content)
            .where(outbox.c.kind == "reminders")
            .order_by(outbox.c.made_at, outbox.c.person_id, outbox.c.id)
        )
        return [(person, tuple(named[number] for number in content["reminders"])) for person, content in rows]

    return await store.read(read)


async def stages(store: Store, person_id: int) -> list[str]:
    """The stages of which somebody was told, in that order."""
    return [stage for person, told in await digests(store) for stage in told if person == person_id]


async def states(store: Store, kind: str) -> dict[str, str]:
    """The state of each reminder of a kind, by its stage and person."""

    def read(tx: Transaction) -> dict[str, str]:
        rows = tx.connection.execute(
            select(reminders.c.stage, reminders.c.person_id, reminders.c.state)
            .where(reminders.c.kind == kind)
            .order_by(reminders.c.id)
        )
        return {f"{stage} {person}": state for stage, person, state in rows}

    return await store.read(read)
