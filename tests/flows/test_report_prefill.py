"""What a report takes from the plan and from partners' notes: everything once, and nothing of the lead's is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.layout import find, items, missing, stands
from flows.report import REPORT
from flows.report_prefill import SOURCES, Filled, Told, filled
from flows.session import Answer, Answers, Plain
from tests.flows.plans import group, whole

NOTE = Told(1, "Ministry of Mines", "2027-05-03", "Sixty miners were trained.", "efforts.1")
ON_ALL = Told(2, "Clean Rivers Fund", "2027-06-01", "The ministry has changed.")


def after(answers: Answers, taken: Filled) -> dict[str, Answer]:
    """The answers of a report after a filling."""
    changed = dict(answers)
    for change in taken.changes:
        assert changed.get(change.path) == change.old
        assert change.new is not None
        changed[change.path] = change.new
    return changed


def value(answers: Answers, path: str) -> object:
    """What was answered at a path."""
    return answers[path].value


def test_a_new_report_has_an_activity_for_each_effort_with_its_milestones():
    report = after({}, filled({}, whole(efforts=2), ()))
    assert value(report, "activities") == {"items": ["1", "2"], "next": 3}
    assert value(report, "activities.2.activity") == "Training centres 2"
    planned = "Two centres are built, and two hundred miners trained in each.\n\nFour hundred miners"
    assert value(report, "activities.1.planned") == planned
    assert value(report, "activities.1.milestones") == {"items": ["1", "2"], "next": 3}
    assert value(report, "activities.1.milestones.1.milestone") == "Step 1"
    assert value(report, "activities.1.milestones.1.by") == "2027-04"
    assert "activities.1.done" not in report


def test_indicators_come_with_unit_baseline_target_and_year_and_objectives_with_their_target():
    report = after({}, filled({}, whole(), ()))
    shown = {key: value(report, f"indicators.1.{key}") for key in ("indicator", "unit", "baseline", "target", "by")}
    assert shown == {
        "indicator": "Miners who recover gold without mercury",
        "unit": "Miners",
        "baseline": "0",
        "target": "400",
        "by": "2029",
    }
    assert value(report, "objectives.1.statement") == "Halve the use of mercury in small-scale gold mining"
    assert value(report, "objectives.1.target") == "At most 400 tonnes"


def test_what_is_left_to_answer_is_what_the_plan_cannot_know():
    report = after({}, filled({}, whole(), ()))
    assert [stop.path for stop in missing(REPORT, report)] == [
        "activities.1.done",
        "activities.1.state",
        "activities.1.milestones.1.state",
        "activities.1.milestones.2.state",
        "effectiveness",
        "objectives.1.progress",
        "impact",
        "indicators.1.state",
        "lessons",
    ]


def test_contributions_that_the_plan_names_are_taken_as_they_were_planned():
    fund: dict[str, Plain] = {"name": "Fund", "partner": 3}
    plan = {**whole(), **group("given", {"partner": fund, "kind": "cash", "amount": None, "what": "Retorts"})}
    report = after({}, filled({}, plan, ()))
    assert value(report, "contributions.1.partner") == {"name": "Fund", "partner": 3}
    assert value(report, "contributions.1.what") == "Retorts"
    assert value(report, "contributions.1.activity") is None


def test_a_note_stands_under_its_effort_with_who_told_it_and_when_and_others_under_the_area():
    report = after({}, filled({}, whole(), (NOTE, ON_ALL)))
    assert value(report, "activities.1.notes.1.who") == "Ministry of Mines"
    assert value(report, "activities.1.notes.1.on") == "2027-05-03"
    assert value(report, "activities.1.notes.1.words") == "Sixty miners were trained."
    assert value(report, "notes.1.words") == "The ministry has changed."
    assert "activities.1.done" not in report


def test_an_effort_that_came_later_is_added_and_what_the_lead_wrote_stays():
    report = after({}, filled({}, whole(efforts=1), (NOTE,)))
    report |= {"activities.1.activity": Answer("Our centres"), "activities.1.notes.1.words": Answer("Sixty trained.")}
    more = filled(report, whole(efforts=2, milestones=3), (NOTE, ON_ALL))
    assert more.added == {"efforts": 1, "milestones": 4, "notes": 1}
    later = after(report, more)
    assert value(later, "activities.1.activity") == "Our centres"
    assert value(later, "activities.1.notes.1.words") == "Sixty trained."
    assert value(later, "activities.1.milestones.3.milestone") == "Step 3"
    assert value(later, "activities.2.activity") == "Training centres 2"


def test_what_the_lead_took_out_does_not_come_back():
    report = after({}, filled({}, whole(efforts=2), (NOTE,)))
    report["activities"] = Answer({"items": ["2"], "next": 3})
    for path in [path for path in report if path.startswith("activities.1.")]:
        del report[path]
    assert filled(report, whole(efforts=2), (NOTE,)) == Filled((), {})
    late = Told(7, "Fund", "2027-09-01", "Ninety by now.", "efforts.1")
    later = after(report, filled(report, whole(efforts=2, milestones=3), (NOTE, late)))
    assert items(later, "activities") == ("2",)
    assert value(later, "notes.1.words") == "Ninety by now."


def test_a_plan_that_is_hardly_begun_gives_what_it_has_and_the_rest_is_asked_for():
    report = after({}, filled({}, {"efforts": Answer({"items": ["1"], "next": 2})}, ()))
    assert items(report, "activities") == ("1",)
    assert "activities.1.activity" in {stop.path for stop in missing(REPORT, report)}


def test_no_plan_and_no_notes_give_nothing():
    assert filled({}, {}, ()) == Filled((), {})


def test_only_as_many_notes_are_taken_as_a_list_holds():
    many = [Told(number, "Fund", "2027-05-03", f"Note {number}") for number in range(1, 251)]
    once = filled({}, {}, many)
    assert once.added == {"notes": 200}
    assert filled(after({}, once), {}, many) == Filled((), {})


# -- whatever was planned, told, written and taken out -----------------------------------------------------------------

PLANS = st.builds(whole, st.integers(0, 4), st.integers(0, 3))
NOTES = st.lists(
    st.builds(
        Told,
        st.integers(1, 12),
        st.sampled_from(["Fund", "Ministry"]),
        st.just("2027-05-03"),
        st.text(min_size=1, max_size=8),
        st.sampled_from(["", "efforts.1", "efforts.2", "efforts.9"]),
    ),
    max_size=6,
    unique_by=lambda note: note.id,
)
WRITING = st.lists(st.tuples(st.integers(0, 200), st.text(min_size=1, max_size=6)), max_size=6)
TAKING_OUT = st.lists(st.integers(0, 40), max_size=3)


def written(report: Mapping[str, Answer], writing: Sequence[tuple[int, str]]) -> dict[str, Answer]:
    """The report after its lead has written over some answers."""
    changed = dict(report)
    texts = [path for path, answer in report.items() if isinstance(answer.value, str)]
    for place, words in writing:
        if texts:
            changed[texts[place % len(texts)]] = Answer(words)
    return changed


def taken_out(report: Mapping[str, Answer], places: Sequence[int]) -> dict[str, Answer]:
    """The report after its lead has taken some items out."""
    changed = dict(report)
    for place in places:
        lists = [(path, name) for path in changed if path != SOURCES for name in items(changed, path)]
        if not lists:
            break
        path, name = lists[place % len(lists)]
        order = changed[path].value
        assert isinstance(order, dict)
        changed[path] = Answer({**order, "items": [one for one in items(changed, path) if one != name]})
        for inside in [one for one in changed if one.startswith(f"{path}.{name}.")]:
            del changed[inside]
    return changed


@settings(max_examples=150)
@given(PLANS, NOTES, PLANS, NOTES, WRITING, TAKING_OUT)
def test_whatever_comes_later_nothing_that_stands_is_touched_and_nothing_comes_twice(
    plan: dict[str, Answer],
    notes: list[Told],
    later_plan: dict[str, Answer],
    later_notes: list[Told],
    writing: list[tuple[int, str]],
    places: list[int],
):
    report = taken_out(written(after({}, filled({}, plan, notes)), writing), places)
    again = after(report, filled(report, later_plan, later_notes))
    for path, answer in report.items():
        if path == SOURCES or (isinstance(answer.value, dict) and answer.value.keys() == {"items", "next"}):
            continue
        assert again[path] == answer
    for path in report.keys() - {SOURCES}:
        assert items(again, path)[: len(items(report, path))] == items(report, path)
    assert filled(again, later_plan, later_notes) == Filled((), {})
    for path in again:
        assert path == SOURCES or (find(REPORT, again, path) is not None and stands(REPORT, again, path))
