"""The audit: who did what, when, to what. Names and contacts never go in; identifiers and counts do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select

from storage.prepared import Prepared
from storage.records import AuditEntry
from storage.tables import audits

if TYPE_CHECKING:
    from storage.transaction import Transaction

_record = Prepared(
    insert(audits).values(
        at=bindparam("moment"),
        who=bindparam("by"),
        what=bindparam("did"),
        subject=bindparam("to"),
        details=bindparam("details_"),
    )
)


def record(tx: Transaction, who: str, what: str, subject: str, details: Mapping[str, Any], at: datetime) -> None:
    """Write one entry, such as `("person:12", "submitted", "GMP-2026-0001", {"version": 1}, now)`."""
    _record.run(tx, {"moment": at, "by": who, "did": what, "to": subject, "details_": details})


def history(tx: Transaction, subject: str) -> tuple[AuditEntry, ...]:
    """All entries about a subject, in the order in which they were written."""
    rows = tx.connection.execute(
        select(audits.c.at, audits.c.who, audits.c.what, audits.c.subject, audits.c.details)
        .where(audits.c.subject == subject)
        .order_by(audits.c.id)
    )
    return tuple(AuditEntry(*row) for row in rows)
