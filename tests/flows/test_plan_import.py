"""A plan written elsewhere, split by its headings."""

from __future__ import annotations

import pytest

from flows.events import Part
from flows.plan import PLAN
from flows.plan_import import Paragraph, split
from flows.wording import LANGUAGES, say
from locales import voice

VOICES = [voice(language).plain for language in LANGUAGES]


def parts(*paragraphs: tuple[str, int] | str) -> list[tuple[str, str]]:
    """The sections and texts that a file is split into."""
    read = [Paragraph(one) if isinstance(one, str) else Paragraph(*one) for one in paragraphs]
    return [(part.section, part.text) for part in split(PLAN, read, VOICES)]


def test_each_section_gets_what_stands_under_its_heading():
    assert parts(("Summary of the issue", 1), "Words.", "More.", ("Priority actions", 1), "Train.") == [
        ("summary", "Words.\nMore."),
        ("actions", "Train."),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_known_in_every_language_with_numbers_and_without(language: str):
    for number, section in enumerate(PLAN.sections, 1):
        title = voice(language).plain(say(section.title))
        for heading in (title, f"{number}. {title}", f"{number}) {title.upper()}:", f" {title} "):
            assert parts((heading, 2), "Words.") == [(section.key, "Words.")], heading


def test_a_preamble_and_extra_sections_are_kept_apart():
    found = split(
        PLAN,
        [
            Paragraph("Foreword", 1),
            Paragraph("Dear reader."),
            Paragraph("Evaluation", 1),
            Paragraph("Two years."),
            Paragraph("Glossary", 1),
            Paragraph("Hg: mercury."),
        ],
        VOICES,
    )
    assert found == (
        Part("", "Foreword", "Dear reader."),
        Part("evaluation", "Evaluation", "Two years."),
        Part("", "Glossary", "Hg: mercury."),
    )


def test_lower_headings_stay_in_the_text_of_their_section():
    assert parts(("Linkages", 1), ("Inside", 2), "Coal.", ("Partners", 1), "Mines.") == [
        ("linkages", "Inside\nCoal."),
        ("partners", "Mines."),
    ]


def test_a_heading_without_a_style_is_known_if_it_says_nothing_else():
    assert parts("Preface words.", "2. Objective of the area", "Halve use.") == [
        ("", "Preface words."),
        ("objectives", "Halve use."),
    ]
    assert parts(("Summary of the issue", 1), "Our evaluation was good.") == [("summary", "Our evaluation was good.")]


def test_a_lone_word_below_headings_with_a_style_names_no_section():
    """A plan that was made here has a column "Partners" in its table of efforts."""
    assert parts(("Partner efforts and timelines", 1), "Timeline", "Partners", "Mines.", ("Evaluation", 1), "2.") == [
        ("efforts", "Timeline\nPartners\nMines."),
        ("evaluation", "2."),
    ]
    assert parts(("优先行动", 1), "目标", "用汞量减半。") == [("actions", "目标\n用汞量减半。")]
    assert parts(("Evaluation", 1), "2.", "10. Partners", "Mines.") == [("evaluation", "2."), ("partners", "Mines.")]
    assert parts(("Evaluation", 1), "2.", "Resource mobilisation", "Much.") == [
        ("evaluation", "2."),
        ("resources", "Much."),
    ]


def test_in_a_table_only_a_numbered_line_is_a_heading():
    cells = [
        Paragraph("1. Summary of the issue", in_table=True),
        Paragraph("Words.", in_table=True),
        Paragraph("Priority actions", in_table=True),
        Paragraph("10. Partners", in_table=True),
        Paragraph("Mines.", in_table=True),
    ]
    assert [(part.section, part.text) for part in split(PLAN, cells, VOICES)] == [
        ("summary", "Words.\nPriority actions"),
        ("partners", "Mines."),
    ]


def test_nothing_is_made_of_nothing():
    assert parts() == []
    assert parts(("Summary of the issue", 1)) == []


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("EXECUTIVE SUMMARY", "summary"),
        ("Section 3 – Priority Actions", "actions"),
        ("IV. Partner Efforts & Timelines (2026–2028)", "efforts"),
        ("6 Monitoring and evaluation", "evaluation"),
        ("7. Resource Mobilization", "resources"),
        ("Objectives", "objectives"),
        ("Chapitre 2. Objectifs", "objectives"),
        ("Раздел 7. Мобилизация ресурсов", "resources"),
        ("第三章 优先行动", "actions"),
        ("九、联系", "linkages"),
        ("٣. الإجراءات ذات الأولوية", "actions"),
        ("\u200e10\u200e. الشركاء", "partners"),
    ],
)
def test_other_usual_headings_are_known_too(heading: str, section: str):
    assert parts((heading, 1), "Words.") == [(section, "Words.")]


@pytest.mark.parametrize(
    "heading",
    ["Objectives and partners of other programmes", "Mercury in the region", "Priority actions and opportunities", "4"],
)
def test_a_heading_that_may_mean_two_sections_or_none_is_not_guessed(heading: str):
    assert parts((heading, 1), "Words.") == [("", "Words.")]


def test_a_lower_heading_with_a_sections_name_in_it_stays_in_its_section():
    found = parts(("Partner efforts and timelines", 1), "All.", ("Evaluation of partner efforts", 2), "Yearly.")
    assert found == [("efforts", "All.\nEvaluation of partner efforts\nYearly.")]


def test_a_sentence_that_begins_like_a_title_is_no_heading():
    assert parts(("Evaluation", 1), "Summary of the issue in ten lines.", "Two years.") == [
        ("evaluation", "Summary of the issue in ten lines.\nTwo years."),
    ]
