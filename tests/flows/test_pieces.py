"""Stories of messages: long texts that the client cuts into several, and messages that are edited afterwards."""

from datetime import timedelta

import pytest

from flows.events import Said
from flows.facts import NameBorne
from flows.session import Place
from tests.flows.conversation import Conversation, pieces_of, plainly
from tests.flows.forms import PLAN, SHORT, letter

FIRST, SECOND = "mine " * 799 + "gold.", "And then we publish what we learn."
"""A text in two messages: the first is almost as long as a message may be."""


def over_limit():
    c = letter("contributions.1.how").paste(FIRST, SECOND)
    assert c.place.kind == "over"
    return c


# -- in several pieces ------------------------------------------------------------------------------------------------


def test_a_text_in_several_pieces_is_one_answer():
    c = letter("address").paste("a" * 4000, "b" * 4000, "c" * 10)
    assert c.value("address") == "a" * 4000 + " " + "b" * 4000 + " " + "c" * 10
    assert len(list(pieces_of(c, "address"))) == 3


def test_a_piece_of_full_length_was_cut_inside_a_word():
    c = letter("address").paste("a" * 4096, "b")
    assert c.value("address") == "a" * 4096 + "b"


def test_a_piece_that_ends_a_sentence_was_cut_at_a_line():
    assert letter("address").paste(FIRST, SECOND).value("address") == FIRST + "\n" + SECOND


def test_the_rest_of_a_text_does_not_answer_the_next_question():
    c = over_limit()
    assert c.value("contributions.1.how").endswith(SECOND)
    assert c.notes == ("I have added this to your answer before: How",)
    c.press("Keep it and say why").say("It is a long story.")
    assert c.place.path == "contributions.1.areas"


def test_the_rest_of_a_text_without_limit_leaves_the_person_at_the_next_question():
    c = Conversation(SHORT).paste(FIRST, SECOND)
    assert c.place == Place("question", "items.1.note")
    assert c.value("items.1.what").endswith(SECOND)


def test_the_rest_of_a_text_changed_from_the_review_page_leads_back_to_it():
    c = letter().press("Postal address").paste(FIRST, SECOND)
    assert c.place.kind == "over"
    assert c.press("Keep it and say why").say("It is a long way.").place == Place("review")


def test_words_of_a_button_in_the_rest_of_a_text_press_nothing():
    c = Conversation(SHORT).paste(FIRST, "Skip")
    assert c.value("items.1.what").endswith("Skip")


def test_a_long_text_that_makes_sense_alone_is_followed_by_the_answer_to_the_next_question():
    c = Conversation(SHORT).say(FIRST, "A note")
    assert (c.value("items.1.what"), c.value("items.1.note")) == (FIRST, "A note")


def test_a_message_sent_later_is_no_piece_of_the_one_before():
    c = Conversation(SHORT)
    at = c.now
    c.take(Said(FIRST, 1, at)).take(Said("A note", 2, at + timedelta(seconds=6)))
    assert c.value("items.1.note") == "A note"


def test_pressing_a_button_ends_the_text():
    c = Conversation(SHORT)
    at = c.now
    c.take(Said(FIRST, 1, at)).press("Skip").take(Said("A name", 2, at))
    assert c.value("items.1.what") == FIRST
    assert c.place == Place("group", "items")


def test_a_text_longer_than_can_be_kept_keeps_its_pieces_so_that_it_can_be_shortened():
    c = Conversation(SHORT).paste(*["a" * 4096] * 5)
    assert c.place == Place("question", "items.1.what")
    assert c.value("items.1.what") == "a" * 4096 * 4
    assert c.notes[0].startswith("This text has 20,480 characters")
    c.edit_message("b")
    assert c.value("items.1.what") == "a" * 4096 * 4 + "b"
    assert c.press("Keep this answer").place.path == "items.1.note"


def test_a_text_longer_than_can_be_kept_does_not_lose_its_middle():
    c = Conversation(SHORT).paste(*["a" * 4096] * 5, "end")
    assert c.value("items.1.what") == "a" * 4096 * 4
    assert len(list(pieces_of(c, "items.1.what"))) == 6


# -- edited messages --------------------------------------------------------------------------------------------------


def test_an_edited_message_corrects_the_answer_it_gave():
    c = letter("country")
    c.edit_message("Ministry of the Environment")
    assert c.value("name") == "Ministry of the Environment"
    assert c.notes == ("Corrected: Official name",)
    assert c.place.path == "country"


def test_one_piece_of_a_text_can_be_corrected():
    c = over_limit()
    c.edit_message("And that is all.")
    assert c.value("contributions.1.how") == FIRST + "\nAnd that is all."
    c.edit_message("We train.", c.messages - 1)
    assert c.value("contributions.1.how") == "We train.\nAnd that is all."
    assert c.place.path == "contributions.1.areas"


def test_an_edited_message_that_gave_no_answer_changes_nothing():
    c = letter("country").edit_message("hello", 1)
    assert c.notes == ("The message you changed is not one of your answers here, so nothing changed.",)


