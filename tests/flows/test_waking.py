"""Nobody is reminded at night, wherever they live and whatever the clocks do there."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.waking import EVENING, MORNING, at_local, awake, is_awake, known_zone

ZONES = (
    *("UTC", "Europe/Zurich", "America/New_York", "Africa/Nairobi", "Asia/Kathmandu", "Asia/Shanghai"),
    # Midnight is left out when the clocks go forward; half an hour; a day that was left out; 14 hours ahead.
    *("America/Santiago", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati"),
    *("America/St_Johns", "Africa/Casablanca", "Antarctica/Troll", "Africa/Cairo", "Pacific/Chatham"),
)
zones = st.sampled_from(ZONES)
_FROM, _UNTIL = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2008, 2035))
moments = st.integers(_FROM, _UNTIL).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


@given(moments, zones)
def test_whoever_is_reminded_is_awake(moment: datetime, zone: str):
    then = awake(moment, zone)
    assert then >= moment
    assert MORNING <= local(then, zone).time() < EVENING
    assert then == moment or not is_awake(moment, zone)


@given(moments, zones)
def test_a_night_is_waited_out_no_longer_than_it_lasts(moment: datetime, zone: str):
    then = awake(moment, zone)
    # Clocks that are put back make a night longer, by three hours at most.
    assert then - moment <= timedelta(hours=14)
    minutes = int((then - moment).total_seconds() // 60)
    assert not any(is_awake(moment + timedelta(minutes=number), zone) for number in range(0, minutes, 10))


@given(moments, zones)
def test_asking_again_changes_nothing(moment: datetime, zone: str):
    then = awake(moment, zone)
    assert awake(then, zone) == then


@pytest.mark.parametrize(
    ("zone", "at", "comes"),
    [
        pytest.param("Europe/Zurich", (2026, 6, 1, 20, 59), (2026, 6, 1, 20, 59), id="before nine in the evening"),
        pytest.param("Europe/Zurich", (2026, 6, 1, 21, 0), (2026, 6, 2, 8, 0), id="at nine in the evening"),
        pytest.param("Europe/Zurich", (2026, 6, 1, 7, 59), (2026, 6, 1, 8, 0), id="before eight in the morning"),
        pytest.param("Europe/Zurich", (2026, 6, 1, 8, 0), (2026, 6, 1, 8, 0), id="at eight in the morning"),
        pytest.param("Europe/Zurich", (2026, 3, 28, 23, 0), (2026, 3, 29, 8, 0), id="the clocks go forward at night"),
        pytest.param("Europe/Zurich", (2026, 10, 24, 23, 0), (2026, 10, 25, 8, 0), id="the clocks go back at night"),
        pytest.param("America/Santiago", (2026, 9, 5, 23, 30), (2026, 9, 6, 8, 0), id="there is no midnight"),
        pytest.param("Australia/Lord_Howe", (2026, 10, 3, 22, 0), (2026, 10, 4, 8, 0), id="half an hour forward"),
        pytest.param("Pacific/Apia", (2011, 12, 29, 23, 0), (2011, 12, 31, 8, 0), id="a day that was left out"),
        pytest.param("Europe/Zurich", (2028, 2, 28, 22, 0), (2028, 2, 29, 8, 0), id="29 February"),
    ],
)
def test_the_night_ends_at_eight_by_the_clocks_there(zone: str, at: tuple[int, ...], comes: tuple[int, ...]):
    there = ZoneInfo(zone)
    assert awake(datetime(*at, tzinfo=there), zone) == datetime(*comes, tzinfo=there).astimezone(UTC)  # type: ignore[misc,arg-type]


def test_a_night_in_which_the_clocks_change_is_an_hour_shorter_or_longer():
    before = datetime(2026, 3, 28, 22, tzinfo=ZoneInfo("Europe/Zurich")).astimezone(UTC)
    assert awake(before, "Europe/Zurich") - before == timedelta(hours=9)
    before = datetime(2026, 10, 24, 22, tzinfo=ZoneInfo("Europe/Zurich")).astimezone(UTC)
    assert awake(before, "Europe/Zurich") - before == timedelta(hours=11)


def test_a_time_that_is_left_out_comes_as_soon_as_it_can():
    assert local(at_local(date(2011, 12, 30), time(9), "Pacific/Apia"), "Pacific/Apia") == datetime(
        2011, 12, 31, 9, tzinfo=ZoneInfo("Pacific/Apia")
    )


@pytest.mark.parametrize("zone", [None, "", "Mars/Olympus", "../secret", "Europe", "a\x00b"])
def test_where_a_zone_is_not_known_the_clock_is_utc(zone: str | None):
    assert known_zone(zone) == "UTC"
    assert known_zone("Asia/Kathmandu") == "Asia/Kathmandu"
