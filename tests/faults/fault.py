"""A fault that is put into the running program's surroundings for a while, and what it showed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong while `put_in` is entered, and for how many seconds.

    said: the log line that is to tell of it. over: the one that is to tell when it has passed. moved: the metric that
    is to have grown, as Prometheus' page names it. All are empty where nobody is to notice anything. twice: what was
    told may come again, since nobody knows whether it was taken.
    """

    name: str
    seconds: float
    put_in: Callable[[], AbstractAsyncContextManager[None]]
    said: str
    over: str
    moved: str
    twice: bool = False


@dataclass(slots=True)
class Outcome:
    """What a fault showed. loud: warnings and errors in the log. grown: by how much the metric grew. lost: answers
    that were confirmed and are not kept. stranded: people who did not get on. again: deliveries to the webhook that
    were not taken and came again. back: seconds from its end until everybody had gone on and the program had said that
    it was over."""

    fault: str
    lasted: float = 0.0
    said: str = ""
    loud: int = 0
    moved: str = ""
    grown: float = 0.0
    lost: int = 0
    stranded: int = 0
    again: int = 0
    back: float = 0.0
    wrong: list[str] = field(default_factory=list)


_HEAD = (
    "| fault | lasted, s | log line | lines | metric | grew by "
    "| answers lost | people stranded | delivered again | back after, s |",
    "|---|---|---|---|---|---|---|---|---|---|",
)


def table(outcomes: Sequence[Outcome]) -> str:
    """The outcomes as a table."""
    lines = [
        f"| {one.fault} | {one.lasted:.1f} | {one.said} | {one.loud} | {one.moved and f'`{one.moved}`'} "
        f"| {one.grown:g} | {one.lost} | {one.stranded} | {one.again} | {one.back:.1f} |"
        for one in outcomes
    ]
    return "\n".join((*_HEAD, *lines))
