"""Answers kept in memory: whatever is kept, rolled back, erased or written elsewhere, only the truth is shown."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.session import Answer
from storage.answer_cache import AnswerCache
from storage.migrate import migrate
from storage.records import Standing
from storage.store import Store, Transaction, open_store
from tests.storage.letters import NOW, answering, values, writer


def test_only_the_asked_revision_is_given():
    cache = AnswerCache()
    cache.put(1, 5, {"a": Answer("x")})
    assert cache.get(1, 5) == {"a": Answer("x")}
    assert cache.get(1, 4) is None
    assert cache.get(1, 6) is None
    assert cache.get(2, 5) is None


def test_an_older_revision_does_not_take_a_newer_ones_place():
    cache = AnswerCache()
    cache.put(1, 5, {"a": Answer("new")})
    cache.put(1, 4, {"a": Answer("old")})
    assert cache.get(1, 5) == {"a": Answer("new")}


def test_the_draft_used_longest_ago_goes_first():
    cache = AnswerCache(most_drafts=2)
    cache.put(1, 0, {})
    cache.put(2, 0, {})
    cache.get(1, 0)
    cache.put(3, 0, {})
    assert [cache.get(n, 0) is not None for n in (1, 2, 3)] == [True, False, True]


def test_many_answers_push_out_drafts_too_but_never_the_newest():
    cache = AnswerCache(most_answers=10)
    for draft_id in range(5):
        cache.put(draft_id, 0, {str(n): Answer(n) for n in range(4)})
    assert len(cache) == 2
    cache.put(9, 0, {str(n): Answer(n) for n in range(50)})
    assert len(cache) == 1
    assert cache.get(9, 0) is not None
    cache.drop(9)
    cache.put(1, 1, {"a": Answer(1)})
    cache.put(2, 1, {"a": Answer(1)})
    assert len(cache) == 2


steps = st.lists(
    st.tuples(
        st.sampled_from(["keep", "roll back", "elsewhere", "take away", "in one batch"]),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=15,
)


class Abandoned(Exception):
    pass


@given(steps=steps)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_memory_and_database_never_differ(tmp_path_factory: pytest.TempPathFactory, steps):
    asyncio.run(_play(tmp_path_factory.mktemp("cache"), steps))


async def _play(folder: Path, steps: list[tuple[str, int, int]]) -> None:
    """Three people answer in two processes; a plain dictionary is the truth to compare with."""
    url = f"sqlite:///{folder / 'x.db'}"
    await migrate(url)
    store, elsewhere = await open_store(url), await open_store(url, alone=False)
    truth: dict[int, dict[str, str]] = {0: {}, 1: {}, 2: {}}
    for chat_id in truth:
        await writer(store, chat_id)
    for number, (step, path, chat_id) in enumerate(steps):
        await _take(step, store, elsewhere, truth[chat_id], f"q{path}", f"{step} {number}", chat_id)
        for which in (store, elsewhere):
            assert await _all_values(which, chat_id) == truth[chat_id]
    await store.close()
    await elsewhere.close()


async def _take(
    step: str, store: Store, elsewhere: Store, truth: dict[str, str], path: str, value: str, chat_id: int
) -> None:
    match step:
        case "keep":
            await store.transact(lambda tx: answering(tx, path, value, chat_id))
            truth[path] = value
        case "elsewhere":
            await elsewhere.transact(lambda tx: answering(tx, path, value, chat_id))
            truth[path] = value
        case "take away":
            await store.transact(lambda tx: answering(tx, path, None, chat_id))
            truth.pop(path, None)
        case "roll back":
            with pytest.raises(Abandoned):
                await store.transact(lambda tx: _abandon(tx, path, value, chat_id))
        case "in one batch":
            one = store.transact(lambda tx: answering(tx, path, "first", chat_id))
            lost = store.transact(lambda tx: _abandon(tx, path, "lost", chat_id))
            two = store.transact(lambda tx: answering(tx, path, value, chat_id))
            results = await asyncio.gather(one, lost, two, return_exceptions=True)
            assert [type(result) for result in results] == [Standing, Abandoned, Standing]
            truth[path] = value


def _abandon(tx: Transaction, path: str, value: str, chat_id: int) -> None:
    answering(tx, path, value, chat_id, at=NOW)
    raise Abandoned


async def _all_values(store: Store, chat_id: int):
    return await store.read(lambda tx: values(tx, chat_id))
