"""Answers in a person's own words."""

from __future__ import annotations

import pytest

from flows.facts import Over, Read
from flows.kinds import Text
from locales import voice
from tests.flows.reading import LANGUAGES, facts, problem, shown, value

HOW = Text("how", "How?", most_words=5)
NAME = Text("name", "Name?", most_characters=10, lines=False, known_as="partner")


def over(question: Text, said: str, language: str = "en") -> Over | None:
    result = question.read(said, facts(language))
    assert isinstance(result, Read)
    return result.over


def test_a_text_is_kept_as_typed_but_for_what_cannot_be_seen() -> None:
    assert value(HOW, "  One\r\ntwo\u202e  \r\n\n\n\nthree\x00 ") == "One\ntwo\n\nthree"


def test_letters_are_composed_and_joiners_stay() -> None:
    assert value(HOW, "e\u0301te\u0301 می\u200cخواهم") == "été می\u200cخواهم"


def test_a_name_is_one_line() -> None:
    assert value(NAME, " Acme\n  Ltd ") == "Acme Ltd"


def test_more_words_than_the_guidance_are_kept_and_counted() -> None:
    assert over(HOW, "one two three four five") is None
    assert over(HOW, "one two three four five six seven") == Over(7, 5, "words")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_chinese_is_counted_by_the_character(language: str) -> None:
    assert over(HOW, "汞问题摘要", language) is None
    assert over(HOW, "汞问题的摘要。", language) == Over(7, 5, "characters")


def test_in_chinese_a_latin_text_is_counted_by_the_character_too() -> None:
    assert over(HOW, "UNEP and us", "zh") == Over(9, 5, "characters")


def test_more_characters_than_the_guidance_are_kept_and_counted() -> None:
    assert over(NAME, "Acme Mining Ltd") == Over(15, 10, "characters")


@pytest.mark.parametrize("said", ["", "   ", "\u200b\u202e", "\ufeff"])
def test_an_empty_message_is_asked_again(said: str) -> None:
    assert "no words" in problem(HOW, said)


@pytest.mark.parametrize("said", ["👍", "...", "— !!", "🙂🙂"])
def test_signs_alone_are_no_answer(said: str) -> None:
    assert "write your answer in words" in problem(HOW, said)


def test_a_text_too_short_is_told_how_long_it_should_be() -> None:
    assert problem(Text("a", "b", least_characters=20), "short") == (
        "This is very short. Please write at least 20 characters."
    )


def test_nothing_longer_than_twenty_thousand_characters_is_kept() -> None:
    assert value(HOW, "a" * 20_000)
    assert "20,000" in problem(HOW, "a" * 20_001)


def test_the_hints_tell_the_limit() -> None:
    assert [voice("en").plain(hint) for hint in HOW.hints(facts())] == ["About 5 words at most."]
    assert [voice("en").plain(hint) for hint in HOW.hints(facts("zh"))] == ["About 5 characters at most."]
    assert [voice("en").plain(hint) for hint in NAME.hints(facts())] == ["About 10 characters at most."]
    assert Text("a", "b").hints(facts()) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_is_shown_as_it_is(language: str) -> None:
    assert shown(HOW.show("汞 <b>x</b>", facts(language))) == "汞 <b>x</b>"
