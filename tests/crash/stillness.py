"""Tells a program that has nothing more to do from one that is slow: a clock alone calls nobody stranded.

Still is one that for a while calls the server for nothing but updates, is done with none, and neither uses a processor
nor waits for one.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.crash.applicants import Applicants
from tests.e2e.program import Program

# Longer than the program's longest pause between two tries, which is half a minute.
_QUIET_FOR: Final = 40.0
_LOOK_EVERY: Final = 0.5
# What ticks of its scheduler take may not pass for work.
_MOST_BUSY: Final = 0.1
# A program that is busy for ever and leads nowhere is no better than a still one.
_AT_MOST: Final = 1800.0


@dataclass(frozen=True, slots=True)
class _Look:
    at: float
    processor_seconds: float
    wants_more: bool


class Stillness:
    """Watches the program's processes. Tell it of each sign of life with `stir`."""

    def __init__(self, programs: Callable[[], Sequence[Program]]) -> None:
        self._programs = programs
        self._stirred = time.monotonic()
        self._looks: deque[_Look] = deque()

    def stir(self) -> None:
        """The program has done something."""
        self._stirred = time.monotonic()

    async def wait(self, people: Applicants, condition: Callable[[], bool]) -> bool:
        """Wait until the condition holds; false when the program is still and it does not, or a process has ended."""
        self.stir()
        self._looks.clear()
        ends = time.monotonic() + _AT_MOST
        while not await people.until(condition, _LOOK_EVERY):
            if not all(program.is_running for program in self._programs()):
                return condition()
            self._look()
            if self._is_still() or time.monotonic() > ends:
                return condition()
        return True

    def _look(self) -> None:
        now = time.monotonic()
        threads = [_thread(thread) for program in self._programs() for thread in _threads(program.pid)]
        wants_more = any(state in "RD" for state, _ in threads)
        self._looks.append(_Look(now, sum(seconds for _, seconds in threads), wants_more))
        while self._looks[0].at < now - _QUIET_FOR:
            self._looks.popleft()

    def _is_still(self) -> bool:
        if time.monotonic() - self._stirred < _QUIET_FOR:
            return False
        first, last = self._looks[0], self._looks[-1]
        used = last.processor_seconds - first.processor_seconds
        wanting = sum(look.wants_more for look in self._looks)
        return used < _MOST_BUSY * (last.at - first.at) and wanting < _MOST_BUSY * len(self._looks)


def _threads(pid: int) -> list[Path]:
    return list(Path(f"/proc/{pid}/task").iterdir())


def _thread(folder: Path) -> tuple[str, float]:
    """The state of a thread (proc(5): R runs or waits for a processor, D for a disk), and what it has used."""
    try:
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return "X", 0.0  # it has ended since
    return fields[0], (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
