"""Meetings as calendar files, read back: one event however often it is sent, at the right hour, for one reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event, Timezone, vDDDTypes, vUTCOffset

from documents.dates import dated_entries, dated_meeting, organizer
from documents.invitation import Dated, Organizer, Reader, event_file, feed_file
from documents.time_zones import turns
from flows.agenda import MeetingFact, ReportFact, entries
from flows.wording import as_is

MADE = datetime(2026, 9, 1, 9, tzinfo=UTC)
FROM = Organizer("Global Mercury Partnership", "mercury@unep.example")
ADA = Reader("Ada Lovelace", "mailto:ada@example.org", "yes")
AREAS = {"waste": as_is("Mercury waste management")}


def meeting(starts: datetime = datetime(2026, 11, 3, 13, tzinfo=UTC), zone: str = "Europe/Zurich", **more) -> Dated:
    return replace(
        Dated(
            uid="0c9f1a52-6d7e-4f0e-9d10-2f1d2c3b4a59",
            sequence=0,
            changed_at=MADE,
            starts=starts,
            ends=starts + timedelta(hours=2),
            zone=zone,
            title="Meeting of the partners",
            description="The agenda",
            place="Room XII, Geneva",
            url="https://mercury.example.org/meetings/4",
        ),
        **more,
    )


def sent(event: Dated, method="REQUEST", reader: Reader = ADA, language: str = "en") -> bytes:
    return event_file(event, method, language=language, organizer=FROM, reader=reader, at=MADE)


def event_in(content: bytes) -> Any:
    (found,) = Calendar.from_ical(content).walk("VEVENT")
    assert isinstance(found, Event)
    return found


def zone_in(content: bytes) -> Any:
    (found,) = Calendar.from_ical(content).walk("VTIMEZONE")
    assert isinstance(found, Timezone)
    return found


def test_an_invitation_says_all_that_calendars_insist_on():
    """RFC 5546, 3.2.2: a REQUEST has these, once each."""
    content = sent(meeting())
    calendar = Calendar.from_ical(content)
    assert calendar["METHOD"] == "REQUEST"
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    event = event_in(content)
    for name in ("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER", "ATTENDEE", "STATUS"):
        assert not isinstance(event[name], list)
    assert event["ORGANIZER"] == "mailto:mercury@unep.example"
    assert event["STATUS"] == "CONFIRMED"
    assert event["LOCATION"] == "Room XII, Geneva"
    assert event["URL"] == "https://mercury.example.org/meetings/4"


def test_made_changed_and_cancelled_it_is_one_event_that_grows_newer():
    made = event_in(sent(meeting()))
    changed = event_in(sent(meeting(datetime(2026, 11, 10, 13, tzinfo=UTC), sequence=1)))
    gone = sent(meeting(datetime(2026, 11, 10, 13, tzinfo=UTC), sequence=2, cancelled=True), "CANCEL")
    cancelled = event_in(gone)
    assert {one["UID"] for one in (made, changed, cancelled)} == {"0c9f1a52-6d7e-4f0e-9d10-2f1d2c3b4a59"}
    assert [one["SEQUENCE"] for one in (made, changed, cancelled)] == [0, 1, 2]
    assert Calendar.from_ical(gone)["METHOD"] == "CANCEL"
    assert cancelled["STATUS"] == "CANCELLED"
    assert cancelled["ATTENDEE"] == "mailto:ada@example.org"


def test_what_is_cancelled_is_never_sent_as_if_it_took_place():
    with pytest.raises(ValueError, match="cancelled"):
        sent(meeting(cancelled=True))
    with pytest.raises(ValueError, match="cancelled"):
        sent(meeting(), "CANCEL")


@pytest.mark.parametrize(
    ("answer", "taking_part"),
    [("", "NEEDS-ACTION"), ("yes", "ACCEPTED"), ("telephone", "ACCEPTED"), ("no", "DECLINED")],
)
def test_it_knows_its_reader_and_their_answer_and_nobody_else(answer: str, taking_part: str):
    event = event_in(sent(meeting(), reader=replace(ADA, answer=answer)))
    attendee = event["ATTENDEE"]
    assert attendee.params["PARTSTAT"] == taking_part
    assert attendee.params["CN"] == "Ada Lovelace"
    # Answers are given in the chat.
    assert attendee.params["RSVP"] == "FALSE"


def test_a_name_with_quotation_marks_and_line_ends_stays_a_name():
    content = sent(meeting(), reader=Reader('Ada "the\r\nfirst"; of: all, really', "urn:uuid:1-2"))
    attendee = event_in(content)["ATTENDEE"]
    assert attendee.params["CN"] == "Ada 'thefirst'; of: all, really"
    assert attendee == "urn:uuid:1-2"


@pytest.mark.parametrize(
    ("zone", "starts"),
    [
        ("Europe/Zurich", datetime(2026, 3, 28, 12, tzinfo=UTC)),
        ("Europe/Zurich", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("Europe/Zurich", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("Europe/Zurich", datetime(2026, 3, 30, 12, tzinfo=UTC)),
        ("Europe/Zurich", datetime(2026, 10, 24, 12, tzinfo=UTC)),
        ("Europe/Zurich", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("Europe/Zurich", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("Europe/Zurich", datetime(2026, 10, 26, 12, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 3, 8, 7, 0, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 16, tzinfo=UTC)),
        ("Africa/Casablanca", datetime(2026, 2, 15, 2, 30, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2028, 2, 29, 6, tzinfo=UTC)),
        ("UTC", datetime(2026, 7, 1, 6, tzinfo=UTC)),
    ],
)
def test_it_begins_and_ends_at_the_right_moment_on_either_side_of_a_change_of_clocks(zone: str, starts: datetime):
    event = event_in(sent(meeting(starts, zone)))
    assert isinstance(event.start, datetime)
    assert isinstance(event.end, datetime)
    assert event.start.astimezone(UTC) == starts
    assert event.end.astimezone(UTC) == starts + timedelta(hours=2)


@pytest.mark.parametrize(
    "zone",
    ["Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/Santiago", "Asia/Tokyo"],
)
def test_a_calendar_that_knows_no_zones_reads_the_right_hours_from_the_definition(zone: str):
    """Each onset is by the clocks as they were until then: looked at over two years, hour by hour around each."""
    defined = zone_in(sent(meeting(datetime(2026, 11, 3, 13, tzinfo=UTC), zone)))
    clocks, real = defined.to_tz(lookup_tzid=False), ZoneInfo(zone)
    since, until = datetime(2025, 11, 1, tzinfo=UTC), datetime(2027, 11, 1, tzinfo=UTC)
    moments = [datetime(2026, 1, 15, 12, tzinfo=UTC), datetime(2026, 7, 15, 12, tzinfo=UTC)]
    for turn in turns(zone, since, until):
        moments += [turn.at + timedelta(hours=hours) for hours in (-48, -24, 24, 48)]
    for moment in moments:
        if since + timedelta(days=2) < moment < until:
            local = moment.astimezone(real)
            assert local.replace(tzinfo=clocks).utcoffset() == local.utcoffset(), local


def test_the_onsets_are_those_of_the_law():
    """In the European Union clocks change at 01:00 UTC on the last Sundays of March and October."""
    defined = zone_in(sent(meeting()))
    onsets = set()
    for part in defined.subcomponents:
        begins, before, after = (part[name] for name in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"))
        assert isinstance(begins, vDDDTypes)
        assert isinstance(before, vUTCOffset)
        assert isinstance(after, vUTCOffset)
        onsets.add((part.name, f"{begins.dt:%Y-%m-%d %H:%M}", before.td, after.td))
    hour = timedelta(hours=1)
    assert ("DAYLIGHT", "2026-03-29 02:00", hour, 2 * hour) in onsets
    assert ("STANDARD", "2026-10-25 03:00", 2 * hour, hour) in onsets


def test_lines_are_short_and_no_letter_is_cut_in_two():
    """RFC 5545, 3.1: 75 octets a line at the most, and CRLF at its end."""
    content = sent(meeting(title="汞" * 200, description="اجتماع الشركاء " * 40), language="ar")
    lines = content.split(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    for line in lines:
        assert len(line) <= 75
        line.decode()
    event = event_in(content)
    assert event["SUMMARY"] == "汞" * 200
    assert event["DESCRIPTION"] == "اجتماع الشركاء " * 40
    assert event["SUMMARY"].params["LANGUAGE"] == "ar"


def test_commas_semicolons_and_lines_come_back_as_they_were():
    words = "One, two; three\\four\n\nNext: “five”"
    assert event_in(sent(meeting(description=words)))["DESCRIPTION"] == words


# -- in words ---------------------------------------------------------------------------------------------------------


def fact(**more) -> MeetingFact:
    return replace(
        MeetingFact(
            id=4,
            uid="0c9f1a52-6d7e-4f0e-9d10-2f1d2c3b4a59",
            area="waste",
            kind="annual",
            title="Fourth meeting",
            language="en",
            starts_at=datetime(2026, 11, 3, 13, tzinfo=UTC),
            ends_at=datetime(2026, 11, 3, 15, tzinfo=UTC),
            zone="Europe/Zurich",
            form="teleconference",
            link="https://meet.example.org/x",
            agenda="1. Opening\n2. Plan",
            changed_at=MADE,
        ),
        **more,
    )


def test_a_meeting_says_why_with_the_paragraph_where_and_what_is_on_the_agenda():
    told = dated_meeting(fact(invited=True, answer="telephone"), AREAS, "en", "https://mercury.example.org")
    assert told.title == "Fourth meeting"
    assert told.place == told.url == "https://meet.example.org/x"
    for words in ("Mercury waste management", "(G4.b(1))", "You take part by telephone.", "1. Opening\n2. Plan"):
        assert words in told.description


def test_a_cancelled_meeting_says_so_and_why():
    told = dated_meeting(fact(is_planned=False, because="Too few can come"), AREAS, "en", "")
    assert told.cancelled
    assert "does not take place" in told.description
    assert "Too few can come" in told.description
    assert "meet.example.org" not in told.description


def test_a_feed_holds_meetings_by_the_hour_and_reports_by_the_day_and_names_nobody():
    report = ReportFact(
        cycle_id=3,
        area="waste",
        period_from="2025-01-01",
        period_until="2026-12-31",
        due_on=date(2027, 3, 31),
        sequence=2,
        changed_at=MADE,
    )
    undated = replace(report, area="coal", due_on=None)
    found = entries([fact(), report, undated], AREAS, MADE)
    events = list(dated_entries(found, AREAS, "en", "https://mercury.example.org"))
    content = feed_file(events, name="Dates", description="All dates", language="en", organizer=organizer("en"))
    calendar = Calendar.from_ical(content)
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "Dates"
    told = {str(event["UID"]): event for event in calendar.walk("VEVENT") if isinstance(event, Event)}
    assert len(told) == 2
    meeting_told = told.pop("0c9f1a52-6d7e-4f0e-9d10-2f1d2c3b4a59")
    assert meeting_told.start == datetime(2026, 11, 3, 14, tzinfo=ZoneInfo("Europe/Zurich"))
    ((_, due),) = told.items()
    assert (due.start, due.end) == (date(2027, 3, 31), date(2027, 4, 1))
    assert due["TRANSP"] == "TRANSPARENT"
    assert due["SEQUENCE"] == 2
    assert b"ATTENDEE" not in content


def test_a_date_that_moves_is_the_same_event_on_another_day():
    report = ReportFact(
        cycle_id=3, area="waste", period_from="2025", period_until="2026", due_on=date(2027, 3, 31), changed_at=MADE
    )
    uids = set()
    for due in (date(2027, 3, 31), date(2027, 6, 30)):
        found = entries([replace(report, due_on=due)], AREAS, MADE)
        (event,) = dated_entries(found, AREAS, "en", "https://mercury.example.org")
        uids.add(event.uid)
    assert len(uids) == 1
