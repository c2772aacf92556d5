"""The database as the program finds it at its start: brought to the newest form, opened, its areas in place."""

from __future__ import annotations

import time
from typing import Final

from bot.logs import get_logger
from bot.scheduler.retention import RETENTION
from bot.watching.counts import CONNECTIONS_LOST
from flows.facts import Area
from flows.framework import EDITION_2008
from flows.wording import LANGUAGES, as_is
from locales.voice import voice
from storage import clock
from storage.migrate import migrate
from storage.records import AreaRow
from storage.store import Store, Transaction, open_store

log = get_logger("database")

# A server that cuts connections again and again is told of so often.
_SAID_EVERY: Final = 60.0


class _LostConnections:
    """Counts them, and says so once in a while."""

    def __init__(self) -> None:
        self._count = CONNECTIONS_LOST.of()
        self._said_at: float | None = None

    def note(self) -> None:
        """One broke off."""
        self._count.count += 1
        now = time.monotonic()
        if self._said_at is None or now - self._said_at > _SAID_EVERY:
            self._said_at = now
            log.warning("a connection to the database broke off, its work is done again")


async def prepare_database(url: str) -> None:
    """Bring the tables to the newest form. Raises `WrongAddress`, `StorageUnavailable`."""
    await migrate(url)


async def open_database(url: str, *, alone: bool) -> Store:
    """Migrate, open, enter the areas that the framework names where they are missing, and have old rows looked for.

    alone: for as long as the program runs, as `storage.store.open_store` says; else beside a running one.
    Raises `WrongAddress`, `AlreadyRunning` or `StorageUnavailable`, each with a sentence for the operator.
    """
    await migrate(url)
    store = await open_store(url, alone=alone)
    store.on_lost_connection = _LostConnections().note
    areas = tuple(
        AreaRow(
            key=rule.key,
            name=voice("en").plain(rule.name),
            names={language: voice(language).plain(rule.name) for language in LANGUAGES},
            open=rule.in_force,
        )
        for rule in EDITION_2008.areas
    )

    def seed(tx: Transaction) -> None:
        tx.seed_areas(areas)
        tx.watch_by(RETENTION, "", clock.now())

    await store.transact(seed)
    return store


async def open_areas(store: Store) -> tuple[Area, ...]:
    """The areas that take new partners, as conversations know them: by the framework's words where it has them."""
    named = {rule.key: rule.name for rule in EDITION_2008.areas}
    rows = await store.read(lambda tx: tx.areas())
    return tuple(Area(row.key, named.get(row.key, as_is(row.name))) for row in rows if row.open)
