"""What goes wrong with an SQLite file: another program holds it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final

from tests.faults.fault import Fault

AWAY: Final = "the database cannot be reached, updates wait"
BACK: Final = "the database is reached again"
RETRIED: Final = 'quicksilver_retries_total{bot="telegram",what="update"}'
SLOW: Final = "an update took long"
QUICK: Final = "updates are quick again"


@asynccontextmanager
async def held(file: Path, how: str = "IMMEDIATE") -> AsyncIterator[None]:
    """Hold the file as another program does that writes: its transaction was begun so."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=0)
    try:
        async with asyncio.timeout(10):
            while not _begun(connection, how):
                await asyncio.sleep(0.001)  # the program itself is writing
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


def locks(file: Path, seconds: float) -> Sequence[Fault]:
    """Another program holds the file for longer than it is waited for, in each of the ways to begin."""
    return [
        Fault(f"database locked ({how})", seconds, partial(held, file, how), AWAY, BACK, RETRIED)
        for how in ("IMMEDIATE", "EXCLUSIVE")
    ]
