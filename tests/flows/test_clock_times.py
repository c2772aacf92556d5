"""Times of day and lengths as people write them, and what the clocks of a day do to a meeting."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clock import read_length, read_time
from flows.facts import Read
from flows.kinds import ClockTime, Length
from flows.meeting_times import start_of, told_in
from tests.flows.reading import NOW, facts, problem, shown, suggested, value

TIME = ClockTime("time", "At what time?", to_come=True)
LENGTH = Length("minutes", "How long?")

TIMES = {
    "14:00": """
        14:00 | 14.00 | 14h | 14 h | 14h00 | 1400 | 2 pm | 2 p.m. | 2PM | 2:00 PM | at 2 pm |
        14 hours | à 14 heures | 14 heures | 2 heures de l'après-midi | a las 2 de la tarde |
        las 14:00 | в 14:00 | 14 часов | 2 часа дня | 下午2点 | 下午两点 | 14点 | 14时 | 下午２點 | ٢ م |
        ٢ مساءً | الساعة ٢ بعد الظهر | ١٤:٠٠ | ۱۴:۰۰ | １４：００ | 14:00:00
    """,
    "14:30": "14:30 | 14h30 | 2.30 pm | 下午2点半 | 14时30分 | 14 heures et demie | ٢:٣٠ م | 下午2:30 | 十四点三十分",
    "09:00": "9:00 | 09:00 | 9 am | 9h | ٩ ص | ٩ صباحا | 上午9点 | 9 утра | 9 de la mañana | 9 o'clock",
    "12:00": "noon | midi | mediodía | полдень | الظهر | 12 pm | 中午12点 | 12:00",
    "00:00": "0:00 | 00:00 | 12 am | 0 h",
    "21:15": "21:15 | 9:15 pm | 晚上9点一刻 | 9 heures et quart du soir",
}
LENGTHS = {
    90: """
        90 | 90 minutes | 1h30 | 1 h 30 | 1:30 | 1.5 hours | 1,5 часа | an hour and a half | 一个半小时 | 1小时30分钟 |
        ٩٠ دقيقة
    """,
    120: "2 | 2 h | 2 hours | 120 min | deux heures | 2 часа | ساعتان | 两小时 | 两个小时 | 2 horas | ٢ ساعة",
    30: "half an hour | 30 min | полчаса | 半小时 | نصف ساعة | media hora",
    2880: "2 days | deux jours | يومان | 两天",
}


def listed(table: str) -> list[str]:
    return [one.strip() for one in table.split("|")]


@pytest.mark.parametrize(("time", "said"), [(time, said) for time, many in TIMES.items() for said in listed(many)])
def test_a_time_is_understood_in_any_of_the_languages_and_digits(time: str, said: str):
    assert read_time(said) == (time,)


@pytest.mark.parametrize(
    ("minutes", "said"), [(minutes, said) for minutes, many in LENGTHS.items() for said in listed(many)]
)
def test_a_length_is_understood_in_any_of_the_languages_and_digits(minutes: int, said: str):
    assert read_length(said) == minutes


@pytest.mark.parametrize(
    "said", ["25:00", "3 March", "soon", "14:60", "13 am", "", "tomorrow at 2 pm", "1:2:3:4", "99999"]
)
def test_what_is_no_time_is_asked_for_again(said: str):
    assert read_time(said) == ()
    assert "14:30" in problem(TIME, said)


def test_an_hour_that_may_be_of_the_morning_or_not_is_asked_about():
    assert suggested(TIME, "2") == ["14:00", "02:00"]
    assert suggested(TIME, "3:30") == ["15:30", "03:30"]
    assert value(TIME, "03:30") == "03:30"
    assert value(TIME, "9") == "09:00"


def test_it_is_said_how_a_time_was_understood():
    said = TIME.read("下午2点", facts("zh"))
    assert isinstance(said, Read)
    assert said.note is not None
    exact = TIME.read("14:00", facts())
    assert isinstance(exact, Read)
    assert exact.note is None


def test_a_time_that_the_clocks_jump_over_is_not_taken():
    there = {"day": "2027-03-28", "zone": "Europe/Zurich"}
    assert "put forward" in problem(TIME, "02:30", **there)
    assert suggested(TIME, "02:30", **there) == ["03:30"]
    assert value(TIME, "03:30", **there) == "03:30"


def test_a_time_that_the_clocks_show_twice_is_the_first():
    result = TIME.read("02:30", facts(day="2026-10-25", zone="Europe/Zurich"))
    assert isinstance(result, Read)
    assert result.note is not None
    assert "twice" in result.note.text
    assert start_of("2026-10-25", "02:30", "Europe/Zurich").at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_time_that_is_past_is_not_taken_and_one_to_come_is():
    today = {"day": NOW.date().isoformat(), "zone": "Africa/Nairobi"}
    assert "already past" in problem(TIME, "12:30", **today)
    assert value(TIME, "12:31", **today) == "12:31"


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2039, 12, 31)),  # noqa: DTZ001  # what clocks show bears no zone
    st.sampled_from(("Europe/Zurich", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia")),
)
def test_what_clocks_show_leads_back_to_the_moment(told: datetime, zone: str):
    start = start_of(told.date().isoformat(), f"{told:%H:%M}", zone)
    day, time = told_in(start.at, zone)
    if start.clocks == "skipped":
        assert (day, time) > (told.date().isoformat(), f"{told:%H:%M}")
    else:
        assert (day, time) == (told.date().isoformat(), f"{told:%H:%M}")
    assert start_of(day, time, zone).at == start.at


@given(st.text(max_size=70))
def test_any_words_are_a_time_or_not(said: str):
    assert all(time.fromisoformat(found).isoformat("minutes") == found for found in read_time(said))
    assert (read_length(said) or 0) >= 0


def test_a_length_is_shown_in_hours_and_minutes():
    assert value(LENGTH, "1h30") == 90
    assert "more than none" in problem(LENGTH, "0")
    assert "I cannot read" in problem(LENGTH, "a while")
    told = shown(LENGTH.show(90, facts())).translate({0x2068: None, 0x2069: None})
    assert told == "1 hour 30 minutes"
