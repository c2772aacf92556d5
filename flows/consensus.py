"""Consensus as small forms: a question put to a body, an observer to be invited, and the words of an objection.

Framework G4.a(3), G4.b(3): the Advisory Group and each area act by consensus, so that what is asked is whether anybody
objects. G4.a(4), G4.b(4): the Advisory Group is open to observers; to a meeting of an area they are invited if no
partner objects.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from flows.errands import STOP_HERE
from flows.facts import Facts
from flows.form import Flow, Section
from flows.kinds import Deadline, Text, Zone
from flows.meeting_times import start_of
from flows.wording import N_

DAYS_TO_OBJECT: Final = {"observer": (7, 3, 14), "question": (14, 7, 30)}
"""How many days there are to object, the usual number first. The framework states none: whoever convenes may say."""
LAST_MINUTE: Final = "23:59"
"""A day on which something ends ends with it."""


def end_of(day: str, zone: str) -> datetime:
    """The moment at which a day (ISO) is over by the clocks of a zone, to the minute."""
    return start_of(day, LAST_MINUTE, zone).at


_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)


def latest_end(starts_at: datetime, now: datetime) -> datetime | None:
    """The last moment at which the time to object to an observer may end: well before the meeting, so that whoever
    nobody objected to can still be invited. `None` where no time is left to ask anybody (Framework G4.b(4))."""
    for before in (_DAY, _HOUR):
        if starts_at - now >= 2 * before:
            return starts_at - before
    return None


def may_be_objected_to(facts: Facts) -> bool:
    """Whether partners are asked: for a meeting of an area, whose day is known then."""
    return bool(facts.day)


TIME_TO_OBJECT: Final = Deadline(
    "until",
    N_("Until which day can the partners of the area object?"),
    label=N_("Time to object"),
    help=N_(
        "They can object until this day is over, and at most until a day before the meeting, so that the observer can "
        "still be invited. If the meeting is less than two days away, they can until an hour before it."
    ),
    given=may_be_objected_to,
    offered=DAYS_TO_OBJECT["observer"],
    cites="G4.b(4)",
)

OBSERVER: Final = Flow(
    "observer",
    edition=1,
    title=N_("Observer"),
    cites="G4.a(4), G4.b(4)",
    ready=N_("Please read this again."),
    submit=N_("Send it"),
    give_up=STOP_HERE,
    sections=(
        Section(
            "observer",
            N_("Observer"),
            (
                Text(
                    "name",
                    N_("What is the observer's name?"),
                    label=N_("Name"),
                    most_characters=200,
                    lines=False,
                ),
                Text(
                    "organisation",
                    N_("For which organisation does the observer come?"),
                    label=N_("Organisation"),
                    optional=True,
                    most_characters=200,
                    lines=False,
                ),
                TIME_TO_OBJECT,
            ),
        ),
    ),
)

OBSERVER_HERE: Final = Flow(
    "observer_here",
    edition=1,
    title=N_("Observer"),
    cites="G4.b(4)",
    at_once=True,
    give_up=STOP_HERE,
    sections=(Section("observer_here", N_("Observer"), (TIME_TO_OBJECT,)),),
)
"""The same of somebody who is known here, to a meeting of an area."""

QUESTION: Final = Flow(
    "consensus",
    edition=1,
    title=N_("Question for consensus"),
    cites="G4.a(3), G4.b(3)",
    ready=N_("Please read this again. Everyone who may object is told at once."),
    submit=N_("Put the question"),
    give_up=STOP_HERE,
    sections=(
        Section(
            "consensus",
            N_("Question for consensus"),
            (
                Text(
                    "words",
                    N_("What is to be agreed?"),
                    label=N_("Question"),
                    help=N_(
                        "Write it so that it can stand as agreed: it is, if nobody objects. Everyone reads these words "
                        "as you write them."
                    ),
                    example=N_("The area adopts the priorities for 2027 as they stand in the draft of 3 March 2026."),
                    most_words=250,
                ),
                Deadline(
                    "until",
                    N_("Until which day can people object?"),
                    label=N_("Time to object"),
                    help=N_("They can object until this day is over."),
                    offered=DAYS_TO_OBJECT["question"],
                ),
                Zone(
                    "zone",
                    N_("By the clocks of which place does the day end?"),
                    label=N_("Time zone"),
                    help=N_("Everyone is told the time where they live."),
                ),
            ),
        ),
    ),
)

OBJECTION: Final = Flow(
    "objection",
    edition=1,
    title=N_("Your objection"),
    at_once=True,
    give_up=N_("Stop here? Your objection stands as it is then, and what you wrote is erased."),
    sections=(
        Section(
            "objection",
            N_("Your objection"),
            (
                Text(
                    "words",
                    N_("Why do you object?"),
                    label=N_("Reason"),
                    help=N_("Your words stand beside your name, and are read as you write them."),
                    example=N_("The second priority is not ready: two of the partners have no funds for it yet."),
                    most_words=150,
                ),
            ),
        ),
    ),
)

CONSENSUS_FORMS: Final = {flow.key: flow for flow in (OBSERVER, OBSERVER_HERE, QUESTION, OBJECTION)}
"""The forms. Their drafts have a subject and are erased when done: what they say stands elsewhere."""
