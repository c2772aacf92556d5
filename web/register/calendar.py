"""Dates for other programs to follow: the public ones, and a person's own at their secret address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from documents.dates import dated_entries, dated_meeting, organizer
from documents.invitation import Dated, feed_file
from flows.agenda import Entry, Fact, MeetingFact, Names, entries
from flows.wording import N_, Say, as_is, say
from locales import voice
from storage.desk_records import Register
from web.register.reader import Reader

KEPT_PAST: Final = timedelta(days=365)
"""Meetings that were held stay in a calendar for as long."""

PUBLIC_NAME: Final = say(N_("Global Mercury Partnership"))
PUBLIC_SAYS: Final = say(N_("Meetings of the Partnership, and when its reports are due"))
OWN_NAME: Final = say(N_("My dates in the Global Mercury Partnership"))
OWN_SAYS: Final = say(N_("Your meetings, and what is yours to see to. This address is secret: keep it to yourself."))


def names_in(register: Register, language: str) -> Names:
    """What the areas are called in a language, closed ones too."""
    reader = Reader(register, language)
    return {area.key: as_is(reader.area_name(area.key)) for area in register.areas}


def public_calendar(facts: Sequence[Fact], names: Names, language: str, url: str, now: datetime) -> bytes:
    """Meetings with their titles and forms, and when reports are due: no names, and nothing of how to join."""
    return _calendar(facts, names, language, url, now, PUBLIC_NAME, PUBLIC_SAYS)


def own_calendar(facts: Sequence[Fact], names: Names, language: str, url: str, now: datetime) -> bytes:
    """All dates of one person."""
    return _calendar(facts, names, language, url, now, OWN_NAME, OWN_SAYS)


def _calendar(
    facts: Sequence[Fact], names: Names, language: str, url: str, now: datetime, name: Say, says: Say
) -> bytes:
    found = entries(facts, names, now)
    speak = voice(language).plain
    events = [*_cancelled(facts, names, language, url), *dated_entries(_to_show(found), names, language, url)]
    return feed_file(
        sorted(events, key=lambda event: event.uid),
        name=speak(name),
        description=speak(says),
        language=language,
        organizer=organizer(language),
    )


def _to_show(found: Sequence[Entry]) -> list[Entry]:
    """A report that is there is due no more."""
    return [one for one in found if not (one.kind == "report" and one.state == "done")]


def _cancelled(facts: Sequence[Fact], names: Names, language: str, url: str) -> list[Dated]:
    """Meetings that were cancelled stay, marked so: a program that had them takes them out or strikes them through."""
    return [
        dated_meeting(fact, names, language, url)
        for fact in facts
        if isinstance(fact, MeetingFact) and not fact.is_planned
    ]
