"""Updates that were handled, so that one that comes again is recognised."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert  # SQLite's ON CONFLICT is written the same

from storage.prepared import Prepared
from storage.tables import seen_updates

if TYPE_CHECKING:
    from storage.transaction import Transaction

A_FEW: Final = 1000
"""So many notes of a bot are dropped in one transaction."""

_note = Prepared(
    insert(seen_updates)
    .values(bot=bindparam("bot"), update_id=bindparam("update_id"), seen_at=bindparam("seen_at"))
    .on_conflict_do_nothing()
)


_next_bot = select(func.min(seen_updates.c.bot)).where(seen_updates.c.bot > bindparam("bot"))
_of_bot = seen_updates.c.bot == bindparam("of")
_lowest = select(seen_updates.c.update_id).where(_of_bot).order_by(seen_updates.c.update_id).limit(A_FEW)
_drop_old = delete(seen_updates).where(
    _of_bot, seen_updates.c.update_id.in_(_lowest), seen_updates.c.seen_at < bindparam("before")
)


def note_update(tx: Transaction, bot: str, update_id: int, at: datetime) -> bool:
    """Note that an update is being handled. False when it was handled before."""
    return _note.run(tx, {"bot": bot, "update_id": update_id, "seen_at": at}) == 1


def prune_seen(tx: Transaction, before: datetime) -> bool:
    """Drop the notes of updates handled before this moment, a few of each bot; whether there may be more of them.

    They are looked for among each bot's lowest ids, in the order of the key, so that an answer has no further index
    to write. Ids grow with time, but may begin anew, lower, after a week without updates (Bot API, `update_id`): then
    the higher ones wait until the lower are old too.
    """
    more = False
    bot: str | None = ""
    while (bot := tx.connection.execute(_next_bot, {"bot": bot}).scalar()) is not None:
        more |= tx.connection.execute(_drop_old, {"of": bot, "before": before}).rowcount == A_FEW
    return more
