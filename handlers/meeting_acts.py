"""After a meeting: who was there, its report to read, and its publication (Framework G4.a(6), G6(e))."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from flows.wording import N_, Say, WebAddress, as_is, say
from handlers import meeting_announcing, meeting_pages, meetings
from handlers.buttons import number_in, parts_of
from handlers.meeting_access import MeetingAccess, body_of, convenes, meeting_named
from handlers.meeting_forms import NOT_BEGUN, as_seen
from handlers.permissions import NOT_YOURS
from handlers.scene import Attachment, Scene
from storage.desk_records import Overtaken

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.meeting_records import Meeting

Does: TypeAlias = "Callable[[Talk, str], Scene]"


# -- who was there ----------------------------------------------------------------------------------------------------


def attendance(talk: Talk, which: str) -> Scene:
    """The list of who was there, to be ticked: `<meeting>.<page>`."""
    number, _, page = which.partition(".")
    access = _held(talk, number)
    return access if isinstance(access, Scene) else _ticking(talk, access, max(0, number_in(page)))


def _ticking(talk: Talk, access: MeetingAccess, page: int, *notes: Say) -> Scene:
    people = talk.tx.attendees(access.meeting.id)
    return talk.show(meeting_pages.attendance(access, people, page), *notes)


def tick(talk: Talk, which: str) -> Scene:
    """Somebody was there, or was not after all: `<meeting>.<person>.<1 or 0>.<page>`."""
    number, person, turn, page = parts_of(which, 4)
    access = _held(talk, number)
    if isinstance(access, Scene):
        return access
    talk.tx.note_presence(access.meeting.id, number_in(person), turn == "1")
    return _ticking(talk, access, max(0, number_in(page)))


def complete(talk: Talk, which: str) -> Scene:
    """The list of who was there is complete: `<meeting>.<revision>`."""
    access = as_seen(talk, which)
    if isinstance(access, Scene):
        return access
    if access.meeting.starts_at > talk.incoming.at:
        return meetings.shown(talk, access, NOT_BEGUN)
    outcome = talk.tx.close_attendance(access.meeting.id, access.meeting.revision, talk.person.id, talk.incoming.at)
    if isinstance(outcome, Overtaken):
        return meetings.again(talk, access.meeting.id, meeting_pages.overtaken(outcome))
    return meetings.again(talk, outcome.id, say(N_("Thank you. It is recorded who was there.")))


def _held(talk: Talk, number: str) -> MeetingAccess | Scene:
    """A meeting that has begun, if the person convenes it; else what to show."""
    access = meeting_named(talk, number)
    if access is None or not access.convenes:
        return talk.again(NOT_YOURS)
    if access.meeting.starts_at > talk.incoming.at or not access.meeting.is_planned:
        return meetings.shown(talk, access, NOT_BEGUN)
    return access


# -- the report -------------------------------------------------------------------------------------------------------


def read(talk: Talk, number: str) -> Scene:
    """The report of a meeting: before it is published for who convenes it, then for everyone."""
    one = talk.tx.meeting(number_in(number))
    if one is None or one.report_at is None or not _may_read(talk, one):
        return talk.again(NOT_YOURS)
    return talk.show(meeting_pages.report(one, body_of(one, talk.surroundings.areas)))


def _may_read(talk: Talk, one: Meeting) -> bool:
    if one.report_published_at is not None:
        return True
    return convenes(talk.tx, talk.person.id, one.area, talk.incoming.at)


def file(talk: Talk, which: str) -> Scene:
    """Hand out the file of the agenda or of the report: `<meeting>.<agenda or report>`."""
    number, _, what = which.partition(".")
    access, one = meeting_named(talk, number), talk.tx.meeting(number_in(number))
    if one is None:
        return talk.again(NOT_YOURS)
    may = _may_read(talk, one) if what == "report" else access is not None
    file_id = one.report_file if what == "report" else one.agenda_file
    kept = talk.tx.file(file_id) if may and file_id is not None else None
    if kept is None:
        return talk.again(NOT_YOURS)
    words = N_("The report of the meeting: {title}") if what == "report" else N_("The agenda of the meeting: {title}")
    caption = say(words, title=one.title)
    return Scene(
        talk.language,
        attachment=Attachment(kept.info.name, kept.content, caption, ((meeting_pages.back(one),),)),
    )


def publish(talk: Talk, which: str) -> Scene:
    """Ask before the report is published: `<meeting>.<revision>`."""
    access = as_seen(talk, which)
    if isinstance(access, Scene):
        return access
    if access.meeting.report_at is None:
        return meetings.shown(talk, access, NO_REPORT)
    return talk.show(meeting_pages.publish(access))


NO_REPORT = say(N_("There is no report of this meeting yet."))


def published(talk: Talk, which: str) -> Scene:
    """Publish the report, and tell everyone whom it concerns."""
    access = as_seen(talk, which)
    if isinstance(access, Scene):
        return access
    one, at, by = access.meeting, talk.incoming.at, talk.person.id
    if one.report_at is None:
        return meetings.shown(talk, access, NO_REPORT)
    outcome = talk.tx.publish_meeting_report(one.id, one.revision, by, at)
    if isinstance(outcome, Overtaken):
        return meetings.again(talk, one.id, meeting_pages.overtaken(outcome))
    people = {one.person_id for one in talk.tx.attendees(outcome.id)} | set(talk.tx.audience_of(outcome, at))
    people |= {one.person_id for one in talk.tx.holders("secretariat", at)}
    meeting_announcing.report_published(talk.tx, outcome, sorted(people - {by}), at)
    address = as_is(WebAddress(f"{talk.surroundings.public_url}/meetings/{outcome.id}"))
    told = say(N_("The report is published. Those whom it concerns are told. Everyone can read it here:"))
    return meetings.again(talk, outcome.id, told, address)


BUTTONS: Mapping[str, Does] = {
    "meetatt": attendance,
    "meettick": tick,
    "meetall": complete,
    "meetread": read,
    "meetfile": file,
    "meetpub": publish,
    "meetput": published,
}
SHOWING = frozenset({"meetatt", "meetread", "meetfile", "meetpub"})
"""Acts that only show something."""
