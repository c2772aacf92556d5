"""What a lead types and presses to fill in a form, as it was told in the tests of the forms."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from flows.events import Event, Pressed, Said, Turn
from flows.plan import PLAN
from tests.e2e.visitor import Press, Say, Step
from tests.flows.conversation import Conversation
from tests.flows.told_plans import ENGLISH, Told
from tests.flows.told_reports import ToldReport


def plan_steps(told: Told = ENGLISH, only: Collection[str] | None = None) -> list[Step]:
    """A whole plan, or some of its sections, where no partner is in the register yet."""
    keys = [section.key for section in PLAN.sections] if only is None else only
    return _steps(Conversation(flow=PLAN), lambda conversation: told.write_sections(conversation, keys))


def report_steps(told: ToldReport, now: datetime) -> list[Step]:
    """A whole report, on the plan that it was told with."""
    conversation = told.begin()
    conversation.now = now
    return _steps(conversation, told.write)


def _steps(conversation: Conversation, write: Callable[[Conversation], None]) -> list[Step]:
    found: list[Step] = []

    def heard(_: Conversation, event: Event, __: Turn) -> None:
        match event:
            case Said(text=text):
                found.append(Say(text))
            case Pressed(act=act, arg=arg):
                found.append(Press(act, arg))

    conversation.watch = heard
    write(conversation)
    return found
