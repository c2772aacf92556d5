"""Reads amounts of money as people write them: "1,5 M€", "1.5 million dollars", "200万元", "1 млн руб."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from flows import currency_words
from flows.words import bare, fold

_KNOWN_EVERYWHERE: Final = ("USD", "GBP")
MOST: Final = Decimal(10) ** 15

NUMBER: Final = re.compile(r"\d(?:[\d.,'٬٫·]|\s(?=\d))*")
_HAN_NUMBER: Final = re.compile("[一二三四五六七八九十百千两〇零]+(?:[万亿][一二三四五六七八九十百千两〇零]*)*")
_HAN_VALUES: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_HALVES: Final = {fold(word): "0.5" for word in ["half", "demi", "medio", "media", "пол", "نصف", "半"]} | {
    fold(word): "1.5" for word in ["полтора", "полторы"]
}
_GROUPS: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3}|\d{1,4}(?:,\d{4})+")


@dataclass(frozen=True, slots=True)
class Money:
    """What was read: the amounts it can be, and the currencies; one of each where it is certain, none if missing."""

    amounts: tuple[Decimal, ...]
    currencies: tuple[str, ...]


def read_money(said: str, language: str, country: str | None) -> Money | None:
    """Read an amount; `None` where there is no number, or more than one."""
    line = bare(said)
    if not line or len(line) > 120:
        return None
    line = re.sub(r"[^\w\s.,'٬٫·$€£¥₽₹₩₦₺₴₫₱₪₵₸₤฿&%+-]", " ", line)
    numbers = list(NUMBER.finditer(line))
    if len(numbers) > 1 or "%" in line or re.search(r"(?<!\w)-\s*[\d$€£¥]", line):
        return None
    if numbers:
        found = numbers[0]
        digits = found[0].rstrip(".,' ")
        amounts = readings(digits, language)
        words = f"{line[: found.start()]} {line[found.start() + len(digits) :]}"
    else:
        amounts, words = _in_words(line)
    factor, words = multiplied(words)
    if not amounts and factor == 1:
        return None
    amounts = tuple(amount * factor for amount in amounts or (Decimal(1),))
    if any(amount > MOST for amount in amounts):
        return None
    currencies = _currencies(words, language, country)
    return None if currencies is None else Money(amounts, currencies)


def readings(digits: str, language: str) -> tuple[Decimal, ...]:
    """The values that a number's separators allow; the language decides where it can."""
    digits = re.sub(r"[\s'٬·]", "_", digits).replace("٫", "d")
    if "_" in digits:
        whole, rest = [*re.split("[.,d]", digits, maxsplit=1), ""][:2]
        grouped = _GROUPS.fullmatch(whole.replace("_", ","))
        return (_decimal(whole.replace("_", ""), rest),) if grouped and (rest.isdigit() or not rest) else ()
    if "d" in digits:
        whole, _, rest = digits.partition("d")
        return (_decimal(re.sub("[.,]", "", whole), rest),) if rest.isdigit() else ()
    signs = [sign for sign in digits if sign in ".,"]
    if not signs:
        return (Decimal(digits),)
    last = signs[-1]
    whole, _, rest = digits.rpartition(last)
    if len(set(signs)) == 2:
        other = signs[0]
        grouped = _GROUPS.fullmatch(whole.replace(other, ","))
        return (_decimal(whole.replace(other, ""), rest),) if grouped and signs.count(last) == 1 else ()
    if len(signs) > 1:
        return (Decimal(digits.replace(last, "")),) if _GROUPS.fullmatch(digits.replace(last, ",")) else ()
    if len(rest) != 3 or whole == "0" or len(whole) > 3:
        return (_decimal(whole, rest),)
    thousands, decimals = Decimal(whole + rest), _decimal(whole, rest)
    if (last == "," and language in ("en", "zh")) or (last == "." and language in ("fr", "es", "ru")):
        return (thousands,)
    return (thousands, decimals)


def _decimal(whole: str, rest: str) -> Decimal:
    return Decimal(f"{whole or 0}.{rest or 0}")


