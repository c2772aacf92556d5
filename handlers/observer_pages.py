"""What is shown of observers: those of a meeting, each one's page, and the link to hand on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from flows.consensus import latest_end
from flows.wording import N_, Moment, Say, WebAddress, as_is, say
from handlers import consensus_words, meeting_words
from handlers.buttons import PageButton, base36
from handlers.consensus_access import MatterAccess, is_open
from handlers.desk_pages import SOMEBODY
from handlers.meeting_access import MeetingAccess
from handlers.meeting_pages import MOST_TITLE, back
from handlers.pages import day
from handlers.scene import Page
from storage.consensus_records import INVITED, Proposal
from storage.desk_records import Holder
from storage.meeting_records import Meeting

OBSERVERS: Final = say(N_("Observers"))
MOST_LISTED: Final = 12
PER_PAGE: Final = 8

STATES: Final = {
    "open": N_("the partners can still object"),
    "invited": N_("invited"),
    "withheld": N_("the invitation is withheld"),
    "withdrawn": N_("taken back"),
    "lapsed": N_("nobody was invited in time"),
}
"""Where a proposal stands, in a list."""


def observers(
    access: MeetingAccess, listed: Sequence[Proposal], now: datetime, *, convenes: bool, invited: bool
) -> Page:
    """The observers of a meeting, each with where the proposal stands."""
    one = access.meeting
    told = [*meeting_words.heading(one, access.body), say(N_("<b>Observers</b>")), rule(one)]
    if not listed:
        told.append(say(N_("Nobody has been named for this meeting yet.")))
    newest = list(reversed(listed))[:MOST_LISTED]
    rows: list[tuple[PageButton, ...]] = [
        (PageButton(as_is(_short(proposal.name)), "obs", base36(proposal.id)),) for proposal in newest if proposal.name
    ]
    in_time = one.starts_at > now if one.area is None else latest_end(one.starts_at, now) is not None
    if convenes and one.is_planned and in_time:
        words = N_("Invite an observer") if one.area is None else N_("Propose an observer")
        rows.append((PageButton(say(words), "obsnew", base36(one.id)),))
    if convenes or invited:
        rows.append((back(one),))
    lines = tuple(
        say(N_("{observer}: {state}"), observer=consensus_words.observer(proposal), state=say(STATES[proposal.state]))
        for proposal in newest
    )
    return Page(tuple(told), tuple(rows), lines)


def rule(meeting: Meeting) -> Say:
    """What the guidelines say of observers."""
    if meeting.area is None:
        return say(N_("Observers may attend the meetings of the Advisory Group (G4.a(4)). They are invited at once."))
    return say(
        N_(
            "An observer is invited to a meeting of an area if no partner objects (G4.b(4)). The partners are told, "
            "and have time to say so."
        )
    )


def whom(meeting: MeetingAccess, known: Sequence[Holder]) -> Page:
    """The choice between those who are observers here, and somebody who has to be named."""
    number = base36(meeting.meeting.id)
    rows = [
        (PageButton(as_is(_short(one.name)), "obsnew", f"{number}.{base36(one.person_id)}"),)
        for one in known[:PER_PAGE]
        if one.name
    ]
    rows.append((PageButton(say(N_("Somebody else")), "obsnew", f"{number}.else"),))
    rows.append((PageButton(OBSERVERS, "meetobs", number),))
    told = (
        *meeting_words.heading(meeting.meeting, meeting.body),
        say(N_("<b>Who is to come as an observer?</b> These are observers here:")),
    )
    return Page(told, tuple(rows))


def _short(name: str) -> str:
    return name if len(name) <= MOST_TITLE else f"{name[: MOST_TITLE - 1].rstrip()}…"


def proposal(access: MatterAccess, one: Proposal, now: datetime) -> Page:
    """An observer: who it is, where the proposal stands, the objections by name, and what the person can do."""
    told: list[Say] = [
        *meeting_words.heading(access.meeting, access.body),
        say(N_("<b>Observer: {observer}</b>"), observer=consensus_words.observer(one)),
        say(N_("Named by {name} on {day}."), name=one.proposed_by_name or SOMEBODY, day=day(one.proposed_at)),
        *consensus_words.stands(one, access.meeting, access.zone, now),
        *consensus_words.yours(access, now),
    ]
    rows = [*consensus_words.objecting(access, now)]
    to_come = access.meeting.is_planned and access.meeting.starts_at > now
    if one.state == INVITED and one.person_id is None and access.convenes and to_come:
        told.append(consensus_words.NEEDS_A_LINK)
        rows.append((PageButton(say(N_("Make a link")), "obslink", base36(one.id)),))
    if access.convenes and is_open(one, now):
        rows.append((PageButton(say(N_("Take the proposal back")), "obsoff", base36(one.id)),))
    rows.append((PageButton(OBSERVERS, "meetobs", base36(access.meeting.id)),))
    if access.sees_meeting:
        rows.append((back(access.meeting),))
    return Page(tuple(told), tuple(rows), consensus_words.objections(one.objections))


def withdraw(access: MatterAccess, one: Proposal) -> Page:
    """Asked before a proposal is taken back."""
    told = (
        *meeting_words.heading(access.meeting, access.body),
        say(
            N_("<b>Take this proposal back?</b> {observer} is not invited then, and the partners are told."),
            observer=consensus_words.observer(one),
        ),
    )
    rows = (
        (PageButton(say(N_("Yes, take it back")), "obsout", base36(one.id)),),
        (PageButton(say(N_("No, leave it")), "obs", base36(one.id)),),
    )
    return Page(told, rows)


def link(access: MatterAccess, one: Proposal, urls: Sequence[str], until: datetime) -> Page:
    """The link for an observer who is not known here yet."""
    told = (
        *meeting_words.heading(access.meeting, access.body),
        say(N_("Send this link to {observer}:"), observer=consensus_words.observer(one)),
        *(as_is(WebAddress(url)) for url in urls),
        say(
            N_("It works once, until {moment}. Whoever follows it is invited to this meeting as an observer."),
            moment=Moment(until, access.zone),
        ),
    )
    return Page(told, ((PageButton(OBSERVERS, "meetobs", base36(access.meeting.id)),), (back(access.meeting),)))
