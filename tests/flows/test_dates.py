"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from flows import date_words
from flows.dates import first_day, last_day, read_date
from flows.kinds import Date
from flows.wording import Day
from tests.flows.reading import LANGUAGES, NOW, facts, problem, shown, suggested, value

DAY = Date("day", "When?")
MONTH = Date("month", "When?", precision="month")
YEAR = Date("year", "When?", precision="year")
BABEL = {"en": "en", "fr": "fr", "es": "es", "ru": "ru", "ar": "ar", "zh": "zh_Hans"}

WRITTEN = {
    "en": {
        "2026-03-01": """
            1 March 2026 | March 1, 2026 | Mar 1st 2026 | 1st of March, 2026 | Sunday, March 1, 2026 | 2026-03-01 |
            2026/3/1 | 2026.03.01 | 20260301 | 2026 March 1 | 1-Mar-2026 | 1mar2026 | 2026-03-01T10:00:00Z |
            “1 March 2026”. | 1   March   2026 | １ Ｍａｒｃｈ ２０２６
        """,
        "2026-05-02": "the 2nd of may 2026",
        "2026-04-13": "13/04/2026 | 04/13/2026",
        "2026-04-03": "3.4.2026",
        "2026-04-04": "4/4/2026",
        "2026-03-10": "today",
        "2026-03-11": "tomorrow",
        "2026-03-24": "in 2 weeks",
        "2026-03-20": "in ten days",
        "2028-02-29": "29 February 2028",
    },
    "fr": {
        "2026-03-01": "1er mars 2026 | le 1er mars 2026 | dimanche 1 mars 2026",
        "2026-03-03": "mar. 3 mars 2026",
        "2026-04-03": "3/4/2026 | 03-04-2026",
        "2026-08-15": "15 AOUT 2026 | 15 août 2026",
        "2026-02-01": "1 févr. 2026",
        "2026-03-12": "après-demain",
        "2026-03-11": "demain",
        "2026-03-24": "dans deux semaines",
        "2026-04-05": "le 5 d’avril 2026",
        "2026-12-02": "2 déc 2026",
    },
    "es": {
        "2026-03-01": """
            1 de marzo de 2026 | 1º de marzo del 2026 | el 1 de marzo de 2026 | domingo, 1 de marzo de 2026 |
            1/3/2026
        """,
        "2026-09-05": "5 de setiembre de 2026",
        "2026-03-11": "mañana",
        "2026-03-12": "pasado mañana",
        "2026-03-24": "dentro de dos semanas",
        "2026-08-15": "15 ago 2026",
    },
    "ru": {
        "2026-03-01": """
            1 марта 2026 г. | 1 марта 2026 года | 1-го марта 2026 | воскресенье, 1 марта 2026 г. | 01.03.2026 |
            1/3/2026
        """,
        "2026-05-15": "15 мая 2026 | 15 май 2026",
        "2026-03-12": "послезавтра",
        "2026-03-24": "через две недели",
        "2026-03-13": "через 3 дня",
    },
    "ar": {
        "2026-03-01": """
            ١ مارس ٢٠٢٦ | 1 مارس 2026 | ۱ مارس ۲۰۲۶ | الأحد، ١ مارس ٢٠٢٦ | ١ آذار ٢٠٢٦ | 01\u200f/03\u200f/2026 |
            ٢٠٢٦/٠٣/٠١
        """,
        "2026-01-05": "٥ كانون الثاني ٢٠٢٦ | 5 جانفي 2026",
        "2026-12-05": "٥ كانون الأول ٢٠٢٦",
        "2026-10-05": "5 تشرين الأول 2026",
        "2026-09-05": "5 أيلول 2026",
        "2026-03-11": "غدا",
        "2026-03-24": "بعد أسبوعين",
        "2026-04-05": "5 ابريل 2026 | يوم 5 من أبريل عام 2026",
    },
    "zh": {
        "2026-03-01": """
            2026年3月1日 | 2026 年 3 月 1 日 | ２０２６年３月１日 | 二〇二六年三月一日 |
            2026年3月1号 | 2026年3月1日星期日 | 2026/3/1 | 2026-3-1 |
            2026.3.1
        """,
        "2026-12-31": "二零二六年十二月三十一日",
        "2026-03-11": "明天",
        "2026-03-12": "后天",
        "2026-03-13": "3天后",
        "2026-03-24": "两周后",
        "2027-03-01": "明年三月一日",
    },
}
MONTHS = {
    "en": "March 2026 | Mar 2026 | 2026-03 | 03/2026 | 2026 march | in March 2026 | March, 2026 | month of March 2026",
    "fr": "mars 2026 | en mars 2026 | 03/2026 | 03.2026 | mois de mars 2026",
    "es": "marzo de 2026 | marzo del 2026 | marzo 2026 | mes de marzo de 2026",
    "ru": "март 2026 | марта 2026 | в марте 2026 года | мар. 2026 | март 2026 г.",
    "ar": "مارس ٢٠٢٦ | آذار 2026 | شهر مارس 2026 | مارس من عام 2026",
    "zh": "2026年3月 | 二〇二六年三月 | 2026年3月份 | 2026-03 | 今年3月",
}


