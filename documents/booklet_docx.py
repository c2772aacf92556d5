"""Writes the pages of a document with a cover, contents and numbered sections into a Word file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_BREAK
from docx.shared import Pt, Twips
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from documents import word
from documents.blank import LOCALES, MARGIN, TEXT_WIDTH, blank
from documents.booklet import BookletSection, Cell, Line
from documents.docx import fitting, packed, page_number, place
from documents.text import paragraphs
from locales.languages import direction

_PAIRS: Final = (2900, TEXT_WIDTH - 2900)
"""Columns of the cover in twentieths of a point, as wide as the text together."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page says; `page` holds `{page}` and `{pages}` for Word to count."""

    partnership: str
    area: str
    subject: str
    state: str
    facts: tuple[Cell, ...]
    page: str
    day: date


class BookletWriter:
    """Writes one document in one language; `width` is how wide the text of the present pages is, in twentieths of a
    point."""

    def __init__(self, language: str, cover: Cover) -> None:
        self.document: Final[Document] = blank(language)
        self.base: Final = direction(language)
        self.width = TEXT_WIDTH
        self._language: Final = language
        self._properties(cover)
        page_number(self.document.sections[0], cover.page, self.base)
        self._cover(cover)

    def packed(self) -> bytes:
        """The file, the same bytes every time."""
        return packed(self.document)

    def _properties(self, cover: Cover) -> None:
        about = self.document.core_properties
        about.title = fitting(f"{cover.subject} – {cover.area}")
        about.author = about.last_modified_by = fitting(cover.partnership)
        about.language = LOCALES[self._language]
        about.comments = about.keywords = ""
        about.revision = 1
        # Core properties are in UTC and know no zone.
        about.created = about.modified = datetime.combine(cover.day, time(), UTC).replace(tzinfo=None)

    def _cover(self, cover: Cover) -> None:
        first = self.paragraph(cover.partnership, style=word.QUIET)
        first.paragraph_format.space_before = Pt(120)
        self.heading(cover.area, 1)
        self.paragraph(cover.subject, style=word.STRONG)
        self.paragraph(cover.state)
        table = self.document.add_table(len(cover.facts), 2)
        word.turn_table(table, self.base, _PAIRS)
        for row, fact in zip(table.rows, cover.facts, strict=True):
            word.write(place(row.cells[0]), fact.label, self.base, style=word.QUIET)
            self.pieces(row.cells[1], (Cell("", fact.text),))
        word.keep_rows_whole(table)

    def contents(self, heading: str, titles: Iterable[str]) -> None:
        """A page that lists what there is."""
        self.new_page()
        self.heading(heading, 1)
        for title in titles:
            self.paragraph(title)

    def lines(self, lines: Iterable[Line]) -> None:
        """Labels with what was written below each, in the direction of its own letters."""
        for line in lines:
            if line.is_heading:
                self.heading(line.label, 2)
                continue
            if line.label:
                label = self.paragraph(line.label, style=word.QUIET)
                label.paragraph_format.keep_with_next = True
                label.paragraph_format.space_after = Pt(2)
            for written in paragraphs(line.text, self._language):
                word.write(self.document.add_paragraph(), written.text, written.direction)

    def table(
        self, heads: Sequence[str], widths: Sequence[int], rows: Sequence[tuple[str, Sequence[tuple[Cell, ...]]]]
    ) -> None:
        """A table whose first column is spoken by the document and whose others hold what was written; its first row is
        repeated on every page. Widths are in twentieths of a point."""
        table = self.document.add_table(1 + len(rows), len(heads), "Letter Table")
        word.turn_table(table, self.base, tuple(widths))
        for cell, heading in zip(table.rows[0].cells, heads, strict=True):
            head = word.write(place(cell), heading, self.base, style=word.STRONG)
            head.paragraph_format.keep_with_next = True
        word.repeat_first_row(table)
        for row, (first, others) in zip(list(table.rows)[1:], rows, strict=True):
            begin, *cells = row.cells
            word.write(place(begin), first, self.base)
            for cell, pieces in zip(cells, others, strict=True):
                self.pieces(cell, pieces)

    def pieces(self, cell: _Cell, pieces: Iterable[Cell]) -> None:
        """Labelled texts, one below the other in a cell."""
        begun = False
        for piece in pieces:
            if piece.label:
                above = cell.add_paragraph(style="Cell") if begun else place(cell)
                word.write(above, piece.label, self.base, style=word.QUIET)
                begun = True
            for written in paragraphs(piece.text, self._language):
                there = cell.add_paragraph(style="Cell") if begun else place(cell)
                word.write(there, written.text, written.direction)
                begun = True

    def picture(self, heading: str, picture: bytes, legend: str = "") -> None:
        """A picture as wide as the text under a heading, which also says to listeners what it shows."""
        self.heading(heading, 2)
        shown = self.document.add_paragraph()
        drawn = shown.add_run().add_picture(io.BytesIO(picture), width=Twips(self.width))
        drawn._inline.docPr.set("descr", heading)
        if legend:
            self.paragraph(legend, style=word.QUIET)

    def turned(self, *, lying: bool) -> None:
        """Begin pages that lie or stand."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        width, height = section.page_width, section.page_height
        if width is None or height is None:
            raise ValueError("a page has no size")
        long, short = max(width, height), min(width, height)
        section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if lying else (short, long)
        self.width = int((long if lying else short).twips) - 2 * MARGIN

    def new_page(self) -> None:
        """Go on on a new page."""
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def title(self, section: BookletSection) -> None:
        """The heading of a section."""
        self.heading(numbered(section), 1)

    def heading(self, text: str, level: int) -> None:
        """A heading of that level, from 1."""
        word.write(self.document.add_heading("", level), text, self.base)

    def paragraph(self, text: str, style: str = "") -> Paragraph:
        """A paragraph of the document's own words."""
        return word.write(self.document.add_paragraph(), text, self.base, style=style)


def numbered(section: BookletSection) -> str:
    """A section's title behind its number."""
    return f"{section.number}. {section.title}"
