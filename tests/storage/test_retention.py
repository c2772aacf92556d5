"""Retention: what was kept long enough goes, what is a record or may still be of use stays, on both databases."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select, update

from storage import gateway, gateway_updates, retention
from storage.desk_records import NewNotice
from storage.desk_tables import letters, outbox
from storage.records import LinkRefused
from storage.reminder_tables import reminders
from storage.retention import LEFT_CHATS_KEPT, LINKS_KEPT, NOTICES_KEPT, REMINDERS_KEPT
from storage.store import Store, Transaction
from storage.tables import answers, audits, drafts, links, submissions
from tests.storage.letters import NOW, answer, sent, somebody, writer
from tests.storage.reminding import MEETING_AT, a_group_that_meets, tick

LATER = timedelta(seconds=1)
YEARS_LATER = NOW + timedelta(days=4000)


async def removed(store: Store, at: datetime) -> None:
    """Remove everything that is to be removed by a moment, as the duty does."""
    while await store.transact(lambda tx: tx.remove_old(at)):
        pass


async def count(store: Store, *tables: Table) -> Mapping[str, int]:
    """How many rows are in tables."""

    def counted(tx: Transaction) -> dict[str, int]:
        return {
            table.name: tx.connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        }

    return await store.read(counted)


async def notices(store: Store, number: int, occurrence: str | None = None) -> None:
    """So many notices that were sent at the same moment."""
    person = await somebody(store)

    def send(tx: Transaction) -> None:
        for one in range(number):
            about = str(one) if occurrence is None else occurrence
            tx.enqueue(NewNotice("file", person.id, "GMP-2026-0001", about, {}, NOW))
        tx.connection.execute(update(outbox).values(closed_at=NOW, outcome="sent"))

    await store.transact(send)


async def test_a_notice_goes_half_a_year_after_it_was_sent(store: Store):
    await notices(store, 3)
    await removed(store, NOW + NOTICES_KEPT)
    assert await count(store, outbox) == {"outbox": 3}
    await removed(store, NOW + NOTICES_KEPT + LATER)
    assert await count(store, outbox) == {"outbox": 0}


async def test_a_notice_that_is_on_its_way_stays_however_old_it_is(store: Store):
    await notices(store, 1)
    await store.transact(lambda tx: tx.connection.execute(update(outbox).values(closed_at=None, outcome=None)))
    await removed(store, YEARS_LATER)
    assert await count(store, outbox) == {"outbox": 1}


async def test_what_somebody_is_asked_once_ever_is_not_asked_again(store: Store):
    await notices(store, 1, occurrence="")
    await removed(store, YEARS_LATER)
    await notices(store, 1, occurrence="")
    assert await count(store, outbox) == {"outbox": 1}


async def test_many_go_a_few_at_a_time(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(retention, "A_FEW", 4)
    await notices(store, 10)
    left = []
    while await store.transact(lambda tx: tx.remove_old(YEARS_LATER)):
        left.append((await count(store, outbox))["outbox"])
    assert left == [6, 2]
    assert await count(store, outbox) == {"outbox": 0}


async def test_reminders_of_a_meeting_go_after_the_meeting_and_do_not_come_again(store: Store):
    await a_group_that_meets(store)
    for days in (14, 7, 1):
        await tick(store, MEETING_AT - timedelta(days=days) + timedelta(hours=2))
    sent_out = (await count(store, outbox, reminders))["reminder"]
    assert sent_out
    end = MEETING_AT + timedelta(days=1)
    await tick(store, end)
    waiting = await count(store, reminders)
    await removed(store, end)
    assert await count(store, reminders) == waiting, "it was of use lately"
    # The report of the meeting is still to be published, and those reminders stay.
    after = end + REMINDERS_KEPT + timedelta(days=1)
    await removed(store, after)
    kinds = select(reminders.c.kind).distinct()
    assert "meeting" not in await store.read(lambda tx: tx.connection.execute(kinds).scalars().all())
    await tick(store, after)
    assert "meeting" not in await store.read(lambda tx: tx.connection.execute(kinds).scalars().all())


async def test_a_reminder_of_what_is_still_open_and_nothing_ends_stays(store: Store):
    _, standing = await writer(store)
    await tick(store, NOW + timedelta(days=4))
    endless = update(reminders).values(useful_until=None)
    await store.transact(lambda tx: tx.connection.execute(endless))
    before = await count(store, reminders)
    assert before == {"reminder": 1}
    await removed(store, YEARS_LATER)
    assert await count(store, reminders) == before
    await store.transact(lambda tx: tx.cancel_draft(standing.draft_id))
    await tick(store, YEARS_LATER)
    await removed(store, YEARS_LATER)
    assert await count(store, reminders) == {"reminder": 0}, "the fact is gone"


async def test_a_link_goes_half_a_year_after_its_end_used_or_not(store: Store):
    ends = NOW + timedelta(days=14)

    def make(tx: Transaction) -> list[str]:
        return [tx.make_link("role", role="lead", area="coal", expires=ends, at=NOW) for _ in range(2)]

    used, unused = await store.transact(make)
    person = await somebody(store)
    await store.transact(lambda tx: tx.redeem(used, person.id, NOW))
    await removed(store, ends + LINKS_KEPT)

    def tried(tx: Transaction) -> list[object]:
        return [tx.redeem(token, person.id, ends) for token in (used, unused)]

    assert await store.transact(tried) == [LinkRefused("used", by_you=True), LinkRefused("expired")]
    await removed(store, ends + LINKS_KEPT + LATER)
    assert await count(store, links) == {"link": 0}


async def test_records_and_drafts_are_kept_for_ever(store: Store):
    await sent(store)
    await writer(store, 8)
    await answer(store, "name", "Half done", 8)
    kept = (answers, audits, drafts, letters, submissions)
    before = await count(store, *kept)
    assert all(before.values())
    await removed(store, YEARS_LATER)
    assert await count(store, *kept) == before


async def test_a_chat_that_was_left_is_erased_and_one_that_is_open_is_not(store: Store):
    said_at = int(NOW.timestamp())

    def talk(tx: Transaction) -> None:
        gateway_updates.ensure_bot(tx, 1)
        for chat in (11, 12):
            gateway.add_chat(tx, chat_id=chat, bot_id=1, token_hash=f"{chat}", first_name="", language="en", now=0)
            gateway.change_chat(tx, 1, chat, messages=1)
            message = gateway.Message(chat, 1, from_bot=False, sent_at=said_at, text="what I said", seq=1, first_seq=1)
            gateway.add_message(tx, message)
        gateway.leave_chat(tx, 11)

    def said(tx: Transaction) -> list[int]:
        return [chat for chat in (11, 12) if gateway.message_of_chat(tx, chat, 1) is not None]

    await store.transact(talk)
    await removed(store, NOW + LEFT_CHATS_KEPT)
    assert await store.read(said) == [11, 12]
    await removed(store, NOW + LEFT_CHATS_KEPT + LATER)
    assert await store.read(said) == [12]
    await removed(store, YEARS_LATER)
    assert await store.read(said) == [12]


def test_the_page_for_operators_tells_the_terms_that_are_kept_to():
    told = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
    rows = {
        "Notices that were sent": NOTICES_KEPT,
        "Reminders": REMINDERS_KEPT,
        "Personal links": LINKS_KEPT,
        "What was said on the chat page": LEFT_CHATS_KEPT,
    }
    for beginning, term in rows.items():
        (row,) = [line for line in told.splitlines() if line.startswith(f"| {beginning}")]
        assert f"{term.days} days" in row
