"""What a target is: a part of the program that reads what others write, and what must hold whatever they wrote."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

from tests.fuzz.drawing import Draw

Attempt: TypeAlias = Callable[[Draw], Awaitable[None]]
"""Makes one input and gives it to the program; whatever it raises is a finding."""


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the table.

    `share` is how many of a thousand inputs it gets, by what one costs and how likely it is to find something;
    `longest` is how many seconds of processor time one may take, some hundred times what most take at least;
    `reads` is the attempt itself where it is pure computing, so that a guided fuzzer can take it too.
    """

    name: str
    share: float
    opens: Callable[[], AbstractAsyncContextManager[Attempt]]
    reads: Callable[[Draw], None] | None = None
    longest: float = 5.0


def pure(name: str, share: float, reads: Callable[[Draw], None]) -> Target:
    """A target that only computes."""

    @asynccontextmanager
    async def opens() -> AsyncIterator[Attempt]:
        async def attempt(draw: Draw) -> None:
            reads(draw)

        yield attempt

    return Target(name, share, opens, reads)
