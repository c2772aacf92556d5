"""Stories of buttons, old and forged and typed, and of messages that answer no question."""

import pytest

from flows import engine
from flows.events import Abandoned, Left, Pressed, Said
from flows.session import Place
from flows.signposts import ALL_ANSWERS, BACK, KEEP, SAVE, SKIP
from flows.wording import LANGUAGES, say
from tests.flows.conversation import NOW, Conversation, plainly
from tests.flows.forms import letter, standing_at

# -- buttons, old and typed --------------------------------------------------------------------------------------------


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


NOTHING = ["none", "No", "-", "—", "n/a", "nothing", "no website", "skip", "aucun", "non", "néant", "ninguno", "нет"]
NOTHING += ["لا يوجد", "لا", "无", "没有", "None.", "s/o", "sin sitio web"]


@pytest.mark.parametrize("typed", NOTHING)
@pytest.mark.parametrize("path", ["website", "phone"])
def test_none_typed_at_an_optional_question_skips_it(path, typed):
    c = letter(path).say(typed)
    assert c.session.answers[path].value is None
    assert c.place.path != path
    assert c.notes == ()


@pytest.mark.parametrize("typed", NOTHING)
def test_none_typed_at_an_answered_question_keeps_the_answer(typed):
    c = letter("person").press("Back")
    kept = c.value("website")
    assert kept
    c.say(typed)
    assert (c.value("website"), c.place.path) == (kept, "person")


@pytest.mark.parametrize(("typed", "kept"), [("-", None), ("n/a", None), ("aucun", None), ("无", None), ("No", "No")])
def test_only_none_itself_skips_a_question_for_free_text(typed, kept):
    assert letter("position").say(typed).value("position") == kept


@pytest.mark.parametrize("typed", ["none", "-", "no website"])
def test_none_does_not_skip_what_is_required(typed):
    c = letter("email").say(typed)
    assert c.place.path == "email"
    assert c.notes


def test_no_for_an_optional_country_may_mean_norway_and_is_asked():
    c = letter("category").say("3", "IUPAC", "no")
    assert c.place == Place("unsure", "country")
    assert letter("category").say("3", "IUPAC", "none").place.path == "website"


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


# -- what is not an answer ---------------------------------------------------------------------------------------------


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


# -- the door ----------------------------------------------------------------------------------------------------------


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
    return Said(text, 1, NOW)
