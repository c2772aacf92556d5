"""Stories of answers kept with a warning, or asked about: limits, names that are borne already, likely slips."""

from dataclasses import replace

import pytest

from flows.facts import NameBorne
from flows.pending import borne_by
from flows.session import Place
from tests.flows.conversation import plainly
from tests.flows.forms import LONG_TEXT, letter, standing_at

# -- limits that warn --------------------------------------------------------------------------------------------------


def test_a_text_over_its_limit_is_kept_and_a_reason_is_asked_for():
    c = letter("contributions.1.how").say(LONG_TEXT)
    assert c.asked == "Your text is 3 words longer than the guidance."
    assert c.value("contributions.1.how") == LONG_TEXT
    assert "R¶32" in c.prompt.cites
    c.press("Keep it and say why").say("Two ministries contribute.")
    answer = c.session.answers["contributions.1.how"]
    assert (answer.over, answer.because) == (3, "Two ministries contribute.")
    assert c.place.path == "contributions.1.areas"
    line = c.ask("review").line("Contribution 1")
    assert (line.over, line.because) == (3, "Two ministries contribute.")


def test_a_shorter_text_can_be_sent_instead_of_a_reason():
    c = standing_at("over").say("We train miners.")
    answer = c.session.answers["contributions.1.how"]
    assert (answer.value, answer.over) == ("We train miners.", 0)
    assert c.place.path == "contributions.1.areas"


def test_editing_the_message_shortens_a_text_over_its_limit_too():
    c = standing_at("over").edit_message("We train miners.")
    assert c.notes == ("Corrected: How",)
    assert (c.value("contributions.1.how"), c.place.path) == ("We train miners.", "contributions.1.areas")


def test_a_text_over_its_limit_without_a_reason_does_not_block_the_letter_but_is_marked():
    c = standing_at("over").press("All answers", "Answer what is missing")
    c.say("Amina Yusuf", "Permanent Secretary").press("Not yet", "Skip", "Yes, it may be published")
    assert c.buttons[0] == "Send the letter"
    assert c.line("Contribution 1").state == "over"


def test_keeping_an_answer_that_is_too_long_asks_for_its_reason_once():
    c = standing_at("over").press("Back", "Keep this answer")
    assert c.place.kind == "over"
    c.press("Keep it and say why").say("It has to be.").press("Back", "Keep this answer")
    assert c.place.path == "contributions.1.areas"


def test_a_text_written_anew_and_still_too_long_may_keep_the_reason_given():
    c = standing_at("reason").say("Two ministries contribute.").press("Back").say(LONG_TEXT + " too")
    assert plainly(c.prompt.paragraphs[1]) == "The reason you gave: Two ministries contribute."
    c.press("Keep it for this reason")
    assert c.session.answers["contributions.1.how"].because == "Two ministries contribute."
    assert c.place.path == "contributions.1.areas"


def test_a_reason_must_have_words_and_back_leads_to_the_warning():
    c = standing_at("reason").say("...")
    assert c.notes == ("Please write the reason in a sentence.",)
    assert c.press("Back").place.kind == "over"


# -- names that are borne already --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "note"),
    [
        ("partner", "A registered partner already bears this name: Ministry of Environment"),
        ("letter", "Another letter already bears this name: Ministry of Environment"),
    ],
)
def test_a_name_that_is_borne_already_is_pointed_out_before_going_on(what, note):
    c = letter("name", borne=(NameBorne("Ministry of Environment", what),)).say("MINISTRY of environment")
    assert plainly(c.prompt.paragraphs[0]) == note
    assert c.value("name") == "MINISTRY of environment"
    assert c.press("Yes, go on with this name").place.path == "country"


def test_a_name_that_is_borne_already_can_be_changed():
    c = standing_at("alike").press("Change the name")
    assert c.place == Place("question", "name")
    assert c.say("Ministry of Water").place.path == "country"


def test_another_name_can_be_written_at_once_and_is_said_to_be_the_name():
    c = standing_at("alike").say("Ministry of Water")
    assert c.place.path == "country"
    assert c.notes == ("I have taken this for the new name: Ministry of Water",)


