"""A button that a sentence names is quoted just as the button shows it."""

from __future__ import annotations

import pytest

from flows.signposts import ALL_ANSWERS, BACK, SAVE
from flows.wording import LANGUAGES, Say
from handlers import pages
from locales.voice import voice
from tests.flows.conversation import Conversation, plainly

QUOTES = {"en": "“{}”", "fr": "«\u00a0{}\u00a0»", "es": "«{}»", "ru": "«{}»", "ar": "«{}»", "zh": "“{}”"}


def quoted(label: object, language: str) -> str:
    assert isinstance(label, Say)
    return QUOTES[language].format(voice(language).plain(label))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_page_quotes_whole_buttons(language: str) -> None:
    text = "\n".join(plainly(paragraph, language) for paragraph in pages.help_page(going_on=False).paragraphs)
    for button in (BACK, ALL_ANSWERS, SAVE):
        assert quoted(button.label, language) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_did_not_make_a_link_is_told_the_button_to_press(language: str) -> None:
    page = pages.join("token")
    refusing = page.rows[0][0].label
    assert quoted(refusing, language) in "\n".join(plainly(paragraph, language) for paragraph in page.paragraphs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_about_to_give_up_is_told_the_button_that_keeps_the_draft(language: str) -> None:
    prompt = Conversation(language=language).ask("cancel").prompt
    said = "\n".join(plainly(paragraph, language) for paragraph in prompt.paragraphs)
    assert quoted(SAVE.label, language) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_yes_and_no_to_be_typed_stand_in_quotation_marks(language: str) -> None:
    c = Conversation(language=language)
    for path, does in (("category", "8"), ("name", "Amina Yusuf"), ("country", "KE"), ("email", "a@example.org")):
        assert c.place.path == path
        c.say(does)
    c.press_act("skip").press_act("skip")
    [hint] = c.prompt.hints
    for row in c.prompt.buttons[:2]:
        assert quoted(row[0].label, language) in plainly(hint, language)
