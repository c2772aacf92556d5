"""What documents with a cover, contents and numbered sections share: their lines and tables, made of a form's answers.

Labels and dates are in the reader's language; what people wrote stays as they wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from documents.text import cleaned, paragraphs
from flows.facts import Area, Facts
from flows.form import Flow, Section
from flows.layout import items
from flows.plan_text import Entry, entries
from flows.session import Answer, Answers, Plain
from flows.wording import N_, Day, Param, Say, as_is, say
from locales import Voice

SHORT_ROW: Final = 700
"""Characters of a table's row, up to which it is kept on one page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a section: a label, which may be empty, with what was written; or a heading where `is_heading`.
    `because` says why a text stayed above its guidance (R¶32)."""

    label: str
    text: str
    depth: int
    is_heading: bool
    because: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a table's cell: a label, which may be empty, and its text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column numbers its rows: the words above the others, how wide these are in relation to one
    another, and the rows, each with its number and the pieces of every other cell.

    `lies`: it is so wide that its page is turned.
    """

    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, tuple[tuple[Cell, ...], ...]], ...]
    lies: bool = False


@dataclass(frozen=True, slots=True)
class BookletSection:
    """A section: its number, its title, a table where it has one, and what else was written.

    `cites` is its paragraph of the framework, `standing` what that says in every such document.
    """

    key: str
    number: str
    title: str
    cites: str
    standing: tuple[str, ...]
    lines: tuple[Line, ...]
    table: Table | None = None


Joined: TypeAlias = Callable[[str, Mapping[str, str], Voice], Cell]
"""Makes one piece of the answers about an item of a group within a group: of the item's heading, such as "Milestone 1",
and the answers by their keys."""


@dataclass(frozen=True, slots=True)
class Rows:
    """How the items of a group become rows: for each column the keys of its questions, in their order.

    What is in no column stands at the end of the first. `bare` are keys whose answers need no label. `joined` says of
    each group within the group what one of its items becomes. `silent` are answers, by key, that go without
    saying beside the others.
    """

    group: str
    columns: Mapping[str, tuple[str, ...]]
    bare: frozenset[str] = frozenset()
    joined: Mapping[str, Joined] = field(default_factory=lambda: MappingProxyType({}))
    silent: Mapping[str, Plain] = field(default_factory=lambda: MappingProxyType({}))


def spoken(answer: Answer | None, shown: Param, speaks: Voice) -> str:
    """An answer as a reader meets it in the language. Whether a partner stood in the register when it was named is for
    who writes."""
    match answer:
        case Answer(value={"name": str(name)}):
            return name
    return speaks.plain(shown if isinstance(shown, Say) else as_is(shown))


def with_detail(words: str, detail: str, speaks: Voice) -> str:
    """Words with something about them in brackets; where one of the two is missing, the other alone."""
    if not words or not detail:
        return words or detail
    return speaks.plain(say(N_("{words} ({detail})"), words=words, detail=detail))


def answered(plain: Mapping[str, Any]) -> Answers:
    """Answers back from plain data, without what no document can hold."""
    return {path: Answer.from_plain(cleaned(one)) for path, one in plain.items()}


def facts_on(day: date, speaks: Voice, areas: tuple[Area, ...]) -> Facts:
    """What a form's answers are read with, in a document of that day."""
    return Facts(datetime.combine(day, time(), UTC), speaks.language, speaks.plain, areas, in_full=True)


def section_of(
    flow: Flow,
    place: int,
    answers: Answers,
    facts: Facts,
    speaks: Voice,
    *,
    tabled: str = "",
    table: Table | None = None,
) -> BookletSection:
    """A section of a form; its lines are without the items of the group `tabled`, which are rows of a table."""
    section = flow.sections[place]
    found = entries(flow, section, answers, facts, without=tabled)
    return BookletSection(
        key=section.key,
        number=speaks.param(place + 1),
        title=speaks.plain(say(section.title)),
        cites=section.cites,
        standing=tuple(speaks.plain(paragraph) for paragraph in section.standing),
        lines=tuple(_line(one, speaks) for one in found),
        table=table,
    )


