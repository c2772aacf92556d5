"""The seats of the Advisory Group: who sits in it, whom they stand for, and who could be given a role (G3(a)-(c))."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from storage.audit import record
from storage.people import called
from storage.roles import in_force
from storage.tables import partners, persons
from storage.tables import roles as roles_table
from storage.term_records import Candidate, Seat, Seated
from storage.term_tables import seats

if TYPE_CHECKING:
    from storage.transaction import Transaction

SITTING = ("adviser", "chair")
"""Who sits in the Advisory Group: its members, and its chair (G3(a), G3(d))."""

_SEAT = (
    seats.c.comes_as,
    seats.c.area,
    seats.c.category,
    seats.c.country,
    seats.c.region,
    seats.c.developing,
    seats.c.gender,
    seats.c.changed_at,
)


def seated(tx: Transaction, at: datetime) -> tuple[Seated, ...]:
    """Who sits in the Advisory Group at a moment, each once, by name."""
    rows = tx.connection.execute(
        select(
            roles_table.c.id,
            roles_table.c.person_id,
            called().label("name"),
            roles_table.c.kind,
            roles_table.c.since,
            roles_table.c.until,
        )
        .join_from(roles_table, persons, persons.c.id == roles_table.c.person_id)
        .where(roles_table.c.kind.in_(SITTING), in_force(at))
        .order_by(roles_table.c.id)
    ).all()
    people = sorted({row.person_id for row in rows})
    kept, led, named = _seats_of(tx, people), _led_by(tx, people, at), _partners_of(tx, people)
    found = []
    for person in people:
        theirs = [row for row in rows if row.person_id == person]
        # A member's own role does not end with the chair's term, so the seat is kept with it where there is one.
        own = next((row for row in theirs if row.kind != "chair"), theirs[0])
        chair = next((row for row in theirs if row.kind == "chair"), None)
        category, country = named.get(person, ("", ""))
        found.append(
            Seated(
                own.id,
                person,
                own.name,
                min(row.since for row in theirs),
                None if chair is None else chair.id,
                None if chair is None else chair.until,
                tuple(led[person]),
                kept.get(person, Seat()),
                category,
                country,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.person_id)))


def keep_seat(tx: Transaction, role_id: int, seat: Seat, by: int, at: datetime) -> None:
    """Keep whom a member stands for, in place of what was kept before."""
    values = {
        "comes_as": seat.comes_as,
        "area": seat.area,
        "category": seat.category,
        "country": seat.country,
        "region": seat.region,
        "developing": seat.developing,
        "gender": seat.gender,
        "changed_at": at,
    }
    statement = upsert(seats).values(role_id=role_id, **values)
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["role_id"], set_=values))
    # What was told stands in the seat; of it the audit says only that it changed.
    record(tx, f"person:{by}", "changed a seat", f"role:{role_id}", {}, at)


def candidates(tx: Transaction, kinds: Sequence[str], at: datetime) -> tuple[Candidate, ...]:
    """Everybody who holds one of these roles at a moment, each once, by name."""
    rows = tx.connection.execute(
        select(persons.c.id, persons.c.name)
        .where(
            persons.c.id.in_(select(roles_table.c.person_id).where(roles_table.c.kind.in_(tuple(kinds)), in_force(at)))
        )
        .order_by(persons.c.id)
    ).all()
    names = _partner_names(tx, [row.id for row in rows])
    found = (Candidate(row.id, row.name, names.get(row.id, "")) for row in rows)
    return tuple(sorted(found, key=lambda one: ((one.partner or one.name).casefold(), one.person_id)))


def _seats_of(tx: Transaction, people: Sequence[int]) -> dict[int, Seat]:
    """What people told last, be it with an earlier role: a term that follows another changes nothing of it."""
    rows = tx.connection.execute(
        select(roles_table.c.person_id, *_SEAT)
        .join_from(seats, roles_table, roles_table.c.id == seats.c.role_id)
        .where(roles_table.c.person_id.in_(people))
        .order_by(seats.c.changed_at, seats.c.role_id)
    )
    return {person: Seat(*told) for person, *told in rows}


def _led_by(tx: Transaction, people: Sequence[int], at: datetime) -> defaultdict[int, list[str]]:
    led: defaultdict[int, list[str]] = defaultdict(list)
    rows = tx.connection.execute(
        select(roles_table.c.person_id, roles_table.c.area)
        .where(roles_table.c.kind == "lead", roles_table.c.person_id.in_(people), in_force(at))
        .where(roles_table.c.area.is_not(None))
        .order_by(roles_table.c.id)
    )
    for person, area in rows:
        led[person].append(area)
    return led


def _partners_of(tx: Transaction, people: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The category and the country of the partner that each is; of several the one registered first."""
    rows = tx.connection.execute(
        select(partners.c.person_id, partners.c.category, partners.c.country)
        .where(partners.c.person_id.in_(people))
        .order_by(partners.c.id.desc())
    )
    return {person: (category, country or "") for person, category, country in rows}


def _partner_names(tx: Transaction, people: Sequence[int]) -> dict[int, str]:
    rows = tx.connection.execute(
        select(partners.c.person_id, partners.c.name)
        .where(partners.c.person_id.in_(people))
        .order_by(partners.c.id.desc())
    )
    return {person: name for person, name in rows}  # noqa: C416 - rows are no pairs to the type checker
