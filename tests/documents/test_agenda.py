"""The Partnership's year as a picture: everything stands in its row and month, and what is overdue is seen to be."""

from __future__ import annotations

import io
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from documents.agenda import APART, KINDS, MOST_OVERDUE, Agenda, AgendaEntry, agenda, agenda_pdf, agenda_png
from documents.fonts import MissingGlyphs
from flows.framework import CURRENT
from flows.media import PDF, PNG
from flows.wording import LANGUAGES
from tests.documents.read_back import read, size_of

AREAS = CURRENT.open_areas()
SINCE, TODAY = date(2026, 9, 15), date(2026, 11, 28)


def entry(day: date, kind: Any = "meeting", area: str | None = "asgm", title: str = "", **more: bool) -> AgendaEntry:
    """A date of an area."""
    return AgendaEntry(kind, area, title, day, **more)


def year(*entries: AgendaEntry, language: str = "en", today: date = TODAY) -> Agenda:
    """The year that these stand in."""
    return agenda(entries, since=SINCE, today=today, language=language, areas=AREAS)


WHOLE = (
    entry(date(2027, 3, 14), area=None, title="Annual meeting"),
    entry(date(2026, 9, 3), area=None, done=True),
    entry(date(2027, 2, 11)),
    entry(date(2027, 2, 15), "review"),
    entry(date(2026, 6, 30), "report due", "waste", overdue=True),
    entry(date(2026, 10, 12), "twelve months", "waste", overdue=True),
    entry(date(2027, 8, 31), "term end", "products", title="Inés Moreau"),
)


def test_there_is_a_row_for_the_advisory_group_and_for_each_area_in_order():
    rows = [row.name for row in year(*WHOLE).rows]
    assert rows[:2] == ["Advisory Group", "Artisanal and small-scale gold mining"]
    assert len(rows) == 1 + len(AREAS)


def test_an_area_that_is_closed_keeps_its_row():
    assert [row.name for row in year(entry(TODAY, area="cement")).rows][-1] == "cement"


def test_the_months_are_those_of_twelve_months_with_their_years():
    months = year().months
    assert [month.name for month in months][:5] == ["Sept", "Oct", "Nov", "Dec", "Jan"]
    assert [month.year for month in months] == ["2026", "", "", "", "2027", *[""] * 7]
    assert len(months) == 12


def test_months_are_named_in_the_language():
    assert year(language="zh").months[0].name == "9月"
    assert year(language="ar").months[0].name == "سبتمبر"
    assert year(language="fr").months[-1].name == "août"
    assert year(language="ru").months[8].name == "май"


def test_a_mark_stands_in_its_month():
    marks = [mark for row in year(*WHOLE).rows for mark in row.marks]
    places = {(mark.kind, mark.label): int(mark.at * 12) for mark in marks if not mark.earlier}
    assert places[("meeting", "14")] == 6
    assert places[("meeting", "3")] == 0
    assert places[("term end", "31")] == 11


def test_a_moment_stands_at_its_day_where_it_was_said():
    late = datetime(2027, 2, 11, 23, 30, tzinfo=ZoneInfo("America/Lima"))
    (mark,) = year(entry(late)).rows[1].marks
    assert mark.label == "11"


def test_what_is_done_is_not_overdue():
    (mark,) = year(entry(TODAY, overdue=True, done=True)).rows[1].marks
    assert mark.state == "done"
    assert not year(entry(TODAY, overdue=True, done=True)).overdue


def test_what_is_overdue_from_before_stands_beside_the_year_and_is_told_in_words():
    made = year(*WHOLE)
    waste = next(row for row in made.rows if row.name == "Mercury waste management")
    assert [(mark.earlier, mark.at < 0) for mark in waste.marks] == [(True, True), (False, False)]
    assert [(one.day, one.title) for one in made.overdue] == [
        ("30 June 2026", "Report due"),
        ("12 October 2026", "Twelve months since the last meeting"),
    ]


def test_what_is_neither_in_the_year_nor_overdue_is_left_out():
    outside = (entry(date(2026, 8, 31), done=True), entry(date(2026, 8, 31)), entry(date(2027, 9, 1)))
    assert all(not row.marks for row in year(*outside).rows)


