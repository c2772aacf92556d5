"""The path of an answer: load where a chat stands, answer, keep; from memory where that is safe."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from flows.session import Answer, Change, Piece, Place, Session, Tail
from storage.migrate import migrate
from storage.store import Conflict, Store, Transaction, open_store
from tests.storage.letters import FIRST, NOW, answer, answering, answering_in, somebody, stands, talk, values, writer


async def test_an_unknown_chat_has_no_conversation(store: Store):
    assert await store.read(lambda tx: tx.conversation("web", 7)) is None


async def test_somebody_new_stands_in_no_draft(store: Store):
    person = await somebody(store)
    conversation = await store.transact(talk)
    assert conversation.person == person
    assert conversation.session is None
    assert not conversation.blocked
    assert await store.read(lambda tx: tx.conversation("telegram", 7)) is None


async def test_a_session_comes_back_as_it_was_kept(store: Store):
    person, _ = await writer(store)
    whole = Session(
        "letter",
        edition=3,
        place=Place("over", "contributions.2.how"),
        revision=17,
        back_to=Place("review"),
        pending={"ticks": ["a", "б", "中"], "n": 1.5, "none": None},
        tail=Tail("contributions.2.how", NOW),
        answers={"contributions.2.how": Answer("long", (Piece(5, "lo"), Piece(6, "ng")), over=3, because="détails")},
    )

    def keeping(tx: Transaction):
        change = Change("contributions.2.how", None, whole.answers["contributions.2.how"])
        return tx.keep(stands(tx), whole, [change], person_id=person.id, at=NOW, owed=True)

    kept = await store.transact(keeping)

    def loading(tx: Transaction):
        standing = stands(tx)
        return standing, tx.answers(standing.draft_id, standing.draft_revision)

    loaded, answers = await store.transact(loading)
    assert loaded == kept
    assert Session.from_standing(loaded.standing, answers) == whole
    assert (loaded.revision, loaded.draft_revision, loaded.edition, loaded.owed) == (17, 1, 3, True)


async def test_answers_are_given_changed_and_taken_away(store: Store):
    await writer(store)
    await answer(store, "name", "Institute")
    await answer(store, "country", "CH")
    await answer(store, "name", "The Institute")
    assert await store.read(values) == {"name": "The Institute", "country": "CH"}
    await answer(store, "country", None)
    assert await store.read(values) == {"name": "The Institute"}


async def test_a_step_without_changes_costs_the_draft_nothing(store: Store):
    person, standing = await writer(store)

    def step(tx: Transaction):
        return tx.keep(stands(tx), FIRST.moved(revision=1), (), person_id=person.id, at=NOW, owed=False)

    kept = await store.transact(step)
    assert (kept.revision, kept.version, kept.draft_revision) == (1, 1, standing.draft_revision)


async def test_a_stale_standing_is_refused_and_the_newer_answer_stays(store: Store):
    await writer(store)
    stale = await store.read(talk)
    await answer(store, "name", "newer")
    with pytest.raises(Conflict):
        await store.transact(lambda tx: answering_in(tx, stale, "name", "older"))
    assert await store.read(values) == {"name": "newer"}


async def test_an_answer_to_a_draft_that_changed_elsewhere_is_refused(store: Store):
    """The session's row is as it was loaded; only the draft's answers have changed meanwhile."""
    person, _ = await writer(store)

    def two_steps(tx: Transaction) -> None:
        first = answering(tx, "name", "kept with the draft")
        session = FIRST.moved(revision=9)
        elsewhere = Change("name", None, Answer("made of an older draft"))
        stale = stands(tx)
        assert stale == first
        outdated = replace(stale, draft_revision=0)
        tx.keep(outdated, session, [elsewhere], person_id=person.id, at=NOW, owed=False)

    with pytest.raises(Conflict):
        await store.transact(two_steps)
    assert await store.read(values) == {}


async def test_two_answers_at_the_same_moment_are_both_kept(store: Store):
    await writer(store)
    await asyncio.gather(*(answer(store, f"answer.{n}", str(n)) for n in range(5)))
    assert await store.read(values) == {f"answer.{n}": str(n) for n in range(5)}
    standing = await store.read(stands)
    assert (standing.revision, standing.version, standing.draft_revision) == (5, 5, 5)


async def test_what_was_rolled_back_is_never_shown_from_memory(store: Store):
    await writer(store)
    await answer(store, "name", "kept")

    def fails(tx: Transaction) -> None:
        answering(tx, "name", "rolled back")
        assert values(tx) == {"name": "rolled back"}
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await store.transact(fails)
    assert await store.transact(values) == {"name": "kept"}
    await answer(store, "country", "CH")
    assert await store.transact(values) == {"name": "kept", "country": "CH"}


async def test_what_another_process_wrote_is_loaded_anew(database_url: str):
    await migrate(database_url)
    one, other = await open_store(database_url), await open_store(database_url, alone=False)
    try:
        await writer(one)
        for n in range(4):
            writes, reads = (one, other) if n % 2 else (other, one)
            await answer(writes, f"answer.{n}", "new")
            await answer(writes, "name", f"by {n}")
            assert await reads.read(values) == {**{f"answer.{m}": "new" for m in range(n + 1)}, "name": f"by {n}"}
    finally:
        await one.close()
        await other.close()


async def test_answers_cannot_be_changed_in_place(store: Store):
    await writer(store)
    await answer(store, "name", "Institute")
    loaded = await store.read(lambda tx: tx.answers(1, 1))
    with pytest.raises(TypeError):
        loaded["name"] = Answer("other")  # type: ignore[index]


async def test_moments_come_back_in_utc_whatever_zone_they_were_given_in(store: Store):
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    at = datetime(2026, 1, 1, 3, 0, 0, 123456, tzinfo=kathmandu)
    person = await store.transact(lambda tx: tx.meet("web", 1, "en", "", at))
    read = (await store.read(lambda tx: talk(tx, 1))).person
    assert read.met_at == person.met_at == at
    assert read.met_at.tzinfo is UTC
    assert read.met_at.isoformat() == "2025-12-31T21:15:00.123456+00:00"


async def test_a_moment_without_a_zone_is_refused(store: Store):
    naive = datetime(2026, 1, 1)  # noqa: DTZ001
    with pytest.raises(Exception, match="without a time zone"):
        await store.transact(lambda tx: tx.note_update("web", 1, naive))
    with pytest.raises(Exception, match="without a time zone"):
        await store.transact(lambda tx: tx.meet("web", 1, "en", "", naive))


async def test_moments_sort_by_time(store: Store):
    await writer(store)
    first, second = NOW.replace(microsecond=0), NOW.replace(microsecond=1)
    await store.transact(lambda tx: answering(tx, "name", "x", at=second))
    assert await store.read(lambda tx: tx.owed_chats("web", second)) != ()
    await store.transact(lambda tx: answering(tx, "name", "x", at=first))
    assert await store.read(lambda tx: tx.owed_chats("web", second)) == ()
    assert await store.read(lambda tx: tx.owed_chats("web", first)) != ()
