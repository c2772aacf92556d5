"""What goes wrong with an SQLite file: another program holds it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final

from tests.faults.fault import Fault

AWAY: Final = "the database cannot be reached, updates wait"
BACK: Final = "the database is reached again"
RETRIED: Final = 'quicksilver_retries_total{bot="telegram",what="update"}'
SLOW: Final = "updates take long"
QUICK: Final = "updates are quick again"
SLOWER: Final = 'quicksilver_commit_seconds{bot="telegram"} over 2.5 s'
_PATIENCE: Final = 5.0
"""Seconds for which the program waits before it says that the database is away."""


@asynccontextmanager
async def held(file: Path, how: str = "IMMEDIATE") -> AsyncIterator[None]:
    """Hold the file as another program does that writes: its transaction was begun so."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=0)
    try:
        async with asyncio.timeout(10):
            while not _begun(connection, how):  # noqa: ASYNC110  # a lock tells nobody that it is free
                await asyncio.sleep(0.001)
        yield
    finally:
        connection.close()


def _begun(connection: sqlite3.Connection, how: str) -> bool:
    try:
        connection.execute(f"BEGIN {how}")
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def locked(file: Path, seconds: float, how: str = "IMMEDIATE") -> Fault:
    """Another program holds the file, in one of the ways to begin."""
    name = f"SQLite file locked ({how}) for {seconds:g} s"
    put_in = partial(held, file, how)
    if seconds < _PATIENCE:
        return Fault(name, seconds, put_in, SLOW, QUICK, SLOWER)
    return Fault(name, seconds, put_in, AWAY, BACK, RETRIED)
