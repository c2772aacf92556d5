"""Periods as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.kinds import Period
from flows.session import Plain
from flows.wording import Span
from tests.flows.reading import LANGUAGES, facts, problem, shown, suggested, value

WHEN = Period("when", "From when to when?")

WRITTEN = {
    "en": {
        "2026-03/2027-06": """
            March 2026 to June 2027 | from March 2026 to June 2027 | March 2026 - June 2027 | March 2026–June 2027 |
            Mar 2026 — Jun 2027 | 2026-03 to 2027-06 | 2026-03 - 2027-06 | March 2026 until June 2027 |
            between March 2026 and June 2027 | 03/2026-06/2027 | March 2026 through June 2027 |
            March 2026 -> June 2027 | starting in March 2026, until June 2027
        """,
        "2026/2028": """
            2026-2028 | 2026 – 2028 | 2026–28 | 2026-28 | from 2026 to 2028 | 2026/2028 | 2026 till 2028
        """,
        "2026/": """
            from 2026 | since 2026 | 2026 onwards | from 2026 on | 2026 - present | 2026 to present | 2026 – ongoing |
            ongoing since 2026 | starting in 2026 | from 2026 until now
        """,
        "/2028": "until 2028 | to 2028 | by 2028 | up to 2028 | till 2028",
        "/": "ongoing | open-ended | Indefinitely | no end date",
        "2026/2026": "2026 | in 2026",
        "2026-03/2026-03": "March 2026",
        "2027-03/2027-06": "March – June 2027 | March to June 2027 | between March and June 2027",
        "2026-11/2027-02": "November 2026 to February | November 2026 - February 2027",
        "2026-03-01/2026-03-15": """
            1 to 15 March 2026 | 1-15 March 2026 | March 1 to March 15, 2026 | 2026-03-01 – 2026-03-15 |
            March 1-15, 2026 | 1st to 15th March 2026
        """,
        "2026-03-01/2027-06-30": """
            1 March 2026 to 30 June 2027 | 2026-03-01 to 2027-06-30 | 2026/03/01-2027/06/30 | 01.03.2026-30.06.2027
        """,
        "2026-07/2026-09": "Q3 2026",
        "2026-01/2027-12": "Q1 2026 – Q4 2027",
        "2026-03/2028-02": """
            2 years from March 2026 | from March 2026 for two years | March 2026, 24 months |
            for 24 months from March 2026
        """,
        "2026-03-10/2028": "from now until 2028 | from today to 2028",
    },
    "fr": {
        "2026-03/2027-06": """
            de mars 2026 à juin 2027 | mars 2026 – juin 2027 | mars 2026 à juin 2027 |
            de mars 2026 jusqu’à juin 2027 | entre mars 2026 et juin 2027
        """,
        "2026-03-01/2027-06-30": "du 1er mars 2026 au 30 juin 2027 | 01/03/2026 - 30/06/2027",
        "2026/": "à partir de 2026 | depuis 2026 | dès 2026 | 2026 à ce jour",
        "/2028": "jusqu'en 2028 | jusqu’à 2028",
        "2027-03/2027-06": "de mars à juin 2027 | entre mars et juin 2027",
        "2026-04/2026-06": "2e trimestre 2026 | T2 2026",
        "2026-03/2027-08": "18 mois à partir de mars 2026 | à partir de mars 2026 pour 18 mois",
        "/": "en cours | sans fin",
    },
    "es": {
        "2026-03/2027-06": """
            de marzo de 2026 a junio de 2027 | desde marzo de 2026 hasta junio de 2027 |
            marzo de 2026 - junio de 2027 | entre marzo de 2026 y junio de 2027
        """,
        "2026-03-01/2027-06-30": "del 1 de marzo de 2026 al 30 de junio de 2027",
        "2026/": "a partir de 2026 | desde 2026 | de 2026 en adelante | desde 2026 hasta la actualidad",
        "/2028": "hasta 2028 | hasta el 2028",
        "2027-03/2027-06": "de marzo a junio de 2027",
        "2026/2028": "de 2026 a 2028 | 2026 al 2028",
        "2026-03/2028-02": "dos años desde marzo de 2026",
    },
    "ru": {
        "2026-03/2027-06": """
            с марта 2026 по июнь 2027 | с марта 2026 г. до июня 2027 г. | март 2026 — июнь 2027 |
            март 2026 - июнь 2027
        """,
        "2026-03-01/2027-06-30": """
            с 1 марта 2026 г. по 30 июня 2027 г. | 01.03.2026 – 30.06.2027 | 01.03.2026-30.06.2027
        """,
        "2026/": "с 2026 года | с 2026 г. | начиная с 2026 года | с 2026 года по настоящее время",
        "/2028": "до 2028 года | по 2028 год",
        "2026/2028": "2026—2028 гг. | 2026-2028 годы | с 2026 по 2028 год",
        "2027-03/2027-06": "с марта по июнь 2027",
        "2026-04/2026-06": "2 квартал 2026 | 2-й квартал 2026 года",
        "/": "постоянно | бессрочно",
    },
    "ar": {
        "2026-03/2027-06": """
            من مارس ٢٠٢٦ إلى يونيو ٢٠٢٧ | من مارس 2026 حتى يونيو 2027 | مارس 2026 - يونيو 2027 |
            بين مارس 2026 ويونيو 2027 | من آذار 2026 الى حزيران 2027
        """,
        "2026/": "من ٢٠٢٦ | منذ ٢٠٢٦ | ابتداء من 2026 | ابتداءً من عام ٢٠٢٦ | من عام 2026 حتى الآن",
        "/2028": "حتى ٢٠٢٨ | حتى عام 2028 | لغاية 2028",
        "2026/2028": "٢٠٢٦-٢٠٢٨ | من ٢٠٢٦ إلى ٢٠٢٨",
        "/": "مستمر | دائم",
    },
    "zh": {
        "2026-03/2027-06": """
            2026年3月至2027年6月 | 从2026年3月到2027年6月 | 2026年3月—2027年6月 |
            2026年3月-2027年6月 | 二〇二六年三月至二〇二七年六月 |
            自2026年3月至2027年6月 | 2026.3-2027.6 | ２０２６年３月～２０２７年６月
        """,
        "2026-03-01/2027-06-30": "2026年3月1日至2027年6月30日",
        "2026/": "2026年起 | 从2026年起 | 自2026年以来 | 2026年至今 | 2026年开始",
        "/2028": "至2028年 | 2028年以前 | 到2028年为止 | 截至2028年",
        "2026/2028": "2026-2028年 | 2026年至2028年 | 2026至2028年",
        "2026-03/2026-06": "2026年3月至6月",
        "2026-07/2026-09": "2026年第三季度",
        "2026-03/2028-02": "2026年3月起为期两年",
        "/": "长期 | 进行中",
    },
}


def written(table: str) -> list[str]:
    """The ways of writing that a table lists."""
    return [said.strip() for said in table.split("|")]


@pytest.mark.parametrize(
    ("language", "said", "ends"),
    [
        (lang, said, ends)
        for lang, table in WRITTEN.items()
        for ends, listed in table.items()
        for said in written(listed)
    ],
)
def test_a_period_is_read_as_people_write_it(language: str, said: str, ends: str) -> None:
    start, _, end = ends.partition("/")
    assert value(WHEN, said, language) == {"from": start or None, "to": end or None}


@pytest.mark.parametrize("reader", LANGUAGES)
@pytest.mark.parametrize(
    ("language", "said"), [(lang, written(listed)[0]) for lang, table in WRITTEN.items() for listed in table.values()]
)
def test_a_period_is_read_whatever_the_persons_language(language: str, reader: str, said: str) -> None:
    assert value(WHEN, said, reader) == value(WHEN, said, language)


@pytest.mark.parametrize(
    "said", ["June 2027 to March 2026", "2028-2026", "с июня 2027 по март 2026", "2027年6月至2026年3月"]
)
def test_an_end_before_the_beginning_is_said_and_swapped(said: str) -> None:
    assert "before it begins" in problem(WHEN, said)
    (swapped,) = suggested(WHEN, said)
    assert isinstance(swapped, dict)
    assert str(swapped["from"]) < str(swapped["to"])


def test_a_beginning_within_the_end_is_no_mistake() -> None:
    assert value(WHEN, "5 March 2026 to 2026") == {"from": "2026-03-05", "to": "2026"}


def test_doubtful_ends_are_asked_about() -> None:
    assert suggested(WHEN, "3/4/2026 - 5/6/2026") == [
        {"from": "2026-04-03", "to": "2026-06-05"},
        {"from": "2026-03-04", "to": "2026-05-06"},
    ]
    assert suggested(WHEN, "Mar 26 to Jun 27")[-1] == {"from": "2026-03", "to": "2027-06"}
    assert suggested(WHEN, "from 31 February 2026")[0] == {"from": "2026-02-28", "to": None}
    assert suggested(WHEN, "March")[0] == {"from": "2026-03", "to": "2026-03"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "said",
    ["Jan-Mar 2027", "Jan–Mar 2027", "Jan/Mar 2027", "2027 Jan-Mar", "jan.-mars 2027", "ene-mar 2027", "янв-март 2027"],
)
def test_the_end_of_jan_mar_2027_is_not_lost(language: str, said: str) -> None:
    assert value(WHEN, said, language) == {"from": "2027-01", "to": "2027-03"}


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "mar. 3 mars 2026"), ("fr", "le mar. 3 mars 2026"), ("es", "mar, 3 de mar de 2026")]
)
def test_a_short_tuesday_before_a_day_is_no_month(language: str, said: str) -> None:
    assert value(WHEN, said, language) == {"from": "2026-03-03", "to": "2026-03-03"}


@pytest.mark.parametrize("said", ["Jan Mar 2027", "March 2027 2028", "March 2027 perhaps", "Jan–June 2027 or 2028"])
def test_nothing_after_a_period_is_dropped(said: str) -> None:
    assert problem(WHEN, said)


@pytest.mark.parametrize(
    "said", ["", "soon", "two years", "as needed", "👍", "to", "-", "from to", "—", "banana to apple", "到"]
)
def test_what_is_no_period_is_shown_an_example(said: str) -> None:
    assert "from March 2026 to June 2027" in problem(WHEN, said)


def test_months_or_days_may_be_asked_for() -> None:
    months, days = Period("a", "b", precision="month"), Period("a", "b", precision="day")
    assert value(months, "March 2026 to June 2027")
    assert "months as well" in problem(months, "2026-2028")
    assert "days as well" in problem(days, "March 2026 to June 2027")


ENDS = st.one_of(
    st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(date.isoformat),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(lambda day: day.isoformat()[:7]),
    st.integers(1990, 2100).map(str),
)


@pytest.mark.parametrize("language", LANGUAGES)
@given(start=st.none() | ENDS, end=st.none() | ENDS)
def test_every_period_that_is_shown_can_be_typed_again(language: str, start: str | None, end: str | None) -> None:
    kept: dict[str, Plain] = {"from": start, "to": end}
    spoken = shown(WHEN.show(kept, facts(language)), language)
    if start is not None and end is not None and start[:4] > end[:4]:
        assert "before it begins" in problem(WHEN, spoken, language)
    elif (start, end) != (None, None) and (start is None or end is None or start[:4] < end[:4]):
        assert value(WHEN, spoken, language) == kept


def test_one_date_is_shown_once() -> None:
    assert not isinstance(WHEN.show({"from": "2026", "to": "2026"}, facts()), Span)
    assert shown(WHEN.show({"from": "2026", "to": "2026"}, facts())) == "2026"