def written(table: str) -> list[str]:
    """The ways of writing that a table lists."""
    return [said.strip() for said in table.split("|")]


@pytest.mark.parametrize(
    ("language", "said", "iso"),
    [(lang, said, iso) for lang, table in WRITTEN.items() for iso, listed in table.items() for said in written(listed)],
)
def test_a_day_is_read_as_people_write_it(language: str, said: str, iso: str) -> None:
    assert value(DAY, said, language) == iso


@pytest.mark.parametrize("reader", LANGUAGES)
@pytest.mark.parametrize(
    ("language", "said"),
    [
        (lang, said)
        for lang, table in WRITTEN.items()
        for listed in table.values()
        for said in written(listed)
        if not said[:1].isdigit()
    ],
)
def test_a_date_in_words_is_read_whatever_the_persons_language(language: str, reader: str, said: str) -> None:
    assert value(DAY, said, reader) == value(DAY, said, language)


@pytest.mark.parametrize(
    ("language", "said"), [(lang, said) for lang, listed in MONTHS.items() for said in written(listed)]
)
def test_a_month_is_kept_as_precise_as_it_was_given(language: str, said: str) -> None:
    assert value(MONTH, said, language) == "2026-03"
    assert "whole date" in problem(DAY, said, language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "2026"),
        ("en", "the year 2026"),
        ("fr", "en 2026"),
        ("fr", "l'année 2026"),
        ("es", "año 2026"),
        ("ru", "2026 год"),
        ("ru", "в 2026 году"),
        ("ru", "2026 г."),
        ("ar", "٢٠٢٦"),
        ("ar", "عام ٢٠٢٦"),
        ("zh", "2026年"),
        ("zh", "二〇二六年"),
        ("en", "this year"),
        ("zh", "今年"),
        ("ru", "в этом году"),
    ],
)
def test_a_year_is_a_year(language: str, said: str) -> None:
    assert value(YEAR, said, language) == "2026"
    assert "whole date" in problem(MONTH, said, language)


@pytest.mark.parametrize(
    ("language", "said", "iso"),
    [
        ("en", "next month", "2026-04"),
        ("fr", "le mois prochain", "2026-04"),
        ("es", "el próximo mes", "2026-04"),
        ("ru", "в следующем месяце", "2026-04"),
        ("ar", "الشهر القادم", "2026-04"),
        ("zh", "下个月", "2026-04"),
        ("en", "in three months", "2026-06"),
        ("ru", "через месяц", None),
        ("ar", "بعد شهرين", "2026-05"),
        ("zh", "3个月后", "2026-06"),
        ("en", "in 11 months", "2027-02"),
    ],
)
def test_a_month_may_be_told_from_today(language: str, said: str, iso: str | None) -> None:
    if iso is None:
        assert isinstance(problem(MONTH, said, language), str)
    else:
        assert value(MONTH, said, language) == iso


def test_day_or_month_first_is_asked_where_the_language_does_not_tell() -> None:
    assert suggested(DAY, "03/04/2026") == ["2026-04-03", "2026-03-04"]
    assert suggested(DAY, "03-04-2026") == ["2026-04-03", "2026-03-04"]
    assert "more than one way" in problem(DAY, "03/04/2026")
    assert [value(DAY, "03/04/2026", language) for language in ("fr", "es", "ru", "ar")] == ["2026-04-03"] * 4


def test_a_year_of_two_digits_is_asked() -> None:
    assert suggested(DAY, "13/4/26") == ["2026-04-13"]
    assert suggested(DAY, "26年3月1日", "zh") == ["2026-03-01"]
    assert "four digits" in problem(DAY, "13/4/26")