def test_a_correction_that_is_not_understood_leaves_the_earlier_answer():
    c = letter("website").edit_message("nowhere-land")
    assert c.value("country") == "KE"
    assert c.notes[0] == "Your change to “Country” was not taken over, and the earlier answer stays."
    assert len(c.notes) == 2


def test_a_message_that_was_not_understood_can_be_put_right_by_editing_it():
    c = letter("email").say("amina.yusuf").edit_message("amina.yusuf@example.org")
    assert c.value("email") == "amina.yusuf@example.org"
    assert c.place.path == "phone"
    c.edit_message("a.yusuf@example.org")
    assert c.value("email") == "a.yusuf@example.org"


def test_a_message_that_was_asked_about_can_be_put_right_by_editing_it():
    c = letter("country").say("Kenyya").edit_message("Kenya")
    assert (c.value("country"), c.place.path) == ("KE", "website")


def test_an_answer_taken_from_a_suggestion_is_corrected_by_editing_its_message():
    c = letter("country").say("Kenyya").press("Kenya").edit_message("Ghana")
    assert c.value("country") == "GH"


def test_a_name_put_right_by_editing_is_looked_up_too():
    c = letter("name", borne=(NameBorne("Élan", "partner"),)).say("...").edit_message("Élan")
    assert c.place.kind == "alike"


def test_a_correction_over_the_limit_is_asked_about_and_leads_back():
    c = Conversation(PLAN).press("Summary of the issue", "Continue").say("Mercury harms").press("All sections")
    c.edit_message("Mercury harms people and all else")
    assert (c.place.kind, c.asked) == ("over", "Your text is 1 word longer than the guidance.")
    c.press("Keep it and say why").say("It does.")
    assert c.place == Place("menu")


def test_a_correction_over_the_limit_does_not_interrupt_something_else():
    c = letter("areas").press("Mercury in products")
    address = next(piece.message_id for piece in pieces_of(c, "address"))
    c.edit_message("far " * 200, address)
    assert c.notes == ("Corrected: Postal address", "Your text is 299 characters longer than the guidance.")
    assert c.press("Done").value("areas") == ["products"]
    assert c.session.answers["address"].over == 299


def test_a_corrected_name_that_is_borne_already_is_pointed_out_wherever_the_person_is():
    borne = (NameBorne("Ministry of Water", "letter"),)
    c = letter("country", borne=borne).edit_message("Ministry of Water")
    assert c.place.kind == "alike"
    assert c.press("Yes, go on with this name").place == Place("question", "country")
    c = letter("country", borne=borne).ask("cancel").edit_message("Ministry of Water")
    assert c.notes[1] == "Another letter already bears this name: Ministry of Water"
    assert c.press("No, go on writing").place == Place("question", "country")


def test_a_correction_while_a_correction_is_asked_about():
    c = letter("country", borne=(NameBorne("Ministry of Water", "letter"),)).edit_message("Ministry of Water")
    c.edit_message("Ministry of Air")
    assert (c.value("name"), c.place) == ("Ministry of Air", Place("question", "country"))


@pytest.mark.parametrize("where", ["category", "position"])
def test_a_corrected_category_that_hides_the_present_question_leads_to_one_that_is_asked(where):
    c = Conversation().say("1").say("Ministry of Environment", "Kenya").press("Skip").say("Amina Yusuf")
    assert c.place.path == "position"
    if where == "category":
        c.press("All answers")
    c.edit_message("8", 101)
    assert c.value("category") == "individual"
    assert c.place == (Place("review") if where == "category" else Place("question", "email"))
    if where == "category":
        assert c.press("Back").place == Place("question", "publish")
    assert c.value("person") == "Amina Yusuf"


def test_a_correction_of_the_answer_that_is_shown_shows_the_new_one():
    c = letter("country").press("Back").edit_message("Ministry of Water")
    assert c.place == Place("question", "name")
    assert plainly(c.prompt.current) == "Ministry of Water"


def test_a_correction_that_hides_the_way_back_leads_on_from_where_the_person_is():
    c = Conversation().say("1", "Ministry of Environment", "Kenya").press("Skip")
    category = c.messages - 2
    assert c.place.path == "person"
    c.press("All answers").edit_message("8", category)
    assert c.session.back_to is None
    assert c.press("Back").place == Place("question", "publish")


def test_a_correction_of_an_answer_that_is_not_asked_for_any_more_leaves_the_person_where_they_are():
    c = Conversation().say("1", "Ministry of Environment", "Kenya").press("Skip").say("Amina Yusuf")
    person = c.messages
    c.press("Back", "Back", "Back", "Back", "Back", "An individual who agrees to work towards the goal")
    assert c.place.path == "email"
    c.edit_message("Amina " * 50, person)
    assert c.place == Place("question", "email")
    assert c.session.answers["person"].over == 99
    assert c.notes == ("Corrected: Contact person", "Your text is 99 characters longer than the guidance.")
