"""The business plan: links between sections, partners by a few letters, long lists by pages, and the checks."""

from __future__ import annotations

import pytest

from flows import engine
from flows.events import Corrected, Said
from flows.facts import PartnerFound
from flows.framework import CURRENT
from flows.plan import PLAN
from flows.plan_checks import findings
from flows.session import Answer, Answers, Place, Plain
from tests.flows.conversation import NOW, Conversation, plainly
from tests.flows.plans import MINES, group

REGISTER = (PartnerFound(4, "Ministry of Mines"), PartnerFound(9, "Ministry of Health"))


def at(section: str, language: str = "en") -> Conversation:
    """Somebody who has opened a section of an empty plan and goes on with it."""
    c = Conversation(flow=PLAN, language=language).press_act("section", section)
    stop = c.prompt.buttons[0][0]
    return c.press_act(stop.act, stop.arg)


def with_objective(c: Conversation) -> Conversation:
    """One objective, whole."""
    c.press_act("review").press_act("section", "objectives").press_act("missing", "objectives")
    c.say("Halve the use of mercury", "Tonnes in a year", "At most 400 tonnes", "2029")
    return c.press_act("tick", "demand").press_act("done")


def test_the_plan_has_the_ten_sections_of_the_template_in_their_order():
    assert [section.cites for section in PLAN.sections] == [f"T{number}" for number in range(1, 11)]


def test_the_summary_is_counted_and_its_length_stands_in_the_menu():
    c = at("summary").say("Mercury is used by miners in many countries.").press_act("review")
    measure = c.prompt.lines[0].measure
    assert measure is not None
    assert (measure.count, measure.limit, measure.unit) == (8, CURRENT.plan_summary_words, "words")


def test_after_each_text_its_length_is_told():
    c = at("summary").say("Mercury is used by miners in many countries.")
    assert c.notes == ("Your text has 8 of 250 words.",)
    c.press_act("review").press_act("section", "summary").press_act("edit", "summary").press_act("extend")
    c.say("It harms their health.")
    assert c.notes == ("Your text has 12 of 250 words.",)
    assert at("summary", "zh").say("小规模金矿开采。").notes == ("您的文字共8字，限250字。",)


def test_only_of_a_text_with_a_guidance_is_the_length_told():
    assert with_objective(Conversation(flow=PLAN)).notes == ()


def test_a_chinese_summary_is_counted_by_the_character():
    c = at("summary", "zh").say("小规模金矿开采是世界上用汞最多的活动之一。").press_act("review")
    measure = c.prompt.lines[0].measure
    assert measure is not None
    assert (measure.count, measure.unit) == (21, "characters")


def test_a_summary_above_its_limit_is_kept_with_the_reason():
    c = at("summary").say("mercury " * 281)
    assert c.place.kind == "over"
    assert "31 words longer" in plainly(c.prompt.ask)
    c.press_act("why").say("Two countries need their part.").press_act("review")
    assert c.prompt.lines[0].state == "begun"
    assert c.session.answers["summary"].because == "Two countries need their part."


def test_an_action_is_linked_to_objectives_once_there_are_any():
    c = at("actions").say("Train miners")
    assert c.place.path == "actions.1.description"
    c = with_objective(c).press_act("review").press_act("section", "actions").press_act("edit", "actions")
    c.press_act("item", "1").press_act("missing", "actions.1.serves")
    assert plainly(c.prompt.buttons[0][0].label) == "1. Halve the use of mercury"
    c.press_act("tick", "1").press_act("done")
    assert c.session.answers["actions.1.serves"].value == ["1"]


def test_a_link_to_an_objective_that_was_taken_away_is_kept_and_shown_as_gone():
    c = with_objective(Conversation(flow=PLAN)).press_act("add")
    c.say("Close the mines", "Mines", "None", "2030").press_act("tick", "supply").press_act("done")
    c.press_act("review").press_act("section", "actions").press_act("missing", "actions").say("Train miners")
    c.press_act("tick", "1").press_act("done").press_act("skip")
    c.press_act("review").press_act("section", "objectives").press_act("edit", "objectives")
    c.press_act("item", "1").press_act("remove").press_act("removed")
    c.press_act("review").press_act("section", "actions").press_act("edit", "actions").press_act("item", "1")
    shown = {plainly(line.label): line.shown for line in c.prompt.lines}
    assert "taken away" in plainly(shown["Objectives served"])
    assert c.session.answers["actions.1.serves"].value == ["1"]


