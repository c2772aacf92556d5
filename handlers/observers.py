"""Observers in the chat: the Advisory Group is open to them (G4.a(4)), an area if no partner objects (G4.b(4))."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from flows.consensus import OBSERVER, OBSERVER_HERE, latest_end
from flows.wording import N_, Say, say
from handlers import consensus_announcing, consensus_words, meeting_audience, meetings, observer_pages
from handlers.buttons import base36, number_in
from handlers.consensus_access import MatterAccess, access_to, is_member
from handlers.inviting import STANDS_FOR, links
from handlers.meeting_access import MeetingAccess, body_of, convenes, meeting_named
from handlers.permissions import NOT_YOURS
from handlers.scene import Scene
from handlers.short_form import begin
from storage.consensus_records import INVITED, OPEN, About, NewProposal, Proposal

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.desk_records import Holder
    from storage.meeting_records import Meeting
    from storage.records import LinkUse

Does: TypeAlias = "Callable[[Talk, str], Scene]"

MEETING_LINK: Final = "meeting"
"""The purpose of a link that invites an observer to a meeting."""
TOO_LATE: Final = say(N_("This meeting has begun already or was cancelled, so nobody can be invited to it any more."))
NO_TIME_LEFT: Final = say(
    N_("The meeting is too near: there is no time left for the partners to object, so nobody can be proposed any more.")
)
INVITED_ALREADY: Final = say(N_("They are invited to this meeting already, or have been proposed for it."))


def observers(talk: Talk, number: str, *notes: Say) -> Scene:
    """The observers of a meeting, for whoever convenes it and for the members of its body."""
    meeting = talk.tx.meeting(number_in(number))
    if meeting is None:
        return talk.again(NOT_YOURS)
    person, at = talk.person.id, talk.incoming.at
    may = convenes(talk.tx, person, meeting.area, at)
    if not may and not is_member(talk.tx, person, meeting, at):
        return talk.again(NOT_YOURS)
    attendee = talk.tx.attendee(meeting.id, person)
    access = MeetingAccess(meeting, body_of(meeting, talk.surroundings.areas), may, attendee)
    listed = talk.tx.proposals_of(meeting.id)
    page = observer_pages.observers(access, listed, at, convenes=may, invited=attendee is not None)
    return talk.show(page, *notes)


def observer(talk: Talk, number: str, *notes: Say) -> Scene:
    """One observer, proposed or invited."""
    found = _named(talk, number)
    return talk.again(NOT_YOURS, *notes) if found is None else shown(talk, *found, *notes)


def shown(talk: Talk, access: MatterAccess, one: Proposal, *notes: Say) -> Scene:
    """The page of an observer that the person has to do with."""
    return talk.show(observer_pages.proposal(access, one, talk.incoming.at), *notes)


def _named(talk: Talk, number: str) -> tuple[MatterAccess, Proposal] | None:
    access = access_to(talk, About("proposal", number_in(number)))
    if access is None or not isinstance(access.matter, Proposal):
        return None
    return access, access.matter


def can_be_invited(talk: Talk, meeting: Meeting) -> bool:
    """Whether the meeting is still to come."""
    return meeting.is_planned and meeting.starts_at > talk.incoming.at


# -- naming one -------------------------------------------------------------------------------------------------------


def name(talk: Talk, which: str) -> Scene:
    """Begin to name an observer: `<meeting>`, then `<meeting>.<person>` for who is known here, or `<meeting>.else`."""
    number, _, who = which.partition(".")
    access = meeting_named(talk, number)
    if access is None or not access.convenes:
        return talk.again(NOT_YOURS)
    if not can_be_invited(talk, access.meeting):
        return observers(talk, number, TOO_LATE)
    if access.meeting.area is not None and latest_end(access.meeting.starts_at, talk.incoming.at) is None:
        return observers(talk, number, NO_TIME_LEFT)
    known = _known_here(talk, access.meeting)
    if not who and known:
        return talk.show(observer_pages.whom(access, known))
    if who in ("", "else"):
        return begin(talk, OBSERVER, base36(access.meeting.id))
    chosen = next((one for one in known if one.person_id == number_in(who)), None)
    if chosen is None:
        return observers(talk, number, INVITED_ALREADY)
    if access.meeting.area is not None:
        return begin(talk, OBSERVER_HERE, f"{base36(access.meeting.id)}.{base36(chosen.person_id)}")
    return invited_at_once(talk, access.meeting, chosen.name, "", chosen.person_id)


def _known_here(talk: Talk, meeting: Meeting) -> tuple[Holder, ...]:
    """Those with the role of an observer who are neither invited nor proposed for this meeting yet."""
    there = {one.person_id for one in talk.tx.attendees(meeting.id)}
    there |= {one.person_id for one in talk.tx.proposals_of(meeting.id) if one.state == OPEN and one.person_id}
    found = {one.person_id: one for one in talk.tx.holders("observer", talk.incoming.at)}
    return tuple(one for person_id, one in found.items() if person_id not in there)


def known_here(talk: Talk, meeting: Meeting, person_id: int) -> Holder | None:
    """One of them by the number."""
    return next((one for one in _known_here(talk, meeting) if one.person_id == person_id), None)


def invited_at_once(talk: Talk, meeting: Meeting, name: str, organisation: str, person_id: int | None) -> Scene:
    """Invite an observer to a meeting of the Advisory Group: nobody is asked (G4.a(4))."""
    at, by = talk.incoming.at, talk.person.id
    new = talk.tx.propose_observer(NewProposal(meeting.id, person_id, name, organisation, None), by, at)
    if person_id is not None:
        meeting_audience.settle(talk.tx, meeting_audience.AUDIENCE, str(meeting.id), at, talk.surroundings)
        return observer(talk, base36(new.id), say(N_("The observer is invited, and told.")))
    return observer(talk, base36(new.id), say(N_("The observer is invited, and needs a link from you.")))


# -- taking back, and the link ----------------------------------------------------------------------------------------


def withdraw(talk: Talk, number: str) -> Scene:
    """Ask before a proposal is taken back."""
    found = _named(talk, number)
    if found is None or not found[0].convenes:
        return talk.again(NOT_YOURS)
    access, one = found
    if one.state != OPEN or one.object_until <= talk.incoming.at:
        return shown(talk, access, one, consensus_words.too_late(one, access.zone))
    return talk.show(observer_pages.withdraw(access, one))


def withdrawn(talk: Talk, number: str) -> Scene:
    """Take a proposal back while there is time to object, and tell those who could."""
    found = _named(talk, number)
    if found is None or not found[0].convenes:
        return talk.again(NOT_YOURS)
    access, one = found
    at, by = talk.incoming.at, talk.person.id
    done = talk.tx.withdraw_proposal(one.id, by, at)
    if done is None:
        return observer(talk, number, consensus_words.too_late(one, access.zone))
    consensus_announcing.observer_settled(talk.tx, done, access.meeting, at, by)
    return observer(talk, number, say(N_("The proposal is taken back. Those who could object are told.")))


def link(talk: Talk, number: str) -> Scene:
    """A link that invites the one who follows it first, in the place of an observer who is not known here."""
    found = _named(talk, number)
    if found is None or not found[0].convenes:
        return talk.again(NOT_YOURS)
    access, one = found
    if not can_be_invited(talk, access.meeting):
        return shown(talk, access, one, TOO_LATE)
    if one.state != INVITED or one.person_id is not None:
        return shown(talk, access, one)
    at, surroundings = talk.incoming.at, talk.surroundings
    until = min(at + STANDS_FOR, access.meeting.starts_at)
    details = {"proposal": one.id, "by": talk.person.id}
    token = talk.tx.make_link(MEETING_LINK, details=details, expires=until, at=at)
    talk.tx.record(f"person:{talk.person.id}", "made a link", f"proposal:{one.id}", {}, at)
    urls = links(surroundings.public_url, token, surroundings.username)
    return talk.show(observer_pages.link(access, one, urls, until))


def take_up(talk: Talk, use: LinkUse) -> Scene:
    """Somebody follows a link to a meeting: they are its observer from then on, and are invited."""
    proposal_id = int((use.details or {})["proposal"])
    at = talk.incoming.at
    found = talk.tx.proposal(proposal_id)
    meeting = None if found is None else talk.tx.meeting(found.meeting_id)
    if meeting is None or not can_be_invited(talk, meeting):
        return talk.again(TOO_LATE)
    if talk.tx.take_place(proposal_id, talk.person.id) is None:
        return talk.again(say(N_("This invitation is somebody else's by now. Please ask for a new link.")))
    meeting_audience.settle(talk.tx, meeting_audience.AUDIENCE, str(meeting.id), at, talk.surroundings)
    return meetings.again(talk, meeting.id, say(N_("Welcome. You are invited to this meeting as an observer.")))


BUTTONS: Mapping[str, Does] = {
    "meetobs": observers,
    "obsnew": name,
    "obs": observer,
    "obsoff": withdraw,
    "obsout": withdrawn,
    "obslink": link,
}
SHOWING = frozenset({"meetobs", "obs", "obsoff"})
"""Acts that only show something."""
