"""Somebody behind a desk: the handlers on a real store, on SQLite and then on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from storage import clock
from storage.store import Store, open_store
from tests.handlers.desk import Desk
from tests.handlers.reminding import Calendar


@pytest.fixture
async def store(migrated_url: str) -> AsyncIterator[Store]:
    store = await open_store(migrated_url)
    yield store
    await store.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


@pytest.fixture
async def calendar(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Calendar:
    """A calendar whose clock the whole program goes by."""
    turned = Calendar(desk)
    monkeypatch.setattr(clock, "now", turned.at)
    await turned.opens()
    return turned
