"""What an operator counts: notices that should have gone by now, who cannot be reached, how drafts stand."""

from dataclasses import replace
from datetime import timedelta

from storage.census import Census, OpenNotices
from storage.desk_records import NewNotice
from storage.store import Store
from tests.storage.letters import NOW, sent, somebody, writer

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
# Before whatever a new database has to look at.
LONG_AGO = NOW - timedelta(days=365)


def notice(person_id: int, subject: str, minutes: int = 0) -> NewNotice:
    return NewNotice("registered", person_id, subject, "1", {}, NOW + minutes * MINUTE)


async def test_of_an_empty_database_there_is_nothing_to_count(store: Store):
    counted = await store.read(lambda tx: tx.census(NOW))
    assert replace(counted, next_look_at=None) == Census()


async def test_the_oldest_notice_is_the_one_that_should_have_gone_first(store: Store):
    person = await somebody(store, 7)
    other = await somebody(store, 8)
    await store.transact(lambda tx: tx.enqueue(notice(person.id, "a", 1)))
    await store.transact(lambda tx: tx.enqueue(notice(other.id, "b", 3)))
    before = await store.read(lambda tx: tx.census(NOW))
    assert before.notices == {"web": OpenNotices(waiting=2)}, "none is due yet"
    later = await store.read(lambda tx: tx.census(NOW + HOUR))
    assert later.notices == {"web": OpenNotices(waiting=2, due=2, oldest_since=NOW + MINUTE)}


async def test_a_notice_that_is_tried_again_and_again_grows_old_nevertheless(store: Store):
    person = await somebody(store, 7)
    await store.transact(lambda tx: tx.enqueue(notice(person.id, "a")))
    (claimed,) = await store.transact(lambda tx: tx.claim_notices("web", NOW, "one", NOW + MINUTE, 16))
    await store.transact(lambda tx: tx.notice_put_off(claimed.id, "one", NOW + 2 * HOUR))
    counted = await store.read(lambda tx: tx.census(NOW + HOUR))
    assert counted.notices == {"web": OpenNotices(waiting=1, due=1, oldest_since=NOW)}


async def test_a_notice_that_waits_for_the_morning_is_not_late(store: Store):
    person = await somebody(store, 7)
    await store.transact(lambda tx: tx.enqueue(notice(person.id, "a")))
    (claimed,) = await store.transact(lambda tx: tx.claim_notices("web", NOW, "one", NOW + MINUTE, 16))
    await store.transact(lambda tx: tx.notice_postponed(claimed.id, "one", NOW + 9 * HOUR))
    counted = await store.read(lambda tx: tx.census(NOW + HOUR))
    assert counted.notices == {"web": OpenNotices(waiting=1)}


async def test_what_waits_for_somebody_who_blocked_the_bot_is_held_and_not_late(store: Store):
    gone, there = await somebody(store, 7), await somebody(store, 8)
    for person in (gone, there):
        await store.transact(lambda tx, person=person: tx.enqueue(notice(person.id, "a")))  # type: ignore[misc]
    await store.transact(lambda tx: tx.mark_blocked("web", 7, NOW))
    counted = await store.read(lambda tx: tx.census(NOW + HOUR))
    assert counted.notices == {"web": OpenNotices(waiting=1, due=1, held=1, oldest_since=NOW)}
    assert counted.blocked == {"web": 1}
    await store.transact(lambda tx: tx.mark_unblocked("web", 7))
    assert (await store.read(lambda tx: tx.census(NOW + HOUR))).blocked == {}


async def test_a_notice_that_was_sent_is_counted_no_more(store: Store):
    person = await somebody(store, 7)
    await store.transact(lambda tx: tx.enqueue(notice(person.id, "a")))
    (claimed,) = await store.transact(lambda tx: tx.claim_notices("web", NOW, "one", NOW + MINUTE, 16))
    await store.transact(lambda tx: tx.notice_sent(claimed.id, "one", NOW))
    assert (await store.read(lambda tx: tx.census(NOW + HOUR))).notices == {}


async def test_drafts_are_counted_by_what_they_are_and_how_they_stand(store: Store):
    await sent(store)
    await writer(store, 9)
    counted = await store.read(lambda tx: tx.census(NOW))
    assert counted.drafts == {("letter", "open"): 1, ("letter", "submitted"): 1}


async def test_when_the_scheduler_has_to_look_next_is_told(store: Store):
    await store.transact(lambda tx: tx.watch("meeting", "1", LONG_AGO + HOUR))
    await store.transact(lambda tx: tx.watch("meeting", "2", LONG_AGO + MINUTE))
    assert (await store.read(lambda tx: tx.census(NOW))).next_look_at == LONG_AGO + MINUTE
