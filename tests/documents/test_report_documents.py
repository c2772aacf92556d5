"""Reports as PDF, as Word documents and as pictures: what was typed is read back, in six languages."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from documents.files import NothingToDraw, report_file
from documents.fonts import MissingGlyphs
from documents.report_docx import report_docx
from documents.report_pdf import progress_png, report_pdf, report_pictures
from flows.framework import CURRENT
from flows.media import DOCX, PDF, PNG, media_type
from flows.report import REPORT
from flows.wording import LANGUAGES, Day, say
from locales import voice
from tests.documents.read_back import arabic_letters, read, size_of, squeezed, words_of
from tests.documents.reports import AREA, DAY, PERIOD, WRITTEN, answers, document, typed

ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))


@pytest.mark.parametrize("written", LANGUAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_was_typed_is_read_back_from_the_word_document(language: str, written: str):
    said = squeezed(words_of(report_docx(document(language, written))).translate(ISOLATES))
    for text in typed(written):
        assert squeezed(text) in said
    for section in REPORT.sections:
        assert squeezed(voice(language).plain(say(section.title)).translate(ISOLATES)) in said


@pytest.mark.parametrize("written", ["en", "fr", "es", "ru", "zh"])
@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh"])
def test_all_that_was_typed_is_read_back_from_the_pdf(language: str, written: str):
    said = squeezed(read(report_pdf(document(language, written))))
    for text in typed(written):
        assert squeezed(text) in said


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_letter_of_what_was_typed_in_arabic_is_lost_in_the_pdf(language: str):
    # Readers of PDF give lines that run from right to left in another order; the letters are all there.
    report = document(language, "ar")
    wanted = sum((arabic_letters(text) for text in typed("ar")), start=arabic_letters(""))
    assert wanted <= arabic_letters(read(report_pdf(report)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_set_for_the_archive_and_for_listeners(language: str):
    made = report_pdf(document(language))
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert report_pdf(document(language)) == made
    assert report_docx(document(language)) == report_docx(document(language))


def test_a_cover_with_the_cycle_contents_and_numbered_sections():
    reader = PdfReader(io.BytesIO(report_pdf(document())))
    pages = [" ".join((page.extract_text() or "").split()) for page in reader.pages]
    cover = pages[0]
    assert "Artisanal and small-scale gold mining Report to UNEP Version 1" in cover
    for words in ("from 2027 to 2028", "31 December 2028", "Format 2027", "Amina Yusuf", "GMP-2028-0007"):
        assert words in cover
    assert "Contents" in pages[1]
    for number, section in enumerate(REPORT.sections, 1):
        assert sum(f"{number}. {section.title}" in page for page in pages[2:]) == 1
    assert len(reader.outline) == len(REPORT.sections)
    assert f"Page 3 of {len(pages)}" in pages[2]


def test_a_cover_says_that_no_date_is_set():
    assert "Due UNEP has not set a date yet" in read(report_pdf(document(due=None)))


def test_a_draft_is_marked_as_one():
    told: dict[str, Any] = {"state": say("Draft of {day}", day=Day("2028-12-01")), "is_draft": True}
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(report_pdf(document(**told)))).pages]
    assert all("Draft of 1 December 2028" in page for page in pages)
    (head,) = Document(io.BytesIO(report_docx(document(**told)))).sections[0].header.paragraphs
    assert head.text == "Artisanal and small-scale gold mining · Draft of 1 December 2028"
    assert report_pictures(document(**told))[0] != report_pictures(document(**told | {"is_draft": False}))[0]


def test_activities_are_a_table_on_a_page_that_lies():
    pages = PdfReader(io.BytesIO(report_pdf(document()))).pages
    lying = [" ".join(page.extract_text().split()) for page in pages if page.mediabox.width > page.mediabox.height]
    (page,) = lying
    assert "Reached (November 2027) The second centre is open (planned by September 2027)" in page
    assert "Still ahead, in time The second centre is open 2" in page
    assert "Ministry of Mines, Amina Yusuf (30 June 2028) The well" in page


def test_tables_repeat_their_heads_and_have_every_row():
    tables = Document(io.BytesIO(report_docx(document()))).tables
    _, activities, contributions, indicators = tables
    assert [cell.text for cell in activities.rows[0].cells] == [
        "No.",
        "Activity",
        "What was done",
        "State and milestones",
        "Notes of partners",
    ]
    assert [row.cells[0].text for row in indicators.rows] == ["No.", "1", "2", "3", "4", "5"]
    assert indicators.rows[2].cells[3].text == "700\nBy when\n2029"
    assert contributions.rows[1].cells[3].text == "1. Training centres in Atacora and Borgou"
    assert contributions.rows[1].cells[4].text == "US$60,000.00\nIn kind"


def test_an_indicator_that_was_not_measured_says_so_in_the_table():
    report = document(answers=answers(indicators__1__state="notmeasured"))
    (table,) = (section.table for section in report.sections if section.key == "indicators")
    assert table is not None
    now = table.heads.index("Now") - 1
    assert [(cell.label, cell.text) for cell in table.rows[0][1][now]] == [("Measured", "No, not in this period")]
    assert [cell.label for cell in table.rows[1][1][now]] == ["", "Measured on"]


def test_a_column_that_nothing_stands_in_is_left_out():
    changed: dict[str, Any] = {"indicators__2__remark": None, "activities__1__notes": {"items": [], "next": 2}}
    report = document(answers=answers(**changed))
    tables = {section.key: section.table for section in report.sections}
    assert tables["indicators"] is not None
    assert "Remark" not in tables["indicators"].heads
    assert len(tables["indicators"].shares) == len(tables["indicators"].heads) - 1
    assert tables["activities"] is not None
    assert "Notes of partners" not in tables["activities"].heads


def test_the_picture_stands_in_the_word_document_and_says_what_it_shows():
    shapes = Document(io.BytesIO(report_docx(document()))).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == ["Progress towards the targets"]


def test_a_label_is_not_said_twice():
    lessons = next(section for section in document().sections if section.key == "lessons")
    assert [line.label for line in lessons.lines] == [""]
    impact = next(section for section in document().sections if section.key == "impact")
    assert [(line.label, line.is_heading) for line in impact.lines] == [
        ("Objective 1", True),
        ("", False),
        ("Progress made", False),
        ("Impact on the goal", True),
        ("", False),
        ("Served the Partnership's objectives", False),
    ]


def test_an_empty_report_is_a_document_too():
    empty = document(answers={}, leads=(), reference="", due=None, edition="")
    assert read(report_pdf(empty)).count("Nothing is written here.") == len(REPORT.sections)
    assert words_of(report_docx(empty)).count("Nothing is written here.") == len(REPORT.sections)
    assert empty.progress is None


def test_a_character_that_no_font_has_stops_the_report():
    odd = document(answers=answers(lessons="Made in 𐎠"))
    for make in (report_pdf, report_docx):
        with pytest.raises(MissingGlyphs, match="OLD PERSIAN SIGN A"):
            make(odd)


@pytest.mark.parametrize("text", ["*a*", '#eval("1 + 1")', "= a", '#panic("no")'])
def test_what_looks_like_markup_is_printed_as_it_was_typed(text: str):
    made = document(answers=answers(activities__1__done=text, indicators__1__value=text))
    assert read(report_pdf(made)).replace(" ", "").count(text.replace(" ", "")) == 3


def test_a_long_row_goes_on_on_the_next_page_and_loses_nothing():
    long = " ".join(f"word{number}" for number in range(2500))
    made = report_pdf(document(answers=answers(activities__1__done=long, contributions__1__what=long)))
    said = read(made).replace("-", "").replace(" ", "")
    assert all(said.count(f"word{number}") >= 2 for number in range(2500))


def test_the_pages_can_be_looked_at_and_are_mirrored_in_arabic():
    for language in ("en", "ar"):
        pictures = report_pictures(document(language, "en"))
        assert len(pictures) == len(PdfReader(io.BytesIO(report_pdf(document(language, "en")))).pages)
        assert all(min(size_of(picture)) > 800 for picture in pictures)
    tables = Document(io.BytesIO(report_docx(document("ar")))).tables
    assert {table.table_direction for table in tables} == {1}


def test_files_are_named_after_the_area_the_years_the_version_and_the_language():
    told: dict[str, Any] = {
        "area": AREA["waste"],
        "language": "ru",
        "state": say("Draft"),
        "day": DAY,
        "period": PERIOD,
        "due": None,
        "edition": "2027",
        "leads": (),
        "reference": "",
        "areas": CURRENT.open_areas(),
    }
    kept = answers("ru")
    made = {form: report_file(form, kept, **told, version=2) for form in ("pdf", "docx", "png")}
    assert {form: (one.name, one.media_type) for form, one in made.items()} == {
        "pdf": ("report-waste-2027-2028-v2-ru.pdf", PDF),
        "docx": ("report-waste-2027-2028-v2-ru.docx", DOCX),
        "png": ("report-waste-2027-2028-v2-ru.png", PNG),
    }
    for one in made.values():
        assert media_type(one.content, one.content) == one.media_type
    draft = report_file("pdf", kept, **told, version=0)
    assert draft.name == "report-waste-2027-2028-draft-2028-12-01-ru.pdf"
    with pytest.raises(NothingToDraw):
        report_file("png", {}, **told, version=0)


def test_the_picture_has_what_earlier_reports_said():
    before = answers(indicators__1__value="90", indicators__1__measured="2026-09")
    alone, after = document(), document(earlier=(before,))
    assert alone.progress is not None
    assert after.progress is not None
    assert alone.progress.indicators[0].earlier == ""
    assert after.progress.indicators[0].earlier == "90 (September 2026)"
    assert progress_png(alone) != progress_png(after)


def test_what_is_written_is_written_in_every_language():
    assert set(WRITTEN) == set(LANGUAGES)
