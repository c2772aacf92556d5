"""The Advisory Group on one page: seats, make-up and what stands out; and the page of each seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flows.board import COMES_AS, GENDERS, RATHER_NOT, SEATS, Advice, Member, Tally, tally
from flows.facts import Area
from flows.framework import CURRENT
from flows.regions import REGIONS
from flows.wording import N_, Country, Param, Say, Several, say, say_n
from handlers.buttons import PageButton, base36
from handlers.desk_pages import turning
from handlers.pages import day
from handlers.people_pages import PEOPLE, area_named
from handlers.scene import Page
from handlers.term_pages import BOARD, VACANT, elect_button, name_of
from storage.term_records import Seated

PER_PAGE: Final = 10
MOST_NAME: Final = 40
CATEGORIES: Final[Mapping[str, Param]] = {option.id: option.label for option in CURRENT.categories}
NOT_TOLD: Final = say(N_("not told"))
NOT_A_MEMBER: Final = say(N_("This person is no member of the Advisory Group any more."))
KEPT: Final = say(N_("It is kept."))


@dataclass(frozen=True, slots=True)
class Sitting:
    """A member as the board shows them: what storage has, and what it says of the group's make-up."""

    seated: Seated
    member: Member


@dataclass(frozen=True, slots=True)
class BoardShown:
    """What the page shows. `officer`: the reader belongs to the secretariat; `own` is the role that the reader's own
    seat is kept with, if they are a member; `vacant` counts the areas that nobody leads."""

    sitting: Sequence[Sitting]
    advice: Sequence[Advice]
    number: int
    vacant: int
    officer: bool
    own: int | None
    areas: Sequence[Area]


def board(shown: BoardShown) -> Page:
    """Seats, the chair, what stands out, the make-up, and the members a page at a time."""
    paragraphs = [
        say(N_("<b>The Advisory Group</b>")),
        say_n(
            N_("{n} of {seats} seats is taken (G3(a))."),
            N_("{n} of {seats} seats are taken (G3(a))."),
            len(shown.sitting),
            seats=SEATS,
        ),
        *(_chair(one.seated) for one in shown.sitting if one.seated.chair is not None),
        say(N_("UNEP is a member by office, and the secretariat; it has none of these seats (G3(e)).")),
    ]
    if shown.advice:
        paragraphs.append(say(N_("<b>What stands out</b>")))
        paragraphs += [one.what for one in shown.advice]
    if shown.vacant:
        paragraphs.append(say_n(N_("{n} area has no lead (N¶16)."), N_("{n} areas have no lead (N¶16)."), shown.vacant))
    paragraphs += _make_up([one.member for one in shown.sitting])
    start = shown.number * PER_PAGE
    here = list(enumerate(shown.sitting[start : start + PER_PAGE], start + 1))
    lines = tuple(_line(count, one, shown.areas) for count, one in here)
    return Page(tuple(paragraphs), _rows(shown, here), lines)


def _rows(shown: BoardShown, here: Sequence[tuple[int, Sitting]]) -> tuple[tuple[PageButton, ...], ...]:
    rows: list[tuple[PageButton, ...]] = []
    if shown.officer:
        for count, one in here:
            words = say(N_("{number}. {name}"), number=count, name=_short(name_of(one.seated.name)))
            rows.append((PageButton(words, "seat", base36(one.seated.role_id)),))
    elif shown.own is not None:
        rows.append((PageButton(say(N_("My seat")), "seat", base36(shown.own)),))
    rows += turning("board", shown.number, len(shown.sitting), PER_PAGE)
    if shown.officer:
        rows += [
            (elect_button("adviser", None),),
            (elect_button("chair", None),),
            *((_chair_button(one.seated),) for one in shown.sitting if one.seated.chair is not None),
            (VACANT, PEOPLE),
        ]
    return tuple(rows)


def _short(name: Param) -> Param:
    return f"{name[:MOST_NAME].rstrip()}…" if isinstance(name, str) and len(name) > MOST_NAME else name


def _chair(one: Seated) -> Say:
    if one.chair_until is None:
        return say(N_("The chair is {name} (G3(d))."), name=name_of(one.name))
    return say(N_("The chair is {name}, until {day} (G3(d))."), name=name_of(one.name), day=day(one.chair_until))


def _chair_button(one: Seated) -> PageButton:
    return PageButton(
        say(N_("The chair's term: {name}"), name=_short(name_of(one.name))), "term", base36(one.chair or 0)
    )