def test_a_long_list_of_what_is_overdue_ends_with_the_number_of_the_others():
    many = [entry(date(2026, 10, 1), overdue=True, title=str(number)) for number in range(MOST_OVERDUE + 2)]
    made = year(*many)
    assert len(made.overdue) == MOST_OVERDUE
    assert made.further_overdue == "2 further entries are overdue."


def test_today_is_shown_only_where_it_is_in_the_year():
    assert year().today_at == pytest.approx((2 + 27.5 / 30) / 12)
    assert year(today=date(2027, 9, 1)).today_at is None
    assert year(today=date(2026, 8, 31)).today_at is None


@given(st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=40), st.booleans())
def test_no_mark_covers_another(days: list[date], overdue: bool):
    (_, row, *_) = year(*(entry(day, overdue=overdue) for day in days)).rows
    assert {mark.lane for mark in row.marks} <= set(range(row.lanes))
    for lane in range(row.lanes):
        places = [mark.at for mark in row.marks if mark.lane == lane]
        assert all(later - before >= APART for before, later in pairwise(places))


def test_an_empty_row_is_as_high_as_one_lane():
    assert {row.lanes for row in year().rows} == {1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_one_for_a_chat(language: str):
    told: dict[str, Any] = {"since": SINCE, "today": TODAY, "language": language, "areas": AREAS}
    made = agenda_png(WHOLE, **told)
    assert (made.name, made.media_type) == (f"agenda-2026-11-28-{language}.png", PNG)
    width, height = size_of(made.content)
    assert 1200 <= width <= 1500
    assert 600 <= height <= 1600
    assert len(made.content) < 400_000
    assert made == agenda_png(WHOLE, **told)


def test_the_picture_is_another_where_anything_is_overdue():
    told: dict[str, Any] = {"since": SINCE, "today": TODAY, "language": "en", "areas": AREAS}
    coming = agenda_png([entry(date(2026, 11, 2))], **told)
    late = agenda_png([entry(date(2026, 11, 2), overdue=True)], **told)
    assert size_of(late.content)[1] > size_of(coming.content)[1]


def test_the_year_can_be_printed_and_read_back():
    made = agenda_pdf(WHOLE, since=SINCE, today=TODAY, language="en", areas=AREAS)
    assert (made.name, made.media_type) == ("agenda-2026-11-28-en.pdf", PDF)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made.content
    said = read(made.content)
    for words in ("Overdue", "Today", "Twelve months since the last meeting", "30 June 2026", "Mercury in products"):
        assert words in said


def test_rows_are_named_at_the_right_in_arabic_and_time_runs_to_the_left():
    # Two marks in one row: the later one stands further to the left.
    def marks(language: str) -> list[float]:
        found: dict[str, float] = {}

        def visit(text: str, _cm: Any, tm: Any, _font: Any, _size: Any) -> None:
            if text.strip() in ("11", "23"):
                found[text.strip()] = tm[4] * _cm[0] + _cm[4]

        entries = [entry(date(2026, 10, 11)), entry(date(2027, 5, 23))]
        made = agenda_pdf(entries, since=SINCE, today=TODAY, language=language, areas=AREAS)
        PdfReader(io.BytesIO(made.content)).pages[0].extract_text(visitor_text=visit)
        return [found["11"], found["23"]]

    first, second = marks("en")
    assert first < second
    first, second = marks("ar")
    assert first > second


def test_a_character_that_no_font_has_stops_the_picture():
    odd = entry(TODAY, overdue=True, title="Meeting in 𐎠")
    with pytest.raises(MissingGlyphs, match="OLD PERSIAN SIGN A"):
        agenda_png([odd], since=SINCE, today=TODAY, language="en", areas=AREAS)


def test_every_kind_is_in_the_legend():
    legend = {(one.kind, one.state) for one in year().legend}
    assert {(kind, "coming") for kind in KINDS} < legend
    assert {state for _, state in legend} == {"coming", "overdue", "done"}
