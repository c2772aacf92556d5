"""Stories of a person and a form: the order of asking, back and skip, the review page, the menu, saving, giving up."""

from dataclasses import replace

import pytest

from flows.events import Abandoned, Left, Submitted
from flows.session import Place
from tests.flows.conversation import Conversation, plainly
from tests.flows.forms import INDIVIDUAL, PLAN, SHORT, letter, standing_at

# -- in order ----------------------------------------------------------------------------------------------------------


def test_a_letter_is_asked_question_after_question_and_ends_on_the_review_page():
    c = letter()
    assert c.place == Place("review")
    assert c.asked == "Please read your answers. When all is right, send the letter."
    assert c.buttons[0] == "Send the letter"


def test_sending_the_letter_ends_the_conversation():
    c = letter().press("Send the letter")
    assert c.effects == (Submitted(),)
    assert c.asked == "Nothing is open here now."
    assert c.say("hello").ask("cancel").ask("save").ask("review").send_unfit("sticker").send().notes == ()
    assert c.place == Place("done")
    assert not c.effects


def test_every_question_shows_where_one_is_and_the_numbers_only_rise():
    seen = []
    c = Conversation()
    c.watch = lambda c, event, turn: seen.append(c.prompt.position)
    for path, does in INDIVIDUAL:
        assert c.place.path == path
        does(c)
    shown = [position for position in seen if position]
    assert [number for number, _ in shown] == sorted(number for number, _ in shown)
    assert {total for _, total in shown} == {13}
    assert shown[-1] == (13, 13)


def test_a_prompt_says_whether_it_is_optional_and_where_it_comes_from():
    c = letter("website")
    assert (c.prompt.optional, c.prompt.position) == (True, (4, 18))
    c = letter("support")
    assert c.prompt.optional is False
    assert c.prompt.cites == ("G2(c)",)
    c = letter("goal")
    assert "(F§1)" in plainly(c.prompt.paragraphs[-1])


def test_back_leads_to_the_question_before_and_keeps_all_answers():
    c = letter("email").press("Back", "Back")
    assert c.place == Place("question", "person")
    assert plainly(c.prompt.current) == "Amina Yusuf"
    assert c.value("position") == "Head of the chemicals unit"
    assert c.press("Keep this answer").place.path == "email"


def test_the_first_question_offers_no_way_back():
    c = Conversation()
    assert "◀ Back" not in c.buttons
    assert c.press("National government").press("Back").place.path == "category"
    assert "◀ Back" not in c.buttons


def test_a_form_that_begins_with_a_group_offers_no_way_back_from_its_first_question():
    c = Conversation(SHORT)
    assert c.place == Place("question", "items.1.what")
    assert "◀ Back" not in c.buttons


def test_an_optional_question_can_be_skipped_and_a_required_one_cannot():
    c = letter("website").press("Skip")
    assert c.session.answers["website"].value is None
    assert c.place.path == "person"
    assert "Skip ▶" not in c.buttons


def test_skipping_an_answered_question_is_called_removing_the_answer():
    c = letter("person").press("Back")
    assert "Skip ▶" not in c.buttons
    assert c.press("Remove this answer").session.answers["website"].value is None


def test_typing_skip_at_an_answered_question_keeps_the_answer():
    c = letter("person").press("Back").say("skip")
    assert c.value("website") == "https://www.environment.go.ke"
    assert c.place.path == "person"


# -- the review page ---------------------------------------------------------------------------------------------------


def test_an_answer_changed_from_the_review_page_leads_back_to_it():
    c = letter().press("Official name")
    assert c.place == Place("question", "name")
    assert c.say("Ministry of the Environment").place == Place("review")
    assert plainly(c.line("Official name").shown) == "Ministry of the Environment"


@pytest.mark.parametrize("way", ["Back", "Keep this answer"])
def test_an_answer_looked_at_from_the_review_page_can_stay_as_it_is(way):
    c = letter().press("Official name").press(way)
    assert c.place == Place("review")
    assert c.value("name") == "Ministry of Environment"


def test_all_answers_can_be_looked_at_in_the_middle_and_back_returns_to_the_question():
    c = letter("email").press("All answers")
    assert c.asked == "9 answers are still missing."
    assert c.press("Back").place == Place("question", "email")


def test_the_review_page_leads_to_what_is_missing_and_from_there_on():
    c = letter("email").press("All answers", "Answer what is missing")
    assert c.place == Place("question", "email")
    assert c.say("amina@example.org").place.path == "phone"


def test_a_question_passed_by_is_come_to_again_at_the_end():
    c = letter("phone").press("All answers", "Answer what is missing")
    assert c.place.path == "support"
    c.press_act("pick", "yes").press_act("pick", "yes")
    assert c.place.path == "areas"
    c.press("Mercury in products", "Done", "Research and data").say("We measure.").press("Skip", "Skip", "Continue")
    c.say("Amina Yusuf", "Permanent Secretary").press("Not yet", "Skip", "Yes, it may be published")
    assert c.place.path == "phone"


def test_back_from_the_review_page_at_the_end_leads_to_the_last_question():
    assert letter().press("Back").place == Place("question", "publish")


