"""SQLite behind the door: one connection writes, and what waits at the same moment shares one commit.

The work of a batch runs in the event loop, each transaction in a SAVEPOINT of its own (one that raises rolls back
alone): in a thread it would contend with the loop for the interpreter at every call of the driver. Only the COMMIT,
which waits for the disk, goes to a thread, and not even that where one transaction is alone and the disk has been
quick, since waking a thread and being woken by it costs more. Transactions are answered once they are on the disk.
When another program holds the file, the thread waits for it: for `BUSY_SECONDS` from when a transaction came.
Readers have connections of their own and never wait for the writer (write-ahead log).
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from math import ceil, inf
from threading import Lock, local
from time import perf_counter
from typing import Any, TypeVar

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from storage.address import SqliteFile
from storage.answer_cache import AnswerCache
from storage.errors import AlreadyRunning, StorageUnavailable
from storage.faults import refused, unavailable
from storage.transaction import Transaction

T = TypeVar("T")

BATCH_SECONDS = 0.005
"""How long a batch may take further transactions in: the loop has others to serve."""
QUICK_COMMIT_SECONDS = 0.001
"""A commit that took no longer than this lately may be waited for in the loop."""
BUSY_SECONDS = 5.0
"""How long a transaction waits, from when it came, for another program to let go of the file."""
READERS = 4

# Primary result codes that speak of the machine or of other programs, not of the statement.
_TROUBLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_NOTADB,
}


_IN_USE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class SqliteDatabase:
    """An open SQLite file. With `alone`, no other program may have it open so (`AlreadyRunning`)."""

    def __init__(self, file: SqliteFile, cache: AnswerCache, *, alone: bool) -> None:
        file.make_private()
        self.on_notice: Callable[[], None] | None = None
        # A file has no connection that could break off.
        self.on_lost_connection: Callable[[], None] | None = None
        self._path = str(file.path)
        self._cache = cache
        self._lock_file = _lock(self._path) if alone else None
        self._loop = asyncio.get_running_loop()
        self._jobs: deque[_Job] = deque()
        self._busy = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._connection: Connection | None = None
        self._commit_seconds = QUICK_COMMIT_SECONDS * 2
        self._committer = ThreadPoolExecutor(1, thread_name_prefix="storage-commit")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="storage-read")
        self._reading = _Readers(self._path)
        self._closed = False

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run the work in the next batch; return once that batch is on the disk."""
        self._refuse_when_closed()
        job = _Job(work, self._loop.create_future(), self._loop.time())
        self._jobs.append(job)
        if not self._busy:
            self._busy = True
            self._idle.clear()
            self._loop.call_soon(self._begin_batch)
        result: T = await job.answer
        return result

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run the work on a snapshot of what was committed before; writing raises."""
        self._refuse_when_closed()
        return await self._loop.run_in_executor(self._readers, self._read, work)

    def give_up_after(self, seconds: float) -> None:
        """Nothing is to be done for it: nothing waits for longer than `BUSY_SECONDS`."""

    async def close(self) -> None:
        """Finish what waits, then let go of the file."""
        if self._closed:
            return
        self._closed = True
        await self._idle.wait()
        discard(self._connection)
        self._connection = None
        self._committer.shutdown()
        await asyncio.to_thread(self._readers.shutdown)
        self._reading.close()
        if self._lock_file is not None:
            os.close(self._lock_file)

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise StorageUnavailable("the store is closed")

    def _read(self, work: Callable[[Transaction], T]) -> T:
        try:
            connection = self._reading.connection()
            driver = SqliteDriver(connection)
            driver.connection.execute("BEGIN")
            try:
                tx = Transaction(connection, driver, self._cache, only_reading=True)
                result = work(tx)
            finally:
                driver.connection.execute("ROLLBACK")
        except Exception as error:
            if not isinstance(error, DBAPIError | sqlite3.Error):
                raise
            trouble = _code_of(error) in _TROUBLE - {sqlite3.SQLITE_READONLY}  # here it is we who forbid writing
            raise (unavailable(error) if trouble else refused(error)) from None
        tx.after_commit()
        return result

    # Writing, a batch at a time

    def _begin_batch(self) -> None:
        """Run what waits and have it committed; runs in the loop, and never while another batch is under way."""
        try:
            if self._connection is None:
                self._connection = _connect_impatiently(self._path)
            driver_of(self._connection).execute("BEGIN IMMEDIATE")
        except Exception as error:
            if self._connection is not None and _code_of(error) in _IN_USE:
                self._wait_for_file(self._connection)
            else:
                self._end_batch(self._all_that_wait(), error)
            return
        self._run_batch(self._connection)

    def _wait_for_file(self, connection: Connection) -> None:
        """Let the thread wait for another program, for as long as the first that came may."""
        seconds = max(self._jobs[0].came + BUSY_SECONDS - self._loop.time(), 0.0)
        future = self._loop.run_in_executor(self._committer, _begin_patiently, connection, seconds)
        future.add_done_callback(partial(self._waited, connection))

    def _waited(self, connection: Connection, done: asyncio.Future[None]) -> None:
        """Run what waits now that the file is free, or give up for those who have waited for long enough."""
        try:
            done.result()
        except Exception as error:
            if _code_of(error) not in _IN_USE:
                self._end_batch(self._all_that_wait(), error)
                return
            late = self._all_that_wait(came_by=max(self._jobs[0].came, self._loop.time() - BUSY_SECONDS))
            for job in late:
                job.fail(unavailable(error))
            self._end_batch(late)  # nothing was begun: the connection is as good as before
        else:
            self._run_batch(connection)

    def _run_batch(self, connection: Connection) -> None:
        """Run what waits in the transaction that was begun, and have it committed."""
        batch: list[_Job] = []
        driver = SqliteDriver(connection)
        try:
            self._run_what_waits(connection, driver, batch)
        except Exception as error:
            self._end_batch(batch, error)
            return
        commit = partial(_commit, driver)
        if len(batch) > 1 or self._commit_seconds > QUICK_COMMIT_SECONDS:
            future = self._loop.run_in_executor(self._committer, commit)
            future.add_done_callback(partial(self._committed, batch))
            return
        try:
            self._commit_seconds = commit()
        except Exception as error:
            self._end_batch(batch, error)
            return
        self._end_batch(batch)

    def _run_what_waits(self, connection: Connection, driver: SqliteDriver, batch: list[_Job]) -> None:
        """Run waiting transactions, those that arrive meanwhile too, for as long as a batch may take."""
        until = perf_counter() + BATCH_SECONDS
        while self._jobs and (not batch or perf_counter() < until):
            job = self._jobs.popleft()
            # A caller that was cancelled no longer wants it done.
            if not job.answer.cancelled():
                batch.append(job)
                job.run_apart(connection, driver, self._cache)

    def _all_that_wait(self, came_by: float = inf) -> list[_Job]:
        """Take out of the row whoever waits and came no later."""
        batch = []
        while self._jobs and self._jobs[0].came <= came_by:
            job = self._jobs.popleft()
            if not job.answer.cancelled():
                batch.append(job)
        return batch

    def _committed(self, batch: list[_Job], done: asyncio.Future[float]) -> None:
        try:
            self._commit_seconds = done.result()
        except Exception as error:
            self._end_batch(batch, error)
        else:
            self._end_batch(batch)

    def _end_batch(self, batch: list[_Job], error: Exception | None = None) -> None:
        """Answer a batch, and go on with what has come to wait."""
        if error is not None:
            for job in batch:
                job.fail(unavailable(error))
            discard(self._connection)
            self._connection = None
        for job in batch:
            job.give_answer()
        if self.on_notice is not None and any(job.noticed for job in batch):
            self.on_notice()
        if self._jobs:
            self._loop.call_soon(self._begin_batch)
            return
        self._busy = False
        self._idle.set()


class _Job:
    """One transaction on its way to the disk."""

    __slots__ = ("answer", "came", "error", "result", "tx", "work")

    def __init__(self, work: Callable[[Transaction], Any], answer: asyncio.Future[Any], came: float) -> None:
        self.work = work
        self.answer = answer
        self.came = came  # by the loop's clock
        self.result: Any = None
        self.error: BaseException | None = None
        self.tx: Transaction | None = None

    def run_apart(self, connection: Connection, driver: SqliteDriver, cache: AnswerCache) -> None:
        """Do the work in a SAVEPOINT, so that it rolls back alone."""
        driver.connection.execute("SAVEPOINT one")
        self._run(connection, driver, cache)
        if self.error is not None:
            driver.connection.execute("ROLLBACK TO one")
        driver.connection.execute("RELEASE one")

    def _run(self, connection: Connection, driver: SqliteDriver, cache: AnswerCache) -> None:
        """Do the work, keeping what it raises; trouble with the database is raised on, it is everybody's."""
        self.tx = Transaction(connection, driver, cache)
        try:
            self.result = self.work(self.tx)
        except Exception as error:
            if _code_of(error) in _TROUBLE or not driver.connection.in_transaction:
                raise
            self.error = refused(error) if isinstance(error, DBAPIError | sqlite3.Error) else error

    def fail(self, error: BaseException) -> None:
        self.result, self.error, self.tx = None, error, None

    @property
    def noticed(self) -> bool:
        """Whether something waits in the outbox that did not before."""
        return self.error is None and self.tx is not None and self.tx.noticed

    def give_answer(self) -> None:
        """Tell who waits, and let other transactions know what this one has seen and made."""
        if self.error is None and self.tx is not None:
            self.tx.after_commit()
        if self.answer.done():
            return
        if self.error is not None:
            self.answer.set_exception(self.error)
        else:
            self.answer.set_result(self.result)


