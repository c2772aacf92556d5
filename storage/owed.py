"""Prompts that were promised by a commit and have not yet gone out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, or_, select, update

from storage.prepared import Prepared
from storage.records import OwedChat
from storage.tables import chats, sessions

if TYPE_CHECKING:
    from storage.transaction import Transaction

_clear = Prepared(
    update(sessions)
    .where(sessions.c.id == bindparam("session"), sessions.c.revision == bindparam("shown"), sessions.c.owed)
    .values(owed=False, owed_to=None)
)


def owed_chats(tx: Transaction, bot: str, since: datetime) -> tuple[OwedChat, ...]:
    """The bot's chats to which a prompt is owed from a step taken since then; not those who blocked the bot."""
    rows = tx.connection.execute(
        select(chats.c.chat_id, chats.c.person_id, sessions.c.id, sessions.c.revision)
        .join_from(
            sessions,
            chats,
            and_(
                chats.c.person_id == sessions.c.person_id,
                or_(sessions.c.owed_to.is_(None), sessions.c.owed_to == chats.c.id),
            ),
        )
        .where(
            sessions.c.owed,
            sessions.c.active,
            sessions.c.changed_at >= since,
            chats.c.bot == bot,
            chats.c.blocked_at.is_(None),
        )
        .order_by(sessions.c.changed_at, chats.c.id)
    )
    return tuple(OwedChat(*row) for row in rows)


def clear_owed(tx: Transaction, shown: Iterable[tuple[int, int]]) -> None:
    """Prompts that went out, as (session, revision); a session that has moved on keeps its newer mark."""
    # In order, so that two who clear at once wait for each other and do not lock each other out.
    for session_id, revision in sorted(shown):
        _clear.run(tx, {"session": session_id, "shown": revision})
