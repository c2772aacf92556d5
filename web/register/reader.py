"""The register as one reader reads it: its facts in the words of one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache

from markupsafe import Markup

from flows.facts import Area
from flows.framework import CURRENT
from flows.wording import Day, Param, Say, as_is
from flows.words import fold
from locales import Voice, formats, voice
from storage.desk_records import PublicArea, PublicPartner, Register
from web.register.selection import values
from web.register.texts import texts

CATEGORIES: Mapping[str, Say] = {
    option.id: option.label for option in CURRENT.categories if isinstance(option.label, Say)
}


class Reader:
    """One of the six languages, with the register to speak of; `partners` are in the order in which names compare."""

    def __init__(self, register: Register, language: str) -> None:
        self.register = register
        self.voice: Voice = voice(language)
        self.language = self.voice.language
        self.direction = self.voice.direction
        self.texts = _texts(self.language)
        self.tell: Callable[[Say], str] = self.voice.plain
        self.markup: Callable[[Say], Markup] = lambda said: Markup(self.voice.html(said))  # noqa: S704  # it escapes
        self.partners = tuple(sorted(register.partners, key=lambda one: (fold(one.name), one.id)))
        self._areas = {area.key: area for area in register.areas}

    def newest(self, most: int) -> tuple[PublicPartner, ...]:
        """The partners that came last, the last one first."""
        return tuple(sorted(self.register.partners, key=lambda one: (one.since, one.id), reverse=True)[:most])

    def area(self, key: str) -> PublicArea | None:
        """An area by its key."""
        return self._areas.get(key)

    def area_name(self, key: str) -> str:
        """An area's name; the key of one that is not there."""
        area = self._areas.get(key)
        return key if area is None else area.names.get(self.language) or area.name

    def day(self, at: datetime) -> str:
        """A day in full."""
        return self.voice.param(Day(at.astimezone(UTC).date().isoformat()))

    def number(self, n: int) -> str:
        """A number as the language writes it."""
        return formats.number(self.language, n)

    def value_name(self, facet: str, value: str) -> str:
        """What a value of a facet is called."""
        match facet:
            case "category":
                return self.tell(CATEGORIES[value]) if value in CATEGORIES else value
            case "country":
                return formats.country(self.language, value)
            case "area":
                return self.area_name(value)
        return value

    def is_known(self, facet: str, value: str) -> bool:
        """Whether there can be partners by this value of a facet."""
        match facet:
            case "category" if value in CATEGORIES:
                return True
            case "area" if value in self._areas:
                return True
        return any(value in values(partner, facet) for partner in self.register.partners)

    def areas_as_spoken(self) -> tuple[Area, ...]:
        """The areas for whoever composes a letter in this language, closed ones too."""
        return tuple(Area(area.key, as_is(self.area_name(area.key))) for area in self.register.areas)

    def say(self, param: Param) -> str:
        """A parameter by itself."""
        return self.voice.param(param)


@cache
def _texts(language: str) -> Mapping[str, str]:
    return texts(voice(language).plain)
