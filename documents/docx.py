"""The letter as a Word file: what the PDF says, in headings, paragraphs and tables that can be worked on further."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime, time
from typing import Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Pt, Twips
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from documents import word
from documents.blank import LOCALES, TEXT_WIDTH, blank
from documents.fonts import require_glyphs
from documents.letter import Contributed, LetterDocument, Row
from documents.text import paragraphs, texts
from locales.isolation import isolate
from locales.languages import Direction

_COUNTED: Final = re.compile(r"(\{pages?\})")
_FIELDS: Final = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_ISOLATES: Final = re.compile("[\u2066-\u2069]")
_MOST_IN_A_PROPERTY: Final = 255
"""Characters that Word takes as a title or an author."""

# Columns in twentieths of a point, as wide as the text together.
_HALVES: Final = (TEXT_WIDTH // 2, TEXT_WIDTH - TEXT_WIDTH // 2)
_HEAD: Final = (TEXT_WIDTH - 4000, 1500, 2500)
_PAIRS: Final = (2900, TEXT_WIDTH - 2900)
_CONTRIBUTIONS: Final = (700, 2400, TEXT_WIDTH - 3100)


def letter_docx(letter: LetterDocument) -> bytes:
    """The letter as DOCX, the same bytes every time; raises `MissingGlyphs` where no font has one of its characters.

    The fonts are named, not enclosed: whoever lacks them sees the letter in others.
    """
    require_glyphs(texts(letter))
    document = blank(letter.language)
    _properties(document, letter)
    _Writer(document, letter).write()
    return packed(document)


def _properties(document: Document, letter: LetterDocument) -> None:
    about = document.core_properties
    about.title = fitting(f"{letter.subject} – {letter.applicant}")
    about.author = about.last_modified_by = fitting(letter.applicant)
    about.language = LOCALES[letter.language]
    about.identifier = letter.reference
    about.version = str(letter.version)
    about.comments = about.keywords = ""
    about.revision = 1
    # Core properties are in UTC and know no zone.
    about.created = about.modified = datetime.combine(letter.day, time(), UTC).replace(tzinfo=None)


def fitting(text: str) -> str:
    """A text cut to what Word takes as a title or an author."""
    return text if len(text) <= _MOST_IN_A_PROPERTY else text[: _MOST_IN_A_PROPERTY - 1] + "…"


def packed(document: Document) -> bytes:
    """The file, with the day that ZIP begins at in place of the present minute."""
    made, packed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def page_number(section: Section, words: str, base: Direction) -> None:
    """Number the pages of a section: `words` hold `{page}` and `{pages}`, which Word counts."""
    footer = section.footer.paragraphs[0]
    for piece in _COUNTED.split(_ISOLATES.sub("", words)):
        if piece in _FIELDS:
            word.write_number(footer, _FIELDS[piece], base)
        else:
            word.write(footer, piece, base)


class _Writer:
    """Writes one letter, from its head to its public address."""

    def __init__(self, document: Document, letter: LetterDocument) -> None:
        self._document: Final = document
        self._letter: Final = letter
        self._base: Final[Direction] = letter.direction

    def write(self) -> None:
        """The whole letter."""
        letter = self._letter
        self._page()
        self._head()
        self._heading(letter.subject, 1)
        for statement in (letter.support, letter.commitment):
            if statement.text:
                self._heading(statement.heading, 2)
                self._paragraph(statement.text)
        self._heading(letter.contribution, 2)
        if letter.areas is not None:
            self._pairs((letter.areas,))
            self._paragraph("").paragraph_format.space_after = Pt(0)
        self._contributions()
        for rows in letter.details:
            self._heading(rows.heading, 2)
            self._pairs(rows.rows)
        self._signature()
        if letter.public_address:
            self._online()

    def _page(self) -> None:
        """What stands on every page: which letter this is, and which page of it."""
        letter, section = self._letter, self._document.sections[0]
        names = section.header.add_table(1, 2, Twips(TEXT_WIDTH))
        word.turn_table(names, self._base, _HALVES)
        first, second = (place(cell, "Header") for cell in names.rows[0].cells)
        word.write(first, letter.furniture.letter, self._base)
        word.write(second, f"{isolate(letter.reference)} · {letter.furniture.version}", self._base)
        # Where lines end: Word takes "right" for the left of a paragraph that runs from right to left.
        second.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        word.rule_below(names, section.header.paragraphs[0])
        page_number(section, letter.furniture.page, self._base)

    def _head(self) -> None:
        """From whom and when, and to whom."""
        letter = self._letter
        table = self._document.add_table(len(letter.particulars), 3)
        word.turn_table(table, self._base, _HEAD)
        sender = place(table.cell(0, 0).merge(table.cell(len(letter.particulars) - 1, 0)))
        word.write(sender, isolate(letter.applicant), self._base, style=word.STRONG)
        if letter.country:
            sender.add_run().add_break()
            word.write(sender, letter.country, self._base)
        for row, told in zip(table.rows, letter.particulars, strict=True):
            self._pair(row.cells[1], row.cells[2], told)
        addressee = self._paragraph("\n".join((*letter.addressee, *letter.reached)))
        addressee.paragraph_format.space_before = Pt(18)

    def _contributions(self) -> None:
        furniture = self._letter.furniture
        table = self._document.add_table(1 + len(self._letter.contributions), 3, "Letter Table")
        word.turn_table(table, self._base, _CONTRIBUTIONS)
        for cell, heading in zip(table.rows[0].cells, (furniture.number, furniture.what, furniture.how), strict=True):
            word.write(place(cell), heading, self._base, style=word.STRONG).paragraph_format.keep_with_next = True
        word.repeat_first_row(table)
        for row, one in zip(list(table.rows)[1:], self._letter.contributions, strict=True):
            number, what, how = row.cells
            word.write(place(number), one.number, self._base)
            word.write(place(what), one.what, self._base)
            self._how(how, one)

    def _how(self, cell: _Cell, one: Contributed) -> None:
        """The applicant's own words, each paragraph in its own direction, and below them what else was said."""
        there = place(cell)
        for number, written in enumerate(paragraphs(one.how, self._letter.written_in)):
            there = cell.add_paragraph(style="Cell") if number else there
            word.write(there, written.text, written.direction, lang=self._letter.written_in)
        for more in (one.because, one.areas, one.period):
            if more:
                word.write(cell.add_paragraph(style="Cell"), more, self._base, style=word.QUIET)

    def _signature(self) -> None:
        letter = self._letter
        self._heading(letter.signature, 2)
        signed = self._paragraph(isolate(letter.signatory), style=word.STRONG)
        signed.paragraph_format.keep_together = True
        for more in (letter.title, letter.applicant):
            if more and more != letter.signatory:
                signed.add_run().add_break()
                word.write(signed, isolate(more), self._base)
        above = signed
        for more in (letter.authority, letter.signed_copy):
            if more:
                above.paragraph_format.keep_with_next = True
                above = self._paragraph(more, style=word.QUIET)

    def _online(self) -> None:
        paragraph = self._paragraph(self._letter.furniture.online, style=word.QUIET)
        paragraph.paragraph_format.space_before = Pt(18)
        paragraph.add_run().add_break()
        word.write_link(paragraph, self._letter.public_address, self._base)

    def _heading(self, text: str, level: int) -> None:
        word.write(self._document.add_heading("", level), text, self._base)

    def _paragraph(self, text: str, style: str = "") -> Paragraph:
        return word.write(self._document.add_paragraph(), text, self._base, style=style)

    def _pairs(self, rows: tuple[Row, ...]) -> None:
        """Labels, and beside each what it stands for."""
        table = self._document.add_table(len(rows), 2)
        word.turn_table(table, self._base, _PAIRS)
        for row, told in zip(table.rows, rows, strict=True):
            self._pair(row.cells[0], row.cells[1], told)
        word.keep_rows_whole(table)

    def _pair(self, label: _Cell, value: _Cell, row: Row) -> None:
        word.write(place(label), row.label, self._base, style=word.QUIET)
        word.write(place(value), row.value, self._base)


def place(cell: _Cell, style: str = "Cell") -> Paragraph:
    """The paragraph that a cell begins with."""
    first: Paragraph = cell.paragraphs[0]
    first.style = style
    return first
