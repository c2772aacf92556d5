"""`backup`: a copy that is made while the program writes, and a program that starts from it elsewhere."""

import asyncio
import os
import shutil
import sqlite3
import stat
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from bot.settings import SECRET_FILE
from storage.backup import copy_database
from storage.migrate import NEWEST, migrate, migration_state
from storage.store import Store, open_store
from tests.bot.program import command, free_port, running
from tests.bot.test_program import FIRST_QUESTION, Visitor
from tests.postgres import PostgresServer
from tests.storage.letters import answer, values, writer

OLDER = "0009"
"""The form of the database before its newest step."""


def with_programs(server: PostgresServer) -> dict[str, str]:
    """An environment in which PostgreSQL's own programs are found."""
    return {"PATH": f"{server.programs}{os.pathsep}{os.environ['PATH']}"}


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(place.name for place in folder.iterdir())


async def write_until(store: Store, stopped: asyncio.Event) -> list[str]:
    """Give one answer after another, each in a transaction of its own; the paths of those that were committed."""
    written: list[str] = []
    while not stopped.is_set():
        path = f"objectives.{len(written)}"
        await answer(store, path, "kept")
        written.append(path)
        await asyncio.sleep(0)
    return written


async def what_is_kept(url: str) -> set[str]:
    """The paths of all answers in a database."""
    store = await open_store(url)
    try:
        return set(await store.read(values))
    finally:
        await store.close()


async def back_up_while_writing(folder: Path, url: str, **settings: str) -> tuple[Path, list[str], list[str]]:
    """Make a copy in the middle of writing: it, what was committed before it was asked for, and in the end."""
    store = await open_store(url)
    await writer(store)
    before: list[str] = []
    for number in range(20):
        before.append(f"objectives.before.{number}")
        await answer(store, before[-1], "kept")
    stopped = asyncio.Event()
    writing = asyncio.create_task(write_until(store, stopped))
    try:
        ended = await command(folder, "backup", "copy", DATABASE_URL=url, **settings)
    finally:
        stopped.set()
    after = await writing
    await store.close()
    assert ended.code == 0, ended.err
    return folder / "copy", before, after


def assert_nothing_is_missing(kept: set[str], before: list[str], after: list[str]) -> None:
    """All that was committed before is there, and of what came meanwhile everything up to one moment."""
    assert set(before) <= kept
    meanwhile = kept - set(before)
    assert meanwhile == set(after[: len(meanwhile)])
    assert len(after) > len(meanwhile), "it was written after the copy too"


async def test_a_copy_made_while_answers_are_written_holds_all_that_was_committed_before(
    tmp_path: Path, migrated_sqlite_url: str
):
    copy, before, after = await back_up_while_writing(tmp_path, migrated_sqlite_url)
    assert_nothing_is_missing(await what_is_kept(f"sqlite:///{copy}"), before, after)


@pytest.mark.postgres
async def test_so_does_one_that_pg_dump_made(
    tmp_path: Path, migrated_postgres_url: str, postgres_server: PostgresServer
):
    copy, before, after = await back_up_while_writing(tmp_path, migrated_postgres_url, **with_programs(postgres_server))
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    name = postgres_server.create_database()
    restored = postgres_server.url(name)
    programs = with_programs(postgres_server)
    restore = [f"{postgres_server.programs}/pg_restore", "--exit-on-error", "--no-owner", f"--dbname={restored}"]
    await asyncio.to_thread(lambda: subprocess.run([*restore, str(copy)], check=True, env=programs))
    assert_nothing_is_missing(await what_is_kept(restored), before, after)
    async with running(tmp_path, "run", DATABASE_URL=restored) as program:
        await program.page()
        assert await program.stop() == 0
    postgres_server.drop_database(name)


async def test_somebody_goes_on_in_a_program_that_was_started_from_the_copy(tmp_path: Path):
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new / "data"):
        folder.mkdir(parents=True)
    port = str(free_port())
    async with running(old, "run", WEB_PORT=port) as program, Visitor(await program.page()) as visitor:
        await visitor.says("/letter")
        await visitor.reads(FIRST_QUESTION)
        await visitor.says("8")
        asked = await visitor.reads("full name")
        ended = await command(old, "backup", str(tmp_path / "copy"))
        assert ended.code == 0, ended.err
        assert ended.out == f"Written: {tmp_path / 'copy'}\nWritten: {tmp_path / 'copy.key'}\n"
        assert await program.stop() == 0
        shutil.rmtree(old)
        shutil.copy(tmp_path / "copy", new / "data" / "quicksilver.db")
        shutil.copy(tmp_path / "copy.key", new / "data" / SECRET_FILE)
        async with running(new, "run", WEB_PORT=port) as again:
            assert await again.page()
            assert await visitor.reads("full name") == asked, "the browser's cookie still opens the chat"
            await visitor.says("Institute of Quiet Waters")
            await visitor.reads("Question 3 of")
            assert await again.stop() == 0


