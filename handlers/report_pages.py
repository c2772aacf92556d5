"""What is shown of reporting beside the conversation: where a cycle and a report stand, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from flows.facts import Area
from flows.plan_text import Entry, section_title
from flows.report import REPORT
from flows.wording import N_, Day, Say, Span, WebAddress, as_is, say, say_n
from handlers.buttons import PageButton, Rows, base36
from handlers.pages import day
from handlers.plan_pages import GO_ON_WRITING
from handlers.report_access import View
from handlers.scene import Page, Quote
from storage.report_records import AreaReport, Cycle

DRAFT: Final = 0
"""The version by which the draft is meant; what was submitted is counted from 1."""
REPORTED: Final = ("submitted", "published")
"""States in which an area has reported."""


def title(area: Area) -> Say:
    """The heading of everything about an area's report."""
    return say(N_("<b>The report of the area: {area}</b>"), area=area.name)


def period(cycle: Cycle) -> Span:
    """The period of a cycle."""
    return Span(Day(cycle.period_from), Day(cycle.period_until))


def cycle_title(cycle: Cycle) -> Say:
    """The heading of everything about a cycle."""
    return say(N_("<b>Reports to UNEP: {period}</b>"), period=period(cycle))


def due(cycle: Cycle) -> Say:
    """When reports are due; that UNEP has not said is a state of its own (F§7)."""
    if cycle.due_on is None:
        return say(N_("UNEP has not set a date for the reports yet (F§7)."))
    return say(N_("The reports are due on {day} (F§7)."), day=Day(cycle.due_on))


def days_overdue(cycle: Cycle, today: date) -> int:
    """How many days ago reports were due; 0 where they are not overdue, or no date is set, or the cycle is over."""
    if cycle.due_on is None or not cycle.is_open:
        return 0
    return max(0, (today - date.fromisoformat(cycle.due_on)).days)


def about(cycle: Cycle) -> tuple[Say, ...]:
    """What was set of a cycle, in sentences."""
    return (say(N_("UNEP's format: {format}"), format=cycle.format), due(cycle), *closed(cycle))


def closed(cycle: Cycle) -> tuple[Say, ...]:
    """That a cycle is closed, where it is."""
    return () if cycle.is_open else (say(N_("This cycle is closed.")),)


def public_address(public_url: str, report: AreaReport) -> str:
    """Where everyone may read a published report."""
    return f"{public_url}/reports/{report.area}/{report.cycle_id}"


def state(report: AreaReport | None) -> Say:
    """Where a report stands, in a few words."""
    if report is None:
        return say(N_("not begun yet"))
    match report.state, report.submitted_at, report.returned_at, report.published_at:
        case "submitted", at, _, _ if at is not None:
            return say(N_("submitted on {day}"), day=day(at))
        case "returned", _, at, _ if at is not None:
            return say(N_("returned for completion on {day}"), day=day(at))
        case "published", _, _, at if at is not None:
            return say(N_("published on {day}"), day=day(at))
    return say(N_("being written"))


def where_it_stands(view: View, public_url: str) -> tuple[Say, ...]:
    """How far a report is, in sentences."""
    report = view.report
    told: list[Say] = []
    match report.state:
        case "submitted" if report.submitted_at is not None:
            told.append(
                say(
                    N_("Version {version} was submitted on {day} as {reference}. The secretariat has it."),
                    version=report.version,
                    day=day(report.submitted_at),
                    reference=report.reference or "",
                )
            )
        case "returned" if report.returned_at is not None:
            told.append(
                say(
                    N_("Version {version} was returned for completion on {day}."),
                    version=report.version,
                    day=day(report.returned_at),
                )
            )
        case "open" if view.cycle.is_open:
            told.append(say(N_("It is being written, and has not been submitted yet.")))
        case "open":
            told.append(say(N_("It was not submitted.")))
    if report.published_at is not None and report.published_version:
        told.append(
            say(
                N_("Version {version} was published on {day}. Everyone can read it here:"),
                version=report.published_version,
                day=day(report.published_at),
            )
        )
        told.append(as_is(WebAddress(public_address(public_url, report))))
    return (*told, due(view.cycle), *closed(view.cycle))


def asked_for(report: AreaReport) -> tuple[Say, ...]:
    """What the secretariat asks for of a report that was returned."""
    if report.state != "returned":
        return ()
    return (say(N_("The secretariat asks for completion: “{words}”"), words=report.returned_words),)


# -- one report -------------------------------------------------------------------------------------------------------


def open_button(area: str, cycle: Cycle) -> PageButton:
    """Opens the report of an area in a cycle."""
    return PageButton(say(N_("Open the report ▶")), "report", f"{area}.{base36(cycle.id)}")


def go_on(area: str, cycle: Cycle) -> PageButton:
    """Goes on with the report of an area."""
    return PageButton(GO_ON_WRITING, "report", f"{area}.{base36(cycle.id)}")


def reading_button(number: str, version: int) -> PageButton:
    """Opens a report to be read."""
    return PageButton(say(N_("Read the whole report")), "repread", f"{number}.{base36(version)}")


def files_button(number: str, version: int) -> PageButton:
    """The way to a report's files."""
    return PageButton(say(N_("As files: PDF, Word, progress")), "repfiles", f"{number}.{base36(version)}")


def table_button(cycle: Cycle) -> PageButton:
    """Opens the page of a cycle: who has reported and who has not."""
    return PageButton(say(N_("All reports of this cycle")), "reports", base36(cycle.id))


