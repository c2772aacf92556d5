"""A table written as CSV, XLSX or JSON, so that what somebody typed stays what they typed: a text, never a formula."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias

from flows.utf16 import utf16_cut, utf16_length

Row: TypeAlias = Mapping[str, Any]
"""Plain data, as JSON can hold it."""
Cell: TypeAlias = "str | int"

BYTE_ORDER_MARK: Final = "\ufeff"
"""Excel takes a CSV for UTF-8 only when it begins with one."""
MOST_UNITS: Final = 32_767
"""What a cell of an XLSX holds, in UTF-16 units; openpyxl would cut at so many characters and say nothing, and a
spreadsheet then finds the file damaged."""
CUT: Final = " … (the whole text is in the JSON file)"

# What makes a spreadsheet calculate (OWASP, CSV injection), in full width too, as East Asian versions read it.
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what stands above it, and what stands in it for a row."""

    title: str
    cell: Callable[[Row], Cell]


class Sheet(Protocol):
    """A table that is being written, row after row."""

    def add(self, row: Row) -> None: ...


Opens: TypeAlias = "Callable[[Path, tuple[Column, ...]], AbstractContextManager[Sheet]]"


@dataclass(frozen=True, slots=True)
class _Sheet:
    add: Callable[[Row], None]


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe before what could be one."""
    return f"'{text}" if text.startswith(_FORMULA) else text


@contextmanager
def csv_sheet(place: Path, columns: tuple[Column, ...]) -> Iterator[Sheet]:
    """The table as CSV (RFC 4180), in UTF-8."""
    with place.open("w", encoding="utf-8", newline="") as file:
        file.write(BYTE_ORDER_MARK)
        writer = csv.writer(file)
        writer.writerow([column.title for column in columns])
        yield _Sheet(lambda row: writer.writerow([harmless(str(column.cell(row))) for column in columns]))


@contextmanager
def xlsx_sheet(place: Path, columns: tuple[Column, ...]) -> Iterator[Sheet]:
    """The table as a workbook of one sheet; rows go to the disk as they come (openpyxl's write-only mode)."""
    from openpyxl import Workbook, cell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(place.stem)
    sheet.freeze_panes = "A2"

    def made(value: Cell, font: Font | None = None) -> cell.Cell:
        one = cell.WriteOnlyCell(sheet, _fitting(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            one.data_type = "s"  # else what begins with = is a formula
            # What an apostrophe does that is typed before it: it stays a text when somebody edits it.
            one.quotePrefix = value.startswith(_FORMULA)
        if font is not None:
            one.font = font
        return one

    try:
        sheet.append([made(column.title, Font(bold=True)) for column in columns])
        yield _Sheet(lambda row: sheet.append([made(column.cell(row)) for column in columns]))
    finally:
        sheet.close()
    book.save(place)


@contextmanager
def json_sheet(place: Path, _: tuple[Column, ...]) -> Iterator[Sheet]:
    """The rows as they are, for other programs: an array of objects, one a line."""
    with place.open("w", encoding="utf-8") as file:
        before = "[\n"

        def add(row: Row) -> None:
            nonlocal before
            file.write(before + json.dumps(row, ensure_ascii=False))
            before = ",\n"

        yield _Sheet(add)
        file.write("\n]\n" if before == ",\n" else "[]\n")


FORMS: Final[Mapping[str, Opens]] = {"csv": csv_sheet, "xlsx": xlsx_sheet, "json": json_sheet}


def _fitting(text: str) -> str:
    """What a cell of an XLSX can hold of a text: XML has no place for some characters."""
    text = _NOT_IN_XML.sub("\ufffd", text)
    return text if utf16_length(text) <= MOST_UNITS else utf16_cut(text, MOST_UNITS - len(CUT)) + CUT
