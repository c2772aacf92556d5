"""Rows for whoever takes partners, letters and the audit elsewhere: plain values, and nothing private."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sqlalchemy import Select, and_, func, select

from storage.desk_tables import letters, partner_areas
from storage.tables import areas, audits, partners, submissions

if TYPE_CHECKING:
    from storage.transaction import Transaction

Exported: TypeAlias = Literal["partners", "letters", "audit"]

_partners = (
    select(
        partners.c.id,
        func.coalesce(letters.c.reference, "").label("reference"),
        partners.c.name,
        partners.c.category,
        partners.c.country,
        partners.c.since,
        partners.c.version,
        partners.c.public,
        partners.c.withdrawn_at,
        partners.c.shares_contacts,
        partners.c.changed_at,
    )
    .outerjoin_from(partners, letters, letters.c.id == partners.c.letter_id)
    .order_by(partners.c.id)
)
_letters = (
    select(
        letters.c.reference,
        letters.c.title.label("name"),
        letters.c.state,
        letters.c.version,
        func.coalesce(partners.c.version, 0).label("registered_version"),
        letters.c.sent_at,
        letters.c.changed_at,
        submissions.c.snapshot,
    )
    .join_from(
        letters,
        submissions,
        and_(submissions.c.reference == letters.c.reference, submissions.c.version == letters.c.version),
    )
    .outerjoin(partners, partners.c.letter_id == letters.c.id)
    .order_by(letters.c.reference)
)
_audit = select(audits.c.at, audits.c.who, audits.c.what, audits.c.subject, audits.c.details).order_by(audits.c.id)


def export_rows(tx: Transaction, what: Exported) -> Iterator[dict[str, Any]]:
    """One row after another, to be read within the transaction. Times are ISO 8601 in UTC.

    "partners": with their `areas` as a list. "letters": the newest version of each with its public `answers` by path.
    "audit": who did what, when, to what, with `details` as data.
    """
    match what:
        case "partners":
            return _partner_rows(tx)
        case "letters":
            return _letter_rows(tx)
        case "audit":
            return _rows(tx, _audit)


def _partner_rows(tx: Transaction) -> Iterator[dict[str, Any]]:
    their_areas: dict[int, list[str]] = {}
    rows = tx.connection.execute(
        select(partner_areas.c.partner_id, partner_areas.c.area)
        .outerjoin_from(partner_areas, areas, areas.c.key == partner_areas.c.area)
        .order_by(func.coalesce(areas.c.position, 1_000_000), partner_areas.c.area)
    )
    for partner_id, area in rows:
        their_areas.setdefault(partner_id, []).append(area)
    for row in _rows(tx, _partners):
        yield {**row, "areas": their_areas.get(row["id"], [])}


def _letter_rows(tx: Transaction) -> Iterator[dict[str, Any]]:
    for row in _rows(tx, _letters):
        snapshot = row.pop("snapshot")
        yield {**row, "language": snapshot.get("language", ""), "answers": snapshot.get("answers", {})}


def _rows(tx: Transaction, query: Select[Any]) -> Iterator[dict[str, Any]]:
    for row in tx.connection.execute(query).mappings():
        yield {key: value.isoformat() if isinstance(value, datetime) else value for key, value in row.items()}
