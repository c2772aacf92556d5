"""The business plan of an area as a document: every word of it in one language, ready to be set by whatever sets it.

Headings, fixed wording, dates and the tables are in the reader's language; what people wrote stays as they wrote it.
Its sections are those of the template (Framework T1-T10), in their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from documents.text import cleaned
from documents.timeline import Timeline, timeline
from flows.facts import Area, Facts
from flows.framework import CURRENT
from flows.layout import find, items
from flows.plan import PLAN
from flows.plan_text import NOTHING_YET, Entry, entries, named, section_title
from flows.session import Answer, Answers
from flows.wording import N_, Day, Param, Say, as_is, say
from locales import Voice, voice
from locales.languages import Direction


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a section: a label with what was written, or the heading of an item where `is_heading`. `because` says
    why a text stayed above its guidance (R¶32)."""

    label: str
    text: str
    depth: int
    is_heading: bool
    because: str = ""


@dataclass(frozen=True, slots=True)
class PlanSection:
    """A section of the plan: its number, its title, and what was written; `cites` is its paragraph of the template,
    `standing` what that says in every plan."""

    key: str
    number: str
    title: str
    cites: str
    standing: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a table's cell: a label, which may be empty, and its text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Effort:
    """A row of the table of efforts (T4), each column being some labelled texts. `action` is the priority action that
    it belongs to, by which the rows are kept together; empty where none is named."""

    number: str
    action: str
    effort: tuple[Cell, ...]
    partners: tuple[Cell, ...]
    when: tuple[Cell, ...]
    targets: tuple[Cell, ...]
    contact: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Advised:
    """A remark of the Advisory Group and the lead's answer, for the trail that is published with a plan."""

    name: str
    section: str
    words: str
    answer: str


