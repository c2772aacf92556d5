"""Two people in one draft, in every order of what they do: nothing that was written is lost, and nothing is covered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations

import pytest

from flows import engine
from flows.beside import mark
from flows.events import Event, Pressed, Said
from flows.facts import Facts
from flows.letter import LETTER
from flows.plan import PLAN
from flows.session import Answer, Change, Place, Session
from tests.flows.conversation import NOW, plainly
from tests.flows.plans import whole
from tests.flows.reading import facts


@dataclass
class Shared:
    """A draft with two people in it. `kept` is every answer that ever stood or was put aside."""

    answers: dict[str, Answer] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    kept: list[Change] = field(default_factory=list)
    heard: int = 0

    def facts(self) -> Facts:
        return facts("en")

    def session(self, who: str) -> Session:
        there = self.sessions.get(who) or engine.start(PLAN)
        return engine.with_own_item(Session.from_standing(there.standing(), dict(self.answers)))

    def at(self, who: str, place: Place) -> None:
        """Show somebody a place."""
        self.sessions[who] = engine.look(PLAN, self.session(who).moved(place=place, pending=None, back_to=None))

    def does(self, who: str, event: Event | tuple[str, str] | str) -> None:
        """Somebody writes a text, or presses a button of what they see."""
        there = engine.resume(PLAN, self.session(who), self.facts()).session
        self.heard += 1
        if isinstance(event, str):
            event = Said(event, self.heard, NOW + timedelta(minutes=self.heard))
        elif isinstance(event, tuple):
            event = Pressed(there.revision, *event)
        turn = engine.step(PLAN, there, event, self.facts())
        self.answers = dict(turn.session.answers)
        self.sessions[who] = turn.session
        self.kept += (*turn.changes, *turn.aside)

    def prompt(self, who: str) -> str:
        prompt = engine.prompt(PLAN, self.session(who), self.facts())
        return "\n".join(plainly(text) for text in (prompt.ask, *prompt.paragraphs))

    def texts(self) -> list[str]:
        return [str(answer.value) for answer in self.answers.values()]


def orders(one: list[str], other: list[str]) -> Iterator[list[tuple[str, str]]]:
    """Every order in which two people can do what they do, each in their own order."""
    length = len(one) + len(other)
    for places in combinations(range(length), len(one)):
        left, right = iter(one), iter(other)
        yield [("eve", next(left)) if place in places else ("bob", next(right)) for place in range(length)]


EVE = ["Halve the use of mercury", "Tonnes of mercury", "At most 400 tonnes"]
BOB = ["Close the worst mines", "Mines that are closed", "Every second one"]


@pytest.mark.parametrize("order", list(orders(EVE, BOB)), ids=lambda order: "".join(who[0] for who, _ in order))
def test_two_who_begin_an_item_at_once_each_fill_in_their_own(order: list[tuple[str, str]]):
    draft = Shared()
    for who in ("eve", "bob"):
        draft.at(who, Place("question", "objectives.1.statement"))
    for who, text in order:
        draft.does(who, text)
    of_items = {
        tuple(str(draft.answers[f"objectives.{item}.{key}"].value) for key in ("statement", "measured", "target"))
        for item in ("1", "2")
    }
    assert of_items == {tuple(EVE), tuple(BOB)}
    assert draft.answers["objectives"].value == {"items": ["1", "2"], "next": 3}


@pytest.mark.parametrize(
    "order", list(orders(["E1", "E2"], ["B1", "B2"])), ids=lambda order: "".join(w[0] for w, _ in order)
)
@pytest.mark.parametrize("settles", ["theirs", "mine", "both"])
def test_every_text_stands_or_was_kept_aside_whatever_the_order(order: list[tuple[str, str]], settles: str):
    draft = Shared()
    for who in ("eve", "bob"):
        draft.at(who, Place("question", "summary"))
    for who, text in order:
        if draft.session(who).place.path != "summary":
            draft.at(who, Place("question", "summary"))
        draft.does(who, text)
    for who in ("eve", "bob"):
        if draft.session(who).place.kind == "clash":
            draft.does(who, (settles, ""))
    ever = " ".join(str(change.new.value) for change in draft.kept if change.new is not None)
    assert all(text in ever for _, text in order)
    assert "clash" not in {session.place.kind for session in draft.sessions.values()}


def clash() -> Shared:
    draft = Shared()
    for who in ("eve", "bob"):
        draft.at(who, Place("question", "summary"))
    draft.does("eve", "Theirs")
    draft.does("bob", "Ours")
    return draft


def test_both_answers_are_shown_and_the_first_stands_until_one_is_chosen():
    draft = clash()
    assert draft.session("bob").place == Place("clash", "summary")
    assert draft.prompt("bob").splitlines()[1:] == ["Theirs:", "Theirs", "Yours:", "Ours"]
    assert draft.answers["summary"].value == "Theirs"


def test_the_same_answer_given_twice_is_no_clash():
    draft = Shared()
    for who in ("eve", "bob"):
        draft.at(who, Place("question", "summary"))
    draft.does("eve", "The same text")
    draft.does("bob", "The same text")
    assert draft.session("bob").place.kind != "clash"


def test_a_third_change_while_two_answers_are_compared_is_compared_too():
    draft = clash()
    draft.at("eve", Place("question", "summary"))
    draft.does("eve", "Theirs, better")
    draft.does("bob", "A text of both")
    assert draft.session("bob").place == Place("clash", "summary")
    assert draft.answers["summary"].value == "Theirs, better"


def test_a_period_changed_meanwhile_offers_no_joining_of_both():
    draft = Shared()
    for who in ("eve", "bob"):
        draft.at(who, Place("question", "period"))
    draft.does("eve", "2027 to 2029")
    draft.does("bob", "2027 to 2030")
    buttons = engine.prompt(PLAN, draft.session("bob"), draft.facts()).buttons
    assert [button.act for row in buttons for button in row] == ["theirs", "mine"]


def test_a_further_piece_of_a_long_text_that_somebody_else_has_changed_is_not_joined_to_theirs():
    draft = Shared()
    draft.at("eve", Place("question", "summary"))
    long = "mercury " * 450
    draft.heard = 1
    there = draft.session("eve")
    turn = engine.step(PLAN, there, Said(long, 1, NOW), draft.facts())
    draft.answers, draft.sessions["eve"] = dict(turn.session.answers), turn.session
    draft.at("bob", Place("question", "summary"))
    draft.does("bob", "Short.")
    turn = engine.step(PLAN, draft.session("eve"), Said("and the rest", 2, NOW + timedelta(seconds=1)), draft.facts())
    assert turn.session.place == Place("clash", "summary")
    assert turn.session.answers["summary"].value == "Short."
    assert [str(change.new and change.new.value) for change in turn.aside] == ["and the rest"]


def test_removing_an_answer_that_was_changed_meanwhile_shows_it_first():
    draft = Shared(answers=whole())
    draft.answers["other"] = Answer("Old words")
    draft.at("bob", Place("question", "other"))
    draft.at("eve", Place("question", "other"))
    draft.does("eve", "New words")
    draft.does("bob", ("skip", ""))
    assert draft.answers["other"].value == "New words"


def test_a_mark_tells_answers_apart_by_all_that_is_in_them():
    assert mark(None) == ""
    assert mark(Answer("a")) == mark(Answer("a"))
    assert len({mark(Answer("a")), mark(Answer("b")), mark(Answer("a", over=1)), mark(Answer(None))}) == 4


def test_a_letter_is_written_by_one_and_notes_nothing():
    session = engine.start(LETTER)
    assert engine.look(LETTER, session) is session


def test_who_may_write_in_some_sections_sees_and_answers_those_alone():
    known = facts("en", sections=("efforts",))
    session = engine.start(PLAN)
    prompt = engine.prompt(PLAN, session, known)
    assert [button.arg for row in prompt.buttons for button in row if button.act == "section"] == ["efforts"]
    elsewhere = session.moved(place=Place("question", "summary"))
    assert engine.resume(PLAN, elsewhere, known).session.place == Place("menu")


def test_the_checks_of_who_writes_in_some_sections_lead_to_those_alone():
    answers = {**whole(), "efforts.1.contact": Answer(None), "actions.1.serves": Answer([])}
    session = engine.start(PLAN).moved(answers=answers)
    prompt = engine.prompt(PLAN, session, facts("en", sections=("efforts",)))
    assert "What does not fit together: 1" in [plainly(button.label) for row in prompt.buttons for button in row]
