"""Prompts become messages that Telegram takes, whatever people wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.events import Line, Prompt
from flows.utf16 import utf16_length
from flows.wording import LANGUAGES, WebAddress, as_is, say
from handlers.rendering import MOST_UNITS, bar, messages, prompt_messages
from locales.voice import voice
from web.telegram_html import parse_html

TAG = re.compile(r"<(/?)([a-z]+)>")


def text_of(html: str) -> str:
    return unescape(TAG.sub("", html))


def assert_balanced(html: str) -> None:
    open_tags: list[str] = []
    for closing, name in TAG.findall(html):
        if closing:
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
    assert not open_tags


def test_a_bar_fills_from_the_left_and_is_full_only_at_the_end() -> None:
    assert bar(0, 17) == "▱" * 10
    assert bar(16, 17) == "▰" * 9 + "▱"
    assert bar(17, 17) == "▰" * 10
    assert bar(0, 0) == "▱" * 10


def test_a_question_shows_where_one_is_and_how_to_answer() -> None:
    prompt = Prompt(
        3,
        say("At which e-mail address?"),
        heading=(say("How to reach you"),),
        position=(6, 17),
        optional=False,
        hints=(say("For example: {example}", example="amina@example.org"),),
        cites=("G6(e)(iii)",),
        expects="text",
    )
    [message] = prompt_messages(prompt, (), voice("en"))
    assert message.splitlines()[:2] == ["How to reach you · Question 6 of 17", "▰▰▱▱▱▱▱▱▱▱"]
    assert "<b>At which e-mail address?</b>" in message
    assert "For example: amina@example.org" in message
    assert "Required · Framework G6(e)(iii)" in message


def test_what_a_person_wrote_cannot_become_markup() -> None:
    prompt = Prompt(1, say("Name?"), lines=(Line(say("Name"), "<b>Eve</b> & <a href='x'>co</a>", "done"),))
    [message] = prompt_messages(prompt, (as_is("<script>"),), voice("en"))
    assert "&lt;script&gt;" in message
    assert "&lt;b&gt;Eve&lt;/b&gt; &amp; &lt;a" in message
    assert_balanced(message)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Question 13 of 18, part 2 of 4"),
        ("fr", "Question 13 sur 18, partie 2 sur 4"),
        ("es", "Pregunta 13 de 18, parte 2 de 4"),
        ("ru", "Вопрос 13 из 18, часть 2 из 4"),
        ("ar", "السؤال 13 من 18، الجزء 2 من 4"),
        ("zh", "第13问，共18问；本问第2步，共4步"),
    ],
)
def test_inside_a_contribution_one_sees_which_part_of_it_is_asked(language: str, said: str) -> None:
    prompt = Prompt(1, say("How"), position=(13, 18), part=(2, 4))
    [message] = prompt_messages(prompt, (), voice(language))
    assert message.replace("\u2068", "").replace("\u2069", "").splitlines()[0].endswith(said)


def test_the_bar_of_a_menu_counts_the_sections_that_are_complete() -> None:
    lines = (Line(say("Summary"), None, "done"),)
    menu = Prompt(1, say("Choose a section. You can leave it half done and come back."), lines=lines, complete=(1, 2))
    assert bar(1, 2) in prompt_messages(menu, (), voice("en"))[0]
    whole = replace(menu, complete=(2, 2))
    assert "▰" * 10 in prompt_messages(whole, (), voice("en"))[0]


def test_by_how_much_a_text_is_too_long_is_said_in_words_or_in_characters() -> None:
    lines = [Line("a", "text", "over", 1), Line("a", "text", "over", 38, unit="characters")]
    [message] = prompt_messages(Prompt(1, say("Review"), lines=tuple(lines)), (), voice("en"))
    assert "(1 word longer than the guidance)" in message
    assert "(38 characters longer than the guidance)" in message
    [message] = prompt_messages(Prompt(1, say("Review"), lines=tuple(lines)), (), voice("zh"))
    assert "（比建议长度多38字）" in message


def test_a_long_answer_is_shortened_on_the_review_page() -> None:
    prompt = Prompt(1, say("Right?"), lines=(Line(say("How"), "word " * 400, "over", 150, "two ministries"),))
    [message] = prompt_messages(prompt, (), voice("en"))
    assert len(message) < 600
    assert "…" in message
    assert "(150 words longer than the guidance) Because: two ministries" in message


def test_arabic_lines_run_from_right_to_left() -> None:
    for message in messages(["▰▰▱▱", "12 · Quicksilver", "الزئبق"], voice("ar")):
        lines = [line for line in message.split("\n") if line]
        assert lines[1] == "\u200f12 · Quicksilver"
        assert lines[2] == "الزئبق"


@given(st.lists(st.text(max_size=9000), max_size=4), st.sampled_from(LANGUAGES))
def test_messages_are_short_enough_and_lose_no_word(texts: list[str], language: str) -> None:
    speak = voice(language)
    sent = messages([speak.html(as_is(text)) for text in texts], speak)
    for message in sent:
        assert utf16_length(message) <= MOST_UNITS
    said = "".join("".join(map(text_of, sent)).split())
    for character in "\u2068\u2069\u200f":
        said = said.replace(character, "")
    wanted = "".join("".join(texts).split())
    for character in "\u2068\u2069\u200f":
        wanted = wanted.replace(character, "")
    assert said == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_without_spaces_is_cut_between_characters(language: str) -> None:
    speak = voice(language)
    sent = messages([speak.html(as_is("汞" * 5000 + "&" * 3000))], speak)
    assert len(sent) > 1
    for message in sent:
        assert utf16_length(message) <= MOST_UNITS
        assert not message.endswith(("&", "&a", "&am", "&amp"))


def test_an_address_longer_than_a_message_in_markup_is_shown_and_ends_nothing():
    """Found by fuzzing: each & of an address is five characters of markup, and no piece of such a tag ever fitted."""
    address = "https://example.org/?" + "&" * 1900
    told = messages([voice("en").html(as_is(WebAddress(address)))], voice("en"))
    assert "".join(parse_html(message)[0] for message in told) == address


@pytest.mark.parametrize("language", ["en", "ar"])
def test_bold_words_longer_than_a_message_are_bold_in_each(language: str):
    told = messages([f"<i><b>{'word ' * 2000}</b></i>"], voice(language))
    assert len(told) == 3
    for message in told:
        plain, entities = parse_html(message)
        assert {one.type for one in entities} == {"bold", "italic"}
        assert all(one.length >= len(plain.strip(" \u200f")) for one in entities)