class SqliteDriver:
    """The driver's connection under SQLAlchemy's, for prepared statements and for beginning and ending."""

    __slots__ = ("connection", "dialect")

    def __init__(self, connection: Connection) -> None:
        self.connection = driver_of(connection)
        self.dialect = connection.dialect

    def rows(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, values).fetchall()

    def run(self, sql: str, values: Sequence[Any]) -> int:
        return self.connection.execute(sql, values).rowcount


def _commit(driver: SqliteDriver) -> float:
    """Put what was written on the disk, and say how many seconds that took."""
    begun = perf_counter()
    driver.connection.execute("COMMIT")
    return perf_counter() - begun


def _begin_patiently(connection: Connection, seconds: float) -> None:
    """Begin a transaction once another program lets go of the file, if it does so in time. Runs in the thread."""
    execute = driver_of(connection).execute
    execute(f"PRAGMA busy_timeout = {ceil(seconds * 1000)}")
    try:
        execute("BEGIN IMMEDIATE")
    finally:
        execute("PRAGMA busy_timeout = 0")


def _code_of(error: Exception) -> int | None:
    """SQLite's primary result code."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code: int | None = getattr(cause, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def discard(connection: Connection | None) -> None:
    """Give up a connection, and with it whatever its transaction had not committed."""
    if connection is not None:
        driver = driver_of(connection)
        connection.detach()
        driver.close()


def driver_of(connection: Connection) -> sqlite3.Connection:
    """The driver's connection under SQLAlchemy's."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("not a connection to SQLite")
    return driver


