"""Where somebody lives, as far as their own letter or partner's record says it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from flows.zones import zone_of
from storage.prepared import Prepared
from storage.tables import answers, drafts, partners, persons

if TYPE_CHECKING:
    from storage.transaction import Transaction

_registered = Prepared(
    select(partners.c.country)
    .where(partners.c.person_id == bindparam("person"), partners.c.country.is_not(None))
    .order_by(partners.c.since.desc(), partners.c.id.desc())
    .limit(1)
)
_written = Prepared(
    select(answers.c.content)
    .join_from(drafts, answers, answers.c.draft_id == drafts.c.id)
    .where(drafts.c.person_id == bindparam("person"), drafts.c.flow == "letter", answers.c.path == "country")
    .order_by(drafts.c.changed_at.desc(), drafts.c.id.desc())
    .limit(1)
)


def country_of(tx: Transaction, person_id: int) -> str | None:
    """The country (ISO 3166-1 alpha-2) of the partner that somebody wrote for, else that of the letter they wrote on
    last; `None` where neither names one."""
    if (registered := _registered.row(tx, {"person": person_id})) is not None:
        country: str = registered[0]
        return country
    written = _written.row(tx, {"person": person_id})
    content = None if written is None else written[0]
    match content:
        case {"value": str(code)}:
            return code
    return None


def zones_of(tx: Transaction, person_ids: Collection[int], at: datetime) -> Mapping[int, str]:
    """The zone (IANA) that each of some people lives by, as far as it is known, else UTC; of those that there are."""
    rows = tx.connection.execute(select(persons.c.id, persons.c.time_zone).where(persons.c.id.in_(tuple(person_ids))))
    said: dict[int, str | None] = dict(tuple(row) for row in rows)
    silent = [person for person, zone in said.items() if zone is None]
    countries = _countries_of(tx, silent) if silent else {}
    return {person: zone_of(zone, countries.get(person), at)[0] for person, zone in said.items()}


def _countries_of(tx: Transaction, person_ids: Collection[int]) -> Mapping[int, str]:
    """The country of each of some people, as `country_of` finds it; the last named counts, a partner's before all."""
    written = tx.connection.execute(
        select(drafts.c.person_id, answers.c.content)
        .join_from(drafts, answers, answers.c.draft_id == drafts.c.id)
        .where(drafts.c.person_id.in_(person_ids), drafts.c.flow == "letter", answers.c.path == "country")
        .order_by(drafts.c.changed_at, drafts.c.id)
    )
    found = {person: content["value"] for person, content in written if isinstance(content.get("value"), str)}
    registered = tx.connection.execute(
        select(partners.c.person_id, partners.c.country)
        .where(partners.c.person_id.in_(person_ids), partners.c.country.is_not(None))
        .order_by(partners.c.since, partners.c.id)
    )
    return {**found, **dict(tuple(row) for row in registered)}
