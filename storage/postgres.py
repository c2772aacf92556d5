"""PostgreSQL behind the door: a pool of connections, READ COMMITTED with row locks, and a bounded number of retries.

The work itself is the same plain function as on SQLite; SQLAlchemy runs it in a greenlet over asyncpg.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from typing import TypeVar

import asyncpg
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage.address import PostgresDatabase
from storage.answer_cache import AnswerCache
from storage.columns import to_json
from storage.errors import StorageUnavailable
from storage.faults import own_words, unavailable
from storage.transaction import Transaction

T = TypeVar("T")

ATTEMPTS = 6
CONNECTIONS = 10
SECONDS_FOR_A_STATEMENT = 30
SECONDS_FOR_A_CONNECTION = 10

# SQLSTATEs of a transaction that may simply be run again: serialization failure, deadlock, lock not available.
_AGAIN = {"40001", "40P01", "55P03"}
# Classes that speak of the server, not of the statement: connection, resources (disk full), operator, system, login.
_TROUBLE = ("08", "53", "57", "58", "28", "3D")
# A server that has become a standby takes no writing for a while.
_STANDBY = "25006"


class PostgresServerDatabase:
    """A PostgreSQL database, connected to when first asked."""

    def __init__(self, database: PostgresDatabase, cache: AnswerCache) -> None:
        self._cache = cache
        self._closed = False
        self._in_hand = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._engine = create_async_engine(
            database.url,
            json_serializer=to_json,
            hide_parameters=True,  # what people wrote stays out of errors, which are logged
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=SECONDS_FOR_A_CONNECTION,
            connect_args={
                "timeout": SECONDS_FOR_A_CONNECTION,
                "command_timeout": SECONDS_FOR_A_STATEMENT,
                "server_settings": {"application_name": "quicksilver", "timezone": "UTC"},
            },
        )
        # A report may take several queries; all of them see the same moment.
        self._snapshots = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run the work in a transaction and commit it; run it again where the server asks for that."""
        return await self._attempt(work, only_reading=False)

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run the work on a snapshot of what was committed before; writing raises."""
        return await self._attempt(work, only_reading=True)

    async def close(self) -> None:
        """Finish the transactions in hand, then close all connections."""
        self._closed = True
        await self._idle.wait()
        await self._engine.dispose()

    async def _attempt(self, work: Callable[[Transaction], T], *, only_reading: bool) -> T:
        if self._closed:
            raise StorageUnavailable("the store is closed")
        self._in_hand += 1
        self._idle.clear()
        try:
            return await self._until_done(work, only_reading=only_reading)
        finally:
            self._in_hand -= 1
            if not self._in_hand:
                self._idle.set()

    async def _until_done(self, work: Callable[[Transaction], T], *, only_reading: bool) -> T:
        attempt = 0
        while True:
            attempt += 1
            try:
                return await self._once(work, only_reading=only_reading)
            except _Stale:
                # The server was restarted since the pool connected: the next connection is a new one.
                if attempt > 1:
                    raise StorageUnavailable("the connection to the database was lost") from None
            except DBAPIError as error:
                state = _state_of(error)
                if state in _AGAIN and attempt < ATTEMPTS:
                    await asyncio.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311
                    continue
                standby = state == _STANDBY and not only_reading
                if state in _AGAIN or state.startswith(_TROUBLE) or standby or error.connection_invalidated:
                    raise unavailable(error) from None
                raise own_words(error) from None
            except (OSError, TimeoutError, PoolTimeout, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                raise unavailable(error) from error

    async def _once(self, work: Callable[[Transaction], T], *, only_reading: bool) -> T:
        engine = self._snapshots if only_reading else self._engine
        async with engine.connect() as connection:
            tx: Transaction | None = None

            def run(sync: Connection) -> T:
                nonlocal tx
                tx = Transaction(sync, self._cache, only_reading=only_reading)
                return work(tx)

            try:
                result = await connection.run_sync(run)
            except DBAPIError as error:
                await _roll_back(connection)
                if error.connection_invalidated:
                    raise _Stale from error
                raise
            except BaseException:
                await _roll_back(connection)
                raise
            await connection.commit()
            if tx is not None:
                tx.after_commit()
            return result


class _Stale(Exception):
    """The connection was lost before the commit was asked for, so the work can be run again on another one."""


async def _roll_back(connection: AsyncConnection) -> None:
    try:
        await connection.rollback()
    except (DBAPIError, OSError, asyncpg.InterfaceError):
        # The connection is gone and its transaction with it.
        await connection.invalidate()


def _state_of(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")
