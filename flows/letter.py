"""The letter of intent: what a prospective partner is asked, in the order of asking.

Framework G2(c): the letter states support for the Partnership and commitment to achieving its goal, and specifies in
detail how the partner will contribute. Nothing else is required by the text; the rest makes the letter usable: who
writes, how to reach them, who signs, and whether it may be published as G2(c) foresees.
"""

from __future__ import annotations

from dataclasses import replace

from flows.contribution_words import with_words
from flows.facts import Facts, Option
from flows.form import Element, Flow, Group, Known, Section
from flows.framework import CURRENT
from flows.kinds import Choice, Consent, Country, Email, File, Link, Period, Phone, Several, Text
from flows.layout import items, level
from flows.letter_text import KIND_NAMES, goal_paragraphs, publication_paragraphs
from flows.session import Answers
from flows.wording import N_, Say, say
from flows.wording import Several as ListOf

KINDS = with_words(tuple(Option(key, name) for key, name in KIND_NAMES.items()))
"""What a partner may bring."""


def is_individual(known: Known) -> bool:
    """An individual signs for themselves: no official name, position or authority is asked (G2(a))."""
    return bool(known("category") == "individual")


def is_entity(known: Known) -> bool:
    """Anyone but an individual."""
    return not is_individual(known)


def spans_countries(known: Known) -> bool:
    """International and regional organisations need not name a country."""
    return known("category") in ("international", "regional")


def an_area_is_open(facts: Facts) -> bool:
    """Where none is, no area is asked for: a letter can do without (G2(c))."""
    return bool(facts.areas)


def area_options(facts: Facts) -> tuple[Option, ...]:
    """The areas that are open now."""
    return tuple(Option(area.key, area.name) for area in facts.areas)


def only_chosen_areas(answers: Answers, facts: Facts) -> Facts:
    """A contribution serves areas that the partner takes part in; before any is chosen, all are offered."""
    answer = answers.get("areas")
    chosen = answer.value if answer is not None and isinstance(answer.value, list) else []
    areas = tuple(area for area in facts.areas if area.key in chosen)
    return replace(facts, areas=areas) if areas else facts


def states_support(answers: Answers) -> bool:
    """Element 1 of G2(c)."""
    return "support" in answers and answers["support"].value is True


def states_commitment(answers: Answers) -> bool:
    """Element 2 of G2(c)."""
    return "goal" in answers and answers["goal"].value is True


def details_contribution(answers: Answers) -> bool:
    """Element 3 of G2(c): at least one contribution, described."""
    described = (answers.get(f"contributions.{item}.how") for item in items(answers, "contributions"))
    return any(answer is not None and answer.value for answer in described)


def publication_shown(answers: Answers, facts: Facts) -> tuple[Say, ...]:
    """What would be published and what not, before consent is asked: of private answers, those that are asked for."""
    stops = level(LETTER, answers, "publish")
    private = tuple(say(stop.question.label) for stop in stops if stop.question.private)
    return (
        *publication_paragraphs(answers, facts),
        say(N_("Not published: {answers}"), answers=ListOf(private, "commas")),
    )


