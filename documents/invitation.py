"""Dates as calendars take them: one meeting to be put in, changed or taken out, and feeds of many dates.

An event is known by its UID wherever it goes; of two with one UID the higher SEQUENCE holds (RFC 5546, 2.1.4). What
is sent of a meeting to its people is a scheduling message: `REQUEST` makes or changes the event, `CANCEL` takes it
away. A feed is published (`PUBLISH`), so nobody is named in it as attending.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, vCalAddress, vDuration, vText

from documents.time_zones import zone_definition

Method: TypeAlias = Literal["REQUEST", "CANCEL", "PUBLISH"]

CALENDAR: Final = "text/calendar"
PRODUCT: Final = "-//UNEP Global Mercury Partnership//Quicksilver//EN"
REFRESH_HOURS: Final = 6
"""How often a program that follows a feed is asked to look again."""

_TAKING_PART: Final = {
    "": "NEEDS-ACTION",
    "yes": "ACCEPTED",
    "telephone": "ACCEPTED",
    "no": "DECLINED",
}


@dataclass(frozen=True, slots=True)
class Organizer:
    """Who an event is from: what they are called, and their public address for mail."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Reader:
    """The one whose calendar a file is for. `address` is a URI: `mailto:` where they gave an address, else a `urn:`
    that says nothing about them. `answer` is what they answered to the
    invitation: `yes`, `no`, `telephone`, or nothing yet."""

    name: str
    address: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """An event. `starts` is a moment, told by the clocks of `zone`; or a day, and then it takes no time of anybody.

    `sequence` counts what was announced of it, `changed_at` is when it was changed last.
    """

    uid: str
    sequence: int
    changed_at: datetime
    starts: datetime | date
    ends: datetime | None
    zone: str
    title: str
    description: str
    place: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    cancelled: bool = False


def event_file(
    event: Dated,
    method: Literal["REQUEST", "CANCEL"],
    *,
    language: str,
    organizer: Organizer,
    reader: Reader,
    at: datetime,
) -> bytes:
    """One event as a message of a moment to one reader: made or changed by a `REQUEST`, taken away by a `CANCEL`.

    Raises `ValueError` where that does not fit the event.
    """
    if event.cancelled != (method == "CANCEL"):
        raise ValueError("what is cancelled is sent as cancelled, and nothing else is")
    calendar = _calendar(method)
    _define_zones(calendar, [event])
    calendar.add_component(_event(event, language, organizer, at, reader))
    return _written(calendar)


def feed_file(events: Sequence[Dated], *, name: str, description: str, language: str, organizer: Organizer) -> bytes:
    """Events for a program that follows them; what was cancelled stays in it, marked so."""
    calendar = _calendar("PUBLISH")
    # RFC 7986 names the first of each pair; programs that follow feeds know the second from before it.
    calendar.add("name", name, parameters={"LANGUAGE": language})
    calendar.add("x-wr-calname", name)
    calendar.add("description", description, parameters={"LANGUAGE": language})
    calendar.add("x-wr-caldesc", description)
    calendar.add("refresh-interval", vDuration(timedelta(hours=REFRESH_HOURS)), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText(f"PT{REFRESH_HOURS}H"))
    _define_zones(calendar, events)
    for event in events:
        calendar.add_component(_event(event, language, organizer, event.changed_at))
    return _written(calendar)


def _written(calendar: Calendar) -> bytes:
    return bytes(calendar.to_ical())


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _define_zones(calendar: Calendar, events: Iterable[Dated]) -> None:
    """Define each zone that is named, over all the dates that name it. UTC needs none (RFC 5545, 3.2.19)."""
    spans: dict[str, list[datetime]] = {}
    for event in events:
        if isinstance(event.starts, datetime) and not _is_utc(event.zone):
            spans.setdefault(event.zone, []).extend((event.starts, event.ends or event.starts))
    for zone, moments in sorted(spans.items()):
        calendar.add_component(zone_definition(zone, min(moments), max(moments)))


def _event(dated: Dated, language: str, organizer: Organizer, at: datetime, reader: Reader | None = None) -> Component:
    event = Event()
    speaks = {"LANGUAGE": language}
    event.add("uid", dated.uid)
    event.add("sequence", dated.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("last-modified", dated.changed_at.astimezone(UTC))
    if isinstance(dated.starts, datetime):
        event.add("dtstart", _by_its_clocks(dated.starts, dated.zone))
        event.add("dtend", _by_its_clocks(dated.ends or dated.starts, dated.zone))
    else:
        event.add("dtstart", dated.starts)
        # A day that is named, such as when a report is due, keeps nobody from anything else.
        event.add("dtend", dated.starts + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("summary", dated.title, parameters=speaks)
    if dated.description:
        event.add("description", dated.description, parameters=speaks)
    if dated.place:
        event.add("location", dated.place, parameters=speaks)
    if dated.url:
        event.add("url", dated.url)
    if dated.categories:
        event.add("categories", list(dated.categories))
    event.add("organizer", _address(f"mailto:{organizer.email}", organizer.name))
    if reader is not None:
        event.add("attendee", _attendee(reader))
    event.add("status", "CANCELLED" if dated.cancelled else "CONFIRMED")
    return event


def _attendee(reader: Reader) -> vCalAddress:
    address = _address(reader.address, reader.name)
    address.params["CUTYPE"] = vText("INDIVIDUAL")
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText(_TAKING_PART[reader.answer])
    # Who comes is answered in the chat: an answer by mail would reach nobody who counts it.
    address.params["RSVP"] = vText("FALSE")
    return address


def _address(uri: str, name: str) -> vCalAddress:
    address = vCalAddress(uri)
    # A parameter's value may hold neither a quotation mark nor a control character (RFC 5545, 3.1).
    named = "".join(letter for letter in name.replace('"', "'") if letter.isprintable())
    if named:
        address.params["CN"] = vText(named)
    return address


def _by_its_clocks(at: datetime, zone: str) -> datetime:
    """A moment by the clocks of its zone; in UTC where they show its time for the second time, when they are put back:
    what they show then stands for the first (RFC 5545, 3.3.5)."""
    there = at.astimezone(UTC if _is_utc(zone) else ZoneInfo(zone))
    return there.astimezone(UTC) if there.fold else there


def _is_utc(zone: str) -> bool:
    return zone in ("UTC", "Etc/UTC")
