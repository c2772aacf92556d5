"""What notices tell of meetings: invitations, changes, cancellations, requests for travel support, reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flows.wording import N_, Say, WebAddress, as_is, say
from handlers import meeting_words
from handlers.buttons import PageButton, base36
from handlers.desk_pages import SOMEBODY
from handlers.meeting_access import Body, body_of
from handlers.meeting_pages import answer_rows
from handlers.officers import is_officer
from handlers.scene import Page, Quote
from handlers.telling import ReadyFile, Telling, Tells
from handlers.time_zones import lives_in
from storage import clock

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.desk_records import Notice
    from storage.meeting_records import Meeting
    from storage.transaction import Transaction

MEETING_AND_ANSWERS = N_("Open the meeting")


def _about(tx: Transaction, notice: Notice, surroundings: Surroundings) -> tuple[Meeting, Body] | None:
    """The meeting that a notice is about; `None` where it is gone."""
    one = tx.meeting(int(notice.content["meeting"]))
    return None if one is None else (one, body_of(one, surroundings.areas))


def _to_come(tx: Transaction, notice: Notice, surroundings: Surroundings) -> tuple[Meeting, Body] | None:
    """The same; `None` also where it is cancelled, or over."""
    about = _about(tx, notice, surroundings)
    return about if about is not None and about[0].is_planned and about[0].ends_at > clock.now() else None


def _open(one: Meeting) -> PageButton:
    return PageButton(say(MEETING_AND_ANSWERS), "meet", base36(one.id))


def invitation(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """Somebody is invited: what, when, where, why, and the answers; of no use once they are not invited any more."""
    about = _to_come(tx, notice, surroundings)
    if about is None:
        return None
    one, body = about
    attendee = tx.attendee(one.id, notice.person_id)
    if attendee is None:
        return None
    name = meeting_words.convener_name(tx, one, clock.now())
    told: list[Say] = [
        say(N_("<b>You are invited to a meeting.</b>")),
        *meeting_words.heading(one, body),
        *meeting_words.when(one, lives_in(tx, notice.person_id, clock.now())),
        *meeting_words.where(one),
        meeting_words.convener(name, one),
        meeting_words.why(one),
        meeting_words.why_invited(attendee, one),
    ]
    if meeting_words.may_ask_support(one, attendee):
        told.append(meeting_words.support(one))
    told.append(say(N_("Please say whether you come. You can change your answer until the meeting begins.")))
    return Telling(page=_with_agenda(told, one, (*answer_rows(one, attendee), (_open(one),))))


def _with_agenda(told: list[Say], one: Meeting, rows: tuple[tuple[PageButton, ...], ...]) -> Page:
    if not one.agenda:
        return Page(tuple(told), rows)
    return Page((*told, say(N_("Agenda:"))), rows, quote=Quote(one.language, (as_is(one.agenda),)))


def changed(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """What has changed of a meeting; of no use once it is cancelled or over, or they are not invited any more."""
    about = _to_come(tx, notice, surroundings)
    if about is None:
        return None
    one, body = about
    attendee = tx.attendee(one.id, notice.person_id)
    if attendee is None:
        return None
    found = notice.content["changed"]
    zone = lives_in(tx, notice.person_id, clock.now())
    told: list[Say] = [
        say(N_("<b>A meeting that you are invited to has changed.</b>")),
        *meeting_words.heading(one, body),
        *meeting_words.changed(found, one, zone),
    ]
    if "starts_at" in found and not attendee.answer:
        told.append(say(N_("Since it begins at another time, an earlier answer counts no longer. Please answer anew.")))
    elif attendee.answer:
        told.append(say(N_("Your answer stands: {answer}"), answer=say(meeting_words.ANSWERED[attendee.answer])))
    rows = (*answer_rows(one, attendee), (_open(one),))
    return Telling(page=_with_agenda(told, one, rows) if "agenda" in found else Page(tuple(told), rows))


def cancelled(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """A meeting does not take place, and why."""
    about = _about(tx, notice, surroundings)
    if about is None or about[0].is_planned:
        return None
    one, body = about
    moment = meeting_words.moment_in(one, lives_in(tx, notice.person_id, clock.now()))
    told = (
        say(N_("<b>A meeting that you were invited to does not take place.</b>")),
        *meeting_words.heading(one, body),
        say(N_("It was to begin on {moment}."), moment=moment),
        say(N_("The reason, as it was given:")),
    )
    quote = Quote(str(notice.content["language"]), (as_is(one.because),))
    return Telling(page=Page(told, ((_open(one),),), quote=quote))


def off(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """Somebody is not invited any more; of no use once they are again, or the meeting is cancelled or over."""
    about = _to_come(tx, notice, surroundings)
    if about is None or tx.attendee(about[0].id, notice.person_id) is not None:
        return None
    one, body = about
    moment = meeting_words.moment_in(one, lives_in(tx, notice.person_id, clock.now()))
    told = (
        say(N_("<b>You are not invited to this meeting any more.</b>")),
        *meeting_words.heading(one, body),
        say(N_("It begins on {moment}."), moment=moment),
        say(N_("The invitation went with a role, or with taking part in the area, and that has ended.")),
    )
    return Telling(page=Page(told))


def agenda(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """The file that goes with the agenda, as long as it is the one that holds."""
    about = _to_come(tx, notice, surroundings)
    file_id = int(notice.content["file"])
    if about is None or about[0].agenda_file != file_id or tx.attendee(about[0].id, notice.person_id) is None:
        return None
    kept = tx.file(file_id)
    if kept is None:
        return None
    caption = say(N_("The agenda of the meeting: {title}"), title=about[0].title)
    return Telling(file=ReadyFile(kept.info.name, kept.content, caption, ((_open(about[0]),),)))


def travel_support(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """Somebody asks for travel support; of no use once they do not any more."""
    about = _to_come(tx, notice, surroundings)
    if about is None or not is_officer(tx, notice.person_id):
        return None
    one, body = about
    attendee = tx.attendee(one.id, int(notice.content["person"]))
    if attendee is None or not attendee.travel_support:
        return None
    told = (
        say(N_("<b>{name} asks for travel support.</b>"), name=attendee.name or SOMEBODY),
        *meeting_words.heading(one, body),
        *meeting_words.when(one, lives_in(tx, notice.person_id, clock.now())),
        *meeting_words.where(one),
        meeting_words.support(one),
    )
    return Telling(page=Page(told, ((_open(one),),)))


def report_published(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """The report of a meeting can be read now."""
    about = _about(tx, notice, surroundings)
    if about is None or about[0].report_published_at is None:
        return None
    one, body = about
    cites = "G4.a(6)" if one.area is None else "G6(e)"
    told = (
        *meeting_words.heading(one, body),
        say(N_("<b>The report of this meeting is published ({cites}).</b> Everyone can read it here:"), cites=cites),
        as_is(WebAddress(f"{surroundings.public_url}/meetings/{one.id}")),
    )
    read = PageButton(say(N_("Read the report")), "meetread", base36(one.id))
    return Telling(page=Page(told, ((read,),)))


TELLINGS: Mapping[str, Tells] = {
    "meeting invitation": invitation,
    "meeting changed": changed,
    "meeting cancelled": cancelled,
    "meeting off": off,
    "meeting agenda": agenda,
    "travel support": travel_support,
    "meeting report published": report_published,
}
"""How each kind of notice about meetings is told."""
