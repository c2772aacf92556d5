"""A meeting as a form: what whoever convenes it says of it (Framework G4.a, G4.b), and the small forms that follow."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flows.errands import STOP_HERE
from flows.facts import Facts, Option
from flows.form import Flow, Known, Section
from flows.kinds import Choice, ClockTime, Date, File, Length, Link, Several, Text, Zone
from flows.session import Answers
from flows.wording import N_, say

ADVISORY: Final = "advisory"
"""The Advisory Group, where the key of an area would stand."""

KINDS: Final = {
    "annual": N_("The yearly meeting"),
    "planning": N_("Business planning"),
    "other": N_("Another meeting"),
}
"""What a meeting is for; the keys stand in storage."""
FORMS: Final = {
    "in person": N_("In person"),
    "teleconference": N_("By teleconference"),
    "other": N_("Otherwise"),
}
"""How people meet (G4.a(2), G4.b(2)); the keys stand in storage."""
AUDIENCES: Final = {
    "members": N_("The members of the Advisory Group"),
    "partners": N_("The partners of the area"),
    "observers": N_("Observers"),
}
"""Who is invited; the keys stand in storage."""
AUDIENCES_OF_GROUP: Final = ("members", "observers")
AUDIENCES_OF_AREA: Final = ("partners", "observers")


def audiences_of(body: str) -> tuple[Option, ...]:
    """Who can be invited to a meeting of a body: an area's key, or `advisory`."""
    keys, cites = (AUDIENCES_OF_GROUP, "G4.a(4)") if body == ADVISORY else (AUDIENCES_OF_AREA, "G4.b(4)")
    return tuple(Option(key, say(AUDIENCES[key]), cites if key == "observers" else "") for key in keys)


def in_person(known: Known) -> bool:
    """Whether people meet in one place."""
    return bool(known("form") == "in person")


def other_form(known: Known) -> bool:
    """Whether people meet neither in one place nor by teleconference alone."""
    return bool(known("form") == "other")


def on_its_day(answers: Answers, facts: Facts) -> Facts:
    """The facts with the day and the zone that were given."""
    day, zone = answers.get("day"), answers.get("zone")
    return replace(
        facts,
        day=str(day.value) if day is not None and day.value else "",
        zone=str(zone.value) if zone is not None and zone.value else "",
    )


MEETING: Final = Flow(
    "meeting",
    edition=1,
    title=N_("Meeting"),
    cites="G4",
    ready=N_("Please read what you have planned. When all is right, everyone who is concerned is told."),
    submit=N_("Tell everyone"),
    give_up=STOP_HERE,
    sections=(
        Section(
            "meeting",
            N_("Meeting"),
            (
                Text(
                    "title",
                    N_("What is the meeting called?"),
                    label=N_("Title of the meeting"),
                    example=N_("Fourth meeting of the partners of the area"),
                    most_characters=200,
                    lines=False,
                ),
                Choice(
                    "kind",
                    N_("What is it for?"),
                    label=N_("Kind"),
                    help=N_("The Advisory Group and the partners of each area meet at least once a year."),
                    options=tuple(Option(key, say(name)) for key, name in KINDS.items()),
                    cites="G4.a(1), G4.b(1), G3(f)(1)",
                ),
                Date(
                    "day",
                    N_("On which day does it begin?"),
                    label=N_("Day"),
                    allow="future",
                ),
                Zone(
                    "zone",
                    N_("By the clocks of which place is the time given?"),
                    label=N_("Time zone"),
                    help=N_("Everyone is told the time where they live as well."),
                ),
                ClockTime(
                    "time",
                    N_("At what time does it begin there?"),
                    label=N_("Time"),
                    narrows=on_its_day,
                    to_come=True,
                ),
                Length(
                    "minutes",
                    N_("How long does it take?"),
                    label=N_("Length"),
                ),
                Choice(
                    "form",
                    N_("How do people meet?"),
                    label=N_("Form"),
                    options=tuple(Option(key, say(name)) for key, name in FORMS.items()),
                    cites="G4.a(2), G4.b(2)",
                ),
                Text(
                    "place",
                    N_("Where do they meet?"),
                    label=N_("Place"),
                    help=N_("The address, the building and the room, as far as they are known."),
                    example=N_("International Environment House, 11-13 chemin des Anémones, Geneva, room 3"),
                    when=in_person,
                    most_characters=500,
                ),
                Text(
                    "place",
                    N_("How and where do they meet?"),
                    label=N_("Place"),
                    example=N_("By correspondence, from Monday to Friday"),
                    when=other_form,
                    most_characters=500,
                ),
                Link(
                    "link",
                    N_("By which link do people take part from afar?"),
                    label=N_("Link"),
                    help=N_("It can be added later as well: everyone is told then."),
                    optional=True,
                ),
                Text(
                    "agenda",
                    N_("What is on the agenda?"),
                    label=N_("Agenda"),
                    help=N_("Write it here, point by point, or send it as a text or Word file."),
                    example=N_("1. Progress since the last meeting. 2. Priorities for next year. 3. Other business."),
                    optional=True,
                ),
                File(
                    "agenda_file",
                    N_("Is there a file that goes with the agenda?"),
                    label=N_("Agenda file"),
                    help=N_("It is sent to everyone who is invited."),
                    optional=True,
                ),
                Several(
                    "invited",
                    N_("Who is invited?"),
                    label=N_("Invited"),
                    help=N_(
                        "The Advisory Group is open to observers. To a meeting of an area they are invited if no "
                        "partner who attends objects."
                    ),
                    options=lambda facts: facts.choices,
                    cites="G4.a(4), G4.b(4)",
                ),
            ),
        ),
    ),
)

MEETING_CANCEL: Final = Flow(
    "meeting_cancel",
    edition=1,
    title=N_("Cancel the meeting"),
    ready=N_("Please read this again. Everyone who is invited is told at once."),
    submit=N_("Cancel the meeting"),
    give_up=N_("Stop here? The meeting stays as it is then, and what you wrote is erased."),
    sections=(
        Section(
            "meeting_cancel",
            N_("Cancel the meeting"),
            (
                Text(
                    "words",
                    N_("Why is the meeting cancelled?"),
                    label=N_("Reason"),
                    help=N_("Everyone who is invited reads these words as you write them."),
                    example=N_("Too few partners can come. A new date will be proposed in June."),
                    most_words=100,
                ),
            ),
        ),
    ),
)


def has_words(known: Known) -> bool:
    """Whether the report was written as text, so that it needs no file."""
    return bool(known("words"))


MEETING_REPORT: Final = Flow(
    "meeting_report",
    edition=1,
    title=N_("Report of the meeting"),
    cites="G4.a(6)",
    ready=N_("Please read it again. It is kept, and published when you say so."),
    submit=N_("Hand it in"),
    give_up=STOP_HERE,
    sections=(
        Section(
            "meeting_report",
            N_("Report of the meeting"),
            (
                Text(
                    "words",
                    N_("What does the report say?"),
                    label=N_("Report"),
                    help=N_("Write it here, or send it as a text or Word file. If it is a finished file, skip this."),
                    optional=True,
                ),
                File(
                    "file",
                    N_("Is there a file of the report?"),
                    label=N_("Report file"),
                    help=N_("It is published as it is."),
                    optional=has_words,
                    cites="G4.a(6), G6(e)",
                ),
            ),
        ),
    ),
)

MEETING_ERRANDS: Final = {flow.key: flow for flow in (MEETING, MEETING_CANCEL, MEETING_REPORT)}
"""The forms about meetings. Their drafts have a subject and are erased when done: what they say stands elsewhere."""
