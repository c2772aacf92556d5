"""The business plan of an area: the ten sections of the framework's template, to be filled in over weeks.

Framework F§4 and annex 2 (T1-T10); guidance for consistency, not to be followed rigidly (R¶32): a limit warns and
records, and what does not agree across sections is pointed out and holds nothing back.
"""

from __future__ import annotations

from functools import cache

from flows.facts import Facts, Option
from flows.form import Condition, Flow, Group, Question, Section
from flows.framework import CURRENT
from flows.kinds import (
    Choice,
    Date,
    Email,
    LinkedChoice,
    LinkedSeveral,
    Money,
    PartnerName,
    Period,
    Phone,
    Several,
    Text,
)
from flows.kinds.linked import has_items
from flows.plan_checks import findings
from flows.session import Answers
from flows.wording import N_, Say, say

EFFORT_KINDS = (
    Option("overarching", say(N_("Overarching: for the area as a whole")), "T4"),
    Option("bilateral", say(N_("Bilateral: between two partners")), "T4"),
    Option("collaborative", say(N_("Collaborative: of several partners")), "T4"),
)
GIVEN_KINDS = (
    Option("cash", say(N_("In cash")), "T7"),
    Option("inkind", say(N_("In kind")), "T7"),
)


def standing_paragraph(answers: Answers, facts: Facts) -> tuple[Say, ...]:
    """What the template says of the evaluation of every area."""
    return (CURRENT.plan_evaluation,)


def ways_to_funds(answers: Answers, facts: Facts) -> tuple[Say, ...]:
    """What the template says of resources, and the programmes that it names."""
    return CURRENT.plan_resources


def serves_objectives(ask: str, key: str = "serves") -> Question:
    """Which of the plan's own objectives something serves; asked once there are any."""
    return LinkedSeveral(
        key,
        ask,
        label=N_("Objectives served"),
        to="objectives",
        headed_by="statement",
        when=has_items("objectives"),
        cites="T2",
    )


def partner(key: str, ask: str) -> PartnerName:
    """A partner, from the register or written out."""
    return PartnerName(key, ask, label=N_("Partner"), example=N_("Ministry of Environment and Natural Resources"))


@cache
def was_brought(key: str) -> Condition:
    """A condition for questions: whether something was brought to this one from a plan that was written elsewhere. One
    and the same for a key, since conditions are told apart by identity."""
    return lambda known: known(key) is not None


def earlier_text(key: str) -> Question:
    """What an earlier plan says of a section whose answers are lists; asked only where there is such a text."""
    return Text(
        key,
        N_("This text comes from a plan that you sent as a file. Make entries of what belongs in the lists."),
        label=N_("Text of an earlier plan"),
        optional=True,
        when=was_brought(key),
    )


