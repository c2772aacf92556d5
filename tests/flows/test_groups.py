"""Stories of repeated questions: adding, opening, changing, moving and removing items, and groups within groups."""

import pytest

from flows.session import Place
from tests.flows.conversation import Conversation, plainly
from tests.flows.forms import PLAN, SHORT, letter

SECOND = ("Research and data", "We measure mercury in air.")


def two_contributions():
    c = letter("contributions").press("Add another contribution", SECOND[0]).say(SECOND[1]).press("Skip", "Skip")
    assert c.place == Place("group", "contributions")
    return c


def items(c):
    return c.session.answers["contributions"].value["items"]


def shown(c):
    return [plainly(line.shown) for line in c.prompt.lines]


def test_the_first_item_that_a_letter_needs_is_begun_without_asking():
    c = letter("contributions.1.kind")
    assert [plainly(part) for part in c.prompt.heading] == ["How you will contribute", "Contribution 1"]


def test_after_an_item_the_list_asks_whether_there_is_another():
    c = letter("contributions")
    assert c.asked == "These are your contributions so far. Is there another?"
    assert shown(c) == ["We train 200 miners to recover gold without mercury."]
    assert (c.prompt.position, c.prompt.part) == ((13, 18), None)


def test_inside_a_contribution_one_sees_which_of_its_questions_it_is():
    parts = [letter(f"contributions.1.{key}").prompt.part for key in ("kind", "how", "areas", "when")]
    assert parts == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert letter("signatory").prompt.part is None


def test_an_item_can_be_added():
    c = two_contributions()
    assert shown(c)[1] == SECOND[1]
    assert c.press("Continue").place.path == "signatory"


def test_an_item_counts_from_its_first_answer_on():
    c = letter("contributions").press("Add another contribution")
    assert c.place == Place("question", "contributions.2.kind")
    assert c.press("Back").place == Place("group", "contributions")
    assert items(c) == ["1"]
    c.press("Add another contribution", SECOND[0]).ask("review")
    assert c.line("Contribution 2").state == "begun"
    assert c.press("Answer what is missing").place.path == "contributions.2.how"


def test_an_answer_inside_an_item_can_be_changed_and_leads_back_to_the_item():
    c = two_contributions().press("Contribution 2", "How").say("We measure mercury in water.")
    assert c.place == Place("item", "contributions.2")
    assert c.press("To the list").place == Place("group", "contributions")
    assert shown(c)[1] == "We measure mercury in water."


def test_items_can_be_moved_in_their_list():
    c = two_contributions().press("Contribution 2")
    assert "▼ Move down" not in c.buttons
    c.press("Move up")
    assert items(c) == ["2", "1"]
    assert c.asked == "Contribution 1"
    assert "▲ Move up" not in c.buttons
    assert items(c.press("Move down")) == ["1", "2"]


def test_an_item_is_removed_with_its_answers_after_a_question():
    c = two_contributions().press("Contribution 1", "Remove")
    assert c.asked == "Remove this with all its answers?"
    assert c.press("No, keep it").place == Place("item", "contributions.1")
    c.press("Remove", "Yes, remove it")
    assert items(c) == ["2"]
    assert not [path for path in c.session.answers if path.startswith("contributions.1.")]
    assert c.place == Place("group", "contributions")


def test_yes_and_no_can_be_typed_where_an_item_is_removed():
    c = two_contributions().press("Contribution 1", "Remove").say("no")
    assert c.place == Place("item", "contributions.1")
    assert items(c.press("Remove").say("yes")) == ["2"]


def test_the_last_item_that_is_required_can_be_removed_and_is_asked_for_again():
    c = letter("contributions").press("Contribution 1", "Remove", "Yes, remove it")
    assert c.asked == "Contributions: nothing is listed here yet."
    assert "Continue ▶" not in c.buttons
    c.press("All answers")
    assert c.line("Contributions").state == "missing"
    assert c.line("How you will contribute, in detail (G2(c))").state == "missing"
    assert c.press("Back").place == Place("group", "contributions")
    assert c.press("Add one").place == Place("question", "contributions.2.kind")


def test_the_name_of_a_removed_item_is_never_given_again():
    c = two_contributions().press("Contribution 2", "Remove", "Yes, remove it", "Add another contribution")
    assert c.place.path == "contributions.3.kind"


def test_back_from_the_first_question_of_the_first_item_leads_to_the_question_before_the_group():
    assert letter("contributions.1.kind").press("Back").place == Place("question", "areas")


