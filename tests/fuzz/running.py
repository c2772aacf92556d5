"""Runs targets: a chunk of inputs in one process, many chunks on all cores, and the table of what came of it."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import signal
import time
import traceback
import warnings
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final

from tests.fuzz.drawing import Draw
from tests.fuzz.target import Target
from tests.fuzz.targets import TARGETS

ROOT: Final = Path(__file__).parent.parent.parent
CHUNKS: Final = 4
"""Into how many chunks the inputs of a target are cut, so that no core is left with one long target at the end."""
MOST_TOLD: Final = 400


class TooSlow(Exception):
    """An input has taken longer than any should."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A way in which an input went wrong: `where` tells it from other ways, `number` is one input that does it."""

    where: str
    target: str
    number: int
    told: str
    trace: str


@dataclass(slots=True)
class Ran:
    """What came of some inputs of one target; `seconds` are those of the processor."""

    target: str
    inputs: int = 0
    seconds: float = 0.0
    findings: dict[str, Finding] = field(default_factory=dict)

    def add(self, other: Ran) -> None:
        """Put another chunk's result to this one."""
        self.inputs += other.inputs
        self.seconds += other.seconds
        self.findings = {**other.findings, **self.findings}


async def run(target: Target, seed: int, numbers: Iterable[int]) -> Ran:
    """Make these inputs for a target, and keep one finding of each way in which it goes wrong."""
    ran = Ran(target.name)
    async with target.opens() as attempt:
        began = time.process_time()
        for number in numbers:
            draw = Draw.of(target.name, seed, number)
            ran.inputs += 1
            try:
                await attempt(draw)
            except Exception as problem:
                found = _finding(problem, target.name, number, draw)
                ran.findings.setdefault(found.where, found)
        ran.seconds = time.process_time() - began
    return ran


def _finding(problem: Exception, target: str, number: int, draw: Draw) -> Finding:
    frames = [one for one in traceback.extract_tb(problem.__traceback__) if one.filename.startswith(str(ROOT))]
    ours = [one for one in frames if ".venv" not in one.filename]
    last = ours[-1] if ours else None
    at = "" if last is None else f"{Path(last.filename).relative_to(ROOT)}:{last.lineno}"
    trace = "".join(traceback.format_exception(problem))
    return Finding(f"{type(problem).__name__} at {at}", target, number, ascii(draw.told)[:MOST_TOLD], trace)


def chunk(name: str, seed: int, first: int, count: int) -> Ran:
    """The same in a process of its own, where an input that does not end is ended."""

    def too_slow(_: int, frame: FrameType | None) -> None:
        raise TooSlow

    # What sentences a test's own words lack, and what aiohttp thinks of odd forms, is no finding.
    logging.disable(logging.WARNING)
    logging.getLogger().addHandler(logging.NullHandler())
    logging.getLogger("locales.voice").disabled = True
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGVTALRM, too_slow)
    (target,) = (one for one in TARGETS if one.name == name)

    def timed(numbers: Iterable[int]) -> Iterable[int]:
        for number in numbers:
            signal.setitimer(signal.ITIMER_VIRTUAL, target.longest)
            yield number
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    return asyncio.run(run(target, seed, timed(range(first, first + count))))


def run_all(targets: Sequence[Target], inputs: int, seed: int, processes: int) -> dict[str, Ran]:
    """So many inputs in all, shared out among the targets."""
    whole = sum(target.share for target in targets)
    counts = {target.name: max(1, round(inputs * target.share / whole)) for target in targets}
    found = {target.name: Ran(target.name) for target in targets}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        running = [
            pool.submit(
                chunk, name, seed, count * part // CHUNKS, count * (part + 1) // CHUNKS - count * part // CHUNKS
            )
            for part in range(CHUNKS)
            for name, count in counts.items()
        ]
        for done in as_completed(running):
            one = done.result()
            found[one.target].add(one)
    return found


def table(found: dict[str, Ran]) -> str:
    """A row for each target, and the sum."""
    rows = [(one.target, one.inputs, one.seconds, len(one.findings)) for one in found.values()]
    rows.append(("all", *(sum(column) for column in list(zip(*rows, strict=True))[1:])))
    lines = ["| target | inputs | seconds | findings |", "|---|---:|---:|---:|"]
    lines += [f"| {name} | {inputs:,} | {seconds:.1f} | {findings} |" for name, inputs, seconds, findings in rows]
    return "\n".join(lines)