PLAN = Flow(
    "plan",
    edition=1,
    title=N_("Business plan"),
    order="menu",
    cites="F§4",
    submit="",
    shared=True,
    give_up=N_("Give up this draft of the plan, for everyone who writes in it?"),
    checks=findings,
    sections=(
        Section(
            "summary",
            N_("Summary of the issue"),
            help=N_(
                "Why the issue matters within the Partnership as a whole, and some background for the reader: "
                "at most 250 words."
            ),
            cites="T1",
            brought_to="summary",
            questions=(
                Text(
                    "summary",
                    N_("What is the issue, and why does it matter within the Partnership?"),
                    label=N_("Summary"),
                    example=N_(
                        "Small-scale gold mining is among the largest users of mercury in the world. Most of the "
                        "mercury that is used is lost to air, water and land."
                    ),
                    most_words=CURRENT.plan_summary_words,
                    counted=True,
                ),
                Period(
                    "period",
                    N_("Which period does the plan cover?"),
                    label=N_("Period of the plan"),
                    cites="F§4",
                ),
            ),
        ),
        Section(
            "objectives",
            N_("Objective of the area"),
            help=N_(
                "The expected outcomes: clear, measurable, targeted and realistic, linked to the overall goal of the "
                "Partnership and more specific than it."
            ),
            cites="T2",
            brought_to="objectives_text",
            questions=(
                Group(
                    "objectives",
                    N_("These are the objectives so far. Is there another?"),
                    label=N_("Objectives"),
                    one=N_("Objective"),
                    add=N_("Add another objective"),
                    at_least=1,
                    titled_by="statement",
                    cites="R¶33",
                    of=(
                        Text(
                            "statement",
                            N_("What is to be achieved?"),
                            label=N_("Objective"),
                            example=N_(
                                "Halve the use of mercury in small-scale gold mining in the partners' countries."
                            ),
                        ),
                        Text(
                            "measured",
                            N_("How is it measured?"),
                            label=N_("Measured by"),
                            example=N_("Tonnes of mercury used in a year, by national estimates"),
                        ),
                        Text(
                            "target",
                            N_("What is the target?"),
                            label=N_("Target"),
                            example=N_("At most half of the use in 2026"),
                        ),
                        Date("by", N_("By when?"), label=N_("By when"), precision="year"),
                        Several(
                            "serves",
                            N_("Which of the Partnership's objectives does it serve?"),
                            label=N_("Serves the Partnership's objective"),
                            options=CURRENT.objectives,
                            cites="F§1",
                        ),
                    ),
                ),
                earlier_text("objectives_text"),
            ),
        ),
        Section(
            "actions",
            N_("Priority actions"),
            help=N_("The main activities of the area, linked to its objectives: three to five are suggested."),
            cites="T3",
            brought_to="actions_text",
            questions=(
                Group(
                    "actions",
                    N_("These are the priority actions so far. Is there another?"),
                    label=N_("Priority actions"),
                    one=N_("Action"),
                    add=N_("Add another action"),
                    at_least=1,
                    titled_by="action",
                    of=(
                        Text(
                            "action",
                            N_("What is to be done?"),
                            label=N_("Action"),
                            example=N_("Train miners to recover gold without mercury"),
                        ),
                        serves_objectives(N_("Which objectives does this action serve?")),
                        Text(
                            "description",
                            N_("Would you like to describe it further?"),
                            label=N_("Description"),
                            optional=True,
                        ),
                    ),
                ),
                earlier_text("actions_text"),
            ),
        ),
        Section(
            "efforts",
            N_("Partner efforts and timelines"),
            help=N_(
                "For each priority action the main contributions of partners. Each effort has a clear link to the "
                "objectives, a short description with cost, duration, targets and milestones as available, and a "
                "contact."
            ),
            cites="T4",
            brought_to="efforts_text",
            questions=(
                Group(
                    "efforts",
                    N_("These are the efforts so far. Is there another?"),
                    label=N_("Efforts"),
                    one=N_("Effort"),
                    add=N_("Add another effort"),
                    at_least=1,
                    at_most=100,
                    titled_by="effort",
                    of=(
                        LinkedChoice(
                            "action",
                            N_("Which priority action does this effort belong to?"),
                            label=N_("Priority action"),
                            to="actions",
                            headed_by="action",
                            when=has_items("actions"),
                        ),
                        Text(
                            "effort",
                            N_("What is the effort called?"),
                            label=N_("Effort"),
                            example=N_("Training centres in Atacora"),
                            lines=False,
                            most_characters=200,
                        ),
                        Choice("kind", N_("What kind of effort is it?"), label=N_("Kind"), options=EFFORT_KINDS),
                        Group(
                            "partners",
                            N_("These partners take part so far. Is there another?"),
                            label=N_("Partners"),
                            one=N_("Partner"),
                            add=N_("Add another partner"),
                            at_least=1,
                            titled_by="partner",
                            of=(partner("partner", N_("Which partner takes part?")),),
                        ),
                        Text(
                            "description",
                            N_("What will be done? A short and clear description is enough."),
                            label=N_("Description"),
                        ),
                        serves_objectives(N_("Which objectives does this effort serve?")),
                        Money("cost", N_("What does it cost?"), label=N_("Cost"), optional=True),
                        Period("when", N_("From when to when?"), label=N_("Period"), optional=True),
                        Text("target", N_("What are its targets?"), label=N_("Targets"), optional=True),
                        Group(
                            "milestones",
                            N_("Which milestones are there on the way?"),
                            label=N_("Milestones"),
                            one=N_("Milestone"),
                            add=N_("Add another milestone"),
                            titled_by="milestone",
                            of=(
                                Text(
                                    "milestone",
                                    N_("What is reached?"),
                                    label=N_("Milestone"),
                                    example=N_("The first centre is open"),
                                    lines=False,
                                    most_characters=200,
                                ),
                                Date("by", N_("By when?"), label=N_("By when"), precision="month"),
                            ),
                        ),
                        Text(
                            "contact",
                            N_("Who is the contact for this effort?"),
                            label=N_("Contact"),
                            help=N_("The template asks for a contact for every effort. It is published with the plan."),
                            example=N_("Amina Yusuf"),
                            lines=False,
                            least_characters=2,
                            most_characters=200,
                        ),
                        Email("email", N_("At which e-mail address?"), label=N_("E-mail")),
                        Phone("phone", N_("At which telephone number?"), label=N_("Telephone"), optional=True),
                    ),
                ),
                earlier_text("efforts_text"),
            ),
        ),
        Section(
            "opportunities",
            N_("Opportunities"),
            help=N_(
                "Good ideas that would help the area and are not carried out in this period, since they need study or "
                "funds: as specific as possible, and linked to the objectives."
            ),
            cites="T5",
            brought_to="opportunities_text",
            questions=(
                Group(
                    "opportunities",
                    N_("Which further ideas would help the area?"),
                    label=N_("Opportunities"),
                    one=N_("Opportunity"),
                    add=N_("Add another opportunity"),
                    titled_by="idea",
                    of=(
                        Text("idea", N_("What is the idea?"), label=N_("Idea")),
                        Text("needs", N_("What would it need?"), label=N_("Needs"), optional=True),
                        serves_objectives(N_("Which objectives would it serve?")),
                    ),
                ),
                earlier_text("opportunities_text"),
            ),
        ),
        Section(
            "evaluation",
            N_("Evaluation"),
            help=N_("How progress towards the objectives is tracked, measured and reported."),
            cites="T6",
            standing=(CURRENT.plan_evaluation,),
            brought_to="measuring",
            questions=(
                Group(
                    "indicators",
                    N_("These are the indicators of progress so far. Is there another?"),
                    label=N_("Indicators"),
                    one=N_("Indicator"),
                    add=N_("Add another indicator"),
                    at_least=1,
                    titled_by="indicator",
                    of=(
                        Text(
                            "indicator",
                            N_("What shows progress?"),
                            label=N_("Indicator"),
                            example=N_("Miners who recover gold without mercury"),
                        ),
                        LinkedChoice(
                            "objective",
                            N_("Which objective does it measure?"),
                            label=N_("Objective"),
                            to="objectives",
                            headed_by="statement",
                            when=has_items("objectives"),
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
                            "baseline", N_("Where does it stand now?"), label=N_("Baseline"), lines=False, optional=True
                        ),
                        Text("target", N_("What is the target?"), label=N_("Target"), lines=False),
                        Date("by", N_("By when?"), label=N_("By when"), precision="year"),
                    ),
                ),
                Text(
                    "measuring",
                    N_("How are performance and progress measured and reported?"),
                    label=N_("Measuring and reporting"),
                    shows=standing_paragraph,
                ),
            ),
        ),
        Section(
            "resources",
            N_("Resource mobilisation"),
            help=N_("Where the means come from: possible donors by name, projects that seek funds, and what is given."),
            cites="T7",
            brought_to="mobilising",
            questions=(
                Group(
                    "donors",
                    N_("Which donors and financial institutions could support the area?"),
                    label=N_("Possible donors"),
                    one=N_("Donor"),
                    add=N_("Add another donor"),
                    titled_by="donor",
                    of=(
                        Text("donor", N_("What is the donor or institution called?"), label=N_("Donor"), lines=False),
                        Text("what", N_("What could it support?"), label=N_("What"), optional=True),
                    ),
                ),
                Group(
                    "projects",
                    N_("Which projects seek funds?"),
                    label=N_("Projects that seek funds"),
                    one=N_("Project"),
                    add=N_("Add another project"),
                    titled_by="project",
                    of=(
                        Text("project", N_("What is the project called?"), label=N_("Project"), lines=False),
                        Money("amount", N_("Which amount does it need?"), label=N_("Amount")),
                        LinkedChoice(
                            "effort",
                            N_("Which effort is it for?"),
                            label=N_("Effort"),
                            to="efforts",
                            headed_by="effort",
                            when=has_items("efforts"),
                            optional=True,
                        ),
                        Text("asked", N_("What is asked for, and for what exactly?"), label=N_("Details")),
                    ),
                ),
                Group(
                    "given",
                    N_("Which contributions are given, in cash or in kind?"),
                    label=N_("Contributions given"),
                    one=N_("Contribution"),
                    add=N_("Add another contribution"),
                    titled_by="partner",
                    of=(
                        partner("partner", N_("Who gives it?")),
                        Choice("kind", N_("In cash or in kind?"), label=N_("Kind"), options=GIVEN_KINDS),
                        Money("amount", N_("Which amount, or what is it worth?"), label=N_("Amount"), optional=True),
                        Text("what", N_("What is given?"), label=N_("What")),
                    ),
                ),
                Text(
                    "mobilising",
                    N_("How will the area find the means that it lacks?"),
                    label=N_("Finding resources"),
                    shows=ways_to_funds,
                    optional=True,
                ),
            ),
        ),
        Section(
            "process",
            N_("Business planning process"),
            help=N_("How the plan is made and reviewed: the area assesses its work, tests its direction, and adjusts."),
            cites="T8",
            brought_to="making",
            questions=(
                Text("making", N_("How is the plan made?"), label=N_("How the plan is made")),
                Text("reviewing", N_("How and how often is it reviewed?"), label=N_("How it is reviewed")),
            ),
        ),
        Section(
            "linkages",
            N_("Linkages"),
            help=N_("The main cross-cutting activities within the Partnership, and related activities outside it."),
            cites="T9",
            brought_to="linkages_text",
            questions=(
                Group(
                    "inside",
                    N_("Which activities within the Partnership are linked to the area?"),
                    label=N_("Within the Partnership"),
                    one=N_("Within the Partnership"),
                    add=N_("Add another activity"),
                    titled_by="activity",
                    of=(Text("activity", N_("Which activity, and how is it linked?"), label=N_("Activity")),),
                ),
                Group(
                    "outside",
                    N_("Which activities outside the Partnership are linked to the area?"),
                    label=N_("Outside the Partnership"),
                    one=N_("Outside the Partnership"),
                    add=N_("Add another activity"),
                    titled_by="activity",
                    of=(Text("activity", N_("Which activity, and how is it linked?"), label=N_("Activity")),),
                ),
                earlier_text("linkages_text"),
            ),
        ),
        Section(
            "partners",
            N_("Partners"),
            help=N_("The partners of the area with their main contacts; the lead is named."),
            cites="T10",
            brought_to="other",
            questions=(
                PartnerName("lead", N_("Who leads the area?"), label=N_("Lead"), cites="G4.b(6)"),
                Group(
                    "partners",
                    N_("These are the partners so far. Is there another?"),
                    label=N_("Partners"),
                    one=N_("Partner"),
                    add=N_("Add another partner"),
                    at_least=1,
                    at_most=300,
                    titled_by="partner",
                    of=(
                        partner("partner", N_("Which partner belongs to the area?")),
                        Text(
                            "contact",
                            N_("Who is the main contact?"),
                            label=N_("Main contact"),
                            help=N_("It is published with the plan: please ask this person first."),
                            example=N_("Amina Yusuf"),
                            lines=False,
                            optional=True,
                        ),
                    ),
                ),
                Text(
                    "other",
                    N_("Is there anything else to say about the partners?"),
                    label=N_("Other information"),
                    optional=True,
                ),
            ),
        ),
    ),
)
