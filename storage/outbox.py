"""The outbox: notices on their way to a chat, each held by a lease while somebody delivers it.

A chat's notices keep their order, and at most one of a chat is under way: one that was begun (claimed, or put off
after a try) comes before all others of its chat. A chat that blocked the bot keeps its notices; they are due again
once it is unblocked, unless they are of no use by then.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, literal, or_, select, update
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
# Asked of each notice: a join would begin with every chat that there is.
_CAN_BE_REACHED = exists().where(
    chats.c.id == outbox.c.chat_id, chats.c.bot == bindparam("of"), chats.c.blocked_at.is_(None)
)
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


def _free(at: ColumnElement[datetime]) -> ColumnElement[bool]:
    return or_(outbox.c.lease.is_(None), outbox.c.leased_until <= at)


def _waits_for_another(at: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Another notice of the same chat comes first: it is under way, was begun, or is due too and was made earlier."""
    under_way = _other.c.leased_until > at
    earlier = and_(~_BEGUN, _other.c.id < outbox.c.id, _other.c.not_before <= at)
    return exists().where(_OTHER_OPEN, or_(under_way, _OTHER_BEGUN, earlier)).correlate(outbox)


def _next_moment() -> Select[tuple[datetime | None]]:
    moment = case((outbox.c.lease.is_not(None), outbox.c.leased_until), else_=outbox.c.not_before)
    under_way = and_(outbox.c.lease.is_(None), _other.c.lease.is_not(None))
    held_up = exists().where(_OTHER_OPEN, or_(_OTHER_BEGUN, under_way)).correlate(outbox)
    # Most rows are not begun: for those it is enough to know the few chats that have one that is.
    begun = select(_other.c.chat_id).where(_other.c.closed_at.is_(None), _EVER_BEGUN)
    waits = case((_BEGUN, held_up), else_=outbox.c.chat_id.in_(begun))
    return (
        select(func.min(moment, type_=outbox.c.not_before.type))
        .select_from(outbox)
        .where(_OPEN, _CAN_BE_REACHED, ~waits)
    )


_NOW: ColumnElement[datetime] = bindparam("now", type_=outbox.c.not_before.type)
_HELD = and_(outbox.c.id == bindparam("one"), outbox.c.lease == bindparam("by"), _OPEN)
_LET_GO = {"lease": None, "leased_until": None}

_claimable = Prepared(
    select(outbox.c.id)
    .where(_OPEN, outbox.c.not_before <= _NOW, _free(_NOW), _CAN_BE_REACHED, ~_waits_for_another(_NOW))
    .order_by(outbox.c.not_before, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=outbox, skip_locked=True)
)
_hold = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("one"), _OPEN, _free(_NOW))
    .values(lease=bindparam("by"), leased_until=bindparam("until"))
)
_claimed = Prepared(
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
    .where(outbox.c.id == bindparam("one"))
)
_close = Prepared(
    update(outbox).where(_HELD).values(closed_at=bindparam("moment"), outcome=bindparam("with"), **_LET_GO)
)
_put_off = Prepared(
    update(outbox).where(_HELD).values(tries=outbox.c.tries + 1, not_before=bindparam("moment"), **_LET_GO)
)
_postpone = Prepared(update(outbox).where(_HELD).values(tries=0, not_before=bindparam("moment"), **_LET_GO))
_rest = Prepared(
    update(outbox)
    .where(
        _OPEN,
        outbox.c.chat_id == select(_other.c.chat_id).where(_other.c.id == bindparam("one")).scalar_subquery(),
        outbox.c.not_before < bindparam("moment"),
        outbox.c.lease.is_(None),
    )
    .values(not_before=bindparam("moment"))
)
_next_at = Prepared(_next_moment())


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
    found = _claimable.rows(tx, {"of": bot, "now": at, "most": limit})
    held = [number for (number,) in found if _hold.run(tx, {"one": number, "now": at, "by": lease, "until": until})]
    rows = (_claimed.row(tx, {"one": number}) for number in held)
    return tuple(Notice(*row) for row in rows if row is not None)


def notice_sent(
    tx: Transaction, notice_id: int, lease: str, at: datetime, chat_rests_until: datetime | None = None
) -> bool:
    """The notice has gone out, and no other goes to its chat before a moment. False where somebody else holds it by
    now."""
    if chat_rests_until is not None:
        _rest.run(tx, {"one": notice_id, "moment": chat_rests_until})
    return notice_closed(tx, notice_id, lease, at, SENT)


def notice_put_off(tx: Transaction, notice_id: int, lease: str, not_before: datetime) -> bool:
    """The notice could not be sent and is to be tried again. False where somebody else holds it by now."""
    return _put_off.run(tx, {"one": notice_id, "by": lease, "moment": not_before}) == 1


def notice_postponed(tx: Transaction, notice_id: int, lease: str, not_before: datetime) -> bool:
    """The notice is not to be sent before a moment, and nothing of it was: it counts as never tried, so that it holds
    up no other notice of its chat meanwhile. False where somebody else holds it by now."""
    return _postpone.run(tx, {"one": notice_id, "by": lease, "moment": not_before}) == 1


def notice_closed(tx: Transaction, notice_id: int, lease: str, at: datetime, outcome: str) -> bool:
    """The notice is done with, one way or another. False where somebody else holds it by now."""
    return _close.run(tx, {"one": notice_id, "by": lease, "moment": at, "with": outcome}) == 1


def expire_notices(tx: Transaction, at: datetime) -> int:
    """Close what is of no use any more and is not just being delivered; return how many there were."""
    return tx.connection.execute(
        update(outbox)
        .where(_OPEN, outbox.c.useful_until <= at, _free(literal(at, outbox.c.not_before.type)))
        .values(closed_at=at, outcome=EXPIRED, lease=None, leased_until=None)
    ).rowcount


def end_leases(tx: Transaction) -> int:
    """End every lease, for a process that knows itself alone: whoever held them is no more. Returns how many."""
    held = and_(_OPEN, outbox.c.lease.is_not(None))
    return tx.connection.execute(update(outbox).where(held).values(lease=None, leased_until=None)).rowcount


def next_notice_at(tx: Transaction, bot: str) -> datetime | None:
    """When something of a bot can next be claimed: a notice becomes due, or a lease runs out; None where nothing
    waits."""
    row = _next_at.row(tx, {"of": bot})
    found: datetime | None = None if row is None else row[0]
    return found
