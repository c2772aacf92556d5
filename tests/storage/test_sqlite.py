"""What is SQLite's own: one commit for all that waits, trouble with the disk, one program on one file."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage import sqlite
from storage.migrate import migrate
from storage.store import AlreadyRunning, StorageUnavailable, Store, Transaction, WrongAddress, open_store
from tests.storage.letters import NOW, answer, answering, somebody, values, writer

ROOT = Path(__file__).parents[2]


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


async def test_what_waits_at_the_same_moment_shares_one_commit(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sqlite, "BATCH_SECONDS", 60.0)  # however slow the machine is
    for chat_id in range(30):
        await writer(sqlite_store, chat_id)
    statements: list[str] = []

    def listen(tx: Transaction) -> None:
        sqlite.driver_of(tx.connection).set_trace_callback(statements.append)

    await sqlite_store.transact(listen)
    statements.clear()
    await asyncio.gather(*(answer(sqlite_store, "name", str(n), chat_id=n) for n in range(30)))
    commits = statements.count("COMMIT")
    assert 1 <= commits <= 3
    assert statements.count("BEGIN IMMEDIATE") == commits
    assert statements.count("SAVEPOINT one") == 30


async def test_nobody_is_told_before_the_commit(sqlite_store: Store, sqlite_url: str):
    """A second connection sees every answer at the moment it was acknowledged."""
    await writer(sqlite_store)
    outside = sqlite3.connect(_path(sqlite_url))
    for n in range(20):
        await answer(sqlite_store, "name", str(n))
        (content,) = outside.execute("SELECT content FROM answer").fetchone()
        assert content == f'{{"value":"{n}"}}'
    outside.close()


async def test_the_disk_is_told_to_keep_every_commit(sqlite_store: Store):
    def pragmas(tx: Transaction) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return [tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert await sqlite_store.transact(pragmas) == ["wal", 2, 1]
    assert await sqlite_store.read(pragmas) == ["wal", 2, 1]


async def test_a_full_disk_keeps_nothing_of_the_batch_and_passes(sqlite_store: Store):
    person, standing = await writer(sqlite_store)

    def full(tx: Transaction) -> None:
        pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        tx.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")

    def big(tx: Transaction) -> None:
        content = b"x" * 100_000
        tx.keep_file(person_id=person.id, draft_id=None, name="", mime="a/b", content=content, at=NOW)

    await sqlite_store.transact(full)
    results = await asyncio.gather(
        answer(sqlite_store, "name", "neighbour"), sqlite_store.transact(big), return_exceptions=True
    )
    assert isinstance(results[1], StorageUnavailable)
    # The batch has failed as one, or the neighbour was committed before the disk was full: never half of it.
    told = not isinstance(results[0], Exception)
    assert await sqlite_store.read(values) == ({"name": "neighbour"} if told else {})
    assert told or isinstance(results[0], StorageUnavailable)

    # The writer has opened the file anew, which also lifts this limit: all goes on.
    await answer(sqlite_store, "country", "CH")
    assert (await sqlite_store.read(values))["country"] == "CH"
    await sqlite_store.transact(big)
    assert standing.draft_id == 1


async def test_a_lock_held_by_another_program_passes(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    await migrate(sqlite_url)
    store = await open_store(sqlite_url)
    await somebody(store)
    outside = sqlite3.connect(_path(sqlite_url), isolation_level=None)
    outside.execute("BEGIN IMMEDIATE")
    results = await asyncio.gather(
        *(store.transact(lambda tx, n=n: tx.note_update("web", n, NOW)) for n in range(3)),  # type: ignore[misc]
        return_exceptions=True,
    )
    assert all(isinstance(result, StorageUnavailable) for result in results)
    outside.execute("COMMIT")
    assert await store.transact(lambda tx: tx.note_update("web", 1, NOW))
    outside.close()
    await store.close()


async def _waiting(store: Store, update: int) -> asyncio.Task[bool]:
    """A transaction that has come to wait."""
    task = asyncio.create_task(store.transact(lambda tx: tx.note_update("web", update, NOW)))
    await asyncio.sleep(0)
    return task


class _Wait:
    """Stands around the thread's waits for the file, and stops before or after the real one."""

    def __init__(self, *, stop_after: bool) -> None:
        self.stopped, self.count = asyncio.Event(), 0
        self.go_on = threading.Event()
        self._stop_after = stop_after
        self._loop = asyncio.get_running_loop()
        self._real = sqlite._begin_patiently

    def __call__(self, connection: Connection, seconds: float) -> None:
        self.count += 1
        if not self._stop_after:
            self._stop()
        try:
            self._real(connection, max(seconds, 0.1))  # never shorter, however late the thread is
        finally:
            if self._stop_after:
                self._stop()

    def _stop(self) -> None:
        self._loop.call_soon_threadsafe(self.stopped.set)
        assert self.go_on.wait(30)


