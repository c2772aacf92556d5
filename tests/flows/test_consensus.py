"""The forms about consensus, and deadlines as people write them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.consensus import CONSENSUS_FORMS, OBJECTION, OBSERVER, OBSERVER_HERE, QUESTION, end_of, latest_end
from flows.events import Submitted
from flows.form import Group
from flows.session import Place
from tests.flows.conversation import Conversation, plainly


class ForAnArea(Conversation):
    """A form about a meeting of an area that begins on 20 March 2026; today is 2 March."""

    day = "2026-03-20"

    def facts(self, same_names=(), partners=()):
        return replace(super().facts(same_names, partners), day=self.day)


class ForTheGroup(ForAnArea):
    day = ""


class Soon(ForAnArea):
    day = "2026-03-03"


def test_an_observer_is_named_with_the_organisation_and_a_time_to_object():
    c = ForAnArea(OBSERVER).say("Olga Ivanova").say("Basel Institute")
    assert c.place == Place("question", "until")
    assert list(c.buttons)[:3] == [
        "7 days, until 9 March 2026",
        "3 days, until 5 March 2026",
        "14 days, until 16 March 2026",
    ]
    c.press("7 days, until 9 March 2026")
    assert c.place == Place("review")
    assert c.session.answers["until"].value == "2026-03-09"
    assert c.press("Send it").effects == (Submitted(),)


def test_the_advisory_group_is_open_to_observers_so_nobody_is_given_time_to_object():
    c = ForTheGroup(OBSERVER).say("Olga Ivanova")
    c.press("Skip ▶")
    assert c.place == Place("review")


def test_an_observer_who_is_known_here_needs_no_name():
    c = ForAnArea(OBSERVER_HERE)
    assert c.place == Place("question", "until")
    assert c.press("3 days, until 5 March 2026").effects == (Submitted(),)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("10 days", "2026-03-12"),
        ("5 jours", "2026-03-07"),
        ("10天", "2026-03-12"),
        ("10 March 2026", "2026-03-10"),
        ("2026-03-02", "2026-03-02"),
        ("20 March 2026", "2026-03-20"),
    ],
)
def test_a_deadline_is_a_date_or_a_number_of_days(said, day):
    c = ForAnArea(OBSERVER).say("Olga").press("Skip ▶")
    assert c.say(said).session.answers["until"].value == day


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("21 March 2026", "21 March 2026 is too late. Please send a date up to 20 March 2026."),
        ("30 days", "1 April 2026 is too late. Please send a date up to 20 March 2026."),
        ("1 March 2026", "1 March 2026 is already past. Please send a date that is still to come."),
        ("soon", "I cannot read “soon” as a date. Please write it like 15 March 2026."),
    ],
)
def test_a_deadline_that_does_not_do_is_met_kindly(said, told):
    c = ForAnArea(OBSERVER).say("Olga").press("Skip ▶")
    c.say(said)
    assert c.place == Place("question", "until")
    assert told in c.notes


def test_where_the_meeting_is_near_its_own_day_is_offered():
    c = Soon(OBSERVER).say("Olga").press("Skip ▶")
    assert next(iter(c.buttons)) == "Until 3 March 2026"
    assert c.press("Until 3 March 2026").session.answers["until"].value == "2026-03-03"


def test_a_question_has_words_a_day_and_the_clocks_that_end_it():
    c = Conversation(QUESTION).say("The area meets twice a year.")
    c.press("14 days, until 16 March 2026")
    assert c.place == Place("question", "zone")
    c.say("Nairobi")
    assert c.place == Place("review")
    assert c.press("Put the question").effects == (Submitted(),)


def test_an_objection_is_sent_by_its_words():
    c = Conversation(OBJECTION).say("Not ready.")
    assert c.effects == (Submitted(),)


def test_a_day_ends_by_the_clocks_of_its_zone():
    assert end_of("2026-03-16", "Africa/Nairobi") == datetime(2026, 3, 16, 20, 59, tzinfo=UTC)
    assert end_of("2026-03-29", "Europe/Zurich") == datetime(2026, 3, 29, 21, 59, tzinfo=UTC)


def test_nothing_in_the_forms_speaks_of_votes_or_approval():
    for flow in CONSENSUS_FORMS.values():
        for section in flow.sections:
            for question in section.questions:
                assert not isinstance(question, Group)
                words = " ".join((question.ask, question.help, question.label, question.example, flow.ready))
                assert not any(word in words.lower() for word in ("vote", "approv", "reject")), plainly(question.ask)


@pytest.mark.parametrize(
    ("hours_away", "hours_before"),
    [(24 * 30, 24), (48, 24), (47, 1), (30, 1), (2, 1), (1.9, None), (0, None), (-5, None)],
)
def test_the_time_to_object_ends_well_before_the_meeting(hours_away, hours_before):
    starts = datetime(2026, 3, 20, 14, tzinfo=UTC)
    ends = latest_end(starts, starts - timedelta(hours=hours_away))
    assert ends == (None if hours_before is None else starts - timedelta(hours=hours_before))
