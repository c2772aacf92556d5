"""Where a person stands in a form, and what has been answered: plain data that is serialised between any two steps.

Paths name answers: `name` for a question, `contributions.2.how` for a question in the second-made item of a group,
and so on inward. The answer at a group's own path is the order of its items: `{"items": ["1", "3"], "next": 4}`;
item names are never used again, so a path means the same thing for as long as the draft lives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, TypeAlias

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
"""What JSON can hold: the form in which every value is kept."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One message that made part of an answer, so that editing the message corrects its part."""

    message_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said at a path.

    `value` is `None` where an optional question was skipped. `over` counts by how many words or characters the answer
    exceeds its guidance and `because` says why it was kept so (template limits warn and record, R¶32), `because_in`
    in which message.
    """

    value: Plain
    pieces: tuple[Piece, ...] = ()
    over: int = 0
    because: str = ""
    because_in: int | None = None

    def to_plain(self) -> dict[str, Plain]:
        """The answer as JSON data; what is at its default is left out."""
        plain: dict[str, Plain] = {"value": self.value}
        if self.pieces:
            plain["pieces"] = [[piece.message_id, piece.text] for piece in self.pieces]
        if self.over:
            plain["over"] = self.over
        if self.because:
            plain["because"] = self.because
        if self.because_in is not None:
            plain["because_in"] = self.because_in
        return plain

    @staticmethod
    def from_plain(plain: Mapping[str, Any]) -> Answer:
        """The answer back from `to_plain`'s data."""
        return Answer(
            value=plain["value"],
            pieces=tuple(Piece(message_id, text) for message_id, text in plain.get("pieces", ())),
            over=plain.get("over", 0),
            because=plain.get("because", ""),
            because_in=plain.get("because_in"),
        )


def is_order(answer: Answer | None) -> bool:
    """Whether an answer is the order of a group's items, which nobody has written."""
    return answer is not None and isinstance(answer.value, dict) and answer.value.keys() == {"items", "next"}


Answers: TypeAlias = Mapping[str, Answer]
NO_ANSWERS: Final[Answers] = MappingProxyType({})


def value_at(answers: Answers, path: str) -> Plain:
    """What was said at a path; `None` where nothing was, or it was skipped."""
    answer = answers.get(path)
    return None if answer is None else answer.value


def text_at(answers: Answers, path: str) -> str:
    """What was said at a path, as text; empty where nothing was, or it was skipped."""
    value = value_at(answers, path)
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that a step changed; `new` is `None` where it was taken away."""

    path: str
    old: Answer | None
    new: Answer | None


@dataclass(frozen=True, slots=True)
class Place:
    """What the person is being shown.

    `kind` is one of `question`, `over` (a text above its guidance), `reason` (why it stays so), `alike` (a name that
    somebody bears already), `unsure` ("did you mean …?"), `clash` (somebody else has changed the answer meanwhile),
    `group` (the items of a group), `item` (one of them), `remove` (an item, after a question), `menu`, `section`,
    `checks`, `brought` (what was written elsewhere, before it is taken over), `review`, `cancel` (after a question) and
    `done`.
    """

    kind: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Tail:
    """The text answer given last, while a further piece of it may still arrive (clients cut at 4,096 characters)."""

    path: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A person's standing in one draft of a flow, with the draft's answers.

    `revision` counts the steps that changed anything; buttons carry it. `back_to` is where an answer that is being
    edited returns to. `pending` is what belongs to the present place only (`flows.pending`): ticks not yet confirmed,
    suggestions. `visit` are the paths of questions that somebody asked to have looked at, while the person is being led
    from one to the next; it is empty otherwise. `seen` is what the person was shown of a draft that others write too
    (`flows.beside`).
    """

    flow: str
    edition: int
    place: Place
    revision: int = 0
    answers: Answers = field(default_factory=lambda: NO_ANSWERS)
    back_to: Place | None = None
    pending: Plain = None
    tail: Tail | None = None
    visit: tuple[str, ...] = ()
    seen: Plain = None

    def moved(self, **changes: Any) -> Session:
        """A copy with these fields changed."""
        # What dataclasses.replace does, in a third of its time: a step makes several copies.
        fields = {
            "flow": self.flow,
            "edition": self.edition,
            "place": self.place,
            "revision": self.revision,
            "answers": self.answers,
            "back_to": self.back_to,
            "pending": self.pending,
            "tail": self.tail,
            "visit": self.visit,
            "seen": self.seen,
        }
        return Session(**{**fields, **changes})

    def standing(self) -> dict[str, Plain]:
        """All but the answers as JSON data: what the `session` table keeps, while `answer` keeps the answers."""
        standing: dict[str, Plain] = {
            "flow": self.flow,
            "edition": self.edition,
            "revision": self.revision,
            "place": [self.place.kind, self.place.path],
            "back_to": [self.back_to.kind, self.back_to.path] if self.back_to else None,
            "pending": self.pending,
            "tail": [self.tail.path, self.tail.at.isoformat()] if self.tail else None,
        }
        if self.visit:
            standing["visit"] = list(self.visit)
        if self.seen is not None:
            standing["seen"] = self.seen
        return standing

    @staticmethod
    def from_standing(standing: Mapping[str, Any], answers: Answers) -> Session:
        """The session back from `standing`'s data and its answers."""
        back_to, tail = standing["back_to"], standing["tail"]
        return Session(
            flow=standing["flow"],
            edition=standing["edition"],
            revision=standing["revision"],
            place=Place(*standing["place"]),
            answers=answers,
            back_to=Place(*back_to) if back_to else None,
            pending=standing["pending"],
            tail=Tail(tail[0], datetime.fromisoformat(tail[1])) if tail else None,
            visit=tuple(standing.get("visit", ())),
            seen=standing.get("seen"),
        )
