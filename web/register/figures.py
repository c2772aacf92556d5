"""Figures as pictures: bars and columns laid out here, drawn by a template, and the numbers beside them in words.

Lengths are in the units of the picture, which is as wide as a small telephone and is scaled from there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flows.wording import Several
from web.register.reader import Reader
from web.register.selection import counts
from web.register.texts import counted

WIDTH: Final = 300
MOST_BARS: Final = 12
"""In a picture; the table beside it has them all."""

_SIZE: Final = 14
_LINE: Final = 21
_BAR: Final = 16
_GAP: Final = 14
_ROOM_FOR_NUMBER: Final = 48
_COLUMNS: Final = 170
_WIDEST_COLUMN: Final = 52
_LABEL: Final = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A value with its number of partners; `path` is the page that lists them, empty where there is none."""

    name: str
    n: int
    path: str


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; `anchor` is SVG's: which end of it stands at `x`, in the direction of the language."""

    text: str
    x: float
    y: float
    anchor: str = "start"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture and what it shows: `rows` are its numbers, `says` are they in a sentence."""

    key: str
    title: str
    says: str
    of: str
    rows: tuple[Row, ...]
    height: float
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    direction: str
    width: float = WIDTH


def figures(reader: Reader) -> tuple[Figure, ...]:
    """The register's figures; none where there is nobody to count."""
    if not reader.register.partners:
        return ()
    return (
        _bars("categories", "by_category", "category", _most_first(reader, "category"), reader),
        _bars("countries", "by_country", "country", _countries(reader), reader),
        _columns("years", "by_year", "year", _years(reader), reader),
    )


def _most_first(reader: Reader, facet: str) -> tuple[Row, ...]:
    found = counts(reader.register.partners, facet)
    rows = [Row(reader.value_name(facet, value), n, f"partners/{facet}/{value}") for value, n in found.items()]
    return tuple(sorted(rows, key=lambda row: (-row.n, row.name)))


def _countries(reader: Reader) -> tuple[Row, ...]:
    """International organisations need not name a country: they come last, and in no bar."""
    rows = _most_first(reader, "country")
    unnamed = sum(not partner.country for partner in reader.register.partners)
    return (*rows, Row(reader.texts["no_country"], unnamed, "")) if unnamed else rows


def _years(reader: Reader) -> tuple[Row, ...]:
    """Every year from the first to the last, so that the picture's time runs evenly."""
    found = counts(reader.register.partners, "year")
    first, last = min(map(int, found)), max(map(int, found))
    every = (str(year) for year in range(first, last + 1))
    return tuple(Row(year, found.get(year, 0), f"partners/year/{year}" if year in found else "") for year in every)


def _bars(key: str, title: str, of: str, rows: tuple[Row, ...], reader: Reader) -> Figure:
    """One bar below the other, each under its name: names are long in most of the languages."""
    drawn = [row for row in rows if row.path][:MOST_BARS]
    most = max((row.n for row in drawn), default=1)
    rtl = reader.direction == "rtl"
    bars: list[Bar] = []
    labels: list[Label] = []
    y = 0.0
    for row in drawn:
        for line in wrapped(row.name, WIDTH):
            y += _LINE
            labels.append(Label(line, WIDTH if rtl else 0, y - 6))
        length = max(3.0, (WIDTH - _ROOM_FOR_NUMBER) * row.n / most)
        bars.append(Bar(round(WIDTH - length if rtl else 0, 1), y, round(length, 1), _BAR))
        end = length + 7
        labels.append(Label(reader.number(row.n), round(WIDTH - end if rtl else end, 1), y + 13, strong=True))
        y += _BAR + _GAP
    return _figure(key, title, of, rows, max(y - _GAP, _BAR) + 2, bars, labels, reader)


def _columns(key: str, title: str, of: str, rows: tuple[Row, ...], reader: Reader) -> Figure:
    """One column beside the other, in the direction of reading; years that do not fit go unlabelled."""
    most = max(row.n for row in rows)
    slot = min(_WIDEST_COLUMN, WIDTH / len(rows))
    every = -(-_LABEL // slot)
    rtl = reader.direction == "rtl"
    bars: list[Bar] = []
    labels: list[Label] = []
    for place, row in enumerate(rows):
        middle = slot * (place + 0.5)
        middle = round(WIDTH - middle if rtl else middle, 1)
        height = round(_COLUMNS * row.n / most, 1)
        width = round(slot * 0.68, 1)
        top = _LINE + _COLUMNS - height
        if row.n:
            bars.append(Bar(round(middle - width / 2, 1), round(top, 1), width, height))
        if row.n and slot >= _LINE:
            labels.append(Label(reader.number(row.n), middle, round(top - 6, 1), "middle", strong=True))
        if (len(rows) - 1 - place) % every == 0:
            labels.append(Label(row.name, middle, _COLUMNS + 2.0 * _LINE, "middle"))
    return _figure(key, title, of, rows, _COLUMNS + 2.0 * _LINE + 6, bars, labels, reader)


def _figure(
    key: str,
    title: str,
    of: str,
    rows: tuple[Row, ...],
    height: float,
    bars: Sequence[Bar],
    labels: Sequence[Label],
    reader: Reader,
) -> Figure:
    says = reader.say(Several(tuple(counted(row.name, row.n) for row in rows), "apart"))
    return Figure(
        key,
        reader.texts[title],
        says,
        reader.texts[of],
        rows,
        height,
        tuple(bars),
        tuple(labels),
        reader.direction,
    )


def wrapped(text: str, width: float) -> tuple[str, ...]:
    """A name in lines that fit: SVG breaks no lines by itself. Chinese breaks between any two characters."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text):
        if line.strip() and _width(line + word) > width:
            lines.append(line.strip())
            line = word.lstrip()
        else:
            line += word
    return (*lines, line.strip()) if line.strip() else tuple(lines)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for character in text:
        if _is_wide(character) or character == " " or not pieces or _is_wide(pieces[-1][-1]):
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def _width(text: str) -> float:
    """About how wide a text is set; a little more than most fonts need."""
    return sum(_SIZE if _is_wide(character) else _SIZE * 0.56 for character in text)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
