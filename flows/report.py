"""The report of an area to UNEP for one reporting cycle: filled in from the plan, and completed by the lead.

Framework F§7, T6: every two years, in UNEP's format and to its timetable, an area tracks its activities and the
contributions of its partners, assesses how effective they are, and measures their impact on the overall goal. What is
compared with the plan comes from there (`flows.report_prefill`), and the lead corrects it.
"""

from __future__ import annotations

from typing import Final

from flows.facts import Facts, Option
from flows.form import Flow, Group, Known, Section
from flows.framework import CURRENT
from flows.kinds import Choice, Date, LinkedChoice, Money, PartnerName, Several, Text
from flows.kinds.linked import has_items
from flows.plan import GIVEN_KINDS
from flows.report_checks import findings
from flows.session import Answers
from flows.wording import N_, Say, say

ACTIVITY_STATES: Final = (
    Option("done", say(N_("Carried out as planned")), "T6"),
    Option("underway", say(N_("Under way as planned")), "T6"),
    Option("late", say(N_("Under way, later than planned")), "T6"),
    Option("notbegun", say(N_("Not begun yet")), "T6"),
    Option("givenup", say(N_("Given up")), "T6"),
)
"""How far an activity is; the keys stand in storage."""

MILESTONE_STATES: Final = (
    Option("reached", say(N_("Reached")), "T6"),
    Option("ahead", say(N_("Still ahead, in time")), "T6"),
    Option("late", say(N_("Still ahead, late")), "T6"),
    Option("givenup", say(N_("Given up")), "T6"),
)
"""How far a milestone is; the keys stand in storage."""


def the_goal(answers: Answers, facts: Facts) -> tuple[Say, ...]:
    """The overall goal, in the document's words."""
    return (CURRENT.goal,)


def is_reached(known: Known) -> bool:
    """Whether the milestone was reached."""
    return bool(known("state") == "reached")


MEASURED: Final = (
    Option("measured", say(N_("Yes")), "T6"),
    Option("notmeasured", say(N_("No, not in this period")), "T6"),
)
"""Whether an indicator was measured; the keys stand in storage."""


def is_measured(known: Known) -> bool:
    """Whether the indicator was measured."""
    return bool(known("state") == "measured")


def told_by_partners(key: str, ask: str) -> Group:
    """What partners told in their progress notes (G6(b)): who and when stands with each, and the lead edits the words
    or takes them out."""
    return Group(
        key,
        ask,
        label=N_("Notes of partners"),
        one=N_("Note"),
        add=N_("Add a note of a partner"),
        at_most=200,
        titled_by="who",
        cites="G6(b)",
        of=(
            Text("who", N_("Who told it?"), label=N_("From"), lines=False, most_characters=200),
            Date("on", N_("When was it told?"), label=N_("Told on"), precision="month", allow="past"),
            Text(
                "words",
                N_("What did they tell?"),
                label=N_("In their words"),
                help=N_("The report is published. Shorten these words, or take the note out, as you see fit."),
            ),
        ),
    )


