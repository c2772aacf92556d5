"""`python -m benchmarks reminders`: a tick over 100,000 facts with 100 due beside the same tick over 1,000 facts.

A tick is measured by the clock, from the first look until what is due stands in the outbox, committed to an SQLite
file. The facts are letters left unfinished, meetings to which somebody is invited, and terms that end, each of another
person who was reminded once before. The two databases are measured in turns, so that a slow moment of the machine is in
both; each time 100 other facts have become due, and 100 people get a digest each.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from bot.database import open_areas, open_database
from bot.scheduler.tick import tick
from handlers.talk import Surroundings
from storage.meeting_tables import attendances, meetings
from storage.reminder_tables import reminders, watches
from storage.store import Store
from storage.tables import chats, drafts, persons, roles
from storage.transaction import Transaction

FEW, MANY, DUE = 1_000, 100_000, 100
FIRST: Final = datetime(2030, 1, 7, 12, tzinfo=UTC)
LONG_AGO: Final = FIRST - timedelta(days=1000)
LATER: Final = FIRST + timedelta(days=10_000)
KINDS: Final = ("unfinished", "meeting", "term")
_AT_A_TIME: Final = 10_000


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of a tick: by the clock, and of the processor, of all threads."""

    waited: float
    worked: float


def main(*, short: bool) -> None:
    """Measure and print the table."""
    many, rounds = (2_000, 2) if short else (MANY, 9)
    asyncio.run(_compare(many, rounds))


async def _compare(many: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory(prefix="quicksilver-bench-") as folder:
        stores = [await open_database(f"sqlite:///{Path(folder) / f'{facts}.db'}", alone=True) for facts in (FEW, many)]
        try:
            for store, facts in zip(stores, (FEW, many), strict=True):
                await fill(store, facts)
            few, lots = await measured(stores, (FEW, many), rounds)
        finally:
            for store in stores:
                await store.close()
    print("| facts | due | median ms | slowest ms | processor ms, median |\n|---|---|---|---|---|")
    for facts, costs in ((FEW, few), (many, lots)):
        slowest = max(cost.waited for cost in costs)
        print(f"| {facts:,} | {DUE} | {_waited(costs):.0f} | {slowest:.0f} | {_worked(costs):.0f} |")
    print(f"| **ratio** | | **{_waited(lots) / _waited(few):.2f}** | | **{_worked(lots) / _worked(few):.2f}** |")


def _waited(costs: Sequence[Cost]) -> float:
    return statistics.median(cost.waited for cost in costs)


def _worked(costs: Sequence[Cost]) -> float:
    return statistics.median(cost.worked for cost in costs)


async def measured(stores: Sequence[Store], facts: Sequence[int], rounds: int) -> list[list[Cost]]:
    """What each tick cost, by store; the first tick of each warms it up and is left out."""
    surroundings = Surroundings("http://127.0.0.1", "", await open_areas(stores[0]))
    costs: list[list[Cost]] = [[] for _ in stores]
    for turn in range(rounds + 1):
        at = FIRST + timedelta(days=turn)
        for store, number, taken in zip(stores, facts, costs, strict=True):
            await store.transact(partial(_make_due, of=number, turn=turn, at=at))
            gc.collect()
            begun, ran = time.perf_counter(), time.process_time()
            done = await tick(store, surroundings, at)
            cost = Cost(1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - ran))
            if (done.looked.planned, done.handed.reminders) != (DUE, DUE):
                raise ValueError(f"a tick did something else: {done}")
            if turn:
                taken.append(cost)
    return costs


async def fill(store: Store, facts: int) -> None:
    """So many facts, each of another person, none of them due; what start-up wants looked at is looked at later."""
    for table, rows in _rows(facts):
        for start in range(0, len(rows), _AT_A_TIME):
            some = rows[start : start + _AT_A_TIME]

            def put(tx: Transaction, table: Any = table, some: list[dict[str, Any]] = some) -> None:
                tx.connection.execute(table.insert(), some)

            await store.transact(put)
    await store.transact(lambda tx: tx.connection.execute(watches.update().values(next_at=LATER)))


def _rows(facts: int) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    numbers = range(1, facts + 1)
    of = {kind: [number for number in numbers if _kind(number) == kind] for kind in KINDS}
    yield persons, [{**_PERSON, "id": number} for number in numbers]
    yield chats, [{**_CHAT, "id": number, "chat_id": number, "person_id": number} for number in numbers]
    yield drafts, [{**_DRAFT, "id": number, "person_id": number} for number in of["unfinished"]]
    yield meetings, [{**_MEETING, "id": number, "uid": str(number)} for number in of["meeting"]]
    yield attendances, [{**_ATTENDANCE, "meeting_id": number, "person_id": number} for number in of["meeting"]]
    yield roles, [{**_ROLE, "id": number, "person_id": number} for number in of["term"]]
    yield watches, [{"kind": _kind(number), "subject": str(number), "next_at": LATER} for number in numbers]
    yield (
        reminders,
        [
            {**_REMINDER, "key": f"before:{number}", "person_id": number, "kind": _kind(number), "subject": str(number)}
            for number in numbers
        ],
    )


_PERSON: Final = {"language": "en", "language_chosen": False, "time_zone": "UTC", "name": "Ada", "met_at": LONG_AGO}
_CHAT: Final = {"bot": "web", "met_at": LONG_AGO}
_DRAFT: Final = {
    "flow": "letter",
    "edition": 1,
    "state": "open",
    "title": "",
    "folded": "",
    "revision": 0,
    "version": 0,
    "subject": "",
    "begun_at": LONG_AGO,
    "changed_at": LONG_AGO,
}
_MEETING: Final = {
    "area": "waste",
    "kind": "other",
    "title": "A meeting",
    "language": "en",
    "starts_at": LATER,
    "minutes": 60,
    "zone": "UTC",
    "form": "other",
    "place": "",
    "link": "",
    "agenda": "",
    "invited": [],
    "state": "planned",
    "because": "",
    "sequence": 0,
    "revision": 0,
    "made_at": LONG_AGO,
    "changed_at": LONG_AGO,
    "report": "",
    "report_language": "",
}
_ATTENDANCE: Final = {"capacity": "partner", "invited_at": LONG_AGO, "answer": "", "travel_support": False}
_ROLE: Final = {"kind": "adviser", "since": LONG_AGO, "until": LATER}
_REMINDER: Final = {
    "stage": "-",
    "due_at": LONG_AGO,
    "send_at": LONG_AGO,
    "any_hour": False,
    "state": "handed",
    "batch": "",
    "made_at": LONG_AGO,
    "settled_at": LONG_AGO,
}


def _kind(number: int) -> str:
    return KINDS[number % len(KINDS)]


def _make_due(tx: Transaction, *, of: int, turn: int, at: datetime) -> None:
    """Let other facts than before become due, spread over all of them, and no others."""
    tx.connection.execute(watches.update().where(watches.c.next_at < LATER).values(next_at=LATER))
    due = [1 + (turn + one * (of // DUE)) % of for one in range(DUE)]
    for number in due:
        match _kind(number):
            case "unfinished":
                change = drafts.update().where(drafts.c.id == number).values(changed_at=at - timedelta(days=3))
            case "meeting":
                change = meetings.update().where(meetings.c.id == number).values(starts_at=at + timedelta(days=7))
            case _:
                change = roles.update().where(roles.c.id == number).values(until=at + timedelta(days=30))
        tx.connection.execute(change)
        tx.watch(_kind(number), str(number), at)
