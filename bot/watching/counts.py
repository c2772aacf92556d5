"""What the program has done since its start, counted where it is done.

Prometheus' own counters take a lock at each step, and importing them takes forty milliseconds: here a step is an
addition, everything being counted in one event loop, and `bot.watching.metrics` puts the counts into its form when
somebody asks for them. Whoever counts often keeps the `Count` or the `Times` that it adds to.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

_BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds that answers are sorted by."""


class Count:
    """How often something happened."""

    __slots__ = ("count",)

    def __init__(self) -> None:
        self.count = 0


class Times:
    """How long something took, sorted by bounds: `sorted_by[i]` took no longer than the bound there, the last longer
    than all; `total` is their sum. Seconds."""

    __slots__ = ("sorted_by", "total")

    bounds = _BOUNDS

    def __init__(self) -> None:
        self.sorted_by = [0] * (len(_BOUNDS) + 1)
        self.total = 0.0

    def note(self, seconds: float) -> None:
        """Something took so long."""
        self.sorted_by[bisect_left(_BOUNDS, seconds)] += 1
        self.total += seconds


class Counted:
    """A count for each combination of labels that has come up. `name` is the metric's, as Prometheus is told."""

    def __init__(self, name: str, meaning: str, labels: tuple[str, ...] = ()) -> None:
        self.name = name
        self.meaning = meaning
        self.labels = labels
        self._counts: dict[tuple[str, ...], Count] = {}

    def of(self, *values: str) -> Count:
        """The count for these values of the labels; from now on it is shown, if only as 0."""
        count = self._counts.get(values)
        if count is None:
            count = self._counts[values] = Count()
        return count

    def __iter__(self) -> Iterator[tuple[tuple[str, ...], Count]]:
        return iter(tuple(self._counts.items()))


class Timed:
    """Times for each bot. `name` is the metric's, as Prometheus is told."""

    labels = ("bot",)

    def __init__(self, name: str, meaning: str) -> None:
        self.name = name
        self.meaning = meaning
        self._times: dict[str, Times] = {}

    def of(self, bot: str) -> Times:
        """The times of a bot."""
        return self._times.setdefault(bot, Times())

    def __iter__(self) -> Iterator[tuple[str, Times]]:
        return iter(tuple(self._times.items()))


UPDATES: Final = Counted(
    "quicksilver_updates", "Updates taken, by kind, and by what became of them", ("bot", "kind", "outcome")
)
DELIVERIES_REFUSED: Final = Counted(
    "quicksilver_deliveries_refused", "Calls of the webhook that are no update of Telegram's, by why", ("bot", "why")
)
REPLIES: Final = Counted(
    "quicksilver_replies", "Replies that are done with, by what became of them", ("bot", "outcome")
)
NOTICES: Final = Counted("quicksilver_notices", "Tries to deliver a notice, by outcome", ("bot", "outcome"))
RETRIES: Final = Counted("quicksilver_retries", "What has to be tried again, by what it is", ("bot", "what"))
CONNECTIONS_LOST: Final = Counted(
    "quicksilver_connections_lost", "Connections to the database that broke off at work, which is then done again"
)
# Each kind begins with its first error, and Prometheus sees no increase in what was not there before: so a sum too.
ERRORS: Final = Counted("quicksilver_errors", "Errors that were logged")
ERRORS_BY_KIND: Final = Counted(
    "quicksilver_errors_by_kind", "Errors that were logged, by what the log says", ("kind",)
)
COMMIT_SECONDS: Final = Timed("quicksilver_commit_seconds", "From an update's arrival until its result was committed")
ANSWER_SECONDS: Final = Timed("quicksilver_answer_seconds", "From an update's arrival until its answer had gone out")

COUNTED: Final = (UPDATES, DELIVERIES_REFUSED, REPLIES, NOTICES, RETRIES, CONNECTIONS_LOST, ERRORS, ERRORS_BY_KIND)
TIMED: Final = (COMMIT_SECONDS, ANSWER_SECONDS)

_errors = ERRORS.of()


def count_error(kind: str) -> None:
    """An error was logged. `kind` is one of the program's own sentences, never what a library or a person said."""
    _errors.count += 1
    ERRORS_BY_KIND.of(kind).count += 1
