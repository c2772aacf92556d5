"""What a peer asks: the prompts that Quicksilver showed one person on the way to a letter, in the same run.

So every peer shows the same words and the same buttons, as often. They stand in a JSON file that ASKED names, since a
peer's environment has nothing of Quicksilver's.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """What is shown: the words, and the labels of the buttons, row by row. Without buttons an answer is typed."""

    key: str
    ask: str
    buttons: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """All questions in their order, and what is said when the last is answered."""

    questions: tuple[Question, ...]
    closing: str


def as_asked(prompts: Iterable[Mapping[str, Any]], typed: Iterable[bool]) -> Asked:
    """The prompts as questions; `typed` tells of each whether it was answered by typing. The last prompt closes."""
    *asked, last = prompts
    questions = (
        Question(f"question{number}", prompt["text"], () if types else _labels(prompt))
        for number, (prompt, types) in enumerate(zip(asked, typed, strict=True))
    )
    return Asked(tuple(questions), last["text"])


def write(asked: Asked, path: Path) -> None:
    """Put it where a peer reads it."""
    path.write_text(json.dumps(asdict(asked)), encoding="utf-8")


def read() -> Asked:
    """What this peer asks."""
    plain = json.loads(Path(os.environ["ASKED"]).read_text(encoding="utf-8"))
    questions = (
        Question(one["key"], one["ask"], tuple(tuple(row) for row in one["buttons"])) for one in plain["questions"]
    )
    return Asked(tuple(questions), plain["closing"])


def _labels(prompt: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(button["text"] for button in row) for row in prompt["reply_markup"]["inline_keyboard"])