def test_a_missing_year_is_asked_with_the_next_ones() -> None:
    assert suggested(DAY, "3 March") == ["2027-03-03", "2028-03-03"]
    assert suggested(DAY, "15 марта", "ru") == ["2026-03-15", "2027-03-15"]
    assert suggested(MONTH, "三月", "zh") == ["2026-03", "2027-03"]
    assert suggested(MONTH, "Mar 26") == ["2026-03-26", "2027-03-26", "2026-03"]
    assert "The year is missing" in problem(DAY, "3 March")


@pytest.mark.parametrize(
    "said",
    [
        "31 February 2026",
        "31/02/2026",
        "2026-02-31",
        "31 février 2026",
        "2026年2月31日",
        "٣١ فبراير ٢٠٢٦",
        "31 февраля 2026",
    ],
)
def test_a_day_that_does_not_exist_is_told_so(said: str) -> None:
    for language in LANGUAGES:
        assert "no such date" in problem(DAY, said, language)
        assert suggested(DAY, said, language) == ["2026-02-28", "2026-03-01"]


@pytest.mark.parametrize("said", ["2026-00-01", "99.99.2026", "2026-13", "0 March 2026"])
def test_what_no_calendar_holds_is_told_so(said: str) -> None:
    assert "no such date" in problem(DAY, said)


@pytest.mark.parametrize("said", ["1447", "٣ مارس ١٤٤٧", "2569年3月1日", "1 March 0026"])
def test_a_year_far_away_is_asked_in_the_gregorian_calendar(said: str) -> None:
    assert "Gregorian" in problem(DAY, said)


@pytest.mark.parametrize("said", ["", "soon", "spring", "banana 2026", "12345", "1/2/3/4", "👍", "٣", "年月日", "十"])
def test_what_is_no_date_is_shown_an_example(said: str) -> None:
    assert "15 March 2026" in problem(DAY, said).replace("March 15, 2026", "15 March 2026")


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("Febuary 3, 2027", "2027-02-03"),
        ("3 Setpember 2026", "2026-09-03"),
        ("3 феврля 2027", "2027-02-03"),
        ("3 fevreir 2027", "2027-02-03"),
    ],
)
def test_a_slip_in_a_months_name_is_asked_about(said: str, iso: str) -> None:
    assert suggested(DAY, said) == [iso]


def test_bounds_are_told_with_the_nearest_date_that_would_do() -> None:
    bound = Date("a", "b", earliest="2026-01-01", latest="2027")
    assert value(bound, "2027-12-31") == "2027-12-31"
    assert "too early" in problem(bound, "2025-12-31")
    assert "too late" in problem(bound, "2028-01-01")
    assert suggested(bound, "31 February 2028") == []
    assert len(bound.hints(facts())) == 3


def test_a_date_may_have_to_be_past_or_to_come() -> None:
    assert value(Date("a", "b", allow="future"), "today") == "2026-03-10"
    assert "already past" in problem(Date("a", "b", allow="future"), "9 March 2026")
    assert value(Date("a", "b", allow="past"), "today") == "2026-03-10"
    assert "in the future" in problem(Date("a", "b", allow="past"), "11 March 2026")
    assert value(Date("a", "b", allow="past", precision="month"), "March 2026") == "2026-03"


def test_no_word_is_the_name_of_two_months() -> None:
    months = date_words.months()
    assert len(set(months.values())) == 12
    assert {"mai", "март", "марта", "اذار", "كانون الثاني", "三月"} <= set(months)


def test_the_first_and_last_day_of_what_was_said() -> None:
    assert (first_day("2028-02"), last_day("2028-02")) == (date(2028, 2, 1), date(2028, 2, 29))
    assert (first_day("2028"), last_day("2028")) == (date(2028, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_that_is_shown_can_be_typed_again(language: str, day: date) -> None:
    iso = day.isoformat()
    assert value(DAY, shown(DAY.show(iso, facts(language)), language), language) == iso
    for width in ("full", "long", "medium"):
        written = format_date(day, format=width, locale=BABEL[language])
        assert read_date(written, language, NOW.date()) == iso, written


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("iso", [f"2026-{month:02}" for month in range(1, 13)] + ["1999", "2026"])
def test_every_month_and_year_that_is_shown_can_be_typed_again(language: str, iso: str) -> None:
    assert value(YEAR, shown(Day(iso), language), language) == iso
