"""A copy of the whole database as it is at one moment, made while the program runs and writes.

On SQLite `VACUUM INTO` copies what was committed when it began; writers go on meanwhile (write-ahead log), and what was
erased before is not in the copy, not even in unused pages. On PostgreSQL `pg_dump` does the same.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL

from storage.address import PostgresDatabase, SqliteFile, read_address
from storage.errors import StorageUnavailable
from storage.sqlite import BUSY_SECONDS

PG_DUMP = "pg_dump"


class BackupFailed(RuntimeError):
    """No copy was made, or the copy is not whole. The message is a line for the operator."""


async def copy_database(database_url: str, place: Path) -> None:
    """Write a copy into an empty file that is there, and check it; on SQLite a database, on PostgreSQL an archive.

    The tables are copied as they are, of whichever revision. Raises `WrongAddress`, `StorageUnavailable`,
    `BackupFailed`; what is in the file is then of no use.
    """
    address = read_address(database_url)
    if isinstance(address, SqliteFile):
        await asyncio.to_thread(_copy_sqlite, address, place)
    else:
        await asyncio.to_thread(_dump_postgres, address, place)


def _copy_sqlite(file: SqliteFile, place: Path) -> None:
    if not file.path.exists():
        raise BackupFailed("There is no database yet: nothing was ever kept.")
    try:
        # "rw": a path that is wrong makes no new file.
        with closing(
            sqlite3.connect(f"{file.path.resolve().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS)
        ) as from_:
            from_.execute("VACUUM INTO ?", (str(place),))
        problems = _problems(place)
    except sqlite3.Error as error:
        raise StorageUnavailable(f"the copy could not be made: {error}") from error
    if problems:
        raise BackupFailed(f"The copy is not whole, and neither is the database: {problems[0]}")


def _problems(place: Path) -> list[str]:
    """What SQLite finds wrong with a file, in its own words."""
    with closing(sqlite3.connect(f"{place.resolve().as_uri()}?mode=ro", uri=True)) as copy:
        found = [str(row[0]) for row in copy.execute("PRAGMA integrity_check")]
        lost = [f"a row of {row[0]} refers to nothing" for row in copy.execute("PRAGMA foreign_key_check")]
    return [line for line in found if line != "ok"] + lost


def _dump_postgres(database: PostgresDatabase, place: Path) -> None:
    program = shutil.which(PG_DUMP)
    if program is None:
        raise BackupFailed(
            f"{PG_DUMP} is not here: install PostgreSQL's client programs, of the server's version or a newer one."
        )
    url, password = _for_libpq(database.url)
    # The password is in no command line, which all users of the machine can read.
    secret = {} if password is None else {"PGPASSWORD": password}
    done = subprocess.run(  # noqa: S603  # the program found above, with the operator's own address
        [program, "--format=custom", "--no-password", f"--file={place}", f"--dbname={url}"],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it did not say why"]
        raise BackupFailed(f"{PG_DUMP} made no copy: {said[0]}")


def _for_libpq(url: URL) -> tuple[str, str | None]:
    """The address as PostgreSQL's own programs take it, without the password, and the password."""
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    if mode := plain.query.get("ssl"):
        plain = plain.difference_update_query(["ssl"]).update_query_dict({"sslmode": mode})
    return plain.render_as_string(hide_password=False), None if url.password is None else str(url.password)
