"""A year of the Partnership as a picture: a row for each area and for the Advisory Group, months across.

What a mark stands for is told by its shape; that something is overdue, by a ring around it and by colour.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

from documents.files import DocumentFile
from documents.text import apart, cleaned
from documents.typesetting import PICTURE_PIXELS, house, typeset
from flows.facts import Area
from flows.media import PDF, PNG
from flows.wording import N_, Day, Say, Span, as_is, say, say_n
from locales import Voice, formats, voice
from locales.languages import Direction

AgendaKind: TypeAlias = Literal["meeting", "report due", "term end", "twelve months", "review"]
AgendaState: TypeAlias = Literal["coming", "overdue", "done"]

MONTHS: Final = 12
MOST_OVERDUE: Final = 15
"""Overdue entries that are listed below the picture; of the others, the number is told."""
APART: Final = 0.034
"""How far apart marks of a row stand at the least, as a share of the year; a closer one goes into a further lane."""

BEFORE: Final = -0.022
"""Where what was due before the year stands: beside its edge."""

KINDS: Final[Mapping[AgendaKind, Say]] = MappingProxyType(
    {
        "meeting": say(N_("Meeting")),
        "report due": say(N_("Report due")),
        "term end": say(N_("End of a term")),
        "twelve months": say(N_("Twelve months since the last meeting")),
        "review": say(N_("Review of the plan")),
    }
)


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A date of the Partnership: of an area by its key, or of the Advisory Group where `area` is `None`.

    `title` is as it is to be read; where it is empty, what kind it is stands for it. A moment stands at its day in the
    zone that it is given in. What is `done` is never overdue.
    """

    kind: AgendaKind
    area: str | None
    title: str
    day: date | datetime
    overdue: bool = False
    done: bool = False

    @property
    def on(self) -> date:
        """The day alone."""
        return self.day.date() if isinstance(self.day, datetime) else self.day

    @property
    def state(self) -> AgendaState:
        """Whether it is done, overdue, or still to come."""
        return "done" if self.done else "overdue" if self.overdue else "coming"


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry in its row: `at` between 0 and 1, the lane that keeps it from its neighbours, and the day of its month.

    `earlier`: it was due before the picture begins, and stands beside its edge.
    """

    kind: AgendaKind
    state: AgendaState
    at: float
    lane: int
    label: str
    earlier: bool


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """The marks of an area or of the Advisory Group, in as many lanes as they need."""

    name: str
    lanes: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month at the head of the picture; `year` stands with the first one and with every January."""

    name: str
    year: str


@dataclass(frozen=True, slots=True)
class Overdue:
    """What is overdue, in words."""

    kind: AgendaKind
    day: str
    whose: str
    title: str


@dataclass(frozen=True, slots=True)
class Legend:
    """What a shape stands for."""

    kind: AgendaKind
    state: AgendaState
    words: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """A year in one language; `today_at` is `None` where today is outside of it."""

    language: str
    direction: Direction
    day: date
    title: str
    period: str
    months: tuple[Month, ...]
    rows: tuple[AgendaRow, ...]
    today: str
    today_at: float | None
    legend: tuple[Legend, ...]
    overdue_heading: str
    overdue: tuple[Overdue, ...]
    further_overdue: str


def agenda_png(
    entries: Iterable[AgendaEntry], *, since: date, today: date, language: str, areas: Sequence[Area]
) -> DocumentFile:
    """The year as a picture for a chat: twelve months from that of `since` on, rows in the order of `areas`.

    Takes tens of milliseconds, so it belongs in a thread. Raises `MissingGlyphs` where no font has a character of it.
    """
    made = agenda(entries, since=since, today=today, language=language, areas=areas)
    (picture,) = typeset("agenda.typ", _data(made), today, "png", PICTURE_PIXELS)
    return DocumentFile(_name(made, "png"), PNG, picture)


def agenda_pdf(
    entries: Iterable[AgendaEntry], *, since: date, today: date, language: str, areas: Sequence[Area]
) -> DocumentFile:
    """The same as a page to be printed; takes and raises what `agenda_png` does."""
    made = agenda(entries, since=since, today=today, language=language, areas=areas)
    (page,) = typeset("agenda.typ", _data(made), today, "pdf", PICTURE_PIXELS)
    return DocumentFile(_name(made, "pdf"), PDF, page)