def _make_up(members: Sequence[Member]) -> list[Say]:
    """How many there are of each category, region and gender; of the last only numbers, and only where it was told."""
    if not members:
        return []
    by_category = tally((member.category for member in members), CATEGORIES)
    by_region = tally((member.region for member in members), REGIONS)
    by_gender = tally((member.gender for member in members), GENDERS)
    developing = sum(member.developing is True for member in members)
    return [
        say(N_("<b>The make-up</b>")),
        say(N_("Categories: {counts}"), counts=_counted(by_category, CATEGORIES)),
        say(N_("Regions: {counts}"), counts=_counted(by_region, {key: say(name) for key, name in REGIONS.items()})),
        say_n(
            N_("Developing countries and economies in transition: {n} member"),
            N_("Developing countries and economies in transition: {n} members"),
            developing,
        ),
        say(N_("Genders: {counts}"), counts=_counted(by_gender, {key: say(name) for key, name in GENDERS.items()})),
    ]


def _counted(counts: Tally, names: Mapping[str, Param]) -> Several:
    told = [say(N_("{name} {count}"), name=names[key], count=count) for key, count in counts.counts.items()]
    if counts.untold:
        told.append(say(N_("{name} {count}"), name=NOT_TOLD, count=counts.untold))
    return Several(tuple(told), "apart")


def _line(count: int, one: Sitting, areas: Sequence[Area]) -> Say:
    name, category = name_of(one.seated.name), CATEGORIES.get(one.member.category, NOT_TOLD)
    led = tuple(area_named(area, areas) or area for area in one.member.areas)
    if led:
        return say(
            N_("{number}. {name}: {category}; leads {areas}"),
            number=count,
            name=name,
            category=category,
            areas=Several(led, "apart"),
        )
    return say(N_("{number}. {name}: {category}"), number=count, name=name, category=category)


# -- one seat ---------------------------------------------------------------------------------------------------------


def seat(one: Sitting, areas: Sequence[Area], *, officer: bool) -> Page:
    """Whom one member stands for. The secretariat and the member see it, nobody else."""
    kept, member = one.seated.seat, one.member
    paragraphs = [
        say(N_("<b>The seat of {name}</b>"), name=name_of(one.seated.name)),
        say(N_("Since {day}"), day=day(one.seated.since)),
    ]
    if one.seated.chair is not None:
        paragraphs.append(_chair(one.seated))
    if member.areas:
        led = tuple(area_named(area, areas) or area for area in member.areas)
        paragraphs.append(say(N_("Leads {areas}"), areas=Several(led, "apart")))
    lines = [
        say(N_("Category: {value}"), value=CATEGORIES.get(member.category, NOT_TOLD)),
        say(N_("Invited: {value}"), value=_named(COMES_AS, comes_as(one))),
    ]
    if kept.area:
        lines.append(say(N_("Area: {value}"), value=area_named(kept.area, areas) or kept.area))
    country = kept.country or one.seated.partner_country
    lines += [
        say(N_("Country: {value}"), value=Country(country) if country else NOT_TOLD),
        say(N_("Region: {value}"), value=_named(REGIONS, member.region)),
        say(N_("Developing country or economy in transition: {value}"), value=_yes_or_no(member.developing)),
        say(N_("Gender: {value}"), value=_gender(kept.gender)),
    ]
    rows = [(PageButton(say(N_("Change this")), "seatedit", base36(one.seated.role_id)),)]
    if one.seated.chair is not None:
        rows.append((_chair_button(one.seated),))
    if officer:
        rows.append((PageButton(say(N_("The role")), "role", str(one.seated.role_id)),))
    rows.append((BOARD,))
    return Page(tuple(paragraphs), tuple(rows), tuple(lines))


def comes_as(one: Sitting) -> str:
    """How a member came to be invited: as it was told, or as the lead that they are (G3(c)(1))."""
    return one.seated.seat.comes_as or ("lead" if one.member.areas else "")


def _named(names: Mapping[str, str], key: str) -> Say:
    return say(names[key]) if key in names else NOT_TOLD


def _yes_or_no(value: bool | None) -> Say:
    return NOT_TOLD if value is None else say(N_("Yes") if value else N_("No"))


_ONE: Final[Mapping[str, str]] = {
    "woman": N_("Woman"),
    "man": N_("Man"),
    "other": N_("Another"),
    RATHER_NOT: N_("Rather not say"),
}


def _gender(gender: str) -> Say:
    return _named(_ONE, gender)
