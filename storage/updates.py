"""Updates that were handled, so that one that comes again is recognised."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete
from sqlalchemy.dialects.postgresql import insert  # SQLite's ON CONFLICT is written the same

from storage.prepared import Prepared
from storage.tables import seen_updates

if TYPE_CHECKING:
    from storage.transaction import Transaction

_note = Prepared(
    insert(seen_updates)
    .values(bot=bindparam("bot"), update_id=bindparam("update_id"), seen_at=bindparam("seen_at"))
    .on_conflict_do_nothing()
)


def note_update(tx: Transaction, bot: str, update_id: int, at: datetime) -> bool:
    """Note that an update is being handled. False when it was handled before."""
    return _note.run(tx, {"bot": bot, "update_id": update_id, "seen_at": at}) == 1


def prune_seen(tx: Transaction, before: datetime) -> int:
    """Drop the notes of updates handled before this moment; return how many there were."""
    return tx.connection.execute(delete(seen_updates).where(seen_updates.c.seen_at < before)).rowcount
