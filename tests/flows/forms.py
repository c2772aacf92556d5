"""Small forms that stories are told with, and the letter filled in up to any question."""

from __future__ import annotations

from flows.facts import NameBorne, Option
from flows.form import Element, Flow, Group, Section
from flows.kinds import Choice, Consent, Date, Text
from flows.session import Answers
from flows.wording import say
from tests.flows.conversation import Conversation

PLAN = Flow(
    "plan",
    edition=1,
    title="Business plan",
    order="menu",
    titled_by="summary",
    sections=(
        Section(
            "summary",
            "Summary of the issue",
            (Text("summary", "What is the issue?", label="Summary", most_words=5, cites="T1"),),
        ),
        Section(
            "efforts",
            "Partner efforts",
            (
                Group(
                    "efforts",
                    "These are the efforts so far. Is there another?",
                    label="Efforts",
                    one="Effort",
                    at_least=1,
                    titled_by="what",
                    of=(
                        Text("what", "What is done?", label="What"),
                        Group(
                            "milestones",
                            "Are there milestones?",
                            label="Milestones",
                            one="Milestone",
                            of=(
                                Text("step", "Which step?", label="Step"),
                                Date("by", "By when?", label="By", optional=True),
                            ),
                        ),
                        Group(
                            "contacts",
                            "Who can be asked?",
                            label="Contacts",
                            one="Contact",
                            at_least=1,
                            at_most=2,
                            of=(Text("who", "Who is the contact?", label="Who"),),
                        ),
                    ),
                ),
                Text("notes", "Anything else?", label="Notes", optional=True),
            ),
        ),
        Section("agreement", "Agreement", (Consent("agreed", "Do the partners agree?", label="Agreed"),)),
    ),
    submit="Send the plan",
)


def says_why(answers: Answers) -> bool:
    """The only element of the short form; who chose blue is not asked for it."""
    blue = "colour" in answers and answers["colour"].value == "blue"
    return blue or ("why" in answers and bool(answers["why"].value))


SHORT = Flow(
    "short",
    edition=1,
    title="A short form",
    titled_by="name",
    sections=(
        Section(
            "items",
            "Items first",
            (
                Group(
                    "items",
                    "Is there another?",
                    label="Items",
                    one="Item",
                    at_least=1,
                    of=(
                        Text("what", "What is it?", label="What"),
                        Text("note", "A note?", optional=True, label="Note"),
                    ),
                ),
                Text("name", "What is its name?", label="Name", lines=False),
            ),
        ),
        Section(
            "more",
            "More",
            (
                Choice(
                    "colour",
                    "Which colour?",
                    label="Colour",
                    options=(Option("red", say("Red")), Option("blue", say("Blue"))),
                ),
                Text("why", "Why?", label="Why", most_words=3, when=lambda known: bool(known("colour") == "red")),
            ),
        ),
    ),
    elements=(Element("why", "A reason", "G2(c)", says_why, "why"),),
)

LONG_TEXT = " ".join(["mercury"] * 253)
"""Three words more than a contribution should take."""

ENTITY = (
    ("category", lambda c: c.press("National government")),
    ("name", lambda c: c.say("Ministry of Environment")),
    ("country", lambda c: c.say("Kenya")),
    ("website", lambda c: c.say("https://www.environment.go.ke")),
    ("person", lambda c: c.say("Amina Yusuf")),
    ("position", lambda c: c.say("Head of the chemicals unit")),
    ("email", lambda c: c.say("amina.yusuf@environment.go.ke")),
    ("phone", lambda c: c.say("+254 20 2730808")),
    ("address", lambda c: c.say("P.O. Box 305, Nairobi")),
    ("support", lambda c: c.press_act("pick", "yes")),
    ("goal", lambda c: c.press_act("pick", "yes")),
    ("areas", lambda c: c.press("Artisanal and small-scale gold mining", "Mercury in products", "Done")),
    ("contributions.1.kind", lambda c: c.press_act("pick", "training")),
    ("contributions.1.how", lambda c: c.say("We train 200 miners to recover gold without mercury.")),
    ("contributions.1.areas", lambda c: c.press("Artisanal and small-scale gold mining", "Done")),
    ("contributions.1.when", lambda c: c.say("March 2026 to June 2027")),
    ("contributions", lambda c: c.press("Continue")),
    ("signatory", lambda c: c.say("Amina Yusuf")),
    ("title", lambda c: c.say("Permanent Secretary")),
    ("authority", lambda c: c.press_act("pick", "yes")),
    ("scan", lambda c: c.press("Skip")),
    ("publish", lambda c: c.press_act("pick", "yes")),
)
"""A government's letter: at each place, what is sent or pressed there."""

NOT_FOR_INDIVIDUALS = ("website", "person", "position", "title", "authority")

INDIVIDUAL = tuple(
    ("category", lambda c: c.press("An individual who agrees to work towards the goal"))
    if path == "category"
    else (path, does)
    for path, does in ENTITY
    if path not in NOT_FOR_INDIVIDUALS
)


def letter(until: str = "", steps=ENTITY, **settings) -> Conversation:
    """A letter in English, filled in as far as the question at `until`, or as far as the review page."""
    conversation = Conversation(**settings)
    for path, does in steps:
        assert conversation.place.path == path
        if path == until:
            return conversation
        does(conversation)
    assert conversation.place.kind == "review"
    return conversation


def standing_at(kind: str) -> Conversation:
    """A letter in English, standing at a place of this kind."""
    match kind:
        case "over":
            c = letter("contributions.1.how").say(LONG_TEXT)
        case "reason":
            c = standing_at("over").press("Keep it and say why")
        case "unsure":
            c = letter("country").say("Kenyya")
        case "alike":
            c = letter("name", borne=(NameBorne("Ministry of Environment", "partner"),)).say("Ministry of Environment")
        case "item":
            c = letter("contributions").press("Contribution 1")
        case "remove":
            c = standing_at("item").press("Remove")
        case "group":
            c = letter("contributions")
        case _:
            c = letter()
    assert c.place.kind == kind
    return c
