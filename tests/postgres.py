"""The PostgreSQL of the tests: quick, since data of a test need not survive a power cut."""

import asyncio
import os
import shutil
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import asyncpg

from benchmarks import postgres

SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "max_wal_senders": "0",
    "wal_level": "minimal",
    "shared_buffers": "32MB",
}


class PostgresServer(postgres.PostgresServer):
    """One server with its data in memory where there is room, reachable on loopback without a password."""

    def __init__(self, settings: Mapping[str, str] = SETTINGS) -> None:
        super().__init__(settings, _memory_or_disk())
        self._line: _Line | None = None

    def change(self, statement: str) -> None:
        """As elsewhere, over a connection that stays open: to start a program for it takes longer than the change."""
        self._line = self._line or _Line(self.url())
        self._line.run(statement)

    def stop(self) -> None:
        if self._line is not None:
            self._line.close()
        super().stop()


class _Line:
    """A connection with a thread of its own, since the tests' event loop is not to be touched."""

    def __init__(self, url: str) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="postgres-line")
        self._loop = asyncio.new_event_loop()
        self._connection = self._wait_for(asyncpg.connect(url))

    def run(self, statement: str) -> None:
        self._wait_for(self._connection.execute(statement))

    def close(self) -> None:
        self._wait_for(self._connection.close())
        self._loop.close()
        self._thread.shutdown()

    def _wait_for(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._thread.submit(self._loop.run_until_complete, work).result(timeout=60)


def _memory_or_disk() -> Path | None:
    """Where the data goes: a new database takes 50 ms in memory and four times that on a disk."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 * 1024**3
    return memory if roomy else None
