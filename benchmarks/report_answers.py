"""A report of a busy area: 12 activities, 20 contributions, 8 indicators and some 3,000 words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

ACTIVITIES, CONTRIBUTIONS, INDICATORS = 12, 20, 8
_SENTENCE: Final = "Two hundred small-scale miners in two districts were trained to recover gold without mercury. "


def report_answers(number: int) -> dict[str, Any]:
    """The answers as plain data, by path; no two numbers give the same, so that nothing is answered from a cache."""
    partner = {"name": "Ministry of Environment and Natural Resources", "partner": None}
    activities = [
        {
            "activity": f"Training centres, round {one}, report {number}",
            "planned": _SENTENCE,
            "done": _SENTENCE * 10,
            "state": "underway",
        }
        for one in range(1, ACTIVITIES + 1)
    ]
    contributions = [
        {
            "partner": partner,
            "what": _SENTENCE,
            "activity": str(one % ACTIVITIES + 1),
            "kind": "cash",
            "amount": {"amount": "60000", "currency": "USD"},
        }
        for one in range(CONTRIBUTIONS)
    ]
    indicators = [
        {
            "indicator": f"Miners of district {one} who recover gold without mercury",
            "unit": "Miners",
            "baseline": "0",
            "target": "1,200",
            "by": "2029",
            "state": "measured",
            "value": str(90 * one + number % 90),
            "measured": "2028-09",
            "remark": None,
        }
        for one in range(1, INDICATORS + 1)
    ]
    answers = {
        **dict(group_of("activities", activities)),
        **dict(group_of("contributions", contributions)),
        **dict(group_of("objectives", [{"statement": _SENTENCE, "target": "Half", "progress": _SENTENCE * 5}] * 3)),
        **dict(group_of("indicators", indicators)),
        **dict(group_of("problems", [{"problem": _SENTENCE, "answer": _SENTENCE}] * 3)),
        **dict.fromkeys(("effectiveness", "impact", "lessons", "next"), _SENTENCE * 15),
    }
    for one in range(1, ACTIVITIES + 1):
        steps = [{"milestone": f"Step {step}", "by": "2027", "state": "reached"} for step in range(1, 3)]
        answers |= dict(group_of(f"activities.{one}.milestones", steps))
    return {path: {"value": value} for path, value in answers.items()}


def group_of(path: str, of: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """The answers of a group whose items were made in order."""
    yield path, {"items": [str(number) for number in range(1, len(of) + 1)], "next": len(of) + 1}
    for number, item in enumerate(of, 1):
        for key, value in item.items():
            yield f"{path}.{number}.{key}", value
