"""The plan as a Word file: what the PDF says, in headings, paragraphs and tables that can be worked on further."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from itertools import groupby
from typing import Final

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_BREAK
from docx.shared import Pt, Twips
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from documents import word
from documents.blank import LOCALES, MARGIN, TEXT_WIDTH, blank
from documents.docx import fitting, packed, page_number, place
from documents.fonts import require_glyphs
from documents.plan import Cell, Effort, PlanDocument, PlanSection
from documents.plan_pdf import timeline_png
from documents.text import paragraphs, texts
from locales.languages import Direction

# Columns in twentieths of a point, as wide as the text together: upright, and for the efforts on a page turned.
_PAIRS: Final = (2900, TEXT_WIDTH - 2900)
_TRAIL: Final = (1700, 1700, (TEXT_WIDTH - 3400) // 2, TEXT_WIDTH - 3400 - (TEXT_WIDTH - 3400) // 2)


def plan_docx(plan: PlanDocument) -> bytes:
    """The plan as DOCX, the same bytes every time; raises `MissingGlyphs` where no font has one of its characters.

    The fonts are named, not enclosed: whoever lacks them sees the plan in others.
    """
    for text in texts(plan):
        require_glyphs(text)
    document = blank(plan.language)
    _properties(document, plan)
    _Writer(document, plan).write()
    return packed(document)


def _properties(document: Document, plan: PlanDocument) -> None:
    about = document.core_properties
    about.title = fitting(f"{plan.words.subject} – {plan.area}")
    about.author = about.last_modified_by = fitting(plan.words.partnership)
    about.language = LOCALES[plan.language]
    about.comments = about.keywords = ""
    about.revision = 1
    # Core properties are in UTC and know no zone.
    about.created = about.modified = datetime.combine(plan.day, time(), UTC).replace(tzinfo=None)


def _by_action(efforts: Iterable[Effort]) -> Iterator[str | Effort]:
    """The rows of the table of efforts: those of a priority action stand below its name."""
    for action, those in groupby(efforts, key=lambda one: one.action):
        if action:
            yield action
        yield from those


class _Writer:
    """Writes one plan, from its cover to the trail of remarks."""

    def __init__(self, document: Document, plan: PlanDocument) -> None:
        self._document: Final = document
        self._plan: Final = plan
        self._base: Final[Direction] = plan.direction

    def write(self) -> None:
        """The whole plan."""
        plan = self._plan
        page_number(self._document.sections[0], plan.words.page, self._base)
        self._cover()
        self._break()
        self._heading(plan.words.contents, 1)
        listed = [*map(self._title, plan.sections), *([plan.words.advice] if plan.trail else [])]
        for title in listed:
            # By this style Word, and whoever reads the file back, knows them from headings.
            word.write(self._document.add_paragraph(style="toc 1"), title, self._base)
        for section in plan.sections:
            if section.key == "efforts" and plan.efforts:
                self._efforts(section)
            else:
                self._section(section)
        if plan.trail:
            self._break()
            self._trail()

    def _cover(self) -> None:
        plan = self._plan
        first = self._paragraph(plan.words.partnership, style=word.QUIET)
        first.paragraph_format.space_before = Pt(120)
        self._heading(plan.area, 1)
        self._paragraph(plan.words.subject, style=word.STRONG)
        self._paragraph(plan.state)
        table = self._document.add_table(len(plan.facts), 2)
        word.turn_table(table, self._base, _PAIRS)
        for row, fact in zip(table.rows, plan.facts, strict=True):
            word.write(place(row.cells[0]), fact.label, self._base, style=word.QUIET)
            self._typed(row.cells[1], fact.text)
        word.keep_rows_whole(table)

    def _title(self, section: PlanSection) -> str:
        return f"{section.number}. {section.title}"

    def _section(self, section: PlanSection) -> None:
        if self._document.paragraphs[-1].text:
            self._break()
        self._heading(self._title(section), 1)
        if not section.lines and not section.standing:
            self._paragraph(self._plan.words.nothing, style=word.QUIET)
        for standing in section.standing:
            self._paragraph(standing)
        for line in section.lines:
            if line.is_heading:
                self._heading(line.label, 2)
                continue
            label = self._paragraph(line.label, style=word.QUIET)
            label.paragraph_format.keep_with_next = True
            label.paragraph_format.space_after = Pt(2)
            for written in paragraphs(line.text, self._plan.language):
                word.write(self._document.add_paragraph(), written.text, written.direction)
            if line.because:
                self._paragraph(line.because, style=word.QUIET)

    def _efforts(self, section: PlanSection) -> None:
        """The table of efforts and the timeline on pages turned, which have room for them."""
        plan, words = self._plan, self._plan.words
        width = self._turned(WD_ORIENT.LANDSCAPE)
        self._heading(self._title(section), 1)
        shares = (4, 30, 18, 15, 19)
        widths = tuple(width * share // 100 for share in shares)
        rows = list(_by_action(plan.efforts))
        table = self._document.add_table(1 + len(rows), 6, "Letter Table")
        word.turn_table(table, self._base, (*widths, width - sum(widths)))
        heads = (words.number, words.effort, words.partners, words.when, words.targets, words.contact)
        self._head(table.rows[0].cells, heads)
        word.repeat_first_row(table)
        for row, one in zip(list(table.rows)[1:], rows, strict=True):
            if isinstance(one, str):
                across = row.cells[0].merge(row.cells[-1])
                above = word.write(place(across), one, self._base, style=word.STRONG)
                above.paragraph_format.keep_with_next = True
                continue
            number, *others = row.cells
            word.write(place(number), one.number, self._base)
            for cell, pieces in zip(
                others, (one.effort, one.partners, one.when, one.targets, one.contact), strict=True
            ):
                self._pieces(cell, pieces)
        picture = timeline_png(plan)
        if picture is not None:
            self._heading(words.timeline, 2)
            shown = self._document.add_paragraph()
            drawn = shown.add_run().add_picture(io.BytesIO(picture), width=Twips(width))
            drawn._inline.docPr.set("descr", words.timeline)
            self._paragraph(words.legend, style=word.QUIET)
        self._turned(WD_ORIENT.PORTRAIT)

    def _turned(self, orientation: WD_ORIENT) -> int:
        """Begin pages that lie or stand; return how wide their text is."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        width, height = section.page_width, section.page_height
        if width is None or height is None:
            raise ValueError("a page has no size")
        long, short = max(width, height), min(width, height)
        section.orientation = orientation
        lies = orientation == WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = (long, short) if lies else (short, long)
        return int((long if lies else short).twips) - 2 * MARGIN

    def _pieces(self, cell: _Cell, pieces: tuple[Cell, ...]) -> None:
        begun = False
        for piece in pieces:
            if piece.label:
                above = cell.add_paragraph(style="Cell") if begun else place(cell)
                word.write(above, piece.label, self._base, style=word.QUIET)
                begun = True
            for written in paragraphs(piece.text, self._plan.language):
                there = cell.add_paragraph(style="Cell") if begun else place(cell)
                word.write(there, written.text, written.direction)
                begun = True

    def _typed(self, cell: _Cell, text: str) -> None:
        self._pieces(cell, (Cell("", text),))

    def _trail(self) -> None:
        """What the Advisory Group remarked, and the answers."""
        words = self._plan.words
        self._heading(words.advice, 1)
        table = self._document.add_table(1 + len(self._plan.trail), 4, "Letter Table")
        word.turn_table(table, self._base, _TRAIL)
        self._head(table.rows[0].cells, (words.name, words.section, words.remark, words.answer))
        word.repeat_first_row(table)
        for row, one in zip(list(table.rows)[1:], self._plan.trail, strict=True):
            for cell, text in zip(row.cells, (one.name, one.section, one.words, one.answer), strict=True):
                self._typed(cell, text)

    def _head(self, cells: tuple[_Cell, ...], words: tuple[str, ...]) -> None:
        for cell, heading in zip(cells, words, strict=True):
            word.write(place(cell), heading, self._base, style=word.STRONG).paragraph_format.keep_with_next = True

    def _break(self) -> None:
        self._document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _heading(self, text: str, level: int) -> None:
        word.write(self._document.add_heading("", level), text, self._base)

    def _paragraph(self, text: str, style: str = "") -> Paragraph:
        return word.write(self._document.add_paragraph(), text, self._base, style=style)
