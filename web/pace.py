"""How fast anyone may go: token buckets in memory, one for each visitor or address."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass

MOST_KNOWN = 10_000


@dataclass(frozen=True, slots=True)
class Pace:
    """So many at once, and then so many a second."""

    at_once: float
    per_second: float


WRITING = Pace(at_once=40, per_second=3)
"""A person writes and presses; a file counts several times."""
ARRIVING = Pace(at_once=40, per_second=0.5)
"""New visitors from one address: a class or an office arrives at once, a crowd does not."""


class Buckets:
    """A bucket of tokens for each key; a full bucket is forgotten."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._buckets: dict[Hashable, tuple[float, float]] = {}

    def take(self, key: Hashable, tokens: float = 1) -> int:
        """Take tokens: 0 when there were enough, else the whole seconds to wait; then none is taken."""
        now = self._clock()
        left, at = self._buckets.get(key, (self._pace.at_once, now))
        left = min(left + (now - at) * self._pace.per_second, self._pace.at_once)
        if left < tokens:
            self._buckets[key] = (left, now)
            return math.ceil((tokens - left) / self._pace.per_second)
        self._buckets[key] = (left - tokens, now)
        if len(self._buckets) > MOST_KNOWN:
            self._forget_full(now)
        return 0

    def give_back(self, key: Hashable, tokens: float = 1) -> None:
        """Tokens that were taken for something that did not count after all."""
        left, at = self._buckets.get(key, (self._pace.at_once, self._clock()))
        self._buckets[key] = (min(left + tokens, self._pace.at_once), at)

    def _forget_full(self, now: float) -> None:
        refill = self._pace.at_once / self._pace.per_second
        self._buckets = {key: one for key, one in self._buckets.items() if now - one[1] < refill}
