"""Migrations: up, down and up again on both databases, all or nothing, and the tables are what the models say."""

import asyncio
import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Table, inspect
from sqlmodel import AutoString, SQLModel

import storage.migrate
from storage import desk_tables, gateway_tables, tables  # noqa: F401 - their tables join the metadata
from storage.columns import Key
from storage.migrate import NEWEST, MigrationState, migrate, migration_state, write_step
from storage.store import Store, Transaction, open_store
from tests.storage.letters import answer, values, writer

STEPS = ScriptDirectory("storage/migrations")


async def test_a_new_database_has_no_revision(database_url: str):
    state = await migration_state(database_url)
    assert state == MigrationState(None, NEWEST)
    assert not state.up_to_date


async def test_migrations_go_up_down_and_up(database_url: str):
    assert (await migrate(database_url)).up_to_date
    assert await migrate(database_url, "base") == MigrationState(None, NEWEST)
    assert await _tables(database_url) == {"alembic_version"}
    assert (await migrate(database_url)).up_to_date
    assert (await migration_state(database_url)).up_to_date


async def test_each_step_can_be_taken_back_and_again(database_url: str):
    for step in reversed(list(STEPS.walk_revisions())):
        assert (await migrate(database_url, step.revision)).current == step.revision
        before = await _tables(database_url)
        await migrate(database_url, str(step.down_revision or "base"))
        await migrate(database_url, step.revision)
        assert await _tables(database_url) == before


async def test_the_tables_are_what_the_models_say(store: Store):
    def differences(tx: Transaction) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(tx.connection), SQLModel.metadata))

    assert await store.read(differences) == []


async def test_migrating_keeps_what_is_there(database_url: str):
    await migrate(database_url)
    store = await open_store(database_url)
    await writer(store)
    await answer(store, "name", "Institute")
    await store.close()
    await migrate(database_url)
    store = await open_store(database_url)
    assert await store.read(values) == {"name": "Institute"}
    await store.close()


async def test_several_that_start_at_once_migrate_once(database_url: str):
    states = await asyncio.gather(*(migrate(database_url) for _ in range(4)))
    assert all(state.up_to_date for state in states)


async def test_a_step_that_fails_leaves_nothing_behind(database_url: str, monkeypatch: pytest.MonkeyPatch):
    from alembic.operations import Operations

    create = Operations.create_table

    def failing(self, name, *arguments, **options):
        if name == "submission":
            raise RuntimeError("half-way")
        return create(self, name, *arguments, **options)

    monkeypatch.setattr(Operations, "create_table", failing)
    with pytest.raises(RuntimeError, match="half-way"):
        await migrate(database_url)
    assert await _tables(database_url) == set()
    monkeypatch.undo()
    assert (await migrate(database_url)).up_to_date


async def test_a_changed_model_becomes_a_step(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
):
    shutil.copytree("storage/migrations", tmp_path / "migrations")
    monkeypatch.setattr(storage.migrate, "_STEPS", tmp_path / "migrations")
    await migrate(sqlite_url)
    added = Table(
        "example", SQLModel.metadata, Column("id", Key(), primary_key=True), Column("what", AutoString(20), index=True)
    )
    request.addfinalizer(lambda: SQLModel.metadata.remove(added))

    written = await write_step(sqlite_url, "Add examples", "9999")

    step = written.read_text()
    assert written == tmp_path / "migrations" / "versions" / "r9999_add_examples.py"
    assert f'revision = "9999"\ndown_revision = "{NEWEST}"' in step
    assert "sa.Column('id', Key(), nullable=False)" in step
    assert "sa.Column('what', sa.String(20), nullable=True)" in step
    assert (await migrate(sqlite_url, "9999")).current == "9999"
    assert (await migrate(sqlite_url, NEWEST)).up_to_date


def test_the_newest_revision_is_the_one_named():
    assert STEPS.get_heads() == [NEWEST]


def test_revisions_are_numbered_in_their_order():
    numbers = [step.revision for step in STEPS.walk_revisions()]
    assert numbers == sorted(numbers, reverse=True)
    assert all(step.path.rpartition("/")[2].startswith(f"r{step.revision}_") for step in STEPS.walk_revisions())


async def _tables(database_url: str) -> set[str]:
    store = await open_store(database_url)
    try:
        return await store.read(lambda tx: set(inspect(tx.connection).get_table_names()))
    finally:
        await store.close()
