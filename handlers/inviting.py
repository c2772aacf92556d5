"""Invitations to a role: how long they stand, and the addresses that carry one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from storage.transaction import Transaction

INVITATION: Final = "invitation"
"""The purpose of such a link in storage."""
STANDS_FOR: Final = timedelta(days=14)


def make_invitation(tx: Transaction, role: str, area: str | None, at: datetime, by: int | None = None) -> str:
    """A token that gives a role to the one person who uses it in time; `by` is who invites, where it is a person."""
    details = None if by is None else {"by": by}
    return tx.make_link(INVITATION, role=role, area=area, details=details, expires=at + STANDS_FOR, at=at)


def links(public_url: str, token: str, username: str) -> tuple[str, ...]:
    """The addresses that carry a token: the chat page's, and Telegram's where the bot is known there."""
    page = f"{public_url}/chat?start={token}"
    return (page, f"https://t.me/{username}?start={token}") if username else (page,)
