"""Answers and the messages they came in: long texts that a client cut into several, and messages edited afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flows.answering import LONG_PIECE, WRITE_REASON, answered, keep, reason_in
from flows.beside import clashed, tail_overtaken
from flows.events import Corrected, Said, Turn
from flows.facts import Facts, Unclear
from flows.form import Flow, Group, Question
from flows.layout import find, stands
from flows.moving import PASSING, is_place, wherever_needed, write
from flows.pending import borne_by, message_heard
from flows.prompting import borne, excess
from flows.session import Answer, Piece, Place, Session, Tail
from flows.utf16 import utf16_length
from flows.wording import N_, Say, say

PIECES_WITHIN = timedelta(seconds=5)
"""A client sends the pieces of one text in a row; a person takes longer to read the next question."""
FULL_PIECE = 4096
"""A piece of this length was cut inside a word; any other at a space, which the client dropped."""


def continues(session: Session, event: Said) -> bool:
    """Whether a message is a further piece of the text answered last."""
    tail = session.tail
    return tail is not None and timedelta(0) <= event.at - tail.at <= PIECES_WITHIN


def continued(flow: Flow, session: Session, event: Said, facts: Facts) -> Turn | None:
    """A further piece, joined to the answer it belongs to, wherever the person was led since; `None` if it is none."""
    tail = session.tail
    if tail is None or not continues(session, event):
        return None
    stop = find(flow, session.answers, tail.path)
    answer = session.answers.get(tail.path)
    if stop is None or answer is None or isinstance(stop.question, Group):
        return None
    if tail_overtaken(flow, session):
        own = Answer(event.text, (Piece(event.message_id, ""),))
        turn = clashed(session, tail.path, own)
        led_to = session.back_to if session.place.path == tail.path else session.place
        return replace(turn, session=turn.session.moved(back_to=led_to))
    pieces = (*answer.pieces, Piece(event.message_id, event.text))
    more = Tail(tail.path, event.at) if utf16_length(event.text) >= LONG_PIECE else None
    at_it = session.place.path == tail.path
    # Where the person was led since is where the answer leads, once it is whole.
    led_to = session.back_to if at_it else session.place
    result = stop.question.read(joined(pieces), facts)
    if isinstance(result, Unclear):
        # All pieces are kept, so that the text can be put right by editing one; the value is what could be read.
        kept, changes = write(session, tail.path, replace(answer, pieces=pieces))
        here = kept.moved(place=Place("question", tail.path), back_to=led_to, tail=more)
        return Turn(here, changes, notes=(result.problem,))
    label = say(stop.question.label or stop.question.ask)
    note = say(N_("I have added this to your answer before: {question}"), question=label)
    turn = keep(flow, session, stop, replace(result, note=note), pieces, facts, more)
    if turn.session.place.kind in PASSING:
        return replace(turn, session=turn.session.moved(back_to=led_to))
    if at_it:
        return turn
    here = turn.session.moved(place=session.place, pending=session.pending, back_to=session.back_to)
    return replace(turn, session=here)


def joined(pieces: tuple[Piece, ...]) -> str:
    """One text again."""
    text = ""
    for number, piece in enumerate(pieces):
        if number and utf16_length(pieces[number - 1].text) < FULL_PIECE and not text.endswith("\n"):
            text += "\n" if text.endswith((".", "!", "?", "。", "؟", ":", ";")) else " "
        text += piece.text
    return text


def path_said_in(session: Session, message_id: int) -> str | None:
    """The path of the answer that a message gave. Looks at all answers: edited messages are rare."""
    for path, answer in session.answers.items():
        if any(piece.message_id == message_id for piece in answer.pieces):
            return path
    return None


def corrected(flow: Flow, session: Session, event: Corrected, facts: Facts) -> Turn:
    """An edited message corrects the answer it gave; the person stays where they are.

    One that was not understood when it was sent is taken as the answer it was meant to be.
    """
    reasoned = next((path for path, old in session.answers.items() if old.because_in == event.message_id), None)
    if reasoned is not None:
        return _reason_corrected(flow, session, reasoned, event)
    path = path_said_in(session, event.message_id)
    stop = find(flow, session.answers, path) if path else None
    if path is None or stop is None or isinstance(stop.question, Group):
        if message_heard(session) == event.message_id:
            return _at_last_understood(flow, session, event, facts)
        return Turn(
            session,
            notes=(say(N_("The message you changed is not one of your answers here, so nothing changed.")),),
        )
    label = say(stop.question.label or stop.question.ask)
    old = session.answers[path]
    pieces = tuple(
        Piece(piece.message_id, event.text) if piece.message_id == event.message_id else piece for piece in old.pieces
    )
    result = stop.question.read(joined(pieces), stop.question.facts_seen(session.answers, facts))
    if isinstance(result, Unclear):
        return Turn(session, notes=(say(STAYS, question=label), result.problem))
    if len(pieces) == 1:
        pieces = (Piece(event.message_id, ""),)
    turn = keep(flow, session, stop, result, pieces, facts)
    notes = (say(N_("Corrected: {question}"), question=label), *turn.notes)
    warned = turn.session.place.kind in PASSING
    if session.place.path == path and (warned or session.place.kind in PASSING):
        return replace(turn, notes=notes)
    free = session.back_to is None and session.pending is None
    if warned and free and stands(flow, session.answers, path):
        return replace(turn, session=turn.session.moved(back_to=session.place), notes=notes)
    if warned:
        # In the middle of something else, or where the question is not asked any more, the person is only told.
        notes = (*notes, *_warnings(stop.question, turn.session, path, facts))
    stayed = turn.session.moved(place=session.place, back_to=session.back_to, pending=session.pending)
    if not is_place(flow, stayed.answers, session.place):
        stayed = wherever_needed(flow, stayed)
    return replace(turn, session=stayed, notes=notes)


STAYS = N_("Your change to “{question}” was not taken over, and the earlier answer stays.")


def _reason_corrected(flow: Flow, session: Session, path: str, event: Corrected) -> Turn:
    """An edited message that was the reason given for a long text corrects that reason."""
    stop = find(flow, session.answers, path)
    label = say(stop.question.label or stop.question.ask) if stop is not None else path
    reason = reason_in(event.text)
    if not reason:
        return Turn(session, notes=(say(STAYS, question=label), WRITE_REASON))
    kept, changes = write(session, path, replace(session.answers[path], because=reason))
    stayed = kept.moved(pending=session.pending, tail=session.tail)
    notes = (say(N_("Corrected: {question}"), question=label), say(N_("The reason you gave: {reason}"), reason=reason))
    return Turn(stayed, changes, notes=notes)


def _warnings(question: Question, session: Session, path: str, facts: Facts) -> tuple[Say, ...]:
    if session.place.kind == "alike":
        return borne(borne_by(session))
    return (excess(question, session.answers[path], facts),)


def _at_last_understood(flow: Flow, session: Session, event: Corrected, facts: Facts) -> Turn:
    if session.place.kind == "unsure":
        session = session.moved(place=Place("question", session.place.path), pending=None)
    return answered(
        flow,
        session,
        lambda question, seen: question.read(event.text, seen),
        facts,
        piece=Piece(event.message_id, event.text),
    )
