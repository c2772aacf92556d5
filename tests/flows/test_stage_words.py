"""When reminders come, in words, and read back from what the secretariat types."""

# ruff: noqa: E501  # a table of what people type

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.facts import Facts, Read, Unclear
from flows.kinds import Stages
from flows.reminders import RULES
from flows.stage_words import read_stages, stages_said
from flows.stages import Stage, WrongStages
from locales.voice import voice

EN = voice("en").plain
NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def understood(kind: str, said: str) -> str:
    return EN(stages_said(read_stages(said, RULES[kind])))


@pytest.mark.parametrize("kind", RULES)
def test_what_is_shown_of_a_rule_can_be_typed_back(kind: str):
    assert read_stages(EN(stages_said(RULES[kind].stages)), RULES[kind]) == RULES[kind].stages


@pytest.mark.parametrize(
    ("kind", "said", "means"),
    [
        ("meeting", "30, 7, 1 days; 1 hour", "30 days before; 7 days before; 1 day before; 1 hour before"),
        ("meeting", "30d 7d 1d 1h", "30 days before; 7 days before; 1 day before; 1 hour before"),
        ("meeting", "2 weeks", "14 days before"),
        ("meeting", "30, 7 и 1 день; 1 час", "30 days before; 7 days before; 1 day before; 1 hour before"),
        ("meeting", "30 jours, 7 jours et 1 heure avant", "30 days before; 7 days before; 1 hour before"),
        ("meeting", "30, 7 y 1 días; 1 hora", "30 days before; 7 days before; 1 day before; 1 hour before"),
        ("meeting", "٣٠، ٧ أيام؛ يومين؛ ساعة", "30 days before; 7 days before; 2 days before; 1 hour before"),
        ("meeting", "30天、7天、1天、1小时前", "30 days before; 7 days before; 1 day before; 1 hour before"),
        ("unfinished", "3, 10, 30", "3 days after; 10 days after; 30 days after"),
        ("report", "90, 30 days; on the day; then every week", "90 days before; 30 days before; on the day; 7 days after, then every 7 days"),
        ("report", "90天前；当天；7天后，每7天；秘书处：14天后", "90 days before; on the day; 7 days after, then every 7 days; the secretariat: 14 days after"),
        ("report", "قبل 90 يوما؛ في اليوم نفسه؛ الأمانة: بعد 14 يوما", "90 days before; on the day; the secretariat: 14 days after"),
        ("gathering", "3 meses después, luego cada mes", "3 months after, then every month"),
        ("meeting", "none", "none"),
        ("meeting", "никогда", "none"),
    ],
)  # fmt: skip
def test_days_are_understood_however_people_write_them(kind: str, said: str, means: str):
    assert understood(kind, said) == means


def test_the_hour_before_a_meeting_is_the_one_that_may_come_at_night():
    one, three = read_stages("1 hour; 3 hours", RULES["meeting"])
    assert one == Stage(hours=1, any_hour=True)
    assert three == Stage(hours=3)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("soon", "I do not understand “soon” in “soon”."),
        ("7 fortnights", "I do not understand “fortnights” in “7 fortnights”."),
        ("before", "I see no number of days in “before”."),
        ("", "I see no number of days in “”."),
    ],
)
def test_what_is_not_understood_is_named(said: str, answer: str):
    with pytest.raises(WrongStages) as caught:
        read_stages(said, RULES["meeting"])
    assert EN(caught.value.what) == answer


def test_days_that_a_rule_does_not_allow_are_answered_with_its_own_as_an_example():
    facts = Facts(NOW, "en", EN, rule="meeting")
    result = Stages("stages", "?").read("3 days after", facts)
    assert isinstance(result, Unclear)
    assert EN(result.problem) == (
        "These reminders come before the date. Please send days before it. "
        "For example: 30 days before; 7 days before; 1 day before; 1 hour before"
    )


def test_an_answer_is_kept_as_plain_data_and_said_back():
    facts = Facts(NOW, "en", EN, rule="meeting")
    result = Stages("stages", "?").read("14, 2 days", facts)
    assert isinstance(result, Read)
    assert result.value == [{"days": 14, "when": "before"}, {"days": 2, "when": "before"}]
    assert result.note is not None
    assert EN(result.note) == "Understood: 14 days before; 2 days before"
    shown = Stages("stages", "?").show(result.value, facts)
    assert voice("en").param(shown) == "14 days before; 2 days before"


@given(st.sampled_from(sorted(RULES)), st.text(max_size=60))
def test_whatever_is_typed_is_read_or_answered(kind: str, said: str):
    result = Stages("stages", "?").read(said, Facts(NOW, "en", EN, rule=kind))
    assert isinstance(result, Read | Unclear)


def test_a_number_of_thousands_of_digits_is_asked_again():
    """Found by fuzzing: Python refuses to read so many digits."""
    given = Facts(datetime(2026, 3, 1, tzinfo=UTC), "en", EN, rule="meeting")
    assert isinstance(Stages("days", "?").read("9" * 5000, given), Unclear)
