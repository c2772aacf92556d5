"""What a bot on its framework's own polling loses at a kill, on the same stand-in: the measure of what is avoided."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.messages import Typed
from benchmarks.processes import TOKEN
from benchmarks.standin import StandIn
from benchmarks.wire import Connection
from tests.e2e.program import Program

PEOPLE: Final = 30
_FIRST_CHAT: Final = 1_000_001
_READY_WITHIN: Final = 60.0
# After the restart everything has come again once the bot has been silent for so long.
_SILENT: Final = 1.5


@dataclass(frozen=True, slots=True)
class Lost:
    """What several kills cost. in_hand: answers that were brought and not kept when it was killed."""

    kills: int
    in_hand: int
    lost: int
    worst: int

    def __str__(self) -> str:
        return (
            f"aiogram's own polling, each answer committed to SQLite: {self.kills} kills with {PEOPLE} answers brought "
            f"at once, {self.in_hand} not kept at the kill, {self.lost} lost for good, at most {self.worst} at one kill"
        )


def lose(kills: int, seed: int) -> Lost:
    """Bring an answer of each of 30 people at once, kill the bot when it has answered some, start it again, look."""
    return asyncio.run(_lose(kills, Random(seed)))


async def _lose(kills: int, random: Random) -> Lost:
    rounds = []
    for _ in range(kills):
        with tempfile.TemporaryDirectory(prefix="quicksilver-crash-") as folder:
            rounds.append(await _Round(Path(folder), random.randint(1, PEOPLE - 1)).run())
    return Lost(
        kills, sum(in_hand for in_hand, _ in rounds), sum(lost for _, lost in rounds), max(one for _, one in rounds)
    )


class _Round:
    """One kill, at the reply of that number."""

    def __init__(self, folder: Path, kill_at: int) -> None:
        self._folder = folder
        self._replies_left = kill_at
        self._spoke = asyncio.Event()
        self._killed = asyncio.Event()
        self._stand_in = StandIn(heard=self._heard)

    async def run(self) -> tuple[int, int]:
        """How many answers were not kept at the kill, and how many never."""
        loop = asyncio.get_running_loop()
        served = await loop.create_server(lambda: Connection(self._stand_in.answer), "127.0.0.1", 0)
        url = f"http://127.0.0.1:{served.sockets[0].getsockname()[1]}"
        settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": url}
        self._bot = Program(self._folder, "run", settings, module="tests.crash.stock_bot")
        try:
            await self._start()
            for number in range(PEOPLE):
                self._stand_in.bring(_FIRST_CHAT + number, Typed("We train two hundred miners."))
            async with asyncio.timeout(_READY_WITHIN):
                await self._killed.wait()
            in_hand = PEOPLE - self._kept()
            self._stand_in.forget_the_bot()
            await self._start()
            await self._is_silent()
            return in_hand, PEOPLE - self._kept()
        finally:
            if self._bot.is_running:
                self._bot.kill()
            served.close()
            await self._stand_in.close()

    async def _start(self) -> None:
        self._bot.launch()
        if not await self._stand_in.sees_the_bot(_READY_WITHIN):
            raise RuntimeError(self._bot.said())

    async def _is_silent(self) -> None:
        """Wait until nothing more comes of the bot but polls."""
        is_silent = False
        while not is_silent:
            self._spoke.clear()
            try:
                async with asyncio.timeout(_SILENT):
                    await self._spoke.wait()
            except TimeoutError:
                is_silent = True

    def _heard(self, method: str) -> None:
        if method == "getUpdates":
            return
        self._spoke.set()
        if method == "sendMessage" and self._replies_left:
            self._replies_left -= 1
            if not self._replies_left:
                self._bot.kill()
                self._killed.set()

    def _kept(self) -> int:
        with closing(sqlite3.connect(self._folder / "answers.db")) as answers:
            return int(answers.execute("SELECT count(DISTINCT chat) FROM answer").fetchone()[0])