@dataclass(frozen=True, slots=True)
class Trail:
    """What is known of a remark before it is put into words: the section's key, empty where the whole was meant."""

    name: str
    section: str
    words: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class PlanWords:
    """The words of the pages themselves. `page` holds `{page}` and `{pages}` for whoever counts them."""

    partnership: str
    subject: str
    contents: str
    page: str
    number: str
    effort: str
    partners: str
    when: str
    targets: str
    contact: str
    timeline: str
    legend: str
    advice: str
    name: str
    section: str
    remark: str
    answer: str
    nothing: str


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A plan in one language. `state` says which version it is, `facts` are the lines of the cover.

    `efforts` are the rows of the table in the section with the key `efforts`. `timeline` is `None` where nothing has a
    date. `trail` is empty until the Advisory Group has said something. No text has a control character but the line's
    end.
    """

    language: str
    direction: Direction
    area: str
    state: str
    day: date
    facts: tuple[Cell, ...]
    sections: tuple[PlanSection, ...]
    efforts: tuple[Effort, ...]
    timeline: Timeline | None
    trail: tuple[Advised, ...]
    words: PlanWords


def plan_document(
    answers: Mapping[str, Any],
    *,
    area: Area,
    language: str,
    state: Say,
    day: date,
    leads: Sequence[str] = (),
    reference: str = "",
    trail: Sequence[Trail] = (),
    areas: tuple[Area, ...] = CURRENT.open_areas(),
) -> PlanDocument:
    """The document of a plan's answers (as plain data, by path) in one of the six languages.

    `state` says what it is: a draft, or which version; `day` is the day of that. `leads` are the names of those who
    lead the area, `trail` the remarks of the Advisory Group with their answers.
    """
    speaks = voice(language)
    given = {path: Answer.from_plain(cleaned(plain)) for path, plain in answers.items()}
    facts = Facts(datetime.combine(day, time(), UTC), speaks.language, speaks.plain, areas, in_full=True)
    return PlanDocument(
        language=speaks.language,
        direction=speaks.direction,
        area=speaks.plain(area.name),
        state=speaks.plain(state),
        day=day,
        facts=_cover(given, facts, leads, reference, speaks),
        sections=tuple(_section(number, given, facts, speaks) for number in range(len(PLAN.sections))),
        efforts=tuple(_efforts(given, facts, speaks)),
        timeline=timeline(given),
        trail=tuple(_advised(one, speaks) for one in trail),
        words=_words(speaks),
    )


def _words(speaks: Voice) -> PlanWords:
    def spoken(text: str, **params: Param) -> str:
        return speaks.plain(say(text, **params))

    return PlanWords(
        partnership=spoken(N_("UNEP Global Mercury Partnership")),
        subject=spoken(N_("Business plan")),
        contents=spoken(N_("Contents")),
        page=spoken(N_("Page {page} of {pages}"), page="{page}", pages="{pages}"),
        # Translators: The heading of a narrow column that numbers its rows.
        number=spoken(N_("No.")),
        effort=spoken(N_("Effort")),
        partners=spoken(N_("Partners")),
        when=spoken(N_("Period and cost")),
        targets=spoken(N_("Targets and milestones")),
        contact=spoken(N_("Contact")),
        timeline=spoken(N_("Timeline of efforts and milestones")),
        legend=spoken(N_("Bars are efforts, diamonds are milestones. A dashed bar has no fixed beginning or end.")),
        advice=spoken(N_("Remarks of the Advisory Group and answers")),
        name=spoken(N_("Name")),
        section=spoken(N_("Section")),
        remark=spoken(N_("Remark")),
        answer=spoken(N_("Answer given")),
        nothing=speaks.plain(NOTHING_YET),
    )


def _spoken(shown: Param, speaks: Voice) -> str:
    return speaks.plain(shown if isinstance(shown, Say) else as_is(shown))


def _written(answer: Answer | None, shown: Param, speaks: Voice) -> str:
    """An answer as a reader meets it. Whether a partner stood in the register when it was named is for who writes."""
    match answer:
        case Answer(value={"name": str(name)}):
            return name
    return _spoken(shown, speaks)


def _cover(answers: Answers, facts: Facts, leads: Sequence[str], reference: str, speaks: Voice) -> tuple[Cell, ...]:
    found = []
    for path in ("period", "lead"):
        stop, answer = find(PLAN, answers, path), answers.get(path)
        if stop is not None and answer is not None and answer.value is not None:
            shown = stop.question.shown(answer.value, answers, facts)  # type: ignore[union-attr]
            found.append(Cell(speaks.plain(named(stop.question)), _written(answer, shown, speaks)))
    if leads:
        found.append(Cell(speaks.plain(say(N_("Led by"))), ", ".join(leads)))
    if reference:
        found.append(Cell(speaks.plain(say(N_("Reference"))), speaks.param(reference)))
    found.append(Cell(speaks.plain(say(N_("Date"))), speaks.param(Day(facts.now.date().isoformat()))))
    return tuple(found)


def _section(place: int, answers: Answers, facts: Facts, speaks: Voice) -> PlanSection:
    section = PLAN.sections[place]
    found = entries(PLAN, section, answers, facts)
    if section.key == "efforts":
        # Efforts are rows of a table.
        found = (entry for entry in found if "." not in entry.path)
    return PlanSection(
        key=section.key,
        number=speaks.param(place + 1),
        title=speaks.plain(say(section.title)),
        cites=section.cites,
        standing=tuple(speaks.plain(paragraph) for paragraph in section.standing),
        lines=tuple(_line(entry, speaks) for entry in found),
    )


def _line(entry: Entry, speaks: Voice) -> Line:
    label = speaks.plain(entry.label)
    if entry.shown is None:
        return Line(label, "", entry.depth, is_heading=True)
    reason = entry.answer.because if entry.answer is not None and entry.answer.over else ""
    because = speaks.plain(say(N_("Longer than the guidance, because: {reason}"), reason=reason)) if reason else ""
    return Line(label, _written(entry.answer, entry.shown, speaks), entry.depth, is_heading=False, because=because)


def _efforts(answers: Answers, facts: Facts, speaks: Voice) -> list[Effort]:
    """The table of efforts, action after action: every answer of an effort is in one of its columns."""
    section = next(section for section in PLAN.sections if section.key == "efforts")
    by_effort: dict[str, list[Entry]] = {item: [] for item in items(answers, "efforts")}
    for entry in entries(PLAN, section, answers, facts):
        if entry.path.count(".") > 1:
            by_effort[entry.path.split(".")[1]].append(entry)
    actions = items(answers, "actions")
    rows: list[tuple[int, Effort]] = []
    for number, (item, found) in enumerate(by_effort.items(), 1):
        belongs = answers.get(f"efforts.{item}.action")
        place = actions.index(belongs.value) if belongs is not None and belongs.value in actions else len(actions)
        rows.append((place, _effort(number, found, speaks)))
    return [row for _, row in sorted(rows, key=lambda placed: placed[0])]


def _effort(number: int, found: Sequence[Entry], speaks: Voice) -> Effort:
    columns: dict[str, list[Cell]] = {"effort": [], "partners": [], "when": [], "targets": [], "contact": []}
    action, step, milestone = "", "", ""
    for entry in found:
        key = entry.path.split(".")[2]
        if entry.shown is None:
            milestone = speaks.plain(entry.label)
            continue
        text = _written(entry.answer, entry.shown, speaks)
        if key == "action":
            action = speaks.plain(say(N_("{name}: {value}"), name=entry.label, value=entry.shown))
            continue
        if key == "milestones":
            if entry.path.endswith(".milestone"):
                step = text
                continue
            text, step = (f"{step} ({text})" if step else text), ""
        label = milestone if key == "milestones" else "" if key in UNLABELLED else speaks.plain(entry.label)
        column = columns[COLUMNS.get(key, "effort")]
        # What a column is named after comes first, whatever the form asks first.
        unlabelled = sum(not cell.label for cell in column)
        column.insert(len(column) if label else unlabelled, Cell(label, text))
    return Effort(speaks.param(number), action, **{key: tuple(cells) for key, cells in columns.items()})


UNLABELLED = ("effort", "partners", "when", "contact", "email", "phone")
"""Answers that need no label in their columns."""
COLUMNS = {
    "kind": "partners",
    "partners": "partners",
    "cost": "when",
    "when": "when",
    "target": "targets",
    "milestones": "targets",
    "contact": "contact",
    "email": "contact",
    "phone": "contact",
}
"""Where an answer about an effort stands in the table; what is not here stands with the effort itself."""


def _advised(one: Trail, speaks: Voice) -> Advised:
    return Advised(
        name=one.name or speaks.plain(say(N_("A member of the Advisory Group"))),
        section=speaks.plain(section_title(PLAN, one.section)),
        words=one.words or speaks.plain(say(N_("No remarks."))),
        answer=one.answer,
    )
