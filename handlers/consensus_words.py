"""What is said of questions put for consensus and of observers who were proposed; shared by pages and notices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from flows.wording import N_, Moment, Param, Say, Several, as_is, say, say_n
from handlers.buttons import PageButton, base36
from handlers.consensus_access import Matter, MatterAccess, is_open
from handlers.desk_pages import SOMEBODY
from handlers.pages import day
from handlers.scene import Quote
from storage.consensus_records import Objection, Proposal, Question
from storage.meeting_records import Meeting

MOST_WORDS: Final = 280
"""Characters of a question that a list shows."""


def paragraph(meeting: Meeting, matter: Matter) -> str:
    """The paragraph that a question or a proposal rests on."""
    if meeting.area is None:
        return "G4.a(3)" if isinstance(matter, Question) else "G4.a(4)"
    return "G4.b(3)" if isinstance(matter, Question) else "G4.b(4)"


def observer(proposal: Proposal) -> Say:
    """Who is to come as an observer, and for whom."""
    name = proposal.name or SOMEBODY
    if not proposal.organisation:
        return as_is(name)
    return say(N_("{name} ({organisation})"), name=name, organisation=proposal.organisation)


def words_of(question: Question) -> Quote:
    """A question as it was written."""
    return Quote(question.language, (as_is(question.words),))


def stands(matter: Matter, meeting: Meeting, zone: str, now: datetime) -> tuple[Say, ...]:
    """Where a question or a proposal stands, until when, and by which paragraph."""
    until = Moment(matter.ends_at, zone)
    cites = paragraph(meeting, matter)
    if is_open(matter, now):
        return (say(OPEN_UNTIL[matter.about.kind], moment=until, cites=cites),)
    words = STANDS.get((matter.about.kind, matter.state))
    if words is None:
        return (say(N_("The time to object is up. What has come of it is recorded in a moment, and told.")),)
    settled = matter.settled_at or matter.ends_at
    return (say(words, moment=until, day=day(settled), cites=cites),)


OPEN_UNTIL: Final = {
    "question": N_(
        "Whoever objects can say so until {moment}. If nobody does, it is recorded as agreed by consensus ({cites})."
    ),
    "proposal": N_(
        "The partners of the area can object until {moment}. If nobody does, the observer is invited; if somebody "
        "does, the invitation is withheld ({cites})."
    ),
}
STANDS: Final = {
    ("question", "agreed"): N_(
        "<b>Agreed.</b> By {moment} nobody had objected, so this is recorded as agreed by consensus ({cites})."
    ),
    ("question", "not agreed"): N_(
        "<b>Not agreed.</b> There was an objection by {moment}, so there is no consensus on this ({cites})."
    ),
    ("question", "withdrawn"): N_("<b>Withdrawn.</b> The question was taken back on {day}; nothing follows from it."),
    ("proposal", "invited"): N_("<b>Invited</b> on {day} ({cites})."),
    ("proposal", "withheld"): N_(
        "<b>The invitation is withheld.</b> A partner of the area had objected by {moment} ({cites})."
    ),
    ("proposal", "withdrawn"): N_("<b>Withdrawn.</b> The proposal was taken back on {day}."),
    ("proposal", "lapsed"): N_(
        "<b>Nobody is invited.</b> The meeting had begun or was cancelled before the time to object was up."
    ),
}


NEEDS_A_LINK: Final = say(
    N_("This observer is not known here yet. Make a link and hand it on: whoever follows it is invited.")
)


def objections(listed: Sequence[Objection]) -> tuple[Say, ...]:
    """Each objection by name, with its words as they were written."""
    return tuple(_objection(one) for one in listed)


def _objection(one: Objection) -> Say:
    if one.words:
        return say(N_("{name} objects: “{words}”"), name=one.name or SOMEBODY, words=one.words)
    return say(N_("{name} objects."), name=one.name or SOMEBODY)


def in_a_line(question: Question, zone: str, now: datetime) -> Say:
    """A question in a list, or in the record of its meeting."""
    flat = " ".join(question.words.split())
    words = flat if len(flat) <= MOST_WORDS else f"{flat[:MOST_WORDS].rstrip()}…"
    settled = question.settled_at or question.deadline
    match question.state:
        case "agreed":
            return say(N_("Agreed by consensus on {day}: “{words}”"), day=day(settled), words=words)
        case "not agreed":
            names = Several(tuple(_name(one) for one in question.objections), "apart")
            return say(
                N_("Not agreed, {day}: “{words}” Objections: {names}"), day=day(settled), words=words, names=names
            )
        case "withdrawn":
            return say(N_("Withdrawn on {day}: “{words}”"), day=day(settled), words=words)
    return say(N_("Open until {moment}: “{words}”"), moment=Moment(question.deadline, zone), words=words)


def _name(one: Objection) -> Param:
    return one.name or SOMEBODY


def how_to_object(matter: Matter, zone: str) -> Say:
    """What somebody can do who does not agree, and that they can take it back."""
    return say(
        N_(
            "If you object, press the button. Your objection stands by your name, with a reason if you wish, and you "
            "can take it back until {moment}. If you do not object, you need not do anything."
        ),
        moment=Moment(matter.ends_at, zone),
    )


def objecting(access: MatterAccess, now: datetime) -> tuple[tuple[PageButton, ...], ...]:
    """The buttons of somebody who may object, or has; none when the time is up."""
    if not is_open(access.matter, now):
        return ()
    if access.objection is not None:
        words = N_("Change the reason") if access.objection.words else N_("Add a reason")
        return (
            (PageButton(say(words), "objwhy", access.named),),
            (PageButton(say(N_("I take my objection back")), "objback", access.named),),
        )
    return ((object_button(access.named),),) if access.may_object else ()


def object_button(named: str) -> PageButton:
    """The one button that a question has."""
    return PageButton(say(N_("I object")), "objyes", named)


def yours(access: MatterAccess, now: datetime) -> tuple[Say, ...]:
    """What somebody has said of it, and can do."""
    zone = access.zone
    if not is_open(access.matter, now):
        return (say(N_("You have objected.")),) if access.objection is not None else ()
    if access.objection is not None:
        return (
            say(N_("You object. You can take that back until {moment}."), moment=Moment(access.matter.ends_at, zone)),
        )
    return (how_to_object(access.matter, zone),) if access.may_object else ()


def too_late(matter: Matter, zone: str) -> Say:
    """Said of a button that was pressed when the time was up."""
    return say(
        N_("The time to object was up on {moment}, so this changes nothing any more. Here is what has come of it."),
        moment=Moment(matter.ends_at, zone),
    )


def closed_before(matter: Matter) -> Say:
    """Said of a button that was pressed when it had been taken back."""
    return say(
        N_("This was taken back on {day}, so there is nothing to object to any more."),
        day=day(matter.settled_at or matter.ends_at),
    )


def asked(count: int) -> Say:
    """How many people may object."""
    return say_n(N_("{n} person is told, and can object."), N_("{n} people are told, and can object."), count)


def open_button(matter: Matter) -> PageButton:
    """To the page of a question or a proposal."""
    if isinstance(matter, Question):
        return PageButton(say(N_("Open the question")), "consq", base36(matter.id))
    return PageButton(say(N_("Open the proposal")), "obs", base36(matter.id))