@asynccontextmanager
async def one_that_waits(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch, *, stop_after: bool
) -> AsyncIterator[tuple[_Wait, asyncio.Task[bool], sqlite3.Connection]]:
    """Another program holds the file, and a transaction has come to wait for a tenth of a second."""
    await somebody(store)
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    monkeypatch.setattr(sqlite, "_begin_patiently", wait := _Wait(stop_after=stop_after))
    with closing(sqlite3.connect(_path(url), isolation_level=None)) as outside:
        outside.execute("BEGIN IMMEDIATE")
        first = await _waiting(store, 1)
        await wait.stopped.wait()
        yield wait, first, outside


async def test_who_comes_while_another_waits_for_a_lock_waits_no_longer_than_it(
    sqlite_store: Store, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    async with one_that_waits(sqlite_store, sqlite_url, monkeypatch, stop_after=False) as (wait, first, _):
        second = await _waiting(sqlite_store, 2)
        wait.go_on.set()
        results = await asyncio.gather(first, second, return_exceptions=True)
    assert [type(result) for result in results] == [StorageUnavailable] * 2
    assert wait.count == 1  # the second's time began to run when it came, and was up with the first's


async def test_who_comes_when_another_gives_a_lock_up_still_has_its_own_time(
    sqlite_store: Store, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    async with one_that_waits(sqlite_store, sqlite_url, monkeypatch, stop_after=True) as (wait, first, outside):
        monkeypatch.setattr(sqlite, "BUSY_SECONDS", 60.0)
        second = await _waiting(sqlite_store, 2)
        wait.go_on.set()
        with pytest.raises(StorageUnavailable):
            await first
        outside.execute("COMMIT")
        assert await second


async def test_a_file_that_is_no_database_is_trouble_not_a_crash(tmp_path: Path):
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be looked at" * 100)
    store = await open_store(f"sqlite:///{path}")
    with pytest.raises(StorageUnavailable):
        await store.transact(lambda tx: tx.note_update("web", 1, NOW))
    with pytest.raises(StorageUnavailable):
        await store.read(lambda tx: tx.conversation("web", 1))
    await store.close()


async def test_a_second_program_on_the_same_file_is_refused_in_one_sentence(sqlite_store: Store, sqlite_url: str):
    with pytest.raises(AlreadyRunning, match=r"Another Quicksilver process has .* open; .*PostgreSQL"):
        await open_store(sqlite_url)
    command = await open_store(sqlite_url, alone=False)
    assert await command.transact(lambda tx: tx.note_update("web", 1, NOW))
    await command.close()
    with pytest.raises(AlreadyRunning):
        await open_store(sqlite_url)


async def test_the_file_is_free_again_after_closing(sqlite_url: str):
    await migrate(sqlite_url)
    for _ in range(2):
        store = await open_store(sqlite_url)
        await store.close()


async def test_only_its_owner_can_read_the_file(sqlite_store: Store, sqlite_url: str):
    await somebody(sqlite_store)
    files = list(_path(sqlite_url).parent.glob(f"{_path(sqlite_url).name}*"))
    assert len(files) == 4
    assert [file.stat().st_mode & 0o077 for file in files] == [0] * 4


@pytest.mark.parametrize(
    "url", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://a:pw@b/c", "postgresql://h"]
)
async def test_a_wrong_address_is_refused_without_repeating_it(url: str):
    with pytest.raises(WrongAddress, match="DATABASE_URL takes") as refused:
        await open_store(url)
    assert "mysql" not in str(refused.value)
    assert "pw" not in str(refused.value)


WRITER = """
import asyncio, sys
from storage.store import open_store
from tests.storage.letters import answering, writer

async def one_chat(store, chat_id):
    await writer(store, chat_id)
    number = 0
    while True:
        number += 1
        await store.transact(lambda tx: answering(tx, f"answer.{number}", f"{chat_id}-{number}", chat_id))
        sys.stdout.write(f"{chat_id} {number}\\n")
        sys.stdout.flush()

async def main():
    store = await open_store(sys.argv[1])
    await asyncio.gather(*(one_chat(store, chat_id) for chat_id in range(10)))

asyncio.run(main())
"""


def _start(url: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", WRITER, url], cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("lines", [20, 1000])
async def test_a_killed_program_has_kept_all_that_it_acknowledged(sqlite_url: str, lines: int):
    await migrate(sqlite_url)
    program = _start(sqlite_url)
    assert program.stdout is not None
    acknowledged: dict[int, int] = {}
    told = [program.stdout.readline() for _ in range(lines)]
    program.send_signal(signal.SIGKILL)
    told += program.stdout.read().splitlines(keepends=True)
    program.stdout.close()
    assert program.wait() == -signal.SIGKILL
    for line in told:
        # The last line may have been cut off in the middle.
        if line.endswith("\n"):
            chat_id, number = map(int, line.split())
            acknowledged[chat_id] = number
    assert sum(acknowledged.values()) >= lines

    store = await open_store(sqlite_url)
    for chat_id, last in acknowledged.items():
        kept = await store.read(lambda tx, chat_id=chat_id: values(tx, chat_id))  # type: ignore[misc]
        # At most the answer in hand was kept without anybody having been told.
        assert len(kept) in (last, last + 1)
        assert all(kept[f"answer.{n}"] == f"{chat_id}-{n}" for n in range(1, last + 1))
        await store.transact(lambda tx, chat_id=chat_id: answering(tx, "after", "the kill", chat_id))  # type: ignore[misc]
    await store.close()
