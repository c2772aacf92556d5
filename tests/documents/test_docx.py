"""Letters as Word files, read back as any program would read them."""

import io
import zipfile
from xml.etree import ElementTree

import pytest
from docx import Document

from documents.docx import letter_docx
from documents.fonts import ARABIC, CHINESE, LATIN, MissingGlyphs
from flows.wording import LANGUAGES
from tests.documents.letters import ADDRESS, PRIVATE, WORDS, document, plain, snapshot

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(letter):
    return Document(io.BytesIO(letter_docx(letter)))


def part(letter, name):
    with zipfile.ZipFile(io.BytesIO(letter_docx(letter))) as file:
        return ElementTree.fromstring(file.read(f"word/{name}.xml"))


def said(element):
    """All text of a part, a paragraph a line."""
    lines = []
    for paragraph in element.iter(f"{W}p"):
        texts = (("\n" if each.tag == f"{W}br" else each.text or "") for each in paragraph.iter())
        lines.append("".join(texts))
    return plain("\n".join(lines))


def runs(element):
    """Each run's text, and whether it is marked as running from right to left."""
    for run in element.iter(f"{W}r"):
        text = "".join(each.text or "" for each in run.iter(f"{W}t"))
        yield plain(text), run.find(f"{W}rPr/{W}rtl") is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_a_letter_says_is_read_back_in_every_language(language):
    letter = document(language=language, private=PRIVATE)
    text = said(part(letter, "document"))
    name, signatory, how = WORDS[language]
    values = [row.value for rows in letter.details for row in rows.rows]
    areas = [one.areas for one in letter.contributions]
    for told in (name, signatory, how, *letter.addressee, *letter.reached, letter.support.text, *values, *areas):
        assert plain(told) in text
    assert ADDRESS in text
    assert "Permanent Secretary" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_headings(language):
    letter = document(language=language, private=PRIVATE)
    headings = [(one.style.name, plain(one.text)) for one in opened(letter).paragraphs if "Heading" in one.style.name]
    assert headings[0] == ("Heading 1", plain(letter.subject))
    expected = (
        letter.support.heading,
        letter.commitment.heading,
        letter.contribution,
        *(rows.heading for rows in letter.details),
        letter.signature,
    )
    assert headings[1:] == [("Heading 2", plain(heading)) for heading in expected]


def test_contributions_are_a_table_whose_first_row_is_repeated():
    table = next(each for each in opened(document()).tables if each.style.name == "Letter Table")
    assert [cell.text for cell in table.rows[0].cells] == ["No.", "What", "How"]
    assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    assert [row.cells[0].text for row in table.rows[1:]] == ["1", "2"]
    assert WORDS["en"][2] in table.rows[1].cells[2].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_which_letter_it_is_and_counts(language):
    letter = document(language=language)
    header = said(part(letter, "header1"))
    assert "QS-2026-0007" in header
    assert plain(letter.furniture.version) in header
    footer = part(letter, "footer1")
    fields = [each.get(f"{W}instr") for each in footer.iter(f"{W}fldSimple")]
    assert sorted(fields) == ["NUMPAGES", "PAGE"]
    assert said(footer) == plain(letter.furniture.page).replace("{page}", "1").replace("{pages}", "1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_what_it_is(language):
    about = opened(document(language=language)).core_properties
    assert about.title.endswith(WORDS[language][0])
    assert about.author == WORDS[language][0]
    assert about.language.startswith(language)
    assert (about.identifier, about.version) == ("QS-2026-0007", "2")
    assert (about.created.year, about.created.month, about.created.day) == (2026, 3, 2)


def test_a_long_name_fits_the_properties():
    about = opened(document(snapshot(name="Ministry " * 22))).core_properties
    assert len(about.title) == 255
    assert about.title.endswith("…")


def test_an_arabic_letter_runs_from_right_to_left():
    body = part(document(language="ar", private=PRIVATE), "document")
    assert body.find(f"{W}body/{W}sectPr/{W}bidi") is not None
    assert all(table.find(f"{W}tblPr/{W}bidiVisual") is not None for table in body.iter(f"{W}tbl"))
    other = [said(each) for each in body.iter(f"{W}p") if each.find(f"{W}pPr/{W}bidi") is None]
    assert [text for text in other if text] == ["Dr. Smith (UNEP) 50 %."]
    found = list(runs(body))
    assert ("UNIDO", False) in found
    assert ("+962 6 535 0305", False) in found
    assert ("وزارة البيئة", True) in found


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "ar"])
def test_other_letters_run_from_left_to_right_but_for_arabic_names(language):
    body = part(document(snapshot(language, signatory="أمينة يوسف"), language=language), "document")
    assert [text for text, rtl in runs(body) if rtl] == ["أمينة يوسف"]
    assert not [each.tag for each in body.iter() if "bidi" in each.tag]


def test_what_was_written_from_right_to_left_runs_so_in_any_letter():
    body = part(document(snapshot("ar"), language="fr"), "document")
    turned = ["".join(each.itertext()) for each in body.iter(f"{W}p") if each.find(f"{W}pPr/{W}bidi") is not None]
    assert any("سندرب" in text for text in turned)
    assert [each.get(f"{W}bidi") for each in body.iter(f"{W}lang")].count("ar-SA") >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_fonts_and_languages_are_named_for_every_script(language):
    styles = part(document(language=language), "styles")
    fonts = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    named = {key.removeprefix(W): value for key, value in fonts.attrib.items()}
    assert named == {"ascii": LATIN, "hAnsi": LATIN, "eastAsia": CHINESE, "cs": ARABIC}
    lang = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert {lang.get(f"{W}{script}")[:2] for script in ("val", "eastAsia", "bidi")} == {
        "en" if language in ("ar", "zh") else language,
        "zh",
        "ar",
    }
    # Arabic takes the second of each pair (ISO/IEC 29500-1, 17.3.2.38).
    for properties in styles.iter(f"{W}rPr"):
        assert (properties.find(f"{W}sz") is None) == (properties.find(f"{W}szCs") is None)
        assert (properties.find(f"{W}b") is None) == (properties.find(f"{W}bCs") is None)


@pytest.mark.parametrize(
    "typed",
    [
        "#link",
        "*bold*",
        "<b>x</b> & &amp;",
        "$x$",
        "{ PAGE }",
        "\\fs72",
        "=1+1",
        "a\u202eb",
        "]]>",
        "_x000D_",
        "{page}",
    ],
)
def test_what_looks_like_markup_is_text(typed):
    kept = snapshot(name=typed, contributions__1__how=typed, title=typed)
    text = said(part(document(kept), "document"))
    assert text.count(plain(typed)) >= 4
    assert opened(document(kept)).core_properties.author == typed


def test_control_characters_are_left_out():
    kept = snapshot(name="A\0\x08\x1f\x7fB", contributions__1__how="C\x0bD\tE\x01\r\nF")
    table = next(each for each in opened(document(kept)).tables if each.style.name == "Letter Table")
    assert table.rows[1].cells[2].text.split("\n")[:3] == ["C", "D E", "F"]
    assert "AB" in said(part(document(kept), "document"))


def test_a_character_that_no_font_has_stops_the_letter():
    with pytest.raises(MissingGlyphs, match="GRINNING FACE"):
        letter_docx(document(snapshot(contributions__1__how="😀")))


def test_the_same_letter_gives_the_same_bytes():
    assert letter_docx(document()) == letter_docx(document())
