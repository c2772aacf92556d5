"""Roles: what somebody is in the Partnership, for which area, from when until when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import exists, insert, or_, select, update

from storage.audit import record
from storage.records import Role
from storage.tables import roles as roles_table

if TYPE_CHECKING:
    from storage.transaction import Transaction

SECRETARIAT = "secretariat"


def grant_role(
    tx: Transaction, person_id: int, kind: str, area: str | None, at: datetime, until: datetime | None = None
) -> None:
    """Give a role from now until a moment (None: without an end). One that is held already gets the new end."""
    held = tx.connection.execute(
        update(roles_table)
        .where(
            roles_table.c.person_id == person_id,
            roles_table.c.kind == kind,
            roles_table.c.area.is_not_distinct_from(area),
            or_(roles_table.c.until.is_(None), roles_table.c.until > at),
        )
        .values(until=until)
    )
    if held.rowcount == 0:
        tx.connection.execute(
            insert(roles_table).values(person_id=person_id, kind=kind, area=area, since=at, until=until)
        )
    details = {"role": kind, "area": area, "until": until.isoformat() if until else None}
    record(tx, f"person:{person_id}", "took a role", f"person:{person_id}", details, at)


def roles(tx: Transaction, person_id: int, at: datetime) -> tuple[Role, ...]:
    """The roles that somebody holds at a moment, the oldest first."""
    rows = tx.connection.execute(
        select(roles_table.c.kind, roles_table.c.area, roles_table.c.since, roles_table.c.until)
        .where(
            roles_table.c.person_id == person_id,
            roles_table.c.since <= at,
            or_(roles_table.c.until.is_(None), roles_table.c.until > at),
        )
        .order_by(roles_table.c.id)
    )
    return tuple(Role(*row) for row in rows)


def has_secretariat(tx: Transaction) -> bool:
    """Whether anybody was ever made a member of the secretariat: until then an invitation is printed at start-up."""
    found = tx.connection.execute(select(exists().where(roles_table.c.kind == SECRETARIAT))).scalar_one()
    return bool(found)
