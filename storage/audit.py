"""The audit: who did what, when, to what. Names and contacts never go in; identifiers and counts do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from storage.records import AuditEntry
from storage.tables import audits

if TYPE_CHECKING:
    from storage.transaction import Transaction


def record(tx: Transaction, who: str, what: str, subject: str, details: Mapping[str, Any], at: datetime) -> None:
    """Write one entry, such as `("person:12", "submitted", "GMP-2026-0001", {"version": 1}, now)`."""
    tx.connection.execute(insert(audits).values(at=at, who=who, what=what, subject=subject, details=details))


def history(tx: Transaction, subject: str) -> tuple[AuditEntry, ...]:
    """All entries about a subject, in the order in which they were written."""
    rows = tx.connection.execute(
        select(audits.c.at, audits.c.who, audits.c.what, audits.c.subject, audits.c.details)
        .where(audits.c.subject == subject)
        .order_by(audits.c.id)
    )
    return tuple(AuditEntry(*row) for row in rows)
