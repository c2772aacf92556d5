"""The business plan of an area as a document: every word of it in one language, ready to be set by whatever sets it.

Headings, fixed wording, dates and the tables are in the reader's language; what people wrote stays as they wrote it.
Its sections are those of the template (Framework T1-T10), in their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.booklet import (
    BookletSection,
    Cell,
    Rows,
    answered,
    closing_facts,
    facts_on,
    rows_of,
    section_of,
    spoken,
    with_detail,
)
from documents.timeline import Timeline, timeline
from flows.facts import Area, Facts
from flows.framework import CURRENT
from flows.layout import find, items
from flows.plan import PLAN
from flows.plan_text import NOTHING_YET, named, section_title
from flows.session import Answers
from flows.wording import N_, Param, Say, say
from locales import Voice, voice
from locales.languages import Direction


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
class PlanTimeline:
    """The timeline of a plan in one language, which is also a picture by itself: `area` and `state` say of what."""

    language: str
    direction: Direction
    area: str
    state: str
    day: date
    drawn: Timeline
    title: str
    legend: str


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
    sections: tuple[BookletSection, ...]
    efforts: tuple[Effort, ...]
    timeline: PlanTimeline | None
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
    given, facts = answered(answers), facts_on(day, speaks, areas)
    return PlanDocument(
        language=speaks.language,
        direction=speaks.direction,
        area=speaks.plain(area.name),
        state=speaks.plain(state),
        day=day,
        facts=_cover(given, facts, leads, reference, speaks),
        sections=tuple(
            section_of(PLAN, number, given, facts, speaks, tabled="efforts") for number in range(len(PLAN.sections))
        ),
        efforts=_efforts(given, facts, speaks),
        timeline=_timeline(given, area, state, day, speaks),
        trail=tuple(_advised(one, speaks) for one in trail),
        words=_words(speaks),
    )


def plan_timeline(
    answers: Mapping[str, Any], *, area: Area, language: str, state: Say, day: date
) -> PlanTimeline | None:
    """The timeline alone, of what `plan_document` takes; `None` where nothing has a date."""
    return _timeline(answered(answers), area, state, day, voice(language))


def _timeline(answers: Answers, area: Area, state: Say, day: date, speaks: Voice) -> PlanTimeline | None:
    drawn = timeline(answers)
    if drawn is None:
        return None
    legend = N_("Bars are efforts, diamonds are milestones. A dashed bar has no fixed beginning or end.")
    return PlanTimeline(
        language=speaks.language,
        direction=speaks.direction,
        area=speaks.plain(area.name),
        state=speaks.plain(state),
        day=day,
        drawn=drawn,
        title=speaks.plain(say(N_("Timeline of efforts and milestones"))),
        legend=speaks.plain(say(legend)),
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
        advice=spoken(N_("Remarks of the Advisory Group and answers")),
        name=spoken(N_("Name")),
        section=spoken(N_("Section")),
        remark=spoken(N_("Remark")),
        answer=spoken(N_("Answer given")),
        nothing=speaks.plain(NOTHING_YET),
    )


def _cover(answers: Answers, facts: Facts, leads: Sequence[str], reference: str, speaks: Voice) -> tuple[Cell, ...]:
    found = []
    for path in ("period", "lead"):
        stop, answer = find(PLAN, answers, path), answers.get(path)
        if stop is not None and answer is not None and answer.value is not None:
            shown = stop.question.shown(answer.value, answers, facts)  # type: ignore[union-attr]
            found.append(Cell(speaks.plain(named(stop.question)), spoken(answer, shown, speaks)))
    return (*found, *closing_facts(leads, reference, facts.now.date(), speaks))


def _efforts(answers: Answers, facts: Facts, speaks: Voice) -> tuple[Effort, ...]:
    """The table of efforts, action after action."""
    section = next(section for section in PLAN.sections if section.key == "efforts")
    actions = items(answers, "actions")
    rows = rows_of(EFFORT_ROWS, PLAN, section, answers, facts, speaks)
    placed: list[tuple[int, Effort]] = []
    for number, (item, row) in enumerate(zip(items(answers, "efforts"), rows, strict=True), 1):
        belongs = answers.get(f"efforts.{item}.action")
        place = actions.index(belongs.value) if belongs is not None and belongs.value in actions else len(actions)
        placed.append((place, _effort(number, row, speaks)))
    return tuple(effort for _, effort in sorted(placed, key=lambda one: one[0]))


def _effort(number: int, row: Mapping[str, tuple[Cell, ...]], speaks: Voice) -> Effort:
    columns = {column: cells for column, cells in row.items() if column != "action"}
    named = (speaks.plain(say(N_("{name}: {value}"), name=cell.label, value=cell.text)) for cell in row["action"])
    return Effort(speaks.param(number), next(named, ""), **columns)


def _milestone(heading: str, texts: Mapping[str, str], speaks: Voice) -> Cell:
    return Cell(heading, with_detail(texts.get("milestone", ""), texts.get("by", ""), speaks))


def _partner(_heading: str, texts: Mapping[str, str], _speaks: Voice) -> Cell:
    return Cell("", texts["partner"])


EFFORT_ROWS = Rows(
    "efforts",
    columns={
        # What a column is named after comes first, whatever the form asks first.
        "effort": ("effort", "description", "serves"),
        "partners": ("partners", "kind"),
        "when": ("when", "cost"),
        "targets": ("target", "milestones"),
        "contact": ("contact", "email", "phone"),
        "action": ("action",),
    },
    bare=frozenset(("effort", "when", "contact", "email", "phone")),
    joined={"milestones": _milestone, "partners": _partner},
)
"""Where the answers about an effort stand in the table; its action stands above the rows."""


def _advised(one: Trail, speaks: Voice) -> Advised:
    return Advised(
        name=one.name or speaks.plain(say(N_("A member of the Advisory Group"))),
        section=speaks.plain(section_title(PLAN, one.section)),
        words=one.words or speaks.plain(say(N_("No remarks."))),
        answer=one.answer,
    )
