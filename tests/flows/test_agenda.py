"""The Partnership's dates from facts: what is overdue comes first, and nothing is said twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.agenda import (
    Entry,
    Fact,
    GatheringFact,
    LeadlessFact,
    MeetingFact,
    ReportFact,
    ReviewFact,
    TermFact,
    entries,
    reason,
    within,
)
from flows.wording import as_is
from locales.voice import voice

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
NAMES = {"waste": as_is("Mercury waste management"), "coal": as_is("Coal combustion")}


def meeting(starts_at: datetime, **more) -> MeetingFact:
    return replace(
        MeetingFact(
            id=7,
            uid="7",
            area="waste",
            kind="annual",
            title="Fourth meeting",
            language="en",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            zone="UTC",
            form="teleconference",
            changed_at=NOW,
        ),
        **more,
    )


REPORT = ReportFact(
    cycle_id=3,
    area="waste",
    period_from="2025-01-01",
    period_until="2026-12-31",
    due_on=date(2027, 3, 31),
    changed_at=NOW,
)


def told(*facts: Fact, now: datetime = NOW) -> list[tuple[str, str]]:
    return [(entry.kind, entry.state) for entry in entries(facts, NAMES, now)]


def words(entry: Entry) -> str:
    speak = voice("en").plain
    said = f"{speak(entry.what)} | {speak(entry.note) if entry.note else ''} | {speak(reason(entry))}"
    return said.translate({0x2068: None, 0x2069: None})


def test_what_is_overdue_comes_first_and_the_longest_first():
    found = entries(
        [
            meeting(NOW + timedelta(days=3)),
            LeadlessFact(area="coal"),
            replace(REPORT, due_on=date(2026, 11, 1)),
            ReviewFact(area="waste", published_at=NOW - timedelta(days=500)),
            meeting(NOW - timedelta(days=30), id=6, report_at=NOW),
        ],
        NAMES,
        NOW,
    )
    assert [(one.kind, one.state) for one in found] == [
        ("review", "overdue"),
        ("report", "overdue"),
        ("meeting", "coming"),
        ("lead", "open"),
        ("meeting", "done"),
    ]


def test_a_meeting_is_to_come_until_it_is_over():
    assert told(meeting(NOW - timedelta(hours=1))) == [("meeting", "coming")]
    assert told(meeting(NOW - timedelta(hours=3))) == [("meeting report", "coming"), ("meeting", "done")]


def test_the_report_of_a_meeting_is_missing_after_three_days_until_it_is_there():
    held = meeting(NOW - timedelta(days=4))
    assert told(held) == [("meeting report", "overdue"), ("meeting", "done")]
    assert told(replace(held, report_at=NOW)) == [("meeting", "done")]


def test_a_cancelled_meeting_is_no_date():
    assert told(meeting(NOW + timedelta(days=3), is_planned=False)) == []


def test_a_report_without_a_date_says_that_unep_has_set_none():
    (entry,) = entries([replace(REPORT, due_on=None)], NAMES, NOW)
    assert (entry.state, entry.at) == ("open", None)
    assert "UNEP has not set a date yet." in words(entry)
    assert "(F§7, T6)" in words(entry)


@pytest.mark.parametrize(
    ("state", "expected"),
    [("", "coming"), ("open", "coming"), ("returned", "coming"), ("submitted", "done"), ("published", "done")],
)
def test_a_report_is_owed_until_it_is_sent_and_again_when_it_is_returned(state: str, expected: str):
    assert told(replace(REPORT, state=state)) == [("report", expected)]


def test_a_report_is_overdue_from_the_day_after_it_was_due():
    assert told(replace(REPORT, due_on=NOW.date())) == [("report", "coming")]
    assert told(replace(REPORT, due_on=NOW.date() - timedelta(days=1))) == [("report", "overdue")]


def test_a_body_must_meet_within_twelve_months_unless_a_meeting_is_planned():
    last = datetime(2025, 2, 28, 10, tzinfo=UTC)
    (entry,) = entries([GatheringFact(area=None, since=last)], NAMES, NOW)
    assert (entry.state, entry.day, entry.subject) == ("overdue", date(2026, 2, 28), "advisory")
    assert "(G4.a(1), G4.b(1))" in words(entry)
    assert told(GatheringFact(area=None, since=last, planned_for=NOW + timedelta(days=9))) == []


def test_a_plan_published_on_a_leap_day_is_reviewed_on_the_last_of_february():
    published = datetime(2028, 2, 29, 12, tzinfo=UTC)
    (entry,) = entries([ReviewFact(area="waste", published_at=published)], NAMES, published)
    assert entry.day == date(2029, 2, 28)


def test_a_term_is_told_to_its_holder_as_theirs_and_to_others_by_name():
    term = TermFact(role_id=5, name="Eve", kind="lead", area="waste", since=NOW, until=NOW + timedelta(days=60))
    (seen,) = entries([term], NAMES, NOW)
    assert words(seen).startswith("The term of Eve ends: lead of an area (Mercury waste management)")
    (own,) = entries([replace(term, own=True)], NAMES, NOW)
    assert words(own).startswith("Your term as lead of an area ends (Mercury waste management)")


def test_an_area_that_was_closed_is_called_by_its_key():
    (entry,) = entries([replace(REPORT, area="storage")], NAMES, NOW)
    assert "storage (closed)" in words(entry)


def test_a_year_holds_what_lies_in_it_and_whatever_is_overdue_or_open():
    found = entries(
        [
            meeting(NOW + timedelta(days=400)),
            replace(REPORT, due_on=date(2026, 3, 1)),
            replace(REPORT, area="coal", due_on=None),
            meeting(NOW + timedelta(days=20), id=8),
        ],
        NAMES,
        NOW,
    )
    kept = within(found, NOW, NOW + timedelta(days=365))
    assert [(one.kind, one.subject) for one in kept] == [("report", "3.waste"), ("meeting", "8"), ("report", "3.coal")]
