"""What is tried and what it showed, and the table of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Plan:
    """What is tried: how many people at once, how many of them at plans, how many kills, thinking so many seconds, from
    which seed."""

    people: int
    at_plans: int
    kills: int
    pause: float
    seed: int


@dataclass(slots=True)
class Found:
    """What a trial showed. in_hand: updates that were not confirmed when the program was killed, over all kills.

    again: of these, how many the program had not kept, so that they had to come again. longest_wait: seconds
    between an act, or the restart after it, and the next prompt. files: how many were due and came; files_twice:
    how many came once more, since the kill was between the sending and the noting; news_twice: the same of news to
    the secretariat. `faults` says each fault in a sentence.
    """

    kills: int = 0
    in_hand: int = 0
    again: int = 0
    people: int = 0
    letters: int = 0
    plan_parts: int = 0
    confirmed: int = 0
    lost: int = 0
    stranded: int = 0
    longest_wait: float = 0.0
    files: int = 0
    files_twice: int = 0
    news_twice: int = 0
    faults: list[str] = field(default_factory=list)


_COLUMNS = {
    "kills": "kills",
    "in hand at kills": "in_hand",
    "not yet kept": "again",
    "people": "people",
    "letters": "letters",
    "parts of plans": "plan_parts",
    "answers confirmed": "confirmed",
    "answers lost": "lost",
    "people stranded": "stranded",
    "longest wait, s": "longest_wait",
    "files": "files",
    "files twice": "files_twice",
}


def table(found: Mapping[str, Found]) -> str:
    """What was found on each ground, as a table."""
    lines = ["| inbound, database | " + " | ".join(_COLUMNS) + " |", "|---" * (len(_COLUMNS) + 1) + "|"]
    for name, one in found.items():
        lines.append(f"| {name} | " + " | ".join(f"{getattr(one, figure):,}" for figure in _COLUMNS.values()) + " |")
    return "\n".join(lines)
