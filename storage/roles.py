"""Roles: what somebody is in the Partnership, for which area, from when until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from storage.audiences import role_changed
from storage.audit import record
from storage.bodies import watch_term
from storage.desk_records import Holder
from storage.errors import LastOfficer
from storage.letters import unreachable
from storage.people import called
from storage.prepared import Prepared
from storage.records import Role
from storage.tables import persons
from storage.tables import roles as roles_table
from storage.watches import watch_role

if TYPE_CHECKING:
    from storage.transaction import Transaction

SECRETARIAT = "secretariat"

_holders = select(
    roles_table.c.id,
    persons.c.id,
    called(),
    persons.c.language,
    roles_table.c.kind,
    roles_table.c.area,
    roles_table.c.since,
    roles_table.c.until,
    unreachable(persons.c.id),
).join_from(roles_table, persons, persons.c.id == roles_table.c.person_id)


def in_force(at: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """That a role is held at a moment."""
    return and_(roles_table.c.since <= at, or_(roles_table.c.until.is_(None), roles_table.c.until > at))


_roles = Prepared(
    select(roles_table.c.kind, roles_table.c.area, roles_table.c.since, roles_table.c.until)
    .where(roles_table.c.person_id == bindparam("person"), in_force(bindparam("moment")))
    .order_by(roles_table.c.id)
)


_kind_held = _holders.where(roles_table.c.kind == bindparam("of_kind"), in_force(bindparam("moment")))
_holders_of_kind = Prepared(_kind_held.order_by(roles_table.c.id))
_holders_for_area = Prepared(_kind_held.where(roles_table.c.area == bindparam("of_area")).order_by(roles_table.c.id))


def grant_role(
    tx: Transaction, person_id: int, kind: str, area: str | None, at: datetime, until: datetime | None = None
) -> None:
    """Give a role from now until a moment (None: without an end). One that is held already gets the new end.

    Where what is held is a term that began earlier, that term ends and another begins, so that terms can be counted:
    a chair has two at most (Framework G3(d)). Terms that are renewed or decided on are begun by `begin_term`, which
    leaves no gap and keeps how each came about.
    """
    held = and_(
        roles_table.c.person_id == person_id,
        roles_table.c.kind == kind,
        roles_table.c.area.is_not_distinct_from(area),
        or_(roles_table.c.until.is_(None), roles_table.c.until > at),
    )
    earlier_term = and_(held, roles_table.c.until.is_not(None), roles_table.c.since < at)
    run = tx.connection.execute
    ended = run(update(roles_table).where(earlier_term).values(until=at).returning(roles_table.c.id)).scalars().all()
    given = run(update(roles_table).where(held).values(until=until).returning(roles_table.c.id)).scalars().all()
    if not given:
        row = insert(roles_table).values(person_id=person_id, kind=kind, area=area, since=at, until=until)
        given = run(row.returning(roles_table.c.id)).scalars().all()
    role_changed(tx, kind, area, at)
    for role_id in (*ended, *given):
        watch_role(tx, role_id, kind, area, at)
    for role_id in given:
        watch_term(tx, role_id, until, at)
    details = {"role": kind, "area": area, "until": until.isoformat() if until else None}
    record(tx, f"person:{person_id}", "took a role", f"person:{person_id}", details, at)


def holders(tx: Transaction, kind: str, at: datetime, area: str | None = None) -> tuple[Holder, ...]:
    """Who holds a role at a moment, for one area or for any; the one who has it longest first."""
    held = {"of_kind": kind, "moment": at}
    if area is None:
        return tuple(Holder(*row) for row in _holders_of_kind.rows(tx, held))
    return tuple(Holder(*row) for row in _holders_for_area.rows(tx, {**held, "of_area": area}))


def holder(tx: Transaction, role_id: int, at: datetime) -> Holder | None:
    """Who holds a role, by the role's identifier; None where it has ended, or there is none."""
    return next(iter(_read(tx, _holders.where(roles_table.c.id == role_id, in_force(at)))), None)


def people_with_roles(tx: Transaction, at: datetime, offset: int, limit: int) -> tuple[tuple[Holder, ...], int]:
    """Some of the roles that are held at a moment, a person's together and by name, and how many there are in all."""
    in_order = func.lower(called()), persons.c.id, roles_table.c.id
    query = _holders.where(in_force(at)).order_by(*in_order).offset(max(0, offset)).limit(limit)
    total = select(func.count()).select_from(roles_table).where(in_force(at))
    return _read(tx, query), tx.connection.execute(total).scalar_one()


def terms(tx: Transaction, kind: str) -> tuple[Holder, ...]:
    """Who has held a role and who holds it, the first first."""
    return _read(tx, _holders.where(roles_table.c.kind == kind).order_by(roles_table.c.since, roles_table.c.id))


def end_role(tx: Transaction, role_id: int, by: int | None, at: datetime) -> Holder | None:
    """End somebody's role now (`by` None: from the command line); None where it has ended already.

    Raises `LastOfficer` for the role of the only member of the secretariat.
    """
    # In order and before anything is read, so that of two officers who end each other's role one stays.
    officers = tx.connection.execute(
        select(roles_table.c.id, roles_table.c.person_id)
        .where(roles_table.c.kind == SECRETARIAT, in_force(at))
        .order_by(roles_table.c.id)
        .with_for_update()
    ).all()
    held = holder(tx, role_id, at)
    if held is None:
        return None
    others = {officer.person_id for officer in officers} - {held.person_id}
    if held.kind == SECRETARIAT and not others:
        raise LastOfficer
    return end_at(tx, role_id, by, at)


def end_at(tx: Transaction, role_id: int, by: int | None, at: datetime) -> Holder | None:
    """End a role that somebody holds, and with it a further term of theirs that was to follow; None where it has ended.

    For the modules of this room; whether a member of the secretariat may go is asked before.
    """
    held = holder(tx, role_id, at)
    if held is None:
        return None
    ended = tx.connection.execute(update(roles_table).where(roles_table.c.id == role_id, in_force(at)).values(until=at))
    if ended.rowcount == 0:
        return None
    role_changed(tx, held.kind, held.area, at)
    to_follow = and_(
        roles_table.c.person_id == held.person_id,
        roles_table.c.kind == held.kind,
        roles_table.c.area.is_not_distinct_from(held.area),
        roles_table.c.since > at,
    )
    tx.connection.execute(delete(roles_table).where(to_follow))
    watch_role(tx, role_id, held.kind, held.area, at)
    watch_term(tx, role_id, at, at)
    who = "operator" if by is None else f"person:{by}"
    details = {"role": held.kind, "area": held.area}
    record(tx, who, "ended a role", f"person:{held.person_id}", details, at)
    return replace(held, until=at)


def roles(tx: Transaction, person_id: int, at: datetime) -> tuple[Role, ...]:
    """The roles that somebody holds at a moment, the oldest first."""
    return tuple(Role(*row) for row in _roles.rows(tx, {"person": person_id, "moment": at}))


def has_secretariat(tx: Transaction) -> bool:
    """Whether anybody was ever made a member of the secretariat: until then an invitation is printed at start-up."""
    found = tx.connection.execute(select(exists().where(roles_table.c.kind == SECRETARIAT))).scalar_one()
    return bool(found)


def _read(tx: Transaction, query: Select[Any]) -> tuple[Holder, ...]:
    return tuple(Holder(*row) for row in tx.connection.execute(query))
