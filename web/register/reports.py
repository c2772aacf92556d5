"""The reports of areas in the public register: who has reported and who has not, and each published report (F§7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from documents.fonts import MissingGlyphs
from documents.report import ReportDocument, report_document
from documents.report_docx import report_docx
from documents.report_pdf import progress_png, report_pdf
from flows.facts import Area
from flows.media import DOCX, PDF, PNG
from flows.wording import Day, Span, as_is
from storage.public_records import PublishedReport, Reporting
from storage.report_records import AreaReport, Cycle
from web.register import texts
from web.register.addresses import Addresses
from web.register.frame import framed
from web.register.reader import Reader
from web.register.shelf import Shelf

MOST_KEPT: Final = 64
"""Files of some hundred kilobytes each."""

ReportFile: TypeAlias = Literal["report.pdf", "report.docx", "progress.png"]
REPORT_FILES: Final[tuple[ReportFile, ...]] = ("report.pdf", "report.docx", "progress.png")
MEDIA: Final[dict[ReportFile, str]] = {"report.pdf": PDF, "report.docx": DOCX, "progress.png": PNG}


@dataclass(frozen=True, slots=True)
class Made:
    """A file; `missing` are the characters for want of which there is none. Empty where there is nothing to draw."""

    content: bytes
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Where the report of an area stands; `href` leads to it where it is published. `late`: it is overdue."""

    area: str
    area_href: str
    href: str
    said: str
    late: bool


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting cycle, in words."""

    key: int
    title: str
    due: str
    said: str
    rows: tuple[Row, ...]


def report_path(area: str, cycle_id: int) -> str:
    """The path of a published report's page."""
    return f"reports/{area}/{cycle_id}"


def report_paths(reader: Reader) -> Iterator[str]:
    """The paths of the pages about reports."""
    yield "reports"
    for one in reader.register.reportings:
        for report in one.reports.values():
            if report.published_version:
                yield report_path(report.area, one.cycle.id)


def period_of(cycle: Cycle) -> Span:
    """The time that a cycle is about."""
    return Span(Day(cycle.period_from), Day(cycle.period_until))


def reports_html(reader: Reader, addresses: Addresses) -> str:
    """Who has reported and who has not, period by period."""
    return framed(
        "reports.html",
        reader,
        addresses,
        path="reports",
        title=reader.texts["reports"],
        current="reports",
        periods=[_period(one, reader, addresses) for one in reader.register.reportings],
    )


def reports_of(area: str, reader: Reader, addresses: Addresses) -> list[tuple[str, str, str]]:
    """The published reports of an area: for which time, where, since when."""
    found = []
    for one in reader.register.reportings:
        report = one.reports.get(area)
        if report is not None and report.published_version:
            href = addresses.page(reader.language, report_path(area, one.cycle.id))
            found.append((reader.tell(texts.report_for(period_of(one.cycle))), href, _published(report, reader)))
    return found


def _period(one: Reporting, reader: Reader, addresses: Addresses) -> Period:
    cycle = one.cycle
    areas = [area.key for area in reader.register.areas if (area.open and cycle.is_open) or area.key in one.reports]
    sent = sum(is_sent(one.reports.get(area)) for area in areas)
    due = reader.texts["no_due_date"] if cycle.due_on is None else reader.tell(texts.due_on(Day(cycle.due_on)))
    return Period(
        cycle.id,
        reader.tell(texts.reports_for(period_of(cycle))),
        due,
        reader.tell(texts.reported(sent, len(areas))),
        tuple(_row(area, one, reader, addresses) for area in areas),
    )


def _row(area: str, one: Reporting, reader: Reader, addresses: Addresses) -> Row:
    report = one.reports.get(area)
    href, late = "", False
    if report is not None and report.published_version:
        href = addresses.page(reader.language, report_path(area, one.cycle.id))
        said = _published(report, reader)
    elif report is not None and is_sent(report) and report.submitted_at is not None:
        said = reader.tell(texts.submitted_on(Day(report.submitted_at.date().isoformat())))
    else:
        late = one.due_passed
        said = reader.texts["report_overdue" if late else "report_owed"]
    return Row(reader.area_name(area), addresses.page(reader.language, f"areas/{area}"), href, said, late)


def is_sent(report: AreaReport | None) -> bool:
    """Whether an area has reported: its report is with UNEP, or was published."""
    return report is not None and (report.published_version > 0 or report.state in ("submitted", "published"))


def _published(report: AreaReport, reader: Reader) -> str:
    at = report.published_at
    return "" if at is None else reader.tell(texts.published_on(Day(at.date().isoformat())))


# -- one report -------------------------------------------------------------------------------------------------------


def document_of(found: PublishedReport, reader: Reader) -> ReportDocument:
    """A published report in the reader's language."""
    sent, cycle = found.submission, found.cycle
    return report_document(
        sent.snapshot["answers"],
        area=Area(found.report.area, as_is(reader.area_name(found.report.area))),
        language=reader.language,
        state=texts.version_said(found.report.published_version),
        day=sent.submitted_at.date(),
        period=period_of(cycle),
        due=None if cycle.due_on is None else Day(cycle.due_on),
        edition=cycle.format,
        leads=tuple(map(str, sent.snapshot.get("leads", ()))),
        reference=sent.reference,
        earlier=[one.snapshot["answers"] for one in found.earlier],
        areas=reader.areas_as_spoken(),
    )


def report_html(found: PublishedReport, reader: Reader, addresses: Addresses, files: frozenset[str]) -> str:
    """A published report to read; `files` are those that could be made."""
    report, path = found.report, report_path(found.report.area, found.cycle.id)
    document = document_of(found, reader)

    def file(name: ReportFile) -> str:
        return addresses.file(f"{reader.language}/{path}/{name}") if name in files else ""

    return framed(
        "report.html",
        reader,
        addresses,
        path=path,
        title=document.area,
        current="reports",
        document=document,
        period=reader.tell(texts.report_for(period_of(found.cycle))),
        published=_published(report, reader),
        pdf=file("report.pdf"),
        docx=file("report.docx"),
        docx_type=DOCX,
        picture=file("progress.png"),
        area_href=addresses.page(reader.language, f"areas/{report.area}"),
        reports_href=addresses.page(reader.language, "reports"),
    )


def made(document: ReportDocument, which: ReportFile) -> Made:
    """A file of a report, or what it cannot be set with."""
    try:
        match which:
            case "report.pdf":
                return Made(report_pdf(document))
            case "report.docx":
                return Made(report_docx(document))
            case "progress.png":
                return Made(progress_png(document, headed=False) or b"")
    except MissingGlyphs as problem:
        return Made(b"", problem.characters)


class ReportFiles:
    """Files by what stands in them: a version of a report, a language, and all that the register says around it."""

    def __init__(self) -> None:
        self._shelf: Shelf[Made] = Shelf(MOST_KEPT)

    async def file_of(self, found: PublishedReport, reader: Reader, which: ReportFile) -> Made:
        """The file in the reader's language."""
        report, stamp = found.report, reader.register.stamp
        areas = tuple(reader.area_name(area.key) for area in reader.register.areas)
        key = (report.id, report.published_version, stamp, reader.language, areas, which)
        return await self._shelf.get(key, lambda: made(document_of(found, reader), which))
