"""The letter's PDF read back as a reader's search or screen reader does it: everything is found, nothing else is."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Any

import pypdf
import pytest

from documents.letter import LetterDocument
from documents.pdf import letter_pdf
from flows.framework import CURRENT
from flows.wording import LANGUAGES
from locales import voice
from tests.documents.letters import ADDRESS, PRIVATE, WORDS, document, plain, snapshot
from tests.documents.read_back import arabic_letters

LEFT_TO_RIGHT = [language for language in LANGUAGES if language != "ar"]
HYPHENATED = re.compile(r"[-\u00ad\u2010] *\n *")
STRAY = re.compile("[\u2066-\u2069\ufffd\uffff\ue000-\uf8ff]")


def read_back(letter: LetterDocument) -> str:
    """The text of all pages, words that were parted at a line's end joined."""
    pages = pypdf.PdfReader(io.BytesIO(letter_pdf(letter))).pages
    return HYPHENATED.sub("", "\n".join(page.extract_text() for page in pages))


def squeezed(text: str) -> str:
    """A text without its spaces, and ligatures as letters: lines break where the page has them break."""
    return "".join(unicodedata.normalize("NFKC", plain(text)).split())


@pytest.mark.parametrize("written", LANGUAGES)
@pytest.mark.parametrize("language", LEFT_TO_RIGHT)
def test_every_answer_is_found_in_the_pdf(language: str, written: str):
    letter = document(snapshot(written), language, private=PRIVATE)
    found = squeezed(read_back(letter))
    name, signatory, how = WORDS[written]
    speaks = voice(language)
    wanted = [
        letter.reference,
        speaks.plain(CURRENT.goal),
        "amina.yusuf@environment.go.ke",
        "+254 20 2730808",
        "Permanent Secretary",
        ADDRESS,
        CURRENT.address.email,
        CURRENT.address.fax,
        *CURRENT.address.lines,
        letter.contribution,
    ]
    # Readers give Arabic in the order in which it is drawn, so a story of its own looks for that.
    wanted += [] if written == "ar" else [name, signatory, how]
    for text in wanted:
        assert squeezed(text) in found, text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("written", LANGUAGES)
def test_nothing_invisible_or_unknown_is_found_in_the_pdf(language: str, written: str):
    found = STRAY.findall(read_back(document(snapshot(written), language, private=PRIVATE)))
    if language == "ar" or written == "ar":
        found = [one for one in found if not "\u2066" <= one <= "\u2069"]
    assert found == []


@pytest.mark.parametrize("written", LANGUAGES)
def test_an_arabic_letter_has_all_its_letters_and_latin_in_order(written: str):
    letter = document(snapshot(written), "ar", private=PRIVATE)
    text = read_back(letter)
    name, signatory, how = WORDS[written]
    wanted = arabic_letters(" ".join((voice("ar").plain(CURRENT.goal), letter.contribution, name, signatory, how * 2)))
    assert not wanted - arabic_letters(text)
    for latin in (letter.reference, "amina.yusuf@environment.go.ke", "Permanent Secretary", *CURRENT.address.lines):
        assert squeezed(latin) in squeezed(text), latin


def test_an_arabic_name_keeps_its_letters_in_an_english_letter():
    name, signatory, how = WORDS["ar"]
    text = read_back(document(snapshot("ar"), "en"))
    assert not arabic_letters(" ".join((name, signatory, how * 2))) - arabic_letters(text)


@pytest.mark.parametrize(
    "name", ["የአካባቢ ጥበቃ ሚኒስቴር", "กระทรวงทรัพยากรธรรมชาติ", "পরিবেশ মন্ত্রণালয়", "המשרד להגנת הסביבה", "환경부"]
)
def test_a_name_in_another_script_is_drawn_and_not_replaced(name: str):
    pages = pypdf.PdfReader(io.BytesIO(letter_pdf(document(snapshot(name=name), "fr"))))
    fonts = {str(font["/BaseFont"]) for page in pages.pages for font in _fonts(page)}
    assert len(fonts) >= 3, "a font beside those of the page's own language draws it"


def _fonts(page: pypdf.PageObject) -> list[Any]:
    resources: Any = page["/Resources"].get_object()
    return [font.get_object() for font in resources["/Font"].get_object().values()]