def test_a_changed_category_says_how_many_more_answers_it_needs():
    c = letter(steps=INDIVIDUAL).press("Category", "National government")
    assert c.place == Place("review")
    assert c.notes == ("Because of this change, 3 more answers are needed.",)
    assert c.asked == "3 answers are still missing."
    assert [line.state for line in c.prompt.lines if plainly(line.label) in ("Contact person", "Title")] == [
        "missing"
    ] * 2
    c.press("Answer what is missing")
    assert c.place.path == "person"


# -- leaving -----------------------------------------------------------------------------------------------------------


def test_saving_and_leaving_changes_nothing_and_the_person_finds_the_question_again():
    c = letter("country")
    before = c.session
    c.press("Save and leave")
    assert (c.effects, c.session) == ((Left(),), before)
    assert c.come_back().say("Kenya").place.path == "website"


def test_giving_up_is_asked_first_and_can_be_taken_back_with_all_that_was_open():
    c = letter("areas").press("Mercury in products").ask("cancel")
    assert c.asked == "Give up this draft?"
    assert plainly(c.prompt.paragraphs[0]) == "11 answers would be erased."
    assert c.press("No, go on writing").place.path == "areas"
    assert c.press("Done").value("areas") == ["products"]


def test_giving_up_for_good_ends_the_conversation():
    c = letter("country").ask("cancel").press("Yes, give it up")
    assert c.effects == (Abandoned(),)
    assert c.place == Place("done")


def test_asking_twice_to_give_up_asks_once():
    c = letter("country").ask("cancel").ask("cancel").press("No, go on writing")
    assert c.place == Place("question", "country")


def test_yes_and_no_can_be_typed_where_a_draft_is_given_up():
    c = letter("country").ask("cancel").say("no")
    assert c.place == Place("question", "country")
    assert c.ask("cancel").say("yes").effects == (Abandoned(),)


@pytest.mark.parametrize("typed", ["ok", "👍", "1", "2", "sure", "Kenya"])
def test_nothing_is_given_up_for_less_than_a_plain_yes(typed):
    c = letter("country").ask("cancel").say(typed)
    assert c.place == Place("cancel")
    assert c.notes == ("Please choose one of the buttons below.",)


def test_saving_while_asked_whether_to_give_up_leaves_the_draft_where_it_was():
    c = letter("country").ask("cancel").press("Save and leave")
    assert c.effects == (Left(),)
    assert c.place == Place("question", "country")


@pytest.mark.parametrize("kind", ["over", "reason", "unsure", "alike", "item", "remove", "group", "review"])
def test_giving_up_can_be_taken_back_at_every_place(kind):
    c = standing_at(kind)
    before = c.session
    c.ask("cancel").press("No, go on writing")
    assert replace(c.session, revision=before.revision) == before


@pytest.mark.parametrize("kind", ["over", "reason", "unsure", "alike", "item", "remove", "group"])
def test_all_answers_can_be_asked_for_at_every_place(kind):
    c = standing_at(kind).ask("review")
    assert c.place == Place("review")
    assert c.ask("cancel").ask("review").place == Place("review")


# -- the menu ----------------------------------------------------------------------------------------------------------


def test_a_plan_begins_with_its_sections_in_any_order():
    c = Conversation(PLAN)
    assert c.buttons == ["Summary of the issue", "Partner efforts", "Agreement", "Save and leave"]
    c.press("Agreement", "Agreed", "Yes")
    assert c.place == Place("section", "agreement")
    c.press("All sections")
    assert [line.state for line in c.prompt.lines] == ["", "", "done"]
    assert (c.prompt.position, c.prompt.complete) == (None, (1, 3))


def test_a_section_left_half_done_waits():
    c = Conversation(PLAN).press("Partner efforts", "Continue").say("Training").press("All sections")
    assert c.place == Place("menu")
    assert [line.state for line in c.prompt.lines] == ["", "begun", ""]
    c.press("Partner efforts", "Continue")
    assert c.place == Place("question", "efforts.1.contacts.1.who")


def test_a_plan_can_be_sent_when_nothing_is_missing():
    c = Conversation(PLAN).press("Summary of the issue", "Continue").say("Mercury harms people", "back")
    assert "Send the plan" not in c.buttons
    c.press("All sections", "Agreement", "Continue", "Yes", "All sections", "Partner efforts", "Continue")
    c.say("Training").press("None").say("Amina Yusuf").press("Continue", "Continue", "Skip")
    assert c.place == Place("section", "efforts")
    c.press("All sections")
    assert [line.state for line in c.prompt.lines] == ["done"] * 3
    assert c.press("Send the plan").effects == (Submitted(),)


def test_back_from_the_first_question_of_a_section_leads_to_the_section():
    c = Conversation(PLAN).press("Summary of the issue", "Continue", "Back")
    assert c.place == Place("section", "summary")


def test_an_answer_opened_from_its_section_leads_back_to_it():
    c = Conversation(PLAN).press("Summary of the issue", "Summary").say("Mercury harms")
    assert c.place == Place("section", "summary")
