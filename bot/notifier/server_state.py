"""Whether a Bot API server takes notices at the moment, and so how many may be handed to it at once.

A server that refuses for a moment, for one chat or for all, is left alone for a moment and then asked with one notice
at a time, until it takes one: three hundred refusals tell no more than one, and Telegram holds them against a bot.
"""

from __future__ import annotations

from typing import Final

from bot.backoff import pause_before
from bot.logs import get_logger

log = get_logger("notifier")

AT_A_TIME: Final = 16
"""Chats that are written to side by side."""
_LONGEST_SILENCE: Final = 60.0


class ServerState:
    """What the last tries with one bot's server say of it. Times are seconds of one monotonic clock."""

    def __init__(self, bot: str, at_a_time: int = AT_A_TIME) -> None:
        self._at_a_time = at_a_time
        self._failures = 0
        self._silent_until = 0.0
        self._trouble: str | None = None
        self._log = log.bind(bot=bot)

    def room(self, now: float) -> int:
        """How many notices may be under way."""
        if now < self._silent_until:
            return 0
        return 1 if self._failures else self._at_a_time

    def silence(self, now: float) -> float:
        """Seconds until it is to be asked again."""
        return max(0.0, self._silent_until - now)

    def failed(self, reason: str, check: str, now: float) -> None:
        """It did not take a notice. Those that were under way with it count once. `check` names a setting."""
        if now >= self._silent_until:
            self._silent_until = now + pause_before(self._failures, _LONGEST_SILENCE)
            self._failures += 1
        if reason != self._trouble:
            self._trouble = reason
            hint = {"check": check} if check else {}
            self._log.warning("notices are not taken, trying again quietly", reason=reason, **hint)

    def answered(self) -> None:
        """It has taken a notice, or refused one for good."""
        self._failures = 0
        self._silent_until = 0.0
        if self._trouble is not None:
            self._trouble = None
            self._log.info("notices are taken again")
