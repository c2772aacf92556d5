"""The door of the storage room: open a store, and run work in a transaction that is committed before it returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from storage.address import SqliteFile, read_address
from storage.answer_cache import AnswerCache
from storage.errors import (
    AlreadyRunning,
    Conflict,
    LastOfficer,
    StatementRefused,
    StorageUnavailable,
    WrongAddress,
)
from storage.transaction import Transaction

__all__ = [
    "AlreadyRunning",
    "Conflict",
    "LastOfficer",
    "StatementRefused",
    "StorageUnavailable",
    "Store",
    "Transaction",
    "WrongAddress",
    "open_store",
]

T = TypeVar("T")

ATTEMPTS = 6


class _Database(Protocol):
    on_notice: Callable[[], None] | None
    on_lost_connection: Callable[[], None] | None

    async def transact(self, work: Callable[[Transaction], T]) -> T: ...

    async def read(self, work: Callable[[Transaction], T]) -> T: ...

    def give_up_after(self, seconds: float) -> None: ...

    async def close(self) -> None: ...


class Store:
    """An open database. Make one with `open_store`; its tables are made by `storage.migrate.migrate`."""

    def __init__(self, database: _Database, *, alone: bool) -> None:
        self._database = database
        self.alone = alone
        """No other program works with this database for as long as it is open."""

    @property
    def on_notice(self) -> Callable[[], None] | None:
        """Called in the event loop after each commit that put something into the outbox, or made it due again by a
        chat that no longer blocks the bot. Must return at once and raise nothing.
        """
        return self._database.on_notice

    @on_notice.setter
    def on_notice(self, call: Callable[[], None] | None) -> None:
        self._database.on_notice = call

    @property
    def on_lost_connection(self) -> Callable[[], None] | None:
        """Called in the event loop when a connection broke off in the middle of a transaction, which is then run again
        on another one. Must return at once and raise nothing.
        """
        return self._database.on_lost_connection

    @on_lost_connection.setter
    def on_lost_connection(self, call: Callable[[], None] | None) -> None:
        self._database.on_lost_connection = call

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one transaction; it is committed before its result is returned.

        `work` is a plain function. It may be run more than once, each time on a clean slate, so it changes nothing
        but the database; when it raises, nothing is kept and the exception comes out here. On SQLite it runs in the
        event loop, so it is short. Raises `StorageUnavailable` when the database cannot be used; the next call tries
        anew.
        """
        for _ in range(ATTEMPTS - 1):
            try:
                return await self._database.transact(work)
            except Conflict:
                continue
        return await self._database.transact(work)

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run `work`, which only reads, on a snapshot of what is committed. Raises `StorageUnavailable`."""
        return await self._database.read(work)

    def give_up_after(self, seconds: float) -> None:
        """Once so many seconds have passed, what a server still has in hand, and what comes then, raises
        `StorageUnavailable` at once: a program that is told to end cannot wait for one that hangs.
        """
        self._database.give_up_after(seconds)

    async def close(self) -> None:
        """Finish the transactions in hand and close. Later calls raise `StorageUnavailable`."""
        await self._database.close()


async def open_store(database_url: str, *, alone: bool = True) -> Store:
    """Open a database: `sqlite:///path/to/file.db` or `postgresql://user:password@host/name`.

    On SQLite a program that keeps running opens it `alone`, for as long as it runs; a command that writes briefly
    beside it does not. Raises `WrongAddress`, `AlreadyRunning`.
    """
    address = read_address(database_url)
    cache = AnswerCache()
    if isinstance(address, SqliteFile):
        from storage.sqlite import SqliteDatabase

        return Store(SqliteDatabase(address, cache, alone=alone), alone=alone)
    from storage.postgres import PostgresServerDatabase

    return Store(PostgresServerDatabase(address, cache), alone=False)
