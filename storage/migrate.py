"""Brings a database's tables to the newest revision, or says how far they are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage.address import PostgresDatabase, SqliteFile, read_address
from storage.faults import unavailable

if TYPE_CHECKING:
    from alembic.config import Config

T = TypeVar("T")

NEWEST = "0012"
"""The newest revision: known without importing Alembic, which a database that is up to date does not need."""

_STEPS = Path(__file__).parent / "migrations"
# Any number, the same in every process: only one of several that start together migrates.
_ADVISORY_LOCK = 7_460_118


@dataclass(frozen=True, slots=True)
class MigrationState:
    """How far a database's tables are; `current` is None where there are none yet."""

    current: str | None
    newest: str

    @property
    def up_to_date(self) -> bool:
        return self.current == self.newest


async def migrate(database_url: str, revision: str = NEWEST) -> MigrationState:
    """Bring the tables to a revision, up or down ("base": none); all of it or nothing. Safe when several start at once.

    Raises `WrongAddress`, `StorageUnavailable`.
    """

    def steps(connection: Connection) -> MigrationState:
        if (state := _state(connection)).current != revision:
            _run_alembic(connection, state, revision)
        return _state(connection)

    return await _in_one_transaction(database_url, steps)


async def migration_state(database_url: str) -> MigrationState:
    """How far the tables are, without changing them. Raises `WrongAddress`, `StorageUnavailable`."""
    address = read_address(database_url)
    if isinstance(address, SqliteFile) and not address.path.exists():
        return MigrationState(None, NEWEST)
    return await _in_one_transaction(database_url, _state)


def _state(connection: Connection) -> MigrationState:
    if not inspect(connection).has_table("alembic_version"):
        return MigrationState(None, NEWEST)
    current = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return MigrationState(current, NEWEST)


def _run_alembic(connection: Connection, state: MigrationState, revision: str) -> None:
    from alembic import command

    config = _config(connection)
    if revision == "base" or (state.current is not None and revision < state.current):
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)


async def write_step(database_url: str, message: str, revision: str) -> Path:
    """Write the step that leads from a database's tables to the models; for whoever changes a table."""

    def write(connection: Connection) -> Path:
        from alembic import command

        config = _config(connection)
        config.set_main_option("file_template", "r%%(rev)s_%%(slug)s")
        written = command.revision(config, message, autogenerate=True, rev_id=revision)
        if written is None or isinstance(written, list):
            raise LookupError("nothing was written")
        return Path(written.path)

    return await _in_one_transaction(database_url, write)


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


async def _in_one_transaction(database_url: str, steps: Callable[[Connection], T]) -> T:
    address = read_address(database_url)
    try:
        if isinstance(address, SqliteFile):
            return await asyncio.to_thread(_on_sqlite, address, steps)
        return await _on_postgres(address, steps)
    except (OSError, TimeoutError, DBAPIError) as error:
        raise unavailable(error) from error


def _on_sqlite(file: SqliteFile, steps: Callable[[Connection], T]) -> T:
    from storage.sqlite import connect, discard, driver_of

    file.make_private()
    connection = connect(str(file.path))
    try:
        driver = driver_of(connection)
        # A table that is altered is made anew, which must not cascade to the rows that refer to it.
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute("BEGIN IMMEDIATE")
        result = steps(connection)
        driver.execute("COMMIT")
        return result
    finally:
        discard(connection)


async def _on_postgres(database: PostgresDatabase, steps: Callable[[Connection], T]) -> T:
    import asyncpg

    engine = create_async_engine(database.url, poolclass=NullPool, hide_parameters=True)
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            return await connection.run_sync(steps)
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise unavailable(error) from error
    finally:
        await engine.dispose()
