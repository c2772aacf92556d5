"""Growing pauses between tries, shortened by chance so that many who failed at once do not return at once."""

from __future__ import annotations

import random

_FIRST = 0.5
_MOST_DOUBLINGS = 12


def pause_before(retry: int, longest: float) -> float:
    """Seconds to wait before the given retry (0 is the first): doubling from half a second to `longest`."""
    whole = min(longest, _FIRST * float(1 << min(retry, _MOST_DOUBLINGS)))
    return whole * random.uniform(0.5, 1.0)  # noqa: S311  # spreads load, guards nothing
