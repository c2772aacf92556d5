"""Files that come in and that go out: Word and text files, plans by headings, CSV, XLSX, calendars, PDF; settings."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from docx import Document
from icalendar import Calendar
from openpyxl import load_workbook

from bot.settings import WHAT_IT_TAKES, Settings, WrongSettings, read_settings
from documents.docx import letter_docx
from documents.fonts import MissingGlyphs
from documents.letter import LetterDocument
from documents.pdf import letter_pdf
from documents.reading import Unreadable, text_paragraphs, word_paragraphs
from documents.spreadsheets import CUT, MOST_UNITS, Column, csv_sheet, xlsx_sheet
from flows.media import media_type
from flows.plan import PLAN
from flows.plan_import import Paragraph, split
from flows.utf16 import utf16_length
from flows.wording import LANGUAGES
from locales import voice
from tests.documents.letters import document, snapshot
from tests.documents.read_back import words_of
from tests.documents.test_invitation import meeting, sent
from tests.fuzz.drawing import Draw
from tests.fuzz.target import Target, pure

RUNS_IN_A_SPREADSHEET: Final = tuple("=+-@\t\r\n＝＋－＠")
TEXT_OF_A_CELL: Final = ("s", "inlineStr")
TITLES: Final = ("Summary", "1. Objectives", "Partenaires", "第一章 摘要", "الأهداف", "Цели", "١. ملخص", "Partners 2")
XML: Final = ("<w:p>", "</w:p>", "<w:r><w:t>", "</w:t></w:r>", "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>",
              '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>', '<w:outlineLvl w:val="9"/>',
              "<!DOCTYPE a [<!ENTITY b ''>]>",
              "&b;", "<![CDATA[", "]]>", '<?xml version="1.0" encoding="utf-7"?>', "<w:t/>", "<w:p/>")  # fmt: skip
VALUES: Final = ("http://[", "https://a.example.org/x", "sqlite://", "sqlite:////x", "postgres://a:b@[", "65536",
                 "-1", "INFO", "debug", "json", "123456789:" + "A" * 35, "x" * 40,
                 "/dev/null", "http://a:99999/")  # fmt: skip

# A secret of a few letters is found in anything.
_SHORT: Final = 8
_SECRET: Final = ("BOT_TOKEN", "WEBHOOK_SECRET", "SECRET_KEY")
# More than the longest cell that is drawn: Python's own reader takes 131,072 characters.
csv.field_size_limit(10**7)


@cache
def word_file() -> bytes:
    """A Word file as somebody sends it."""
    made, whole = Document(), io.BytesIO()
    for text, style in (("Plan", "Title"), ("1. Summary", "Heading 1"), ("Miners use mercury.", None)):
        made.add_paragraph(text, style)
    made.add_table(1, 2)
    made.save(whole)
    return whole.getvalue()


@cache
def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(word_file())) as archive:
        return archive.read(name)


def read_word_file(draw: Draw) -> None:
    """A Word file with its bytes, or the XML within, changed: read or refused."""
    if draw.chance(4):
        content = draw.changed(word_file())
    else:
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            for name in ("word/document.xml", "word/styles.xml"):
                text = part(name)
                if draw.chance(2):
                    text = text.replace(b"<w:p>", "".join(draw.piece(XML) for _ in range(9)).encode("utf-8", "ignore"))
                archive.writestr(name, draw.changed(text) if draw.chance(2) else text)
        content = whole.getvalue()
    draw.note(content[:300])
    media_type(content[:64], content)
    for read in (word_paragraphs, text_paragraphs):
        try:
            found = read(content)
        except Unreadable:
            continue
        assert all(one.text is not None and 0 <= one.level <= 9 for one in found)


def split_plan(draw: Draw) -> None:
    """Paragraphs of any text are split into parts, and no word of them is lost but what the form itself says."""
    some = [Paragraph(draw.sendable(TITLES).strip(), draw.upto(9), draw.chance(9)) for _ in range(draw.upto(8))]
    draw.note(some)
    parts = split(PLAN, some, [voice(language).plain for language in LANGUAGES])
    keys = {section.key for section in PLAN.sections}
    assert all(one.text.strip() and one.section in {"", *keys} for one in parts)


def write_table(draw: Draw) -> None:
    """A table as CSV, read back: the same cells, and none that a spreadsheet would run."""
    cells = draw.note([draw.sendable(("=", "+", "-", "@", "\t", '"', "\r\n", "＝")) for _ in range(2)])
    columns = (Column("a", lambda row: str(row["a"])), Column("b", lambda row: str(row["b"])))
    with TemporaryDirectory(prefix="fuzz") as folder:
        place = Path(folder) / "table.csv"
        with csv_sheet(place, columns) as sheet:
            sheet.add({"a": cells[0], "b": cells[1]})
        with place.open(encoding="utf-8-sig", newline="") as file:
            _, *rows = list(csv.reader(file))
    assert len(rows) == 1
    for cell, written in zip(rows[0], cells, strict=True):
        assert not cell.startswith(RUNS_IN_A_SPREADSHEET)
        assert cell in (written, f"'{written}")


def write_book(draw: Draw) -> None:
    """A table as XLSX, read back: the same texts but for what XML cannot hold, none too long, and none a formula."""
    words = ("=", "+", "-", "@", "\t", "\r\n", "＝", "#N/A", "👍" * 999)
    cells = draw.note([draw.sendable(words) for _ in range(8)])
    with TemporaryDirectory(prefix="fuzz") as folder:
        place = Path(folder) / "table.xlsx"
        with xlsx_sheet(place, (Column("a", lambda row: str(row["a"])),)) as sheet:
            for cell in cells:
                sheet.add({"a": cell})
        book = load_workbook(place, read_only=True)
        read = [(one.data_type, one.value) for (one,) in book["table"].iter_rows(min_row=2)]
        book.close()
    assert len(read) == len(cells)
    for (kind, told), written in zip(read, cells, strict=True):
        assert kind in TEXT_OF_A_CELL
        text = str(told or "")
        assert utf16_length(text) <= MOST_UNITS
        if utf16_length(written) > MOST_UNITS:
            assert text.endswith(CUT)
            text, written = text.removesuffix(CUT), written[: len(text) - len(CUT)]
        assert all(
            one == other or (one == "\ufffd" and not other.isprintable())
            for one, other in zip(text, written, strict=True)
        )


def write_invitation(draw: Draw) -> None:
    """A calendar file, read back: one event, and nothing of it made by what somebody wrote."""
    title, description, place = draw.note(
        [draw.sendable(("\r\nATTENDEE:", "END:VEVENT", ";", ",", "\\")) for _ in "tdp"]
    )
    content = sent(meeting(title=title, description=description, place=place))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["uid"] == meeting().uid
    assert isinstance(event["attendee"], str), "more than one takes part"
    assert content.count(b"\r\nBEGIN:VEVENT\r\n") == content.count(b"\r\nEND:VEVENT\r\n") == 1


def letter(draw: Draw) -> tuple[str, LetterDocument]:
    """A letter with anything in the applicant's fields, and what that is."""
    typed = draw.note(draw.sendable(("#eval(", "$x$", "\\u{1}", "@a", "<b>", "*a*", "= a", "/*", "`"))) or "x"
    language = draw.language()
    return typed, document(snapshot(language, contributions__1__how=typed, name=typed, signatory=typed), language)