LETTER = Flow(
    "letter",
    edition=1,
    title=N_("Letter of intent"),
    cites="G2(c)",
    titled_by="name",
    submit=N_("Send the letter"),
    sections=(
        Section(
            "applicant",
            N_("Who is applying"),
            (
                Choice(
                    "category",
                    N_("Which of these describes you?"),
                    label=N_("Category"),
                    help=N_("The Partnership is open to all who support its goal."),
                    options=CURRENT.categories,
                    cites="G2(a)",
                ),
                Text(
                    "name",
                    N_("What is the full official name?"),
                    label=N_("Official name"),
                    help=N_("As it should stand in the register of partners."),
                    example=N_("Ministry of Environment and Natural Resources"),
                    when=is_entity,
                    least_characters=2,
                    most_characters=200,
                    lines=False,
                    known_as="partner",
                ),
                Text(
                    "name",
                    N_("What is your full name?"),
                    label=N_("Full name"),
                    help=N_("As it should stand in the register of partners."),
                    example=N_("Amina Yusuf"),
                    when=is_individual,
                    least_characters=2,
                    most_characters=200,
                    lines=False,
                    known_as="partner",
                ),
                Country(
                    "country",
                    N_("In which country?"),
                    label=N_("Country"),
                    optional=spans_countries,
                ),
                Link(
                    "website",
                    N_("Is there a website?"),
                    label=N_("Website"),
                    when=is_entity,
                    optional=True,
                ),
            ),
        ),
        Section(
            "contact",
            N_("How to reach you"),
            (
                Text(
                    "person",
                    N_("Who is the contact person?"),
                    label=N_("Contact person"),
                    help=N_("The secretariat writes to this person. Contacts are kept, not published."),
                    example=N_("Amina Yusuf"),
                    when=is_entity,
                    private=True,
                    least_characters=2,
                    most_characters=200,
                    lines=False,
                    cites="G6(e)(iii)",
                ),
                Text(
                    "position",
                    N_("What is this person's position?"),
                    label=N_("Position"),
                    example=N_("Head of the chemicals unit"),
                    when=is_entity,
                    optional=True,
                    private=True,
                    most_characters=200,
                    lines=False,
                ),
                Email(
                    "email",
                    N_("At which e-mail address?"),
                    label=N_("E-mail"),
                    private=True,
                    cites="G6(e)(iii)",
                ),
                Phone(
                    "phone",
                    N_("At which telephone number?"),
                    label=N_("Telephone"),
                    optional=True,
                    private=True,
                ),
                Text(
                    "address",
                    N_("What is the postal address?"),
                    label=N_("Postal address"),
                    example=N_("12 River Road, P.O. Box 305, Nairobi"),
                    optional=True,
                    private=True,
                    most_characters=500,
                ),
            ),
        ),
        Section(
            "commitment",
            N_("Support and commitment"),
            (
                Consent(
                    "support",
                    N_("Do you support the UNEP Global Mercury Partnership?"),
                    label=N_("Support for the Partnership"),
                    help=N_("Your letter will say so. It is the first of the three things that a letter must state."),
                    yes=N_("Yes, the letter states it"),
                    no=N_("No"),
                    cites="G2(c)",
                ),
                Consent(
                    "goal",
                    N_("Do you commit to working towards this goal?"),
                    label=N_("Commitment to the goal"),
                    yes=N_("Yes, the letter states it"),
                    no=N_("No"),
                    shows=goal_paragraphs,
                    cites="G2(c)",
                ),
            ),
        ),
        Section(
            "contribution",
            N_("How you will contribute"),
            (
                Several(
                    "areas",
                    N_("In which areas will you take part?"),
                    label=N_("Areas"),
                    help=N_("Choose one or more. You can join others later."),
                    options=area_options,
                    given=an_area_is_open,
                    cites="G1(b)",
                ),
                Group(
                    "contributions",
                    N_("These are your contributions so far. Is there another?"),
                    label=N_("Contributions"),
                    one=N_("Contribution"),
                    add=N_("Add another contribution"),
                    at_least=1,
                    titled_by="how",
                    cites="G2(c)",
                    of=(
                        Choice(
                            "kind",
                            N_("What will you bring?"),
                            label=N_("What"),
                            help=N_("One thing now; you can add others afterwards."),
                            options=KINDS,
                            cites="G2(b)",
                        ),
                        Text(
                            "how",
                            N_("How will this help to reach the goal? Please describe it in detail."),
                            label=N_("How"),
                            help=N_("What will be done, by whom, where, and what should come of it."),
                            example=N_(
                                "We will train 200 small-scale miners in two districts to recover gold without "
                                "mercury, and publish what we learn."
                            ),
                            most_words=250,
                            cites="G2(c)",
                        ),
                        Several(
                            "areas",
                            N_("Which areas does this contribution serve?"),
                            label=N_("Areas served"),
                            options=area_options,
                            given=an_area_is_open,
                            narrows=only_chosen_areas,
                            optional=True,
                        ),
                        Period(
                            "when",
                            N_("From when to when?"),
                            label=N_("Period"),
                            optional=True,
                        ),
                    ),
                ),
            ),
        ),
        Section(
            "signature",
            N_("Signature"),
            (
                Text(
                    "signatory",
                    N_("Who signs the letter?"),
                    label=N_("Signed by"),
                    help=N_("The full name, as under a letter on paper."),
                    example=N_("Amina Yusuf"),
                    least_characters=2,
                    most_characters=200,
                    lines=False,
                ),
                Text(
                    "title",
                    N_("What is the title or function of the signatory?"),
                    label=N_("Title"),
                    example=N_("Permanent Secretary"),
                    when=is_entity,
                    most_characters=200,
                    lines=False,
                ),
                Consent(
                    "authority",
                    N_("May the signatory sign on behalf of the applicant?"),
                    label=N_("Authority to sign"),
                    yes=N_("Yes, with authority to sign"),
                    no=N_("Not yet"),
                    when=is_entity,
                ),
                File(
                    "scan",
                    N_("Would you like to add a signed copy?"),
                    label=N_("Signed copy"),
                    help=N_("A scan or a photograph of the signed letter, if you have one."),
                    optional=True,
                    private=True,
                ),
            ),
        ),
        Section(
            "publication",
            N_("Publication"),
            (
                Consent(
                    "publish",
                    N_("May the letter be published in this form?"),
                    label=N_("Publication"),
                    yes=N_("Yes, it may be published"),
                    no=N_("No, please ask me first"),
                    shows=publication_shown,
                    cites="G2(c)",
                ),
            ),
        ),
    ),
    elements=(
        Element("support", N_("Support for the Partnership"), "G2(c)", states_support, "support"),
        Element("goal", N_("Commitment to achieving its goal"), "G2(c)", states_commitment, "goal"),
        Element("how", N_("How you will contribute, in detail"), "G2(c)", details_contribution, "contributions"),
    ),
)
