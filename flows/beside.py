"""Several hands in one draft: what somebody saw before they answered, and what others have done to it since.

A session of a shared flow notes how the answer stood that its person was shown. An answer that meets another one than
that is not written over it: the person sees both and chooses (`clash`). An item that somebody begins while somebody
else begins one too gets a name of its own.
"""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import blake2b

from flows.events import Button, Prompt, Turn
from flows.facts import Facts
from flows.form import Flow, Group, Question
from flows.kinds import Text
from flows.layout import ancestors, find, item_gone, items, new_item
from flows.session import Answer, Answers, Change, Place, Plain, Session
from flows.signposts import cited, heading
from flows.wording import N_, Say, say

AT_AN_ANSWER = frozenset({"question", "over", "reason", "alike", "unsure", "clash"})
"""Kinds of place where a person has an answer before their eyes."""


def mark(answer: Answer | None) -> str:
    """What tells one answer from another; empty for none."""
    if answer is None:
        return ""
    return blake2b(json.dumps(answer.to_plain(), sort_keys=True).encode("utf-8", "replace"), digest_size=9).hexdigest()


def looked(flow: Flow, session: Session) -> Session:
    """The session with what its person sees now; unchanged in a flow that one person writes alone."""
    if not flow.shared:
        return session
    answers, path = session.answers, session.place.path
    at_an_answer = session.place.kind in AT_AN_ANSWER
    seen: Plain = None
    if at_an_answer or session.tail is not None:
        seen = [
            mark(answers.get(path)) if at_an_answer else "",
            _begun_item(answers, path) if at_an_answer else "",
            "" if session.tail is None else mark(answers.get(session.tail.path)),
        ]
    return session if seen == session.seen else session.moved(seen=seen)


def _begun_item(answers: Answers, path: str) -> str:
    """The outermost item around a path that is no item yet; empty where all of them are."""
    begun = ""
    for group, item in ancestors(path):
        if item not in items(answers, group):
            begun = f"{group}.{item}"
    return begun


def with_own_item(session: Session) -> Session:
    """The session with a name of its own for the item that its person has begun, where somebody else has taken the
    name in the meantime."""
    match session.seen:
        case [_, str(begun), _] if begun and session.place.kind in AT_AN_ANSWER:
            group, _, item = begun.rpartition(".")
        case _:
            return session
    if item not in items(session.answers, group) and not item_gone(session.answers, group, item):
        return session
    own = f"{group}.{new_item(session.answers, group)}"
    place = Place(session.place.kind, own + session.place.path.removeprefix(begun))
    return session.moved(place=place, seen=[mark(None), own, ""])


def overtaken(flow: Flow, session: Session) -> bool:
    """Whether the answer where the person stands is no longer the one that they were shown."""
    if not flow.shared or session.place.kind not in AT_AN_ANSWER:
        return False
    match session.seen:
        case [str(seen), _, _]:
            return seen != mark(session.answers.get(session.place.path))
    return False


def tail_overtaken(flow: Flow, session: Session) -> bool:
    """Whether somebody else has changed the answer that a further piece of a long text would join."""
    match session.seen:
        case [_, _, str(seen)] if flow.shared and session.tail is not None:
            return seen != mark(session.answers.get(session.tail.path))
    return False


def clashed(session: Session, path: str, answer: Answer) -> Turn:
    """Both answers are kept: the other's where it stands, this one aside until the person has chosen."""
    place = Place("clash", path)
    there = session.moved(place=place, pending={"yours": answer.to_plain()}, tail=None)
    return Turn(there, aside=(Change(path, None, answer),))


def yours(session: Session) -> Answer | None:
    """The answer that has not been taken over yet."""
    match session.pending:
        case {"yours": dict(plain)}:
            return Answer.from_plain(plain)
    return None


def both(question: Question, theirs: Answer | None, own: Answer) -> Answer | None:
    """Both answers as one text, one below the other; `None` where they are no texts of several lines."""
    joinable = isinstance(question, Text) and question.lines
    if not joinable or theirs is None or not isinstance(theirs.value, str) or not isinstance(own.value, str):
        return None
    return replace(own, value=f"{theirs.value}\n\n{own.value}", pieces=())


def clash_page(flow: Flow, session: Session, facts: Facts) -> Prompt:
    """Two answers side by side, to choose from; a new text is taken in place of both."""
    path = session.place.path
    stop, own = find(flow, session.answers, path), yours(session)
    if stop is None or isinstance(stop.question, Group) or own is None:
        raise ValueError(f"no two answers stand at {path!r}")
    question, theirs = stop.question, session.answers.get(path)
    label = say(question.label or question.ask)
    who = facts.changed_by or say(N_("Somebody else"))

    def shown(answer: Answer | None) -> Say:
        if answer is None or answer.value is None:
            return say(N_("(no answer)"))
        return say(N_("{answer}"), answer=question.shown(answer.value, session.answers, facts))

    row = [
        Button("theirs", "", say(N_("Keep theirs"))),
        Button("mine", "", say(N_("Take mine"))),
    ]
    joined = both(question, theirs, own)
    more = ((Button("both", "", say(N_("Both, one below the other"))),),) if joined is not None else ()
    return Prompt(
        session.revision,
        say(N_("{name} has changed this answer while you were writing: {question}"), name=who, question=label),
        heading=heading(flow, session, stop),
        paragraphs=(
            say(N_("<b>Theirs:</b>")),
            shown(theirs),
            say(N_("<b>Yours:</b>")),
            shown(own),
        ),
        hints=(say(N_("Press a button, or write the answer as it should be.")),),
        cites=cited(question.cites),
        buttons=(tuple(row), *more),
        expects=question.expects if question.expects != "ticks" else "press",
    )
