"""How far indicators have come, as a picture: shown honestly, and not at all where there are no figures."""

from __future__ import annotations

import pytest

from documents.progress import Indicator, Value, indicators_of, progress, scale_of
from documents.report_pdf import progress_png
from flows.session import Answer
from flows.wording import LANGUAGES
from locales import voice
from tests.documents.read_back import size_of
from tests.documents.reports import answers, document


def indicator(baseline: str, target: str, *values: str, unit: str = "") -> Indicator:
    """An indicator with these figures, measured once a year."""
    return Indicator(
        "Miners", unit, baseline, target, "2029", tuple(Value(one, str(2027 + at)) for at, one in enumerate(values))
    )


def drawn(baseline: str, target: str, *values: str, unit: str = ""):
    """Where these figures stand, and what is said of them."""
    one = indicator(baseline, target, *values, unit=unit)
    made = progress([one], voice("en"))
    assert made is not None
    found = scale_of(one)
    assert made.indicators[0].scale == (None if found is None else found[0])
    return made.indicators[0].scale, made.indicators[0].status


def test_a_bar_runs_from_the_baseline_towards_the_target():
    scale, status = drawn("0", "400 miners", "1", "180")
    assert scale is not None
    assert (scale.baseline, scale.begins, scale.target) == (0, 0, 1)
    assert scale.values == pytest.approx((1 / 400, 0.45))
    assert (scale.off, scale.away) == (0, False)
    assert status == "45 % of the way from the baseline to the target."


def test_a_figure_that_is_to_fall_is_drawn_the_same_way():
    scale, status = drawn("1,400", "700", "1,050")
    assert scale is not None
    assert scale.values == (0.5,)
    assert status == "50 % of the way from the baseline to the target."


def test_a_share_is_rounded_down_so_that_nothing_seems_done_before_it_is():
    assert drawn("0", "1000", "999")[1] == "99 % of the way from the baseline to the target."


def test_what_is_reached_is_said_to_be():
    scale, status = drawn("10 %", "40 %", "40 %")
    assert scale is not None
    assert scale.values == (1.0,)
    assert status == "The target is reached."


def test_what_lies_beyond_the_target_goes_beyond_it():
    scale, status = drawn("0", "40", "50")
    assert scale is not None
    assert scale.target == pytest.approx(0.8)
    assert (scale.values, scale.off) == ((1.0,), 0)
    assert status == "Beyond the target."


def test_what_lies_far_beyond_is_drawn_at_the_edge_as_going_on():
    scale, _ = drawn("0", "40", "4000")
    assert scale is not None
    assert (scale.target, scale.values, scale.off) == (0.5, (1.0,), 1)
    scale, _ = drawn("300", "100", "5000")
    assert scale is not None
    assert (scale.baseline, scale.values, scale.off) == (0.5, (0.0,), -1)


def test_what_went_the_wrong_way_is_drawn_before_the_baseline():
    scale, status = drawn("310", "100", "352")
    assert scale is not None
    assert scale.baseline == pytest.approx(1 / 6)
    assert (scale.values, scale.away) == ((0.0,), True)
    assert status == "Further from the target than at the baseline."


def test_what_has_not_moved_says_so():
    assert drawn("5", "10", "5")[1] == "As at the baseline."


def test_without_a_baseline_the_scale_begins_at_zero_and_no_share_is_said():
    scale, status = drawn("", "25", "17")
    assert scale is not None
    assert (scale.baseline, scale.begins, scale.target) == (None, 0, 1)
    assert scale.values == (17 / 25,)
    assert status == "Without a baseline, it is not known how much of the way is done."
    assert drawn("", "25", "25")[1] == "The target is reached."


def test_a_target_that_is_the_baseline_can_be_kept_or_left():
    assert drawn("10", "10", "10")[1] == "The target is reached."
    assert drawn("10", "10", "8")[1] == "Further from the target than at the baseline."
    assert drawn("0", "0", "0")[1] == "The target is reached."


@pytest.mark.parametrize(
    ("baseline", "target", "value"),
    [
        ("few", "most", "half"),
        ("0", "400", "not known"),
        ("unknown", "400", "180"),
        ("0", "all of them", "180"),
        ("2 districts", "10 districts", "300 miners"),
        ("12", "40 %", "20"),
    ],
)
def test_what_is_no_figure_is_words_without_a_bar(baseline: str, target: str, value: str):
    scale, status = drawn(baseline, target, value, unit="Miners")
    assert scale is None
    assert status == "No bar is drawn, since these are not all figures of one and the same thing."


def test_what_was_not_measured_says_so():
    assert drawn("0", "400") == (None, "Not measured yet.")


def test_everything_stands_beside_the_bar_as_it_was_written():
    made = progress([indicator("0", "٤٠٠", "1,2", "180 (estimated)")], voice("en"))
    assert made is not None
    (shown,) = made.indicators
    # Kept together by signs that are not seen, since these digits run from right to left.
    assert (shown.baseline, shown.target) == ("0", "\u2068٤٠٠\u2069 (2029)")
    assert (shown.earlier, shown.now) == ("1,2 (2027)", "180 (estimated) (2028)")


def test_values_of_earlier_reports_come_before():
    def told(value: str, measured: str, name: str = "Miners") -> dict[str, Answer]:
        said = {"indicator": name, "target": "400", "state": "measured", "value": value, "measured": measured}
        group = {"indicators": Answer({"items": ["1"], "next": 2})}
        return group | {f"indicators.1.{key}": Answer(text) for key, text in said.items()}

    (found,) = indicators_of(told("180", "2028"), [told("20", "2024"), told("7", "2026", "Mines"), told("90", "2026")])
    assert [(value.text, value.day) for value in found.values] == [("20", "2024"), ("90", "2026"), ("180", "2028")]


def test_what_was_not_measured_this_time_is_not_taken_for_what_is_now():
    before = answers(indicators__1__value="90", indicators__1__measured="2026-09")
    made = document(answers=answers(indicators__1__state="notmeasured"), earlier=[before]).progress
    assert made is not None
    shown = made.indicators[0]
    assert (shown.now, shown.earlier, shown.scale) == ("", "90 (September 2026)", None)
    assert shown.status == "Not measured in this period."


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_one_for_a_chat(language: str):
    made = progress_png(document(language))
    assert made is not None
    width, height = size_of(made)
    assert 1000 <= width <= 1200
    assert 200 <= height <= 1600
    assert made == progress_png(document(language))


def test_a_bar_makes_the_picture_another():
    drawn_one = progress_png(document(answers=answers(indicators__1__value="180")))
    words = progress_png(document(answers=answers(indicators__1__value="half")))
    assert drawn_one is not None
    assert words is not None
    assert size_of(drawn_one)[1] > size_of(words)[1]


def test_without_indicators_there_is_no_picture():
    assert progress_png(document(answers={})) is None
