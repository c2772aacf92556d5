"""Small forms around reporting: a cycle opened or changed, a report returned for completion, a progress note.

Framework F§7, T6: UNEP sets the format and the timetable; a date that it has not set is left open. Nothing is refused:
a report that lacks something is returned for completion, with words. G6(b): partners report progress to their lead.
"""

from __future__ import annotations

from typing import Final

from flows.dates import first_day, last_day
from flows.errands import STOP_HERE
from flows.facts import Facts
from flows.form import Flow, Group, Section
from flows.kinds import Choice, Date, File, Period, Text
from flows.session import Answer, Answers
from flows.wording import N_

REPORTING_CYCLE: Final = Flow(
    "reporting_cycle",
    edition=1,
    title=N_("Reporting cycle"),
    cites="F§7",
    ready=N_("Please read this again. The leads of all areas are told."),
    submit=N_("Keep it, and tell the leads"),
    give_up=STOP_HERE,
    sections=(
        Section(
            "reporting_cycle",
            N_("Reporting cycle"),
            (
                Period(
                    "period",
                    N_("Which period are the areas to report on?"),
                    label=N_("Period"),
                    closed=True,
                    cites="F§7",
                ),
                Text(
                    "format",
                    N_("Which edition of UNEP's format are they to follow?"),
                    label=N_("Format"),
                    example=N_("Reporting format of 2026"),
                    lines=False,
                    most_characters=200,
                    cites="T6",
                ),
                Date(
                    "due",
                    N_("On which day are the reports due?"),
                    label=N_("Due on"),
                    help=N_("Skip this while UNEP has not set a date. You can set it, or move it, at any time."),
                    optional=True,
                    cites="F§7",
                ),
            ),
            cites="F§7",
        ),
    ),
)


def period_days(answers: Answers) -> tuple[str, str]:
    """The first and the last day of the period in a cycle's form (ISO 8601). Raises `ValueError` without a period."""
    match answers.get("period"):
        case Answer(value={"from": str(start), "to": str(end)}):
            return first_day(start).isoformat(), last_day(end).isoformat()
    raise ValueError("the form of a reporting cycle has no period")


REPORT_RETURN: Final = Flow(
    "report_return",
    edition=1,
    title=N_("Return for completion"),
    cites="F§7",
    ready=N_("Please read what you ask for. When all is right, return the report to its lead."),
    submit=N_("Return it for completion"),
    give_up=STOP_HERE,
    sections=(
        Section(
            "report_return",
            N_("Return for completion"),
            (
                Text(
                    "words",
                    N_("What should the lead add or change?"),
                    label=N_("To be completed"),
                    help=N_("They read these words as you write them. Please use a language that they read."),
                    example=N_("Please give the date on which each indicator was measured."),
                    most_words=250,
                ),
            ),
        ),
    ),
)


def has_efforts(facts: Facts) -> bool:
    """Whether the plan has efforts to choose from."""
    return bool(facts.choices)


PROGRESS_NOTE: Final = Flow(
    "progress_note",
    edition=1,
    title=N_("Progress note"),
    cites="G6(b)",
    ready=N_("Please read your note. When all is right, send it to the lead of the area."),
    submit=N_("Send to the lead"),
    give_up=STOP_HERE,
    sections=(
        Section(
            "progress_note",
            N_("Progress note"),
            (
                Text(
                    "words",
                    N_("What has been done, and what has come of it?"),
                    label=N_("Progress made"),
                    help=N_("A few sentences are enough. The lead may use them in the report to UNEP."),
                    example=N_(
                        "The first centre opened in May. Sixty miners were trained; forty work without mercury."
                    ),
                    cites="G6(b)",
                ),
                Choice(
                    "effort",
                    N_("Which effort of the plan is it about?"),
                    label=N_("Effort"),
                    help=N_("Skip this if it is about something else, or about several."),
                    options=lambda facts: facts.choices,
                    given=has_efforts,
                    optional=True,
                    cites="T4",
                ),
                Group(
                    "files",
                    N_("Would you like to send files with it: a picture, a table, a document?"),
                    label=N_("Files"),
                    one=N_("File"),
                    add=N_("Send a file"),
                    at_most=5,
                    titled_by="file",
                    of=(File("file", N_("Please send the file."), label=N_("File")),),
                ),
            ),
        ),
    ),
)

REPORT_ERRANDS: Final = {flow.key: flow for flow in (REPORTING_CYCLE, REPORT_RETURN, PROGRESS_NOTE)}
