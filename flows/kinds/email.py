"""A question answered with an e-mail address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from flows.facts import Facts, Read, Suggestion, Unclear
from flows.form import Question
from flows.session import Plain
from flows.tables import rows
from flows.understood import noted
from flows.wording import N_, Param, Say, say
from flows.words import bare, glance

EXAMPLE: Final = "name@example.org"

_IN_TEXT: Final = re.compile(r"(?<![^\s<>()\[\]:])[^\s<>()\[\],;:\"|@]+@[^\s<>()\[\],;:\"'|@]+(?!@)")
_BETWEEN: Final = re.compile(r"[\s,;|<>()\[\]]+")
_SPELLED_AT: Final = re.compile(
    r"\s*[\[({]\s*(?:at|arobase|arroba|собака|собачка|آت|圈a|艾特)\s*[\])}]\s*"
    r"|\s+(?:at|arobase|arroba|собака|собачка|آت|艾特)\s+",
    re.IGNORECASE,
)
_SPELLED_DOT: Final = re.compile(
    r"\s*[\[({]\s*(?:dot|point|punto|точка|نقطة|点)\s*[\])}]\s*|\s+(?:dot|point|punto|точка|نقطة|点)\s+", re.IGNORECASE
)
_MISTYPED: Final = """
    gmail.com: gmial.com, gmal.com, gmai.com, gmil.com, gamil.com, gnail.com, gmaill.com, gemail.com, gmail.co
    gmail.com: gmail.cm, gmail.om, gmail.ru, gmail.fr, gmail.es
    hotmail.com: hotmial.com, hotmal.com, hotmai.com, hotmil.com, hotamil.com, homail.com, hotmail.co, hotmail.cm
    yahoo.com: yaho.com, yahooo.com, yhoo.com, yahho.com, ayhoo.com, yahoo.co, yahoo.cm
    outlook.com: outlok.com, outloo.com, outllook.com, oulook.com, outlook.co, outlook.cm
    icloud.com: iclod.com, iclould.com, icloud.co
    mail.ru: mial.ru, mai.ru, meil.ru, mail.tu
    yandex.ru: yandx.ru, yanex.ru, yandex.tu, yadnex.ru
    qq.com: qq.co, qq.cn
    163.com: 163.co
    126.com: 126.co
"""
_MISTYPED_HOSTS: Final = {mistyped: host for host, listed in rows(_MISTYPED) for mistyped in listed}
_MISTYPED_ENDINGS: Final = {
    mistyped: ending
    for ending, listed in rows("""
        .com: .con, .cmo, .ocm, .vom, .comm, .cpm, .xom
        .org: .ogr, .orgg, .rog, .orh
        .net: .ent, .nte, .nett
    """)
    for mistyped in listed
}


@dataclass(frozen=True, slots=True)
class Email(Question):
    """An e-mail address; the value is the address with its host in lower case. Whether it exists is not looked up."""

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Understand an address with a name or punctuation around it; suggest what a mistyped one may have been."""
        line = bare(said).removeprefix("mailto:").removeprefix("MAILTO:")
        parts = [part for part in _BETWEEN.split(line) if "@" in part.strip("@")]
        if len(parts) > 1:
            known = dict.fromkeys(address for part in parts[:3] if (address := normalised(part.strip("."))))
            if len(known) > 1:
                return Unclear(say(N_("There are several addresses here.")), _suggest([*known]))
        found = [match.strip(".") for match in _IN_TEXT.findall(line)]
        if not found:
            return self._without_address(line)
        address = normalised(found[0])
        if address is None:
            return Unclear(
                say(
                    N_("Something in “{said}” does not fit an e-mail address. Please write it like {example}."),
                    said=glance(found[0]),
                    example=EXAMPLE,
                )
            )
        if (meant := _meant(address)) is not None:
            return Unclear(
                say(N_("There may be a typing mistake in “{said}”."), said=glance(address)),
                _suggest([meant, address]),
            )
        return Read(address, note=noted(said, address, facts))

    def _without_address(self, line: str) -> Unclear:
        spelled = _SPELLED_DOT.sub(".", _SPELLED_AT.sub("@", line))
        close_up = re.sub(r"\s*([@.])\s*", r"\1", spelled)
        for guess in (close_up, re.sub(r"\s+", "", close_up)):
            match = _IN_TEXT.search(guess)
            if match and (address := normalised(match[0].strip("."))) is not None:
                return Unclear(say(N_("There seems to be an address in this.")), _suggest([address]))
        if "@" not in spelled:
            return Unclear(
                say(N_("An e-mail address has an @ in it. Please write it like {example}."), example=EXAMPLE)
            )
        return Unclear(
            say(
                N_("Something in “{said}” does not fit an e-mail address. Please write it like {example}."),
                said=glance(line),
                example=EXAMPLE,
            )
        )

    def show(self, value: Plain, facts: Facts) -> Param:
        """The address."""
        return str(value)

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """What an address looks like."""
        return (say(N_("An e-mail address, like {example}."), example=EXAMPLE),)


def normalised(address: str) -> str | None:
    """The address in its normal form (RFC 5321, RFC 6531); `None` where it is none."""
    from email_validator import EmailNotValidError, validate_email

    if len(address) > 254:
        return None
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def _meant(address: str) -> str | None:
    local, _, host = address.rpartition("@")
    if host in _MISTYPED_HOSTS:
        return f"{local}@{_MISTYPED_HOSTS[host]}"
    for ending, right in _MISTYPED_ENDINGS.items():
        if host.endswith(ending):
            return f"{local}@{host.removesuffix(ending)}{right}"
    return None


def _suggest(addresses: list[str]) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(address, address) for address in addresses)