def at_the_lead() -> Conversation:
    """Somebody who is asked for the lead's name, with a register to find it in."""
    c = at("partners")
    c.register = REGISTER
    return c


def test_the_caller_is_told_what_to_look_for_where_a_partner_is_asked_for():
    c, said = at("partners"), Said("Minis", 500, NOW)
    assert (engine.searched(PLAN, c.session, said), engine.lookup(PLAN, c.session, said)) == ("minis", None)
    c = at("summary")
    assert engine.searched(PLAN, c.session, said) is None
    assert engine.searched(PLAN, c.session, Corrected("minis", 5)) is None


def test_some_letters_of_a_name_offer_the_partners_that_have_them_and_what_was_typed():
    c = at_the_lead().say("minis")
    assert c.place.kind == "unsure"
    assert c.buttons[:3] == ["Ministry of Mines", "Ministry of Health", "minis (not in the register)"]
    c.press_act("suggest", "1")
    assert c.session.answers["lead"].value == {"name": "Ministry of Health", "partner": 9}


def test_the_whole_name_of_a_partner_is_taken_at_once_whatever_its_case():
    c = at_the_lead().say("ministry of MINES")
    assert c.session.answers["lead"].value == {"name": "Ministry of Mines", "partner": 4}


def test_a_name_that_is_not_in_the_register_is_kept_as_written_and_said_to_be_so():
    c = at_the_lead().say("Clean  Rivers Fund")
    assert c.session.answers["lead"].value == {"name": "Clean Rivers Fund", "partner": None}
    assert "not in the register" in c.notes[0]


@pytest.mark.parametrize("text", ["???", "x" * 201])
def test_what_is_no_name_is_not_taken(text: str):
    c = at_the_lead().say(text)
    assert "lead" not in c.session.answers
    assert c.notes


def objectives(count: int) -> Conversation:
    c = with_objective(Conversation(flow=PLAN))
    for number in range(2, count + 1):
        c.press_act("add").say(f"Objective number {number}", "Tonnes", "None", "2030").press_act("tick", "supply")
        c.press_act("done")
    return c


def test_a_long_list_is_shown_by_pages_and_returns_to_the_page_of_what_was_written_last():
    c = objectives(19)
    assert [plainly(line.label) for line in c.prompt.lines] == ["Objective 17", "Objective 18", "Objective 19"]
    c.press_act("turn", "1")
    assert [plainly(line.label) for line in c.prompt.lines][::7] == ["Objective 9", "Objective 16"]
    c.press_act("item", "10").press_act("list")
    assert plainly(c.prompt.lines[0].label) == "Objective 9"
    c.press_act("turn", "0")
    assert not c.prompt.offers("turn", "0")
    c.press_act("review").press_act("section", "objectives")
    assert [plainly(line.label) for line in c.prompt.lines][-1] == "and 14 more"


# -- checks across sections -------------------------------------------------------------------------------------------


def sound() -> dict[str, Answer]:
    """A plan in which everything fits together."""
    return {
        "period": Answer({"from": "2027", "to": "2029"}),
        **group("objectives", {"statement": "Halve use"}),
        **group("indicators", {"objective": "1"}),
        **group("actions", {"action": "Train miners", "serves": ["1"]}),
        **group(
            "efforts",
            {
                "effort": "Centres",
                "contact": "Amina Yusuf",
                "when": {"from": "2027-03", "to": "2029-12-31"},
                "cost": {"amount": "5", "currency": "USD"},
            },
        ),
        **group("partners", {"partner": MINES}, inside="efforts.1."),
        **group("partners", {"partner": MINES}),
    }


def told(answers: Answers) -> list[tuple[str, str]]:
    """Where each finding leads, and what it says."""
    return [(finding.path, plainly(finding.what)) for finding in findings(answers)]


def test_a_plan_in_which_everything_fits_together_is_told_nothing():
    assert told(sound()) == []
    assert told({}) == []


