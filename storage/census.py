"""What an operator has to know of the database: what waits to be sent, who cannot be reached, how drafts stand.

Counts only, of nobody. Each comes from an index, so that asking for them now and then costs nothing that is felt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select

from storage.desk_tables import outbox
from storage.prepared import Prepared
from storage.reminder_tables import watches
from storage.tables import chats, drafts

if TYPE_CHECKING:
    from storage.transaction import Transaction

_NOW: ColumnElement[datetime] = bindparam("now", type_=outbox.c.not_before.type)
# Asked of each open notice: a join would begin with every chat that there is.
_bot = select(chats.c.bot).where(chats.c.id == outbox.c.chat_id).correlate(outbox).scalar_subquery()
_blocked = select(chats.c.blocked_at).where(chats.c.id == outbox.c.chat_id).correlate(outbox).scalar_subquery()
# One that was tried has waited since it was made, one that never was since it was due.
_since = case((outbox.c.tries > 0, outbox.c.made_at), else_=outbox.c.not_before)
_open = (
    select(
        _bot.label("bot"),
        _blocked.label("blocked_at"),
        case((or_(outbox.c.tries > 0, outbox.c.not_before <= _NOW), _since), else_=None).label("since"),
    )
    .where(outbox.c.closed_at.is_(None))
    .subquery()
)
_reachable = _open.c.blocked_at.is_(None)
_notices = Prepared(
    select(
        _open.c.bot,
        func.count(case((_reachable, 1))),
        func.count(case((and_(_reachable, _open.c.since.is_not(None)), 1))),
        func.count(_open.c.blocked_at),
        func.min(case((_reachable, _open.c.since)), type_=outbox.c.not_before.type),
    ).group_by(_open.c.bot)
)
_blocked_chats = Prepared(
    select(chats.c.bot, func.count()).where(chats.c.blocked_at.is_not(None)).group_by(chats.c.bot)
)
_drafts = Prepared(select(drafts.c.flow, drafts.c.state, func.count()).group_by(drafts.c.flow, drafts.c.state))
_next_look = Prepared(
    select(func.min(watches.c.next_at, type_=watches.c.next_at.type)).where(watches.c.next_at.is_not(None))
)


@dataclass(frozen=True, slots=True)
class OpenNotices:
    """A bot's notices that are not done with.

    `waiting` can be sent, now or later; `due` of them should have been sent by now, the longest since `oldest_since`.
    `held` wait for people who have blocked the bot.
    """

    waiting: int = 0
    due: int = 0
    held: int = 0
    oldest_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Census:
    """Counts at one moment: notices and blocked chats by bot, drafts by flow and state.

    `next_look_at` is when the scheduler has to look at a fact next; None where there is none.
    """

    notices: Mapping[str, OpenNotices] = field(default_factory=dict)
    blocked: Mapping[str, int] = field(default_factory=dict)
    drafts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    next_look_at: datetime | None = None


def census(tx: Transaction, at: datetime) -> Census:
    """Count what an operator has to know of at a moment."""
    row = _next_look.row(tx, {})
    return Census(
        notices={bot: OpenNotices(*counts) for bot, *counts in _notices.rows(tx, {"now": at})},
        blocked=dict(_blocked_chats.rows(tx, {})),
        drafts={(flow, state): count for flow, state, count in _drafts.rows(tx, {})},
        next_look_at=None if row is None else row[0],
    )
