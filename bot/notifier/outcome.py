"""What can become of a notice that was handed to a Bot API server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Gone:
    """It has gone out."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The server said to try again after so many seconds (429)."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Trouble:
    """It did not get through, and may later. `check` is the setting that may be wrong."""

    reason: str
    check: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has another number from now on: a group that became a supergroup."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The person has blocked the bot, is no more, or was never there."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It can never be sent."""

    said: str


Outcome: TypeAlias = Gone | Wait | Trouble | Moved | Unreachable | Refused
