"""Stories of people who come back to a form that has changed, or to answers that others changed meanwhile."""

from dataclasses import replace

import pytest

from flows.form import Edition, Flow, Group, Section
from flows.kinds import Text
from flows.session import Answer, Place
from tests.flows.conversation import Conversation
from tests.flows.forms import SHORT, letter, standing_at

TOLD_KEPT = "The form has changed since you were here. All your answers are kept."
TOLD_GONE = "The form has changed since you were here: the question you were at is no longer asked."
TOLD_REWORDED = "The form has changed since you were here: this question is asked in new words."


def next_edition(flow: Flow, edition: Edition, change=lambda question: question) -> Flow:
    """The flow one edition later; `change` gives each question anew, or `None` where it is no longer asked."""

    def changed(questions):
        for question in questions:
            if isinstance(question, Group):
                question = replace(question, of=tuple(changed(question.of)))
            now = change(question)
            if now is not None:
                yield now

    sections = tuple(
        Section(section.key, section.title, tuple(changed(section.questions))) for section in flow.sections
    )
    number = flow.edition + 1
    return replace(flow, edition=number, sections=sections, editions={**flow.editions, number: edition})


def without(*keys):
    return lambda question: None if question.key in keys else question


def renamed(**keys):
    return lambda question: replace(question, key=keys.get(question.key, question.key))


def a_short_form():
    c = Conversation(SHORT).say("Gold", "shiny").press("Continue").say("A name")
    assert c.place.path == "colour"
    return c


def test_a_form_that_has_not_changed_changes_nothing():
    c = a_short_form()
    before = c.session
    c.come_back()
    assert c.session is before or c.session == before
    assert c.notes == ()


def test_a_new_edition_is_told_and_keeps_answers_and_place():
    c = a_short_form()
    before = c.session
    c.come_back(next_edition(SHORT, Edition()))
    assert c.notes == (TOLD_KEPT,)
    assert (c.session.answers, c.place, c.session.edition) == (before.answers, before.place, 2)
    assert c.session.revision == before.revision + 1
    assert c.come_back().notes == ()


def test_ticks_and_suggestions_outlive_an_edition_that_leaves_their_question_alone():
    c = letter("areas").press("Mercury in products")
    assert c.come_back(next_edition(c.flow, Edition())).press("Done").value("areas") == ["products"]
    c = letter("country").say("Kenyya")
    assert c.come_back(next_edition(c.flow, Edition())).press("Kenya").value("country") == "KE"


def test_who_was_at_a_removed_question_is_put_on_the_nearest_one():
    later = next_edition(SHORT, Edition(removed={"colour": "name"}), without("colour"))
    c = a_short_form().come_back(later)
    assert c.notes == (TOLD_GONE,)
    assert c.place == Place("question", "name")


def test_a_removed_question_keeps_its_answer():
    c = a_short_form().press("Red")
    later = next_edition(SHORT, Edition(removed={"name": "colour"}), without("name"))
    c.come_back(later)
    assert c.value("name") == "A name"
    assert c.notes == (TOLD_KEPT,)
    assert c.place == Place("question", "why")


@pytest.mark.parametrize("kind", ["question", "over", "reason"])
def test_a_question_removed_from_under_an_item_leads_to_the_nearest_in_that_item(kind):
    c = letter("contributions.1.how")
    if kind != "question":
        c.say("mercury " * 260)
    if kind == "reason":
        c.press("Keep it and say why")
    later = next_edition(c.flow, Edition(removed={"contributions.how": "contributions.kind"}), without("how"))
    c.come_back(later)
    assert (c.place, c.notes) == (Place("question", "contributions.1.kind"), (TOLD_GONE,))


def test_a_removed_group_leads_out_of_its_items():
    c = letter("contributions.1.how")
    c.come_back(next_edition(c.flow, Edition(removed={"contributions": "areas"}), without("contributions")))
    assert c.place == Place("question", "areas")
    assert c.value("contributions.1.kind") == "training"


@pytest.mark.parametrize("kind", ["item", "remove", "group"])
def test_the_pages_of_a_removed_group_lead_to_the_nearest_question(kind):
    c = letter("contributions")
    if kind != "group":
        c.press("Contribution 1")
    if kind == "remove":
        c.press("Remove")
    c.come_back(next_edition(c.flow, Edition(removed={"contributions": "areas"}), without("contributions")))
    assert c.place == Place("question", "areas")


def test_a_question_removed_without_a_word_leads_to_what_is_missing():
    c = a_short_form().come_back(next_edition(SHORT, Edition(), without("colour", "name")))
    assert c.place == Place("review")
    c = letter("email")
    c.come_back(next_edition(c.flow, Edition(), without("email")))
    assert c.place == Place("question", "support")


def test_who_was_at_a_reworded_question_is_told_so():
    c = a_short_form().come_back(next_edition(SHORT, Edition(reworded=("colour",))))
    assert (c.notes, c.place) == ((TOLD_REWORDED,), Place("question", "colour"))


