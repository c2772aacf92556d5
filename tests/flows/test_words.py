"""Digits, words and names."""

from __future__ import annotations

import pytest

from flows.digits import ascii_digits
from flows.tables import phrases, rows
from flows.words import bare, count_characters, count_words, fold, glance, mostly_han


@pytest.mark.parametrize("typed", ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"])
def test_each_digit_set_becomes_ascii(typed: str) -> None:
    assert ascii_digits(f"a{typed}ب") == "a0123456789ب"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one two  three\nfour", 4),
        ("We will – perhaps – train 200 miners.", 6),
        ("l'orpaillage à petite échelle", 4),
        ("добыча золота", 2),
        ("تدريب عمال المناجم", 3),
        ("全球汞伙伴关系", 7),
        ("全球汞 Partnership，2026 年。", 5),
        ("ＡＢＣ　ｄｅｆ", 2),
        ("... — !", 0),
    ],
)
def test_words_are_counted_in_any_language(text: str, words: int) -> None:
    assert count_words(text) == words


def test_characters_are_counted_without_white_space() -> None:
    assert count_characters("汞 问题\n摘要。") == 6


def test_a_text_with_a_latin_name_is_still_mostly_han() -> None:
    assert mostly_han("我们与UNEP合作开展汞废物管理")
    assert not mostly_han("UNEP and 汞")
    assert not mostly_han("")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministère de l’Environnement", "MINISTERE DE L'ENVIRONNEMENT"),
        ("Zero Mercury Working-Group", "zero mercury working group"),
        ("Институт Ёлкина", "институт елкина"),
        ("وزارة البيئة والمياه", "وزاره البيئه والمياه"),
        ("الإمـــاراتُ", "الامارات"),
        ("مؤسّسة", "موسسه"),
        ("Ｇｒｅｅｎ　Ｅａｒｔｈ", "Green Earth"),
        ("Straße", "STRASSE"),
        ("Łódź", "Lodz"),
        ("Groupe 3", "groupe ٣"),
        ("A.C.M.E., Inc.", "a c m e inc"),
    ],
)
def test_names_are_the_same_whatever_their_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Acme Ltd", "Acme"), ("Chad", "Chard"), ("عمان", "عمار"), ("汞", "汞行动")]
)
def test_names_that_differ_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_name_of_signs_only_is_not_the_same_as_another() -> None:
    assert fold("***") != fold("+++")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("  «٣ مارس\u200f ٢٠٢٦».", "3 مارس 2026"),
        ("“2026\u00a0–\u202f2028”", "2026 – 2028"),
        ("２０２６－０３", "2026-03"),
        ("\u202bمصر\u202c", "مصر"),
        ("", ""),
        ("\ud800", ""),
    ],
)
def test_a_line_is_brought_to_its_plainest(typed: str, plain: str) -> None:
    assert bare(typed) == plain


def test_once_brought_to_its_plainest_a_line_stays_so() -> None:
    """Found by fuzzing: a mark that stands for nothing, between a letter and its accent."""
    assert bare(bare("hours\ufffe\u0301")) == bare("hours\ufffe\u0301") == "hour\u015b"


def test_a_name_of_arabic_signs_alone_is_compared_the_same_way_twice() -> None:
    """Found by fuzzing: shadda with damma, in a form of its own that has white space before it."""
    assert fold(fold("\ufc61\ufc61")) == fold("\ufc61\ufc61")


def test_what_is_repeated_to_a_person_is_short() -> None:
    assert glance("a\n b") == "a b"
    assert glance("word " * 100) == ("word " * 12)[:59] + "…"


def test_tables_of_words_are_taken_apart() -> None:
    assert phrases("a b, c\n  d") == ("a b", "c", "d")
    assert list(rows("\n 1: a, b\n 2: c\n")) == [("1", ("a", "b")), ("2", ("c",))]
