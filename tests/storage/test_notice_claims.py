"""Whose notices a process claims, and what it takes over from one that was killed."""

from datetime import timedelta

import pytest

from storage.desk_records import NewNotice
from storage.store import Store, open_store
from tests.storage.letters import NOW, somebody

LEASED_UNTIL = NOW + timedelta(minutes=1)


async def told_something(store: Store, chat_id: int, bot: str) -> int:
    person = await somebody(store, chat_id, bot)
    notice = NewNotice("file", person.id, "GMP-2026-0001", "1", {}, NOW)
    assert await store.transact(lambda tx: tx.enqueue(notice)) == 1
    return person.id


async def test_a_process_claims_for_the_bots_it_can_reach_and_for_no_others(store: Store):
    await told_something(store, 7, "web")
    there = await told_something(store, 8, "telegram")
    claimed = await store.transact(lambda tx: tx.claim_notices("telegram", NOW, "a", LEASED_UNTIL, 10))
    assert [notice.person_id for notice in claimed] == [there]
    assert await store.read(lambda tx: tx.next_notice_at("web")) == NOW
    assert await store.read(lambda tx: tx.next_notice_at("telegram")) == LEASED_UNTIL
    assert await store.read(lambda tx: tx.next_notice_at("another")) is None


async def test_who_is_alone_ends_the_leases_of_who_was_killed(store: Store):
    await told_something(store, 7, "web")
    await store.transact(lambda tx: tx.claim_notices("web", NOW, "killed", LEASED_UNTIL, 10))
    assert await store.transact(lambda tx: tx.claim_notices("web", NOW, "a", LEASED_UNTIL, 10)) == ()
    assert await store.transact(lambda tx: tx.end_leases()) == 1
    (notice,) = await store.transact(lambda tx: tx.claim_notices("web", NOW, "a", LEASED_UNTIL, 10))
    assert not await store.transact(lambda tx: tx.notice_sent(notice.id, "killed", NOW))
    assert await store.transact(lambda tx: tx.notice_sent(notice.id, "a", NOW))
    assert await store.transact(lambda tx: tx.end_leases()) == 0


@pytest.mark.postgres
async def test_a_process_is_alone_with_a_file_it_opened_so_and_never_with_a_server(
    sqlite_store: Store, sqlite_url: str, postgres_url: str
):
    assert sqlite_store.alone
    for address, alone in ((sqlite_url, False), (postgres_url, True)):
        other = await open_store(address, alone=alone)
        assert not other.alone
        await other.close()


async def test_a_person_is_reachable_while_one_chat_of_theirs_is(store: Store):
    person = await somebody(store, 7, "web")
    await store.transact(lambda tx: tx.meet("telegram", 8, "en", "Ada", NOW))
    await store.transact(lambda tx: tx.attach_chat("telegram", 8, person.id))
    await store.transact(lambda tx: tx.mark_blocked("web", 7, NOW))
    assert await store.read(lambda tx: tx.is_reachable(person.id))
    await store.transact(lambda tx: tx.mark_blocked("telegram", 8, NOW))
    assert not await store.read(lambda tx: tx.is_reachable(person.id))
