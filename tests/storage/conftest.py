"""A store on a migrated database: every test that asks for one runs on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from storage.migrate import migrate
from storage.store import Store, open_store


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    await migrate(database_url)
    store = await open_store(database_url)
    yield store
    await store.close()


@pytest.fixture
async def sqlite_store(sqlite_url: str) -> AsyncIterator[Store]:
    await migrate(sqlite_url)
    store = await open_store(sqlite_url)
    yield store
    await store.close()
