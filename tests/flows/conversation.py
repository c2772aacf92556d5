"""A person in conversation with a form: what tests drive, one event after the other.

Between any two steps the session is turned into JSON and read back, as storage does it, and what must hold for every
step is checked, whatever the test is about: nothing is lost that its owner did not take away, the changes reported are
the changes made, the revision grows if and only if something changed, and there is a prompt that leads on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flows import engine
from flows.events import (
    Asked,
    Button,
    Corrected,
    Effect,
    Event,
    Line,
    Pressed,
    Prompt,
    Said,
    Sent,
    Shared,
    Turn,
    Unfit,
)
from flows.facts import Area, Facts, FileSent, NameBorne, PartnerFound, Remarked
from flows.form import Flow
from flows.framework import CURRENT
from flows.letter import LETTER
from flows.media import PDF
from flows.session import Answer, Answers, Piece, Place, Session
from flows.wording import Param, Say, as_is
from flows.words import fold
from locales import voice

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TAKES_AWAY = ("removed", "skip")
"""Acts by which the owner of an answer takes it away."""


def plainly(words: Param | None, language: str = "en") -> str:
    """A sentence or a parameter as plain text, without the marks that keep directions apart."""
    assert words is not None
    text = voice(language).plain(words if isinstance(words, Say) else as_is(words))
    return text.replace("\u2068", "").replace("\u2069", "")


def read_back(session: Session) -> Session:
    """The session by way of JSON, its standing and its answers apart as storage keeps them."""
    standing = json.loads(json.dumps(session.standing()))
    answers = json.loads(json.dumps({path: answer.to_plain() for path, answer in session.answers.items()}))
    return Session.from_standing(standing, {path: Answer.from_plain(plain) for path, plain in answers.items()})


@dataclass
class Conversation:
    """One person and one draft. `borne` are names that partners or other letters bear, `register`
    the registered partners, `reference` and `remark` what the letter was sent under and what the
    secretariat asks about it."""

    flow: Flow = LETTER
    language: str = "en"
    areas: tuple[Area, ...] = CURRENT.open_areas()
    borne: tuple[NameBorne, ...] = ()
    reference: str | None = None
    remark: Remarked | None = None
    register: tuple[PartnerFound, ...] = ()
    now: datetime = NOW
    session: Session = field(init=False)
    notes: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    stale: bool = False
    messages: int = 100
    watch: Callable[[Conversation, Event, Turn], None] | None = None

    def __post_init__(self) -> None:
        """Begin the draft."""
        self.session = engine.start(self.flow, self.facts())

    # -- what the person does -----------------------------------------------------------------------------------------

    def say(self, *texts: str) -> Conversation:
        """Write messages, a minute apart."""
        for text in texts:
            self.messages += 1
            self.take(Said(text, self.messages, self.now))
        return self

    def paste(self, *pieces: str) -> Conversation:
        """Write one text that the client cuts into these messages, sent in the same second."""
        at = self.now
        for piece in pieces:
            self.messages += 1
            self.take(Said(piece, self.messages, at))
        return self

    def press(self, *labels: str) -> Conversation:
        """Press buttons by their words; a tick, an arrow or a pencil may be left out."""
        for words in labels:
            found = self.button(words)
            self.take(Pressed(self.session.revision, found.act, found.arg))
        return self

    def press_act(self, act: str, arg: str = "") -> Conversation:
        """Press a button by what it does."""
        return self.take(Pressed(self.session.revision, act, arg))

    def send(self, name: str = "letter.pdf", media_type: str | None = PDF, size: int = 50_000) -> Conversation:
        """Send a file."""
        self.messages += 1
        return self.take(Sent(FileSent(f"file-{self.messages}", name, media_type, size), self.messages))

    def share(self, phone: str) -> Conversation:
        """Share a contact card."""
        self.messages += 1
        return self.take(Shared(phone, self.messages))

    def edit_message(self, text: str, message_id: int | None = None) -> Conversation:
        """Change a message that was sent, the last one unless told otherwise."""
        return self.take(Corrected(text, self.messages if message_id is None else message_id))

    def ask(self, act: str) -> Conversation:
        """Give a command."""
        return self.take(Asked(act))

    def send_unfit(self, what: str) -> Conversation:
        """Send something that answers no question."""
        return self.take(Unfit(what))

    def take(self, event: Event) -> Conversation:
        """Have the engine take any event, an hour of which the person needs one minute."""
        self.session = read_back(self.session)
        before = self.session
        names = self._borne_by(event)
        turn = engine.step(self.flow, before, event, self.facts(names, self._found_by(event)))
        self.session, self.effects, self.stale = turn.session, turn.effects, turn.stale
        self.notes = tuple(plainly(note, self.language) for note in turn.notes)
        self.now += timedelta(minutes=1)
        check_turn(before, event, turn)
        assert read_back(self.session) == self.session
        assert self.prompt.revision == self.session.revision
        if self.watch is not None:
            self.watch(self, event, turn)
        return self

    def reopen(self, words: str = "", *paths: str) -> Conversation:
        """Have the letter, sent as GMP-2026-0001, open again: at what the secretariat asks about, or at the review."""
        self.reference = "GMP-2026-0001"
        self.remark = Remarked(words, paths) if words else None
        self.session = engine.reopen(self.flow, read_back(self.session), paths)
        return self

    def come_back(self, flow: Flow | None = None) -> Conversation:
        """Come back later, perhaps to another edition of the form."""
        self.flow = self.flow if flow is None else flow
        before = read_back(self.session)
        turn = engine.resume(self.flow, before, self.facts())
        assert applied(before.answers, turn) == turn.session.answers
        self.session = turn.session
        self.notes = tuple(plainly(note, self.language) for note in turn.notes)
        assert engine.resume(self.flow, self.session, self.facts()).session is self.session
        assert self.prompt
        return self

    # -- what is there ------------------------------------------------------------------------------------------------

    def _found_by(self, event: Event) -> tuple[PartnerFound, ...]:
        """Partners in whose names the words of an event are, where the engine asks to look for them."""
        words = engine.searched(self.flow, self.session, event)
        return tuple(found for found in self.register if words in fold(found.name)) if words else ()

    def facts(self, same_names: tuple[NameBorne, ...] = (), partners: tuple[PartnerFound, ...] = ()) -> Facts:
        """What the world hands to a step."""
        return Facts(
            self.now,
            self.language,
            voice(self.language).plain,
            self.areas,
            same_names=same_names,
            reference=self.reference,
            remark=self.remark,
            partners=partners,
        )

    @property
    def prompt(self) -> Prompt:
        """What the bot shows now."""
        return engine.prompt(self.flow, self.session, self.facts())

    @property
    def asked(self) -> str:
        """The question that is shown."""
        return plainly(self.prompt.ask, self.language)

    @property
    def place(self) -> Place:
        """Where the person stands."""
        return self.session.place

    @property
    def buttons(self) -> list[str]:
        """The words of all buttons."""
        return [plainly(button.label, self.language) for row in self.prompt.buttons for button in row]

    def button(self, words: str) -> Button:
        """The button with these words."""
        for row in self.prompt.buttons:
            for button in row:
                label = plainly(button.label, self.language)
                if words in (label, label.strip(" ▶◀✎▲▼")):
                    return button
        raise AssertionError(f"no button says {words!r}; there are {self.buttons}")

    def value(self, path: str) -> Any:
        """The value answered at a path, `None` where there is none."""
        answer = self.session.answers.get(path)
        return None if answer is None else answer.value

    def line(self, label: str) -> Line:
        """The line of the present page with this label."""
        return next(line for line in self.prompt.lines if plainly(line.label, self.language) == label)

    def _borne_by(self, event: Event) -> tuple[NameBorne, ...]:
        wanted = engine.lookup(self.flow, self.session, event)
        return tuple(name for name in self.borne if fold(name.name) == wanted)


def applied(answers: Answers, turn: Turn) -> dict[str, Answer]:
    """The answers with a turn's changes made to them, as storage makes them."""
    kept = dict(answers)
    for change in turn.changes:
        assert kept.get(change.path) == change.old
        if change.new is None:
            del kept[change.path]
        else:
            kept[change.path] = change.new
    return kept


def check_turn(before: Session, event: Event, turn: Turn) -> None:
    """What must hold for every step."""
    after = turn.session
    assert applied(before.answers, turn) == after.answers
    assert all(change.old != change.new for change in turn.changes)
    unchanged = replace(after, revision=before.revision) == before
    assert after.revision == before.revision + (0 if unchanged else 1)
    if turn.stale:
        assert unchanged
        assert not turn.effects
    for change in turn.changes:
        taken_away = change.old is not None and change.old.value is not None
        taken_away = taken_away and (change.new is None or change.new.value is None)
        if taken_away:
            assert isinstance(event, (Pressed, Said)), f"{change.path} was lost by {event}"
            assert not isinstance(event, Pressed) or event.act in TAKES_AWAY, f"{change.path} was lost by {event}"


def pieces_of(conversation: Conversation, path: str) -> Iterable[Piece]:
    """The messages that an answer came in."""
    return conversation.session.answers[path].pieces
