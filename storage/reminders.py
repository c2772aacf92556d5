"""Reminders from the facts to their rows: what has to be looked at now is planned, and recorded once for each key.

Of several processes that look at the same moment each gets other facts: a fact is held by the row of its watch until
its transaction ends. Whoever changes it meanwhile waits for that row, and has the fact looked at again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, delete, exists, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as insert_once

from flows.planning import Planned, plan
from flows.reconciling import Reconciled, Recorded, Timed, reconcile
from flows.reminders import RULES, Rule, rules_with
from storage.prepared import Prepared
from storage.reminder_facts import facts_of
from storage.reminder_records import Looked, Reminder, Watched
from storage.reminder_tables import reminder_rules, reminders, watches

if TYPE_CHECKING:
    from storage.transaction import Transaction

WAITING, HANDED, CLOSED = "waiting", "handed", "closed"

REMINDER = (
    reminders.c.id,
    reminders.c.key,
    reminders.c.person_id,
    reminders.c.kind,
    reminders.c.subject,
    reminders.c.stage,
    reminders.c.due_at,
    reminders.c.send_at,
    reminders.c.useful_until,
    reminders.c.state,
    reminders.c.batch,
)
_THIS = and_(watches.c.kind == bindparam("of_kind"), watches.c.subject == bindparam("about"))
_look_next = Prepared(update(watches).where(_THIS).values(next_at=bindparam("moment")))
_add = Prepared(
    insert_once(reminders)
    .values(
        key=bindparam("of_key"),
        person_id=bindparam("person"),
        kind=bindparam("of_kind"),
        subject=bindparam("about"),
        stage=bindparam("in_stage"),
        state=WAITING,
        made_at=bindparam("moment"),
        due_at=bindparam("due"),
        send_at=bindparam("goes_out"),
        useful_until=bindparam("until"),
        any_hour=bindparam("at_night"),
        put_off_to=bindparam("put_off"),
    )
    .on_conflict_do_nothing(index_elements=["key"])
)


def take_watches(tx: Transaction, at: datetime, limit: int, only: Watched | None = None) -> tuple[Watched, ...]:
    """Facts that are to be looked at by a moment, the one that waits longest first, or one of them only; nobody else
    gets them until the transaction ends."""
    wanted = watches.c.next_at <= at
    if only is not None:
        wanted = and_(wanted, watches.c.kind == only.kind, watches.c.subject == only.subject)
    rows = tx.connection.execute(
        select(watches.c.kind, watches.c.subject)
        .where(wanted)
        .order_by(watches.c.next_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return tuple(Watched(*row) for row in rows)


def has_to_look(tx: Transaction, at: datetime) -> bool:
    """Whether some fact is still to be looked at by a moment, also one that another process is just looking at."""
    return bool(tx.connection.execute(select(exists().where(watches.c.next_at <= at))).scalar_one())


def set_watches(tx: Transaction, looked: Mapping[Watched, datetime | None]) -> None:
    """When facts are to be looked at next; `None`: not unless somebody changes them."""
    for one, moment in looked.items():
        _look_next.run(tx, {"of_kind": one.kind, "about": one.subject, "moment": moment})


def look_at(tx: Transaction, watched: Collection[Watched], at: datetime) -> Looked:
    """Plan what is due of some facts at a moment, record it, and close what waits and is of no use any more."""
    rules = rules_in_force(tx)
    looked = Looked()
    for kind in dict.fromkeys(one.kind for one in watched):
        subjects = tuple(one.subject for one in watched if one.kind == kind)
        looked += _look_at_kind(tx, kind, subjects, rules, at)
    return looked


def rules_in_force(tx: Transaction) -> Mapping[str, Rule]:
    """The rules, with what the secretariat has set in place of their days."""
    rows = tx.connection.execute(select(reminder_rules.c.kind, reminder_rules.c.stages))
    # What an older release knew and this one does not is of no effect.
    return rules_with({kind: stages for kind, stages in rows if kind in RULES})


def current_reminders(tx: Transaction, ids: Iterable[int], at: datetime) -> tuple[Reminder, ...]:
    """Those of some reminders that are of use at a moment, by the facts as they are then, in the order due.

    What is done meanwhile, or was overtaken by a later stage, is not among them; what its person asked for again is,
    though the fact was changed since, and told. What lies ahead again of somebody who
    has moved west is: it will not be handed over once more.
    """
    rows = tx.connection.execute(
        select(*REMINDER, reminders.c.put_off_to)
        .where(reminders.c.id.in_(tuple(ids)), reminders.c.state != CLOSED)
        .order_by(reminders.c.due_at, reminders.c.id)
    ).all()
    found = tuple(Reminder(*row[:-1]) for row in rows)
    asked_for = {row.key for row in rows if row.put_off_to is not None}
    rules = rules_in_force(tx)
    of_use: set[str] = set()
    for kind in {one.kind for one in found}:
        facts = facts_of(tx, kind, {one.subject for one in found if one.kind == kind}, at)
        plans = [plan(fact, rules, at) for fact in facts.values()]
        of_use |= {each.key for planned in plans for each in (*planned.due, *planned.coming)}
        of_use |= {each.key for planned in plans for each in planned.told if each.key in asked_for}
    return tuple(one for one in found if one.key in of_use)


def reminder(tx: Transaction, reminder_id: int) -> Reminder | None:
    """One reminder as it was recorded, whether or not it is of use; `None` where there is none."""
    row = tx.connection.execute(select(*REMINDER).where(reminders.c.id == reminder_id)).one_or_none()
    return None if row is None else Reminder(*row)


def reminders_about(tx: Transaction, kind: str, subject: str) -> tuple[Reminder, ...]:
    """All that was ever recorded of one fact, in the order due."""
    rows = tx.connection.execute(
        select(*REMINDER)
        .where(reminders.c.kind == kind, reminders.c.subject == subject)
        .order_by(reminders.c.due_at, reminders.c.id)
    )
    return tuple(Reminder(*row) for row in rows)


def _look_at_kind(
    tx: Transaction, kind: str, subjects: Collection[str], rules: Mapping[str, Rule], at: datetime
) -> Looked:
    facts = facts_of(tx, kind, subjects, at)
    recorded = _recorded(tx, kind, subjects)
    planned = {subject: plan(facts[subject], rules, at) if subject in facts else Planned() for subject in subjects}
    changes = [reconcile(planned[subject], recorded.get(subject, ()), at) for subject in subjects]
    new = _record(tx, [timed for each in changes for timed in each.new], at)
    _keep_waiting(tx, changes)
    closed = tuple(number for each in changes for number in each.closed)
    _close(tx, closed, at)
    set_watches(tx, {Watched(kind, subject): planned[subject].next_at for subject in subjects if subject in facts})
    if gone := [(kind, subject) for subject in subjects if subject not in facts]:
        tx.connection.execute(delete(watches).where(tuple_(watches.c.kind, watches.c.subject).in_(gone)))
    return Looked(len(subjects), new, len(closed))


def _recorded(tx: Transaction, kind: str, subjects: Collection[str]) -> Mapping[str, list[Recorded]]:
    found: dict[str, list[Recorded]] = {}
    rows = tx.connection.execute(
        select(
            reminders.c.subject,
            reminders.c.id,
            reminders.c.key,
            reminders.c.due_at,
            reminders.c.state == WAITING,
            reminders.c.put_off_to,
        ).where(reminders.c.kind == kind, reminders.c.subject.in_(tuple(subjects)))
    )
    for subject, *row in rows:
        found.setdefault(subject, []).append(Recorded(*row))
    return found


def _record(tx: Transaction, new: Collection[Timed], at: datetime) -> int:
    """Record what has become due; how many of them nobody had recorded before."""
    return sum(
        _add.run(
            tx,
            {
                "of_key": one.due.key,
                "person": one.due.person_id,
                "of_kind": one.due.kind,
                "about": one.due.subject,
                "in_stage": one.due.stage,
                "moment": at,
                "due": one.due.due_at,
                "goes_out": one.send_at,
                "until": one.due.useful_until,
                "at_night": one.due.any_hour,
                "put_off": one.put_off_to,
            },
        )
        for one in new
    )


def _keep_waiting(tx: Transaction, changes: Iterable[Reconciled]) -> None:
    """What waits is due when it is due where its person lives now."""
    for each in changes:
        for number, timed in each.waiting:
            still = and_(reminders.c.id == number, reminders.c.state == WAITING)
            tx.connection.execute(
                update(reminders)
                .where(still)
                .values(due_at=timed.due.due_at, send_at=timed.send_at, useful_until=timed.due.useful_until)
            )


def _close(tx: Transaction, numbers: Collection[int], at: datetime) -> None:
    if numbers:
        waiting = and_(reminders.c.id.in_(numbers), reminders.c.state == WAITING)
        tx.connection.execute(update(reminders).where(waiting).values(state=CLOSED, settled_at=at))
