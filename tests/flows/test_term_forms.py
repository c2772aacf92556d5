"""The small forms about terms: how a designation came about, and whom a member stands for."""

from __future__ import annotations

import pytest

from flows.events import Submitted
from flows.facts import Option
from flows.session import Place
from flows.term_forms import AFTERWARDS, AT_ONCE, DESIGNATION, SEAT, TERM_FORMS
from flows.wording import say
from tests.flows.conversation import Conversation

MEETINGS = (Option("1a", say("3 March 2026: Partners of the area")), Option("1b", say("Annual meeting")))
BEGINNINGS = (Option(AT_ONCE, say("At once")), Option(AFTERWARDS, say("When the term ends")))


class AboutATerm(Conversation):
    """A form with meetings, and beginnings, to choose from."""

    offered: tuple[Option, ...] = (*BEGINNINGS, *MEETINGS)

    def facts(self, same_names=(), partners=()):
        known = super().facts(same_names, partners)
        return type(known)(known.now, known.language, known.tell, known.areas, choices=self.offered)


class WithoutAMeeting(AboutATerm):
    """A form about a body that has never met, and that nobody leads."""

    offered = ()


def test_a_beginning_a_meeting_and_words_are_asked_for_and_read_again():
    c = AboutATerm(DESIGNATION).press("When the term ends", "3 March 2026: Partners of the area")
    assert "Skip ▶" in c.buttons, "the meeting says how it came about"
    c.say("All agreed.")
    assert c.place == Place("review")
    assert (c.value("begins"), c.value("meeting"), c.value("words")) == (AFTERWARDS, "1a", "All agreed.")
    assert c.press("Record it").effects == (Submitted(),)


def test_where_it_was_at_no_meeting_words_are_needed():
    c = AboutATerm(DESIGNATION).press("At once", "At none of these")
    assert "Skip ▶" not in c.buttons


def test_only_what_can_be_chosen_is_asked():
    c = WithoutAMeeting(DESIGNATION)
    assert c.asked == "How did it come about?"
    assert "Skip ▶" not in c.buttons


def test_a_country_that_says_its_region_leaves_no_question_about_it():
    c = Conversation(SEAT).press("National government").press("Skip ▶").say("Kenya")
    assert c.asked == "What is the member's gender?"
    c.press("Rather not say")
    assert c.place == Place("review")
    assert c.value("gender") == "unsaid"


@pytest.mark.parametrize("said", ["", "Greenland", "Palestine"])
def test_without_such_a_country_region_and_development_are_asked_and_can_be_skipped(said: str):
    c = Conversation(SEAT).press("Academic institution").press("Nominated by an area (G3(c)(2))")
    assert c.asked == "For which area?"
    c.press("Mercury in products")
    c = c.say(said) if said else c.press("Skip ▶")
    assert c.asked == "Which region is that?"
    c.press("Skip ▶")
    assert c.asked == "Is it a developing country or an economy in transition?"
    c.press("Yes").press("Skip ▶")
    assert c.place == Place("review")


def test_who_is_needed_for_the_mix_comes_for_no_area():
    c = Conversation(SEAT).press("Non-governmental or civil-society organisation")
    c.press("Needed for a balanced group (G3(c)(3))")
    assert c.asked == "From which country does the member come?"


@pytest.mark.parametrize("flow", TERM_FORMS.values(), ids=list(TERM_FORMS))
def test_giving_one_up_says_that_nothing_is_done(flow):
    c = AboutATerm(flow).ask("cancel")
    assert c.asked.startswith("Stop here?")
