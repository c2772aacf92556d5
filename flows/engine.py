"""The engine: a conversation as data in, data out.

    start(flow) -> Session                                    a new draft, at its first question
    reopen(flow, session, visit) -> Session                   a letter that was sent, open for changes
    resume(flow, session, facts) -> Turn                      after a while, perhaps after the form changed
    lookup(flow, session, event) -> str | None                a name that the caller looks up before the step
    searched(flow, session, event) -> str | None              words that the caller looks for in the register before it
    step(flow, session, event, facts) -> Turn                 what an event makes of the session
    look(flow, session) -> Session                            the prompt of a shared draft is shown again
    prompt(flow, session, facts) -> Prompt                    what to show now
    buttons(flow, session, facts) -> Rows                     the buttons of that alone

No function here reads a clock, a file or a store; the caller keeps what a turn says has changed, and sends the
prompt. Whoever loads a session calls `resume` before `step` or `prompt`: the form, or answers that others gave, may
have changed since. Three laws hold for every event, and `tests/flows` checks them on random conversations:

* nothing that was answered is lost unless its owner takes it away: going back, a changed answer that hides others,
  a new edition of the form keep every answer;
* a button acts only while it stands on the prompt that the session would show now (same revision, same button), so
  old, doubled and forged presses change nothing;
* wherever a person stands there is a prompt that leads on.

A place (`session.Place`) is what is shown. `answering` and `pieces` take what a person says, `pressing` what they
press, `moving` knows where each leads, `editions` what a changed form does to those in the middle of it, and
`prompting` with `pages` and `signposts` what is to be seen at each place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from flows.answering import said, sent, shared, unfit
from flows.beside import looked, with_own_item
from flows.bringing import brought
from flows.editions import fitted
from flows.events import (
    Asked,
    Brought,
    Corrected,
    Event,
    Pressed,
    Prompt,
    Rows,
    Said,
    Sent,
    Shared,
    Submitted,
    Turn,
    Unfit,
)
from flows.facts import Facts
from flows.form import Flow
from flows.kinds import PartnerName, Text
from flows.layout import Stop, find, level, ready_to_submit
from flows.moving import MENU, home, is_place, place_of, visited
from flows.pending import message_heard
from flows.pieces import continued, continues, corrected, path_said_in
from flows.possible import possible
from flows.pressing import STALE, asked, pressed, spoken
from flows.prompting import buttons as buttons_shown
from flows.prompting import prompt as shown
from flows.session import NO_ANSWERS, Place, Session
from flows.words import fold

__all__ = [
    "STALE",
    "buttons",
    "look",
    "lookup",
    "prompt",
    "reopen",
    "resume",
    "searched",
    "section_of",
    "start",
    "step",
    "with_own_item",
]


def start(flow: Flow, facts: Facts | None = None) -> Session:
    """A new session at the beginning of the flow; with `facts`, at the first question that can be answered."""
    flow = flow if facts is None else possible(flow, facts)
    if flow.order == "menu":
        return Session(flow.key, flow.edition, MENU)
    first = level(flow, NO_ANSWERS, flow.sections[0].questions[0].key)[0]
    return Session(flow.key, flow.edition, place_of(flow, NO_ANSWERS, first))


def reopen(flow: Flow, session: Session, visit: tuple[str, ...] = ()) -> Session:
    """A session that was submitted, open again: at the first of the questions to be looked at, from which each leads
    to the next and the last to the review; without any, at the review (G2(c): what is missing is asked for)."""
    revision = session.revision + 1
    there = Session(flow.key, session.edition, home(flow), revision, session.answers, visit=visit)
    return visited(flow, there, visit) or there.moved(visit=())


def resume(flow: Flow, session: Session, facts: Facts) -> Turn:
    """The session made to fit the flow as it is today: told, and put on the nearest question that stands.

    Answers stay whatever happened to their questions. A session that fits comes back unchanged.
    """
    return fitted(possible(flow, facts), session)


def look(flow: Flow, session: Session) -> Session:
    """The session whose person is shown its prompt just now: what they see of a shared draft is noted, so that an
    answer of theirs does not cover what somebody else writes in the meantime."""
    return looked(flow, session)


def section_of(flow: Flow, session: Session) -> str:
    """The key of the section where a person stands; empty where they stand in none."""
    if session.place.kind == "section":
        return session.place.path
    group_of_item = session.place.path.rpartition(".")[0] if session.place.kind in ("item", "remove") else ""
    stop = find(flow, session.answers, group_of_item or session.place.path) if session.place.path else None
    return "" if stop is None else stop.section.key


def lookup(flow: Flow, session: Session, event: Event) -> str | None:
    """The name, folded for comparison, that the event would answer a name question with; `None` if it is no name.

    The caller looks it up among partners and open letters and hands what it finds in as `Facts.same_names`.
    """
    stop, text = _would_answer(flow, session, event)
    if stop is None or not isinstance(stop.question, Text) or not stop.question.known_as:
        return None
    return fold(text)


def searched(flow: Flow, session: Session, event: Event) -> str | None:
    """The words, folded for comparison, that the event gives for a partner's name; `None` if no partner is asked for.

    The caller looks for partners in whose names they occur and hands those in as `Facts.partners`.
    """
    stop, text = _would_answer(flow, session, event)
    return fold(text) if stop is not None and isinstance(stop.question, PartnerName) else None


def _would_answer(flow: Flow, session: Session, event: Event) -> tuple[Stop | None, str]:
    """The question that the words of an event would answer, and the words."""
    place = session.place
    at_question = place.path if place.kind in ("question", "over", "alike", "unsure", "clash") else ""
    match event:
        case Said(text=text) if not continues(session, event):
            path = at_question
        case Corrected(text=text, message_id=message_id):
            heard_here = message_heard(session) == message_id
            path = path_said_in(session, message_id) or (at_question if heard_here else "")
        case _:
            return None, ""
    return (find(flow, session.answers, path) if path else None), text


def step(flow: Flow, session: Session, event: Event, facts: Facts) -> Turn:
    """What an event makes of a session.

    The revision grows by one with every step that changes anything, so that buttons shown before it are stale.
    """
    flow, facts = possible(flow, facts), _with_country(session, facts)
    turn = _at_once(flow, _taken(flow, session, event, facts))
    tail = turn.session.tail if turn.session.tail is not session.tail else None
    after = turn.session.moved(tail=tail)
    if turn.changes and after.back_to is not None and not is_place(flow, after.answers, after.back_to):
        # An answer may hide the question that the person was to return to.
        after = after.moved(back_to=None)
    if not turn.changes and after == session.moved(tail=None):
        return replace(turn, session=looked(flow, session))
    return replace(turn, session=looked(flow, after.moved(revision=session.revision + 1)))


def prompt(flow: Flow, session: Session, facts: Facts) -> Prompt:
    """What to show a person now. Raises `ValueError` at a place that the flow does not have: `resume` leaves it."""
    return shown(possible(flow, facts), session, facts)


def buttons(flow: Flow, session: Session, facts: Facts) -> Rows:
    """The buttons of that prompt alone, for less than what the whole costs."""
    return buttons_shown(possible(flow, facts), session, facts)


def _taken(flow: Flow, session: Session, event: Event, facts: Facts) -> Turn:
    match event:
        case Said():
            joined = continued(flow, session, event, facts)
            if joined is not None:
                return joined
            press = spoken(flow, session, event.text, facts)
            return said(flow, session, event, facts) if press is None else pressed(flow, session, press, facts)
        case Pressed():
            return pressed(flow, session, event, facts)
        case Sent():
            return sent(flow, session, event, facts)
        case Shared():
            return shared(flow, session, event, facts)
        case Corrected():
            return corrected(flow, session, event, facts)
        case Asked(act=act):
            return asked(flow, session, act)
        case Brought(parts=parts):
            return brought(flow, session, parts)
        case Unfit(what=what):
            return unfit(flow, session, what)
    assert_never(event)


def _at_once(flow: Flow, turn: Turn) -> Turn:
    """A flow without a review is sent off by the answer that completes it."""
    after = turn.session
    if not flow.at_once or not turn.changes or after.place != home(flow) or not ready_to_submit(flow, after.answers):
        return turn
    done = after.moved(place=Place("done"), back_to=None, tail=None)
    return replace(turn, session=done, effects=(Submitted(),))


def _with_country(session: Session, facts: Facts) -> Facts:
    """National telephone numbers and local currencies are read by the country the person has named."""
    answer = session.answers.get("country")
    if answer is not None and isinstance(answer.value, str):
        return replace(facts, country=answer.value)
    return facts
