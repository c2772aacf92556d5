"""The register's pages as HTML: each is a language and a path, and leads to the others by the addresses it is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from flows.framework import CURRENT
from flows.wording import LANGUAGES, Day, Several
from locales import formats, voice
from locales.languages import LANGUAGE_NAMES, direction
from storage.desk_records import PublicArea, PublicPartner
from storage.plan_records import Publication, PublishedPlan
from web.register import texts
from web.register.addresses import Addresses
from web.register.figures import Figure, figures
from web.register.frame import environment, framed
from web.register.letter import LetterPage
from web.register.meetings import meeting_page, meeting_paths, meetings_of
from web.register.plans import changes_of, document_of, plan_path, version_name
from web.register.reader import Reader
from web.register.reports import report_paths, reports_html, reports_of
from web.register.selection import FACETS, PAGE_LENGTH, Selection, counts, from_path

NEWEST: Final = 6
"""Partners shown on the register's home."""

Problem: TypeAlias = Literal["no_page", "withdrawn", "trouble", "no_pdf"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A partner in a list: its name as it stands in the register, and the rest in the reader's words."""

    name: str
    href: str
    reference: str
    category: str
    country: str
    areas: tuple[str, ...]
    since: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet that the list can be narrowed to, or is narrowed to."""

    name: str
    n: int
    href: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """An area in a list."""

    key: str
    name: str
    href: str
    said: str
    lead: str
    lead_href: str
    open: bool
    led: bool


def paths(reader: Reader) -> Iterator[str]:
    """Every page's path, as it is published and as a search engine is told of it."""
    yield ""
    yield from _list_paths(Selection(), reader)
    for facet in FACETS:
        for value in sorted(counts(reader.register.partners, facet)):
            yield from _list_paths(Selection({facet: value}), reader)
    yield "areas"
    for area in reader.register.areas:
        yield f"areas/{area.key}"
    yield "plans"
    for plan in reader.register.plans:
        yield from plan_paths(plan)
    yield from meeting_paths(reader)
    yield from report_paths(reader)
    yield "figures"
    for partner in reader.partners:
        if partner.reference:
            yield letter_path(partner.reference)


def plan_paths(plan: Publication) -> Iterator[str]:
    """The paths of a version's pages."""
    yield plan_path(plan)
    if plan.number > 1:
        yield f"{plan_path(plan)}/changes"


def letter_path(reference: str) -> str:
    """The path of a letter's page."""
    return f"letters/{reference}"


def page_at(path: str, reader: Reader, addresses: Addresses) -> str | None:
    """The page at a path, without those of letters, plans and reports; None where there is none."""
    match path.split("/"):
        case [""]:
            return _home(reader, addresses)
        case ["areas"]:
            return _areas(reader, addresses)
        case ["areas", key]:
            area = reader.area(key)
            return None if area is None else _area(area, reader, addresses)
        case ["plans"]:
            return _plans(reader, addresses)
        case ["figures"]:
            return _figures(reader, addresses)
        case ["meetings", *which]:
            return meeting_page(which, reader, addresses)
        case ["reports"]:
            return reports_html(reader, addresses)
    selection = from_path(path)
    if selection is None or not all(reader.is_known(*pair) for pair in selection.facets.items()):
        return None
    return list_page(selection, reader, addresses)


def list_page(selection: Selection, reader: Reader, addresses: Addresses) -> str | None:
    """A list of partners; None for a page beyond its end."""
    found = selection.of(reader.partners)
    pages = _pages(len(found))
    if selection.page > pages:
        return None
    shown = found[(selection.page - 1) * PAGE_LENGTH : selection.page * PAGE_LENGTH]
    names = [reader.value_name(facet, value) for facet, value in selection.facets.items()]
    title = reader.texts["partners"] if not names else reader.say(Several(tuple(names), "commas"))

    def href(wanted: Selection) -> str:
        return _list_href(wanted, reader, addresses)

    return framed(
        "list.html",
        reader,
        addresses,
        path=selection.path or "partners",
        query="" if selection.path is not None else selection.query,
        title=title,
        current="partners",
        indexed=selection.path is not None and bool(found),
        selection=selection,
        entries=[entry(one, reader, addresses) for one in shown],
        said=_said(selection, len(found), reader),
        chosen=_chosen(selection, reader, addresses),
        facets=[(facet, reader.texts[facet], _choices(facet, selection, reader, addresses)) for facet in FACETS],
        everyone=href(Selection()),
        earlier=href(selection.at(selection.page - 1)) if selection.page > 1 else "",
        later=href(selection.at(selection.page + 1)) if selection.page < pages else "",
        of_pages=reader.tell(texts.page_counted(selection.page, pages)) if pages > 1 else "",
    )


def letter_html(letter: LetterPage, reader: Reader, addresses: Addresses) -> str:
    """A letter's page."""
    document, partner = letter.document, letter.partner
    return framed(
        "letter.html",
        reader,
        addresses,
        path=letter_path(partner.reference),
        title=document.applicant,
        current="partners",
        letter=letter,
        document=document,
        entry=entry(partner, reader, addresses),
        registered=reader.tell(texts.registered(Day(partner.since.date().isoformat()))),
        version=reader.tell(texts.version_said(document.version)),
        headings=[reader.tell(texts.contribution_named(one.number, one.what)) for one in document.contributions],
        written_in=reader.tell(texts.written_in(formats.language_name(reader.language, letter.lang)))
        if letter.lang != reader.language
        else "",
        pdf="" if letter.missing else addresses.file(f"{reader.language}/{letter_path(partner.reference)}/letter.pdf"),
        no_pdf=reader.tell(texts.no_pdf_because(named(letter.missing))) if letter.missing else "",
    )


def plan_html(plan: PublishedPlan, reader: Reader, addresses: Addresses, files: frozenset[str]) -> str:
    """A version of a plan; `files` are those that could be made."""
    this, path = plan.plan, plan_path(plan.plan)
    document = document_of(plan, reader)
    versions = [one for one in reader.register.plans if one.area == this.area]
    others = [
        (reader.tell(version_name(one)), addresses.page(reader.language, plan_path(one)), one.number == this.number)
        for one in versions
    ]

    def file(name: str) -> str:
        return addresses.file(f"{reader.language}/{path}/{name}") if name in files else ""

    return framed(
        "plan.html",
        reader,
        addresses,
        path=path,
        title=document.area,
        current="plans",
        document=document,
        published=reader.tell(texts.published_on(Day(this.published_at.date().isoformat()))),
        pdf=file("plan.pdf"),
        timeline=file("timeline.png"),
        changes=addresses.page(reader.language, f"{path}/changes") if plan.before is not None else "",
        others=others if len(others) > 1 else [],
        area_href=addresses.page(reader.language, f"areas/{this.area}"),
    )


def plan_changes_html(plan: PublishedPlan, reader: Reader, addresses: Addresses) -> str:
    """What a version of a plan changed against the one before it."""
    this, path = plan.plan, plan_path(plan.plan)
    return framed(
        "plan_changes.html",
        reader,
        addresses,
        path=f"{path}/changes",
        title=reader.texts["plan_changes"],
        current="plans",
        area=reader.area_name(this.area),
        between=reader.tell(texts.between_versions(this.number - 1, this.number)),
        earlier=reader.tell(texts.version_said(this.number - 1)),
        later=reader.tell(texts.version_said(this.number)),
        changes=changes_of(plan, reader),
        back=addresses.page(reader.language, path),
    )


def _plans(reader: Reader, addresses: Addresses) -> str:
    newest: dict[str, Publication] = {}
    for plan in reader.register.plans:
        newest.setdefault(plan.area, plan)
    return framed(
        "plans.html",
        reader,
        addresses,
        path="plans",
        title=reader.texts["plans"],
        current="plans",
        entries=[
            _plan_entry(newest[area.key], reader, addresses) for area in reader.register.areas if area.key in newest
        ],
    )


def _plan_entry(plan: Publication, reader: Reader, addresses: Addresses) -> tuple[str, str, str]:
    said = f"{reader.tell(version_name(plan))} · {reader.day(plan.published_at)}"
    return reader.area_name(plan.area), addresses.page(reader.language, plan_path(plan)), said


def problem_html(problem: Problem, reader: Reader, addresses: Addresses, path: str = "", why: str = "") -> str:
    """A page that says why there is nothing to show; `why` in place of what is said otherwise."""
    return framed(
        "problem.html",
        reader,
        addresses,
        path=path,
        title=reader.texts[problem],
        current="",
        indexed=False,
        why=why or reader.texts[f"{problem}_body"],
    )


def choice_html(path: str, addresses: Addresses) -> str:
    """A page that asks in which language to read on, for where no program can find that out."""
    return environment.get_template("choice.html").render(
        choices=[
            (code, LANGUAGE_NAMES[code], direction(code), addresses.page(code, path), voice(code).plain(texts.TITLE))
            for code in LANGUAGES
        ],
        addresses=addresses,
    )


def figure_svg(figure: Figure, language: str) -> str:
    """A figure as a file of its own."""
    return environment.get_template("figure.svg").render(figure=figure, language=language)


def entry(partner: PublicPartner, reader: Reader, addresses: Addresses) -> Entry:
    """A partner as a list shows it."""
    return Entry(
        name=partner.name,
        href=addresses.page(reader.language, letter_path(partner.reference)) if partner.reference else "",
        reference=partner.reference,
        category=reader.value_name("category", partner.category),
        country=reader.value_name("country", partner.country) if partner.country else "",
        areas=tuple(map(reader.area_name, partner.areas)),
        since=reader.day(partner.since),
    )


def named(characters: str) -> str:
    """Characters that cannot be drawn, each with its code, since whoever reads this may not see them either."""
    return ", ".join(f"{character} (U+{ord(character):04X})" for character in characters)


# -- the pages ---------------------------------------------------------------------------------------------------------


def _home(reader: Reader, addresses: Addresses) -> str:
    register = reader.register
    countries = {one.country for one in register.partners if one.country}
    open_areas = sum(area.open for area in register.areas)
    return framed(
        "home.html",
        reader,
        addresses,
        path="",
        title=reader.texts["register"],
        current="home",
        goal=reader.tell(CURRENT.goal),
        tallies=[
            (reader.markup(texts.partners_counted(len(register.partners))), "partners"),
            (reader.markup(texts.countries_counted(len(countries))), "figures"),
            (reader.markup(texts.areas_counted(open_areas)), "areas"),
        ],
        newest=[entry(one, reader, addresses) for one in reader.newest(NEWEST)],
    )


def _areas(reader: Reader, addresses: Addresses) -> str:
    entries = [_area_entry(area, reader, addresses) for area in reader.register.areas]
    return framed(
        "areas.html",
        reader,
        addresses,
        path="areas",
        title=reader.texts["areas"],
        current="areas",
        groups=[
            (reader.texts["open_areas"], [one for one in entries if one.open]),
            (reader.texts["closed_areas"], [one for one in entries if not one.open]),
        ],
    )


def _area(area: PublicArea, reader: Reader, addresses: Addresses) -> str:
    found = Selection({"area": area.key}).of(reader.partners)
    return framed(
        "area.html",
        reader,
        addresses,
        path=f"areas/{area.key}",
        title=reader.area_name(area.key),
        current="areas",
        area=_area_entry(area, reader, addresses),
        plans=[_plan_entry(one, reader, addresses) for one in reader.register.plans if one.area == area.key],
        meetings=meetings_of(area.key, reader, addresses),
        reports=reports_of(area.key, reader, addresses),
        entries=[entry(one, reader, addresses) for one in found[:PAGE_LENGTH]],
        more=addresses.page(reader.language, f"partners/area/{area.key}/page/2") if len(found) > PAGE_LENGTH else "",
    )


def _area_entry(area: PublicArea, reader: Reader, addresses: Addresses) -> AreaEntry:
    lead = next((one.reference for one in reader.partners if area.lead and one.name == area.lead), "")
    return AreaEntry(
        key=area.key,
        name=reader.area_name(area.key),
        href=addresses.page(reader.language, f"areas/{area.key}"),
        said=reader.tell(texts.partners_counted(sum(area.key in one.areas for one in reader.partners))),
        lead=area.lead,
        lead_href=addresses.page(reader.language, letter_path(lead)) if lead else "",
        open=area.open,
        led=area.led,
    )


def _figures(reader: Reader, addresses: Addresses) -> str:
    return framed(
        "figures.html",
        reader,
        addresses,
        path="figures",
        title=reader.texts["figures"],
        current="figures",
        figures=figures(reader),
    )


# -- lists -------------------------------------------------------------------------------------------------------------


def _pages(n: int) -> int:
    return max(1, -(-n // PAGE_LENGTH))


def _list_paths(selection: Selection, reader: Reader) -> Iterator[str]:
    for page in range(1, _pages(len(selection.of(reader.partners))) + 1):
        path = selection.at(page).path
        if path is not None:
            yield path


def _list_href(selection: Selection, reader: Reader, addresses: Addresses) -> str:
    if selection.path is not None:
        return addresses.page(reader.language, selection.path)
    return addresses.page(reader.language, "partners", selection.query)


def _choices(facet: str, selection: Selection, reader: Reader, addresses: Addresses) -> list[Choice]:
    """What the list can be narrowed to: within what is chosen already where a program can look that up."""
    base = selection.widened(facet) if addresses.served else Selection()
    found = counts(base.of(reader.partners), facet)
    chosen = selection.facets.get(facet)
    choices = [
        Choice(
            reader.value_name(facet, value),
            n,
            _list_href(base.narrowed(facet, value), reader, addresses),
            value == chosen,
        )
        for value, n in found.items()
    ]
    if facet == "year":
        return sorted(choices, key=lambda one: one.name, reverse=True)
    return sorted(choices, key=lambda one: (-one.n, one.name))


def _chosen(selection: Selection, reader: Reader, addresses: Addresses) -> list[tuple[str, str, str]]:
    """What the list is narrowed to: its name, the sentence of the link that takes it off, and where that leads."""
    names = [(facet, reader.value_name(facet, value)) for facet, value in selection.facets.items()]
    if selection.words:
        names.append(("q", selection.words))
    return [
        (name, reader.tell(texts.without(name)), _list_href(selection.widened(facet), reader, addresses))
        for facet, name in names
    ]


def _said(selection: Selection, n: int, reader: Reader) -> str:
    return reader.tell(texts.found(n, selection.words) if selection.words else texts.partners_counted(n))
