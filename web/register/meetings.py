"""Meetings in the public register: those to come, those that were held, and the reports of these (G4.a(6), G6(e))."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from flows.agenda import ADVISORY_GROUP, meeting_reason
from flows.media import DOCX, JPEG, PDF, PNG
from flows.meeting import FORMS, KINDS
from flows.wording import Day, Moment, say
from locales import formats
from locales.languages import direction
from storage.public_records import PublicMeeting
from web.register import texts
from web.register.addresses import Addresses
from web.register.frame import framed
from web.register.reader import Reader

ENDINGS: Final = {PDF: "pdf", DOCX: "docx", JPEG: "jpg", PNG: "png"}
"""How the file of a report is called, by its media type; what is none of these is handed out to nobody."""
MOST_PAST: Final = 200
"""Meetings on one page; earlier ones are found by their areas."""


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A meeting in a list; `said` is whose, what for and how, `note` where it or its report stands."""

    title: str
    lang: str
    href: str
    when: str
    said: str
    note: str


def meeting_path(meeting: PublicMeeting) -> str:
    """The path of a meeting's page."""
    return f"meetings/{meeting.id}"


def meeting_file_path(meeting: PublicMeeting) -> str:
    """The path of the file of a meeting's report, which is the same in every language; empty where there is none."""
    ending = "" if meeting.report_file is None else ENDINGS.get(meeting.report_file.media_type, "")
    return f"{meeting_path(meeting)}/report.{ending}" if ending else ""


def meeting_paths(reader: Reader) -> Iterator[str]:
    """The paths of the pages about meetings."""
    yield "meetings"
    for meeting in reader.register.meetings:
        yield meeting_path(meeting)


def meeting_page(which: Sequence[str], reader: Reader, addresses: Addresses) -> str | None:
    """The list of meetings, or a meeting's page; None where there is none."""
    if not which:
        return _meetings(reader, addresses)
    found = next((one for one in reader.register.meetings if [str(one.id)] == list(which)), None)
    return None if found is None else _meeting(found, reader, addresses)


def meetings_of(area: str | None, reader: Reader, addresses: Addresses) -> list[MeetingEntry]:
    """The meetings of an area, or of the Advisory Group."""
    return [_entry(one, reader, addresses) for one in reader.register.meetings if one.area == area]


def _meetings(reader: Reader, addresses: Addresses) -> str:
    found = reader.register.meetings
    return framed(
        "meetings.html",
        reader,
        addresses,
        path="meetings",
        title=reader.texts["meetings"],
        current="meetings",
        coming=[_entry(one, reader, addresses) for one in found if not one.begun],
        past=[_entry(one, reader, addresses) for one in found if one.begun][:MOST_PAST],
        dates=addresses.file(f"{reader.language}/calendar.ics"),
        dates_whole=addresses.whole_file(f"{reader.language}/calendar.ics") if addresses.url else "",
    )


def _meeting(meeting: PublicMeeting, reader: Reader, addresses: Addresses) -> str:
    file = meeting_file_path(meeting)
    lang = meeting.report_language or meeting.language
    return framed(
        "meeting.html",
        reader,
        addresses,
        path=meeting_path(meeting),
        title=meeting.title,
        current="meetings",
        indexed=not meeting.cancelled,
        meeting=meeting,
        entry=_entry(meeting, reader, addresses),
        why=reader.tell(meeting_reason(meeting.area, meeting.kind)),
        report_lang=lang,
        report_dir=direction(lang),
        written_in=reader.tell(texts.words_in(formats.language_name(reader.language, lang)))
        if meeting.report and lang != reader.language
        else "",
        file=addresses.file(file) if file else "",
        area_href=addresses.page(reader.language, f"areas/{meeting.area}") if meeting.area is not None else "",
        meetings_href=addresses.page(reader.language, "meetings"),
    )


def _entry(meeting: PublicMeeting, reader: Reader, addresses: Addresses) -> MeetingEntry:
    body = ADVISORY_GROUP if meeting.area is None else reader.area_name(meeting.area)
    said = texts.meeting_says(body, say(KINDS[meeting.kind]), say(FORMS[meeting.form]))
    return MeetingEntry(
        title=meeting.title,
        lang=meeting.language,
        href=addresses.page(reader.language, meeting_path(meeting)),
        when=reader.say(Moment(meeting.starts_at, meeting.zone)),
        said=reader.tell(said),
        note=_note(meeting, reader),
    )


def _note(meeting: PublicMeeting, reader: Reader) -> str:
    if meeting.cancelled:
        return reader.texts["cancelled"]
    if meeting.published_at is not None:
        return reader.tell(texts.report_published_on(Day(meeting.published_at.date().isoformat())))
    return ""
