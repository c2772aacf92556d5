"""Reads a database's address as an operator writes it in DATABASE_URL."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import WrongAddress

_TAKES = "DATABASE_URL takes sqlite:///path/to/file.db or postgresql://user:password@host/name."


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """An SQLite database: one file."""

    path: Path

    def make_private(self) -> None:
        """Create the file, and the folder it lies in, where they are missing; only their owner may read the file.

        SQLite gives the files beside it (`-wal`, `-shm`) the same permissions.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))


@dataclass(frozen=True, slots=True)
class PostgresDatabase:
    """A PostgreSQL database; `url` names the driver, and libpq's `sslmode` in the driver's word (`ssl`)."""

    url: URL


def read_address(text: str) -> SqliteFile | PostgresDatabase:
    """Where the database is. Raises `WrongAddress`; the address itself is not repeated, it may hold a password."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise WrongAddress(_TAKES) from None
    match url.get_backend_name():
        case "sqlite" if url.database and url.database != ":memory:":
            return SqliteFile(Path(url.database))
        case "postgresql" | "postgres" if url.database:
            url = url.set(drivername="postgresql+asyncpg")
            if sslmode := url.query.get("sslmode"):
                url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": sslmode})
            return PostgresDatabase(url)
        case _:
            raise WrongAddress(_TAKES)
