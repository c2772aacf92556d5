"""Figures as people write them of an indicator ("1,200", "1 200 miners", "٪40", "about 2 million"), and whether several
of them stand on one scale.

What is no plain figure is left as the words it is: nothing is read out of a sentence, and no year for an amount.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Final

from flows import currency_words
from flows.amounts import MOST, NUMBER, multiplied, readings
from flows.words import bare, fold

PERCENT: Final = "%"
MOST_WORDS: Final = 6
"""Words behind a figure, up to which they are its unit and no sentence."""
ALIKE: Final = 0.75
"""From which likeness on two units are forms of one word ("mine" and "mines")."""

_PERCENT: Final = re.compile(
    "[%٪﹪％]|per ?cent\\b|pour ?cent\\b|por ?ciento\\b|процент\\w*|بالمائة|بالمئة|في المائة|في المئة|百分之",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")
_SIGNS: Final = re.compile("[≤≥<>~≈±+=]")
_MINUS: Final = re.compile(r"[-\u2212\u2013]$")
_TWO_YEARS: Final = re.compile(r"\d\s\d{4}(?!\d)")
_UNITS: Final = frozenset(("m", "mm", "т"))
"""What stands for a million or a thousand beside a currency, and here for metres and tonnes."""
_CURRENCIES: Final = frozenset("$€£¥₽")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that was read: the numbers it can be, the likelier first, and its unit as folded words, if it has one.

    `sign` is the last stop or comma among its digits.
    """

    numbers: tuple[Decimal, ...]
    unit: str
    sign: str


def read_figure(said: str) -> Figure | None:
    """The figure in a text; `None` where it holds none, more than one, or a sentence around it.

    A remark in brackets at its end does not count. In which language it is written is not known, so "1.250" can be two
    numbers.
    """
    line = _REMARK.sub("", bare(said))
    percent = _PERCENT.search(line) is not None
    line = _SIGNS.sub(" ", _PERCENT.sub(" ", line))
    found = list(NUMBER.finditer(line))
    if len(found) != 1 or _TWO_YEARS.search(line):
        return None
    digits = found[0][0].rstrip(".,' ")
    before, after = line[: found[0].start()].strip(), line[found[0].start() + len(digits) :]
    negative = _MINUS.search(before) is not None
    before = _MINUS.sub("", before).strip()
    short = after.strip(" .").casefold() in _UNITS
    factor, words = (1, after) if short else multiplied(after)
    unit = _unit(before, words)
    numbers = tuple((-one if negative else one) * factor for one in readings(digits, ""))
    if unit is None or not numbers or any(abs(one) > MOST for one in numbers):
        return None
    signs = [sign for sign in digits if sign in ".,"]
    return Figure(numbers, _with_percent(unit, percent), signs[-1] if signs else "")


def _with_percent(unit: str, percent: bool) -> str:
    return f"{PERCENT} {unit}".strip() if percent else unit


def _unit(before: str, after: str) -> str | None:
    """The words around a figure as its unit, without those that say nothing; `None` where they say more than that."""
    if after.lstrip()[:1] in tuple(":;-–/\\"):
        return None
    money = before if before in _CURRENCIES else ""
    if not money and _meaning(before):
        return None
    words = _meaning(after)
    return None if len(words) > MOST_WORDS else " ".join([money, *words]).strip()


def _meaning(words: str) -> list[str]:
    """The words, folded, without those that say nothing of how much."""
    folded = (fold(word.strip(".,;")) for word in words.split())
    return [word for word in folded if word and word not in currency_words.AROUND]


def on_one_scale(said: Sequence[str], unit: str = "") -> tuple[Decimal | None, ...] | None:
    """The numbers of several texts about one thing that is counted in `unit`, `None` for each that holds none; `None`
    for all where they count different things.

    A sign with three digits behind it parts thousands ("1.250"), unless another of the texts has it before decimals.
    """
    found = [read_figure(text) for text in said]
    figures = [figure for figure in found if figure is not None]
    units = [figure.unit for figure in figures if figure.unit]
    if any(not _alike(units[0], other) for other in units[1:]):
        return None
    percent = _PERCENT.search(unit) is not None
    counted = _with_percent(" ".join(_meaning(_PERCENT.sub(" ", bare(unit)))), percent)
    bare_ones = any(not figure.unit and any(figure.numbers) for figure in figures)
    if units and bare_ones and counted and not _alike(units[0], counted):
        return None
    decimal = {figure.sign for figure in figures if len(figure.numbers) == 1 and _has_decimals(figure)}
    return tuple(None if figure is None else _settled(figure, decimal) for figure in found)


def _alike(one: str, other: str) -> bool:
    if (PERCENT in one) != (PERCENT in other):
        return False
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() >= ALIKE


def _has_decimals(figure: Figure) -> bool:
    exponent = figure.numbers[0].as_tuple().exponent
    return isinstance(exponent, int) and exponent < 0


def _settled(figure: Figure, decimal: set[str]) -> Decimal:
    return figure.numbers[-1] if figure.sign in decimal else figure.numbers[0]
