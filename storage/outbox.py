"""The outbox: notices on their way to a chat, each held by a lease while somebody delivers it.

A chat's notices keep their order, and at most one of a chat is under way: one that was begun (claimed, or put off
after a try) comes before all others of its chat. A chat that blocked the bot keeps its notices; they are due again
once it is unblocked, unless they are of no use by then.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once

from storage.desk_records import NewNotice, Notice
from storage.desk_tables import outbox
from storage.prepared import Prepared
from storage.tables import chats, persons

if TYPE_CHECKING:
    from storage.transaction import Transaction

SENT = "sent"
EXPIRED = "expired"
OF_NO_USE = "of no use"
UNDELIVERABLE = "undeliverable"

_OPEN = outbox.c.closed_at.is_(None)
_BEGUN = or_(outbox.c.tries > 0, outbox.c.lease.is_not(None))
_other = outbox.alias("other")
_OTHER_OPEN = and_(_other.c.chat_id == outbox.c.chat_id, _other.c.closed_at.is_(None), _other.c.id != outbox.c.id)
_EVER_BEGUN = or_(_other.c.tries > 0, _other.c.lease.is_not(None))
# Of two that were begun, which two processes at once can bring about, the earlier goes first.
_OTHER_BEGUN = and_(_EVER_BEGUN, or_(~_BEGUN, _other.c.id < outbox.c.id))

_chats_of = Prepared(select(chats.c.id).where(chats.c.person_id == bindparam("person")).order_by(chats.c.id))
_add = Prepared(
    insert_once(outbox)
    .values(
        key=bindparam("of_key"),
        chat_id=bindparam("to_chat"),
        person_id=bindparam("person"),
        kind=bindparam("of_kind"),
        subject=bindparam("about"),
        content=bindparam("content_"),
        made_at=bindparam("made"),
        not_before=bindparam("earliest"),
        useful_until=bindparam("until"),
        tries=0,
    )
    .on_conflict_do_nothing(index_elements=["key"])
)


def enqueue(tx: Transaction, notice: NewNotice, at: datetime | None = None) -> int:
    """Put a notice into the outbox for each chat of a person, blocked or not; return how many are new.

    The same kind, subject and occurrence is put in once for each chat, however often this is called. `at` is when it
    is made, where that is not when it may first be sent.
    """
    new = 0
    for (chat_id,) in _chats_of.rows(tx, {"person": notice.person_id}):
        new += _add.run(
            tx,
            {
                "of_key": f"{notice.kind}:{notice.subject}:{notice.occurrence}:{chat_id}",
                "to_chat": chat_id,
                "person": notice.person_id,
                "of_kind": notice.kind,
                "about": notice.subject,
                "content_": notice.content,
                "made": at or notice.not_before,
                "earliest": notice.not_before,
                "until": notice.useful_until,
            },
        )
    tx.noticed = tx.noticed or new > 0
    return new


def claim_notices(
    tx: Transaction, bot: str, at: datetime, lease: str, until: datetime, limit: int
) -> tuple[Notice, ...]:
    """Notices of a bot to deliver now, at most one of each chat, held for `lease` until a moment; the one due longest
    first.

    Of two who claim at once each gets others.
    """
    found = tx.connection.execute(
        select(outbox.c.id)
        .join_from(outbox, chats, chats.c.id == outbox.c.chat_id)
        .where(chats.c.bot == bot, chats.c.blocked_at.is_(None))
        .where(_OPEN, outbox.c.not_before <= at, _free(at), ~_waits_for_another(at))
        .order_by(outbox.c.not_before, outbox.c.id)
        .limit(limit)
        .with_for_update(of=outbox, skip_locked=True)
    ).scalars()
    claimed = tx.connection.execute(
        update(outbox)
        .where(outbox.c.id.in_(found.all()), _OPEN, _free(at))
        .values(lease=lease, leased_until=until)
        .returning(outbox.c.id)
    ).scalars()
    rows = tx.connection.execute(
        select(
            outbox.c.id,
            chats.c.bot,
            chats.c.chat_id,
            outbox.c.person_id,
            persons.c.language,
            outbox.c.kind,
            outbox.c.subject,
            outbox.c.content,
            outbox.c.tries,
            outbox.c.made_at,
            outbox.c.useful_until,
        )
        .join_from(outbox, chats, chats.c.id == outbox.c.chat_id)
        .join(persons, persons.c.id == outbox.c.person_id)
        .where(outbox.c.id.in_(claimed.all()))
        .order_by(outbox.c.not_before, outbox.c.id)
    )
    return tuple(Notice(*row) for row in rows)


def notice_sent(tx: Transaction, notice_id: int, lease: str, at: datetime) -> bool:
    """The notice has gone out. False where somebody else holds it by now."""
    return notice_closed(tx, notice_id, lease, at, SENT)


def notice_put_off(tx: Transaction, notice_id: int, lease: str, not_before: datetime) -> bool:
    """The notice could not be sent and is to be tried again. False where somebody else holds it by now."""
    return _let_go(tx, notice_id, lease, tries=outbox.c.tries + 1, not_before=not_before)


def notice_postponed(tx: Transaction, notice_id: int, lease: str, not_before: datetime) -> bool:
    """The notice is not to be sent before a moment, and nothing of it was: it counts as never tried, so that it holds
    up no other notice of its chat meanwhile. False where somebody else holds it by now."""
    return _let_go(tx, notice_id, lease, tries=0, not_before=not_before)


def notice_closed(tx: Transaction, notice_id: int, lease: str, at: datetime, outcome: str) -> bool:
    """The notice is done with, one way or another. False where somebody else holds it by now."""
    return _let_go(tx, notice_id, lease, closed_at=at, outcome=outcome)


def expire_notices(tx: Transaction, at: datetime) -> int:
    """Close what is of no use any more and is not just being delivered; return how many there were."""
    return tx.connection.execute(
        update(outbox)
        .where(_OPEN, outbox.c.useful_until <= at, _free(at))
        .values(closed_at=at, outcome=EXPIRED, lease=None, leased_until=None)
    ).rowcount


def end_leases(tx: Transaction) -> int:
    """End every lease, for a process that knows itself alone: whoever held them is no more. Returns how many."""
    held = and_(_OPEN, outbox.c.lease.is_not(None))
    return tx.connection.execute(update(outbox).where(held).values(lease=None, leased_until=None)).rowcount


def next_notice_at(tx: Transaction, bot: str) -> datetime | None:
    """When something of a bot can next be claimed: a notice becomes due, or a lease runs out; None where nothing
    waits."""
    moment = case((outbox.c.lease.is_not(None), outbox.c.leased_until), else_=outbox.c.not_before)
    under_way = and_(outbox.c.lease.is_(None), _other.c.lease.is_not(None))
    held_up = exists().where(_OTHER_OPEN, or_(_OTHER_BEGUN, under_way)).correlate(outbox)
    # Most rows are not begun: for those it is enough to know the few chats that have one that is.
    begun = select(_other.c.chat_id).where(_other.c.closed_at.is_(None), _EVER_BEGUN)
    waits = case((_BEGUN, held_up), else_=outbox.c.chat_id.in_(begun))
    found: datetime | None = tx.connection.execute(
        select(func.min(moment, type_=outbox.c.not_before.type))
        .select_from(outbox)
        .join(chats, chats.c.id == outbox.c.chat_id)
        .where(_OPEN, chats.c.bot == bot, chats.c.blocked_at.is_(None), ~waits)
    ).scalar_one()
    return found


def _free(at: datetime) -> ColumnElement[bool]:
    return or_(outbox.c.lease.is_(None), outbox.c.leased_until <= at)


def _waits_for_another(at: datetime) -> ColumnElement[bool]:
    """Another notice of the same chat comes first: it is under way, was begun, or is due too and was made earlier."""
    under_way = _other.c.leased_until > at
    earlier = and_(~_BEGUN, _other.c.id < outbox.c.id, _other.c.not_before <= at)
    return exists().where(_OTHER_OPEN, or_(under_way, _OTHER_BEGUN, earlier)).correlate(outbox)


def _let_go(tx: Transaction, notice_id: int, lease: str, **values: Any) -> bool:
    held = and_(outbox.c.id == notice_id, outbox.c.lease == lease, _OPEN)
    changed = tx.connection.execute(update(outbox).where(held).values(lease=None, leased_until=None, **values))
    return changed.rowcount == 1
