"""A question answered with an amount of money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from babel.numbers import get_currency_precision

from flows import currency_words, wording
from flows.amounts import read_money
from flows.facts import Facts, Read, Suggestion, Unclear
from flows.form import Question
from flows.session import Plain
from flows.understood import noted
from flows.wording import N_, Param, Say, say
from flows.words import glance

EXAMPLE: Final = wording.Money(Decimal(150_000), "USD")
_KNOWN_EVERYWHERE: Final = ("USD", "EUR", "CHF")


@dataclass(frozen=True, slots=True)
class Money(Question):
    """An amount in a currency; the value is `{"amount", "currency"}`, a plain decimal and an ISO 4217 code."""

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Read an amount with its currency in any usual writing; ask where either is missing or can be two."""
        found = read_money(said, facts.language, facts.country)
        if found is None:
            return Unclear(
                say(
                    N_("I cannot read “{said}” as one amount of money. Please write it like {example}."),
                    said=glance(said),
                    example=EXAMPLE,
                )
            )
        if not found.currencies:
            return Unclear(
                say(N_("The currency is missing. Please write it with the amount, like {example}."), example=EXAMPLE),
                _suggest(found.amounts[:1], self._likely(facts)),
            )
        amounts = _as_the_currency_tells(found.amounts, found.currencies)
        if len(amounts) > 1 or len(found.currencies) > 1:
            return Unclear(
                say(N_("“{said}” can be read in more than one way."), said=glance(said)),
                _suggest(amounts, found.currencies),
            )
        value = _plain(amounts[0], found.currencies[0])
        return Read(value, note=noted(said, self.show(value, facts), facts))

    def _likely(self, facts: Facts) -> tuple[str, ...]:
        own = currency_words.local(facts.country)
        return tuple(dict.fromkeys((*((own,) if own else ()), *_KNOWN_EVERYWHERE)))

    def show(self, value: Plain, facts: Facts) -> Param:
        """The amount in the reader's language."""
        if not isinstance(value, dict):
            return str(value)
        try:
            return wording.Money(Decimal(str(value["amount"])), str(value["currency"]))
        except (KeyError, InvalidOperation):
            return str(value)

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to write an amount."""
        return (say(N_("An amount with its currency, like {example}."), example=EXAMPLE),)


def _as_the_currency_tells(amounts: tuple[Decimal, ...], currencies: tuple[str, ...]) -> tuple[Decimal, ...]:
    """Of thousands and decimals, what "1,500" can be in a currency that has no coins, or coins of a thousandth."""
    if len(amounts) == 1 or len(currencies) > 1:
        return amounts
    match get_currency_precision(currencies[0]):
        case 0:
            return (max(amounts),)
        case 3:
            return (min(amounts),)
        case _:
            return amounts


def _suggest(amounts: tuple[Decimal, ...], currencies: tuple[str, ...]) -> tuple[Suggestion, ...]:
    values = {(amount, code): _plain(amount, code) for amount in amounts for code in currencies}
    return tuple(
        Suggestion(value, wording.Money(_rounded(amount, code), code)) for (amount, code), value in values.items()
    )[:6]


def _plain(amount: Decimal, currency: str) -> Plain:
    rounded = _rounded(amount, currency)
    whole = rounded == rounded.to_integral_value()
    return {"amount": str(rounded.quantize(Decimal(1)) if whole else rounded), "currency": currency}


def _rounded(amount: Decimal, currency: str) -> Decimal:
    """Rounded to the currency's smallest coin, since no more of it can be shown."""
    return amount.quantize(Decimal(1).scaleb(-get_currency_precision(currency)), rounding=ROUND_HALF_UP)
