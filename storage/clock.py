"""The clock that the program goes by."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The moment that it is, in UTC."""
    return datetime.now(UTC)
