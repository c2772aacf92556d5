"""Simulated people: one writes a letter of intent to its reference number, others do what that one did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from benchmarks.messages import Act, Plain, Press, Typed, bold_parts, buttons

REFERENCE = re.compile(r"GMP-\d{4}-\d{4,}")

# What leads on, in the order in which a person would choose it; an answer that is typed comes before these.
_WAYS_ON = ("done", "tick", "pick", "submit", "go", "add", "missing", "skip")


class Lost(RuntimeError):
    """A person does not know how to go on. The message says what they saw."""


class Person(Protocol):
    """Somebody in a chat with the bot."""

    def begin(self) -> Act:
        """What the person does first."""

    def react(self, message: Plain) -> Act | None:
        """What the person does on a message of the bot's; None when they have what they came for.

        Raises `Lost`.
        """

    def waits_for(self, message: Plain, *, is_new: bool) -> bool:
        """Whether this message, new or edited, is what the person was waiting for."""


class LetterWriter:
    """Writes one letter: presses the buttons that come, and types the answers to the questions that are asked."""

    def __init__(self, number: int, answers: Mapping[str, str]) -> None:
        self._number = number
        self._answers = answers

    def begin(self) -> Act:
        """Open the chat."""
        return Typed("/start")

    def waits_for(self, message: Plain, *, is_new: bool) -> bool:
        """A prompt is what has buttons; a message without them is a part of it or a note."""
        return "reply_markup" in message

    def react(self, message: Plain) -> Act | None:
        """Answer the question, press what leads on, or take the reference and be content."""
        if REFERENCE.search(message["text"]):
            return None
        offered: dict[str, str] = {}
        for data in buttons(message):
            offered.setdefault(_act_of(data), data)
        if "letter" in offered:
            return Press(offered["letter"], message)
        if "tick" not in offered and "pick" not in offered:
            for bold in bold_parts(message):
                if bold in self._answers:
                    return Typed(self._answers[bold].format(number=self._number))
        for way in _WAYS_ON:
            if way in offered:
                return Press(offered[way], message)
        raise Lost(message["text"])


class Repeater:
    """Does again what another person did, whatever the bot says: the same updates for a bot that only echoes."""

    def __init__(self, acts: Sequence[Act]) -> None:
        self._acts = iter(acts)

    def begin(self) -> Act:
        """The first act."""
        return next(self._acts)

    def waits_for(self, message: Plain, *, is_new: bool) -> bool:
        """Every message that is sent answers something."""
        return is_new

    def react(self, message: Plain) -> Act | None:
        """The next act. A button is pressed under the message under which it was, in this person's own chat."""
        act = next(self._acts, None)
        if isinstance(act, Press):
            return Press(act.data, {**act.under, "chat": message["chat"], "message_id": message["message_id"]})
        return act


@dataclass(frozen=True, slots=True)
class Reply:
    """How one prompt is answered: by typing, or with the button of that label. `labels`: of all its buttons."""

    ask: str
    labels: tuple[str, ...]
    typed: str | None
    pressed: str | None

    @staticmethod
    def from_plain(plain: Mapping[str, Any]) -> Reply:
        """Back from JSON data."""
        return Reply(plain["ask"], tuple(plain["labels"]), plain["typed"], plain["pressed"])


class Follower:
    """Answers as another person did, at a bot that asks the same with buttons of its own.

    It goes by what is shown: some bots show a question again when its answer comes before they kept the last.
    """

    def __init__(self, replies: Iterable[Reply]) -> None:
        self._replies = {(reply.ask, reply.labels): reply for reply in replies}

    def begin(self) -> Act:
        """Open the chat."""
        return Typed("/start")

    def waits_for(self, message: Plain, *, is_new: bool) -> bool:
        """Such a bot shows one message for each act, a new one or the one of before with other words."""
        return True

    def react(self, message: Plain) -> Act | None:
        """Type what was typed, or press the button that bears the label that was pressed."""
        if REFERENCE.search(message["text"]):
            return None
        carried = _carried(message)
        reply = self._replies.get((message["text"], tuple(carried)))
        if reply is None:
            raise Lost(message["text"])
        return Press(carried[reply.pressed], message) if reply.pressed else Typed(reply.typed or "")


class Leaver:
    """Goes away for good after so many replies, in the middle of what another person would do."""

    def __init__(self, person: Person, replies: int) -> None:
        self._person = person
        self._left = replies
        self.begin = person.begin
        self.waits_for = person.waits_for

    def react(self, message: Plain) -> Act | None:
        """As the other, until the last reply."""
        self._left -= 1
        return self._person.react(message) if self._left else None


class Witness:
    """Does what another person does, and notes every message that was answered."""

    def __init__(self, person: Person, seen: list[Plain]) -> None:
        self._person = person
        self._seen = seen
        self.begin = person.begin
        self.waits_for = person.waits_for

    def react(self, message: Plain) -> Act | None:
        """As the other."""
        self._seen.append(message)
        return self._person.react(message)


def _carried(message: Plain) -> dict[str, str]:
    """What each button under a message carries, by its label."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def _act_of(data: str) -> str:
    """What a button does: `letter` of a page's `!letter:`, `pick` of a conversation's `1.4:pick:ngo`."""
    return data[1:].partition(":")[0] if data.startswith("!") else data.split(":")[1]
