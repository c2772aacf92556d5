"""Ticks: what is due goes to the outbox, whatever goes wrong on the way, and in how many processes they come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.database import open_database
from bot.scheduler import duties
from bot.scheduler.retention import RETENTION
from bot.scheduler.scheduler import Scheduler
from bot.scheduler.tick import Ticked, tick
from flows.framework import CURRENT
from flows.reminders import RULES
from handlers.talk import Surroundings
from storage import clock
from storage.desk_records import NewNotice
from storage.desk_tables import outbox
from storage.errors import StorageUnavailable
from storage.records import AreaRow
from storage.reminder_records import HandedOver, Looked
from storage.reminder_tables import reminders, watches
from storage.report_records import CycleTerms
from storage.retention import A_FEW
from storage.store import Store, Transaction, open_store
from storage.tables import drafts
from storage.term_records import NewTerm
from tests.storage.letters import FIRST, officer, somebody

SURROUNDINGS = Surroundings("https://mercury.example.org", "test_bot", CURRENT.open_areas())
BEGUN = datetime(2026, 3, 2, 10, tzinfo=UTC)
NOW = BEGUN + timedelta(days=4)


@pytest.fixture
async def store(migrated_url: str) -> AsyncIterator[Store]:
    store = await open_store(migrated_url)
    yield store
    await store.close()


async def letters(store: Store, number: int) -> list[int]:
    """People who began a letter at the same moment; the numbers of their drafts."""
    begun = []
    for chat in range(number):
        person = await somebody(store, chat + 1)

        def begin(tx: Transaction, who: int = person.id) -> int:
            return tx.begin_draft(who, "letter", 1, FIRST.standing(), BEGUN).draft_id

        begun.append(await store.transact(begin))
    return begun


async def put(store: Store) -> list[tuple[int, dict[str, list[int]]]]:
    """The reminders in the outbox: to whom, and with what."""

    def read(tx: Transaction) -> list[tuple[int, dict[str, list[int]]]]:
        rows = tx.connection.execute(
            select(outbox.c.person_id, outbox.c.content).where(outbox.c.kind == "reminders").order_by(outbox.c.id)
        )
        return [(person, content) for person, content in rows]

    return await store.read(read)


async def looks_at(store: Store, subject: str, kind: str = "unfinished") -> datetime | None:
    """When a fact is looked at next."""
    this = select(watches.c.next_at).where(watches.c.kind == kind, watches.c.subject == subject)
    return await store.read(lambda tx: tx.connection.execute(this).scalar_one())


async def test_a_tick_puts_what_is_due_into_the_outbox_once(store: Store):
    await letters(store, 1)
    done = await tick(store, SURROUNDINGS, NOW)
    assert done.handed == HandedOver(people=1, reminders=1)
    assert await put(store) == [(1, {"reminders": [1]})]
    assert await tick(store, SURROUNDINGS, NOW) == Ticked()
    assert await looks_at(store, "1") == datetime(2026, 3, 12, 9, tzinfo=UTC)


async def test_a_tick_goes_on_until_nothing_is_due(store: Store):
    await letters(store, 60)
    done = await tick(store, SURROUNDINGS, NOW)
    assert (done.looked.planned, done.handed.people) == (60, 60)
    assert len(await put(store)) == 60


async def test_processes_that_tick_at_once_put_everything_in_once(store: Store, migrated_url: str):
    await letters(store, 60)
    others = [await open_store(migrated_url, alone=False) for _ in range(2)]
    await asyncio.gather(*(tick(one, SURROUNDINGS, NOW) for one in (store, *others)))
    # What another one was just looking at is handed over by that one, or at the next tick.
    await tick(store, SURROUNDINGS, NOW)
    assert sorted(person for person, _ in await put(store)) == list(range(1, 61))
    for other in others:
        await other.close()


async def test_who_leads_next_is_reminded_of_what_the_lead_before_wanted_to_hear_no_more_of(store: Store):
    amina, lead, heir = await officer(store), await somebody(store), await somebody(store, 8)
    until, due = BEGUN + timedelta(days=30), BEGUN + timedelta(days=60)

    def begin(tx: Transaction) -> None:
        tx.seed_areas([AreaRow("waste", "Mercury waste", {}, True)])
        tx.grant_role(lead.id, "lead", "waste", BEGUN, until)
        first = tx.terms_of("lead", "waste")[0].role_id
        assert tx.begin_term(NewTerm(heir.id, "lead", "waste", "designated", None, "", amina.id, first), BEGUN)
        tx.open_cycle(CycleTerms("2024-01-01", "2025-12-31", "2008", f"{due:%Y-%m-%d}"), amina.id, BEGUN)
        tx.set_reminder_wish(lead.id, "report", "", "stopped", BEGUN)

    await store.transact(begin)
    for day in range(1, 58):
        await tick(store, SURROUNDINGS, BEGUN + timedelta(days=day))
    mine = select(reminders.c.stage).where(reminders.c.kind == "report", reminders.c.person_id == heir.id)
    assert await store.read(lambda tx: tx.connection.execute(mine).scalars().all()) == ["-7d"]


async def test_a_duty_is_done_when_its_moment_has_come_and_not_again(store: Store, monkeypatch: pytest.MonkeyPatch):
    done: list[tuple[str, str]] = []

    def settle(tx: Transaction, kind: str, subject: str, at: datetime, _: Surroundings) -> None:
        done.append((kind, subject))
        if subject == "again":
            tx.watch(kind, "later", at + timedelta(hours=2))

    monkeypatch.setattr("bot.scheduler.tick.DUTIES", {**duties.DUTIES, "pledge": settle})

    def promise(tx: Transaction) -> None:
        tx.watch("pledge", "again", NOW)
        tx.watch("pledge", "too early", NOW + timedelta(days=1))

    await store.transact(promise)
    assert (await tick(store, SURROUNDINGS, NOW)).duties == 1
    assert done == [("pledge", "again")]
    await tick(store, SURROUNDINGS, NOW + timedelta(hours=1))
    assert done == [("pledge", "again")]
    await tick(store, SURROUNDINGS, NOW + timedelta(hours=2))
    assert done == [("pledge", "again"), ("pledge", "later")]


async def test_a_duty_that_fails_keeps_nothing_else_from_being_done(store: Store, monkeypatch: pytest.MonkeyPatch):
    def settle(tx: Transaction, kind: str, subject: str, at: datetime, _: Surroundings) -> None:
        tx.name_person(1, "half done")
        if failing:
            raise LookupError("this goes wrong")

    failing = True
    monkeypatch.setattr("bot.scheduler.tick.DUTIES", {"pledge": settle})
    await letters(store, 3)
    await store.transact(lambda tx: tx.watch("pledge", "1", BEGUN))
    done = await tick(store, SURROUNDINGS, NOW)
    assert (done.failed, done.handed.people) == (1, 3)
    assert await looks_at(store, "1", "pledge") == NOW + timedelta(hours=1)
    person = await store.read(lambda tx: tx.person(1))
    assert person is not None
    assert person.name == "Ada"
    failing = False
    assert (await tick(store, SURROUNDINGS, NOW + timedelta(hours=1))).duties == 1


async def test_what_a_newer_version_looks_at_is_left_to_it(store: Store):
    await store.transact(lambda tx: tx.watch("weather", "1", NOW))
    assert (await tick(store, SURROUNDINGS, NOW)).failed == 1
    assert await looks_at(store, "1", "weather") == NOW + timedelta(hours=1)


async def test_what_was_kept_long_enough_is_removed_every_day_by_the_clock_that_a_test_moves(
    migrated_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(clock, "now", lambda: BEGUN)
    opened = await open_database(migrated_url, alone=True)
    try:
        person = await somebody(opened)

        def send(tx: Transaction) -> None:
            for number in range(2 * A_FEW + 1):
                tx.enqueue(NewNotice("file", person.id, "GMP-2026-0001", str(number), {}, BEGUN))
            tx.connection.execute(update(outbox).values(closed_at=BEGUN, outcome="sent"))

        await opened.transact(send)
        left = select(func.count()).select_from(outbox)
        assert (await tick(opened, SURROUNDINGS, NOW)).duties == 1
        assert (await tick(opened, SURROUNDINGS, NOW)).duties == 0
        assert await looks_at(opened, "", RETENTION) == NOW + timedelta(days=1)
        assert await opened.read(lambda tx: tx.connection.execute(left).scalar_one()) == 2 * A_FEW + 1
        later = BEGUN + timedelta(days=181)
        assert (await tick(opened, SURROUNDINGS, later)).duties == 3, "a few at a time, one transaction each"
        assert await opened.read(lambda tx: tx.connection.execute(left).scalar_one()) == 0
    finally:
        await opened.close()


def test_nothing_is_both_a_reminder_and_a_duty():
    assert not RULES.keys() & duties.DUTIES.keys()


# -- the running scheduler --------------------------------------------------------------------------------------------


async def until(is_so: Callable[[], bool], within: float = 20.0) -> None:
    async with asyncio.timeout(within):
        while not is_so():  # noqa: ASYNC110  # it is the scheduler that is watched
            await asyncio.sleep(0.01)


async def test_it_ticks_at_the_start_and_from_then_on(store: Store):
    await letters(store, 1)
    asleep = datetime.now(UTC) - timedelta(days=4)
    await store.transact(lambda tx: tx.connection.execute(update(drafts).values(changed_at=asleep)))
    scheduler = Scheduler(store, SURROUNDINGS, every=0.05)
    scheduler.start()
    try:
        async with asyncio.timeout(20):
            while not await _recorded(store):  # noqa: ASYNC110  # it is the database that is looked at
                await asyncio.sleep(0.02)
        person = await somebody(store, 9)
        second = await store.transact(lambda tx: tx.begin_draft(person.id, "letter", 1, FIRST.standing(), asleep))
        await store.transact(lambda tx: tx.watch("unfinished", str(second.draft_id), asleep))
        async with asyncio.timeout(20):
            while await _recorded(store) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
    finally:
        await scheduler.stop()
    assert scheduler.is_fresh


async def _recorded(store: Store) -> int:
    return len(await store.read(lambda tx: tx.connection.execute(select(reminders.c.id)).all()))


async def test_a_database_that_cannot_be_used_for_a_while_ends_nothing(
    migrated_sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    store = await open_store(migrated_sqlite_url)
    ticked: list[bool] = []
    healthy = False

    async def sometimes(*_: object) -> Ticked:
        ticked.append(healthy)
        if not healthy:
            raise StorageUnavailable("away") if len(ticked) % 2 else ValueError("an error of the program")
        return Ticked(looked=Looked(facts=1))

    monkeypatch.setattr("bot.scheduler.scheduler.tick", sometimes)
    monkeypatch.setattr("bot.scheduler.scheduler.EVERY", 0.0)
    scheduler = Scheduler(store, SURROUNDINGS, every=0.02)
    scheduler.start()
    try:
        await until(lambda: len(ticked) > 3)
        await until(lambda: not scheduler.is_fresh)
        healthy = True
        await until(lambda: scheduler.is_fresh)
    finally:
        await scheduler.stop()
    number = len(ticked)
    await asyncio.sleep(0.1)
    assert len(ticked) == number
    await store.close()


async def test_it_goes_by_the_clock_that_a_test_moves(store: Store, monkeypatch: pytest.MonkeyPatch):
    await letters(store, 1)
    seen: list[datetime] = []

    async def noted(_: Store, __: Surroundings, at: datetime) -> Ticked:
        seen.append(at)
        return Ticked()

    monkeypatch.setattr("bot.scheduler.scheduler.tick", noted)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    scheduler = Scheduler(store, SURROUNDINGS, every=0.02)
    scheduler.start()
    await until(lambda: bool(seen))
    await scheduler.stop()
    assert set(seen) == {NOW}
