"""Roles and how long they are held (G3(d), G4.b(6))."""

from datetime import UTC, datetime

import pytest

from flows.roles import ROLES, term_end


def test_roles_come_in_the_order_in_which_they_are_offered():
    assert list(ROLES) == ["secretariat", "lead", "adviser", "chair", "partner", "observer"]
    assert [kind.key for kind in ROLES.values() if kind.for_area] == ["lead"]


@pytest.mark.parametrize("kind", ["lead", "chair"])
def test_a_lead_and_a_chair_serve_two_years(kind):
    since = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert term_end(kind, since) == datetime(2028, 3, 2, 9, 30, tzinfo=UTC)


def test_a_term_that_begins_on_a_leap_day_ends_on_the_last_of_february():
    assert term_end("lead", datetime(2024, 2, 29, tzinfo=UTC)) == datetime(2026, 2, 28, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["secretariat", "adviser", "partner", "observer"])
def test_roles_without_a_term_do_not_end_by_themselves(kind):
    assert term_end(kind, datetime(2026, 3, 2, tzinfo=UTC)) is None


def test_only_the_chair_is_limited_in_terms():
    assert {kind.key: kind.most_terms for kind in ROLES.values() if kind.most_terms} == {"chair": 2}
