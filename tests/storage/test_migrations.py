"""Migrations: up, down and up again on both databases, all or nothing, and the tables are what the models say."""

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Table, inspect
from sqlmodel import AutoString, SQLModel

import storage.migrate
from storage import (  # noqa: F401 - their tables join the metadata
    desk_tables,
    gateway_tables,
    meeting_tables,
    plan_tables,
    reminder_tables,
    report_tables,
    tables,
    term_tables,
)
from storage.columns import Key
from storage.desk_records import Partner, Registration
from storage.migrate import NEWEST, MigrationState, migrate, migration_state, write_step
from storage.store import Store, Transaction, open_store
from tests.storage.letters import NOW, answer, values, writer

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


async def test_letters_sent_before_there_was_a_desk_wait_at_it(database_url: str):
    await migrate(database_url, "0002")
    await _run(database_url, BEFORE_THE_DESK)
    assert (await migrate(database_url)).up_to_date
    store = await open_store(database_url)
    try:
        waiting, total = await store.read(lambda tx: tx.waiting_letters(0, 10))
        assert [(one.reference, one.state, one.version, one.revision, one.title) for one in waiting] == [
            ("GMP-2026-0002", "received", 1, 1, "Second"),
            ("GMP-2026-0001", "received", 2, 2, "First"),
        ]
        assert total == 2
        assert [one.person_id for one in waiting] == [None, 1]
        assert [one.sent_at.day for one in waiting] == [2, 3]
        (old,) = await store.read(lambda tx: tx.find_partners("old partner"))
        assert (old.public, old.version, old.reference, old.person_id, old.since.day) == (False, 0, "", None, 1)
        drafts = await store.read(lambda tx: tx.drafts_of(1))
        assert [(draft.title, draft.subject) for draft in drafts] == [("First", "")]
        # Identifiers go on where they were.
        ada = await store.transact(lambda tx: tx.person(1))
        assert ada is not None
        registered = await store.transact(
            lambda tx: tx.register_letter(
                "GMP-2026-0001", 2, 1, Registration("First", "first", None, "ngo", (), public=True), NOW
            )
        )
        assert isinstance(registered, Partner)
        assert registered.id == old.id + 1
    finally:
        await store.close()


async def test_taking_the_desk_back_keeps_what_was_there_before_it(database_url: str):
    await migrate(database_url, "0002")
    await _run(database_url, BEFORE_THE_DESK)
    await migrate(database_url)
    await migrate(database_url, "0002")
    store = await open_store(database_url)
    try:
        counts = await store.read(
            lambda tx: [
                tx.connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
                for table in ("draft", "submission", "partner", "session", "answer")
            ]
        )
    finally:
        await store.close()
    assert counts == [3, 3, 1, 1, 1]
    assert (await migrate(database_url)).up_to_date


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


BEFORE_THE_DESK = (
    "INSERT INTO person (id, language, language_chosen, name, met_at)"
    " VALUES (1, 'en', true, 'Ada', '2026-01-01 00:00:00.000000')",
    *(
        "INSERT INTO draft (id, person_id, flow, edition, state, title, folded, revision, reference, version, begun_at,"
        f" changed_at) VALUES ({row}, '2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000')"
        for row in (
            "1, 1, 'letter', 1, 'submitted', 'First', 'first', 4, 'GMP-2026-0001', 2",
            "2, NULL, 'letter', 1, 'submitted', 'Second', 'second', 4, 'GMP-2026-0002', 1",
            "3, 1, 'letter', 1, 'open', 'Unsent', 'unsent', 4, NULL, 0",
        )
    ),
    *(
        "INSERT INTO submission (draft_id, person_id, flow, reference, version, snapshot, submitted_at)"
        f" VALUES ({draft}, NULL, 'letter', 'GMP-2026-000{draft}', {version}, '{{}}', '2026-02-0{day} 00:00:00.000000')"
        for draft, version, day in ((1, 1, 1), (2, 1, 2), (1, 2, 3))
    ),
    "INSERT INTO session (person_id, draft_id, standing, revision, version, active, owed, changed_at)"
    " VALUES (1, 1, '{}', 0, 0, true, false, '2026-01-01 00:00:00.000000')",
    "INSERT INTO answer (draft_id, path, content, answered_at)"
    " VALUES (1, 'name', '{\"value\":\"First\"}', '2026-01-01 00:00:00.000000')",
    "INSERT INTO partner (name, folded, category, since)"
    " VALUES ('Old Partner', 'old partner', 'ngo', '2025-01-01 00:00:00.000000')",
)


async def _run(database_url: str, statements: Sequence[str]) -> None:
    """Rows as an earlier revision wrote them."""

    def rows(tx: Transaction) -> None:
        for statement in statements:
            tx.connection.exec_driver_sql(statement)

    store = await open_store(database_url)
    try:
        await store.transact(rows)
    finally:
        await store.close()


async def _tables(database_url: str) -> set[str]:
    store = await open_store(database_url)
    try:
        return await store.read(lambda tx: set(inspect(tx.connection).get_table_names()))
    finally:
        await store.close()
