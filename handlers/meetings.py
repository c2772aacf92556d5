"""Meetings in the chat: lists of them, each one's page, and answering an invitation (Framework G4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from flows.wording import N_, Say, say
from handlers import meeting_announcing, meeting_beside, meeting_pages
from handlers.buttons import number_in
from handlers.meeting_access import Body, MeetingAccess, access_to, body_named, convened_by, convenes, meeting_named
from handlers.meeting_pages import MOST_COMING, PER_PAGE, Listed
from handlers.meeting_words import convener_name, may_ask_support, support
from handlers.permissions import NOT_YOURS
from handlers.scene import Scene
from handlers.time_zones import lives_in
from storage.meeting_records import ANSWERS

if TYPE_CHECKING:
    from handlers.talk import Talk

Does: TypeAlias = "Callable[[Talk, str], Scene]"
T = TypeVar("T")

MOST_PAGES: Final = 1000
"""Pages of a list that can be asked for: a button may carry any number."""


def meetings(talk: Talk, which: str) -> Scene:
    """The meetings of a body: `<body>.<page>`, or `<body>`.

    Who convenes for several chooses one, and who convenes none sees their invitations.
    """
    bodies = _bodies(talk)
    key, _, page = which.partition(".")
    if key:
        body = body_named(key, talk.surroundings.areas)
        if body is None or not _convenes(talk, body):
            return talk.again(NOT_YOURS)
        return of_body(talk, body, page=page)
    if not bodies:
        return mine(talk, "")
    if len(bodies) == 1 and not talk.is_officer():
        return of_body(talk, bodies[0])
    return talk.show(meeting_pages.which_body(bodies, "meetings", others=talk.is_officer()))


def of_body(talk: Talk, body: Body, *notes: Say, page: str = "") -> Scene:
    """The meetings of one body, for who convenes them."""
    at = talk.incoming.at
    listed = _listed(partial(talk.tx.meetings_of, (body.area,), at), page)
    zone = lives_in(talk.tx, talk.person.id, at)
    return talk.show(meeting_pages.of_body(body, listed, zone, at), *notes)


def other_areas(talk: Talk, _: str) -> Scene:
    """The areas whose meetings the secretariat may see, and help with."""
    if not talk.is_officer():
        return talk.again(NOT_YOURS)
    areas = tuple(Body(area.key, area.name) for area in talk.surroundings.areas)
    return talk.show(meeting_pages.which_body(areas, "meetings", others=False))


def mine(talk: Talk, page: str) -> Scene:
    """The meetings that the person is invited to, a page of them."""
    at, person = talk.incoming.at, talk.person.id
    listed = _listed(partial(talk.tx.invitations_of, person, at), page)
    zone = lives_in(talk.tx, person, at)
    return talk.show(meeting_pages.of_person(listed, zone, at, convenes=bool(_bodies(talk))))


def _listed(read: Callable[..., tuple[T, ...]], page: str) -> Listed[T]:
    """A page of what is read as `Transaction.meetings_of` reads; the first in place of one that is not there."""
    number = min(max(0, number_in(page)), MOST_PAGES)
    past = read(coming=False, offset=number * PER_PAGE, limit=PER_PAGE + 1)
    if number and not past:
        return _listed(read, "")
    coming = () if number else read(coming=True, limit=MOST_COMING)
    return Listed(number, coming, past[:PER_PAGE], more=len(past) > PER_PAGE)


def meeting(talk: Talk, number: str, *notes: Say) -> Scene:
    """One meeting."""
    access = meeting_named(talk, number)
    return talk.again(meeting_pages.GONE) if access is None else shown(talk, access, *notes)


def shown(talk: Talk, access: MeetingAccess, *notes: Say) -> Scene:
    """The page of a meeting that the person has to do with."""
    one = access.meeting
    people = talk.tx.attendees(one.id) if access.convenes else ()
    name = convener_name(talk.tx, one, talk.incoming.at)
    zone = lives_in(talk.tx, talk.person.id, talk.incoming.at)
    found = meeting_beside.beside(talk.tx, access, talk.person.id, talk.incoming.at, zone)
    return talk.show(meeting_pages.meeting(access, people, name, zone, talk.incoming.at, found), *notes)


def again(talk: Talk, meeting_id: int, *notes: Say) -> Scene:
    """The page of a meeting as it stands after something was done."""
    access = access_to(talk, meeting_id)
    return talk.again(*notes) if access is None else shown(talk, access, *notes)


def who_comes(talk: Talk, which: str) -> Scene:
    """Everyone who is invited, with what they answered: `<meeting>.<page>`."""
    number, _, page = which.partition(".")
    access = meeting_named(talk, number)
    if access is None or not access.convenes:
        return talk.again(NOT_YOURS)
    people = talk.tx.attendees(access.meeting.id)
    return talk.show(meeting_pages.who_comes(access, people, max(0, number_in(page))))


# -- answering an invitation ------------------------------------------------------------------------------------------


def answer(talk: Talk, which: str) -> Scene:
    """Note whether the person comes: `<meeting>.<answer>`."""
    number, _, given = which.partition(".")
    access = meeting_named(talk, number)
    if access is None or access.attendee is None or given not in ANSWERS:
        return talk.again(NOT_YOURS)
    at, one = talk.incoming.at, access.meeting
    if not talk.tx.answer_invitation(one.id, talk.person.id, given, at):
        return again(talk, one.id, meeting_pages.BEGUN if one.is_planned else CANCELLED)
    return again(talk, one.id, say(THANKS[given]))


CANCELLED = say(N_("This meeting was cancelled, so no answer is needed any more."))
THANKS: Mapping[str, str] = {
    "yes": N_("Thank you. Whoever convenes the meeting knows that you come."),
    "telephone": N_("Thank you. Whoever convenes the meeting knows that you take part by telephone."),
    "no": N_("Thank you for saying so. You are not reminded of this meeting any more."),
}


def travel_support(talk: Talk, which: str) -> Scene:
    """Ask for travel support, or take that back: `<meeting>.<1 or 0>` (G4.a(5), G4.b(5))."""
    number, _, given = which.partition(".")
    access = meeting_named(talk, number)
    if access is None or access.attendee is None:
        return talk.again(NOT_YOURS)
    one, at, wanted = access.meeting, talk.incoming.at, given == "1"
    if wanted and not may_ask_support(one, access.attendee):
        return again(
            talk, one.id, say(N_("Travel support can be asked for by those who are invited to meet in person."))
        )
    if not talk.tx.ask_travel_support(one.id, talk.person.id, wanted, at):
        return again(talk, one.id)
    if not wanted:
        return again(talk, one.id, say(N_("Your request for travel support is taken back.")))
    meeting_announcing.support_wanted(talk.tx, one, talk.person.id, at)
    return again(talk, one.id, say(N_("The secretariat is told that you need travel support.")), support(one))


def _bodies(talk: Talk) -> tuple[Body, ...]:
    return convened_by(talk.tx, talk.person.id, talk.incoming.at, talk.surroundings.areas)


def _convenes(talk: Talk, body: Body) -> bool:
    return convenes(talk.tx, talk.person.id, body.area, talk.incoming.at)


COMMANDS: Mapping[str, Does] = {"meeting": lambda talk, words: meetings(talk, words.strip().lower())}
BUTTONS: Mapping[str, Does] = {
    "meetings": meetings,
    "meetareas": other_areas,
    "meetmine": mine,
    "meet": meeting,
    "meetwho": who_comes,
    "meetans": answer,
    "meetsup": travel_support,
}
SHOWING = frozenset({"meeting", "meetings", "meetareas", "meetmine", "meet", "meetwho"})
"""Commands and acts that only show something."""
