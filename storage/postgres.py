"""PostgreSQL behind the door: a pool of connections, READ COMMITTED with row locks, and a bounded number of retries.

The work itself is the same plain function as on SQLite; SQLAlchemy runs it in a greenlet over asyncpg. SQLAlchemy has
the connections in autocommit, so that a transaction is begun and ended at the driver, where prepared statements go.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from weakref import WeakSet

import asyncpg
from sqlalchemy import AdaptedConnection, Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from storage.address import PostgresDatabase
from storage.answer_cache import AnswerCache
from storage.columns import to_json
from storage.errors import StorageUnavailable
from storage.faults import refused, unavailable
from storage.transaction import Transaction

T = TypeVar("T")

ATTEMPTS = 6
CONNECTIONS = 10
SECONDS_FOR_A_STATEMENT = 30
SECONDS_FOR_A_CONNECTION = 10
# What a server that hangs may take to roll back, or to say goodbye: after that its connection is dropped.
SECONDS_TO_PART = 0.5

# A report may take several queries; all of them see the same moment.
BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

# SQLSTATEs of a transaction that may simply be run again: serialization failure, deadlock, lock not available, and a
# statement that was prepared before a migration.
_AGAIN = {"40001", "40P01", "55P03", "0A000"}
# Classes that speak of the server, not of the statement: connection, resources (disk full), operator, system, login.
_TROUBLE = ("08", "53", "57", "58", "28", "3D")
# What the driver raises of a connection by itself. The last comes of one that breaks off in the middle of an answer.
_BROKEN = (asyncpg.InterfaceError, asyncpg.InternalClientError)
# A server that has become a standby takes no writing for a while.
_STANDBY = "25006"


class PostgresServerDatabase:
    """A PostgreSQL database, connected to when first asked."""

    def __init__(self, database: PostgresDatabase, cache: AnswerCache) -> None:
        self.on_notice: Callable[[], None] | None = None
        self.on_lost_connection: Callable[[], None] | None = None
        self._cache = cache
        self._closed = False
        self._ends_at: float | None = None
        self._in_hand: set[asyncio.Timeout] = set()
        self._drivers: WeakSet[asyncpg.Connection[Any]] = WeakSet()
        self._idle = asyncio.Event()
        self._idle.set()
        self._engine = create_async_engine(
            database.url,
            isolation_level="AUTOCOMMIT",
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

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run the work in a transaction and commit it; run it again where the server asks for that."""
        return await self._in_turn(work, only_reading=False)

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run the work on a snapshot of what was committed before; writing raises."""
        return await self._in_turn(work, only_reading=True)

    def give_up_after(self, seconds: float) -> None:
        """From so many seconds on nothing is waited for any more, neither what is in hand nor what comes then."""
        self._ends_at = asyncio.get_running_loop().time() + seconds
        for limit in self._in_hand:
            limit.reschedule(self._ends_at)

    async def close(self) -> None:
        """Finish the transactions in hand, then close all connections."""
        self._closed = True
        await self._idle.wait()
        # The driver cuts off what does not part in time, and says so; there is nothing more to be done about it.
        await asyncio.gather(*(one.close(timeout=SECONDS_TO_PART) for one in self._drivers), return_exceptions=True)
        await self._engine.dispose()

    async def _in_turn(self, work: Callable[[Transaction], T], *, only_reading: bool) -> T:
        if self._closed:
            raise StorageUnavailable("the store is closed")
        limit = asyncio.timeout_at(self._ends_at)
        self._idle.clear()
        try:
            async with limit:
                self._in_hand.add(limit)
                return await self._until_done(work, only_reading=only_reading)
        except TimeoutError:
            raise StorageUnavailable("it took too long for a program that is told to end") from None
        finally:
            self._in_hand.discard(limit)
            if not self._in_hand:
                self._idle.set()

    async def _until_done(self, work: Callable[[Transaction], T], *, only_reading: bool) -> T:
        attempt = 0
        while True:
            attempt += 1
            try:
                return await self._once(work, only_reading=only_reading)
            except _RunAgain as again:
                if again.is_cut and self.on_lost_connection is not None:
                    self.on_lost_connection()
                if attempt == ATTEMPTS:
                    raise unavailable(again.reason) from None
                await asyncio.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311
            except (DBAPIError, asyncpg.PostgresError, *_BROKEN) as error:
                if _is_trouble(error, only_reading=only_reading):
                    raise unavailable(error) from None
                raise refused(error) from None
            except (OSError, TimeoutError, PoolTimeout) as error:
                raise unavailable(error) from error

    async def _once(self, work: Callable[[Transaction], T], *, only_reading: bool) -> T:
        async with self._engine.connect() as connection:
            driver = await _driver_of(connection)
            self._drivers.add(driver.connection)
            tx: Transaction | None = None

            def run(sync: Connection) -> T:
                nonlocal tx
                tx = Transaction(sync, driver, self._cache, only_reading=only_reading)
                return work(tx)

            try:
                await driver.connection.execute(BEGIN_READING if only_reading else "BEGIN")
                result = await connection.run_sync(run)
            except BaseException as error:
                await _roll_back(connection, driver)
                is_standby = _state_of(error) == _STANDBY and not only_reading
                if is_standby or isinstance(error, asyncpg.InternalClientError):
                    # Of a standby: another server may have taken its place, and this connection leads to the old one.
                    await connection.invalidate()
                if isinstance(error, Exception) and _may_run_again(error, driver):
                    raise _RunAgain(error, is_cut=_state_of(error) not in _AGAIN) from error
                raise
            await _commit(connection, driver)
            if tx is not None:
                tx.after_commit()
                if tx.noticed and self.on_notice is not None:
                    self.on_notice()
            return result


class PostgresDriver:
    """The driver's connection under SQLAlchemy's, to be used from inside the greenlet in which the work runs."""

    __slots__ = ("_await", "connection", "dialect")

    def __init__(self, connection: asyncpg.Connection[Any], adapted: AdaptedConnection, dialect: Dialect) -> None:
        self.connection = connection
        self.dialect = dialect
        self._await = adapted.run_async

    def rows(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return [tuple(record) for record in self._await(lambda connection: connection.fetch(sql, *values))]

    def run(self, sql: str, values: Sequence[Any]) -> int:
        status: str = self._await(lambda connection: connection.execute(sql, *values))
        return int(status.rpartition(" ")[2])  # such as "UPDATE 1" or "INSERT 0 1"


class _RunAgain(Exception):
    """Nothing was kept and the same work may well succeed now. is_cut: the connection broke off, else the server
    asked for it."""

    def __init__(self, reason: Exception, *, is_cut: bool) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.is_cut = is_cut


async def _driver_of(connection: AsyncConnection) -> PostgresDriver:
    """The driver of a connection that is open: the server may have closed it while it was in the pool."""
    while True:
        pooled = await connection.get_raw_connection()
        driver: Any = pooled.driver_connection
        adapted: Any = pooled.dbapi_connection
        if not isinstance(driver, asyncpg.Connection) or not isinstance(adapted, AdaptedConnection):
            raise TypeError("not a connection to PostgreSQL")
        if not driver.is_closed():
            return PostgresDriver(driver, adapted, connection.dialect)
        await connection.invalidate()


async def _commit(connection: AsyncConnection, driver: PostgresDriver) -> None:
    """Commit; when that fails, nobody knows whether it was kept, so it is not run again here."""
    try:
        await driver.connection.execute("COMMIT")
    except BaseException:
        await _drop(connection, driver)
        raise


async def _roll_back(connection: AsyncConnection, driver: PostgresDriver) -> None:
    try:
        # After a statement that was given up the driver waits for the server to take note, for however long.
        async with asyncio.timeout(SECONDS_TO_PART):
            await driver.connection.execute("ROLLBACK")
    except BaseException as error:
        # The connection is gone or hangs; its transaction goes with it.
        await _drop(connection, driver)
        if not isinstance(error, (OSError, TimeoutError, asyncpg.PostgresError, *_BROKEN)):
            raise


async def _drop(connection: AsyncConnection, driver: PostgresDriver) -> None:
    """Have done with a connection without a word to the server, which may never answer."""
    driver.connection.terminate()
    await connection.invalidate()


def _may_run_again(error: Exception, driver: PostgresDriver) -> bool:
    if isinstance(error, asyncpg.InternalClientError):
        return True
    if isinstance(error, TimeoutError):
        # It has waited long enough. Whoever asked may only wait for so long for all of it.
        return False
    if not isinstance(error, DBAPIError | asyncpg.PostgresError | asyncpg.InterfaceError | OSError):
        return False
    return driver.connection.is_closed() or _state_of(error) in _AGAIN


def _is_trouble(error: Exception, *, only_reading: bool) -> bool:
    state = _state_of(error)
    if not state:
        return isinstance(error, _BROKEN) or getattr(error, "connection_invalidated", False)
    return state.startswith(_TROUBLE) or (state == _STANDBY and not only_reading)


def _state_of(error: BaseException) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(cause, "sqlstate", None) or "")
