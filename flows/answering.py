"""Taking an answer: what a person writes, sends or chooses for the question where they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from flows.beside import clashed, overtaken
from flows.events import Said, Sent, Shared, Turn
from flows.facts import Facts, Read, Unclear
from flows.form import Flow, Group, Question
from flows.kinds import Text
from flows.layout import Stop, find, missing
from flows.moving import PASSING, onward, write
from flows.pending import bearers, is_adding, is_only_message, not_understood, suggestions
from flows.session import Answer, Piece, Place, Session, Tail
from flows.signposts import LACKS
from flows.utf16 import utf16_length
from flows.wording import N_, Say, say, say_n

BEFORE = 0
"""In place of a message's number: the words that stood there before others were added. No message has it."""
LONG_PIECE = 3500
"""From this many UTF-16 units on a message may be the first piece of a longer text: clients cut at 4,096 units, at a
good place before it."""

Reader: TypeAlias = Callable[[Question, Facts], Read | Unclear]
"""Reads what came in as an answer to a question, with the facts as that question sees them."""

CHOOSE_BELOW = say(N_("Please choose one of the buttons below."))
WRITE_REASON = say(N_("Please write the reason in a sentence."))
WRITE_ANSWER = say(N_("Please write your answer."))
PRESS_OR_WRITE = say(N_("Please press a button, or write your answer."))
SEND_FILE = say(N_("Please send a file, or use one of the buttons below."))

UNFIT = {
    "photo": say(N_("Thank you for the picture, but I cannot keep it here.")),
    "file": say(N_("Thank you for the file, but I cannot keep it here.")),
    "sticker": say(N_("A nice sticker, but it is no answer that I can keep.")),
    "voice": say(N_("I cannot listen to voice messages.")),
    "video": say(N_("I cannot watch videos.")),
    "video_note": say(N_("I cannot watch videos.")),
    "poll": say(N_("A poll is no answer that I can keep.")),
    "location": say(N_("A place on the map is no answer that I can keep.")),
    "contact": say(N_("A contact card is no answer to this question.")),
    "other": say(N_("I cannot read this kind of message.")),
}


def question_here(flow: Flow, session: Session) -> tuple[Stop, Question] | None:
    """The question that an answer sent now would be for."""
    if session.place.kind != "question" and session.place.kind not in PASSING:
        return None
    stop = find(flow, session.answers, session.place.path)
    return None if stop is None or isinstance(stop.question, Group) else (stop, stop.question)


def said(flow: Flow, session: Session, event: Said, facts: Facts) -> Turn:
    """Take words for the question where the person stands, or for the reason asked about it."""
    if session.place.kind == "reason":
        return _reasoned(flow, session, event)
    old = session.answers.get(session.place.path)
    if is_adding(session) and old is not None and isinstance(old.value, str):
        return _added(flow, session, Piece(BEFORE, f"{old.value}\n\n"), event, facts)
    return answered(
        flow,
        session,
        lambda question, seen: question.read(event.text, seen),
        facts,
        piece=Piece(event.message_id, event.text),
        at=event.at,
    )


def _added(flow: Flow, session: Session, before: Piece, event: Said, facts: Facts) -> Turn:
    """Add words to the text that stands there. What others have written into it meanwhile stays, so nothing clashes."""
    here = question_here(flow, session)
    if here is None:
        raise ValueError(f"a text is added to at {session.place.path!r}, where no question stands")
    stop, question = here
    piece = Piece(event.message_id, event.text)
    # A message without words is no answer, whatever stands before it.
    alone = question.read(event.text, facts)
    result = question.read(before.text + event.text, facts) if isinstance(alone, Read) else alone
    if isinstance(result, Unclear):
        return Turn(session, notes=(result.problem,))
    tail = Tail(stop.path, event.at) if utf16_length(piece.text) >= LONG_PIECE else None
    return keep(flow, session, stop, result, (before, piece), facts, tail)


def sent(flow: Flow, session: Session, event: Sent, facts: Facts) -> Turn:
    """Take a file."""
    if session.place.kind == "reason":
        return Turn(session, notes=(UNFIT["file"], WRITE_REASON))
    return answered(
        flow,
        session,
        lambda question, seen: question.read_file(event.file, seen),
        facts,
        piece=Piece(event.message_id, ""),
    )


def shared(flow: Flow, session: Session, event: Shared, facts: Facts) -> Turn:
    """Take the number of a contact card, where a number is asked for."""
    here = question_here(flow, session)
    if here is None or here[1].expects != "phone":
        return unfit(flow, session, "contact")
    # Telegram gives the number of a contact with its country code, but not always with the plus sign.
    phone = event.phone if event.phone.startswith(("+", "0")) else f"+{event.phone}"
    return answered(
        flow,
        session,
        lambda question, seen: question.read(phone, seen),
        facts,
        piece=Piece(event.message_id, ""),
    )


def unfit(flow: Flow, session: Session, what: str) -> Turn:
    """Say kindly that this is no answer here, and what to send instead."""
    cannot = UNFIT.get(what, UNFIT["other"])
    here = question_here(flow, session)
    if session.place.kind == "done":
        return Turn(session)
    if here is None:
        return Turn(session, notes=(cannot, CHOOSE_BELOW))
    if session.place.kind == "reason":
        return Turn(session, notes=(cannot, WRITE_REASON))
    return Turn(session, notes=(cannot, _instead(here[1])))


