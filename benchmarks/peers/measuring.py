"""Every bot in turns on the same stand-in: letters by 1, 50 and 500 people, and what idle conversations cost."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.crowd import Figures
from benchmarks.letter_answers import answers_by_question
from benchmarks.peers.asked import Asked, as_asked, write
from benchmarks.peers.environments import NEEDS_REDIS
from benchmarks.peers.redis_server import RedisServer
from benchmarks.people import Reply
from benchmarks.processes import ECHO, MEGABYTE, QUICKSILVER, Contender, RunningBot, StandInServer
from benchmarks.walking import WARM_UP, Measured, Run, Walk, check, order_of

# More letters than there is time for: what is measured is a stretch in which all people are busy.
LONG: Final = (Walk(1, 100, 4.0), Walk(50, 500, 6.0), Walk(500, 1500, 8.0))
SHORT: Final = (Walk(1, 2, 5.0), Walk(20, 20, 10.0))
_LEAVE_AFTER: Final = 3
_IDLE_SECONDS: Final = 60.0
_SETTLES_WITHIN: Final = 20.0


@dataclass(frozen=True, slots=True)
class Idle:
    """What a further conversation takes that was begun and left: bytes at the bot, and at its Redis."""

    conversations: int
    at_bot: float
    at_redis: float


@dataclass(frozen=True, slots=True)
class PeerRun:
    """One process of a bot. redis_ms: what its Redis used for each update of the last walk, in milliseconds."""

    run: Run
    redis_ms: float
    idle: Idle | None


@dataclass(frozen=True, slots=True)
class Script:
    """What one person did at Quicksilver and what was asked there, for all the others."""

    acts: list[Any]
    asked: Asked

    @property
    def replies(self) -> list[dict[str, Any]]:
        """How each question was answered, for people at the peers."""
        return [
            asdict(Reply(question.ask, tuple(chain(*question.buttons)), act.get("text"), _pressed(act)))
            for question, act in zip(self.asked.questions, self.acts[1:], strict=True)
        ]


def record() -> Script:
    """Let one person write one letter at Quicksilver, and note all of it."""
    with StandInServer() as stand_in, RunningBot(QUICKSILVER, stand_in, webhook=False) as bot:
        order = order_of(Walk(1, 1, WARM_UP.seconds), {"answers": answers_by_question()})
        told = stand_in.tell(order | {"tell_acts": True})
        check(QUICKSILVER, Figures.from_plain(told["figures"]), bot)
    acts = told["acts"]
    # The first act opens the chat; each other one answers a prompt.
    return Script(acts, as_asked(told["prompts"], ("text" in act for act in acts[1:])))


def run_once(contender: Contender, walks: Sequence[Walk], script: Script, *, webhook: bool, idle: int = 0) -> PeerRun:
    """Start a bot, leave `idle` conversations in the middle, let people walk, and end it. Raises `Gone`, `Ended`."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="quicksilver-asked-")))
        write(script.asked, folder / "asked.json")
        redis = stack.enter_context(RedisServer()) if contender in NEEDS_REDIS else None
        extra = {"ASKED": str(folder / "asked.json"), **({"REDIS_URL": redis.url} if redis else {})}
        stand_in = stack.enter_context(StandInServer())
        bot = stack.enter_context(RunningBot(contender, stand_in, webhook=webhook, extra=extra))
        at_start, people = bot.memory_mb(), _people(contender, script)
        check(contender, Figures.from_plain(stand_in.tell(order_of(WARM_UP, people))["figures"]), bot)
        # Before the walks: what they needed is free again afterwards, and two thousand would fit in.
        left = _leave(contender, stand_in, bot, redis, people, idle) if idle else None
        measured, redis_ms = [], 0.0
        for walk in walks:
            before, redis_before = bot.processor_seconds(), redis.processor_seconds() if redis else 0.0
            figures = Figures.from_plain(stand_in.tell(order_of(walk, people))["figures"])
            spent = bot.processor_seconds() - before
            check(contender, figures, bot)
            measured.append(Measured(figures, spent * 1000 / figures.updates, bot.memory_mb()))
            if redis:
                redis_ms = (redis.processor_seconds() - redis_before) * 1000 / figures.updates
        return PeerRun(Run(contender.name, bot.ready_seconds, at_start, tuple(measured)), redis_ms, left)


def measure(
    contenders: Sequence[Contender], walks: Sequence[Walk], rounds: int, *, webhook: bool, idle: int
) -> dict[str, list[PeerRun]]:
    """Run all in turns, so many times each; idle conversations in the last round. Raises `Gone`, `Ended`."""
    script = record()
    runs: dict[str, list[PeerRun]] = {contender.name: [] for contender in contenders}
    for number in range(1, rounds + 1):
        for contender in contenders:
            print(f"round {number} of {rounds}: {contender.name}", file=sys.stderr, flush=True)
            leaving = idle if number == rounds else 0
            runs[contender.name].append(run_once(contender, walks, script, webhook=webhook, idle=leaving))
    return runs


def import_seconds(times: int = 3) -> float:
    """How long a Python takes that imports aiogram and ends; the median, after one run to warm the files."""
    taken = []
    for _ in range(times + 1):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import aiogram"], check=True)
        taken.append(time.perf_counter() - began)
    return median(taken[1:])


def _people(contender: Contender, script: Script) -> dict[str, Any]:
    if contender is QUICKSILVER:
        return {"answers": answers_by_question()}
    return {"acts": script.acts} if contender is ECHO else {"replies": script.replies}


def _pressed(act: Mapping[str, Any]) -> str | None:
    """The label of the button that was pressed."""
    if "text" in act:
        return None
    buttons = chain(*act["under"]["reply_markup"]["inline_keyboard"])
    return str(next(button["text"] for button in buttons if button["callback_data"] == act["data"]))


def _leave(
    contender: Contender,
    stand_in: StandInServer,
    bot: RunningBot,
    redis: RedisServer | None,
    people: dict[str, Any],
    conversations: int,
) -> Idle:
    """Leave a tenth in the middle for warming up, then so many, and see how memory grew over these."""

    def begin_and_leave(so_many: int) -> int:
        order = order_of(Walk(50, so_many, _IDLE_SECONDS), people)
        figures = Figures.from_plain(stand_in.tell(order | {"leave_after": _LEAVE_AFTER})["figures"])
        check(contender, figures, bot)
        # Who is slow, or whom a peer left without a reply, has begun all the same.
        return figures.letters + figures.unfinished

    begin_and_leave(max(1, conversations // 10))
    _settle(bot)
    before, redis_before = bot.memory_mb(), redis.memory_bytes() if redis else 0
    begun = begin_and_leave(conversations)
    _settle(bot)
    grown = (bot.memory_mb() - before) * MEGABYTE
    grown_redis = (redis.memory_bytes() - redis_before) if redis else 0
    return Idle(begun, grown / begun, grown_redis / begun)


def _settle(bot: RunningBot) -> None:
    """Wait until a bot has worked off what is behind the last reply."""
    until, used = time.monotonic() + _SETTLES_WITHIN, -1.0
    while time.monotonic() < until and (now := bot.processor_seconds()) - used > 0.01:
        used = now
        time.sleep(0.5)
