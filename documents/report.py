"""The report of an area to UNEP as a document: every word of it in one language, ready to be set by whatever sets it.

Framework F§7, T6: activities and contributions tracked, effectiveness assessed, impact on the goal. Activities,
contributions and indicators are tables, and how far the indicators have come is a picture besides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from documents.booklet import (
    BookletSection,
    Cell,
    Line,
    Rows,
    Table,
    answered,
    closing_facts,
    facts_on,
    rows_of,
    section_of,
    with_detail,
)
from documents.progress import Progress, indicators_of, progress
from flows.facts import Area, Facts
from flows.form import Section
from flows.framework import CURRENT
from flows.report import REPORT
from flows.session import Answers
from flows.wording import N_, Day, Param, Say, Span, say
from locales import Voice, voice
from locales.languages import Direction


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of the pages themselves. `page` holds `{page}` and `{pages}` for whoever counts them."""

    partnership: str
    subject: str
    contents: str
    page: str
    nothing: str


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A report in one language. `state` says which version it is, `facts` are the lines of the cover.

    `progress` is `None` where there is no indicator. No text has a control character but the line's end.
    """

    language: str
    direction: Direction
    area: str
    state: str
    is_draft: bool
    day: date
    facts: tuple[Cell, ...]
    sections: tuple[BookletSection, ...]
    progress: Progress | None
    words: ReportWords


def report_document(
    answers: Mapping[str, Any],
    *,
    area: Area,
    language: str,
    state: Say,
    day: date,
    period: Span,
    due: Day | None,
    edition: str,
    is_draft: bool = False,
    leads: Sequence[str] = (),
    reference: str = "",
    earlier: Sequence[Mapping[str, Any]] = (),
    areas: tuple[Area, ...] = CURRENT.open_areas(),
) -> ReportDocument:
    """The document of a report's answers (as plain data, by path) in one of the six languages.

    `state` says what it is: a draft, or which version; `day` is the day of that. `period`, `due` (`None`: UNEP has not
    set a date yet) and `edition` (of UNEP's format) are those of the reporting cycle. `leads` are the names of those
    who lead the area, `earlier` the answers of its reports before, from the oldest on, for the picture of progress.
    """
    speaks = voice(language)
    given, facts = answered(answers), facts_on(day, speaks, areas)
    return ReportDocument(
        language=speaks.language,
        direction=speaks.direction,
        area=speaks.plain(area.name),
        state=speaks.plain(state),
        is_draft=is_draft,
        day=day,
        facts=(*_cycle(period, due, edition, speaks), *closing_facts(leads, reference, day, speaks)),
        sections=tuple(_section(number, given, facts, speaks) for number in range(len(REPORT.sections))),
        progress=progress(indicators_of(given, [answered(one) for one in earlier]), speaks),
        words=_words(speaks),
    )


def _words(speaks: Voice) -> ReportWords:
    def spoken(text: str, **params: Param) -> str:
        return speaks.plain(say(text, **params))

    return ReportWords(
        partnership=spoken(N_("UNEP Global Mercury Partnership")),
        subject=spoken(REPORT.title),
        contents=spoken(N_("Contents")),
        page=spoken(N_("Page {page} of {pages}"), page="{page}", pages="{pages}"),
        nothing=spoken(N_("Nothing is written here.")),
    )


def _cycle(period: Span, due: Day | None, edition: str, speaks: Voice) -> tuple[Cell, ...]:
    not_set = speaks.plain(say(N_("UNEP has not set a date yet")))
    facts = [
        Cell(speaks.plain(say(N_("Period"))), speaks.param(period)),
        Cell(speaks.plain(say(N_("Due"))), speaks.param(due) if due is not None else not_set),
    ]
    if edition:
        # Translators: Of UNEP's format for reports; what follows names its edition.
        facts.append(Cell(speaks.plain(say(N_("Format"))), speaks.param(edition)))
    return tuple(facts)


def _section(place: int, answers: Answers, facts: Facts, speaks: Voice) -> BookletSection:
    section = REPORT.sections[place]
    form = TABLES.get(section.key)
    table, tabled = None, ""
    if form is not None:
        rows, tabled = rows_of(form.rows, REPORT, section, answers, facts, speaks), form.rows.group
        table = _table(form, rows, speaks) if rows else None
    made = section_of(REPORT, place, answers, facts, speaks, tabled=tabled, table=table)
    lines = _notes(section, answers, facts, speaks) if section.key == "activities" else made.lines
    return replace(made, lines=_told_apart(made.title, lines))


def _notes(section: Section, answers: Answers, facts: Facts, speaks: Voice) -> tuple[Line, ...]:
    """What partners told of the area as a whole, each under who told it and when."""
    rows = rows_of(NOTES, REPORT, section, answers, facts, speaks)
    if not rows:
        return ()
    told = [_note("", {key: cells[0].text for key, cells in row.items() if cells}, speaks) for row in rows]
    heading = Line(speaks.plain(say(N_("Notes of partners"))), "", 0, is_heading=True)
    return (heading, *(Line(one.label, one.text, 1, is_heading=False) for one in told))


def _told_apart(title: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, without labels that say no more than the heading right above them, and with a heading where one
    stands behind the items of a group and does not belong to the last of them."""
    found, above, before = [], title, 0
    for line in lines:
        if line.depth < before and not line.is_heading:
            found.append(replace(line, text="", is_heading=True))
            above = line.label
        repeats = bool(line.label) and not line.is_heading and line.label in above
        found.append(replace(line, label="") if repeats else line)
        above, before = line.label if line.is_heading else "", line.depth
    return tuple(found)


@dataclass(frozen=True, slots=True)
class TableForm:
    """How a group of the report becomes a table: its columns' heads and how wide they are in relation to one another.

    `lies`: its page is turned, so that it has room.
    """

    rows: Rows
    heads: Mapping[str, str]
    shares: Mapping[str, int]
    lies: bool = False


def _table(form: TableForm, rows: Sequence[Mapping[str, tuple[Cell, ...]]], speaks: Voice) -> Table:
    """The table, without columns that nothing stands in."""
    columns = [column for column in form.rows.columns if any(row[column] for row in rows)]
    return Table(
        # Translators: The heading of a narrow column that numbers its rows.
        heads=(speaks.plain(say(N_("No."))), *(speaks.plain(say(form.heads[column])) for column in columns)),
        shares=tuple(form.shares[column] for column in columns),
        rows=tuple(
            (speaks.param(number), tuple(row[column] for column in columns)) for number, row in enumerate(rows, 1)
        ),
        lies=form.lies,
    )


def _milestone(_heading: str, texts: Mapping[str, str], speaks: Voice) -> Cell:
    """A milestone under how far it is, with the day it was reached."""
    words, by, state, reached = (texts.get(key, "") for key in ("milestone", "by", "state", "reached"))
    if words and by:
        words = speaks.plain(say(N_("{milestone} (planned by {day})"), milestone=words, day=by))
    return Cell(with_detail(state, reached, speaks) if state else "", words or by)


def _note(_heading: str, texts: Mapping[str, str], speaks: Voice) -> Cell:
    """A partner's words under who told them and when (Framework G6(b))."""
    return Cell(with_detail(texts.get("who", ""), texts.get("on", ""), speaks), texts.get("words", ""))


NOTES: Final = Rows("notes", columns={"who": ("who",), "on": ("on",), "words": ("words",)})

TABLES: Final[Mapping[str, TableForm]] = MappingProxyType(
    {
        "activities": TableForm(
            Rows(
                "activities",
                columns={
                    "activity": ("activity", "planned"),
                    "done": ("done",),
                    "state": ("state", "milestones"),
                    "notes": ("notes",),
                },
                bare=frozenset(("activity", "done", "state")),
                joined={"milestones": _milestone, "notes": _note},
            ),
            heads={
                "activity": N_("Activity"),
                "done": N_("What was done"),
                "state": N_("State and milestones"),
                "notes": N_("Notes of partners"),
            },
            shares={"activity": 24, "done": 32, "state": 21, "notes": 21},
            lies=True,
        ),
        "contributions": TableForm(
            Rows(
                "contributions",
                columns={
                    "partner": ("partner",),
                    "what": ("what",),
                    "activity": ("activity",),
                    "amount": ("amount", "kind"),
                },
                bare=frozenset(("partner", "what", "activity", "amount", "kind")),
            ),
            heads={
                "partner": N_("Partner"),
                "what": N_("Contribution"),
                "activity": N_("Activity"),
                "amount": N_("Amount"),
            },
            shares={"partner": 25, "what": 31, "activity": 23, "amount": 19},
        ),
        "indicators": TableForm(
            Rows(
                "indicators",
                columns={
                    "indicator": ("indicator", "unit"),
                    "baseline": ("baseline",),
                    "target": ("target", "by"),
                    "value": ("value", "state", "measured"),
                    "remark": ("remark",),
                },
                bare=frozenset(("indicator", "baseline", "target", "value", "remark")),
                silent=MappingProxyType({"state": "measured"}),
            ),
            heads={
                "indicator": N_("Indicator"),
                "baseline": N_("Baseline"),
                "target": N_("Target"),
                "value": N_("Now"),
                "remark": N_("Remark"),
            },
            shares={"indicator": 27, "baseline": 15, "target": 18, "value": 18, "remark": 22},
        ),
    }
)
"""Where the answers of a report stand in its tables, by section."""
