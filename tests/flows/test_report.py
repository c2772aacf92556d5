"""The report of an area as a form: what it asks for, what it points out, and the small forms around it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows import engine
from flows.events import Said
from flows.facts import Option
from flows.form import Group, Question
from flows.layout import missing, ready_to_submit
from flows.media import PNG
from flows.report import REPORT
from flows.report_checks import findings
from flows.report_errands import PROGRESS_NOTE, REPORT_RETURN, REPORTING_CYCLE, period_days
from flows.report_prefill import filled
from flows.session import Answer
from flows.wording import as_is
from tests.flows.conversation import Conversation, plainly
from tests.flows.plans import whole


def report(**more: object) -> dict[str, Answer]:
    """A report on a whole plan, complete but for what a test leaves out."""
    answers = {change.path: change.new for change in filled({}, whole(), ()).changes if change.new is not None}
    given = {
        "activities.1.done": "A centre was built.",
        "activities.1.state": "underway",
        "activities.1.milestones.1.state": "reached",
        "activities.1.milestones.1.reached": "2027-04",
        "activities.1.milestones.2.state": "late",
        "effectiveness": "Good.",
        "objectives.1.progress": "A third.",
        "impact": "Less mercury in the rivers.",
        "indicators.1.state": "notmeasured",
        "lessons": "Begin early.",
        **more,
    }
    return {**answers, **{path: Answer(value) for path, value in given.items()}}  # type: ignore[arg-type]


def test_every_section_says_where_it_comes_from():
    for section in REPORT.sections:
        assert section.cites, section.key
        assert section.help, section.key


def test_a_report_tracks_activities_contributions_effectiveness_impact_and_indicators():
    keys = [section.key for section in REPORT.sections]
    assert keys[:5] == ["activities", "contributions", "effectiveness", "impact", "indicators"]
    assert [section.cites for section in REPORT.sections[:5]] == ["T6"] * 5


def test_a_report_can_be_submitted_when_all_that_is_asked_of_the_plan_is_answered():
    assert ready_to_submit(REPORT, report())
    answers = report()
    del answers["lessons"]
    assert [stop.path for stop in missing(REPORT, answers)] == ["lessons"]


def test_when_a_milestone_was_reached_is_asked_only_of_one_that_was():
    answers = report()
    del answers["activities.1.milestones.1.reached"]
    assert [stop.path for stop in missing(REPORT, answers)] == ["activities.1.milestones.1.reached"]


def test_the_value_of_an_indicator_and_its_date_are_asked_only_where_it_was_measured():
    assert ready_to_submit(REPORT, report())
    answers = report(**{"indicators.1.state": "measured"})
    assert [stop.path for stop in missing(REPORT, answers)] == ["indicators.1.value", "indicators.1.measured"]


@pytest.mark.parametrize(
    ("more", "path", "told"),
    [
        ({"activities.1.state": "done"}, "activities.1.milestones.2.state", "a milestone of it is not reached"),
        ({}, "contributions", "No contribution of a partner is named for the activity “Training centres 1”."),
        ({}, "indicators.1.state", "Indicator “Miners who recover gold without mercury” was not measured."),
    ],
)
def test_what_does_not_fit_together_is_pointed_out_with_the_way_to_it(more: dict[str, object], path: str, told: str):
    found = {one.path: plainly(one.what) for one in findings(report(**more))}
    assert told in found[path]


def test_an_amount_without_currency_and_a_partner_outside_the_register_are_pointed_out():
    given = {
        "contributions": {"items": ["1"], "next": 2},
        "contributions.1.partner": {"name": "Fund", "partner": None},
        "contributions.1.what": "Retorts",
        "contributions.1.activity": "1",
        "contributions.1.kind": "cash",
        "contributions.1.amount": {"amount": "500", "currency": None},
        "indicators.1.state": "measured",
        "indicators.1.value": "3",
        "indicators.1.measured": "2028-12",
    }
    found = {one.path: plainly(one.what) for one in findings(report(**given))}
    assert found == {
        "contributions.1.amount": "The amount of “Retorts” has no currency.",
        "contributions.1.partner": "“Fund” is not in the register of partners.",
    }


def test_each_list_and_question_has_a_short_name():
    def check(questions: tuple[Question | Group, ...]) -> None:
        for question in questions:
            assert question.label, question
            if isinstance(question, Group):
                assert question.titled_by in {one.key for one in question.of}
                check(question.of)

    for section in REPORT.sections:
        check(section.questions)


# -- the small forms around it ----------------------------------------------------------------------------------------


def test_a_cycle_is_opened_without_a_date_while_unep_has_not_set_one():
    c = Conversation(flow=REPORTING_CYCLE)
    c.say("2027 to 2028", "Reporting format of 2026").press_act("skip")
    assert c.place.kind == "review"
    assert period_days(c.session.answers) == ("2027-01-01", "2028-12-31")
    assert c.value("due") is None
    c.press_act("submit")
    assert [type(effect).__name__ for effect in c.effects] == ["Submitted"]


def test_the_period_of_a_cycle_has_a_beginning_and_an_end():
    c = Conversation(flow=REPORTING_CYCLE).say("from 2027")
    assert "its beginning and its end" in " ".join(c.notes)
    assert c.value("period") is None
    with pytest.raises(ValueError, match="no period"):
        period_days(c.session.answers)


def test_a_report_is_returned_with_words_that_are_read_once_more_before():
    c = Conversation(flow=REPORT_RETURN).say("Please add the dates.")
    assert c.place.kind == "review"
    assert "reject" not in str(REPORT_RETURN).lower()


def test_a_progress_note_is_words_and_perhaps_files():
    c = Conversation(flow=PROGRESS_NOTE).say("A centre is open.")
    assert c.place.kind == "group"
    c.press_act("add").send("centre.png", PNG)
    c.press_act("go")
    assert c.place.kind == "review"
    assert c.value("files.1.file")["name"] == "centre.png"


def test_an_effort_is_asked_for_only_where_the_plan_has_any():
    c = Conversation(flow=PROGRESS_NOTE).say("A centre is open.")
    assert c.place.path == "files"
    choices = (Option("efforts.3", as_is("Training centres")),)
    facts = replace(c.facts(), choices=choices)
    turn = engine.step(PROGRESS_NOTE, engine.start(PROGRESS_NOTE), Said("A centre is open.", 1, c.now), facts)
    assert turn.session.place.path == "effort"


def test_of_files_no_more_are_taken_than_five():
    c = Conversation(flow=PROGRESS_NOTE).say("A centre is open.")
    for _ in range(5):
        c.press_act("add").send("centre.png", PNG)
    assert not c.prompt.offers("add", "")