UNKNOWN: dict[str, Plain] = {"name": "Clean Rivers", "partner": None}
FAULTS: dict[str, tuple[dict[str, Answer | None], list[tuple[str, str]]]] = {
    "an action without an objective": (
        {"actions.1.serves": Answer([])},
        [("actions.1.serves", "Action “Train miners” serves no objective.")],
    ),
    "an action whose objective was taken away": (
        {"actions.1.serves": Answer(["7"])},
        [("actions.1.serves", "Action “Train miners” serves no objective.")],
    ),
    "an objective without an indicator": (
        {"indicators.1.objective": Answer("7")},
        [("indicators", "Objective “Halve use” has no indicator.")],
    ),
    "an effort without a contact": (
        {"efforts.1.contact": None},
        [("efforts.1.contact", "Effort “Centres” has no contact.")],
    ),
    "an effort that begins before the plan": (
        {"efforts.1.when": Answer({"from": "2026-12", "to": "2028"})},
        [("efforts.1.when", "Effort “Centres” does not lie within the period of the plan.")],
    ),
    "an effort that ends after the plan": (
        {"efforts.1.when": Answer({"from": None, "to": "2030-01"})},
        [("efforts.1.when", "Effort “Centres” does not lie within the period of the plan.")],
    ),
    "an effort that begins after the plan": (
        {"efforts.1.when": Answer({"from": "2031", "to": None})},
        [("efforts.1.when", "Effort “Centres” does not lie within the period of the plan.")],
    ),
    "an amount without a currency": (
        {"efforts.1.cost": Answer({"amount": "5", "currency": ""})},
        [("efforts.1.cost", "The amount of “Centres” has no currency.")],
    ),
    "a partner of an effort who is not among the partners": (
        {"partners": Answer({"items": [], "next": 2})},
        [("partners", "“Ministry of Mines” takes part in an effort and is not among the partners.")],
    ),
    "a partner of an effort who is not in the register": (
        {"efforts.1.partners.1.partner": Answer(UNKNOWN), "partners.1.partner": Answer(UNKNOWN)},
        [("efforts.1.partners.1.partner", "“Clean Rivers” is not in the register of partners.")],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_thing_that_does_not_fit_is_told_with_the_way_to_it(fault: str):
    changed, expected = FAULTS[fault]
    answers: Answers = {path: answer for path, answer in (sound() | changed).items() if answer is not None}
    assert told(answers) == expected


def test_a_partner_who_takes_part_in_several_efforts_is_told_once():
    efforts: list[dict[str, Plain]] = [{"effort": f"Centres {number}", "contact": "Amina Yusuf"} for number in range(3)]
    answers: dict[str, Answer] = {**sound(), **group("efforts", *efforts), **group("partners")}
    for number in range(1, 4):
        answers |= group("partners", {"partner": MINES}, inside=f"efforts.{number}.")
    assert told(answers) == [("partners", "“Ministry of Mines” takes part in an effort and is not among the partners.")]


@pytest.mark.parametrize(
    "when", [{"from": "2027", "to": "2029"}, {"from": None, "to": None}, {"from": "2029-12", "to": None}]
)
def test_an_effort_within_the_plan_or_of_open_ends_is_not_told(when: dict[str, Plain]):
    assert told({**sound(), "efforts.1.when": Answer(when)}) == []


def test_an_action_before_there_is_any_objective_leads_to_the_objectives():
    answers = {path: answer for path, answer in sound().items() if not path.startswith("objectives")}
    assert told(answers)[0][0] == "objectives"


def test_from_the_menu_a_tap_leads_to_what_does_not_fit_and_back_to_the_checks():
    c = with_objective(Conversation(flow=PLAN)).press_act("review")
    c.press("What does not fit together: 1")
    assert c.place == Place("checks")
    c.press_act("check", "0")
    assert c.place.path.startswith("indicators")
    c.press_act("review").press_act("checks").press_act("menu")
    assert c.place == Place("menu")


def test_checks_that_were_mended_meanwhile_say_that_all_fits():
    c = Conversation(flow=PLAN)
    c.session = c.session.moved(place=Place("checks"))
    assert c.asked == "Everything fits together across the sections."
