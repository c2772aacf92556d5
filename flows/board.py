"""The Advisory Group's make-up: what the operational guidelines ask of it, as data, and what can be said of it now.

Framework G3(a)-(e). UNEP's Executive Director invites the members; so nothing here refuses a seat. What is said is
advice for the next invitation. UNEP itself is a member by office and its secretariat (G3(e)): it has none of the seats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flows.regions import REGIONS
from flows.wording import N_, Param, Say, Several, say, say_n

SEATS: Final = 25
"""G3(a)."""

MIX: Final[Mapping[str, str]] = {
    "government": N_("governments"),
    "regional": N_("regional economic integration organisations"),
    "ngo": N_("non-governmental organisations"),
    "academic": N_("science"),
    "industry": N_("industry"),
}
"""Who is to be among the members, by categories of partners (G3(b))."""

COMES_AS: Final[Mapping[str, str]] = {
    "lead": N_("As the lead of an area (G3(c)(1))"),
    "nominated": N_("Nominated by an area (G3(c)(2))"),
    "needed": N_("Needed for a balanced group (G3(c)(3))"),
    "transitional": N_("For a time, since an area is new (G3(c))"),
}
"""How somebody comes to be invited; the keys stand in storage."""

GENDERS: Final[Mapping[str, str]] = {
    "woman": N_("Women"),
    "man": N_("Men"),
    "other": N_("Others"),
}
"""What counts as having told one's gender; whoever would rather not say has not."""
RATHER_NOT: Final = "unsaid"

FEWEST_TO_JUDGE: Final = 4
"""Of fewer members nothing can be said to lean to one side. The text has no numbers; these are for whoever advises."""
MOST_OF_A_REGION: Final = 0.5
MOST_OF_A_GENDER: Final = 2 / 3


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who sits in the Advisory Group, as far as it is known whom they stand for.

    `areas` are those that they lead. Empty strings and `None` mean that it was not told.
    """

    person_id: int
    areas: tuple[str, ...] = ()
    category: str = ""
    region: str = ""
    developing: bool | None = None
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Chairing:
    """Somebody who chairs the group, in which of their terms."""

    name: Param
    term: int


@dataclass(frozen=True, slots=True)
class AreaLed:
    """An area in force, and who leads it."""

    name: Param
    leads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """Something that the make-up of the group lacks or leans to; `key` names what was looked at."""

    key: str
    what: Say


@dataclass(frozen=True, slots=True)
class Tally:
    """How many members there are of each kind, in the kinds' own order, and of how many it is not known."""

    counts: Mapping[str, int]
    untold: int

    @property
    def told(self) -> int:
        """Of how many it is known."""
        return sum(self.counts.values())


def tally(said: Iterable[str], kinds: Collection[str]) -> Tally:
    """Count what members are; what is none of the kinds counts as not told."""
    counted = Counter(said)
    counts = {kind: counted[kind] for kind in kinds if counted[kind]}
    return Tally(counts, sum(counted.values()) - sum(counts.values()))


def advice(
    members: Sequence[Member],
    areas: Sequence[AreaLed],
    chairs: Sequence[Chairing],
    most_terms: int,
    categories: Collection[str],
) -> tuple[Advice, ...]:
    """What can be said of the group as it is: the seats, the mix, the regions and genders, the leads, the chair.

    `categories` are all that partners may be of, `most_terms` how many a chair may serve (G3(d)).
    """
    return (
        *_seats(members),
        *_mix(members, categories),
        *_developing(members),
        *_regions(members),
        *_genders(members),
        *_leads(members, areas),
        *_chair(chairs, most_terms),
    )


def _seats(members: Sequence[Member]) -> Iterable[Advice]:
    taken = len(members)
    if taken < SEATS:
        vacant = say_n(
            N_("{n} of {seats} seats is vacant (G3(a))."),
            N_("{n} of {seats} seats are vacant (G3(a))."),
            SEATS - taken,
            seats=SEATS,
        )
        yield Advice("vacant", vacant)
    if taken > SEATS:
        over = say_n(
            N_("The group has {n} member more than the {seats} that the guidelines foresee (G3(a))."),
            N_("The group has {n} members more than the {seats} that the guidelines foresee (G3(a))."),
            taken - SEATS,
            seats=SEATS,
        )
        yield Advice("over", over)


