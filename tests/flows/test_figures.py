"""Figures of indicators, as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flows.figures import on_one_scale, read_figure


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("400", 400),
        ("1,200", 1200),
        ("1.200", 1200),
        ("1 200", 1200),
        ("1\u202f200", 1200),
        ("12\u00a0345,5 т", Decimal("12345.5")),
        ("1,234,567", 1234567),
        ("1'200", 1200),
        ("0.125", Decimal("0.125")),
        ("2,5", Decimal("2.5")),
        ("٪40", 40),
        ("40 %", 40),
        ("40 per cent", 40),
        ("40 pour cent", 40),
        ("40 процентов", 40),
        ("40 في المئة", 40),
        ("百分之40", 40),
        ("４０％", 40),
        ("١٬٢٠٠", 1200),
        ("١٢٫٥ طن", Decimal("12.5")),
        ("约300名矿工", 300),
        ("2.5万", 25000),
        ("1,5 million de tonnes", 1500000),
        ("3 млн", 3000000),
        ("about 300", 300),
        ("≥ 50", 50),
        ("-5 %", -5),
        ("−5", -5),
        ("$ 400", 400),
        ("180 miners (June 2028)", 180),
        ("300 miners.", 300),
    ],
)
def test_a_figure_is_read_as_it_is_written(said: str, number: Decimal):
    found = read_figure(said)
    assert found is not None
    assert found.numbers[0] == number


@pytest.mark.parametrize(
    "said",
    [
        "",
        "half",
        "一半",
        "none yet",
        "3 of 10 countries",
        "10-20",
        "2026: half",
        "half of the use in 2026",
        "by 2029",
        "2020 2021",
        "1,2,3",
        "50/100",
        "12 countries have said that they will try to do without it soon",
        "9" * 20,
    ],
)
def test_a_sentence_is_no_figure(said: str):
    assert read_figure(said) is None


def scale(*said: str, unit: str = "") -> list[Decimal | int | None] | None:
    """The numbers of texts on one scale."""
    found = on_one_scale(said, unit)
    return None if found is None else list(found)


def test_figures_of_one_thing_stand_on_one_scale():
    assert scale("0", "400 miners", "1 miner", "", unit="Miners") == [0, 400, 1, None]
    assert scale("0", "40 %", "12 %", unit="Mines") == [0, 40, 12]
    assert scale("10", "40 %", unit="Percent of mines") == [10, 40]
    assert scale() == []


def test_figures_of_different_things_do_not():
    assert scale("2 districts", "300 miners") is None
    assert scale("12", "40 %", unit="Mines") is None
    assert scale("40 %", "12 tonnes") is None


def test_what_a_stop_parts_is_told_by_the_other_figures():
    assert scale("1.250", "3.000") == [1250, 3000]
    assert scale("1.250 t", "0.5 t", "2.75 t") == [Decimal("1.250"), Decimal("0.5"), Decimal("2.75")]
    assert scale("1.250", "3,5") == [1250, Decimal("3.5")]


def test_a_letter_that_is_a_unit_here_multiplies_nothing():
    assert scale("12 т", "6 т", unit="Тонны") == [12, 6]
