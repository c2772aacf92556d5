"""The time that the program goes by: the machine's clock, which a test may move forward while the program runs.

Everything that asks for the time asks here, so that the chat, the notices and the gateway behind the chat page always
agree. In production nothing is ever moved: `bot.settings` refuses TEST_CLOCK there.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

_STANDING = timedelta(0)


class Clock:
    """The machine's clock, and by how much a file says that this one is ahead of it."""

    def __init__(self) -> None:
        self._file: Path | None = None
        self._ahead = _STANDING

    def now(self) -> datetime:
        """The moment it is, in UTC."""
        return datetime.now(UTC) + self.ahead()

    def follow(self, file: Path | None) -> None:
        """Be ahead by the seconds that a file holds, whatever it holds at each time; `None`: follow no file.

        Raises `ValueError` when the file cannot be read or holds no number of seconds.
        """
        self._file, self._ahead = None, _STANDING
        if file is None:
            return
        try:
            self._ahead = _seconds(file.read_text(encoding="ascii"))
        except (OSError, OverflowError) as problem:
            raise ValueError("no file with a number of seconds") from problem
        self._file = file

    def ahead(self) -> timedelta:
        """By how much this clock is ahead of the machine's.

        The file is so short that reading it costs no more than asking whether it has changed. While it is being
        written anew it may be empty for a moment: the clock goes on as it was.
        """
        if self._file is not None and (said := self._file.read_text(encoding="ascii")).strip():
            self._ahead = _seconds(said)
        return self._ahead


_clock = Clock()
now = _clock.now
follow = _clock.follow
ahead = _clock.ahead


def _seconds(said: str) -> timedelta:
    ahead = timedelta(seconds=float(said))
    if ahead < _STANDING:
        raise ValueError("a clock is moved forward only")
    return ahead
