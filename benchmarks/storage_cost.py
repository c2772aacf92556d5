"""`python -m benchmarks.storage_cost`: what storage alone costs for the update that comes most often.

One answer: note the update, load the conversation, load its answers, keep the new one; committed. Processor time of
this process in microseconds an update (on PostgreSQL the server's share is not in it), and updates a second. With
`--busy`, every chat also computes for so long between two answers, as handlers do: what threads cost each other shows
only then.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

from flows.session import Answer, Change, Place, Session
from storage.migrate import migrate
from storage.store import Store, Transaction, open_store

BOT = "web"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
FIRST = Session("letter", edition=1, place=Place("question", "name"))
TEXT = "The institute brings two laboratories and twenty years of measurements."


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor microseconds an update, and updates a second."""

    processor: float
    rate: float


async def measure(store: Store, chats: int, answers: int, updates: int, busy: float) -> Cost:
    """The cost of an update with so many chats side by side, each in a draft with so many answers."""
    numbers = count(time.time_ns())
    chat_ids = [next(numbers) for _ in range(chats)]
    for chat_id in chat_ids:
        await store.transact(lambda tx, chat_id=chat_id: _begin(tx, chat_id, answers))  # type: ignore[misc]

    async def write(chat_id: int, several: int) -> None:
        for _ in range(several):
            _compute(busy)
            update_id = next(numbers)
            await store.transact(partial(_answer, update_id=update_id, chat_id=chat_id))

    await asyncio.gather(*(write(chat_id, 3) for chat_id in chat_ids))
    gc.collect()
    each = max(1, updates // chats)
    began, processor = time.perf_counter(), time.process_time()
    await asyncio.gather(*(write(chat_id, each) for chat_id in chat_ids))
    seconds, used = time.perf_counter() - began, time.process_time() - processor
    done = each * chats
    return Cost((used / done - busy) * 1e6, done / seconds)


def _begin(tx: Transaction, chat_id: int, answers: int) -> None:
    person = tx.meet(BOT, chat_id, "en", "Ada", NOW)
    loaded = tx.begin_draft(person.id, "letter", 1, FIRST.standing(), NOW)
    changes = [Change(f"contributions.{n}.how", None, Answer(TEXT)) for n in range(answers)]
    tx.keep(loaded, FIRST, changes, person_id=person.id, at=NOW, owed=False)


def _answer(tx: Transaction, update_id: int, chat_id: int) -> None:
    tx.note_update(BOT, update_id, NOW)
    conversation = tx.conversation(BOT, chat_id)
    if conversation is None or conversation.session is None:
        raise LookupError("the benchmark's chat is not there")
    loaded = conversation.session
    session = Session.from_standing(loaded.standing, tx.answers(loaded.draft_id, loaded.draft_revision))
    change = Change("name", session.answers.get("name"), Answer(TEXT))
    session = session.moved(revision=session.revision + 1)
    tx.keep(loaded, session, [change], person_id=conversation.person.id, at=NOW, owed=True)


def _compute(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


@contextmanager
def _databases(postgres: str | None) -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        databases = {"SQLite": f"sqlite:///{Path(folder) / 'benchmark.db'}"}
        if postgres:
            databases["PostgreSQL"] = postgres
        yield databases


async def _main(postgres: str | None, updates: int, busy: float) -> None:
    with _databases(postgres) as databases:
        print(f"{'database':12}{'chats':>6}{'answers':>9}{'processor µs':>14}{'updates/s':>11}")
        for name, url in databases.items():
            await migrate(url)
            store = await open_store(url)
            for chats in (1, 50):
                for answers in (0, 500):
                    cost = await measure(store, chats, answers, updates, busy)
                    print(f"{name:12}{chats:6}{answers:9}{cost.processor:14.0f}{cost.rate:11.0f}")
            await store.close()


def main() -> None:
    """Measure and print a line for each database, number of chats and length of draft."""
    parser = argparse.ArgumentParser(description="What storage alone costs for one answer.")
    parser.add_argument("--postgres", metavar="URL", help="an empty PostgreSQL database to measure too")
    parser.add_argument("--updates", type=int, default=4000, help="how many for each line")
    parser.add_argument("--busy", type=float, default=0, metavar="µS", help="computing between two answers")
    chosen = parser.parse_args()
    asyncio.run(_main(chosen.postgres, chosen.updates, chosen.busy / 1e6))


if __name__ == "__main__":
    main()
