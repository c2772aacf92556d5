"""What goes into a step and what comes out: events, buttons, turns, effects, prompts. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from flows.facts import FileSent, Over
from flows.session import Change, Session
from flows.wording import Param, Say


@dataclass(frozen=True, slots=True)
class Said:
    """A text message. `at` is when it was sent, timezone-aware."""

    text: str
    message_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of the prompt that had this revision."""

    revision: int
    act: str
    arg: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something asked for by a command, whatever is on the screen: `cancel`, `review` or `save`."""

    act: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A file."""

    file: FileSent
    message_id: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A contact card; its telephone number answers a question for one."""

    phone: str
    message_id: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """A message that was edited after it had been sent."""

    text: str
    message_id: int


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text under one heading: the section that it belongs to, empty where it belongs to none."""

    section: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Brought:
    """A whole form that was written elsewhere, in parts by its headings (`flows.plan_import`)."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Unfit:
    """Something that answers no question: `what` is `sticker`, `voice`, `video`, `poll`, `location` and so on."""

    what: str


Event: TypeAlias = Said | Pressed | Asked | Sent | Shared | Corrected | Brought | Unfit


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a prompt: what pressing it does (`act`, `arg`: ASCII, short) and its words.

    `ticked` is `None` for an ordinary button, else whether the option is ticked.
    """

    act: str
    arg: str
    label: Param
    ticked: bool | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list or of the review page: its label, what was answered (`None`: nothing yet), and its state.

    `state` is empty or one of `done`, `missing`, `begun`, `over`, `heading`. `because` is the reason recorded for a
    text that stays over its limit, `unit` what `over` counts: `words` or `characters`. `measure` is the length of a
    counted text.
    """

    label: Param
    shown: Param | None = None
    state: str = ""
    over: int = 0
    because: str = ""
    unit: str = "words"
    measure: Over | None = None


Rows: TypeAlias = "tuple[tuple[Button, ...], ...]"
"""Buttons as they stand, row by row."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What to show now, in full: a pure function of where the person stands.

    `position` is (number of this question, number of questions), a group counting as one, and `part` the same inside
    an item of a group; `complete`, on a menu, is (sections that are complete, all sections). `expects` is what answers
    the prompt (`Question.expects`, or `press` on pages that have only buttons); `optional` says that it may be skipped;
    `current` is the present answer.
    """

    revision: int
    ask: Say
    heading: tuple[Say, ...] = ()
    position: tuple[int, int] | None = None
    part: tuple[int, int] | None = None
    complete: tuple[int, int] | None = None
    optional: bool | None = None
    paragraphs: tuple[Say, ...] = ()
    lines: tuple[Line, ...] = ()
    current: Param | None = None
    hints: tuple[Say, ...] = ()
    cites: tuple[str, ...] = ()
    buttons: Rows = ()
    expects: str = "press"

    def offers(self, act: str, arg: str) -> bool:
        """Whether one of the buttons does just this."""
        return offered(self.buttons, act, arg)


def offered(rows: Rows, act: str, arg: str = "") -> bool:
    """Whether one of these buttons does just this."""
    return any(button.act == act and button.arg == arg for row in rows for button in row)


@dataclass(frozen=True, slots=True)
class Submitted:
    """The form is complete and the person sends it off."""


@dataclass(frozen=True, slots=True)
class Abandoned:
    """The person gives the draft up, having been asked."""


@dataclass(frozen=True, slots=True)
class Left:
    """The person leaves; the draft waits as it is."""


Effect: TypeAlias = Submitted | Abandoned | Left


@dataclass(frozen=True, slots=True)
class Turn:
    """What a step made of an event.

    `notes` are said before the prompt that follows. `stale` tells that a button from an earlier prompt was pressed.
    `aside` are answers that were written and not taken over: they are kept beside the draft.
    """

    session: Session
    changes: tuple[Change, ...] = ()
    effects: tuple[Effect, ...] = ()
    notes: tuple[Say, ...] = ()
    stale: bool = False
    aside: tuple[Change, ...] = ()
