"""What is said of a meeting: when, where, how, why, what has changed. Shared by its pages and by notices about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from flows.kinds.length import length
from flows.meeting import FORMS, KINDS
from flows.wording import N_, Moment, Param, Say, WebAddress, say
from handlers.meeting_access import Body, convenes
from storage.meeting_records import CONVENER, OBSERVER, Attendee, Meeting

if TYPE_CHECKING:
    from storage.transaction import Transaction

ANSWERED: Final = {
    "yes": N_("Yes, I come"),
    "telephone": N_("I take part by telephone"),
    "no": N_("No, I cannot come"),
}
"""What may be answered, as the buttons say it."""


def heading(meeting: Meeting, body: Body) -> tuple[Say, ...]:
    """Whose meeting it is, and what it is called."""
    told = say(N_("<b>{title}</b>"), title=meeting.title)
    if meeting.area is None:
        return (told, say(N_("Meeting of the Advisory Group: {kind}"), kind=say(KINDS[meeting.kind])))
    return (told, say(N_("Meeting of the area {area}: {kind}"), area=body.name, kind=say(KINDS[meeting.kind])))


def when(meeting: Meeting, zone: str) -> tuple[Say, ...]:
    """The moment where the reader lives (`zone`; empty where that is not known), and by the meeting's own clocks where
    they show another time; how long it takes."""
    own = Moment(meeting.starts_at, meeting.zone)
    takes = say(N_("It takes {length}."), length=length(meeting.minutes))
    if not zone or same_clocks(meeting.starts_at, zone, meeting.zone):
        return (say(N_("When: {moment}"), moment=own), takes)
    there = say(N_("By the meeting's own clocks: {moment}"), moment=own)
    return (say(N_("When, where you are: {moment}"), moment=Moment(meeting.starts_at, zone)), there, takes)


def moment_in(meeting: Meeting, zone: str) -> Moment:
    """When it begins, where the reader lives if that is known."""
    return Moment(meeting.starts_at, zone or meeting.zone)


def same_clocks(at: datetime, one: str, other: str) -> bool:
    """Whether the clocks of two zones show the same at a moment."""
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo(one)).utcoffset() == at.astimezone(ZoneInfo(other)).utcoffset()


def where(meeting: Meeting) -> tuple[Say, ...]:
    """How and where people meet (G4.a(2), G4.b(2))."""
    told = [say(N_("How: {form}"), form=say(FORMS[meeting.form]))]
    if meeting.place:
        told.append(say(N_("Where: {place}"), place=meeting.place))
    if meeting.link:
        told.append(say(N_("Link: {link}"), link=WebAddress(meeting.link)))
    elif meeting.form == "teleconference":
        told.append(say(N_("The link is not known yet. You are told when it is.")))
    return tuple(told)


def convener(name: str, meeting: Meeting) -> Say:
    """Who convenes it."""
    if meeting.area is None:
        if not name:
            return say(N_("The secretariat convenes it."))
        return say(N_("{name} convenes it for the secretariat."), name=name)
    return say(N_("{name} convenes it."), name=name or say(N_("The lead of the area")))


def why(meeting: Meeting) -> Say:
    """The paragraph that a meeting is held under."""
    if meeting.area is None:
        return say(N_("The Advisory Group meets at least once a year, and more often if necessary (G4.a(1))."))
    if meeting.kind == "planning":
        return say(N_("The lead convenes and chairs the meetings at which the business plan is made (G3(f)(1))."))
    return say(N_("The partners of an area meet at least once a year, and more often if necessary (G4.b(1))."))


def convener_name(tx: Transaction, meeting: Meeting, at: datetime) -> str:
    """Who convenes a meeting now: who planned it, as long as that is theirs to do, then whoever leads the area."""
    by = meeting.convened_by
    if by is not None and convenes(tx, by, meeting.area, at):
        return tx.names_of([by]).get(by, "")
    if meeting.area is None:
        return ""
    return next((lead.name for lead in tx.holders("lead", at, meeting.area)), "")


def why_invited(attendee: Attendee, meeting: Meeting) -> Say:
    """As what somebody is invited."""
    if attendee.person_id == meeting.convened_by:
        return say(N_("You convene it."))
    if attendee.capacity == OBSERVER:
        return say(N_("You are invited as an observer ({cites})."), cites=_paragraph(meeting, 4))
    if attendee.capacity == CONVENER:
        return say(N_("You are invited since you lead the area."))
    if attendee.capacity == "member":
        return say(N_("You are invited as a member of the Advisory Group."))
    return say(N_("You are invited as a partner of the area."))


def support(meeting: Meeting) -> Say:
    """For whom funds are sought (G4.a(5), G4.b(5))."""
    return say(
        N_(
            "Everyone pays their own way. For members and partners from developing countries, from countries with "
            "economies in transition and from non-governmental organisations the secretariat seeks funds ({cites})."
        ),
        cites=_paragraph(meeting, 5),
    )


def may_ask_support(meeting: Meeting, attendee: Attendee) -> bool:
    """Whether somebody may ask for travel support: to a meeting in person, not as an observer or convener of the
    secretariat. Of whom it is not known where they come from, everyone may ask."""
    officer = attendee.capacity == CONVENER and meeting.area is None
    return meeting.form == "in person" and attendee.capacity != OBSERVER and not officer


def _paragraph(meeting: Meeting, number: int) -> str:
    return f"G4.{'a' if meeting.area is None else 'b'}({number})"


# -- what has changed -------------------------------------------------------------------------------------------------

TOLD: Final = ("title", "kind", "starts_at", "minutes", "form", "place", "link", "agenda", "agenda_file")
"""What everyone is told of when it changes, in this order. Who else is invited hears of it by an invitation."""
WITHOUT_BEFORE: Final = ("agenda", "agenda_file")
"""Of these it is told that they changed, and how they are now."""


def differences(before: Meeting, after: Meeting) -> dict[str, list[Any]]:
    """What has changed, as data for a notice: of each field what it was and what it is."""
    found: dict[str, list[Any]] = {}
    for field in TOLD:
        was, now = getattr(before, field), getattr(after, field)
        if was == now:
            continue
        if field in WITHOUT_BEFORE:
            found[field] = [bool(was), bool(now)]
        elif isinstance(was, datetime):
            found[field] = [was.isoformat(), now.isoformat()]
        else:
            found[field] = [was, now]
    return found


def changed(found: Mapping[str, list[Any]], meeting: Meeting, zone: str) -> tuple[Say, ...]:
    """Each change in words: what it was, what it is now."""
    return tuple(_changed(field, found[field][0], found[field][1], meeting, zone) for field in TOLD if field in found)


def _changed(field: str, was: Any, now: Any, meeting: Meeting, zone: str) -> Say:
    if field == "agenda":
        return say(N_("The agenda has changed.")) if now else say(N_("The agenda has been taken back."))
    if field == "agenda_file":
        return say(N_("There is a new file of the agenda.")) if now else say(N_("The agenda's file was taken back."))
    before, after = (_shown(field, value, meeting, zone) for value in (was, now))
    if before is None and after is not None:
        return say(ADDED[field], after=after)
    if after is None and before is not None:
        return say(GONE[field], before=before)
    return say(CHANGED[field], before=before or "", after=after or "")


def _shown(field: str, value: Any, meeting: Meeting, zone: str) -> Param | None:
    match field:
        case "starts_at":
            return Moment(datetime.fromisoformat(str(value)), zone or meeting.zone)
        case "minutes":
            return length(int(value))
        case "kind":
            return say(KINDS[value])
        case "form":
            return say(FORMS[value])
        case "link":
            return WebAddress(str(value)) if value else None
    return str(value) if value else None


CHANGED: Final = {
    "title": N_("It is called “{after}” now; it was called “{before}”."),
    "kind": N_("What it is for: “{after}” now; it was “{before}”."),
    "starts_at": N_("It begins on {after} now; it was to begin on {before}."),
    "minutes": N_("It takes {after} now; it was to take {before}."),
    "form": N_("How people meet: “{after}” now; it was “{before}”."),
    "place": N_("The place is “{after}” now; it was “{before}”."),
    "link": N_("The link is {after} now; it was {before}."),
}
ADDED: Final = {
    "place": N_("The place is known now: “{after}”."),
    "link": N_("The link is known now: {after}"),
}
GONE: Final = {
    "place": N_("The place “{before}” holds no longer."),
    "link": N_("The link {before} holds no longer."),
}
