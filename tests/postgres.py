"""The PostgreSQL of the tests: quick, since data of a test need not survive a power cut."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

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


def _memory_or_disk() -> Path | None:
    """Where the data goes: a new database takes 50 ms in memory and four times that on a disk."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 * 1024**3
    return memory if roomy else None