def test_one_s_own_letter_is_not_called_somebody_else_s():
    sent = NameBorne("Ministry of Environment", "own", "GMP-2026-0007")
    c = letter("name", borne=(sent,)).say("ministry of environment")
    assert c.asked == "Is this to be one more letter with the same name?"
    said = [plainly(paragraph) for paragraph in c.prompt.paragraphs]
    assert said[0] == (
        "You have sent a letter with this name already: Ministry of Environment, reference GMP-2026-0007."
    )
    assert "colleagues" not in " ".join(said)
    assert c.say("yes").place.path == "country"
    unsent = NameBorne("Ministry of Environment", "own")
    c = letter("name", borne=(unsent,)).say("ministry of environment")
    assert plainly(c.prompt.paragraphs[0]) == (
        "You are writing another letter with this name already: Ministry of Environment"
    )
    both = (unsent, NameBorne("Ministry of Environment", "partner"))
    assert letter("name", borne=both).say("ministry of environment").asked == "Is yours a letter of its own?"


def test_a_letter_begun_before_references_were_kept_with_names_is_still_read():
    found = borne_by(replace(standing_at("alike").session, pending=[["Ministry of Environment", "letter"]]))
    assert found == (NameBorne("Ministry of Environment", "letter"),)


def test_yes_and_no_can_be_typed_where_a_name_is_borne_already():
    assert standing_at("alike").say("yes").place.path == "country"
    assert standing_at("alike").say("no").place == Place("question", "name")


def test_a_borne_name_that_is_too_long_is_pointed_out_and_then_warned_of():
    name = "Ministry " * 25 + "of Environment"
    c = letter("name", borne=(NameBorne(name, "partner"),)).say(name)
    assert c.place.kind == "alike"
    assert c.press("Yes, go on with this name").place.kind == "over"
    assert c.asked == "Your text is 39 characters longer than the guidance."


# -- did you mean ------------------------------------------------------------------------------------------------------


def test_a_mistyped_country_is_asked_about_and_a_press_settles_it():
    c = letter("country").say("Kenyya")
    assert c.notes == ("I cannot find “Kenyya” among the countries.",)
    assert c.asked == "Did you mean this? If not, please write it again."
    assert c.press("Kenya").value("country") == "KE"
    assert c.place.path == "website"


def test_of_several_that_may_be_meant_one_is_asked_for_in_one_sentence():
    c = letter("country").say("Congo")
    assert c.notes == ("“Congo” can be more than one country.",)
    assert c.asked == "Did you mean one of these? If not, please write it again."


def test_the_right_word_can_be_typed_instead_of_pressed():
    assert letter("country").say("Kenyya", "Kenya").value("country") == "KE"


def test_a_typed_yes_takes_the_only_suggestion_and_a_no_asks_again():
    c = letter("email").say("amina at example dot org")
    assert c.say("yes").value("email") == "amina@example.org"
    c = letter("email").say("amina at example dot org").say("no")
    assert c.place == Place("question", "email")


def test_what_is_not_understood_leaves_the_question_and_says_what_to_send():
    c = letter("email").say("no idea")
    assert c.place == Place("question", "email")
    assert "email" not in c.session.answers
    assert c.notes


def test_an_edited_reason_corrects_the_reason_and_nothing_else():
    c = standing_at("reason").say("Two districts are described.")
    text, given_in = c.value("contributions.1.how"), c.messages
    c.press("Skip")
    at = c.place
    c.edit_message("Three districts are described.", given_in)
    assert c.notes == ("Corrected: How", "The reason you gave: Three districts are described.")
    answer = c.session.answers["contributions.1.how"]
    assert (answer.value, answer.because, c.place) == (text, "Three districts are described.", at)
    c.edit_message("…", given_in)
    assert list(c.notes)[1:] == ["Please write the reason in a sentence."]
    assert c.session.answers["contributions.1.how"].because == "Three districts are described."


def test_a_reason_can_still_be_corrected_after_the_text_was():
    c = standing_at("over")
    text_in = c.messages
    c.press("Keep it and say why").say("Two districts.")
    reason_in = c.messages
    c.edit_message(LONG_TEXT + " more", text_in).edit_message("Three districts.", reason_in)
    assert c.session.answers["contributions.1.how"].because == "Three districts."
