"""Small forms about a plan: to remark on a section, and to answer a remark (R¶38: reviewing is everyone's)."""

from __future__ import annotations

from typing import Final

from flows.errands import STOP_HERE
from flows.form import Flow, Section
from flows.kinds import Text
from flows.wording import N_

PLAN_REMARK: Final = Flow(
    "plan_remark",
    edition=1,
    title=N_("Remark"),
    at_once=True,
    give_up=STOP_HERE,
    sections=(
        Section(
            "plan_remark",
            N_("Remark"),
            (
                Text(
                    "words",
                    N_("What would you like to say about it?"),
                    label=N_("Remark"),
                    help=N_(
                        "The lead of the area reads your words as you write them, and can answer. Remarks of the "
                        "Advisory Group are published with the plan, under your name."
                    ),
                    example=N_("Please say how many miners are to be trained in a year."),
                    cites="R¶38",
                ),
            ),
        ),
    ),
)

PLAN_ANSWER: Final = Flow(
    "plan_answer",
    edition=1,
    title=N_("Answer to a remark"),
    at_once=True,
    give_up=STOP_HERE,
    sections=(
        Section(
            "plan_answer",
            N_("Answer to a remark"),
            (
                Text(
                    "words",
                    N_("What do you answer?"),
                    label=N_("Answer"),
                    help=N_(
                        "It is told to who made the remark. Answers to the Advisory Group are published with the plan."
                    ),
                    example=N_("The number has been added to the third objective."),
                ),
            ),
        ),
    ),
)

PLAN_ERRANDS: Final = {flow.key: flow for flow in (PLAN_REMARK, PLAN_ANSWER)}
