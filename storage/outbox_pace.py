"""When a bot may send its notices: moments that all processes which deliver for it share out among themselves.

A bot's limit is one for all its processes, so the next free moment stands in the database: whoever claims notices takes
as many moments with them, and no two take the same (the generic cell rate algorithm without a burst).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once

from storage.outbox import claim_notices
from storage.prepared import Prepared
from storage.reminder_tables import outbox_paces

if TYPE_CHECKING:
    from storage.desk_records import Notice
    from storage.transaction import Transaction

_made = Prepared(
    insert_once(outbox_paces)
    .values(bot=bindparam("of"), free_at=bindparam("moment"))
    .on_conflict_do_nothing(index_elements=["bot"])
)
# Locked, so that of two processes the second counts on from where the first has taken.
_free_at = Prepared(select(outbox_paces.c.free_at).where(outbox_paces.c.bot == bindparam("of")).with_for_update())
_taken = Prepared(update(outbox_paces).where(outbox_paces.c.bot == bindparam("of")).values(free_at=bindparam("moment")))


@dataclass(frozen=True, slots=True)
class SendPace:
    """`period` is the time between two sends; moments are taken no further than `ahead` of now."""

    period: timedelta
    ahead: timedelta


def claim_paced(
    tx: Transaction,
    bot: str,
    at: datetime,
    lease: str,
    until: datetime,
    limit: int,
    pace: SendPace,
    *,
    beside: int = 0,
) -> tuple[tuple[Notice, datetime], ...]:
    """Claim notices as `claim_notices` does, each with the moment at which it may be sent.

    `beside` is how much else the bot has sent since the last call, such as answers: notices make way for it.
    """
    free = _next_free(tx, bot, at) + beside * pace.period
    room = max(0, int((at + pace.ahead - free) / pace.period))
    claimed = claim_notices(tx, bot, at, lease, until, min(limit, room))
    if claimed or beside:
        _taken.run(tx, {"of": bot, "moment": free + len(claimed) * pace.period})
    return tuple((notice, free + number * pace.period) for number, notice in enumerate(claimed))


def take_sends(tx: Transaction, bot: str, at: datetime, count: int, pace: SendPace) -> Sequence[datetime]:
    """Moments for so many further sends, however far ahead: for a notice of several messages, or one that has missed
    its moment."""
    free = _next_free(tx, bot, at)
    _taken.run(tx, {"of": bot, "moment": free + count * pace.period})
    return [free + number * pace.period for number in range(count)]


def _next_free(tx: Transaction, bot: str, at: datetime) -> datetime:
    row = _free_at.row(tx, {"of": bot})
    if row is None:
        _made.run(tx, {"of": bot, "moment": at})
        row = _free_at.row(tx, {"of": bot})
    found: datetime = at if row is None else row[0]
    return max(found, at)
