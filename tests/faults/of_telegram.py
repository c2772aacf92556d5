"""What goes wrong with the Bot API server and the way there: each wrong answer, for each of those who call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from benchmarks.wire import Call
from tests.faults.disturbed import (
    BAD_GATEWAY,
    BAD_GATEWAY_IN_JSON,
    BROKEN,
    EMPTY,
    HALF_AN_ANSWER,
    PAGE_FOR_AN_ANSWER,
    TOO_MANY,
    CutOff,
    Disturbance,
    Silence,
    Way,
    answers,
    asks,
    tells,
)
from tests.faults.fault import Fault
from tests.faults.trial import OFFICERS


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls the server, which calls are theirs, and what is said and counted when these go wrong."""

    name: str
    calls: Callable[[Call], bool]
    said: str
    over: str
    what: str


CALLERS: Final = (
    Caller(
        "updates",
        asks,
        "the Bot API server does not answer, trying again quietly",
        "the Bot API server answers again",
        "call",
    ),
    Caller("replies", answers(OFFICERS), "a reply is tried again", "replies get through again", "reply"),
    Caller(
        "notices", tells(OFFICERS), "notices are not taken, trying again quietly", "notices are taken again", "notice"
    ),
)
DISTURBANCES: Final[dict[str, Disturbance]] = {
    "429": TOO_MANY,
    "500": BROKEN,
    "502 with a page": BAD_GATEWAY,
    "502 with JSON of its own": BAD_GATEWAY_IN_JSON,
    "200 with a page": PAGE_FOR_AN_ANSWER,
    "half of the JSON": HALF_AN_ANSWER,
    "nothing in the answer": EMPTY,
    "reset in the answer": CutOff(),
    "no answer": Silence(),
}
# Longer than each caller waits for an answer.
_SILENT_FOR: Final = 48.0


def fault(way: Way, name: str, caller: Caller, seconds: float) -> Fault:
    """One wrong answer for one caller."""
    disturbance = DISTURBANCES[name]
    if isinstance(disturbance, Silence):
        seconds = _SILENT_FOR
    put_in = partial(way.disturbed, disturbance, caller.calls)
    moved = f'quicksilver_retries_total{{bot="telegram",what="{caller.what}"}}'
    twice = isinstance(disturbance, CutOff)
    return Fault(f"{caller.name}: {name}", seconds, put_in, caller.said, caller.over, moved, twice)


def all_faults(way: Way, seconds: float) -> Sequence[Fault]:
    """Each wrong answer for each caller."""
    return [fault(way, name, caller, seconds) for name in DISTURBANCES for caller in CALLERS]


def of_replies(way: Way, seconds: float) -> Sequence[Fault]:
    """Each wrong answer that does not have to be waited for, to what the program answers."""
    (caller,) = (one for one in CALLERS if one.name == "replies")
    return [fault(way, name, caller, seconds) for name, one in DISTURBANCES.items() if not isinstance(one, Silence)]


def short(way: Way, seconds: float) -> Sequence[Fault]:
    """Each wrong answer that does not have to be waited for, for one caller each."""
    names = [name for name, one in DISTURBANCES.items() if not isinstance(one, Silence)]
    return [fault(way, name, CALLERS[number % len(CALLERS)], seconds) for number, name in enumerate(names)]
