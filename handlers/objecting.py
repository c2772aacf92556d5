"""Objecting, with a reason or without, and taking it back: the one thing a question for consensus asks of anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from flows.consensus import OBJECTION
from flows.wording import N_, Moment, Say, say
from handlers import consensus_announcing, consensus_words, naming, observers, questions
from handlers.consensus_access import MatterAccess, access_to, is_open, matter_named, name_of
from handlers.permissions import NOT_YOURS
from handlers.scene import Scene
from handlers.short_form import begin, you_had_written
from storage.consensus_records import WITHDRAWN, About, Question

if TYPE_CHECKING:
    from handlers.talk import Talk

Does: TypeAlias = "Callable[[Talk, str], Scene]"

NOT_OF_THE_BODY = say(
    N_("Only members of the Advisory Group can object here, and in an area only its partners. Here is where you are.")
)


def again(talk: Talk, about: About, *notes: Say) -> Scene:
    """The page of what was objected to, as it stands now."""
    access = access_to(talk, about)
    return talk.again(*notes) if access is None else shown(talk, access, *notes)


def shown(talk: Talk, access: MatterAccess, *notes: Say) -> Scene:
    """The page of what somebody may object to."""
    matter = access.matter
    if isinstance(matter, Question):
        return questions.shown(talk, access, matter, *notes)
    return observers.shown(talk, access, matter, *notes)


def closed(access: MatterAccess) -> Say:
    """Why an objection changes nothing any more."""
    if access.matter.state == WITHDRAWN:
        return consensus_words.closed_before(access.matter)
    return consensus_words.too_late(access.matter, access.zone)


def object_(talk: Talk, which: str) -> Scene:
    """Record that the person objects, at once; the reason can follow."""
    access = matter_named(talk, which)
    if access is None:
        return talk.again(NOT_OF_THE_BODY)
    if not is_open(access.matter, talk.incoming.at):
        return shown(talk, access, closed(access))
    if access.objection is not None:
        return shown(talk, access)
    if not access.may_object:
        return shown(talk, access, NOT_OF_THE_BODY)
    at, person = talk.incoming.at, talk.person.id
    name = name_of(talk.tx, person, access.meeting.area)
    made = talk.tx.object_to(access.matter.about, person, name, talk.language, at)
    if made is None:  # it was settled while this was on its way
        return again(talk, access.matter.about, consensus_words.too_late(access.matter, access.zone))
    consensus_announcing.objected(talk.tx, made, access.matter, access.meeting, at)
    told = say(
        N_("Your objection is recorded by your name. You can add a reason, or take it back, until {moment}."),
        moment=Moment(access.matter.ends_at, access.zone),
    )
    return again(talk, access.matter.about, told, *naming.unnamed(talk))


def take_back(talk: Talk, which: str) -> Scene:
    """Take an objection back while there is time."""
    access = matter_named(talk, which)
    if access is None:
        return talk.again(NOT_OF_THE_BODY)
    if not is_open(access.matter, talk.incoming.at):
        return shown(talk, access, closed(access))
    if not talk.tx.take_objection_back(access.matter.about, talk.person.id, talk.incoming.at):
        return again(talk, access.matter.about)
    return again(talk, access.matter.about, say(N_("Your objection is taken back. Nothing of it is kept here.")))


def explain(talk: Talk, which: str) -> Scene:
    """Begin to give the reason for an objection."""
    access = matter_named(talk, which)
    if access is None:
        return talk.again(NOT_OF_THE_BODY)
    if not is_open(access.matter, talk.incoming.at):
        return shown(talk, access, closed(access))
    if access.objection is None:
        return shown(talk, access)
    return begin(talk, OBJECTION, access.named)


def explained(talk: Talk, access: MatterAccess, words: str) -> tuple[Say, ...]:
    """Keep the reason that the person has given; what is said of that comes back."""
    at = talk.incoming.at
    kept = talk.tx.explain_objection(access.matter.about, talk.person.id, words, talk.language, at)
    if kept is None:
        written = you_had_written(words)
        return (closed(access), written) if not is_open(access.matter, at) else (NOT_YOURS, written)
    consensus_announcing.explained(talk.tx, kept, access.matter, access.meeting, at)
    return (say(N_("Thank you. Your reason stands with your objection.")),)


BUTTONS: Mapping[str, Does] = {"objyes": object_, "objback": take_back, "objwhy": explain}
