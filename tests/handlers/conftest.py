"""Somebody behind a desk: the handlers on a real store, on SQLite and then on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from storage.migrate import migrate
from storage.store import Store, open_store
from tests.handlers.desk import Desk


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    await migrate(database_url)
    store = await open_store(database_url)
    yield store
    await store.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)
