"""SQLite behind the door: one thread writes, and what waits at the same moment shares one commit.

Flushing to the disk is nearly all that a small transaction costs, so the writer takes every transaction that waits,
runs each in a SAVEPOINT of its own (one that raises rolls back alone), commits them together, and only then answers.
Readers have connections of their own and never wait for the writer (write-ahead log).
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import Lock, Thread, local
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

LARGEST_BATCH = 256
BUSY_SECONDS = 5.0
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


class SqliteDatabase:
    """An open SQLite file. With `alone`, no other program may have it open so (`AlreadyRunning`)."""

    def __init__(self, file: SqliteFile, cache: AnswerCache, *, alone: bool) -> None:
        file.make_private()
        self._path = str(file.path)
        self._cache = cache
        self._lock_file = _lock(self._path) if alone else None
        self._loop = asyncio.get_running_loop()
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="storage-read")
        self._reading = _Readers(self._path)
        self._closed = False
        self._writer = Thread(target=self._write, name="storage-write", daemon=True)
        self._writer.start()

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run the work in the writer's next batch; return once that batch is on the disk."""
        self._refuse_when_closed()
        job = _Job(work, self._loop.create_future())
        self._jobs.put(job)
        result: T = await job.answer
        return result

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run the work on a snapshot of what was committed before; writing raises."""
        self._refuse_when_closed()
        return await self._loop.run_in_executor(self._readers, self._read, work)

    async def close(self) -> None:
        """Finish what waits, then let go of the file."""
        if self._closed:
            return
        self._closed = True
        self._jobs.put(None)
        await asyncio.to_thread(self._writer.join)
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

    # In the writer's thread

    def _write(self) -> None:
        connection: Connection | None = None
        last = False
        while not last:
            batch, last = self._waiting()
            if not batch:
                continue
            try:
                connection = connection or connect(self._path)
                _commit_together(connection, self._cache, batch)
            except Exception as error:
                for job in batch:
                    job.fail(unavailable(error))
                discard(connection)
                connection = None
            self._answer(batch)
        discard(connection)

    def _waiting(self) -> tuple[list[_Job], bool]:
        """What waits now, at least one; and whether it is the last that will ever come."""
        batch: list[_Job] = []
        job = self._jobs.get()
        try:
            while job is not None:
                # A caller that was cancelled no longer wants it done.
                if not job.answer.cancelled():
                    batch.append(job)
                if len(batch) == LARGEST_BATCH:
                    return batch, False
                job = self._jobs.get_nowait()
        except Empty:
            return batch, False
        return batch, True

    def _answer(self, batch: list[_Job]) -> None:
        try:
            self._loop.call_soon_threadsafe(_give_answers, batch)
        except RuntimeError:
            if not self._loop.is_closed():
                raise


class _Job:
    """One transaction on its way through the writer's thread."""

    __slots__ = ("answer", "error", "result", "tx", "work")

    def __init__(self, work: Callable[[Transaction], Any], answer: asyncio.Future[Any]) -> None:
        self.work = work
        self.answer = answer
        self.result: Any = None
        self.error: BaseException | None = None
        self.tx: Transaction | None = None

    def run(self, connection: Connection, driver: SqliteDriver, cache: AnswerCache) -> None:
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


def _commit_together(connection: Connection, cache: AnswerCache, batch: list[_Job]) -> None:
    driver = SqliteDriver(connection)
    execute = driver.connection.execute
    execute("BEGIN IMMEDIATE")
    for job in batch:
        execute("SAVEPOINT one")
        job.run(connection, driver, cache)
        if job.error is not None:
            execute("ROLLBACK TO one")
        execute("RELEASE one")
    execute("COMMIT")
    for job in batch:
        if job.error is None and job.tx is not None:
            job.tx.after_commit()


def _give_answers(batch: list[_Job]) -> None:
    for job in batch:
        if job.answer.done():
            continue
        if job.error is not None:
            job.answer.set_exception(job.error)
        else:
            job.answer.set_result(job.result)


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
