"""`python -m benchmarks plan`: a plan of 5 actions, 40 efforts, 60 milestones and 15,000 words beside an empty one.

Opening a section and saving an answer are measured in this process, through handlers, flows and storage as an update
goes, without Telegram: one transaction committed to an SQLite file, and the next prompt made ready to send. Processor
time in microseconds, of all threads. The files are measured by the clock, as whoever waits for them does.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

from benchmarks.documents import letter_maker
from benchmarks.report_answers import group_of
from bot.database import open_areas, open_database
from documents.files import PlanForm, plan_file_of
from flows.events import Pressed, Said
from flows.framework import CURRENT
from flows.plan import PLAN
from flows.session import Answer, Answers, Change, Place, Plain, Session
from flows.wording import N_, say
from flows.words import count_words
from handlers import conversation
from handlers.scene import Command, Incoming, SessionPressed
from handlers.showing import shown
from handlers.talk import Surroundings
from storage.records import Standing
from storage.store import Store
from storage.transaction import Transaction

CHANNEL: Final = "telegram"
CHAT: Final = 1_000_001
AREA: Final = "asgm"
ACTIONS, EFFORTS, MILESTONES, WORDS = 5, 40, 60, 15_000
ANSWERED: Final = {
    "the summary": "summary",
    "the statement of an objective": "objectives.1.statement",
    "the description of an effort": "efforts.1.description",
    "how it is measured": "measuring",
}
"""Where an answer is saved, in a plan that has these items and in one that has nothing else."""
FILES: Final[tuple[tuple[str, PlanForm], ...]] = (("PDF", "pdf"), ("Word", "docx"), ("timeline", "png"))
_SENTENCE: Final = "Two hundred small-scale miners in two districts are trained to recover gold without mercury. "
_PARTNER: Final[Plain] = {"name": "Ministry of Environment and Forestry", "partner": None}


def big_plan(words: int = WORDS) -> dict[str, Answer]:
    """The answers of a plan of that size, its words spread over the long texts."""
    long_texts = EFFORTS + ACTIONS + 4
    text = (_SENTENCE * (words // long_texts // count_words(_SENTENCE) + 1)).strip()
    objectives: list[dict[str, Plain]] = [
        {
            "statement": f"Objective {one}",
            "measured": "Tonnes",
            "target": "Half",
            "by": "2029",
            "serves": ["demand"],
        }
        for one in range(1, ACTIONS + 1)
    ]
    served: list[list[Plain]] = [[str(one)] for one in range(1, ACTIONS + 1)]
    answers = {
        "summary": Answer(_SENTENCE * 15),
        "period": Answer({"from": "2027", "to": "2029"}),
        **dict(_group("objectives", objectives)),
        **dict(
            _group(
                "actions",
                [{"action": f"Action {one + 1}", "serves": served[one], "description": text} for one in range(ACTIONS)],
            )
        ),
        **dict(_group("efforts", [_effort(number, text) for number in range(EFFORTS)])),
        **dict(
            _group(
                "indicators",
                [
                    {"indicator": f"Indicator {one + 1}", "objective": str(one + 1), "unit": "Miners", "baseline": "0",
                     "target": "400", "by": "2029"}
                    for one in range(ACTIONS)
                ],
            )
        ),
        "measuring": Answer(text),
        **dict(_group("partners", [{"partner": _PARTNER, "contact": "Amina Yusuf"}])),
        "mobilising": Answer(text),
        "making": Answer(text),
        "reviewing": Answer(text),
        "lead": Answer(_PARTNER),
    }  # fmt: skip
    for number in range(EFFORTS):
        inside = f"efforts.{number + 1}."
        steps = range(MILESTONES * number // EFFORTS, MILESTONES * (number + 1) // EFFORTS)
        answers |= dict(_group(f"{inside}partners", [{"partner": _PARTNER}]))
        answers |= dict(
            _group(
                f"{inside}milestones",
                [{"milestone": f"Step {step + 1}", "by": f"2028-{step % 12 + 1:02}"} for step in steps],
            )
        )
    return answers


def _effort(number: int, text: str) -> dict[str, Plain]:
    return {
        "action": str(number % ACTIONS + 1),
        "effort": f"Training centres, round {number + 1}",
        "kind": "collaborative",
        "description": text,
        "serves": [str(number % ACTIONS + 1)],
        "cost": {"amount": "250000", "currency": "USD"},
        "when": {"from": f"2027-{number % 12 + 1:02}", "to": f"2029-{number % 12 + 1:02}"},
        "target": "Four hundred miners",
        "contact": "Amina Yusuf",
        "email": "amina@example.org",
    }


def _group(path: str, of: list[dict[str, Plain]]) -> Iterator[tuple[str, Answer]]:
    """The answers of a group whose items were made in order."""
    return ((inside, Answer(value)) for inside, value in group_of(path, of))


def empty_plan() -> dict[str, Answer]:
    """A plan in which nothing is written but one item each where an answer within an item is saved."""
    return {
        path: answer for path, answer in big_plan().items() if path in ("objectives.1.measured", "efforts.1.effort")
    } | {group: Answer({"items": ["1"], "next": 2}) for group in ("objectives", "efforts")}


def main(*, short: bool) -> None:
    """Measure and print the tables."""
    asyncio.run(_steps(20 if short else 300))
    print()
    _files(3 if short else 30)


# -- steps ------------------------------------------------------------------------------------------------------------


async def _steps(times: int) -> None:
    big, empty = await _plan(big_plan()), await _plan(empty_plan())
    try:
        print("| step | empty plan, processor µs | 5 actions, 40 efforts, 15,000 words | ratio |\n|---|---|---|---|")
        ratios = []
        for name, does in _things_to_do().items():
            # In turns, so that a slow moment of the machine is in both.
            costs: list[tuple[float, float]] = [(await does(empty), await does(big)) for _ in range(times)]
            small, large = (statistics.median(column) for column in zip(*costs, strict=True))
            ratios.append(large / small)
            print(f"| {name} | {small:.0f} | {large:.0f} | {large / small:.2f} |")
        print(f"| **all** | | | **{statistics.geometric_mean(ratios):.2f}** |")
    finally:
        for plan in (big, empty):
            await plan.close()


@dataclass
class _Plan:
    """A plan in a database of its own, and its lead."""

    store: Store
    surroundings: Surroundings
    folder: tempfile.TemporaryDirectory[str]
    updates: Iterator[int]

    async def close(self) -> None:
        await self.store.close()
        self.folder.cleanup()

    async def cost(self, place: Place, what: Callable[[Standing], Command | SessionPressed | Said]) -> float:
        """What one update costs at a place. Raises `ValueError` where it does not lead anywhere."""
        standing = await self.store.transact(partial(_put_at, place=place))
        at, number = datetime.now(UTC), next(self.updates)
        incoming = Incoming(CHANNEL, number, CHAT, "en", "Amina Yusuf", at, what(standing))
        before = time.process_time_ns()
        scene = await self.store.transact(
            partial(conversation.receive, incoming=incoming, surroundings=self.surroundings)
        )
        if scene is None or not shown(scene, incoming):
            raise ValueError("an update was not answered")
        cost = (time.process_time_ns() - before) / 1000
        if scene.stage is None or scene.stage.session.place == place:
            raise ValueError(f"the step at {place} did not lead on")
        return cost


def _things_to_do() -> dict[str, Callable[[_Plan], Awaitable[float]]]:
    numbers = count(1)

    def opening(section: str) -> Callable[[_Plan], Awaitable[float]]:
        return lambda plan: plan.cost(
            Place("menu"),
            lambda standing: SessionPressed(
                standing.session_id, Pressed(int(standing.standing["revision"]), "section", section)
            ),
        )

    def saving(path: str) -> Callable[[_Plan], Awaitable[float]]:
        return lambda plan: plan.cost(
            Place("question", path), lambda _: Said(f"Mercury {next(numbers)}", next(numbers), datetime.now(UTC))
        )

    return {
        **{f"open {section.key}": opening(section.key) for section in PLAN.sections},
        **{f"save {name}": saving(path) for name, path in ANSWERED.items()},
    }


async def _plan(answers: Answers) -> _Plan:
    folder = tempfile.TemporaryDirectory(prefix="quicksilver-bench-")
    store = await open_database(f"sqlite:///{Path(folder.name) / 'quicksilver.db'}", alone=True)
    plan = _Plan(store, Surroundings("http://127.0.0.1", "", await open_areas(store)), folder, count(2))
    await store.transact(_meet)
    begun = Incoming(CHANNEL, 1, CHAT, "en", "Amina Yusuf", datetime.now(UTC), Command("plan"))
    await store.transact(partial(conversation.receive, incoming=begun, surroundings=plan.surroundings))
    await store.transact(partial(_fill, answers=answers))
    return plan


def _meet(tx: Transaction) -> None:
    now = datetime.now(UTC)
    person = tx.meet(CHANNEL, CHAT, "en", "Amina Yusuf", now)
    tx.grant_role(person.id, "lead", AREA, now)


def _loaded(tx: Transaction) -> tuple[int, Standing, Session]:
    found = tx.conversation(CHANNEL, CHAT)
    if found is None or found.session is None:
        raise LookupError("the plan is not there")
    standing = found.session
    return (
        found.person.id,
        standing,
        Session.from_standing(standing.standing, tx.answers(standing.draft_id, standing.draft_revision)),
    )


def _fill(tx: Transaction, answers: Answers) -> None:
    person_id, standing, session = _loaded(tx)
    changes = tuple(Change(path, None, answer) for path, answer in answers.items())
    now = datetime.now(UTC)
    tx.keep(standing, session.moved(answers=answers), changes, person_id=person_id, at=now, owed=False, traced=changes)


def _put_at(tx: Transaction, place: Place) -> Standing:
    """Bring the lead to a place, so that the same step can be taken once more."""
    person_id, standing, session = _loaded(tx)
    back = replace(session, place=place, back_to=None, pending=None, tail=None, seen=None)
    return tx.keep(standing, back, (), person_id=person_id, at=datetime.now(UTC), owed=False)


# -- files ------------------------------------------------------------------------------------------------------------


def _files(times: int) -> None:
    """First (with what is loaded for it), then the median and the slowest of all further ones, in milliseconds. In
    turns, with a letter of two pages as the measure of the machine."""
    makes = {f"{name}, {language}": _made(form, language) for language in ("en", "ar", "zh") for name, form in FILES}
    makes["a letter as PDF, en"] = letter_maker("pdf", "en", 2)
    taken: dict[str, list[float]] = {name: [] for name in makes}
    for number in range(times + 1):
        for name, make in makes.items():
            start = time.perf_counter()
            make(number)
            taken[name].append(1000 * (time.perf_counter() - start))
    print("| file | first ms | median ms | slowest ms |\n|---|---|---|---|")
    for name, (first, *warm) in taken.items():
        print(f"| {name} | {first:.0f} | {statistics.median(warm):.0f} | {max(warm):.0f} |")


def _made(form: PlanForm, language: str) -> Callable[[int], object]:
    area = next(area for area in CURRENT.open_areas() if area.key == AREA)
    plain = {path: answer.to_plain() for path, answer in big_plan().items()}

    def make(number: int) -> object:
        return plan_file_of(
            form,
            # Each unlike any other, so that nothing is answered from a cache.
            {**plain, "efforts.1.effort": Answer(f"Effort {number}").to_plain()},
            area=area,
            language=language,
            state=say(N_("Version {version}"), version=1),
            day=date(2026, 3, 2),
            leads=(),
            reference="",
            trail=(),
            areas=CURRENT.open_areas(),
            version=1,
        )

    return make