def seen(report: AreaReport) -> str:
    """A report as it was seen: buttons that act on it carry this."""
    return f"{base36(report.id)}.{base36(report.revision)}"


def acts_of_officers(view: View) -> Rows:
    """What the secretariat may do with a report that was submitted: publish it, or return it for completion."""
    rows: list[tuple[PageButton, ...]] = []
    if view.report.state == "submitted":
        rows.append((PageButton(say(N_("Publish ▶")), "reppub", seen(view.report)),))
    if view.report.state in REPORTED and view.cycle.is_open:
        rows.append((PageButton(say(N_("Return for completion")), "repback", seen(view.report)),))
    return tuple(rows)


def overview(view: View, version: int, public_url: str, more: Rows = ()) -> Page:
    """A version to read, section by section, and what the reader may do with the report."""
    told = (
        title(view.area),
        say(N_("Period: {period}"), period=period(view.cycle)),
        *where_it_stands(view, public_url),
        say(N_("This is the draft as it stands now."))
        if version == DRAFT
        else say(N_("This is version {version}, as it was submitted."), version=version),
        say(N_("Choose a section to read it.")),
    )
    rows = [
        (PageButton(say(section.title), "repsec", f"{view.number}.{base36(version)}.{section.key}"),)
        for section in REPORT.sections
    ]
    quote = None
    if view.report.state == "returned":
        quote = Quote(view.report.returned_language, (as_is(view.report.returned_words),))
    acts = acts_of_officers(view) if view.officer else ()
    way_back = ((go_on(view.area.key, view.cycle),),) if view.may_write else ()
    files = (files_button(view.number, version),)
    return Page(told, (*rows, files, *more, *acts, *way_back, (table_button(view.cycle),)), quote=quote)


def section(view: View, version: int, key: str, shown: Iterable[Entry]) -> Page:
    """One section to read."""
    lines = tuple(_line(entry) for entry in shown)
    paragraphs: tuple[Say, ...] = (title(view.area), say(N_("<b>{title}</b>"), title=section_title(REPORT, key)))
    if not lines:
        paragraphs = (*paragraphs, say(N_("Nothing is written here yet.")))
    back = PageButton(say(N_("◀ All sections")), "repread", f"{view.number}.{base36(version)}")
    return Page(paragraphs, ((back,),), lines)


def _line(entry: Entry) -> Say:
    if entry.shown is None:
        return say(N_("<b>{title}</b>"), title=entry.label)
    return say(N_("{label}: {shown}"), label=entry.label, shown=entry.shown)


def which_area(areas: Iterable[Area], cycle: Cycle) -> Page:
    """The choice among several reports."""
    ask = say(N_("<b>The report of which area?</b>"))
    return Page(
        (ask,), tuple((PageButton(as_is(area.name), "report", f"{area.key}.{base36(cycle.id)}"),) for area in areas)
    )


def no_cycle(public_url: str) -> Page:
    """Said where no cycle is open."""
    return Page(
        (
            say(N_("No reporting cycle is open at the moment.")),
            say(N_("The secretariat opens one when the areas are to report to UNEP, and tells their leads (F§7).")),
            say(N_("The reports that were published are here:")),
            as_is(WebAddress(f"{public_url}/reports")),
        )
    )


def nothing_here(public_url: str) -> Page:
    """Said to who has no report to write."""
    return Page(
        (
            say(N_("There is no report here for you to write: the leads of the areas report to UNEP (F§7).")),
            say(N_("The reports that were published are here:")),
            as_is(WebAddress(f"{public_url}/reports")),
        )
    )


# -- cycles -----------------------------------------------------------------------------------------------------------


def table(cycle: Cycle, areas: Sequence[Area], reports: Mapping[str, AreaReport], today: date, rows: Rows) -> Page:
    """Who has reported in a cycle and who has not, with how many days each report is overdue."""
    done = [area for area in areas if (one := reports.get(area.key)) is not None and one.state in REPORTED]
    waiting = [area for area in areas if area not in done]
    late = days_overdue(cycle, today)
    lines: list[Say] = []
    if done:
        lines.append(say(N_("<b>Have reported</b>")))
        lines += [say(N_("{area}: {state}"), area=area.name, state=state(reports[area.key])) for area in done]
    if waiting:
        lines.append(say(N_("<b>Have not reported yet</b>")))
        lines += [_waiting(area, reports.get(area.key), late) for area in waiting]
    return Page((cycle_title(cycle), *about(cycle)), rows, tuple(lines))


def _waiting(area: Area, report: AreaReport | None, late: int) -> Say:
    if not late:
        return say(N_("{area}: {state}"), area=area.name, state=state(report))
    return say_n(
        N_("{area}: {state}, {n} day overdue"),
        N_("{area}: {state}, {n} days overdue"),
        late,
        area=area.name,
        state=state(report),
    )


def published(found: Sequence[tuple[Cycle, AreaReport]], areas: Mapping[str, Area], public_url: str) -> Page:
    """The reports that everyone can read."""
    rows = tuple(
        (
            PageButton(
                say(N_("{area}, {period}"), area=areas[report.area].name, period=period(cycle)),
                "repread",
                f"{base36(report.id)}.{base36(report.published_version)}",
            ),
        )
        for cycle, report in found[:20]
        if report.area in areas
    )
    none = () if rows else (say(N_("No report has been published yet.")),)
    heading = say(N_("<b>Reports of the areas to UNEP</b>"))
    return Page((heading, *none, as_is(WebAddress(f"{public_url}/reports"))), rows)
