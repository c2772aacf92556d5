"""`python -m benchmarks peers`: all bots in one table, and beneath it what is wanted and what is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Final

from benchmarks.peers.environments import DIALOG, PEERS, is_there, set_up
from benchmarks.peers.measuring import LONG, SHORT, PeerRun, import_seconds, measure
from benchmarks.processes import ECHO, QUICKSILVER
from benchmarks.table import machine, row
from benchmarks.walking import Walk

# A figure's name, its heading, and how it is written.
_COLUMNS: Final = (
    ("updates_a_second", "updates/s", "{:.0f}"),
    ("p50_ms", "p50 ms", "{:.1f}"),
    ("p95_ms", "p95 ms", "{:.1f}"),
    ("p99_ms", "p99 ms", "{:.1f}"),
    ("processor_ms", "processor ms/update", "{:.2f}"),
    ("memory_mb", "memory MB", "{:.0f}"),
)
_IDLE: Final = 2000
_IDLE_SHORT: Final = 100
_ROUNDS: Final = 2

Runs = Mapping[str, Sequence[PeerRun]]


def main(*, short: bool, webhook: bool, make: bool) -> None:
    """Make the environments, or measure and print the table. A peer that is not there is left out, and said."""
    if make:
        set_up()
        return
    there = [peer for peer in PEERS if is_there(peer)]
    for peer in PEERS:
        if peer not in there:
            print(f"{peer.name}: not measured, its environment or Redis is missing (`make bench-peers` makes them)")
    walks, rounds, idle = (SHORT, 1, _IDLE_SHORT) if short else (LONG, _ROUNDS, _IDLE)
    importing = import_seconds(1 if short else 3)
    runs = measure((QUICKSILVER, ECHO, *there), walks, rounds, webhook=webhook, idle=idle)
    print("\n".join(report(walks, runs, importing, " ".join(("python -m benchmarks", *sys.argv[1:])))))


def report(walks: Sequence[Walk], runs: Runs, importing: float, command: str) -> Iterable[str]:
    """The tables, line by line. importing: seconds that importing aiogram takes."""
    yield from (machine(command), "")
    yield row("people", "bot", *(heading for _, heading, _ in _COLUMNS))
    yield "|" + "---|" * (len(_COLUMNS) + 2)
    for number, walk in enumerate(walks):
        for name in runs:
            cells = (shape.format(_middle(runs, name, number, figure)) for figure, _, shape in _COLUMNS)
            yield row(str(walk.people), name, *cells)
    yield ""
    yield from _beside(runs, importing)
    yield ""
    yield from _wanted(walks, runs, importing)


def _beside(runs: Runs, importing: float) -> Iterable[str]:
    headings = ("ready s", "memory when ready MB", "KB a further conversation", "KB in Redis", "Redis ms/update")
    yield row("bot", *headings)
    yield "|" + "---|" * 6
    for name, of_bot in runs.items():
        idle = next(run.idle for run in of_bot if run.idle)
        yield row(
            name,
            f"{median(run.run.ready_seconds for run in of_bot):.2f}",
            f"{median(run.run.memory_at_start_mb for run in of_bot):.0f}",
            f"{idle.at_bot / 1024:.1f}",
            f"{idle.at_redis / 1024:.1f}",
            f"{median(run.redis_ms for run in of_bot):.2f}",
        )
    rounds = len(runs[QUICKSILVER.name])
    idle = next(run.idle for run in runs[QUICKSILVER.name] if run.idle)
    yield ""
    yield f"Importing aiogram takes {importing:.2f} s. Medians of {rounds} runs of each, in turns."
    yield f"A further conversation: the growth over {idle.conversations} that were begun and left."


def _wanted(walks: Sequence[Walk], runs: Runs, importing: float) -> Iterable[str]:
    def ratios(other: str, figure: str) -> str:
        each = (
            (walk.people, _middle(runs, QUICKSILVER.name, number, figure) / _middle(runs, other, number, figure))
            for number, walk in enumerate(walks)
        )
        return ", ".join(f"{ratio:.2f} with {people}" for people, ratio in each)

    idle = next(run.idle for run in runs[QUICKSILVER.name] if run.idle)
    ready = median(run.run.ready_seconds for run in runs[QUICKSILVER.name])
    yield row("wanted", "is")
    yield "|---|---|"
    yield row("updates/s at least the echo bot's, every answer committed", ratios(ECHO.name, "updates_a_second"))
    if DIALOG.name in runs:
        yield row("updates/s at least 2 times aiogram-dialog's", ratios(DIALOG.name, "updates_a_second"))
    yield row("p99 at most the echo bot's", ratios(ECHO.name, "p99_ms"))
    yield row("memory at most 1.1 times the echo bot's", ratios(ECHO.name, "memory_mb"))
    yield row("less than 4 KB for each further conversation", f"{idle.at_bot / 1024:.1f} KB")
    yield row("ready within 1.2 times the time of importing aiogram", f"{ready / importing:.2f}")


def _middle(runs: Runs, name: str, walk: int, figure: str) -> float:
    return median(run.run.walks[walk].read(figure) for run in runs[name])
