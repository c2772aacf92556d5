"""A question answered with a country."""

from __future__ import annotations

from dataclasses import dataclass

from flows import countries, wording
from flows.facts import Facts, Read, Suggestion, Unclear
from flows.form import Question
from flows.session import Plain
from flows.understood import noted
from flows.wording import N_, Param, Say, say
from flows.words import bare, glance


@dataclass(frozen=True, slots=True)
class Country(Question):
    """A country or territory of ISO 3166-1; the value is its alpha-2 code."""

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Understand a name in any of the six languages, a usual short form, a code; suggest what is close."""
        name = bare(said)
        found = countries.named(name, facts.language)
        if len(found) == 1:
            return Read(found[0], note=noted(said, wording.Country(found[0]), facts))
        if found:
            return Unclear(say(N_("“{said}” can be more than one country."), said=glance(name)), _suggest(found))
        if countries.is_region(name):
            return Unclear(
                say(
                    N_(
                        "“{said}” is a region or a group of countries. Please send the name of one country: the one "
                        "where the head office is."
                    ),
                    said=glance(name),
                )
            )
        if (code := countries.like_a_code(name)) is not None:
            return Unclear(say(N_("“{said}” is a word, but a country code too."), said=glance(name)), _suggest((code,)))
        if near := countries.close(name, facts.language):
            return Unclear(
                say(N_("I cannot find “{said}” among the countries."), said=glance(name)),
                _suggest(near),
            )
        return Unclear(
            say(
                N_(
                    "I cannot find “{said}” in the international list of countries and territories (ISO 3166). Please "
                    "send the usual name, like {example}."
                ),
                said=glance(name) or glance(said),
                example=wording.Country("KE"),
            )
        )

    def show(self, value: Plain, facts: Facts) -> Param:
        """The country's name in the reader's language."""
        return wording.Country(str(value))

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """What to write."""
        return (say(N_("The name of a country, like {example}."), example=wording.Country("KE")),)


def _suggest(codes: tuple[str, ...]) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(code, wording.Country(code)) for code in codes)