def _line(entry: Entry, speaks: Voice) -> Line:
    label = speaks.plain(entry.label)
    if entry.shown is None:
        return Line(label, "", entry.depth, is_heading=True)
    reason = entry.answer.because if entry.answer is not None and entry.answer.over else ""
    because = speaks.plain(say(N_("Longer than the guidance, because: {reason}"), reason=reason)) if reason else ""
    text = spoken(entry.answer, entry.shown, speaks)
    return Line(label, text, entry.depth, is_heading=False, because=because)


def rows_of(
    form: Rows, flow: Flow, section: Section, answers: Answers, facts: Facts, speaks: Voice
) -> list[dict[str, tuple[Cell, ...]]]:
    """The rows of a group's items: every answer about an item is in one of its columns."""
    by_item: dict[str, list[Entry]] = {item: [] for item in items(answers, form.group)}
    for entry in entries(flow, section, answers, facts):
        group, *rest = entry.path.split(".")
        if group == form.group and len(rest) > 1:
            by_item[rest[0]].append(entry)
    return [_row(form, found, speaks) for found in by_item.values()]


def _row(form: Rows, found: Sequence[Entry], speaks: Voice) -> dict[str, tuple[Cell, ...]]:
    places = {key: (column, at) for column, keys in form.columns.items() for at, key in enumerate(keys)}
    elsewhere = (next(iter(form.columns)), len(places))
    pieces: list[tuple[str, Cell]] = []
    headings: dict[tuple[str, str], str] = {}
    inner: dict[tuple[str, str], dict[str, str]] = {}
    for entry in found:
        _, _, key, *within = entry.path.split(".")
        label = speaks.plain(entry.label)
        if entry.shown is None:
            headings[key, within[0]] = label
            continue
        text = spoken(entry.answer, entry.shown, speaks)
        if not within and entry.answer is not None and form.silent.get(key) == entry.answer.value:
            continue
        if within:
            inner.setdefault((key, within[0]), {})[within[-1]] = text
        else:
            pieces.append((key, Cell("" if key in form.bare else label, text)))
    pieces += [(one[0], form.joined[one[0]](headings[one], texts, speaks)) for one, texts in inner.items()]
    pieces.sort(key=lambda piece: places.get(piece[0], elsewhere)[1])
    return {
        column: tuple(cell for key, cell in pieces if places.get(key, elsewhere)[0] == column)
        for column in form.columns
    }


def closing_facts(leads: Sequence[str], reference: str, day: date, speaks: Voice) -> tuple[Cell, ...]:
    """The last lines of a cover: who leads the area, the reference, and the day; without what is not known."""
    found = []
    if leads:
        found.append(Cell(speaks.plain(say(N_("Led by"))), ", ".join(leads)))
    if reference:
        found.append(Cell(speaks.plain(say(N_("Reference"))), speaks.param(reference)))
    return (*found, Cell(speaks.plain(say(N_("Date"))), speaks.param(Day(day.isoformat()))))


# -- what the templates are given --------------------------------------------------------------------------------------


def typed_data(text: str, language: str) -> list[dict[str, Any]]:
    """What a person wrote, as `typed` and `in-cell` of `house.typ` take it."""
    return [{"text": one.text, "direction": one.direction} for one in paragraphs(text, language)]


def cells_data(pieces: Sequence[Cell], language: str) -> list[dict[str, Any]]:
    """The pieces of a cell, as `booklet.typ` takes them."""
    return [{"label": piece.label, "text": typed_data(piece.text, language)} for piece in pieces]


def section_data(section: BookletSection, language: str) -> dict[str, Any]:
    """A section, as `booklet.typ` takes it."""
    lines = [{**asdict(line), "text": typed_data(line.text, language)} for line in section.lines]
    table = section.table
    return {
        "key": section.key,
        "number": section.number,
        "title": section.title,
        "standing": section.standing,
        "lines": lines,
        "table": None
        if table is None
        else {
            "heads": table.heads,
            "shares": table.shares,
            "lies": table.lies,
            "rows": [
                {
                    "number": number,
                    "cells": [cells_data(cell, language) for cell in cells],
                    "is_short": sum(len(piece.text) for cell in cells for piece in cell) <= SHORT_ROW,
                }
                for number, cells in table.rows
            ],
        },
    }
