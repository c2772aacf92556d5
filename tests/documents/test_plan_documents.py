"""Plans as PDF, as Word documents and as pictures: what was typed is read back, and dates stand where they belong."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from documents.files import NothingToDraw, plan_file_of
from documents.fonts import MissingGlyphs
from documents.plan import PlanDocument, Trail, plan_document
from documents.plan_docx import plan_docx
from documents.plan_pdf import plan_pdf, plan_pictures, timeline_png
from documents.reading import word_paragraphs
from documents.timeline import Timeline, timeline
from flows.framework import CURRENT
from flows.plan import PLAN
from flows.plan_import import split
from flows.session import Answer, Plain
from flows.wording import LANGUAGES, say
from locales import voice
from tests.documents.read_back import read, words_of
from tests.flows.plans import SUMMARY, group, whole

AREA = next(area for area in CURRENT.open_areas() if area.key == "asgm")
DAY = date(2026, 11, 24)
TRAIL = (Trail("Ines", "summary", "Please shorten it.", "It is shorter now."), Trail("Omar", "", ""))


def document(language: str = "en", answers: dict[str, Answer] | None = None, **given) -> PlanDocument:
    """A whole plan as a document."""
    kept = {path: answer.to_plain() for path, answer in (whole() if answers is None else answers).items()}
    told = {"state": say("Version {version}", version=1), "day": DAY, "leads": ("Eve",), "trail": TRAIL, **given}
    return plan_document(kept, area=AREA, language=language, **told)


TYPED = [
    SUMMARY,
    "Halve the use of mercury in small-scale gold mining",
    "Train miners to recover gold without mercury",
    "Two centres are built, and two hundred miners trained in each.",
    "amina@mines.example.org",
    "Step 2",
    "The lead reports every two years.",
    "Please shorten it.",
    "It is shorter now.",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_was_typed_is_read_back_from_the_word_document(language: str):
    said = words_of(plan_docx(document(language)))
    for text in TYPED:
        assert text in said
    for section in PLAN.sections:
        assert voice(language).plain(say(section.title)) in said


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh"])
def test_all_that_was_typed_is_read_back_from_the_pdf(language: str):
    said = read(plan_pdf(document(language))).replace(" ", "").replace("-", "")
    for text in TYPED:
        assert text.replace(" ", "").replace("-", "") in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_is_set_for_the_archive_and_for_listeners(language: str):
    made = plan_pdf(document(language))
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert plan_pdf(document(language)) == made
    assert plan_docx(document(language)) == plan_docx(document(language))


def test_a_cover_contents_and_a_page_for_each_section():
    reader = PdfReader(io.BytesIO(plan_pdf(document())))
    pages = [" ".join((page.extract_text() or "").split()) for page in reader.pages]
    assert "Artisanal and small-scale gold mining Business plan Version 1" in pages[0]
    assert "Contents" in pages[1]
    for number, section in enumerate(PLAN.sections, 1):
        heading = f"{number}. {section.title}"
        assert sum(heading in page for page in pages[2:]) == 1
    assert len(reader.outline) == len(PLAN.sections) + 1


def test_efforts_are_a_table_whose_first_row_is_repeated_on_a_page_that_lies():
    tables = Document(io.BytesIO(plan_docx(document(answers=whole(3))))).tables
    (efforts,) = (table for table in tables if len(table.columns) == 6)
    action = "Priority action: 1. Train miners to recover gold without mercury"
    assert [row.cells[0].text for row in efforts.rows] == ["No.", action, "1", "2", "3"]
    assert "Training centres 2" in efforts.rows[3].cells[1].text
    assert "Milestone 1\nStep 1 (April 2027)" in efforts.rows[2].cells[4].text
    pages = PdfReader(io.BytesIO(plan_pdf(document()))).pages
    assert any(page.mediabox.width > page.mediabox.height for page in pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_document_that_is_sent_back_is_split_as_it_was_made(language: str):
    """Its list of contents, its tables and what the form itself says are no headings and no words of anybody."""
    read_back = word_paragraphs(plan_docx(document(language)))
    parts = split(PLAN, read_back, [voice(each).plain for each in LANGUAGES])
    kept: dict[str, str] = {}
    for part in parts:
        kept[part.section] = f"{kept.get(part.section, '')}\n{part.text}"
    written = {section.key for section in PLAN.sections} - {"opportunities", "resources", "linkages"}
    assert kept.keys() - {""} == written
    assert "amina@mines.example.org" in kept["efforts"]
    assert voice(language).plain(CURRENT.plan_evaluation) not in kept["evaluation"]
    assert "Please shorten it." in kept[""]


def test_efforts_of_a_priority_action_stand_together_and_keep_their_numbers():
    answers = {
        **whole(3),
        **group("actions", {"action": "Train miners"}, {"action": "Help ministries"}),
        "efforts.1.action": Answer("2"),
        "efforts.3.action": Answer(None),
    }
    made = document(answers=answers)
    assert [(one.action, one.number) for one in made.efforts] == [
        ("Priority action: 1. Train miners", "2"),
        ("Priority action: 2. Help ministries", "1"),
        ("", "3"),
    ]
    assert "Priority action: 2. Help ministries" in read(plan_pdf(made))


def test_what_a_column_is_named_after_comes_first_in_it():
    (effort,) = document().efforts
    assert [cell.label for cell in effort.partners] == ["", "Kind"]
    assert [cell.label for cell in effort.when] == ["", "Cost"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_template_says_of_every_evaluation_stands_in_every_plan(language: str):
    standing = voice(language).plain(CURRENT.plan_evaluation)
    for answers in (whole(), {}):
        made = document(language, answers)
        assert standing in words_of(plan_docx(made))
        if language != "ar":
            squeezed = read(plan_pdf(made)).replace(" ", "").replace("-", "")
            assert standing.replace(" ", "").replace("-", "") in squeezed


def test_links_within_the_partnership_are_told_from_those_outside_it():
    answers = {**whole(), **group("inside", {"activity": "Wastes"}), **group("outside", {"activity": "Basel"})}
    said = words_of(plan_docx(document(answers=answers)))
    assert "Within the Partnership 1 Activity Wastes Outside the Partnership 1 Activity Basel" in said


def test_why_a_text_stays_above_the_guidance_is_printed_below_it():
    reason = "Two countries need their part."
    made = document(answers={**whole(), "summary": Answer(SUMMARY, over=31, because=reason)})
    for said in (words_of(plan_docx(made)), read(plan_pdf(made))):
        assert f"Longer than the guidance, because: {reason}" in said


def test_an_empty_plan_is_a_document_too():
    empty = document(answers={}, trail=())
    assert "Nothing is written here yet." in read(plan_pdf(empty))
    assert "Nothing is written here yet." in words_of(plan_docx(empty))
    assert empty.timeline is None


def test_a_character_that_no_font_has_stops_the_plan():
    odd = document(answers={**whole(), "making": Answer("Made in 𐎠")})
    for make in (plan_pdf, plan_docx):
        with pytest.raises(MissingGlyphs, match="OLD PERSIAN SIGN A"):
            make(odd)


@pytest.mark.parametrize("typed", ["*a*", '#eval("1 + 1")', "= a", '#panic("no")'])
def test_what_looks_like_markup_is_printed_as_it_was_typed(typed: str):
    answers = {**whole(), "making": Answer(typed)}
    assert typed.replace(" ", "") in read(plan_pdf(document(answers=answers))).replace(" ", "")


def test_a_remark_without_words_says_that_there_are_none():
    assert "The whole plan No remarks." in read(plan_pdf(document()))


# -- the timeline ------------------------------------------------------------------------------------------------------


def drawn(*efforts: tuple[Plain, list[Plain]], period: Plain = None) -> Timeline | None:
    """The timeline of efforts with these periods and milestones."""
    answers = {"period": Answer(period), **group("efforts", *({"effort": "E", "when": when} for when, _ in efforts))}
    for number, (_, steps) in enumerate(efforts, 1):
        inside = f"efforts.{number}."
        answers |= group("milestones", *({"milestone": "M", "by": by} for by in steps), inside=inside)
    return timeline(answers)


def test_bars_and_milestones_stand_where_their_dates_are():
    found = drawn(({"from": "2027", "to": "2028"}, ["2028-12", "2027-12-31"]), period={"from": "2027", "to": "2028"})
    assert found is not None
    assert (found.first_year, found.last_year) == (2027, 2028)
    (bar,) = found.bars
    assert bar.begins == 0
    assert bar.ends == pytest.approx(1)
    assert [milestone.at for milestone in bar.milestones] == pytest.approx([1, 365 / 731])
    assert (bar.open_start, bar.open_end) == (False, False)


def test_an_open_end_reaches_to_the_plans_own_and_is_marked():
    found = drawn(({"from": "2028-07", "to": None}, []), period={"from": "2027", "to": "2029"})
    assert found is not None
    (bar,) = found.bars
    assert (bar.open_start, bar.open_end, bar.dated) == (False, True, True)
    assert bar.ends == pytest.approx(1)


def test_a_picture_of_few_milestones_has_their_words_and_one_of_many_their_numbers():
    few, many = (plan_pdf(document(answers=whole(efforts, 8))) for efforts in (1, 4))
    assert "1. Step 1 2. Step 2" in read(few)
    assert "1. Step 1 2. Step 2" not in read(many)
    assert "Milestone 8" in read(many)


def test_without_any_date_there_is_no_timeline():
    assert drawn((None, [])) is None
    assert drawn() is None


def test_an_effort_without_dates_has_a_row_beside_others():
    found = drawn((None, []), ({"from": "2027", "to": "2027"}, []))
    assert found is not None
    assert [bar.dated for bar in found.bars] == [False, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_timeline_is_a_picture_that_is_mirrored_in_arabic(language: str):
    answers = whole(2)
    shown = document(language, answers).timeline
    assert shown is not None
    picture = timeline_png(shown)
    assert picture.startswith(b"\x89PNG")
    assert picture == timeline_png(shown)


def test_the_pages_can_be_looked_at():
    assert len(plan_pictures(document())) == len(PdfReader(io.BytesIO(plan_pdf(document()))).pages)


def test_files_are_named_after_the_area_the_version_and_the_language():
    kept = {path: answer.to_plain() for path, answer in whole().items()}
    told: dict[str, Any] = {
        "area": AREA,
        "language": "ru",
        "state": say("Draft"),
        "day": DAY,
        "leads": (),
        "reference": "",
        "trail": (),
    }
    areas = CURRENT.open_areas()
    assert plan_file_of("pdf", kept, **told, areas=areas, version=2).name == "plan-asgm-v2-ru.pdf"
    assert plan_file_of("png", kept, **told, areas=areas, version=0).name == "plan-asgm-draft-2026-11-24-ru.png"
    with pytest.raises(NothingToDraw):
        plan_file_of("png", {}, **told, areas=areas, version=0)


LONG_OBJECTIVE = "Halve the use of mercury in small-scale gold mining in all countries where the area has partners"
LONG_ADDRESS = "the.contact.of.this.effort@a-very-long-name-of-a-ministry.government.example.org"


def test_what_an_effort_serves_is_printed_in_full():
    answers = {**whole(), "objectives.1.statement": Answer(LONG_OBJECTIVE)}
    made = document(answers=answers)
    assert any(LONG_OBJECTIVE in cell.text for cell in made.efforts[0].effort)
    assert LONG_OBJECTIVE in words_of(plan_docx(made))


def test_a_long_address_is_broken_within_its_column_and_reads_as_one():
    made = document("en", {**whole(), "efforts.1.email": Answer(LONG_ADDRESS)})
    lines = [
        line.strip()
        for page in PdfReader(io.BytesIO(plan_pdf(made))).pages
        if page.mediabox.width > page.mediabox.height
        for line in page.extract_text().splitlines()
    ]
    assert not any(LONG_ADDRESS in line for line in lines), "it runs out of the table on one line"
    assert LONG_ADDRESS in "".join(lines).replace(" ", ""), "no hyphen is added"


def test_a_reader_is_not_told_who_stood_in_the_register_and_an_adviser_without_a_name_is_a_member():
    lead: dict[str, Plain] = {"name": "Ministry of Mines", "partner": None}
    trail = (Trail("", "summary", "Please shorten it.", ""),)
    text = read(plan_pdf(document(answers={**whole(), "lead": Answer(lead)}, trail=trail)))
    assert "Ministry of Mines" in text
    assert "not in the register" not in text
    assert "A member of the Advisory Group" in text


def test_what_is_linked_within_and_outside_the_partnership_is_told_apart():
    answers = whole()
    for name in ("inside", "outside"):
        answers |= group(name, {"activity": f"An activity {name}"})
    text = read(plan_pdf(document(answers=answers)))
    assert "Within the Partnership 1" in text
    assert "Outside the Partnership 1" in text
