"""The secretariat's errands: asking for completion, setting aside, searching."""

import pytest

from flows.errands import COMPLETION, ERRANDS, SEARCH, SETTING_ASIDE, asked_labels, asked_paths, completion_choices
from flows.events import Submitted
from flows.facts import Option
from flows.session import Place
from tests.flows.conversation import Conversation, plainly
from tests.flows.forms import INDIVIDUAL, letter


class AboutALetter(Conversation):
    """An errand about a whole letter."""

    about = letter()

    def facts(self, same_names=(), partners=()):
        known = super().facts(same_names, partners)
        return type(known)(
            known.now, known.language, known.tell, known.areas, choices=completion_choices(self.about.session.answers)
        )


def labels(options: tuple[Option, ...]) -> list[str]:
    return [plainly(option.label) for option in options]


def test_what_the_framework_requires_is_offered_first_and_everything_only_once():
    offered = completion_choices(letter().session.answers)
    assert labels(offered)[:3] == [
        "Support for the Partnership",
        "Commitment to achieving its goal",
        "How you will contribute, in detail",
    ]
    ids = [option.id for option in offered]
    assert ids[:3] == ["support", "goal", "contributions"]
    assert len(set(ids)) == len(ids)
    assert {"name", "email", "publish", "scan"} < set(ids)


def test_only_questions_that_this_letter_is_asked_are_offered():
    assert "person" not in [option.id for option in completion_choices(letter(steps=INDIVIDUAL).session.answers)]


def test_chosen_questions_come_in_the_order_of_the_form():
    answers = letter().session.answers
    assert asked_paths(["email", "contributions", "name", "nothing"], answers) == ("name", "email", "contributions")
    assert [plainly(label) for label in asked_labels(("name", "contributions"), answers)] == [
        "Official name",
        "How you will contribute, in detail",
    ]


def test_asking_for_completion_takes_questions_and_a_remark_and_is_read_again_before_it_goes_out():
    c = AboutALetter(COMPLETION).press("How you will contribute, in detail", "Website", "Done")
    c.say("Please say whom you will train.")
    assert c.place == Place("review")
    assert c.asked == "Please read what you ask for. When all is right, send it to the applicant."
    assert plainly(c.line("Asked about").shown) == "How you will contribute, in detail; Website"
    assert c.press("Send to the applicant").effects == (Submitted(),)


def test_asking_for_completion_needs_something_to_ask_and_words():
    c = AboutALetter(COMPLETION)
    assert "Done ▶" not in c.buttons
    c.press("Website", "Done")
    assert "Skip ▶" not in c.buttons


@pytest.mark.parametrize(("reason", "optional"), [("It repeats another letter", True), ("Another reason", False)])
def test_setting_aside_needs_words_only_where_the_reason_says_nothing(reason, optional):
    c = Conversation(SETTING_ASIDE).press(reason)
    assert ("Skip ▶" in c.buttons) is optional
    c.say("You sent it twice.")
    assert c.press("Set it aside").effects == (Submitted(),)


def test_a_search_is_sent_by_its_words():
    c = Conversation(SEARCH).say("环境部")
    assert c.effects == (Submitted(),)
    assert c.value("words") == "环境部"


@pytest.mark.parametrize("flow", ERRANDS.values(), ids=list(ERRANDS))
def test_giving_an_errand_up_says_that_nothing_is_done(flow):
    c = AboutALetter(flow).ask("cancel")
    assert c.asked == "Stop here? Nothing is done then, and what you wrote is erased."
