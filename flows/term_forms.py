"""Small forms about terms: how an election or a designation came about, and whom a member of the Advisory Group stands
for (Framework G3(b)-(d), G4.b(6))."""

from __future__ import annotations

from typing import Final

from flows.board import COMES_AS, RATHER_NOT
from flows.errands import STOP_HERE
from flows.facts import Facts, Option
from flows.form import Flow, Known, Section
from flows.framework import CURRENT
from flows.kinds import Choice, Country, Text
from flows.letter import an_area_is_open, area_options
from flows.regions import REGIONS, is_developing, region_of
from flows.wording import N_, say

NO_MEETING: Final = "none"
AT_ONCE: Final = "now"
AFTERWARDS: Final = "after"
_BEGINNINGS: Final = frozenset({AT_ONCE, AFTERWARDS})


def beginnings(facts: Facts) -> tuple[Option, ...]:
    """When the term may begin, where there is a choice: at once, or when the term of who holds the role now ends."""
    return tuple(option for option in facts.choices if option.id in _BEGINNINGS)


def meetings(facts: Facts) -> tuple[Option, ...]:
    """The meetings of the body, by their numbers, and that it was at none of them."""
    held = tuple(option for option in facts.choices if option.id not in _BEGINNINGS)
    return (*held, Option(NO_MEETING, say(N_("At none of these")))) if held else ()


def was_at_a_meeting(known: Known) -> bool:
    """Whether a meeting says already how it came about."""
    return known("meeting") not in (None, NO_MEETING)


DESIGNATION: Final = Flow(
    "designation",
    edition=1,
    title=N_("Election or designation"),
    cites="G3(d), G4.b(6)",
    ready=N_("Please read this again. The term is recorded when you press the button, and whom it concerns is told."),
    submit=N_("Record it"),
    give_up=STOP_HERE,
    sections=(
        Section(
            "designation",
            N_("Election or designation"),
            (
                Choice(
                    "begins",
                    N_("When does the term begin?"),
                    label=N_("Beginning"),
                    options=beginnings,
                    given=lambda facts: bool(beginnings(facts)),
                ),
                Choice(
                    "meeting",
                    N_("At which meeting was it decided?"),
                    label=N_("Meeting"),
                    options=meetings,
                    given=lambda facts: bool(meetings(facts)),
                ),
                Text(
                    "words",
                    N_("How did it come about?"),
                    label=N_("How it came about"),
                    help=N_("A sentence is enough. It stands with the term, for whoever asks later."),
                    example=N_("The partners of the area agreed by e-mail on 3 March 2026."),
                    optional=was_at_a_meeting,
                    most_words=100,
                ),
            ),
        ),
    ),
)


def names_an_area(known: Known) -> bool:
    """Who comes needed for the mix comes for no area."""
    return known("comes_as") in ("lead", "nominated", "transitional")


def region_is_open(known: Known) -> bool:
    """Whether the country does not say which region it is."""
    return not region_of(str(known("country") or ""))


def development_is_open(known: Known) -> bool:
    """Whether the country does not say whether it is a developing one or an economy in transition."""
    return is_developing(str(known("country") or "")) is None


SEAT: Final = Flow(
    "seat",
    edition=1,
    title=N_("Seat in the Advisory Group"),
    cites="G3(b)",
    ready=N_("Please read your answers. When all is right, keep them."),
    submit=N_("Keep it"),
    give_up=N_("Stop here? The seat then stays as it was."),
    sections=(
        Section(
            "seat",
            N_("Seat in the Advisory Group"),
            (
                Choice(
                    "category",
                    N_("Whom does the member stand for?"),
                    label=N_("Category"),
                    options=CURRENT.categories,
                    cites="G3(b)",
                ),
                Choice(
                    "comes_as",
                    N_("How did the member come to be invited?"),
                    label=N_("Invited as"),
                    options=tuple(Option(key, say(name)) for key, name in COMES_AS.items()),
                    optional=True,
                    cites="G3(c)",
                ),
                Choice(
                    "area",
                    N_("For which area?"),
                    label=N_("Area"),
                    options=area_options,
                    when=names_an_area,
                    given=an_area_is_open,
                    optional=True,
                    cites="G3(c)",
                ),
                Country(
                    "country",
                    N_("From which country does the member come?"),
                    label=N_("Country"),
                    help=N_("Whoever stands for several countries can skip this."),
                    optional=True,
                    cites="G3(b)",
                ),
                Choice(
                    "region",
                    N_("Which region is that?"),
                    label=N_("Region"),
                    help=N_("These are the regional groups of the United Nations."),
                    options=tuple(Option(key, say(name)) for key, name in REGIONS.items()),
                    when=region_is_open,
                    optional=True,
                    cites="G3(b)",
                ),
                Choice(
                    "developing",
                    N_("Is it a developing country or an economy in transition?"),
                    label=N_("Developing country or economy in transition"),
                    options=(Option("yes", say(N_("Yes"))), Option("no", say(N_("No")))),
                    when=development_is_open,
                    optional=True,
                    cites="G3(b)",
                ),
                Choice(
                    "gender",
                    N_("What is the member's gender?"),
                    label=N_("Gender"),
                    help=N_("The guidelines ask for balance. Only numbers are shown to others, and nobody has to say."),
                    options=(
                        Option("woman", say(N_("Woman"))),
                        Option("man", say(N_("Man"))),
                        Option("other", say(N_("Another"))),
                        Option(RATHER_NOT, say(N_("Rather not say"))),
                    ),
                    optional=True,
                    private=True,
                    cites="G3(b)",
                ),
            ),
        ),
    ),
)

TERM_FORMS: Final = {flow.key: flow for flow in (DESIGNATION, SEAT)}
