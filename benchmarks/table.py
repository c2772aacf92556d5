"""The table that a measurement ends in, in Markdown, with the machine it was made on."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from statistics import median

from benchmarks.processes import ECHO, QUICKSILVER
from benchmarks.walking import Run, Walk, middle

# A figure's name, its heading, and how it is written.
_COLUMNS = (
    ("updates_a_second", "updates/s", "{:.0f}"),
    ("p50_ms", "p50 ms", "{:.1f}"),
    ("p95_ms", "p95 ms", "{:.1f}"),
    ("p99_ms", "p99 ms", "{:.1f}"),
    ("processor_ms", "processor ms/update", "{:.2f}"),
    ("memory_mb", "memory MB", "{:.0f}"),
    ("letters", "walks done", "{:.0f}"),
)


def report(walks: Sequence[Walk], runs: dict[str, list[Run]], command: str) -> str:
    """All that was measured, as text: medians over the runs, and the ratios of the two bots."""
    ours, theirs = runs[QUICKSILVER.name], runs[ECHO.name]
    lines = [machine(command), "", row("people", "bot", *(heading for _, heading, _ in _COLUMNS))]
    lines.append("|" + "---|" * (len(_COLUMNS) + 2))
    for number, walk in enumerate(walks):
        for name, own in runs.items():
            cells = (shape.format(middle(own, number, figure)) for figure, _, shape in _COLUMNS)
            lines.append(row(str(walk.people), name, *cells))
        ratios = (
            f"**{middle(ours, number, figure) / (middle(theirs, number, figure) or 1):.2f}**"
            for figure, _, _ in _COLUMNS[:-1]
        )
        lines.append(row(str(walk.people), "**ratio**", *ratios, ""))
    lines += ["", *_beside(ours, theirs)]
    return "\n".join(lines)


def machine(command: str) -> str:
    """Where and when something was measured, in one line."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("aiogram", "aiohttp", "pydantic", "sqlalchemy"))
    return (
        f"`{command}`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores ({platform.machine()}), "
        f"{platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}, {libraries}"
    )


def _beside(ours: Sequence[Run], theirs: Sequence[Run]) -> Iterable[str]:
    ready = [median(run.ready_seconds for run in runs) for runs in (ours, theirs)]
    memory = [median(run.memory_at_start_mb for run in runs) for runs in (ours, theirs)]
    calls = [
        median(run.walks[-1].figures.calls / run.walks[-1].figures.updates for run in runs) for runs in (ours, theirs)
    ]
    yield f"Ready after {ready[0]:.2f} s, the echo bot after {ready[1]:.2f} s: ratio {ready[0] / ready[1]:.2f}."
    yield f"Memory when ready {memory[0]:.0f} MB, the echo bot's {memory[1]:.0f} MB: ratio {memory[0] / memory[1]:.2f}."
    yield f"Calls of the Bot API for each update: {calls[0]:.2f}, the echo bot {calls[1]:.2f}."
    yield f"Medians of {len(ours)} runs of each bot, in turns."


def row(*cells: str) -> str:
    """A row of a table."""
    return "| " + " | ".join(cells) + " |"
