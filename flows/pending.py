"""What belongs to the present place only, and goes when the person moves on: `Session.pending`, written and read here.

It is plain data, serialised with the session: ticks not yet confirmed, suggestions, the bearers of a name, an answer
that another one was in the way of, the page of a long list, the place that the question whether to give up was asked
at, that a text is to be added to, the parts of a text that was brought, and the message not understood last.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.events import Part
from flows.facts import NameBorne
from flows.session import Place, Plain, Session, value_at


def ticks(chosen: Sequence[str]) -> Plain:
    """The options ticked so far."""
    return list(chosen)


def ticked(session: Session) -> tuple[str, ...]:
    """The options ticked at a question with several choices: those being ticked now, else those answered before."""
    chosen: Plain = session.pending
    if not isinstance(chosen, list):
        chosen = value_at(session.answers, session.place.path)
    return tuple(str(one) for one in chosen) if isinstance(chosen, list) else ()


def suggestions(values: Sequence[Plain], message_id: int | None) -> Plain:
    """What may have been meant by a message (`None`: it was no message)."""
    return {"values": list(values), "message": message_id}


def suggested(session: Session) -> tuple[Plain, ...]:
    """The values that may have been meant."""
    match session.pending:
        case {"values": list(values)}:
            return tuple(values)
    return ()


def not_understood(message_id: int) -> Plain:
    """A message that was no answer; when it is edited, the person means it as one."""
    return {"message": message_id}


def is_only_message(pending: Plain) -> bool:
    """Whether nothing but a message that was not understood is kept."""
    return isinstance(pending, dict) and pending.keys() == {"message"}


def message_heard(session: Session) -> int | None:
    """The last message at this place that was not understood, if there is one."""
    match session.pending:
        case {"message": int(message_id)}:
            return message_id
    return None


def bearers(found: Sequence[NameBorne]) -> Plain:
    """Who bears the name that was just given."""
    return [[name.name, name.what, name.reference] for name in found]


def borne_by(session: Session) -> tuple[NameBorne, ...]:
    """Who bears the name that was just given."""
    found = session.pending if isinstance(session.pending, list) else []
    return tuple(NameBorne(*map(str, one)) for one in found if isinstance(one, list))


def interrupted(session: Session) -> Plain:
    """Where the person is, to be returned to when the draft is not given up after all."""
    return {"place": [session.place.kind, session.place.path], "pending": session.pending}


def resumed(session: Session) -> Session:
    """Back to where `interrupted` was written; a session that holds no such place comes back unchanged."""
    match session.pending:
        case {"place": [str(kind), str(path)], "pending": before}:
            return session.moved(place=Place(kind, path), pending=before)
    return session


ITEMS_ON_A_PAGE = 8
"""Items of a list that a page shows: so many can be taken in, and a long list costs no more than a short one."""


def page_of(index: int) -> int:
    """The page of a long list that an item stands on, both counted from 0."""
    return max(0, index) // ITEMS_ON_A_PAGE


def page_turned(number: int) -> Plain:
    """Which page of a long list is shown, counted from 0."""
    return {"page": number}


def page_shown(session: Session) -> int:
    """Which page of a long list is shown, counted from 0."""
    match session.pending:
        case {"page": int(number)}:
            return number
    return 0


def adding() -> Plain:
    """What is written next is added to the text that stands there."""
    return {"adding": True}


def is_adding(session: Session) -> bool:
    """Whether what is written next is added to the text that stands there."""
    return isinstance(session.pending, dict) and "adding" in session.pending


def brought(parts: Sequence[Part]) -> Plain:
    """The parts of a text that was brought, until the person has seen where they belong."""
    return {"brought": [[part.section, part.heading, part.text] for part in parts]}


def parts_brought(session: Session) -> tuple[Part, ...]:
    """The parts of a text that was brought and not taken over yet."""
    match session.pending:
        case {"brought": list(parts)}:
            return tuple(Part(*map(str, part)) for part in parts if isinstance(part, list))
    return ()


def suffices(session: Session) -> bool:
    """Whether the present place has what it needs to be shown."""
    match session.place.kind:
        case "unsure":
            return bool(suggested(session))
        case "clash":
            return isinstance(session.pending, dict) and isinstance(session.pending.get("yours"), dict)
        case "alike":
            return bool(borne_by(session))
        case "brought":
            return bool(parts_brought(session))
        case "cancel":
            return resumed(session) is not session
    return True
