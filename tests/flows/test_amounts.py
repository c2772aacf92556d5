"""Amounts of money as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from flows import currency_words
from flows.kinds import Money
from flows.session import Plain
from tests.flows.reading import LANGUAGES, facts, problem, shown, suggested, value

COST = Money("cost", "How much?")
# Their signs are shared: the person is asked which one.
SHARED_SIGNS = {"XOF", "XAF", "JPY", "CNY"}

WRITTEN = {
    "en": {
        "1500000 USD": """
            1.5 million dollars | $1.5M | USD 1.5m | US$ 1,500,000 | 1,500,000.00 USD | 1500 thousand dollars |
            1 500 000 USD
        """,
        "500000 USD": """
            $500k | half a million dollars | 500 thousand US dollars | about 500,000 dollars | 0.5m USD
        """,
        "2000000 USD": "two million dollars | 2 million USD | 2,000,000 US Dollars",
        "3000000000 EUR": "3 bn EUR | €3 billion",
        "1234567.89 EUR": "EUR 1,234,567.89 | EUR 1.234.567,89 | 1'234'567.89 euros",
        "2000 GBP": "£2000 | 2000 pounds | GBP 2,000 | 2,000 pounds sterling",
        "150000 INR": "INR 1,50,000 | 1.5 lakh INR | 150 000 ₹",
        "10000 KES": "Ksh 10,000 | KES 10000 | 10,000 Kenyan shillings",
        "0 USD": "0 USD | USD 0.00",
    },
    "fr": {
        "1500000 EUR": """
            1,5 M€ | 1,5 million d’euros | 1.500.000 € | 1 500 000 EUR | 1 500 000,00 € |
            environ 1,5 million d'euros
        """,
        "1000000 EUR": "un million d'euros",
        "150000 CHF": "150 000 CHF | 150'000 francs suisses | 150 mille CHF",
        "1500000.5 USD": "1 500 000,50 $US | 1500000,5 dollars américains",
        "2000000000 EUR": "2 milliards d'euros | 2 Md€",
    },
    "es": {
        "1500000.5 EUR": "1.500.000,50 € | 1500000,5 euros",
        "2500000 USD": "2,5 millones de dólares | 2.500.000 US$ | USD 2.500.000",
        "1000000000 EUR": "mil millones de euros",
        "1500 EUR": "1.500 euros | 1500 €",
    },
    "ru": {
        "1000000 RUB": "1 млн руб. | 1 миллион рублей | 1 000 000 ₽ | 1 000 000,00 руб.",
        "500000 USD": "500 тыс. долларов США | 500 000 долл. США | 500 тысяч долларов",
        "1500000 RUB": "полтора миллиона рублей | 1,5 млн рублей | около 1,5 млн руб.",
        "2000000 EUR": "2 млн евро | два миллиона евро",
    },
    "ar": {
        "2000 USD": "٢٠٠٠ دولار | 2000 دولار أمريكي | ٢٬٠٠٠ دولار | ۲۰۰۰ دولار",
        "1500000.5 EUR": "١٬٥٠٠٬٠٠٠٫٥٠ يورو",
        "1000000 USD": "مليون دولار أمريكي | مليون دولار",
        "5000 AED": "٥٠٠٠ درهم إماراتي | 5 آلاف درهم إماراتي",
        "2000 SAR": "٢٠٠٠ ريال سعودي",
    },
    "zh": {
        "2000000 CNY": "200万元 | 二百万元人民币 | 人民币200万元 | ２００万元 | ￥2,000,000",
        "1500000 USD": "一百五十万美元 | 150万美元 | 150萬美金",
        "5000000 USD": "约500万美元 | 5百万美元",
        "100000000 CNY": "1亿元 | 一亿元",
        "12500 CNY": "一万二千五百元 | 1.25万元",
    },
}


@pytest.mark.parametrize(
    ("language", "said", "kept"),
    [
        (lang, said.strip(), kept)
        for lang, table in WRITTEN.items()
        for kept, all_said in table.items()
        for said in all_said.split("|")
    ],
)
def test_an_amount_is_read_as_people_write_it(language: str, said: str, kept: str) -> None:
    read = value(COST, said, language)
    amount, currency = kept.split()
    assert isinstance(read, dict)
    assert (Decimal(str(read["amount"])), read["currency"]) == (Decimal(amount), currency)


def test_an_amount_is_kept_as_a_plain_decimal() -> None:
    assert value(COST, "USD 1.5m") == {"amount": "1500000", "currency": "USD"}
    assert value(COST, "1500000.5 USD") == {"amount": "1500000.50", "currency": "USD"}
    assert value(COST, "1000.4 JPY") == {"amount": "1000", "currency": "JPY"}


def test_thousands_or_decimals_are_asked_where_the_language_does_not_tell() -> None:
    thousands = {"amount": "1500", "currency": "USD"}
    assert value(COST, "1,500 USD", "en") == value(COST, "1,500 USD", "zh") == thousands
    assert (
        value(COST, "1.500 USD", "fr") == value(COST, "1.500 USD", "es") == value(COST, "1.500 USD", "ru") == thousands
    )
    assert suggested(COST, "1.500 USD", "en") == [thousands, {"amount": "1.50", "currency": "USD"}]
    assert suggested(COST, "1,500 USD", "fr")[0] == thousands
    assert suggested(COST, "1,500 USD", "ar")[0] == thousands
    assert value(COST, "0.500 USD") == {"amount": "0.50", "currency": "USD"}


def test_a_missing_currency_is_asked_with_the_likely_ones() -> None:
    assert "The currency is missing" in problem(COST, "5000")
    assert [each["currency"] for each in suggested(COST, "5000")] == ["USD", "EUR", "CHF"]  # type: ignore[index,call-overload]
    offered = suggested(COST, "5000", country="KE")
    assert [each["currency"] for each in offered] == ["KES", "USD", "EUR", "CHF"]  # type: ignore[index,call-overload]


def test_a_shared_name_is_asked_about_unless_the_country_tells() -> None:
    assert len(suggested(COST, "500 francs", "fr")) == 4
    assert value(COST, "500 francs", "fr", country="SN") == {"amount": "500", "currency": "XOF"}
    assert value(COST, "500 francs", "fr", country="CH") == {"amount": "500", "currency": "CHF"}
    assert value(COST, "500 dollars", country="KE") == {"amount": "500", "currency": "USD"}
    assert len(suggested(COST, "500 dollars", country="CA")) == 2
    assert value(COST, "¥500", "zh") == {"amount": "500", "currency": "CNY"}
    assert len(suggested(COST, "¥500", "en")) == 2


@pytest.mark.parametrize(
    "said",
    [
        "",
        "banana",
        "5 bananas",
        "-500 USD",
        "1-2 million USD",
        "50%",
        "12 34 USD",
        "1,000,00 USD",
        "9" * 30 + " USD",
        "5 million USD for three years",
        "👍",
        "$",
        "USD",
        "., USD",
        "1e6 USD",
        "1 million billion trillion USD",
    ],
)
def test_what_is_no_amount_gets_an_example(said: str) -> None:
    assert "150,000" in problem(COST, said)


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    cents=st.integers(0, 10**13),
    currency=st.sampled_from(sorted(currency_words.in_use() - SHARED_SIGNS)),
)
def test_every_amount_that_is_shown_can_be_typed_again(language: str, cents: int, currency: str) -> None:
    amount = Decimal(cents).scaleb(-get_currency_precision(currency))
    plain = f"{amount:f}" if amount != amount.to_integral_value() else str(int(amount))
    kept: Plain = {"amount": plain, "currency": currency}
    spoken = shown(COST.show(kept, facts(language)), language)
    assert value(COST, spoken, language) == kept


def test_what_is_no_amount_any_more_still_shows() -> None:
    assert shown(COST.show({"amount": "x"}, facts())) == "{'amount': 'x'}"
    assert shown(COST.show("about 5", facts())) == "about 5"
