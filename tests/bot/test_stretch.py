"""So many arrivals in any stretch of time and no more, on a clock that passes as soon as nobody has anything to do."""

from __future__ import annotations

import asyncio
import random
import selectors
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from benchmarks.notices import most_within
from bot.notifier.stretch import Stretch


class _Passing(selectors.DefaultSelector):
    """Passes the time that the loop would wait, at once."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += timeout or 0.0
        return super().select(0)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._passing = _Passing()
        super().__init__(self._passing)

    def time(self) -> float:
        return self._passing.now


def run(story: Callable[[], Coroutine[Any, Any, list[float]]]) -> list[float]:
    """What a story returns, in passing time."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(story())


def arrivals(most: int, period: float, ways: list[tuple[float, float]], stalls: dict[int, float]) -> list[float]:
    """When messages arrive that are sent every so often, each with its ways there and back; before some of them the
    process does nothing for a while."""

    async def story() -> list[float]:
        stretch, loop, found = Stretch(most, 1.0), asyncio.get_running_loop(), []

        async def one(there: float, back: float) -> None:
            async with stretch.round_trip():
                await asyncio.sleep(there)
                found.append(loop.time())
                await asyncio.sleep(back)

        async with asyncio.TaskGroup() as all_of_them:
            for number, way in enumerate(ways):
                loop._passing.now += stalls.get(number, 0.0)  # type: ignore[attr-defined]
                all_of_them.create_task(one(*way))
                await asyncio.sleep(period)
        return sorted(found)

    return run(story)


@pytest.mark.parametrize("seed", range(20))
def test_however_long_the_ways_and_the_stalls_no_stretch_has_more(seed: int):
    chance = random.Random(seed)
    ways = [(chance.uniform(0.01, 0.4), chance.uniform(0.01, 0.4)) for _ in range(200)]
    stalls = {number: chance.uniform(0.0, 0.8) for number in range(0, 200, 17)}
    assert most_within(arrivals(30, 1 / 40, ways, stalls), 1.0) <= 30


def test_a_first_message_that_has_to_connect_does_not_arrive_together_with_too_many():
    found = arrivals(30, 1 / 29.5, [(0.2, 0.005), *[(0.005, 0.005)] * 100], {})
    assert most_within(found, 1.0) <= 30


def test_where_all_take_equally_long_the_pace_is_kept():
    found = arrivals(30, 1 / 29, [(0.05, 0.05)] * 300, {})
    assert (len(found) - 1) / (found[-1] - found[0]) == pytest.approx(29, rel=0.01)


def test_whoever_gives_up_waiting_takes_no_place():
    async def story() -> list[float]:
        stretch, loop = Stretch(1, 1.0), asyncio.get_running_loop()
        async with stretch.round_trip():
            pass
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5), stretch.round_trip():
                pass
        async with stretch.round_trip():
            return [loop.time()]

    assert run(story) == pytest.approx([1.0])
