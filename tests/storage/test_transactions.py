"""A transaction is kept whole or not at all, on both databases."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import insert

from storage.store import Conflict, StatementRefused, StorageUnavailable, Store, Transaction, open_store
from storage.tables import persons
from storage.updates import A_FEW
from tests.storage.letters import NOW, answering, somebody, values, writer


async def test_what_the_work_returns_comes_out(store: Store):
    assert await store.transact(lambda tx: 42) == 42
    assert await store.read(lambda tx: "read") == "read"


async def test_an_update_is_new_once(store: Store):
    assert await store.transact(lambda tx: tx.note_update("web", 1, NOW))
    assert not await store.transact(lambda tx: tx.note_update("web", 1, NOW))
    assert await store.transact(lambda tx: tx.note_update("telegram", 1, NOW))


async def test_of_the_same_update_at_the_same_moment_one_is_new(store: Store):
    new = await asyncio.gather(*(store.transact(lambda tx: tx.note_update("web", 1, NOW)) for _ in range(8)))
    assert sorted(new) == [False] * 7 + [True]


async def test_seen_updates_are_pruned_by_time(store: Store):
    await store.transact(lambda tx: tx.note_update("web", 1, NOW))
    await store.transact(lambda tx: tx.note_update("web", 2, NOW.replace(day=2)))
    assert not await store.transact(lambda tx: tx.prune_seen(NOW.replace(day=2)))
    assert await store.transact(lambda tx: tx.note_update("web", 1, NOW))
    assert not await store.transact(lambda tx: tx.note_update("web", 2, NOW))


async def test_seen_updates_of_every_bot_are_pruned_a_few_at_a_time(store: Store, monkeypatch: pytest.MonkeyPatch):
    def note(tx: Transaction) -> None:
        for number in range(A_FEW + 3):
            for bot in ("telegram", "web"):
                tx.note_update(bot, number, NOW)

    await store.transact(note)
    soon = NOW + timedelta(seconds=1)
    assert await store.transact(lambda tx: tx.prune_seen(soon))
    assert not await store.transact(lambda tx: tx.note_update("web", A_FEW, NOW))
    assert not await store.transact(lambda tx: tx.prune_seen(soon))
    assert await store.transact(lambda tx: tx.note_update("telegram", A_FEW + 2, NOW))
    assert await store.transact(lambda tx: tx.note_update("web", A_FEW + 2, NOW))


async def test_nothing_is_kept_of_work_that_raises(store: Store):
    await writer(store)

    def fails(tx: Transaction) -> None:
        tx.note_update("web", 9, NOW)
        answering(tx, "name", "Institute")
        raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        await store.transact(fails)
    assert await store.read(values) == {}
    assert await store.transact(lambda tx: tx.note_update("web", 9, NOW))


async def test_work_that_fails_on_a_statement_leaves_the_store_usable(store: Store):
    def twice(tx: Transaction) -> None:
        tx.note_update("web", 1, NOW)
        tx.make_link("device", person_id=404, expires=NOW, at=NOW)

    with pytest.raises(StatementRefused):
        await store.transact(twice)
    assert await store.transact(lambda tx: tx.note_update("web", 1, NOW))


async def test_errors_do_not_repeat_what_people_wrote(store: Store):
    def fails(tx: Transaction) -> None:
        tx.connection.execute(insert(persons).values(language=None, name="what a person wrote", met_at=NOW))

    with pytest.raises(StatementRefused) as error:
        await store.transact(fails)
    assert "language" in str(error.value)
    assert "what a person wrote" not in str(error.value)


async def test_a_failing_neighbour_takes_nobody_along(store: Store):
    for chat_id in range(20):
        await writer(store, chat_id)

    def one(chat_id: int):
        def work(tx: Transaction) -> str:
            answering(tx, "name", f"Institute {chat_id}", chat_id)
            if chat_id % 3 == 0:
                raise RuntimeError(f"chat {chat_id}")
            return f"kept {chat_id}"

        return work

    results = await asyncio.gather(*(store.transact(one(n)) for n in range(20)), return_exceptions=True)

    for chat_id, result in enumerate(results):
        kept = await store.read(partial(values, chat_id=chat_id))
        if chat_id % 3 == 0:
            assert isinstance(result, RuntimeError)
            assert str(result) == f"chat {chat_id}"
            assert kept == {}
        else:
            assert result == f"kept {chat_id}"
            assert kept == {"name": f"Institute {chat_id}"}


async def test_a_conflict_runs_the_work_again_on_a_clean_slate(store: Store):
    await somebody(store)
    seen = []

    def work(tx: Transaction) -> str:
        seen.append(tx.note_update("web", 1, NOW))
        if len(seen) < 3:
            raise Conflict("not yet")
        return "done"

    assert await store.transact(work) == "done"
    assert seen == [True, True, True]


async def test_a_conflict_that_does_not_end_comes_out(store: Store):
    def work(tx: Transaction) -> None:
        raise Conflict("always")

    with pytest.raises(Conflict, match="always"):
        await store.transact(work)


async def test_reading_cannot_write(store: Store):
    with pytest.raises(StatementRefused, match=r"read-?\s?only"):
        await store.read(lambda tx: tx.note_update("web", 1, NOW))
    assert await store.transact(lambda tx: tx.note_update("web", 1, NOW))


async def test_a_reader_sees_one_moment(store: Store):
    await writer(store)
    await store.transact(lambda tx: answering(tx, "name", "before"))
    loop = asyncio.get_running_loop()

    def read(tx: Transaction) -> tuple[object, object]:
        first = tx.submissions_of(1), tx.drafts_of(1)[0].changed_at
        if tx.connection.dialect.name == "sqlite":  # the reading thread may wait for the writer; a greenlet may not
            later = NOW.replace(hour=13)
            asyncio.run_coroutine_threadsafe(
                store.transact(lambda tx: answering(tx, "name", "after", at=later)), loop
            ).result(10)
        return first, (tx.submissions_of(1), tx.drafts_of(1)[0].changed_at)

    first, second = await store.read(read)
    assert first == second


async def test_what_is_acknowledged_is_seen_by_the_next_reader(store: Store):
    await writer(store)
    for n in range(20):
        await store.transact(partial(answering, path="name", value=str(n)))
        assert await store.read(values) == {"name": str(n)}


async def test_a_cancelled_caller_harms_nobody(store: Store):
    await writer(store)
    tasks = [asyncio.ensure_future(store.transact(lambda tx: answering(tx, "name", "x"))) for _ in range(10)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(result, asyncio.CancelledError) for result in results[::2])
    assert not any(isinstance(result, BaseException) for result in results[1::2])
    await store.transact(lambda tx: answering(tx, "name", "still works"))
    assert await store.read(values) == {"name": "still works"}


async def test_a_closed_store_says_so(store: Store):
    await store.close()
    with pytest.raises(StorageUnavailable):
        await store.transact(lambda tx: None)
    with pytest.raises(StorageUnavailable):
        await store.read(lambda tx: None)
    await store.close()


async def test_closing_finishes_what_is_in_hand(store: Store, migrated_url: str):
    waiting = [asyncio.ensure_future(store.transact(partial(_note, n))) for n in range(5)]
    await asyncio.sleep(0)
    await asyncio.gather(*waiting, store.close())
    again = await open_store(migrated_url)
    try:
        assert not any([await again.transact(partial(_note, n)) for n in range(5)])
    finally:
        await again.close()


def _note(update_id: int, tx: Transaction) -> bool:
    return tx.note_update("web", update_id, NOW)
