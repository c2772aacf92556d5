"""What depends on who holds a role: the facts that are looked at again when a term begins, ends or is ended.

The Advisory Group and each area are bodies that meet; the secretariat convenes the one, its lead each of the others
(Framework G3(e), G3(f)).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flows.reminders import ADVISORY
from storage.watches import watch, watch_area

if TYPE_CHECKING:
    from storage.transaction import Transaction

TERM = "term"
TERM_ENDED = "term ended"
"""Kinds of what is looked at again: before a term ends, and when it has ended."""


def watch_body(tx: Transaction, area: str | None, at: datetime) -> None:
    """Have all looked at again that is told to whoever convenes a body; `area` is empty for the Advisory Group.

    It takes hold of the body's row, too: of two who record something of one body at once, the second waits here until
    the first is done.
    """
    watch(tx, "gathering", area or ADVISORY, at)
    if area is not None:
        watch_area(tx, area, at)


def watch_term(tx: Transaction, role_id: int, until: datetime | None, at: datetime) -> None:
    """Have a term looked at now, and when it ends; one without an end has nothing to be looked at."""
    if until is not None:
        watch(tx, TERM, str(role_id), at)
        watch(tx, TERM_ENDED, str(role_id), until)
