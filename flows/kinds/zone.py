"""A question answered with a time zone: by a place, or by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flows.facts import Facts, Option, Read, Unclear
from flows.form import Question
from flows.session import Plain
from flows.wording import N_, Param, Say, say


@dataclass(frozen=True, slots=True)
class Zone(Question):
    """A time zone; the value is its name in the IANA database (`Europe/Zurich`). The person's own is offered."""

    expects: ClassVar[str] = "press"

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Understand whatever names a zone."""
        raise NotImplementedError

    def read_option(self, option: str, facts: Facts) -> Read | Unclear:
        """Take the zone that was offered."""
        if option == facts.zone:
            return Read(option)
        return Unclear(say(N_("This choice is no longer offered. Please write the name of a city.")))

    def options(self, facts: Facts) -> tuple[Option, ...]:
        """The person's own zone, where it is known."""
        return (Option(facts.zone, self.show(facts.zone, facts)),) if facts.zone else ()

    def show(self, value: Plain, facts: Facts) -> Param:
        """What the zone is called."""
        return str(value)

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to name a zone."""
        return (say(N_("A city, a country or a zone: Geneva, Kenya, UTC+3.")),)