def agenda(entries: Iterable[AgendaEntry], *, since: date, today: date, language: str, areas: Sequence[Area]) -> Agenda:
    """The twelve months from that of `since` on, in words and places.

    Left out is what is outside of them, unless it is overdue from before. An area that is not among `areas` gets a row
    below the others, under its key.
    """
    speaks = voice(language)
    first = since.replace(day=1)
    shown = sorted((one for one in entries if _is_shown(one, first)), key=lambda one: one.on)
    names = {None: speaks.plain(say(N_("Advisory Group")))} | {area.key: speaks.plain(area.name) for area in areas}
    names |= {one.area: apart(one.area, speaks.direction) for one in shown if one.area and one.area not in names}
    overdue = [one for one in shown if one.state == "overdue"]
    within = 0 <= _months_between(first, today) < MONTHS
    return Agenda(
        language=speaks.language,
        direction=speaks.direction,
        day=today,
        title=speaks.plain(say(N_("The year of the Partnership"))),
        period=speaks.plain(as_is(Span(*(Day(_month(first, number).isoformat()[:7]) for number in (0, MONTHS - 1))))),
        months=tuple(_head(_month(first, number), number, speaks) for number in range(MONTHS)),
        rows=tuple(
            _row(name, [one for one in shown if one.area == key], first, speaks.language) for key, name in names.items()
        ),
        today=speaks.plain(say(N_("Today"))),
        today_at=_place(today, first) if within else None,
        legend=_legend(speaks),
        overdue_heading=speaks.plain(say(N_("Overdue"))),
        overdue=tuple(_in_words(one, names, speaks) for one in overdue[:MOST_OVERDUE]),
        further_overdue=_further(len(overdue) - MOST_OVERDUE, speaks),
    )


def _is_shown(entry: AgendaEntry, first: date) -> bool:
    months = _months_between(first, entry.on)
    return 0 <= months < MONTHS or (months < 0 and entry.state == "overdue")


def _months_between(first: date, then: date) -> int:
    return 12 * (then.year - first.year) + then.month - first.month


def _month(first: date, number: int) -> date:
    years, month = divmod(first.month - 1 + number, 12)
    return date(first.year + years, month + 1, 1)


def _place(day: date, first: date) -> float:
    """Where the middle of a day is: every month is as wide as the others."""
    within = (day.day - 0.5) / monthrange(day.year, day.month)[1]
    return (_months_between(first, day) + within) / MONTHS


def _head(month: date, number: int, speaks: Voice) -> Month:
    year = formats.day(speaks.language, str(month.year)) if number == 0 or month.month == 1 else ""
    return Month(formats.month(speaks.language, month.month), year)


def _row(name: str, entries: Sequence[AgendaEntry], first: date, language: str) -> AgendaRow:
    """The row with its marks; each stands in the first lane where it is clear of the one before."""
    ends: list[float] = []
    marks = []
    for entry in entries:
        earlier = entry.on < first
        at = BEFORE if earlier else _place(entry.on, first)
        lane = next((number for number, end in enumerate(ends) if at - end >= APART), len(ends))
        ends[lane:] = [at, *ends[lane + 1 :]]
        label = "" if earlier else formats.number(language, entry.on.day)
        marks.append(Mark(entry.kind, entry.state, at, lane, label, earlier))
    return AgendaRow(name, max(1, len(ends)), tuple(marks))


def _legend(speaks: Voice) -> tuple[Legend, ...]:
    kinds = [Legend(kind, "coming", speaks.plain(words)) for kind, words in KINDS.items()]
    # Translators: Of a meeting that was held, or a report that was sent.
    done = Legend("meeting", "done", speaks.plain(say(N_("Done"))))
    return (*kinds, Legend("meeting", "overdue", speaks.plain(say(N_("Overdue")))), done)


def _in_words(entry: AgendaEntry, names: Mapping[str | None, str], speaks: Voice) -> Overdue:
    kind = speaks.plain(KINDS[entry.kind])
    title = str(cleaned(entry.title)).replace("\n", " ").strip()
    if title and title != kind:
        title = speaks.plain(say(N_("{kind}: {title}"), kind=KINDS[entry.kind], title=title))
    return Overdue(entry.kind, speaks.param(Day(entry.on.isoformat())), names[entry.area], title or kind)


def _further(number: int, speaks: Voice) -> str:
    if number <= 0:
        return ""
    return speaks.plain(say_n(N_("{n} further entry is overdue."), N_("{n} further entries are overdue."), number))


def _name(made: Agenda, form: str) -> str:
    return f"agenda-{made.day.isoformat()}-{made.language}.{form}"


def _data(made: Agenda) -> dict[str, Any]:
    """The year as the template reads it."""
    return {key: value for key, value in asdict(made).items() if key != "day"} | house(made.language, made.day)
