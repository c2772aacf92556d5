"""Time zones: that of a country, and whatever people type to name one."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import countries, zones
from flows.facts import Facts, Read, Unclear
from flows.kinds import Zone
from flows.wording import LANGUAGES
from flows.zone_names import city
from locales.voice import voice

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def facts(language: str = "en", country: str | None = None, zone: str = "") -> Facts:
    return Facts(NOW, language, voice(language).plain, country=country, zone=zone)


@pytest.mark.parametrize(
    ("language", "said", "zone"),
    [
        ("en", "Geneva", "Europe/Zurich"),
        ("fr", "Genève", "Europe/Zurich"),
        ("es", "Ginebra", "Europe/Zurich"),
        ("ru", "Женева", "Europe/Zurich"),
        ("ar", "بتوقيت جنيف", "Europe/Zurich"),
        ("zh", "日内瓦时间", "Europe/Zurich"),
        ("en", "São Paulo time", "America/Sao_Paulo"),
        ("es", "sao paulo", "America/Sao_Paulo"),
        ("en", "UTC+3", "Etc/GMT-3"),
        ("ar", "UTC+٣", "Etc/GMT-3"),
        ("en", "GMT−5", "Etc/GMT+5"),
        ("en", "UTC+05:45", "Asia/Kathmandu"),
        ("en", "UTC", "UTC"),
        ("en", "GMT", "UTC"),
        ("es", "America/Bogota", "America/Bogota"),
        ("en", "america/new york", "America/New_York"),
        ("en", "Asia/Calcutta", "Asia/Kolkata"),
        ("zh", "北京", "Asia/Shanghai"),
        ("zh", "北京时间", "Asia/Shanghai"),
        ("en", "上海", "Asia/Shanghai"),
        ("ar", "المنامة", "Asia/Bahrain"),
        ("ru", "по московскому времени", "Europe/Moscow"),
        ("fr", "heure de Paris", "Europe/Paris"),
        ("es", "hora de Ciudad de México", "America/Mexico_City"),
        ("en", "EAT", "Africa/Nairobi"),
        ("en", "Lima, Peru", "America/Lima"),
        ("fr", "Kenya", "Africa/Nairobi"),
        ("en", "Germany", "Europe/Berlin"),
        ("zh", "中国", "Asia/Shanghai"),
    ],
)
def test_a_zone_is_understood_however_people_name_it(language: str, said: str, zone: str):
    assert zones.named(said, language, NOW) == (zone,)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("zone", ["Europe/Zurich", "Asia/Shanghai", "America/Sao_Paulo", "Africa/Cairo", "Etc/GMT-3"])
def test_what_a_zone_is_called_names_it(language: str, zone: str):
    assert zones.named(city(language, zone), language, NOW) == (zone,)


def test_all_but_a_few_countries_have_one_time():
    counts = {code: len(zones.of_country(code, NOW)) for code in countries.codes()}
    assert sum(count == 1 for count in counts.values()) >= 225
    assert {code for code, count in counts.items() if count == 0} == {"BV", "HM"}  # where nobody lives


def test_the_zones_of_a_country_are_one_for_each_time_the_best_known_first():
    assert [city("en", zone) for zone in zones.of_country("US", NOW)][:4] == [
        "New York",
        "Chicago",
        "Denver",
        "Los Angeles",
    ]
    assert [city("es", zone) for zone in zones.of_country("BR", NOW)][:2] == ["São Paulo", "Manaos"]
    for code in ("US", "RU", "AU", "BR", "CA", "MX", "ID"):
        offered = zones.of_country(code, NOW)
        assert len({zones._clock(zone, NOW) for zone in offered}) == len(offered)


def test_somebody_is_told_times_in_their_own_zone_else_their_countrys_else_utc():
    assert zones.zone_of("Asia/Tokyo", "KE", NOW) == ("Asia/Tokyo", True)
    assert zones.zone_of(None, "KE", NOW) == ("Africa/Nairobi", True)
    assert zones.zone_of(None, "BR", NOW) == ("UTC", False)
    assert zones.zone_of(None, None, NOW) == ("UTC", False)


def test_a_city_is_answer_enough():
    assert Zone("zone", "?").read("Genève", facts("fr")) == Read("Europe/Zurich")
    kenya = Zone("zone", "?").read("Kenya", facts())
    assert isinstance(kenya, Read)
    assert kenya.note is not None
    assert voice("en").plain(kenya.note) == "Noted: Nairobi"


def test_a_country_with_several_times_is_asked_about_by_its_cities():
    result = Zone("zone", "?").read("Brazil", facts())
    assert isinstance(result, Unclear)
    assert voice("en").plain(result.problem) == "Brazil has more than one time. Which city is yours like?"
    assert [one.shown for one in result.suggestions] == ["São Paulo", "Manaus", "Rio Branco", "Fernando de Noronha"]


def test_letters_that_mean_several_zones_are_asked_about():
    result = Zone("zone", "?").read("CST", facts())
    assert isinstance(result, Unclear)
    assert [one.shown for one in result.suggestions] == ["Chicago", "Beijing", "Havana"]


@pytest.mark.parametrize(
    ("said", "meant"), [("Genava", "Geneva"), ("Bosston", "New York"), ("I live in Lima", "Lima"), ("Москве", "Moscow")]
)
def test_a_slip_is_asked_about(said: str, meant: str):
    result = Zone("zone", "?").read(said, facts())
    assert isinstance(result, Unclear)
    assert result.suggestions[0].shown == meant


def test_what_is_no_place_is_answered_with_examples():
    result = Zone("zone", "?").read("Mars", facts())
    assert isinstance(result, Unclear)
    assert not result.suggestions
    assert "such as Nairobi" in voice("en").plain(result.problem)


def test_the_zones_of_the_persons_country_are_offered_by_name_in_their_language():
    offered = Zone("zone", "?").options(facts("zh", "ID"))
    assert [one.label for one in offered] == ["雅加达", "望加锡", "查亚普拉"]
    assert Zone("zone", "?").read_option("Asia/Makassar", facts("zh", "ID")) == Read("Asia/Makassar")
    assert isinstance(Zone("zone", "?").read_option("Asia/Tokyo", facts("zh", "ID")), Unclear)


def test_the_zone_at_hand_stands_first():
    offered = Zone("zone", "?").options(facts("en", "CH", "Asia/Tokyo"))
    assert [one.id for one in offered] == ["Asia/Tokyo", "Europe/Zurich"]


@given(st.text(max_size=60))
def test_whatever_is_typed_yields_zones_that_there_are_or_nothing(said: str):
    for zone in (*zones.named(said, "en", NOW), *zones.close(said, "en", NOW)):
        assert ZoneInfo(zone).key == zone
