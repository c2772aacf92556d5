"""People who write a business plan together: each its own sections, in one draft of their area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from benchmarks.messages import Act, Plain, Typed, buttons
from benchmarks.messages import Press as PressUnder
from benchmarks.people import Lost
from tests.e2e.told import plan_steps
from tests.e2e.visitor import Press, Say, Step

# Whose questions do not change with what the others write.
PARTS: Final = (
    ("summary", "objectives", "actions", "evaluation"),
    ("resources", "process"),
    ("linkages", "partners"),
)
AREAS: Final = ("waste", "asgm", "chloralkali", "products", "coal")
LEARNED_IN: Final = "transport"
"""The area whose plan is written undisturbed."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place at a plan: the area, and which of the parts."""

    area: str
    part: int

    @property
    def form(self) -> str:
        """What is written there, as far as all plans are alike."""
        return f"plan, part {self.part + 1}"


def seats(people: int) -> list[Seat]:
    """So many places, plan by plan, as far as there are any."""
    return [Seat(area, part) for area in AREAS for part in range(len(PARTS))][:people]


class PlanWriter:
    """An area's lead: opens the link of an invitation, then the plan, and goes through the sections of one part."""

    def __init__(self, token: str, part: int) -> None:
        self._token = token
        self._steps: list[Step] = [Say("/plan"), *plan_steps(only=PARTS[part])]
        self._next = 0

    def begin(self) -> Act:
        """Follow the link."""
        return Typed(f"/start {self._token}")

    def waits_for(self, message: Plain, *, is_new: bool) -> bool:
        """A page after the link; then the button that comes next, or a question of the plan for what is typed next."""
        if "reply_markup" not in message:
            return False
        if not 0 < self._next < len(self._steps):
            return True
        match self._steps[self._next]:
            case Press(act, arg):
                return _button(message, act, arg) is not None
            case _:
                return any(not data.startswith("!") for data in buttons(message))

    def react(self, message: Plain) -> Act | None:
        """The next step, or nothing after the last."""
        if self._next == len(self._steps):
            return None
        step = self._steps[self._next]
        self._next += 1
        match step:
            case Say(text):
                return Typed(text)
            case Press(act, arg):
                data = _button(message, act, arg)
                if data is not None:
                    return PressUnder(data, message)
        raise Lost(f"{step} is not to be done at: {message['text']}")


def _button(message: Plain, act: str, arg: str) -> str | None:
    wanted = f":{act}:{arg}"
    return next((data for data in buttons(message) if not data.startswith("!") and data.endswith(wanted)), None)
