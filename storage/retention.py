"""What need not be kept is removed when its time has passed: a few rows at a time, found by an index.

How long, and why so long, is told to operators in docs/privacy.md and to everybody by `/privacy`. What is the
Partnership's record (letters, plans, reports, meetings, who did what) is not touched, and no draft is: a draft stays
until its owner gives it up.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, Table, and_, delete, exists, or_, select

from storage import gateway
from storage.desk_tables import outbox
from storage.gateway_tables import GatewayChat, GatewayMessage
from storage.reminder_tables import reminders, watches
from storage.tables import columns_of, links

if TYPE_CHECKING:
    from storage.transaction import Transaction

NOTICES_KEPT: Final = timedelta(days=180)
"""After a notice was closed: so long it can be seen whether somebody was told, and none comes twice."""
REMINDERS_KEPT: Final = timedelta(days=400)
"""After a reminder was settled and of no use any more: the rhythms that people are reminded of are of a year."""
LINKS_KEPT: Final = timedelta(days=180)
"""After a link's end: so long whoever opens it is told that it has ended, or that they have used it."""
LEFT_CHATS_KEPT: Final = timedelta(days=30)
"""After the last message of a chat that a visitor left and nobody can open any more."""

A_FEW: Final = 200
"""So many rows of a table are removed in one transaction."""
_FEW_CHATS: Final = 10

_chats = columns_of(GatewayChat)
_messages = columns_of(GatewayMessage)

# A notice without an occurrence is one that its person gets once ever: it stays for as long as they do.
_ONCE_EVER = outbox.c.key.like("%::%")
_FACT_IS_THERE = exists().where(watches.c.kind == reminders.c.kind, watches.c.subject == reminders.c.subject)


def remove_old(tx: Transaction, at: datetime) -> bool:
    """Remove what has been kept long enough by a moment; whether there may be more of it."""
    removed = (
        _remove(tx, outbox, and_(outbox.c.closed_at < at - NOTICES_KEPT, ~_ONCE_EVER), outbox.c.closed_at),
        _remove(tx, reminders, _settled_long_ago(at - REMINDERS_KEPT), reminders.c.settled_at),
        _remove(tx, links, links.c.expires_at < at - LINKS_KEPT, links.c.expires_at),
    )
    return _erase_left_chats(tx, at - LEFT_CHATS_KEPT) or A_FEW in removed


def _settled_long_ago(before: datetime) -> ColumnElement[bool]:
    """A reminder that cannot come again: its use has ended, or the fact is gone of which it reminded."""
    return and_(reminders.c.settled_at < before, or_(reminders.c.useful_until < before, ~_FACT_IS_THERE))


def _remove(tx: Transaction, table: Table, which: ColumnElement[bool], oldest: ColumnElement[datetime]) -> int:
    few = select(table.c.id).where(which).order_by(oldest).limit(A_FEW)
    return tx.connection.execute(delete(table).where(table.c.id.in_(few))).rowcount


def _erase_left_chats(tx: Transaction, before: datetime) -> bool:
    """Erase what was said in chats of the page that were left; whether there may be more of them."""
    of_chat = _messages.c.chat_id == _chats.c.id
    said = exists().where(of_chat, _messages.c.deleted.is_(False))
    lately = exists().where(of_chat, _messages.c.sent_at >= int(before.timestamp()))
    left = select(_chats.c.id).where(_chats.c.token_hash.is_(None), said, ~lately).limit(_FEW_CHATS)
    found = tx.connection.execute(left).scalars().all()
    for chat_id in found:
        gateway.erase_chat(tx, chat_id)
    return len(found) == _FEW_CHATS
