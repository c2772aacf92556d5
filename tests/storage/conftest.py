"""A store on a migrated database: every test that asks for one runs on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from storage.store import Store, open_store


@pytest.fixture
async def store(migrated_url: str) -> AsyncIterator[Store]:
    store = await open_store(migrated_url)
    yield store
    await store.close()


@pytest.fixture
async def sqlite_store(migrated_sqlite_url: str) -> AsyncIterator[Store]:
    store = await open_store(migrated_sqlite_url)
    yield store
    await store.close()
