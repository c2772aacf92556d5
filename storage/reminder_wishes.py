"""What people want of their reminders, and the days that the secretariat has set in place of a rule's own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from flows.reminders import rule_with
from storage.audit import record
from storage.reminder_records import RuleSet, Wish, WishKind
from storage.reminder_tables import reminder_rules, reminder_wishes, reminders
from storage.reminders import CLOSED, WAITING
from storage.watches import watch, watch_kind, watch_person

if TYPE_CHECKING:
    from storage.transaction import Transaction

PROGRESS = "progress"


def set_reminder_wish(tx: Transaction, person_id: int, kind: str, subject: str, wish: WishKind, at: datetime) -> None:
    """What somebody wants of a kind of reminder (`subject` empty), or of one subject of it; the last word counts.

    What waits for them of it and is not wanted is closed. Who agrees to be asked for progress names an area as the
    subject.
    """
    row = {"person_id": person_id, "kind": kind, "subject": subject}
    said = {"wish": wish, "at": at}
    tx.connection.execute(
        upsert(reminder_wishes)
        .values(**row, **said)
        .on_conflict_do_update(index_elements=["person_id", "kind", "subject"], set_=said)
    )
    if wish == "agreed":
        watch(tx, kind, f"{subject}.{person_id}" if kind == PROGRESS else subject, at)
        return
    theirs = and_(reminders.c.person_id == person_id, reminders.c.kind == kind, reminders.c.state == WAITING)
    if subject:
        theirs = and_(theirs, reminders.c.subject == subject)
    tx.connection.execute(update(reminders).where(theirs).values(state=CLOSED, settled_at=at))


def clear_reminder_wish(tx: Transaction, person_id: int, kind: str, subject: str, at: datetime) -> bool:
    """Take a wish back; False where there was none."""
    gone = tx.connection.execute(
        delete(reminder_wishes).where(
            reminder_wishes.c.person_id == person_id,
            reminder_wishes.c.kind == kind,
            reminder_wishes.c.subject == subject,
        )
    ).rowcount
    if gone:
        if kind == PROGRESS and subject:
            watch(tx, kind, f"{subject}.{person_id}", at)
        watch_person(tx, person_id, at)
    return gone > 0


def reminder_wishes_of(tx: Transaction, person_id: int) -> tuple[Wish, ...]:
    """All that somebody wants of reminders, by kind and subject."""
    rows = tx.connection.execute(
        select(reminder_wishes.c.kind, reminder_wishes.c.subject, reminder_wishes.c.wish, reminder_wishes.c.at)
        .where(reminder_wishes.c.person_id == person_id)
        .order_by(reminder_wishes.c.kind, reminder_wishes.c.subject)
    )
    return tuple(Wish(*row) for row in rows)


def set_reminder_rule(tx: Transaction, kind: str, stages: object, by: int | None, at: datetime) -> None:
    """Set the stages of a kind, given as plain data, in place of its own; `None`: its own again.

    Raises `flows.stages.WrongStages`, and `KeyError` for a kind that there is not.
    """
    if stages is None:
        tx.connection.execute(delete(reminder_rules).where(reminder_rules.c.kind == kind))
        plain = None
    else:
        plain = [stage.to_plain() for stage in rule_with(kind, stages).stages]
        given = {"stages": plain, "changed_by": by, "changed_at": at}
        tx.connection.execute(
            upsert(reminder_rules).values(kind=kind, **given).on_conflict_do_update(index_elements=["kind"], set_=given)
        )
    watch_kind(tx, kind, at)
    who = "operator" if by is None else f"person:{by}"
    record(tx, who, "set reminders", f"reminders:{kind}", {"stages": plain}, at)


def reminder_rules_set(tx: Transaction) -> tuple[RuleSet, ...]:
    """What the secretariat has set in place of the rules' own stages."""
    rows = tx.connection.execute(
        select(
            reminder_rules.c.kind, reminder_rules.c.stages, reminder_rules.c.changed_by, reminder_rules.c.changed_at
        ).order_by(reminder_rules.c.kind)
    )
    return tuple(RuleSet(kind, tuple(stages), by, at) for kind, stages, by, at in rows)
