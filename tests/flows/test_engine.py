"""Stories of a person and a form: order, back, skip, review, saving, giving up, limits, buttons old and new."""

from dataclasses import replace

import pytest

from flows import engine
from flows.events import Abandoned, Left, Pressed, Submitted
from flows.facts import NameBorne
from flows.session import Place
from flows.signposts import ALL_ANSWERS, BACK, KEEP, SAVE, SKIP
from flows.wording import LANGUAGES, say
from tests.flows.conversation import Conversation, plainly
from tests.flows.forms import INDIVIDUAL, PLAN, SHORT, letter

LONG_TEXT = " ".join(["mercury"] * 253)


# -- in order ---------------------------------------------------------------------------------------------------------


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


# -- the review page --------------------------------------------------------------------------------------------------


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


# -- leaving ----------------------------------------------------------------------------------------------------------


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


def standing_at(kind):
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


# -- limits that warn -------------------------------------------------------------------------------------------------


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


# -- names that are borne already -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "note"),
    [
        ("partner", "A registered partner already bears this name: Ministry of Environment"),
        ("letter", "Another open letter already bears this name: Ministry of Environment"),
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


def test_another_name_can_be_written_at_once():
    assert standing_at("alike").say("Ministry of Water").place.path == "country"


def test_yes_and_no_can_be_typed_where_a_name_is_borne_already():
    assert standing_at("alike").say("yes").place.path == "country"
    assert standing_at("alike").say("no").place == Place("question", "name")


def test_a_borne_name_that_is_too_long_is_pointed_out_and_then_warned_of():
    name = "Ministry " * 25 + "of Environment"
    c = letter("name", borne=(NameBorne(name, "partner"),)).say(name)
    assert c.place.kind == "alike"
    assert c.press("Yes, go on with this name").place.kind == "over"
    assert c.asked == "Your text is 39 characters longer than the guidance."


# -- did you mean -----------------------------------------------------------------------------------------------------


def test_a_mistyped_country_is_asked_about_and_a_press_settles_it():
    c = letter("country").say("Kenyya")
    assert c.asked == "Did you mean one of these? If not, please write it again."
    assert c.press("Kenya").value("country") == "KE"
    assert c.place.path == "website"


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


# -- buttons, old and typed -------------------------------------------------------------------------------------------


def test_a_stale_button_changes_nothing_and_shows_the_current_question():
    c = Conversation()
    old = c.session.revision
    c.press("National government")
    c.take(Pressed(old, "pick", "individual"))
    assert c.stale
    assert c.notes == ("That button belongs to an earlier message. Here is where you are now.",)
    assert (c.value("category"), c.place.path) == ("government", "name")


def test_a_button_pressed_twice_counts_once():
    c = letter("support")
    press = Pressed(c.session.revision, "pick", "yes")
    c.take(press).take(press)
    assert c.stale
    assert c.place.path == "goal"
    assert "goal" not in c.session.answers


@pytest.mark.parametrize(
    ("act", "arg"),
    [("submit", ""), ("pick", "president"), ("edit", "email"), ("removed", ""), ("yes", ""), ("no-such", ""), ("", "")],
)
def test_a_forged_button_changes_nothing(act, arg):
    c = letter("country")
    before = c.session
    c.press_act(act, arg)
    assert c.stale
    assert c.session == before


@pytest.mark.parametrize("typed", ["skip", "SKIP", "Skip ▶", " skip. "])
def test_the_words_of_a_button_can_be_typed(typed):
    assert letter("website").say(typed).session.answers["website"].value is None


def test_typed_words_move_about_as_the_buttons_do():
    c = letter("email").say("back")
    assert c.place.path == "position"
    assert c.say("all answers").place == Place("review")
    assert c.say("save and leave").effects == (Left(),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_buttons_are_understood_in_every_language(language):
    def words(button):
        return plainly(button.label, language)

    c = letter("website")
    c.language = language
    assert c.say(words(BACK)).place.path == "country"
    assert c.say(words(KEEP)).place.path == "website"
    assert c.say(words(SKIP)).place.path == "person"
    assert c.say(words(ALL_ANSWERS)).place == Place("review")
    assert c.say(words(SAVE)).effects == (Left(),)
    assert c.ask("cancel").say(plainly(say("No"), language)).place == Place("review")
    assert c.ask("cancel").say(plainly(say("Yes"), language)).effects == (Abandoned(),)


def test_options_can_be_typed_by_number_by_words_and_by_their_beginning():
    assert Conversation().say("5").value("category") == "ngo"
    assert Conversation().say("٨").value("category") == "individual"
    assert Conversation().say("academic institution").value("category") == "academic"
    assert letter("areas").say("1, 3").value("areas") == ["asgm", "transport"]


def test_ticks_are_kept_until_they_are_confirmed():
    c = letter("areas").press("Mercury in products", "Mercury waste management", "Mercury in products")
    assert "areas" not in c.session.answers
    assert c.press("Done").value("areas") == ["waste"]


def test_there_is_nothing_to_confirm_before_anything_is_ticked():
    c = letter("areas")
    assert "Done ▶" not in c.buttons
    c.press("Mercury in products", "Mercury in products")
    assert "Done ▶" not in c.buttons


def test_words_on_a_page_of_buttons_point_to_the_buttons():
    assert letter().say("all fine").notes == ("Please choose one of the buttons below.",)


# -- what is not an answer --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["photo", "sticker", "voice", "video", "poll", "location", "contact", "dice", "file"])
def test_something_that_is_no_answer_gets_a_kind_sentence_and_the_question_again(what):
    c = letter("name")
    before = c.session
    c.send_unfit(what)
    assert len(c.notes) == 2
    assert c.notes[1] == "Please write your answer."
    assert c.session == before


def test_the_kind_sentence_says_what_is_awaited_instead():
    assert letter("support").send_unfit("voice").notes[1] == "Please press a button, or write your answer."
    assert letter("scan").send_unfit("voice").notes[1] == "Please send a file, or use one of the buttons below."
    assert letter().send_unfit("voice").notes[1] == "Please choose one of the buttons below."
    assert standing_at("reason").send_unfit("voice").notes[1] == "Please write the reason in a sentence."


def test_a_file_where_words_are_asked_is_not_taken():
    c = letter("name").send()
    assert c.notes == ("This question is answered with words, not with a file.",)
    assert standing_at("reason").send().notes[1] == "Please write the reason in a sentence."
    assert letter().send().notes == ("Please choose one of the buttons below.",)


def test_a_file_is_taken_where_one_is_asked_for():
    c = letter("scan").send("signed.pdf")
    assert c.place.path == "publish"
    assert c.press("Back").prompt.current == "signed.pdf"


@pytest.mark.parametrize(("phone", "kept"), [("+254202730808", "+254202730808"), ("254202730808", "+254202730808")])
def test_a_contact_card_answers_the_question_for_a_telephone(phone, kept):
    assert letter("phone").share(phone).value("phone") == kept


def test_a_contact_card_elsewhere_is_declined_kindly():
    assert letter("name").share("+254202730808").notes[0] == "A contact card is no answer to this question."


def test_a_national_number_is_read_by_the_country_named_before():
    assert letter("phone").say("020 2730808").value("phone") == "+254202730808"


# -- the menu ---------------------------------------------------------------------------------------------------------


def test_a_plan_begins_with_its_sections_in_any_order():
    c = Conversation(PLAN)
    assert c.buttons == ["Summary of the issue", "Partner efforts", "Agreement", "Save and leave"]
    c.press("Agreement", "Agreed", "Yes")
    assert c.place == Place("section", "agreement")
    c.press("All sections")
    assert [line.state for line in c.prompt.lines] == ["", "", "done"]
    assert c.prompt.position == (1, 3)


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


# -- the door ---------------------------------------------------------------------------------------------------------


def test_a_name_is_looked_up_only_where_a_name_is_given():
    c = letter("name")
    said = engine.lookup(c.flow, c.session, _said("Élan Vert"))
    assert said == "elan vert"
    assert engine.lookup(c.flow, letter("country").session, _said("Kenya")) is None
    assert engine.lookup(c.flow, c.session, Pressed(0, "back")) is None
    long_name = letter("name").say("n" * 250).press("Keep it and say why")
    assert engine.lookup(c.flow, long_name.session, _said("It is long.")) is None


def test_nothing_else_can_be_asked_for():
    with pytest.raises(ValueError, match="dance"):
        letter("name").ask("dance")


def _said(text):
    from flows.events import Said
    from tests.flows.conversation import NOW

    return Said(text, 1, NOW)