REPORT = Flow(
    "report",
    edition=1,
    title=N_("Report to UNEP"),
    order="menu",
    cites="F§7",
    submit="",
    shared=True,
    give_up=N_("Give up this draft of the report, for everyone who writes in it?"),
    checks=findings,
    sections=(
        Section(
            "activities",
            N_("Activities"),
            help=N_(
                "What became of each effort of the plan: what was done in the period, which milestones were reached."
            ),
            cites="T6",
            questions=(
                Group(
                    "activities",
                    N_("These are the activities so far. Is there another?"),
                    label=N_("Activities"),
                    one=N_("Activity"),
                    add=N_("Add another activity"),
                    at_least=1,
                    at_most=120,
                    titled_by="activity",
                    cites="T6",
                    of=(
                        Text(
                            "activity",
                            N_("What is the activity called?"),
                            label=N_("Activity"),
                            example=N_("Training centres in Atacora"),
                            lines=False,
                            most_characters=200,
                        ),
                        Text(
                            "planned",
                            N_("What was planned?"),
                            label=N_("Planned"),
                            optional=True,
                        ),
                        told_by_partners("notes", N_("This is what partners told of it. Is there anything else?")),
                        Text(
                            "done",
                            N_("What was done in the period?"),
                            label=N_("Done"),
                            example=N_("Both centres were built, and 180 miners were trained in them."),
                        ),
                        Choice("state", N_("How far is it?"), label=N_("State"), options=ACTIVITY_STATES),
                        Group(
                            "milestones",
                            N_("These are its milestones so far. Is there another?"),
                            label=N_("Milestones"),
                            one=N_("Milestone"),
                            add=N_("Add another milestone"),
                            titled_by="milestone",
                            of=(
                                Text(
                                    "milestone",
                                    N_("What was to be reached?"),
                                    label=N_("Milestone"),
                                    example=N_("The first centre is open"),
                                    lines=False,
                                    most_characters=200,
                                ),
                                Date(
                                    "by",
                                    N_("By when was it planned?"),
                                    label=N_("Planned by"),
                                    precision="year",
                                    optional=True,
                                ),
                                Choice("state", N_("How far is it?"), label=N_("State"), options=MILESTONE_STATES),
                                Date(
                                    "reached",
                                    N_("When was it reached?"),
                                    label=N_("Reached on"),
                                    precision="month",
                                    allow="past",
                                    when=is_reached,
                                ),
                            ),
                        ),
                    ),
                ),
                told_by_partners(
                    "notes", N_("This is what partners told of the area as a whole. Is there anything else?")
                ),
            ),
        ),
        Section(
            "contributions",
            N_("Contributions of partners"),
            help=N_("What each partner gave to the activities in the period, in cash or in kind."),
            cites="T6",
            questions=(
                Group(
                    "contributions",
                    N_("Which contributions did partners make?"),
                    label=N_("Contributions"),
                    one=N_("Contribution"),
                    add=N_("Add another contribution"),
                    at_most=300,
                    titled_by="partner",
                    cites="T6",
                    of=(
                        PartnerName(
                            "partner",
                            N_("Which partner?"),
                            label=N_("Partner"),
                            example=N_("Ministry of Environment and Natural Resources"),
                        ),
                        Text(
                            "what",
                            N_("What did the partner contribute?"),
                            label=N_("Contribution"),
                            example=N_("Two trainers for six months"),
                        ),
                        LinkedChoice(
                            "activity",
                            N_("Which activity was it for?"),
                            label=N_("Activity"),
                            to="activities",
                            headed_by="activity",
                            when=has_items("activities"),
                            optional=True,
                        ),
                        Choice("kind", N_("In cash or in kind?"), label=N_("Kind"), options=GIVEN_KINDS),
                        Money("amount", N_("Which amount, or what is it worth?"), label=N_("Amount"), optional=True),
                    ),
                ),
            ),
        ),
        Section(
            "effectiveness",
            N_("Effectiveness"),
            help=N_("How well the activities and contributions have worked, by what you know of them."),
            cites="T6",
            questions=(
                Text(
                    "effectiveness",
                    N_("How effective were the activities?"),
                    label=N_("Effectiveness"),
                    example=N_("Nine in ten of the trained miners still worked without mercury a year later."),
                    cites="T6",
                ),
                Text(
                    "assessed",
                    N_("How was this assessed?"),
                    label=N_("How it was assessed"),
                    example=N_("By visits to forty mines, and by what partners told."),
                    optional=True,
                ),
            ),
        ),
        Section(
            "impact",
            N_("Impact on the goal"),
            help=N_("What has changed for each objective of the area, and for the overall goal of the Partnership."),
            cites="T6",
            questions=(
                Group(
                    "objectives",
                    N_("These are the objectives of the area. Is there another?"),
                    label=N_("Objectives"),
                    one=N_("Objective"),
                    add=N_("Add another objective"),
                    titled_by="statement",
                    cites="T2",
                    of=(
                        Text(
                            "statement",
                            N_("What was to be achieved?"),
                            label=N_("Objective"),
                            example=N_(
                                "Halve the use of mercury in small-scale gold mining in the partners' countries."
                            ),
                        ),
                        Text("target", N_("What was the target?"), label=N_("Target"), optional=True),
                        Text(
                            "progress",
                            N_("How far has the area come towards it?"),
                            label=N_("Progress made"),
                            example=N_("Three countries use a third less than in 2026; two have no figures yet."),
                        ),
                    ),
                ),
                Text(
                    "impact",
                    N_("What impact has the work had on the overall goal?"),
                    label=N_("Impact on the goal"),
                    shows=the_goal,
                    cites="F§1",
                ),
                Several(
                    "serves",
                    N_("Which of the Partnership's objectives has it served?"),
                    label=N_("Served the Partnership's objectives"),
                    options=CURRENT.objectives,
                    optional=True,
                    cites="F§1",
                ),
            ),
        ),
        Section(
            "indicators",
            N_("Indicators"),
            help=N_("Where each indicator of the plan stands now, against its target."),
            cites="T6",
            questions=(
                Group(
                    "indicators",
                    N_("These are the indicators. Is there another?"),
                    label=N_("Indicators"),
                    one=N_("Indicator"),
                    add=N_("Add another indicator"),
                    titled_by="indicator",
                    cites="T6",
                    of=(
                        Text(
                            "indicator",
                            N_("What shows progress?"),
                            label=N_("Indicator"),
                            example=N_("Miners who recover gold without mercury"),
                        ),
                        Text(
                            "unit",
                            N_("In which unit is it counted?"),
                            label=N_("Unit"),
                            example=N_("Miners"),
                            lines=False,
                            optional=True,
                        ),
                        Text(
                            "baseline",
                            N_("Where did it stand at the beginning?"),
                            label=N_("Baseline"),
                            lines=False,
                            optional=True,
                        ),
                        Text("target", N_("What is the target?"), label=N_("Target"), lines=False),
                        Date("by", N_("By when?"), label=N_("By when"), precision="year", optional=True),
                        Choice(
                            "state",
                            N_("Was it measured in the period?"),
                            label=N_("Measured"),
                            options=MEASURED,
                        ),
                        Text(
                            "value",
                            N_("Where does it stand now?"),
                            label=N_("Now"),
                            help=N_("A number is best: then a picture can show it against the target."),
                            example="180",
                            lines=False,
                            when=is_measured,
                        ),
                        Date(
                            "measured",
                            N_("When was it measured?"),
                            label=N_("Measured on"),
                            precision="month",
                            allow="past",
                            when=is_measured,
                        ),
                        Text(
                            "remark",
                            N_("Is there anything to say about it?"),
                            label=N_("Remark"),
                            example=N_("The figures of one country are estimates."),
                            optional=True,
                        ),
                    ),
                ),
            ),
        ),
        Section(
            "lessons",
            N_("Lessons"),
            help=N_("What others can learn from the work of the area: leads share lessons and best practice (G6(c))."),
            cites="G6(c)",
            questions=(
                Text(
                    "lessons",
                    N_("What has the area learned?"),
                    label=N_("Lessons"),
                    example=N_("Training works where miners can see at once that they recover more gold."),
                ),
                Text(
                    "practice",
                    N_("Which practice would you recommend to others?"),
                    label=N_("Best practice"),
                    optional=True,
                ),
            ),
        ),
        Section(
            "problems",
            N_("Problems"),
            help=N_("What has held the work up, what was done about it, and what would help."),
            cites="T6",
            questions=(
                Group(
                    "problems",
                    N_("Which problems were there?"),
                    label=N_("Problems"),
                    one=N_("Problem"),
                    add=N_("Add another problem"),
                    titled_by="problem",
                    of=(
                        Text(
                            "problem",
                            N_("What was the problem?"),
                            label=N_("Problem"),
                            example=N_("The retorts came eight months late."),
                        ),
                        Text(
                            "answer",
                            N_("What was done about it?"),
                            label=N_("What was done"),
                            optional=True,
                        ),
                    ),
                ),
                Text(
                    "needs",
                    N_("What would help the area in the next period?"),
                    label=N_("What would help"),
                    optional=True,
                ),
            ),
        ),
        Section(
            "other",
            N_("What else UNEP asks for"),
            help=N_("Whatever UNEP's format asks for and has no place above."),
            cites="F§7",
            questions=(
                Text(
                    "next",
                    N_("What does the area intend for the next period?"),
                    label=N_("Next steps"),
                    optional=True,
                    cites="F§4",
                ),
                Text(
                    "other",
                    N_("Is there anything else that UNEP's format asks for?"),
                    label=N_("Other information"),
                    optional=True,
                ),
            ),
        ),
    ),
)
