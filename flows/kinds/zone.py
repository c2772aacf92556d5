"""A question answered with a time zone: by a place, or by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flows import countries, zones
from flows.facts import Facts, Option, Read, Suggestion, Unclear
from flows.form import Question
from flows.session import Plain
from flows.understood import noted
from flows.wording import N_, Country, Param, Say, say
from flows.words import bare, glance
from flows.zone_names import city

_NO_CHOICE = say(N_("This choice is no longer offered. Please write the name of a city."))


@dataclass(frozen=True, slots=True)
class Zone(Question):
    """A time zone; the value is its name in the IANA database (`Europe/Zurich`).

    The zone at hand is offered, and those of the person's country. It is shown by its city.
    """

    expects: ClassVar[str] = "press"

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Understand a city, a country, a distance from UTC or the name of a zone; suggest what is close."""
        found = zones.named(said, facts.language, facts.now)
        if len(found) == 1:
            return Read(found[0], note=noted(said, self.show(found[0], facts), facts))
        if found:
            return Unclear(_more_than_one(said, facts), self._suggest(found, facts))
        if near := zones.close(said, facts.language, facts.now):
            return Unclear(
                say(N_("I do not know the time zone of “{said}”."), said=glance(said)), self._suggest(near, facts)
            )
        return Unclear(
            say(
                N_(
                    "I do not know the time zone of “{said}”. Please send the name of a large city nearby, such as "
                    "{city}, or how far your clock is from UTC, such as {offset}."
                ),
                said=glance(said),
                city=city(facts.language, "Africa/Nairobi"),
                offset="UTC+3",
            )
        )

    def read_option(self, option: str, facts: Facts) -> Read | Unclear:
        """Take a zone that was offered."""
        return Read(option) if any(one.id == option for one in self.options(facts)) else Unclear(_NO_CHOICE)

    def options(self, facts: Facts) -> tuple[Option, ...]:
        """The zone at hand, where there is one, and those of the person's country, the best known first."""
        of_country = zones.of_country(facts.country, facts.now) if facts.country else ()
        offered = dict.fromkeys((*((facts.zone,) if facts.zone else ()), *of_country))
        return tuple(Option(zone, self.show(zone, facts)) for zone in offered)

    def show(self, value: Plain, facts: Facts) -> Param:
        """The zone by its city in the reader's language."""
        return city(facts.language, str(value))

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to name a zone."""
        return (
            say(
                N_("A city, a country, or the distance from UTC: {city}, {country}, {offset}."),
                city=city(facts.language, "Europe/Zurich"),
                country=Country("KE"),
                offset="UTC+3",
            ),
        )

    def _suggest(self, found: tuple[str, ...], facts: Facts) -> tuple[Suggestion, ...]:
        return tuple(Suggestion(zone, self.show(zone, facts)) for zone in found)


def _more_than_one(said: str, facts: Facts) -> Say:
    named = countries.named(bare(said), facts.language)
    if len(named) == 1:
        return say(N_("{country} has more than one time. Which city is yours like?"), country=Country(named[0]))
    return say(N_("“{said}” can be more than one time zone. Which city do you mean?"), said=glance(said))
