"""A question answered with a telephone number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from flows.facts import Facts, Read, Suggestion, Unclear
from flows.form import Question
from flows.session import Plain
from flows.understood import noted
from flows.wording import N_, Country, Param, Say, say
from flows.words import bare, glance

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

EXAMPLE: Final = "+41 22 917 12 34"

# What parts it from the number is taken whole and from its beginning: tried from each of its signs, a message of dots
# took minutes.
_EXTENSION: Final = re.compile(
    r"(?<![\s,;.])[\s,;.]*+(?:ext(?:ension|ensión|n)?|\bx|poste|interno|int|anexo|доб(?:авочный)?|вн(?:утр)?|داخلي|تحويلة"
    r"|فرعي|分机号?|内线|转|#)\s*[.:=]?\s*(\d{1,7})\W*$",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"^(?:tel|téléphone|telephone|phone|mobile|cell|móvil|teléfono|телефон|тел|моб|هاتف|جوال|电话|手机|fax)?[.:\s]*",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\s*(?:[/;|,]|\bor\b|\bou\b|\bo\b|\bили\b|\bأو\b|或)\s*")
_SEPARATORS: Final = re.compile(r"[\s().\-‐‑‒–—/·]+")


@dataclass(frozen=True, slots=True)
class Phone(Question):
    """A telephone number; the value is E.164 with the extension after it where there is one: `+41229171234;ext=12`."""

    expects: ClassVar[str] = "phone"

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Understand an international number, or a national one where the country is known."""
        line = _LABEL.sub("", bare(said).removeprefix("tel:"))
        if not any(map(str.isdigit, line)):
            return Unclear(
                say(N_("There are no digits here. Please write the number like {example}."), example=EXAMPLE)
            )
        line, extension = _without_extension(line)
        number = _parsed(line, facts.country)
        if number is None or not _possible(number):
            return _not_a_number(line, facts)
        value = _value(number, extension)
        if not _valid(number):
            return Unclear(
                say(
                    N_("{number} is not in the numbering plan that I know. Please check it, or keep it as it is."),
                    number=shown(value),
                ),
                (Suggestion(value, shown(value)),),
            )
        return Read(value, note=noted(said, shown(value), facts))

    def show(self, value: Plain, facts: Facts) -> Param:
        """The number in its international form."""
        return shown(str(value))

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to write a number."""
        return (say(N_("A telephone number with + and the country code, like {example}."), example=EXAMPLE),)


def shown(value: str) -> str:
    """A kept number as people write it, in the international form; what is no number stays as it is."""
    from phonenumbers import PhoneNumberFormat, format_number

    bare_number, _, extension = value.partition(";ext=")
    number = _parsed(bare_number, None)
    if number is None:
        return value
    number.extension = extension or None
    return format_number(number, PhoneNumberFormat.INTERNATIONAL)


def _without_extension(line: str) -> tuple[str, str]:
    found = _EXTENSION.search(line)
    # "#" and "x" alone would also be the beginning of a code dialled: there must be a whole number before them.
    if found is None or sum(map(str.isdigit, line[: found.start()])) < 5:
        return line, ""
    return line[: found.start()], found[1]


def _parsed(line: str, country: str | None) -> PhoneNumber | None:
    from phonenumbers import NumberParseException, parse

    digits = _SEPARATORS.sub(" ", line).strip()
    if digits.startswith("00") and not digits.startswith("000"):
        digits = "+" + digits[2:].lstrip()
    elif digits.endswith("+") and digits[:-1].replace(" ", "").isdigit():
        # A plus typed first may come last where the writing runs from right to left.
        digits = "+" + digits[:-1]
    # "+41 (0)22" has a 0 that is only dialled within the country.
    if digits.startswith("+") and (trunk := re.fullmatch(r"([^()]*)\(\s*0\s*\)(.*)", line)):
        digits = _SEPARATORS.sub(" ", trunk[1] + trunk[2]).strip()
        digits = "+" + digits[2:] if digits.startswith("00") else digits
    if len(digits) > 60 or re.search(r"[^\d+ ]", digits):
        return None
    try:
        return parse(digits, country)
    except NumberParseException:
        return None


def _possible(number: PhoneNumber) -> bool:
    from phonenumbers import is_possible_number

    return is_possible_number(number)


def _valid(number: PhoneNumber) -> bool:
    from phonenumbers import is_valid_number

    return is_valid_number(number)


def _value(number: PhoneNumber, extension: str) -> str:
    from phonenumbers import PhoneNumberFormat, format_number

    written = format_number(number, PhoneNumberFormat.E164)
    return f"{written};ext={extension}" if extension else written


def _not_a_number(line: str, facts: Facts) -> Unclear:
    parts = [part for part in _BETWEEN.split(line) if sum(map(str.isdigit, part)) >= 5]
    numbers = [number for part in parts if (number := _parsed(part, facts.country)) and _valid(number)]
    if len(parts) > 1 and numbers:
        values = dict.fromkeys(_value(number, "") for number in numbers[:3])
        return Unclear(
            say(N_("There are several numbers here.")),
            tuple(Suggestion(value, shown(value)) for value in values),
        )
    with_plus = _parsed("+" + re.sub(r"\D", "", line), None)
    if not line.startswith(("+", "00")) and with_plus is not None and _valid(with_plus):
        value = _value(with_plus, "")
        return Unclear(
            say(N_("The number seems to have no + before its country code.")), (Suggestion(value, shown(value)),)
        )
    if not line.startswith(("+", "00")) and facts.country is None:
        return Unclear(
            say(
                N_(
                    "I cannot tell which country “{said}” is in. Please begin with + and the country code, like "
                    "{example}."
                ),
                said=glance(line),
                example=EXAMPLE,
            )
        )
    if not line.startswith(("+", "00")) and facts.country is not None:
        return Unclear(
            say(
                N_(
                    "“{said}” does not look like a number in {country}. Please check its digits, or begin with + and "
                    "the country code, like {example}."
                ),
                said=glance(line),
                country=Country(facts.country),
                example=EXAMPLE,
            )
        )
    return Unclear(
        say(
            N_(
                "“{said}” has too few or too many digits, or a country code I do not know. Please write it like "
                "{example}."
            ),
            said=glance(line),
            example=EXAMPLE,
        )
    )
