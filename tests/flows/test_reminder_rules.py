"""The table of reminders is what issue and framework say, and other stages can be set in place of its own."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reminders import RULES, rule_with, rules_with
from flows.stages import PlainStage, Stage, WrongStages, after, before, stages_from

WHAT_STANDS_IN_IT = {
    "meeting": ["-30d", "-7d", "-1d", "-1h"],
    "meeting report": ["+3d/14d"],
    "report": ["-180d", "-90d", "-30d", "-7d", "0d", "+7d/7d", "+14d/7d!"],
    "term": ["-90d", "-30d", "-30d!"],
    "gathering": ["-90d", "-30d", "0d", "+1m/1m", "0d/1m!"],
    "unfinished": ["+3d", "+10d", "+30d"],
    "review": ["0d/12m"],
    "progress": ["+3m/3m"],
}
"""When each kind is reminded of; `!` is to the secretariat."""


def any_stages() -> st.SearchStrategy[Stage]:
    days = st.integers(0, 1000)
    to = st.sampled_from(("them", "secretariat"))
    once = st.builds(lambda number, whom: before(days=number, to=whom), days, to)
    hours = st.builds(lambda number, whom: before(hours=number, to=whom), st.integers(1, 72), to)
    again = st.builds(
        lambda number, every, whom: after(days=number, every_days=every, to=whom), days, st.integers(0, 1000), to
    )
    monthly = st.builds(
        lambda number, every, whom: after(months=number, every_months=every, to=whom),
        st.integers(0, 60),
        st.integers(0, 60),
        to,
    )
    return st.one_of(once, hours, again, monthly)


def test_the_table_says_when_each_kind_is_reminded_of():
    assert {kind: [stage.key for stage in rule.stages] for kind, rule in RULES.items()} == WHAT_STANDS_IN_IT


def test_only_the_hour_before_a_meeting_comes_at_any_hour():
    at_night = [(rule.kind, stage.key) for rule in RULES.values() for stage in rule.stages if stage.any_hour]
    assert at_night == [("meeting", "-1h")]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.kind)
def test_each_rule_keeps_to_what_may_be_set_in_its_place(rule):
    plain = json.loads(json.dumps([stage.to_plain() for stage in rule.stages]))
    assert rule_with(rule.kind, plain) == rule
    assert rule.cites
    assert rule.reason().params["cite"] == rule.cites


@given(st.lists(any_stages(), max_size=12, unique_by=lambda stage: stage.key))
def test_stages_come_back_from_json_as_they_were(stages: list[Stage]):
    plain = json.loads(json.dumps([stage.to_plain() for stage in stages]))
    assert stages_from(plain, sides=("before", "after"), hours=True, rises=True) == tuple(stages)


def test_what_the_secretariat_sets_is_in_force_and_all_else_stays():
    rules = rules_with({"meeting": [before(days=14).to_plain()], "unfinished": []})
    assert [stage.key for stage in rules["meeting"].stages] == ["-14d"]
    assert rules["meeting"].why == RULES["meeting"].why
    assert rules["unfinished"].stages == ()
    assert rules["report"] is RULES["report"]


def test_there_is_no_rule_for_a_kind_that_there_is_not():
    with pytest.raises(KeyError):
        rules_with({"weather": []})


@pytest.mark.parametrize(
    ("kind", "stages", "says"),
    [
        ("meeting", "30 days", "a list of stages"),
        ("meeting", [{"weeks": 2}], "a number of days or hours"),
        ("meeting", [7], "a number of days or hours"),
        ("meeting", [{"days": -1}], "whole numbers"),
        ("meeting", [{"days": "7"}], "whole numbers"),
        ("meeting", [{"days": True}], "whole numbers"),
        ("meeting", [{"days": 7, "when": "about"}], "before or after"),
        ("meeting", [{"days": 7, "to": "everybody"}], "to whom"),
        ("meeting", [{"days": 7, "any_hour": 1}], "before or after"),
        ("meeting", [{"days": 7}, {"days": 7, "when": "before"}], "only once"),
        ("meeting", [{"days": 7, "when": "after"}], "before the date"),
        ("meeting", [{"days": 7, "to": "secretariat"}], "to those whose matter it is"),
        ("meeting", [{"days": 7, "any_hour": True}], "one hour before"),
        ("meeting", [{"days": 1, "hours": 2}], "Hours are counted only before a meeting"),
        ("meeting", [{"hours": 100}], "at most {most} hours"),
        ("meeting", [{"days": 2000}], "at most {days} days"),
        ("meeting", [{"days": number} for number in range(13)], "at most {most} reminders"),
        ("meeting", [{"days": 30, "every_days": 7}], "comes once"),
        ("report", [{"hours": 2}], "Hours are counted only before a meeting"),
        ("unfinished", [{"days": 3}], "after the date"),
        ("gathering", [{"days": 3, "when": "after", "every_days": 7, "every_months": 1}], "not both"),
    ],
)
def test_stages_that_make_no_sense_are_answered_with_what_to_send(kind: str, stages: object, says: str):
    with pytest.raises(WrongStages) as wrong:
        rule_with(kind, stages)
    assert says in wrong.value.what.text


def test_a_stage_is_written_as_short_as_it_can_be():
    plain: PlainStage = {"hours": 1, "when": "before", "any_hour": True}
    assert before(hours=1, any_hour=True).to_plain() == plain
