"""Which facts have to be looked at, and when: kept beside the facts, so that a tick costs what is due and no more."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.dialects.postgresql import insert as upsert

from storage.reminder_tables import watches

if TYPE_CHECKING:
    from storage.transaction import Transaction


def watch(tx: Transaction, kind: str, subject: str, at: datetime) -> None:
    """Have a fact looked at from a moment on, whatever was set before: at once, for whoever has changed it."""
    statement = upsert(watches).values(kind=kind, subject=subject, next_at=at)
    tx.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["kind", "subject"], set_={"next_at": statement.excluded.next_at}
        )
    )
