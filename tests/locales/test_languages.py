"""Which language someone is answered in."""

from __future__ import annotations

import pytest

from flows.wording import LANGUAGES
from locales import LANGUAGE_NAMES, match_language


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("fr", "fr"),
        ("fr-CH", "fr"),
        ("fr_CA", "fr"),
        ("ES-419", "es"),
        ("zh-hans", "zh"),
        ("zh-TW", "zh"),
        ("zh_Hant_HK", "zh"),
        ("yue", "zh"),
        ("ar-EG", "ar"),
        ("arz", "ar"),
        ("rus", "ru"),
        ("en-US", "en"),
        ("pt", "en"),
        ("pt-BR", "en"),
        ("uk", "en"),
        ("de", "en"),
        ("", "en"),
        ("*", "en"),
        ("frr", "en"),
        ("-", "en"),
        (";;,,=", "en"),
    ],
)
def test_a_code_names_its_language_and_any_other_is_answered_in_english(wish: str, language: str):
    assert match_language(wish) == language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5", "fr"),
        ("en;q=0.2, ru;q=0.7, es;q=0.5", "ru"),
        ("uk, ru;q=0.8, en;q=0.6", "ru"),
        ("de,pt;q=0.9", "en"),
        ("ar;q=0, es;q=0.1", "es"),
        ("zh ; q=0.3 , fr ; q=0.4", "fr"),
        ("ru;q=much, es;q=0.1", "es"),
        ("fr;level=1", "fr"),
    ],
)
def test_a_header_is_read_in_the_order_of_its_weights(header: str, language: str):
    assert match_language(header) == language


def test_of_several_wishes_the_first_that_names_one_of_the_six_decides():
    assert match_language(None, "uk", "es;q=0.5, fr", "ru") == "fr"
    assert match_language() == "en"


def test_every_language_has_its_own_name():
    assert set(LANGUAGE_NAMES) == set(LANGUAGES)
    assert all(match_language(language) == language for language in LANGUAGES)
