"""Errands: small forms that a member of the secretariat fills in about a letter, or to find one.

Framework G2(c): the secretariat receives letters and asks for what they lack; nobody refuses one. So a letter is set
aside, for spam and duplicates, and can be taken up again at any time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flows.facts import Option
from flows.form import Flow, Known, Section
from flows.kinds import Choice, Several, Text
from flows.layout import find, section_stops
from flows.letter import LETTER
from flows.session import Answers
from flows.wording import N_, Say, say

STOP_HERE = N_("Stop here? Nothing is done then, and what you wrote is erased.")

COMPLETION: Final = Flow(
    "completion",
    edition=1,
    title=N_("Ask for completion"),
    cites="G2(c)",
    ready=N_("Please read what you ask for. When all is right, send it to the applicant."),
    submit=N_("Send to the applicant"),
    give_up=STOP_HERE,
    sections=(
        Section(
            "completion",
            N_("Ask for completion"),
            (
                Several(
                    "asked",
                    N_("What is the applicant to look at again?"),
                    label=N_("Asked about"),
                    help=N_("The letter opens for them directly at what you choose here."),
                    options=lambda facts: facts.choices,
                    cites="G2(c)",
                ),
                Text(
                    "remark",
                    N_("What should the applicant add or change?"),
                    label=N_("Remark"),
                    help=N_("They read these words as you write them. Please use a language that they read."),
                    example=N_("Please describe in more detail who will be trained, and where."),
                    most_words=250,
                ),
            ),
        ),
    ),
)

REASONS: Final = {
    "spam": N_("It is no letter to the Partnership"),
    "duplicate": N_("It repeats another letter"),
    "other": N_("Another reason"),
}
"""Why a letter is set aside; the keys stand in storage."""


def is_explained(known: Known) -> bool:
    """Whether the reason that was chosen needs no words beside it."""
    return bool(known("reason") != "other")


SETTING_ASIDE: Final = Flow(
    "setting_aside",
    edition=1,
    title=N_("Set aside"),
    ready=N_("Please read this again. The applicant is told; the letter can be taken up again at any time."),
    submit=N_("Set it aside"),
    give_up=STOP_HERE,
    sections=(
        Section(
            "setting_aside",
            N_("Set aside"),
            (
                Choice(
                    "reason",
                    N_("Why is the letter set aside?"),
                    label=N_("Reason"),
                    help=N_("No letter is refused. One that is set aside is kept, and can be taken up again."),
                    options=tuple(Option(key, say(name)) for key, name in REASONS.items()),
                ),
                Text(
                    "words",
                    N_("What should the applicant know about it?"),
                    label=N_("Words to the applicant"),
                    help=N_("They read these words as you write them."),
                    example=N_("Your ministry has sent the letter GMP-2026-0007 already."),
                    optional=is_explained,
                    most_words=250,
                ),
            ),
        ),
    ),
)

SEARCH: Final = Flow(
    "search",
    edition=1,
    title=N_("Find"),
    at_once=True,
    give_up=STOP_HERE,
    sections=(
        Section(
            "search",
            N_("Find"),
            (
                Text(
                    "words",
                    N_("Which partner or letter are you looking for?"),
                    label=N_("Words"),
                    help=N_("Part of a name in any script, or a reference."),
                    example="GMP-2026-0001",
                    most_characters=200,
                    lines=False,
                ),
            ),
        ),
    ),
)

ERRANDS: Final = {flow.key: flow for flow in (COMPLETION, SETTING_ASIDE, SEARCH)}


def completion_choices(answers: Answers, flow: Flow = LETTER) -> tuple[Option, ...]:
    """What can be asked about: first what the framework requires of a letter, then every other question of this one.

    An option's id is the path of the question that it leads to; a group counts as one.
    """
    required = {element.found_at: element for element in flow.elements}
    first = tuple(Option(path, say(element.label), element.cites) for path, element in required.items())
    others = tuple(
        Option(stop.path, say(stop.question.label or stop.question.ask))
        for section in flow.sections
        for stop in section_stops(section, answers)
        if stop.path not in required
    )
    return (*first, *others)


def asked_paths(chosen: Iterable[str], answers: Answers, flow: Flow = LETTER) -> tuple[str, ...]:
    """The paths that were chosen, in the form's order; what the form does not ask is left out."""
    wanted = set(chosen)
    return tuple(
        stop.path for section in flow.sections for stop in section_stops(section, answers) if stop.path in wanted
    )


def asked_labels(paths: Iterable[str], answers: Answers, flow: Flow = LETTER) -> tuple[Say, ...]:
    """What was asked about, in words; what the form does not have any more is left out."""
    required = {element.found_at: element.label for element in flow.elements}
    told = []
    for path in paths:
        stop = find(flow, answers, path)
        if path in required:
            told.append(say(required[path]))
        elif stop is not None:
            told.append(say(stop.question.label or stop.question.ask))
    return tuple(told)
