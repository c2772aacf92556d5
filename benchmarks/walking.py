"""Letters of intent written by 1, 50 and 500 people at once, by Quicksilver's side and the echo bot's in turns."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from benchmarks.crowd import Figures
from benchmarks.letter_answers import answers_by_question
from benchmarks.processes import ECHO, QUICKSILVER, Contender, RunningBot, StandInServer


@dataclass(frozen=True, slots=True)
class Walk:
    """So many people at once write so many letters, within at most so many seconds."""

    people: int
    letters: int
    seconds: float


LONG: Final = (Walk(1, 20, 15.0), Walk(50, 200, 25.0), Walk(500, 500, 40.0))
SHORT: Final = (Walk(1, 3, 5.0), Walk(20, 40, 10.0))
WARM_UP: Final = Walk(1, 3, 15.0)


@dataclass(frozen=True, slots=True)
class Measured:
    """One walk, measured at the bot's process: `processor_ms` for each update, in all its threads."""

    figures: Figures
    processor_ms: float
    memory_mb: float

    @property
    def updates_a_second(self) -> float:
        """Answered updates a second."""
        return self.figures.updates / self.figures.seconds if self.figures.seconds else 0.0

    def read(self, figure: str) -> float:
        """A figure by its name, of the process or of the people."""
        holder = self if hasattr(self, figure) else self.figures
        return float(getattr(holder, figure))


@dataclass(frozen=True, slots=True)
class Run:
    """One process of a bot from its start to its end: a measurement for each walk."""

    bot: str
    ready_seconds: float
    memory_at_start_mb: float
    walks: tuple[Measured, ...]


class Gone(RuntimeError):
    """People did not get to their reference number; the message says what they saw."""


def measure(walks: Sequence[Walk], rounds: int, *, webhook: bool) -> dict[str, list[Run]]:
    """Run both bots in turns, so many times each. Raises `Gone` where letters did not get to their end."""
    acts: list[Any] = []
    runs: dict[str, list[Run]] = {QUICKSILVER.name: [], ECHO.name: []}
    for number in range(1, rounds + 1):
        for contender in (QUICKSILVER, ECHO):
            print(f"round {number} of {rounds}: {contender.name}", file=sys.stderr, flush=True)
            run, done = run_once(contender, walks, acts, webhook=webhook)
            runs[contender.name].append(run)
            acts = acts or done
    return runs


def run_once(
    contender: Contender, walks: Sequence[Walk], acts: Sequence[Any], *, webhook: bool
) -> tuple[Run, list[Any]]:
    """Start a bot, let people walk, and end it. Returns with it what one of its people did, for the echo bot's."""
    script = {"answers": answers_by_question()} if contender is QUICKSILVER else {"acts": acts}
    with StandInServer() as stand_in, RunningBot(contender, stand_in, webhook=webhook) as bot:
        at_start = bot.memory_mb()
        first = stand_in.tell(order_of(Walk(1, 1, WARM_UP.seconds), script) | {"tell_acts": True})
        check(contender, Figures.from_plain(first["figures"]), bot)
        stand_in.tell(order_of(WARM_UP, script))
        measured = []
        for walk in walks:
            before = bot.processor_seconds()
            figures = Figures.from_plain(stand_in.tell(order_of(walk, script))["figures"])
            spent = bot.processor_seconds() - before
            check(contender, figures, bot)
            measured.append(Measured(figures, spent * 1000 / max(1, figures.updates), bot.memory_mb()))
        return Run(contender.name, bot.ready_seconds, at_start, tuple(measured)), first["acts"]


def middle(runs: Sequence[Run], walk: int, figure: str) -> float:
    """The median over a bot's runs of one figure of one walk."""
    return median(run.walks[walk].read(figure) for run in runs)


def order_of(walk: Walk, script: dict[str, Any]) -> dict[str, Any]:
    """What the stand-in is told for a walk, whose people do what the script says."""
    return {"do": "walk", "people": walk.people, "letters": walk.letters, "seconds": walk.seconds, **script}


def check(contender: Contender, figures: Figures, bot: RunningBot) -> None:
    """Raises `Gone` where people were lost, or the bot said nothing."""
    if figures.lost:
        raise Gone(f"People at the {contender.name} did not know how to go on from here:\n\n" + figures.lost[0])
    if not figures.updates:
        raise Gone(f"The {contender.name} answered nothing. Its log ends:\n\n" + bot.said())
