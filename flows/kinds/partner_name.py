"""A question answered with the name of a partner: found in the register by some letters of it, or written out."""

from __future__ import annotations

from dataclasses import dataclass

from flows.facts import Facts, PartnerFound, Read, Suggestion, Unclear
from flows.form import Question
from flows.session import Plain
from flows.wording import N_, Param, Say, say
from flows.words import fold, glance

MOST_SUGGESTED = 6
MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class PartnerName(Question):
    """The name of a partner; the value is `{"name", "partner"}`, the latter its number in the register, if it is there.

    The caller looks up what was typed (`engine.searched`) and hands in as `Facts.partners` what the register has.
    """

    def read(self, said: str, facts: Facts) -> Read | Unclear:
        """Take the partner whose name this is; offer those that it is a part of; keep any other name as written."""
        name = " ".join(said.split())
        if not any(map(str.isalnum, name)):
            return Unclear(say(N_("There were no words in this message. Please write a name.")))
        if len(name) > MOST_CHARACTERS:
            return Unclear(
                say(
                    N_("This name has {count} characters; {most} is the most that can be kept. Please shorten it."),
                    count=len(name),
                    most=MOST_CHARACTERS,
                )
            )
        same = [found for found in facts.partners if fold(found.name) == fold(name)]
        if len(same) == 1:
            return Read(_plain(same[0]))
        if facts.partners:
            offered = tuple(Suggestion(_plain(found), found.name) for found in facts.partners[:MOST_SUGGESTED])
            as_written = Suggestion({"name": name, "partner": None}, name)
            problem = say(N_("The register of partners has this for “{said}”:"), said=glance(name))
            return Unclear(problem, offered if same else (*offered, as_written))
        note = say(N_("“{name}” is not in the register of partners. I keep the name as you wrote it."), name=name)
        return Read({"name": name, "partner": None}, note=note)

    def show(self, value: Plain, facts: Facts) -> Param:
        """The name; one that is not in the register is marked as such."""
        match value:
            case {"name": str(name), "partner": None}:
                return say(N_("{name} (not in the register)"), name=name)
            case {"name": str(name)}:
                return name
        return str(value)

    def hints(self, facts: Facts) -> tuple[Say, ...]:
        """How to find a partner."""
        return (say(N_("A few letters of a registered name are enough; any other name is kept as you write it.")),)


def _plain(found: PartnerFound) -> Plain:
    return {"name": found.name, "partner": found.partner_id}
