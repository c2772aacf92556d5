"""Letters set as PDF."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.fonts import MissingGlyphs
from documents.pdf import letter_pdf, letter_pictures
from documents.text import cleaned
from flows.wording import LANGUAGES
from tests.documents.letters import PRIVATE, document, snapshot


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_is_set_for_the_archive_and_for_listeners_in_every_language(language):
    made = letter_pdf(document(language=language, private=PRIVATE))
    assert made.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


def test_the_same_letter_gives_the_same_bytes():
    assert letter_pdf(document()) == letter_pdf(document())


def test_a_character_that_no_font_has_stops_the_letter():
    with pytest.raises(MissingGlyphs, match="OLD PERSIAN SIGN A"):
        letter_pdf(document(snapshot(contributions__1__how="Made in 𐎠")))


@pytest.mark.parametrize(
    ("typed", "read_as_markup"),
    [
        ("*a*", "a"),
        ('#eval("1 + 1")', "2"),
        ("$x$", "x"),
        ("= a", "a"),
        ("a \\# b", "a # b"),
        ("<a> & @b", ""),
        ("[a]", "a"),
        ('#panic("no")', ""),
    ],
)
def test_what_looks_like_markup_is_printed_as_it_was_typed(typed, read_as_markup):
    def looks(how):
        return letter_pictures(document(snapshot(contributions__1__how=how)))

    assert looks(typed) != looks(read_as_markup)


def test_several_threads_may_ask_at_once():
    letters = [document(language=language) for language in LANGUAGES]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(letter_pdf, letters)) == [letter_pdf(letter) for letter in letters]


def test_a_letter_without_a_public_page_has_no_code():
    assert len(letter_pdf(document(public_address=""))) < len(letter_pdf(document()))


@pytest.mark.parametrize("typed", ["\ufeffMinistry", "a\ufffeb", "a\uffffb"])
def test_a_byte_order_mark_that_was_pasted_along_keeps_no_letter_from_being_set(typed: str):
    """Found by fuzzing: PDF/A may not hold it, and the typesetter refused the whole letter."""
    assert letter_pdf(document(snapshot(name=typed, contributions__1__how=typed))).startswith(b"%PDF")


def test_a_name_longer_than_the_properties_of_a_file_may_hold_is_cut_in_these_alone():
    """Found by fuzzing: a string of PDF/A has 32,767 bytes at most, and the typesetter refused the whole letter."""
    name = "وزارة البيئة " * 1500
    made = PdfReader(BytesIO(letter_pdf(document(snapshot("ar", name=name.strip()), "ar"))))
    assert made.metadata is not None
    assert 1000 < len(made.metadata.author or "") < 1100
    assert len(made.pages) > 3


@pytest.mark.parametrize("letter", ["x", "127.0.0.1", "ح", "Ж"])
def test_a_word_without_end_is_broken_into_lines(letter: str):
    """Found by fuzzing: a line of it had more bytes than PDF/A allows, and the typesetter refused the letter."""
    endless = (letter * 20_000)[:20_000]
    made = PdfReader(BytesIO(letter_pdf(document(snapshot(contributions__1__how=endless)))))
    assert len(made.pages) > 3


def test_a_long_text_in_chinese_is_left_as_it_was_typed():
    assert cleaned("汞" * 20_000) == "汞" * 20_000
    assert cleaned("汞 mercury " * 2_000) == "汞 mercury " * 2_000
