"""What is written down of a try: functions of the transaction that notes it, and of the lease it was made under.

Each says whether the lease was still held.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from handlers.blocking import note_block

if TYPE_CHECKING:
    from storage.store import Transaction

Note: TypeAlias = "Callable[[Transaction, str], bool]"


def sent(notice_id: int, at: datetime) -> Note:
    """It has gone out."""
    return lambda tx, lease: tx.notice_sent(notice_id, lease, at)


def closed(notice_id: int, at: datetime, outcome: str) -> Note:
    """It is done with unsent: "expired", "of no use" or "undeliverable"."""
    return lambda tx, lease: tx.notice_closed(notice_id, lease, at, outcome)


def put_off(notice_id: int, not_before: datetime) -> Note:
    """It is tried again later; the moment stands in its row, so that it outlives this process."""
    return lambda tx, lease: tx.notice_put_off(notice_id, lease, not_before)


def postponed(notice_id: int, not_before: datetime) -> Note:
    """It was not to be sent yet: its person is asleep. That was no try."""
    return lambda tx, lease: tx.notice_postponed(notice_id, lease, not_before)


def unreachable(notice_id: int, bot: str, chat_id: int, at: datetime) -> Note:
    """Its chat has blocked the bot: it is held until the chat is back, and those who depend on it are told."""

    def note(tx: Transaction, lease: str) -> bool:
        note_block(tx, bot, chat_id, at)
        return tx.notice_put_off(notice_id, lease, at)

    return note