def test_back_to_a_group_that_has_items_leads_to_its_list():
    assert letter("signatory").press("Back").place == Place("group", "contributions")


def test_a_group_opened_from_the_review_page_leads_back_to_it():
    c = letter().press("Contributions")
    assert c.place == Place("group", "contributions")
    assert c.press("Contribution 1", "To the list", "Continue").place == Place("review")
    assert c.press("Contributions", "Back").place == Place("review")


def test_a_group_opened_from_the_review_page_can_be_added_to():
    c = letter().press("Contributions", "Add another contribution", SECOND[0]).say(SECOND[1])
    assert c.press("Skip", "Skip", "Continue").place == Place("review")


def test_a_contribution_serves_areas_that_the_partner_takes_part_in():
    c = letter("contributions.1.areas")
    ticks = [plainly(button.label) for row in c.prompt.buttons for button in row if button.act == "tick"]
    assert ticks == ["Artisanal and small-scale gold mining", "Mercury in products"]
    assert c.say("2").value("contributions.1.areas") == ["products"]


def test_an_area_given_up_later_stays_with_the_contribution_that_named_it():
    c = letter().press("Areas", "Artisanal and small-scale gold mining", "Done", "Contributions", "Contribution 1")
    assert plainly(c.line("Areas served").shown) == "Artisanal and small-scale gold mining"


# -- groups within groups ---------------------------------------------------------------------------------------------


def one_effort():
    c = Conversation(PLAN).press("Partner efforts", "Continue").say("Training")
    assert c.place == Place("group", "efforts.1.milestones")
    return c


def test_a_group_that_may_stay_empty_is_declined():
    c = one_effort()
    assert c.prompt.optional is True
    c.press("None")
    assert c.place == Place("question", "efforts.1.contacts.1.who")
    assert c.session.answers["efforts.1.milestones"].value == {"items": [], "next": 1}


def test_declining_after_a_removal_does_not_give_names_again():
    c = one_effort().press("Add one").say("A first workshop", "15 June 2026")
    assert c.place == Place("group", "efforts.1.milestones")
    c.press("Milestone 1", "Remove", "Yes, remove it", "None", "Back", "Add one")
    assert c.place.path == "efforts.1.milestones.2.step"


def test_items_within_items_lead_outward_again():
    c = one_effort().press("Add one").say("A first workshop").press("Skip", "Continue")
    c.say("Amina Yusuf").press("Continue")
    assert c.place == Place("group", "efforts")
    assert shown(c) == ["Training"]
    assert c.press("Continue").place.path == "notes"


def test_back_leads_out_of_items_within_items():
    c = one_effort().press("None", "Back")
    assert c.place == Place("group", "efforts.1.milestones")
    assert c.press("Back").place == Place("question", "efforts.1.what")
    assert c.press("Back").place == Place("group", "efforts")
    assert c.press("Back").place == Place("section", "efforts")


def test_a_group_within_an_item_opened_from_the_item_leads_back_to_it():
    c = one_effort().press("None").say("Amina Yusuf").press("Continue", "Effort 1", "Contacts")
    assert c.place == Place("group", "efforts.1.contacts")
    assert c.press("Contact 1", "To the list", "Continue").place == Place("item", "efforts.1")


def test_no_more_items_than_there_may_be():
    c = one_effort().press("None").say("Amina Yusuf").press("Add another").say("Li Wei")
    assert "Add another" not in c.buttons
    assert c.press("Continue").place == Place("group", "efforts")


def test_removing_an_outer_item_takes_the_inner_ones_with_it():
    c = one_effort().press("None").say("Amina Yusuf").press("Continue", "Effort 1", "Remove", "Yes, remove it")
    assert [path for path in c.session.answers if path.startswith("efforts")] == ["efforts"]


def test_a_form_that_begins_with_a_group_goes_on_after_it():
    c = Conversation(SHORT).say("Gold").press("Skip", "Continue").say("A name")
    assert c.place.path == "colour"


@pytest.mark.parametrize(("number", "where"), [(0, "items.1.what"), (1, "items.1.note"), (2, "items")])
def test_the_position_counts_a_group_as_one(number, where):
    c = Conversation(SHORT)
    for does in (lambda: c.say("Gold"), lambda: c.press("Skip"))[:number]:
        does()
    assert (c.place.path, c.prompt.position) == (where, (1, 3))