def test_who_answered_a_reworded_question_is_asked_to_look_again():
    c = a_short_form().come_back(next_edition(SHORT, Edition(reworded=("name", "items.note", "why"))))
    assert c.notes == (
        "A question you answered is asked in new words. Please look at it again: Name",
        "A question you answered is asked in new words. Please look at it again: Note",
    )
    assert c.place.path == "colour"


def test_suggestions_for_a_reworded_question_are_not_offered_any_more():
    c = letter("country").say("Kenyya")
    c.come_back(next_edition(c.flow, Edition(reworded=("country",))))
    assert (c.notes, c.place) == ((TOLD_REWORDED,), Place("question", "country"))


def test_answers_move_to_the_new_name_of_their_question():
    c = a_short_form()
    later = next_edition(SHORT, Edition(renamed={"name": "title"}), renamed(name="title"))
    c.come_back(later)
    assert (c.value("title"), c.value("name")) == ("A name", None)
    assert c.place.path == "colour"


def test_a_renamed_group_keeps_its_items_and_the_person_their_place():
    c = letter("contributions.1.how")
    later = next_edition(
        c.flow,
        Edition(renamed={"contributions": "efforts", "contributions.how": "efforts.what"}),
        renamed(contributions="efforts", how="what"),
    )
    c.come_back(later)
    assert c.place == Place("question", "efforts.1.what")
    assert c.value("efforts") == {"items": ["1"], "next": 2}
    assert c.say("We train.").value("efforts.1.what") == "We train."


def test_a_new_name_that_has_an_answer_already_is_not_overwritten():
    c = a_short_form()
    c.session = c.session.moved(answers={**c.session.answers, "title": Answer("kept")})
    c.come_back(next_edition(SHORT, Edition(renamed={"name": "title"}), renamed(name="title")))
    assert (c.value("title"), c.value("name")) == ("kept", "A name")


def test_the_way_back_to_a_renamed_question_is_kept():
    c = a_short_form().press("All answers")
    c.come_back(next_edition(SHORT, Edition(renamed={"colour": "hue"}), renamed(colour="hue")))
    assert c.press("Back").place == Place("question", "hue")


def test_several_editions_are_caught_up_with_at_once():
    second = next_edition(SHORT, Edition(renamed={"name": "title"}), renamed(name="title"))
    third = next_edition(second, Edition(removed={"colour": "title"}), without("colour"))
    c = a_short_form().come_back(third)
    assert (c.value("title"), c.place, c.session.edition) == ("A name", Place("question", "title"), 3)


def test_a_question_added_later_is_asked():
    colour_and_size = Section("size", "Size", (Text("size", "How large?", label="Size"),))
    later = next_edition(SHORT, Edition())
    later = replace(later, sections=(*later.sections, colour_and_size))
    c = a_short_form().come_back(later).press("Blue")
    assert c.place.path == "size"


@pytest.mark.parametrize("kind", ["question", "review", "group", "item", "remove", "over", "reason", "alike", "unsure"])
def test_a_form_changed_while_giving_up_is_asked_leads_back_to_where_the_person_was(kind):
    c = letter("country") if kind == "question" else standing_at(kind)
    before = c.place
    c.ask("cancel").come_back(next_edition(c.flow, Edition()))
    assert c.place == before
    assert c.prompt.buttons


@pytest.mark.parametrize(
    "place",
    [
        Place("question", "no.such"),
        Place("question", "gone"),
        Place("no-such-kind", "colour"),
        Place("section", "items"),
        Place("menu"),
        Place("item", "items.9"),
        Place("over", "colour"),
        Place("unsure", "colour"),
        Place("alike", "name"),
        Place("cancel"),
        Place("question", "why"),
        Place("group", "name"),
        Place("question", "items"),
    ],
)
def test_a_place_that_does_not_stand_leads_to_one_that_does(place):
    c = a_short_form()
    before = c.session.answers
    c.session = c.session.moved(place=place, pending=None, back_to=Place("question", "no.such"))
    c.come_back()
    assert c.prompt.buttons
    assert c.session.back_to is None
    assert c.session.answers == before


def test_an_item_that_somebody_else_removed_leads_to_the_list():
    c = letter("contributions").press("Contribution 1", "How")
    rest = {path: answer for path, answer in c.session.answers.items() if not path.startswith("contributions.")}
    c.session = c.session.moved(answers={**rest, "contributions": Answer({"items": [], "next": 2})})
    c.come_back()
    assert c.place == Place("group", "contributions")


def test_an_area_that_was_closed_since_does_not_stop_the_letter():
    c = letter("areas").press("Mercury in products", "Mercury waste management")
    c.areas = tuple(area for area in c.areas if area.key != "waste")
    assert c.press("Done").value("areas") == ["products"]