async def test_only_the_owner_can_read_it_and_nothing_is_written_over(tmp_path: Path):
    await command(tmp_path, "migrate")
    (tmp_path / "data" / SECRET_FILE).write_text("k" * 40)
    assert (await command(tmp_path, "backup", "copy")).code == 0
    for name in ("copy", "copy.key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    first = (tmp_path / "copy").read_bytes()
    ended = await command(tmp_path, "backup", "copy")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "copy is there already, and is not written over: name another file.\n"
    assert (tmp_path / "copy").read_bytes() == first
    (tmp_path / "copy").unlink()
    ended = await command(tmp_path, "backup", "copy")
    assert ended.err == "copy.key is there already, and is not written over: name another file.\n"
    assert names(tmp_path) == ["copy.key", "data"]


async def test_a_link_to_somewhere_else_is_not_followed(tmp_path: Path):
    await command(tmp_path, "migrate")
    (tmp_path / "copy").symlink_to(tmp_path / "elsewhere")
    ended = await command(tmp_path, "backup", "copy")
    assert ended.code == 2
    assert not (tmp_path / "elsewhere").exists()


async def test_what_was_erased_is_not_in_the_copy(tmp_path: Path, migrated_sqlite_url: str):
    store = await open_store(migrated_sqlite_url)
    await writer(store)
    await answer(store, "name", "a name that was taken back" * 300)
    await answer(store, "name", None)
    copy = tmp_path / "copy"
    copy.touch()
    await copy_database(migrated_sqlite_url, copy)
    await store.close()
    assert b"taken back" not in copy.read_bytes()


async def test_a_damaged_database_is_told_of_and_leaves_no_copy(tmp_path: Path):
    await command(tmp_path, "migrate")
    place = tmp_path / "data" / "quicksilver.db"
    with closing(sqlite3.connect(place)) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("INSERT INTO role (person_id, kind, since) VALUES (77, 'lead', '2026-01-01T00:00:00.000000')")
        database.commit()
    ended = await command(tmp_path, "backup", "copy")
    assert ended.code == 1
    assert ended.err == "The copy is not whole, and neither is the database: a row of role refers to nothing\n"
    assert names(tmp_path) == ["data"]


@pytest.mark.parametrize(
    ("settings", "code", "says"),
    [
        ({}, 1, "There is no database yet"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "PATH": "/nonexistent"}, 1, "pg_dump is not here: "),
    ],
)
async def test_why_there_is_no_copy_is_said_in_a_line(tmp_path: Path, settings: dict[str, str], code: int, says: str):
    ended = await command(tmp_path, "backup", "copy", **settings)
    assert (ended.code, ended.out, ended.err.count("\n")) == (code, "", 1)
    assert ended.err.startswith(says)
    assert not (tmp_path / "copy").exists()


@pytest.mark.postgres
async def test_a_server_that_does_not_answer_is_named_without_the_password(
    tmp_path: Path, postgres_server: PostgresServer
):
    url = "postgresql://nobody:hidden-word@127.0.0.1:1/none"
    ended = await command(tmp_path, "backup", "copy", DATABASE_URL=url, **with_programs(postgres_server))
    assert ended.code == 1
    assert ended.err.startswith("pg_dump made no copy: ")
    assert "hidden-word" not in ended.out + ended.err
    assert not (tmp_path / "copy").exists()


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path):
    await command(tmp_path, "migrate")
    ended = await command(tmp_path, "backup", "nowhere/copy")
    assert ended.code == 2
    assert ended.err.startswith("nowhere/copy must be a new file in a folder that can be written to: ")


async def test_a_copy_from_before_an_upgrade_is_brought_forward_with_all_that_is_in_it(
    tmp_path: Path, migrated_sqlite_url: str
):
    store = await open_store(migrated_sqlite_url)
    await writer(store)
    await answer(store, "name", "Institute of Quiet Waters")
    await store.close()
    await migrate(migrated_sqlite_url, OLDER)
    copy = tmp_path / "copy"
    copy.touch()
    await copy_database(migrated_sqlite_url, copy)
    url = f"sqlite:///{copy}"
    assert (await migration_state(url)).current == OLDER, "a copy is of the form that the database has"
    async with running(tmp_path, "run", DATABASE_URL=url) as program:
        await program.page()
        assert await program.stop() == 0
    assert (await migration_state(url)).current == NEWEST
    store = await open_store(url)
    assert await store.read(values) == {"name": "Institute of Quiet Waters"}
    await store.close()
