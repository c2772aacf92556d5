"""The duty that removes what has been kept long enough, once a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.transaction import Transaction

RETENTION: Final = "retention"
"""The kind of its watch, which `bot.database` sets at every start; there is one, without a subject."""
_EVERY: Final = timedelta(days=1)


def remove(tx: Transaction, kind: str, subject: str, at: datetime, _: Surroundings) -> None:
    """Remove a few rows, and look again: where there may be more at once, in another transaction, else tomorrow."""
    tx.watch(kind, subject, at if tx.remove_old(at) else at + _EVERY)
