"""Reminders from their rows to the outbox: all that a person is to be reminded of now becomes one notice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, or_, select, update

from flows.waking import awake, is_awake
from storage.desk_records import NewNotice
from storage.homes import zones_of
from storage.outbox import enqueue
from storage.prepared import Prepared
from storage.reminder_records import HandedOver
from storage.reminder_tables import reminders
from storage.reminders import CLOSED, HANDED, WAITING
from storage.tables import persons

if TYPE_CHECKING:
    from storage.transaction import Transaction

NOTICE = "reminders"

_WAITS = reminders.c.state == WAITING
_hand = Prepared(
    update(reminders)
    .where(reminders.c.id == bindparam("reminder"))
    .values(state=HANDED, batch=bindparam("in_batch"), settled_at=bindparam("moment"))
)


def hand_over(tx: Transaction, at: datetime, most_people: int) -> HandedOver:
    """Put what is to go out by a moment into the outbox, a digest for each of at most so many people.

    What is of no use any more is closed unsent; what would come at night waits for the morning.
    """
    now = and_(_WAITS, reminders.c.send_at <= at)
    closed = tx.connection.execute(
        update(reminders).where(now, reminders.c.useful_until <= at).values(state=CLOSED, settled_at=at)
    ).rowcount
    # The next in line; somebody may stand there several times.
    in_line = select(reminders.c.person_id).where(now).order_by(reminders.c.send_at).limit(4 * most_people)
    people = list(dict.fromkeys(tx.connection.execute(in_line).scalars()))[:most_people]
    # A person is held, so that of two processes one makes the digest of all that is due to them.
    held = tx.connection.execute(
        select(persons.c.id)
        .where(persons.c.id.in_(people))
        .order_by(persons.c.id)
        .with_for_update(skip_locked=True, key_share=True)
    ).scalars()
    rows = tx.connection.execute(
        select(
            reminders.c.id,
            reminders.c.person_id,
            reminders.c.useful_until,
            reminders.c.any_hour,
        )
        .where(now, reminders.c.person_id.in_(held.all()))
        .order_by(reminders.c.person_id, reminders.c.due_at, reminders.c.id)
    ).all()
    zones = zones_of(tx, {row.person_id for row in rows}, at)
    done = HandedOver(closed=closed)
    for person_id, theirs in groupby(rows, lambda row: row.person_id):
        done += _hand_over(tx, person_id, tuple(theirs), zones[person_id], at)
    return done


def _hand_over(tx: Transaction, person_id: int, theirs: Collection[Any], zone: str, at: datetime) -> HandedOver:
    due = [row for row in theirs if row.any_hour or is_awake(at, zone)]
    if len(due) < len(theirs):
        later = tuple(row.id for row in theirs if row not in due)
        tx.connection.execute(update(reminders).where(reminders.c.id.in_(later)).values(send_at=awake(at, zone)))
    if not due:
        return HandedOver(people=1)
    ids = [row.id for row in due]
    batch = f"{at.astimezone(UTC):%Y%m%dT%H%M%S}.{ids[0]}"
    ends = [row.useful_until for row in due]
    enqueue(
        tx,
        NewNotice(
            NOTICE,
            person_id,
            subject=str(person_id),
            occurrence=batch,
            content={"reminders": ids},
            not_before=at,
            useful_until=None if None in ends else max(ends),
        ),
    )
    for number in ids:
        _hand.run(tx, {"reminder": number, "in_batch": batch, "moment": at})
    return HandedOver(people=1, reminders=len(ids))


def put_off(tx: Transaction, person_id: int, ids: Iterable[int], until: datetime, at: datetime) -> int:
    """Somebody wants some of their reminders again at a moment; return how many of them will come.

    One that is of no use any more does not, nor one whose use ends before.
    """
    send_at = awake(max(until, at), zones_of(tx, (person_id,), at).get(person_id, "UTC"))
    theirs = and_(
        reminders.c.id.in_(tuple(ids)),
        reminders.c.person_id == person_id,
        reminders.c.state != CLOSED,
        or_(reminders.c.useful_until.is_(None), reminders.c.useful_until > send_at),
    )
    again = {"state": WAITING, "put_off_to": until, "send_at": send_at, "batch": None, "settled_at": None}
    return tx.connection.execute(update(reminders).where(theirs).values(**again)).rowcount


def keep_told(tx: Transaction, person_id: int, ids: Iterable[int], at: datetime) -> int:
    """Take back that somebody wants some of their reminders again; return how many will not come a second time."""
    theirs = and_(
        reminders.c.id.in_(tuple(ids)),
        reminders.c.person_id == person_id,
        reminders.c.state == WAITING,
        reminders.c.put_off_to.is_not(None),
    )
    told = {"state": HANDED, "put_off_to": None, "settled_at": at}
    return tx.connection.execute(update(reminders).where(theirs).values(**told)).rowcount
