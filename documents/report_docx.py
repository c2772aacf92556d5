"""The report as a Word file: what the PDF says, in headings, paragraphs and tables that can be worked on further."""

from __future__ import annotations

from typing import Final

from documents import word
from documents.booklet import BookletSection, Table
from documents.booklet_docx import BookletWriter, Cover, numbered
from documents.fonts import require_glyphs
from documents.report import ReportDocument
from documents.report_pdf import progress_png
from documents.text import texts

_NUMBER: Final = 700
"""How wide the column is that numbers a table's rows, in twentieths of a point."""


def report_docx(report: ReportDocument) -> bytes:
    """The report as DOCX, the same bytes every time; raises `MissingGlyphs` where no font has one of its characters.

    The fonts are named, not enclosed: whoever lacks them sees the report in others.
    """
    require_glyphs(texts(report))
    words = report.words
    cover = Cover(
        words.partnership,
        report.area,
        words.subject,
        report.state,
        report.facts,
        words.page,
        report.day,
        head=f"{report.area} · {report.state}",
    )
    writer = BookletWriter(report.language, cover)
    writer.contents(words.contents, map(numbered, report.sections))
    begun = False
    for section in report.sections:
        lying = section.table is not None and section.table.lies
        if lying:
            writer.turned(lying=True)
        elif not begun:
            writer.new_page()
        _write_section(writer, report, section)
        if lying:
            writer.turned(lying=False)
        begun = True
    return writer.packed()


def _write_section(writer: BookletWriter, report: ReportDocument, section: BookletSection) -> None:
    writer.title(section)
    if section.table is None and not section.lines and not section.standing:
        writer.paragraph(report.words.nothing, style=word.QUIET)
    if section.table is not None:
        writer.table(section.table.heads, _widths(section.table, writer.width), section.table.rows)
    writer.lines(section)
    picture = progress_png(report, headed=False) if section.key == "indicators" else None
    if picture is not None and report.progress is not None:
        writer.picture(report.progress.words.title, picture)


def _widths(table: Table, width: int) -> tuple[int, ...]:
    """The columns in twentieths of a point, as wide as the text together."""
    room = width - _NUMBER
    *first, _ = (room * share // sum(table.shares) for share in table.shares)
    return (_NUMBER, *first, room - sum(first))