def _in_words(line: str) -> tuple[tuple[Decimal, ...], str]:
    """A number in Chinese numerals, or one of the small numbers in words ("two million")."""
    from flows.date_words import small_numbers

    if (han := _HAN_NUMBER.search(line)) and not re.fullmatch("[百千]+", han[0]):
        return (Decimal(_han_value(han[0])),), line.replace(han[0], " ", 1)
    tokens = line.split()
    for place, token in enumerate(tokens):
        number = _HALVES.get(fold(token)) or small_numbers().get(fold(token))
        if number is not None:
            return (Decimal(number),), " ".join(tokens[:place] + tokens[place + 1 :])
    return (), line


def _han_value(numeral: str) -> int:
    for unit, value in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = numeral.rpartition(unit)
        if found:
            return (_han_value(head) if head else 1) * value + (_han_value(tail) if tail else 0)
    total = digit = 0
    for character in numeral:
        if character in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[character]
            digit = 0
        else:
            digit = _HAN_VALUES[character]
    return total + digit


def multiplied(words: str) -> tuple[int, str]:
    """The factor that words such as "million" stand for, and the words without them."""
    factor = 1
    multipliers = currency_words.multipliers()
    while (found := _multiplier_in(words, multipliers)) is not None:
        word, words = found
        factor *= multipliers[word]
        if factor > 10**15:
            break
    return factor, words


def _multiplier_in(words: str, multipliers: dict[str, int]) -> tuple[str, str] | None:
    tokens = words.split()
    for length in (2, 1):
        for place in range(len(tokens) - length + 1):
            words_here = " ".join(tokens[place : place + length])
            folded = fold(words_here)
            # A sign makes it a currency: "$BN" is no billion.
            if folded in multipliers and re.fullmatch(r"[\w\s.'-]+", words_here):
                return folded, " ".join(tokens[:place] + tokens[place + length :])
    for place, token in enumerate(tokens):
        # "M€", "M$", "万元": the multiplier stands directly before the currency.
        for cut in range(min(2, len(token) - 1), 0, -1):
            folded = fold(token[:cut])
            rest = token[cut:]
            han = not token[0].isascii() and token[0] > "\u2e80"
            if folded in multipliers and (han or not rest[0].isalnum() or rest.upper() in currency_words.in_use()):
                return folded, " ".join([*tokens[:place], rest, *tokens[place + 1 :]])
    return None


def _currencies(words: str, language: str, country: str | None) -> tuple[str, ...] | None:
    """The currencies that the words name; empty where there are no words, `None` where they name none."""
    left = [token for token in words.replace(",", " ").split() if token.strip(".-+&")]
    if not left:
        return ()
    for tokens in _trimmed(left):
        found = currency_words.called(" ".join(tokens), language) or currency_words.called("".join(tokens), language)
        if found:
            return _settled(found, country)
    named = {currency_words.called(token, language) for token in left if fold(token) not in currency_words.AROUND}
    if not named:
        return ()
    return _settled(named.pop(), country) or None if len(named) == 1 else None


def _trimmed(tokens: list[str]) -> Iterator[list[str]]:
    """The words, then with what says nothing taken off their ends."""
    yield tokens
    kept = [token for token in tokens if fold(token) not in currency_words.AROUND]
    if kept and kept != tokens:
        yield kept
    bare_tokens = [re.sub(r"^(?:d'|de|l')(?=\w)", "", token) for token in kept]
    if bare_tokens != kept:
        yield bare_tokens


def _settled(found: tuple[str, ...], country: str | None) -> tuple[str, ...]:
    """Of the currencies that share a name, the country's own is likely; else the one known everywhere."""
    if len(found) <= 1:
        return found
    own = currency_words.local(country)
    if own in found and own is not None:
        return (own,) if own == found[0] or found[0] not in _KNOWN_EVERYWHERE else (own, found[0])
    return (found[0],) if found[0] in _KNOWN_EVERYWHERE else found[:4]
