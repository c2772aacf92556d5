"""Who belongs to the secretariat at this moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import clock

if TYPE_CHECKING:
    from storage.transaction import Transaction


def is_officer(tx: Transaction, person_id: int) -> bool:
    """Whether somebody is a member of the secretariat now: a notice may have waited for longer than a role lasts."""
    return any(role.kind == "secretariat" for role in tx.roles(person_id, clock.now()))