def set_letter(draw: Draw) -> None:
    """A letter as PDF: it is set, whatever the typesetter's language is."""
    _, made = letter(draw)
    with suppress(MissingGlyphs):  # a script that no font here draws, which whoever asks is told
        assert letter_pdf(made).startswith(b"%PDF")


def write_letter(draw: Draw) -> None:
    """A letter as Word file, read back: every letter and every digit that was typed is there."""
    typed, made = letter(draw)
    with suppress(MissingGlyphs):
        assert letters_of(typed) in letters_of(words_of(letter_docx(made)))


def letters_of(text: str) -> str:
    """A text's letters and digits, which nothing between them may part or turn round."""
    return "".join(one for one in text if one.isalnum())


def read_environment(draw: Draw) -> None:
    """Settings are taken, or refused with a line for each that does not say the value."""
    before = dict(os.environ)
    given = {name: draw.text(VALUES).replace("\0", "") for name in WHAT_IT_TAKES if draw.chance(3)}
    draw.note(given)
    try:
        os.environ.update({name: value.encode("utf-8", "ignore").decode() for name, value in given.items()})
        settings = read_settings()
    except WrongSettings as wrong:
        for line in wrong.lines:
            assert "\n" not in line
            assert line.split(" ", 1)[0] in WHAT_IT_TAKES
    else:
        assert isinstance(settings, Settings)
        assert settings.page_address.startswith("http")
        # One that was also given in place of something else may be seen there.
        elsewhere = "\n".join(value for name, value in given.items() if name not in _SECRET)
        for secret in settings.secrets():
            assert len(secret) <= _SHORT or secret in elsewhere or secret not in repr(settings)
    finally:
        os.environ.clear()
        os.environ.update(before)


TARGETS: Final[tuple[Target, ...]] = (
    pure("Word files", 15, read_word_file),
    pure("plans by headings", 30, split_plan),
    pure("CSV", 20, write_table),
    pure("XLSX", 1, write_book),
    pure("calendar files", 8, write_invitation),
    pure("PDF", 1, set_letter),
    pure("Word letters", 0.5, write_letter),
    pure("settings", 15, read_environment),
)