def _mix(members: Sequence[Member], categories: Collection[str]) -> Iterable[Advice]:
    counted = tally((member.category for member in members), categories)
    absent = tuple(say(name) for key, name in MIX.items() if key not in counted.counts)
    if absent and members:
        told = say(N_("Not represented, as far as it is known: {categories} (G3(b))."), categories=Several(absent))
        yield Advice("categories", told)
    if n := counted.untold:
        told = say_n(
            N_("It is not known which category {n} member stands for."),
            N_("It is not known which category {n} members stand for."),
            n,
        )
        yield Advice("categories untold", told)


def _developing(members: Sequence[Member]) -> Iterable[Advice]:
    if members and not any(member.developing for member in members):
        none = N_("No member is known to come from a developing country or an economy in transition (G3(b)).")
        yield Advice("developing", say(none))


def _regions(members: Sequence[Member]) -> Iterable[Advice]:
    counted = tally((member.region for member in members), REGIONS)
    absent = tuple(say(name) for key, name in REGIONS.items() if key not in counted.counts)
    if absent and counted.told:
        told = say(N_("No member comes from these regions: {regions} (G3(b))."), regions=Several(absent, "commas"))
        yield Advice("regions", told)
    if (key := _leaning(counted, MOST_OF_A_REGION)) is not None:
        leaning = say(
            N_("More than half of those whose region is known come from one: {region}, {count} of {told} (G3(b))."),
            region=say(REGIONS[key]),
            count=counted.counts[key],
            told=counted.told,
        )
        yield Advice("one region", leaning)
    if n := counted.untold:
        told = say_n(N_("The region of {n} member is not known."), N_("The region of {n} members is not known."), n)
        yield Advice("regions untold", told)


def _genders(members: Sequence[Member]) -> Iterable[Advice]:
    counted = tally((member.gender for member in members), GENDERS)
    if (key := _leaning(counted, MOST_OF_A_GENDER)) is not None:
        leaning = say(
            N_("Of those who told their gender, more than two thirds are of one: {gender}, {count} of {told} (G3(b))."),
            gender=say(GENDERS[key]),
            count=counted.counts[key],
            told=counted.told,
        )
        yield Advice("one gender", leaning)
    if n := counted.untold:
        told = say_n(
            N_("{n} member has not told their gender; nobody has to."),
            N_("{n} members have not told their gender; nobody has to."),
            n,
        )
        yield Advice("genders untold", told)


def _leaning(counted: Tally, most: float) -> str | None:
    """The kind that more than this part of those who told are of, where there are enough of them."""
    if counted.told < FEWEST_TO_JUDGE:
        return None
    return next((kind for kind, count in counted.counts.items() if count > most * counted.told), None)


def _leads(members: Sequence[Member], areas: Sequence[AreaLed]) -> Iterable[Advice]:
    sitting = {member.person_id for member in members}
    absent = tuple(area.name for area in areas if area.leads and not sitting.intersection(area.leads))
    if absent:
        told = say(
            N_("Leads of these areas are to be invited, and are not members: {areas} (G3(c)(1))."),
            areas=Several(absent, "apart"),
        )
        yield Advice("leads", told)


def _chair(chairs: Sequence[Chairing], most_terms: int) -> Iterable[Advice]:
    if not chairs:
        yield Advice("no chair", say(N_("The group has no chair: it elects one for two years (G3(d)).")))
    for chair in chairs:
        if chair.term > most_terms:
            told = say(
                N_("{name} chairs the group in term {term}; the guidelines foresee {most} at most (G3(d))."),
                name=chair.name,
                term=chair.term,
                most=most_terms,
            )
            yield Advice("terms", told)
