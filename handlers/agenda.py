"""The whole Partnership's year for the secretariat: as a list with what is overdue first, and as a picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from flows.agenda import Entry, Kind, MeetingFact, entries, within
from flows.facts import Area
from flows.planning import anniversary
from flows.wording import N_, Day, Say, Span, say
from handlers.buttons import PageButton, number_in
from handlers.calendar_pages import entry_rows
from handlers.date_words import names_of, paragraphs
from handlers.officers import is_officer
from handlers.pages import turning
from handlers.scene import Page, Scene
from handlers.telling import AgendaOrder, Telling, Tells
from handlers.time_zones import lives_in
from locales.voice import Voice, voice
from storage.desk_records import NewNotice

if TYPE_CHECKING:
    from documents.agenda import AgendaEntry, AgendaKind
    from documents.files import DocumentFile
    from handlers.talk import Surroundings, Talk
    from storage.desk_records import Notice
    from storage.transaction import Transaction

Does: TypeAlias = "Callable[[Talk, str], Scene]"

COMING, PAST = "coming", "past"
"""Which twelve months."""
PER_PAGE: Final = 8
MONTHS: Final = 12
LONGEST_MEETING: Final = timedelta(days=7)
NOTHING: Final = say(N_("There is nothing in this time, and nothing is overdue."))


def agenda(talk: Talk, which: str) -> Scene:
    """Show a page of the list: `<coming or past>.<page>`; with the first page the picture is made."""
    wanted, _, page = which.partition(".")
    year = PAST if wanted == PAST else COMING
    at = talk.incoming.at
    found = year_of(talk.tx, year, at, talk.surroundings.areas)
    notes: tuple[Say, ...] = ()
    if not page:
        # By the update, which may come twice: the picture does not.
        asked = f"{talk.incoming.channel}.{talk.incoming.update_id}"
        talk.tx.enqueue(NewNotice("agenda", talk.person.id, "agenda", f"{year}.{asked}", {"year": year}, at))
        notes = (say(N_("The year is being drawn as a picture. It comes in a moment.")),)
    zone = lives_in(talk.tx, talk.person.id, at)
    return talk.show(listed(found, year, max(0, number_in(page)), at, zone, talk.surroundings.areas), *notes)


def year_of(tx: Transaction, year: str, at: datetime, areas: Sequence[Area]) -> tuple[Entry, ...]:
    """The dates of the twelve months to come, or of those past, and whatever is overdue or has no date."""
    since, until = bounds(year, at)
    found = entries(tx.agenda_facts(at, since, until), names_of(areas), at)
    return within(found, since, until)


def bounds(year: str, at: datetime) -> tuple[datetime, datetime]:
    """From when until when twelve months are; a meeting that is going on belongs to those to come."""
    today = at.astimezone(UTC)
    there = anniversary(today.date(), -MONTHS if year == PAST else MONTHS)
    other = today.replace(year=there.year, month=there.month, day=there.day)
    return (other, at) if year == PAST else (at - LONGEST_MEETING, other)


def listed(found: Sequence[Entry], year: str, page: int, at: datetime, zone: str, areas: Sequence[Area]) -> Page:
    """A page of the list: what is overdue first, each with the button that leads to it."""
    since, until = bounds(year, at)
    first = (at if year == COMING else since).date()
    page = min(page, max(0, (len(found) - 1) // PER_PAGE))
    shown, start = found[page * PER_PAGE : (page + 1) * PER_PAGE], page * PER_PAGE + 1
    period = Span(Day(first.isoformat()), Day(until.date().isoformat()))
    told = (
        say(N_("<b>The Partnership's agenda</b>")),
        say(N_("Twelve months: {period}"), period=period),
        *(paragraphs(shown, start, zone) or (NOTHING,)),
    )
    other = (
        PageButton(say(N_("The past twelve months")), "agenda", PAST)
        if year == COMING
        else PageButton(say(N_("The coming twelve months")), "agenda", COMING)
    )
    rows = (
        *entry_rows(shown, start, names_of(areas), officer=True),
        *turning("agenda", page, more=(page + 1) * PER_PAGE < len(found), before=f"{year}."),
        (other,),
    )
    return Page(told, rows)


# -- the picture ------------------------------------------------------------------------------------------------------

DRAWN_AS: Final[Mapping[Kind, AgendaKind]] = {
    "meeting": "meeting",
    "meeting report": "report due",
    "report": "report due",
    "term": "term end",
    "gathering": "twelve months",
    "review": "review",
}
"""What of an agenda has a day, and so a place in the picture."""


@dataclass(frozen=True, slots=True)
class AgendaIngredients:
    """All that the picture of a year is made from."""

    order: AgendaOrder
    found: tuple[Entry, ...]
    since: date
    today: date
    areas: tuple[Area, ...]

    def made(self) -> DocumentFile | Page:
        """The picture, or a page that says why there is none. Takes a while; call it in a thread."""
        # Typesetting and its fonts take a second to load, so only who makes files loads them.
        from documents.agenda import agenda_png
        from documents.fonts import MissingGlyphs

        try:
            return agenda_png(
                self._drawn(), since=self.since, today=self.today, language=self.order.language, areas=self.areas
            )
        except MissingGlyphs:
            # Titles are people's own words; the list says them as they stand.
            return self.instead()

    def _drawn(self) -> list[AgendaEntry]:
        from documents.agenda import AgendaEntry

        speak = voice(self.order.language)
        return [
            AgendaEntry(
                DRAWN_AS[one.kind],
                one.area,
                _title(one, speak),
                one.day,
                overdue=one.state == "overdue",
                done=one.state == "done",
            )
            for one in self.found
            if one.kind in DRAWN_AS and one.day is not None
        ]

    def instead(self) -> Page:
        """What is said where it could not be made."""
        return Page((say(N_("The picture of the year could not be made. The list has all that it would show.")),))


def _title(entry: Entry, speak: Voice) -> str:
    """What stands in the picture beside the kind and the area: for what happens once a period, nothing more."""
    if entry.kind == "meeting" and isinstance(entry.fact, MeetingFact):
        return entry.fact.title
    return speak.plain(entry.what) if entry.kind in ("meeting report", "term") else ""


def picture(tx: Transaction, notice: Notice, _: Surroundings) -> Telling | None:
    """The year as a picture, for the secretariat."""
    if not is_officer(tx, notice.person_id):
        return None
    year = PAST if notice.content["year"] == PAST else COMING
    words = N_("The Partnership's past twelve months") if year == PAST else N_("The Partnership's coming twelve months")
    return Telling(file=AgendaOrder(year, notice.made_at, notice.language, say(words)))


def agenda_ingredients(tx: Transaction, order: AgendaOrder, surroundings: Surroundings) -> AgendaIngredients:
    """What the picture of a year is made from."""
    found = year_of(tx, order.year, order.at, surroundings.areas)
    since, _ = bounds(order.year, order.at)
    first = since if order.year == PAST else order.at
    return AgendaIngredients(order, found, first.date(), order.at.date(), surroundings.areas)


COMMANDS: Mapping[str, Does] = {"agenda": lambda talk, _: agenda(talk, COMING)}
BUTTONS: Mapping[str, Does] = {"agenda": agenda}
SHOWING = frozenset({"agenda"})
"""Commands and acts that only show something: the picture that comes with it is ordered once for each update."""
TELLINGS: Mapping[str, Tells] = {"agenda": picture}
"""How each kind of notice about the agenda is told."""
