"""Notices on their way: claimed once, in their order for each chat, held while a chat is blocked, never lost."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from storage.desk_records import NewNotice, Notice
from storage.desk_tables import outbox
from storage.store import Store, Transaction
from tests.storage.letters import NOW, officer, somebody

SOON = NOW + timedelta(minutes=1)
MINUTE = timedelta(minutes=1)


def notice(person_id: int, subject: str = "GMP-2026-0001", **how: object) -> NewNotice:
    given: dict = {"kind": "registered", "occurrence": "1", "content": {"version": 1}, "not_before": NOW, **how}
    return NewNotice(person_id=person_id, subject=subject, **given)


async def put(store: Store, *notices: NewNotice) -> int:
    return await store.transact(lambda tx: sum(tx.enqueue(one) for one in notices))


async def claim(
    store: Store, at: datetime = NOW, lease: str = "one", until: datetime = SOON, limit: int = 16
) -> tuple[Notice, ...]:
    return await store.transact(lambda tx: tx.claim_notices("web", at, lease, until, limit))


def subjects(claimed: Sequence[Notice]) -> list[str]:
    return [one.subject for one in claimed]


async def outcomes(store: Store) -> list[tuple[str, str | None]]:
    rows = select(outbox.c.subject, outbox.c.outcome).order_by(outbox.c.id)
    return await store.read(lambda tx: [(row.subject, row.outcome) for row in tx.connection.execute(rows)])


async def test_a_notice_is_sent_once_to_each_chat_of_its_person(store: Store):
    person = await somebody(store, 7)
    await somebody(store, 8)
    await store.transact(lambda tx: tx.attach_chat("web", 8, person.id))
    assert await put(store, notice(person.id)) == 2
    assert await put(store, notice(person.id)) == 0
    assert await put(store, notice(person.id, occurrence="2")) == 2

    first = await claim(store)
    assert [(one.chat_id, one.kind, one.content, one.tries) for one in first] == [
        (7, "registered", {"version": 1}, 0),
        (8, "registered", {"version": 1}, 0),
    ]
    assert {(one.bot, one.person_id, one.language, one.made_at) for one in first} == {("web", person.id, "en", NOW)}
    for one in first:
        assert await store.transact(lambda tx, one=one: tx.notice_sent(one.id, "one", NOW))  # type: ignore[misc]
    second = await claim(store)
    assert [one.chat_id for one in second] == [7, 8]
    assert not {one.id for one in first} & {one.id for one in second}


async def test_a_notice_to_nobody_s_chat_is_no_notice(store: Store):
    assert await put(store, notice(404)) == 0
    assert await claim(store) == ()
    assert await store.read(lambda tx: tx.next_notice_at("web")) is None


async def test_a_chat_gets_its_notices_one_after_another_in_their_order(store: Store):
    people = [await somebody(store, chat) for chat in (1, 2)]
    await put(store, *(notice(one.id, f"{name}{one.id}") for name in "abc" for one in people))
    seen: list[str] = []
    for _ in range(3):
        claimed = await claim(store)
        assert [one.chat_id for one in claimed] == [1, 2]
        assert await claim(store, lease="two") == ()
        seen.extend(subjects(claimed))
        await store.transact(lambda tx, them=claimed: [tx.notice_sent(one.id, "one", NOW) for one in them] and None)  # type: ignore[misc]
    assert seen == [f"{name}{one.id}" for name in "abc" for one in people]
    assert await claim(store) == ()


async def test_no_more_are_claimed_than_asked_for_and_what_is_due_longest_comes_first(store: Store):
    for chat in range(5):
        person = await somebody(store, chat)
        await put(store, notice(person.id, str(chat), not_before=NOW - chat * MINUTE))
    assert subjects(await claim(store, limit=2)) == ["4", "3"]
    assert subjects(await claim(store, limit=2)) == ["2", "1"]


async def test_a_notice_that_was_put_off_keeps_its_place_before_later_ones(store: Store):
    person = await somebody(store)
    await put(store, notice(person.id, "first"), notice(person.id, "second"))
    (first,) = await claim(store)
    assert await store.transact(lambda tx: tx.notice_put_off(first.id, "one", SOON))
    assert await claim(store) == ()
    assert await store.read(lambda tx: tx.next_notice_at("web")) == SOON
    (again,) = await claim(store, at=SOON)
    assert (again.id, again.tries) == (first.id, 1)


async def test_a_notice_planned_for_later_does_not_hold_up_others(store: Store):
    person = await somebody(store)
    await put(store, notice(person.id, "later", not_before=SOON), notice(person.id, "now"))
    assert await store.read(lambda tx: tx.next_notice_at("web")) == NOW
    (now,) = await claim(store)
    assert now.subject == "now"
    assert await claim(store, at=SOON - MINUTE / 2) == ()
    await store.transact(lambda tx: tx.notice_sent(now.id, "one", NOW))
    assert await store.read(lambda tx: tx.next_notice_at("web")) == SOON
    assert subjects(await claim(store, at=SOON)) == ["later"]


async def test_what_was_claimed_by_who_was_killed_is_claimed_again_in_its_place(store: Store):
    person = await somebody(store)
    await put(store, notice(person.id, "first"), notice(person.id, "second"))
    (first,) = await claim(store)
    assert await store.read(lambda tx: tx.next_notice_at("web")) == SOON
    assert await claim(store, at=SOON - MINUTE / 2, lease="two") == ()
    (again,) = await claim(store, at=SOON, lease="two", until=SOON + MINUTE)
    assert again == first

    # Who held it before is told that it is theirs no longer, whatever they say of it.
    for lost in (
        lambda tx: tx.notice_sent(first.id, "one", SOON),
        lambda tx: tx.notice_put_off(first.id, "one", SOON),
        lambda tx: tx.notice_closed(first.id, "one", SOON, "of no use"),
    ):
        assert not await store.transact(lost)
    assert await store.transact(lambda tx: tx.notice_sent(first.id, "two", SOON))
    assert not await store.transact(lambda tx: tx.notice_sent(first.id, "two", SOON))
    assert await outcomes(store) == [("first", "sent"), ("second", None)]


async def test_a_lease_that_ran_out_but_was_taken_by_nobody_still_counts(store: Store):
    person = await somebody(store)
    await put(store, notice(person.id))
    (one,) = await claim(store)
    assert await store.transact(lambda tx: tx.notice_sent(one.id, "one", SOON + MINUTE))


async def test_many_who_claim_at_once_get_every_notice_once_and_one_of_each_chat(store: Store):
    chats = 24
    for chat in range(chats):
        person = await somebody(store, chat)
        await put(store, notice(person.id, f"{chat}a"), notice(person.id, f"{chat}b"))
    claims = await asyncio.gather(*(claim(store, lease=f"lease {n}", limit=5) for n in range(10)))
    claimed = [one.subject for some in claims for one in some]
    assert sorted(claimed) == sorted(f"{chat}a" for chat in range(chats))
    assert all(len(some) <= 5 for some in claims)


async def test_many_who_deliver_at_once_send_each_notice_once_and_in_order(store: Store):
    for chat in range(4):
        person = await somebody(store, chat)
        await put(store, *(notice(person.id, f"{chat}:{n}") for n in range(5)))
    sent: list[str] = []

    async def deliver(lease: str) -> None:
        idle = 0
        while idle < 3:
            some = await claim(store, lease=lease, limit=2)
            idle = 0 if some else idle + 1
            for one in some:
                sent.append(one.subject)
                assert await store.transact(lambda tx, one=one: tx.notice_sent(one.id, lease, NOW))  # type: ignore[misc]
            await asyncio.sleep(0.005)

    await asyncio.gather(*(deliver(f"lease {n}") for n in range(4)))
    for chat in range(4):
        assert [one for one in sent if one.startswith(f"{chat}:")] == [f"{chat}:{n}" for n in range(5)]


async def test_a_blocked_chat_keeps_its_notices_and_gets_them_when_it_is_back(store: Store):
    person = await somebody(store)
    await put(store, notice(person.id, "before"))
    assert await store.transact(lambda tx: tx.mark_blocked("web", 7, NOW))
    assert await put(store, notice(person.id, "meanwhile")) == 1
    assert await claim(store) == ()
    assert await store.read(lambda tx: tx.next_notice_at("web")) is None
    await store.transact(lambda tx: tx.mark_unblocked("web", 7))
    (before,) = await claim(store)
    assert before.subject == "before"
    await store.transact(lambda tx: tx.notice_sent(before.id, "one", NOW))
    assert subjects(await claim(store)) == ["meanwhile"]


async def test_what_was_just_being_sent_when_the_chat_blocked_is_resumed_too(store: Store):
    person = await somebody(store)
    await put(store, notice(person.id))
    (one,) = await claim(store)

    def blocked(tx: Transaction) -> None:
        tx.mark_blocked("web", 7, NOW)
        tx.notice_put_off(one.id, "one", NOW)

    await store.transact(blocked)
    assert await claim(store) == ()
    await store.transact(lambda tx: tx.mark_unblocked("web", 7))
    assert [again.id for again in await claim(store)] == [one.id]


async def test_what_is_of_no_use_any_more_is_closed_unsent(store: Store):
    person, away = await somebody(store, 7), await somebody(store, 8)
    await store.transact(lambda tx: tx.mark_blocked("web", 8, NOW))
    for one in (person, away):
        await put(store, notice(one.id, "meeting", useful_until=SOON), notice(one.id, "letter"))
    assert await store.transact(lambda tx: tx.expire_notices(SOON - MINUTE)) == 0
    assert await store.transact(lambda tx: tx.expire_notices(SOON)) == 2
    assert await outcomes(store) == [("meeting", "expired"), ("letter", None)] * 2
    assert subjects(await claim(store, at=SOON)) == ["letter"]


async def test_what_is_just_being_sent_does_not_expire_under_the_hands(store: Store):
    person = await somebody(store)
    await put(store, notice(person.id, useful_until=NOW + MINUTE / 2))
    (one,) = await claim(store)
    assert await store.transact(lambda tx: tx.expire_notices(NOW + MINUTE / 2)) == 0
    assert await store.transact(lambda tx: tx.notice_closed(one.id, "one", NOW, "of no use"))
    assert await outcomes(store) == [("GMP-2026-0001", "of no use")]


async def test_whoever_delivers_is_told_after_the_commit_and_only_then(store: Store):
    rung: list[str] = []
    store.on_notice = lambda: rung.append("ring")
    person = await somebody(store)
    await store.transact(lambda tx: tx.mark_unblocked("web", 7))
    assert rung == []

    await put(store, notice(person.id))
    assert rung == ["ring"]
    await put(store, notice(person.id))
    assert rung == ["ring"]

    async def fails() -> None:
        def work(tx: Transaction) -> None:
            tx.enqueue(notice(person.id, "never"))
            raise RuntimeError

        try:
            await store.transact(work)
        except RuntimeError:
            rung.append("failed")

    await fails()
    assert rung == ["ring", "failed"]
    await store.transact(lambda tx: tx.mark_blocked("web", 7, NOW) and None)
    await store.transact(lambda tx: tx.mark_unblocked("web", 7))
    assert rung == ["ring", "failed", "ring"]


async def test_a_chat_that_becomes_another_takes_its_notices_along(store: Store):
    person = await somebody(store, -5)
    await put(store, notice(person.id))
    await store.transact(lambda tx: tx.move_chat("web", -5, -100_5))
    assert [one.chat_id for one in await claim(store)] == [-100_5]
    await store.transact(lambda tx: tx.move_chat("web", -5, -100_5))
    known = await store.read(lambda tx: tx.conversation("web", -100_5))
    assert known is not None
    assert known.person.id == person.id


async def test_a_chat_that_becomes_one_that_is_known_hands_its_notices_over(store: Store):
    person = await somebody(store, -5)
    await somebody(store, -6)
    await store.transact(lambda tx: tx.attach_chat("web", -6, person.id))
    await put(store, notice(person.id))
    await store.transact(lambda tx: tx.move_chat("web", -5, -6))
    assert await store.read(lambda tx: tx.chats_of(person.id, "web")) == (-6,)
    (first,) = await claim(store)
    assert first.chat_id == -6


async def test_notices_of_a_chat_that_joins_somebody_go_on_as_theirs(store: Store):
    person, guest = await somebody(store, 7), await somebody(store, 8)
    await put(store, notice(guest.id))
    await store.transact(lambda tx: tx.attach_chat("web", 8, person.id))
    (one,) = await claim(store)
    assert (one.chat_id, one.person_id) == (8, person.id)


async def test_notices_for_somebody_are_not_sent_to_a_chat_that_is_another_s_by_now(store: Store):
    person, other = await officer(store, 7), await somebody(store, 8)
    await somebody(store, 9)
    await store.transact(lambda tx: tx.attach_chat("web", 9, other.id))
    await put(store, notice(other.id))
    await store.transact(lambda tx: tx.attach_chat("web", 9, person.id))
    assert [(one.chat_id, one.person_id) for one in await claim(store)] == [(8, other.id)]


async def test_the_notices_of_who_asked_to_be_forgotten_go_with_them(store: Store):
    person = await somebody(store)
    await put(store, notice(person.id))
    await store.transact(lambda tx: tx.forget(person.id, NOW))
    assert await claim(store) == ()
    assert await outcomes(store) == []
