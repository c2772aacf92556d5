"""What must hold for any kind of question, any language and whatever a person sends."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.facts import Option, Read, Unclear
from flows.form import Question
from flows.kinds import (
    Choice,
    Consent,
    Country,
    Date,
    Email,
    File,
    Link,
    Money,
    Period,
    Phone,
    Several,
    Text,
)
from flows.wording import Say, say
from locales import voice
from tests.flows.reading import LANGUAGES, facts

OPTIONS = (Option("gold", say("Gold mining")), Option("waste", say("Waste")), Option("other", "其他"))
KINDS: tuple[Question, ...] = (
    Text("k", "?", most_words=20),
    Text("k", "?", most_characters=20, lines=False, known_as="partner"),
    Choice("k", "?", options=OPTIONS),
    Several("k", "?", options=OPTIONS, most=2),
    Consent("k", "?"),
    Consent("k", "?", must=True),
    Date("k", "?"),
    Date("k", "?", precision="year", earliest="2020", latest="2030-06", allow="future"),
    Period("k", "?"),
    Period("k", "?", precision="month"),
    Email("k", "?"),
    Phone("k", "?"),
    Country("k", "?"),
    Money("k", "?"),
    Link("k", "?"),
    File("k", "?"),
)
PARTS = """
    1 2 12 31 2026 1447 26 0 9999 ٣ ٢٠٢٦ ۲۰۲۶ ２０２６ 二〇二六 十 年 月 日 三月 万 亿 百 第三季度
    March march mars marzo марта مارس من إلى to à по до с from until 至 起 in через بعد next Q3 st er today
    USD € $ ¥ руб. دولار 元 million mln k , . ، 、 ٬ ٫ ' - – — / : ; @ # + ( ) % ~ = & ? « » “
    yes no oui да نعم 是 gold 1, waste and и و 和 France Congo الصين 中国 .org www. http:// mailto: ext x
"""
UNSEEN = ["\u200f", "\u202e", "\u2068", "\u2069", "\u00a0", "\u3000", "\x00", "\ud800", "\u0301", "👍", "\ufeff"]
PIECES = st.sampled_from([*PARTS.split(), *UNSEEN, " ", " ", " ", "\n"])
SAID = st.one_of(
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(PIECES, max_size=8).map(" ".join),
    st.text(max_size=60),
    st.text(string.printable, max_size=40),
    st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=30),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", KINDS, ids=lambda question: type(question).__name__)
@given(said=SAID)
@settings(max_examples=60, deadline=None)
def test_whatever_is_said_is_read_or_asked_again(question: Question, language: str, said: str) -> None:
    given = facts(language, country="KE")
    speaker = voice("en")
    match question.read(said, given):
        case Read(kept, note, over):
            assert json.loads(json.dumps(kept)) == kept
            assert voice(language).param(question.show(kept, given))
            assert note is None or speaker.plain(note)
            assert over is None or over.excess > 0
        case Unclear(problem, suggestions):
            assert_kind(problem)
            assert len(suggestions) <= 6
            for suggestion in suggestions:
                assert json.loads(json.dumps(suggestion.value)) == suggestion.value
                assert voice(language).param(suggestion.shown)
                assert voice(language).param(question.show(suggestion.value, given))


def assert_kind(problem: Say) -> None:
    spoken = voice("en").plain(problem)
    assert "!" not in problem.text
    assert "invalid" not in problem.text.lower()
    assert spoken.strip()
    assert len(problem.text) < 200


@pytest.mark.parametrize("question", KINDS, ids=lambda question: type(question).__name__)
def test_a_very_long_message_breaks_nothing(question: Question) -> None:
    for said in ("1" * 25_000, "a " * 12_000, "2026-" * 5_000, "汞" * 25_000, "(" * 5_000, "at " * 5_000, "一" * 5_000):
        assert isinstance(question.read(said, facts()), Read | Unclear)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", KINDS, ids=lambda question: type(question).__name__)
def test_every_kind_tells_how_to_answer(question: Question, language: str) -> None:
    for hint in question.hints(facts(language)):
        assert_kind(hint)
    assert question.expects in {"text", "press", "ticks", "file", "phone"}


@pytest.mark.parametrize("question", KINDS, ids=lambda question: type(question).__name__)
def test_a_kind_is_plain_data(question: Question) -> None:
    with pytest.raises(AttributeError):
        question.key = "other"  # type: ignore[misc]
    assert not hasattr(question, "__dict__")