def _connect_impatiently(path: str) -> Connection:
    """A connection to write through, that does not let the event loop wait for another program."""
    connection = connect(path)
    driver_of(connection).execute("PRAGMA busy_timeout = 0")
    return connection


def connect(path: str, *, only_reading: bool = False) -> Connection:
    """A connection whose transactions are begun and ended by the caller, at the driver."""

    def open_file() -> sqlite3.Connection:
        # No isolation level: the driver begins nothing by itself, so a batch can have SAVEPOINTs of its own.
        driver = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        driver.execute("PRAGMA journal_mode = WAL")
        driver.execute("PRAGMA synchronous = FULL")
        driver.execute("PRAGMA foreign_keys = ON")
        driver.execute(f"PRAGMA journal_size_limit = {64 * 1024 * 1024}")
        if only_reading:
            driver.execute("PRAGMA query_only = ON")
        return driver

    # What people wrote stays out of errors, which are logged.
    return create_engine("sqlite://", creator=open_file, poolclass=NullPool, hide_parameters=True).connect()


class _Readers:
    """One connection for each reading thread, opened at its first use."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._mine = local()
        self._all: list[Connection] = []
        self._lock = Lock()

    def connection(self) -> Connection:
        connection: Connection | None = getattr(self._mine, "connection", None)
        if connection is None:
            connection = self._mine.connection = connect(self._path, only_reading=True)
            with self._lock:
                self._all.append(connection)
        return connection

    def close(self) -> None:
        for connection in self._all:
            discard(connection)


def _lock(path: str) -> int:
    """Keep other programs off the file for as long as the returned descriptor is open."""
    descriptor = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise AlreadyRunning(
            f"Another Quicksilver process has {path} open; several at once need PostgreSQL (DATABASE_URL)."
        ) from None
    return descriptor
