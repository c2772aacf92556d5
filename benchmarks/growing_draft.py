"""What one more answer costs, and whether that grows with the draft: the same answer in drafts of many sizes.

In this process, through handlers, flows and storage as an update goes, without Telegram: one transaction committed
to an SQLite file, and the next prompt made ready to send. Processor time in microseconds, of all threads.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from bot.database import open_areas, open_database
from flows import engine
from flows.events import Said
from flows.letter import LETTER
from flows.session import Answer, Answers, Change, Place, Plain, Session
from handlers import conversation
from handlers.scene import Incoming
from handlers.showing import shown
from handlers.talk import Surroundings
from storage.store import Store
from storage.transaction import Transaction

CHANNEL: Final = "telegram"
CHAT: Final = 1_000_001
SIZES: Final = (0, 20, 100, 500)
ANSWERS_OF_AN_ITEM: Final = 4
# Where the answer is given: a question of its own, and one inside the contribution added last.
PLACES: Final = {"a question": "person", "within the last contribution": "contributions.{last}.how"}
_TEXT: Final = "Amina Yusuf of the chemicals unit"


def main(*, short: bool) -> None:
    """Measure and print the table."""
    times = 20 if short else 300
    print("| answers before | " + " | ".join(f"{place}, processor µs" for place in PLACES) + " |")
    print("|" + "---|" * (len(PLACES) + 1))
    for size in SIZES:
        costs = asyncio.run(_measure(size, times))
        print(f"| {size} | " + " | ".join(f"{cost:.0f}" for cost in costs) + " |")


async def _measure(size: int, times: int) -> list[float]:
    with tempfile.TemporaryDirectory(prefix="quicksilver-bench-") as folder:
        store = await open_database(f"sqlite:///{Path(folder) / 'quicksilver.db'}", alone=True)
        try:
            surroundings = Surroundings("http://127.0.0.1", "", await open_areas(store))
            await store.transact(lambda tx: _fill(tx, filled(size)))
            items = max(1, size // ANSWERS_OF_AN_ITEM)
            return [
                await _cost_at(store, surroundings, place.format(last=items), size, times) for place in PLACES.values()
            ]
        finally:
            await store.close()


def filled(size: int) -> Answers:
    """So many answers in contributions: more of them than the form lets a person add, to see what grows."""
    items: list[Plain] = [str(number) for number in range(1, max(1, size // ANSWERS_OF_AN_ITEM) + 1)]
    answers = {
        "category": Answer("ngo"),
        "contributions": Answer({"items": items, "next": len(items) + 1}),
    }
    for item in items[: size // ANSWERS_OF_AN_ITEM]:
        answers[f"contributions.{item}.kind"] = Answer("expertise")
        answers[f"contributions.{item}.how"] = Answer("We will train two hundred miners in two districts.")
        answers[f"contributions.{item}.areas"] = Answer(["asgm"])
        answers[f"contributions.{item}.when"] = Answer(None)
    # The last is still open, so that an answer within it leads on to its next question and not to the list.
    answers.pop(f"contributions.{items[-1]}.areas", None)
    return answers


def _fill(tx: Transaction, answers: Answers) -> None:
    """Keep a draft with these answers, as the one in which the chat's person stands."""
    now = datetime.now(UTC)
    person = tx.meet(CHANNEL, CHAT, "en", "Amina Yusuf", now)
    session = engine.start(LETTER)
    standing = tx.begin_draft(person.id, LETTER.key, LETTER.edition, session.standing(), now)
    changes = tuple(Change(path, None, answer) for path, answer in answers.items())
    tx.keep(standing, session.moved(answers=answers), changes, person_id=person.id, at=now, owed=False)


async def _cost_at(store: Store, surroundings: Surroundings, path: str, size: int, times: int) -> float:
    """The median cost of the answer at a path. Raises `ValueError` where it is not taken."""
    costs: list[float] = []
    for number in range(1, times + 1):
        await store.transact(partial(_put_at, path=path))
        said = Said(f"{_TEXT} {number}", number, datetime.now(UTC))
        incoming = Incoming(CHANNEL, hash((path, number)), CHAT, "en", "Amina Yusuf", datetime.now(UTC), said)
        before = time.process_time_ns()
        scene = await store.transact(partial(conversation.receive, incoming=incoming, surroundings=surroundings))
        if scene is None or not shown(scene, incoming):
            raise ValueError("an answer was not answered")
        costs.append((time.process_time_ns() - before) / 1000)
        if scene.stage is None or scene.stage.session.answers[path].value != said.text:
            raise ValueError(f"the answer at {path} was not taken in a draft of {size}")
    return median(costs)


def _put_at(tx: Transaction, path: str) -> None:
    """Bring the person back to the question, so that it can be answered once more."""
    found = tx.conversation(CHANNEL, CHAT)
    if found is None or found.session is None:
        raise LookupError("the draft is not there")
    loaded = Session.from_standing(
        found.session.standing, tx.answers(found.session.draft_id, found.session.draft_revision)
    )
    session = replace(loaded, place=Place("question", path), back_to=None, pending=None, tail=None)
    tx.keep(found.session, session, (), person_id=found.person.id, at=datetime.now(UTC), owed=False)