def _instead(question: Question) -> Say:
    match question.expects:
        case "file":
            return SEND_FILE
        case "press" | "ticks":
            return PRESS_OR_WRITE
    return WRITE_ANSWER


def answered(
    flow: Flow,
    session: Session,
    read: Reader,
    facts: Facts,
    *,
    piece: Piece | None = None,
    at: datetime | None = None,
) -> Turn:
    """Take an answer for the question where the person stands.

    `piece` is the message it came in (`None`: a button); with `at`, when that was sent, a long text may be continued.
    """
    here = question_here(flow, session)
    if here is None:
        return Turn(session, notes=() if session.place.kind == "done" else (CHOOSE_BELOW,))
    stop, question = here
    result = read(question, question.facts_seen(session.answers, facts))
    if isinstance(result, Unclear):
        return _unclear(session, result, piece)
    may_continue = isinstance(question, Text) and piece is not None and utf16_length(piece.text) >= LONG_PIECE
    tail = Tail(stop.path, at) if may_continue and at is not None else None
    # The words stand in the value; only of a text that may be continued are they kept by the piece as well.
    pieces = () if piece is None else (piece if may_continue else Piece(piece.message_id, ""),)
    return keep(flow, session, stop, result, pieces, facts, tail)


def _unclear(session: Session, result: Unclear, piece: Piece | None) -> Turn:
    """Say what was not understood; what may have been meant is offered in place of the question."""
    message_id = None if piece is None else piece.message_id
    if result.suggestions:
        offered = suggestions([suggestion.value for suggestion in result.suggestions], message_id)
        unsure = session.moved(place=Place("unsure", session.place.path), pending=offered)
        return Turn(unsure, notes=(result.problem,))
    # Ticks, suggestions and the bearers of a name are not given up for a message that was not understood.
    if message_id is not None and (session.pending is None or is_only_message(session.pending)):
        session = session.moved(pending=not_understood(message_id))
    return Turn(session, notes=(result.problem,))


def _reasoned(flow: Flow, session: Session, event: Said) -> Turn:
    """Record why a text stays above its guidance, and go on."""
    path = session.place.path
    old = session.answers.get(path)
    reason = reason_in(event.text)
    if old is None or not reason:
        return Turn(session, notes=(WRITE_REASON,))
    kept, changes = write(session, path, replace(old, because=reason, because_in=event.message_id))
    return Turn(onward(flow, kept, path), changes)


def reason_in(text: str) -> str:
    """A reason on one line; empty where there are no words."""
    reason = " ".join(text.split())
    return reason if any(map(str.isalnum, reason)) else ""


def keep(
    flow: Flow,
    session: Session,
    stop: Stop,
    result: Read,
    pieces: tuple[Piece, ...],
    facts: Facts,
    tail: Tail | None = None,
) -> Turn:
    """Keep an answer and move on from it, by way of a warning where there is one to give."""
    over = result.over.excess if result.over else 0
    old = session.answers.get(stop.path)
    why = (old.because, old.because_in) if over and old is not None else ("", None)
    answer = Answer(result.value, pieces, over, *why)
    at_stake = session.place.path == stop.path and not is_adding(session)
    if at_stake and overtaken(flow, session) and (old is None or old.value != answer.value):
        return clashed(session, stop.path, answer)
    kept, changes = write(session, stop.path, answer)
    notes: tuple[Say, ...] = () if result.note is None else (result.note,)
    if session.place.kind == "alike" and isinstance(result.value, str):
        # What is written there may be meant as an answer to "is yours a letter of its own?".
        notes += (say(N_("I have taken this for the new name: {name}"), name=result.value),)
    if facts.same_names and isinstance(stop.question, Text) and stop.question.known_as:
        moved = kept.moved(place=Place("alike", stop.path), pending=bearers(facts.same_names))
    elif over:
        moved = kept.moved(place=Place("over", stop.path))
    else:
        moved = onward(flow, kept, stop.path)
        notes += (*_length(stop.question, result, facts), *_asks_more(flow, session, kept, stop.path))
    notes += _states_too_little(flow, kept, stop.path)
    return Turn(moved.moved(tail=tail), changes, notes=notes)


def _length(question: Question | Group, result: Read, facts: Facts) -> tuple[Say, ...]:
    """How long a counted text has become, beside its guidance; above it the page that asks for less says so."""
    if not isinstance(question, Text) or not question.counted:
        return ()
    measure = question.measured(str(result.value), facts)
    if measure is None:
        return ()
    counted = (
        N_("Your text has {count} of {limit} words.")
        if measure.unit == "words"
        else N_("Your text has {count} of {limit} characters.")
    )
    return (say(counted, count=measure.count, limit=measure.limit),)


def _states_too_little(flow: Flow, kept: Session, path: str) -> tuple[Say, ...]:
    """What the framework requires and this answer does not state, told at once and not only before sending."""
    return tuple(
        say(LACKS, required=say(element.label))
        for element in flow.elements
        if element.found_at == path and not element.present(kept.answers)
    )


def _asks_more(flow: Flow, session: Session, kept: Session, path: str) -> tuple[Say, ...]:
    """Say so where a changed answer makes further questions be asked; who answers in order just comes to them."""
    if session.back_to is None and session.place.path == path:
        return ()
    more = len(missing(flow, kept.answers)) - len(missing(flow, session.answers))
    if more <= 0:
        return ()
    return (
        say_n(
            N_("Because of this change, {n} more answer is needed."),
            N_("Because of this change, {n} more answers are needed."),
            more,
        ),
    )
