"""Where people live: known from their country where it has one time, else asked, once and without holding them up."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from flows.zones import zone_of
from storage.desk_records import NewNotice

if TYPE_CHECKING:
    from storage.transaction import Transaction

ASKED: Final = "time zone"
"""The kind of notice that asks."""


def lives_in(tx: Transaction, person_id: int, at: datetime) -> str:
    """The zone that somebody lives by, from themselves or from their country; empty where it is not known."""
    person = tx.person(person_id)
    if person is None:
        return ""
    country = None if person.time_zone else tx.country_of(person_id)
    zone, known = zone_of(person.time_zone, country, at)
    return zone if known else ""


def learn(tx: Transaction, person_id: int, at: datetime) -> bool:
    """Whether it is known where somebody lives: from themselves, or from now on from the country that they named."""
    person = tx.person(person_id)
    if person is None:
        return False
    if person.time_zone:
        return True
    zone, known = zone_of(None, tx.country_of(person_id), at)
    if known:
        tx.set_time_zone(person_id, zone)
    return known


def learn_or_ask(tx: Transaction, person_id: int, at: datetime) -> None:
    """The same, for whoever gets a role or is invited to a meeting; where it is not known they are asked, once ever."""
    if not learn(tx, person_id, at) and tx.person(person_id) is not None:
        tx.enqueue(NewNotice(ASKED, person_id, f"person:{person_id}", "", {}, at))
