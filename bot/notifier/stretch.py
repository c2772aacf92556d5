"""So many arrivals in any stretch of time and no more, whatever holds some of them up on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import inf


class Stretch:
    """Lets so many through that at most `most` arrive at the other end within any `seconds`.

    A message arrives between its sending and its answer. Whoever goes `most` places later therefore goes when `seconds`
    have passed since that answer, less the shortest round trip so far: the way back of the one and the way there of the
    other take about that at least. Where all take equally long, that is when `seconds` have passed since the sending; a
    first one that has yet to connect holds others back that would else arrive together with it.
    """

    def __init__(self, most: int, seconds: float) -> None:
        self._seconds = seconds
        self._shortest = inf
        self._loop = asyncio.get_running_loop()
        # When those before were answered, whose places are free again some time later.
        self._answered: asyncio.Queue[float] = asyncio.Queue()
        for _ in range(most):
            self._answered.put_nowait(-inf)

    @asynccontextmanager
    async def round_trip(self) -> AsyncIterator[None]:
        """Wait until one more may go, in the order in which they come. Inside it goes, and is answered or not."""
        answered = await self._answered.get()
        try:
            await asyncio.sleep(answered - self._shortest + self._seconds - self._loop.time())
            begun = self._loop.time()
            try:
                yield
            finally:
                answered = self._loop.time()
                self._shortest = min(self._shortest, answered - begun)
        finally:
            self._answered.put_nowait(answered)
