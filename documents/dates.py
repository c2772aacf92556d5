"""The Partnership's dates in one language, as calendars take them: from entries of `flows.agenda` to events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from documents.invitation import Dated, Organizer
from flows.agenda import (
    ADVISORY_GROUP,
    ANSWERED,
    Entry,
    Fact,
    GatheringFact,
    MeetingFact,
    Names,
    ReportFact,
    ReviewFact,
    TermFact,
    meeting_reason,
    reason,
    whose,
)
from flows.framework import CURRENT
from flows.meeting import KINDS
from flows.wording import N_, Say, say
from locales import Voice, voice

PARTNERSHIP: Final = say(N_("Global Mercury Partnership"))
"""Who every event is from."""


def organizer(language: str) -> Organizer:
    """Who events are from: the Partnership, at the address of its secretariat that the framework gives (G2(c))."""
    return Organizer(voice(language).plain(PARTNERSHIP), CURRENT.address.email)


def dated_entries(found: Iterable[Entry], names: Names, language: str, url: str) -> Iterator[Dated]:
    """The events of those entries that have a date; `url` is the site's address, empty where it has none.

    A missing report of a meeting is no event: the meeting itself is one.
    """
    for entry in found:
        if entry.kind == "meeting" and isinstance(entry.fact, MeetingFact):
            yield dated_meeting(entry.fact, names, language, url)
        elif entry.at is not None and entry.kind != "meeting report":
            yield _dated_day(entry, entry.at, language, url)


def dated_meeting(fact: MeetingFact, names: Names, language: str, url: str) -> Dated:
    """A meeting as an event: what, when by its own clocks, where, why and with which agenda."""
    speak = voice(language)
    page = f"{url}/meetings/{fact.id}" if url else ""
    return Dated(
        uid=fact.uid,
        sequence=fact.sequence,
        changed_at=fact.changed_at,
        starts=fact.starts_at,
        ends=fact.ends_at,
        zone=fact.zone,
        title=fact.title,
        description="\n\n".join(_described(fact, names, speak)),
        place=fact.place or fact.link,
        url=fact.link or page,
        categories=(speak.plain(ADVISORY_GROUP if fact.area is None else whose(fact.area, names)),),
        cancelled=not fact.is_planned,
    )


def _described(fact: MeetingFact, names: Names, speak: Voice) -> Iterator[str]:
    if not fact.is_planned:
        yield speak.plain(say(N_("This meeting does not take place.")))
        if fact.because:
            yield speak.plain(say(N_("The reason: {words}"), words=fact.because))
        return
    body, kind = whose(fact.area, names), say(KINDS[fact.kind])
    if fact.area is None:
        yield speak.plain(say(N_("Meeting of the Advisory Group: {kind}"), kind=kind))
    else:
        yield speak.plain(say(N_("Meeting of the area {area}: {kind}"), area=body, kind=kind))
    if fact.link:
        yield speak.plain(say(N_("Link: {link}"), link=fact.link))
    if fact.invited:
        yield speak.plain(say(ANSWERED[fact.answer]))
    yield speak.plain(meeting_reason(fact.area, fact.kind))
    if fact.agenda:
        yield f"{speak.plain(say(N_('Agenda:')))}\n{fact.agenda}"


def _dated_day(entry: Entry, at: datetime | date, language: str, url: str) -> Dated:
    speak = voice(language)
    told: list[Say] = [reason(entry)] if entry.note is None else [entry.note, reason(entry)]
    return Dated(
        # Known by what it is about, not by its day: when the day moves the event moves.
        uid=str(uuid5(NAMESPACE_URL, f"{url}/{entry.kind}/{entry.subject}")),
        sequence=entry.fact.sequence if isinstance(entry.fact, ReportFact) else 0,
        changed_at=_changed_at(entry.fact),
        starts=at.astimezone(UTC).date() if isinstance(at, datetime) else at,
        ends=None,
        zone="",
        title=speak.plain(entry.what),
        description="\n\n".join(map(speak.plain, told)),
    )


def _changed_at(fact: Fact) -> datetime:
    """Since when a date is as it is."""
    match fact:
        case MeetingFact() | ReportFact():
            return fact.changed_at
        case TermFact() | GatheringFact():
            return fact.since
        case ReviewFact():
            return fact.published_at
    raise ValueError(f"{fact!r} has no date")
