"""Dates of `flows.agenda` in the chat: each in a sentence with when, what and why, and the button that leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

from flows.agenda import ADVISORY_GROUP, Entry, LeadlessFact, MeetingFact, Names, ReportFact, State, TermFact, whose
from flows.facts import Area
from flows.meeting import ADVISORY
from flows.wording import N_, Day, Moment, Param, Say, as_is, say
from handlers.buttons import PageButton, base36

MOST_TITLE: Final = 32
"""Characters of a meeting's title on a button."""

HEADINGS: Final[dict[State, Say]] = {
    "overdue": say(N_("<b>Overdue</b>")),
    "coming": say(N_("<b>To come</b>")),
    "open": say(N_("<b>Without a date</b>")),
    "done": say(N_("<b>Past</b>")),
}


def names_of(areas: Sequence[Area]) -> Names:
    """What the open areas are called."""
    return {area.key: area.name for area in areas}


def paragraphs(found: Sequence[Entry], first: int, zone: str) -> tuple[Say, ...]:
    """The dates in groups under their headings, numbered from `first` on; times by the clocks of the reader's zone,
    where that is known."""
    told: list[Say] = []
    number = first
    for state, entries in groupby(found, key=lambda entry: entry.state):
        told.append(HEADINGS[state])
        for entry in entries:
            told.append(_told(number, entry, zone))
            number += 1
    return tuple(told)


def _told(number: int, entry: Entry, zone: str) -> Say:
    line = _line(entry, zone)
    if entry.note is None:
        return say(N_("{number}. {date} ({cite})"), number=number, date=line, cite=entry.cites)
    return say(N_("{number}. {date}. {note} ({cite})"), number=number, date=line, note=entry.note, cite=entry.cites)


def _line(entry: Entry, zone: str) -> Say:
    shown = _when(entry, zone)
    if shown is None:
        return entry.what
    if entry.state == "overdue":
        return say(N_("Since {day}: {what}"), day=shown, what=entry.what)
    return say(N_("{moment}: {what}"), moment=shown, what=entry.what)


def _when(entry: Entry, zone: str) -> Param | None:
    """A meeting's moment by the reader's clocks, or by its own where these are not known; of all else the day."""
    if entry.kind == "meeting" and isinstance(entry.at, datetime):
        return Moment(entry.at, zone or entry.zone)
    return None if entry.day is None else Day(entry.day.isoformat())


def button(number: int, entry: Entry, names: Names, *, officer: bool) -> PageButton | None:
    """What leads to a date; `None` where its reader has nothing to open there."""
    act = _act(entry, officer=officer)
    if act is None:
        return None
    what = say(TOGETHER[act[0]]) if act[0] in TOGETHER else _about(entry, names)
    return PageButton(say(N_("{number}. {what}"), number=number, what=what), *act)


def _act(entry: Entry, *, officer: bool) -> tuple[str, str] | None:
    match entry.fact:
        case MeetingFact() as meeting if entry.kind == "meeting report" or officer or meeting.invited:
            return "meet", base36(meeting.id)
        case MeetingFact():
            return None
        case ReportFact() as report if officer:
            return "reports", base36(report.cycle_id)
        case ReportFact() as report:
            return "report", f"{report.area}.{base36(report.cycle_id)}"
        case TermFact() as term:
            return "term", base36(term.role_id)
        case LeadlessFact():
            return "vacant", ""
    if entry.kind == "gathering":
        return "meetnew", entry.area or ADVISORY
    return "plan", entry.area or ""


TOGETHER: Final = {
    "reports": N_("Who has reported"),
    "vacant": N_("Areas without a lead"),
}
"""What is seen of several dates in one place."""
ABOUT: Final = {
    "meeting report": N_("Report of the meeting"),
    "report": N_("Report: {area}"),
    "term": N_("Term: {area}"),
    "gathering": N_("Plan a meeting: {area}"),
    "review": N_("Plan: {area}"),
}


def _about(entry: Entry, names: Names) -> Say:
    if entry.kind == "meeting" and isinstance(entry.fact, MeetingFact):
        title = entry.fact.title
        return as_is(title if len(title) <= MOST_TITLE else title[: MOST_TITLE - 1].rstrip() + "…")
    if entry.kind == "meeting report":
        return say(ABOUT[entry.kind])
    return say(ABOUT[entry.kind], area=ADVISORY_GROUP if entry.area is None else whose(entry.area, names))
