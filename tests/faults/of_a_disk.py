"""A disk that is full: a small one in memory of its own, with the database and the log on it, and a file that fills it.

Only root may mount; where that is not permitted, the trial cannot be made, and says so.
"""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from tests.faults.fault import Fault
from tests.faults.of_sqlite import AWAY, BACK, RETRIED

_SIZE: Final = "24m"
_BALLAST: Final = "ballast"
_PIECES: Final = (64 * 1024, 4096, 512, 1)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of some megabytes, mounted in a folder."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@asynccontextmanager
async def _filled(disk: Path) -> AsyncIterator[None]:
    """Not a byte is left."""
    ballast = disk / _BALLAST
    with ballast.open("ab", buffering=0) as file:
        for size in _PIECES:
            with contextlib.suppress(_Full):
                while True:
                    _write(file.fileno(), bytes(size))
    try:
        yield
    finally:
        ballast.unlink()


class _Full(Exception):
    """There is no room for what was to be written."""


def _write(descriptor: int, piece: bytes) -> None:
    try:
        if os.write(descriptor, piece) < len(piece):
            raise _Full
    except OSError as problem:
        if problem.errno != errno.ENOSPC:
            raise
        raise _Full from None


def full(disk: Path, seconds: float) -> Fault:
    """Nothing can be written any more: no answer, and no line of the log."""
    return Fault("disk full", seconds, partial(_filled, disk), AWAY, BACK, RETRIED)
