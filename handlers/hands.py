"""Several hands in one draft: who wrote what, what is kept of somebody's words, and who is in a section too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from flows import engine
from flows.events import Corrected, Event, Said, Sent, Shared
from flows.form import Flow
from flows.session import Answer, Change, Place, Session
from flows.wording import N_, Say, say
from handlers import announcing

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.records import Standing

BESIDE_WITHIN: Final = timedelta(minutes=30)
"""How long after the last thing they did somebody counts as being in a section."""
CHATS: Final = 2**32
"""Message numbers are counted in each chat; with the chat's own number they tell apart who wrote what."""


def as_written_here(event: Event, chat: int | None) -> Event:
    """The event with a message number that no other chat has, so that nobody corrects another person's answer."""
    if isinstance(event, Said | Sent | Shared | Corrected):
        return replace(event, message_id=(chat or 0) * CHATS + event.message_id)
    return event


def lost_place(talk: Talk, standing: Standing, place: Place, event: Event) -> tuple[Say, ...]:
    """What somebody wrote where somebody else has taken the place away meanwhile: kept aside, and told."""
    if not isinstance(event, Said) or place.kind not in ("question", "over", "unsure", "clash"):
        return ()
    written = Change(place.path, None, Answer(event.text))
    talk.tx.keep_aside(standing.draft_id, (written,), talk.person.id, talk.incoming.at)
    return (
        say(
            N_(
                "The place where you were writing was taken away by somebody else in the meantime. What you wrote is "
                "kept aside: /history"
            )
        ),
    )


def company(talk: Talk, standing: Standing, flow: Flow, before: str, session: Session) -> tuple[Say, ...]:
    """Two people in one section are told of each other, when the second comes in; `before` is the section they left."""
    section = engine.section_of(flow, session)
    if not section or section == before:
        return ()
    at = talk.incoming.at
    there = [
        other
        for other in talk.tx.beside(standing.draft_id, talk.person.id, at - BESIDE_WITHIN)
        if engine.section_of(flow, Session.from_standing(other.standing, session.answers)) == section
    ]
    for other in there:
        announcing.beside(talk.tx, other.person_id, talk.person, standing.draft_id, section, at, at + BESIDE_WITHIN)
    return tuple(
        say(
            N_("{name} is in this section too. You see each other's answers, and nothing is written over unseen."),
            name=other.name or say(N_("Somebody else")),
        )
        for other in there
    )
