"""Each kind of question, in every language: what is said is read or asked again, and what is kept can be shown."""

from __future__ import annotations

import json
from functools import partial

from flows import clock
from flows.digits import ascii_digits
from flows.facts import Option, PartnerFound, Read, Unclear
from flows.form import Question
from flows.kinds import (
    Choice,
    ClockTime,
    Consent,
    Country,
    Date,
    Deadline,
    Email,
    Length,
    Link,
    LinkedChoice,
    LinkedSeveral,
    Money,
    PartnerName,
    Period,
    Phone,
    Several,
    Stages,
    Text,
    Zone,
)
from flows.reminders import RULES
from flows.session import Plain
from flows.wording import Say, as_is
from flows.words import bare, count_characters, count_words, fold, glance, mostly_han
from locales import voice
from tests.flows.reading import facts
from tests.fuzz.drawing import Draw
from tests.fuzz.target import Target, pure

OPTIONS = (Option("gold", as_is("Gold mining")), Option("waste", as_is("Waste")), Option("other", "其他"))
CHOICES = (Option("1", as_is("1. Mines")), Option("3", "2. ٣ مناجم"), Option("4", "3. 其他"))
REGISTER = (PartnerFound(1, "Élan Vert"), PartnerFound(2, "وزارة البيئة"), PartnerFound(3, "其他"))
MOST_ASKED = 200
"""Characters of a sentence that tells what was not understood, before what was said is put into it."""

KINDS: tuple[tuple[float, tuple[Question, ...]], ...] = (
    (30, (Text("k", "?", most_words=20), Text("k", "?", most_characters=20, lines=False, known_as="partner"))),
    (30, (Choice("k", "?", options=OPTIONS),)),
    (30, (Several("k", "?", options=OPTIONS, most=2),)),
    (25, (LinkedChoice("k", "?", to="objectives", headed_by="what"),)),
    (25, (LinkedSeveral("k", "?", to="objectives", headed_by="what"),)),
    (25, (Consent("k", "?"), Consent("k", "?", must=True))),
    (45, (Date("k", "?"), Date("k", "?", precision="year", earliest="2020", latest="2030-06", allow="future"))),
    (25, (Deadline("k", "?", offered=(30, 60)),)),
    (45, (Period("k", "?"), Period("k", "?", precision="month"))),
    (30, (ClockTime("k", "?"), ClockTime("k", "?", to_come=True))),
    (30, (Length("k", "?"),)),
    (30, (Zone("k", "?"),)),
    (25, (Stages("k", "?"),)),
    (40, (Email("k", "?"),)),
    (45, (Phone("k", "?"),)),
    (35, (Country("k", "?"),)),
    (45, (Money("k", "?"),)),
    (45, (Link("k", "?"),)),
    (20, (PartnerName("k", "?"),)),
)
HOUR = {"ClockTime": {"day": "2026-03-29", "zone": "Europe/Zurich"}, "Deadline": {"day": "2026-06-01"}}
"""What is known beside: a day on which the clocks leave an hour out, the last day that is early enough."""


def read_answer(questions: tuple[Question, ...], draw: Draw) -> None:
    """Have one thing that was said read."""
    question, language = draw.one(questions), draw.note(draw.language())
    said = draw.note(draw.text())
    name = type(question).__name__
    more = HOUR.get(name, {}) if draw.chance(2) else {}
    given = facts(
        language,
        country=draw.one(("KE", "CN", "US", None)),
        choices=CHOICES if name.startswith("Linked") else (),
        partners=REGISTER if draw.chance(2) else (),
        rule=draw.one(tuple(RULES)) if name == "Stages" else "",
        **more,
    )
    match question.read(said, given):
        case Read(kept, note, over):
            assert_can_be_kept(kept)
            assert_said(voice(language).param(question.show(kept, given)))
            assert note is None or voice(language).html(note)
            assert over is None or over.excess > 0
        case Unclear(problem, suggestions):
            assert_asked(problem, language)
            assert len(suggestions) <= 7
            for suggestion in suggestions:
                assert_can_be_kept(suggestion.value)
                assert_said(voice(language).param(suggestion.shown))
                assert_said(voice(language).param(question.show(suggestion.value, given)))


def assert_can_be_kept(value: Plain) -> None:
    """As JSON, which gives back what was put in."""
    assert json.loads(json.dumps(value)) == joined(value)


def joined(value: Plain) -> Plain:
    """The same with two halves of a pair that have come together as the one sign that they are once they are read."""
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        case dict():
            return {name: joined(each) for name, each in value.items()}
        case list():
            return [joined(each) for each in value]
    return value


def assert_said(text: str) -> None:
    assert text.strip()


def assert_asked(problem: Say, language: str) -> None:
    """What the person is told is a sentence that they can read."""
    assert voice(language).html(problem).strip()
    assert len(problem.text) < MOST_ASKED


def read_words(draw: Draw) -> None:
    """Words are counted and compared, and doing so once more changes nothing."""
    said = draw.note(draw.text())
    assert 0 <= count_words(said) <= len(said) * 18
    assert 0 <= count_characters(said) <= 3 * len(said)  # what NFC takes apart stays so
    mostly_han(said)
    assert fold(fold(said)) == fold(said)
    assert len(glance(said)) <= 60
    assert bare(bare(said)) == bare(said)
    assert ascii_digits(ascii_digits(said)) == ascii_digits(said)
    clock.read_time(said)
    clock.read_length(said)


TARGETS: tuple[Target, ...] = (
    *(pure(f"answer: {type(some[0]).__name__}", share, partial(read_answer, some)) for share, some in KINDS),
    pure("words", 25, read_words),
)
