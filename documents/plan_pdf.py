"""A plan set as PDF, and its timeline as a picture."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from documents.booklet import Cell, cells_data, section_data, typed_data
from documents.plan import PlanDocument, PlanTimeline
from documents.text import apart
from documents.typesetting import PICTURE_PIXELS, PIXELS_PER_INCH, house, typeset


def plan_pdf(plan: PlanDocument) -> bytes:
    """The plan as PDF; raises `MissingGlyphs` where it has a character that no font can draw."""
    (made,) = typeset("plan.typ", _data(plan), plan.day, "pdf", PIXELS_PER_INCH)
    return made


def plan_pictures(plan: PlanDocument) -> tuple[bytes, ...]:
    """The pages of the plan as PNG, for looking at; raises as `plan_pdf` does."""
    return typeset("plan.typ", _data(plan), plan.day, "png", PIXELS_PER_INCH)


def timeline_png(timeline: PlanTimeline) -> bytes:
    """The timeline as PNG; raises as `plan_pdf` does."""
    data = {
        **house(timeline.language, timeline.day),
        "area": timeline.area,
        "subject": f"{timeline.title} · {timeline.state}",
        "timeline": _timeline_data(timeline),
    }
    (made,) = typeset("timeline.typ", data, timeline.day, "png", PICTURE_PIXELS)
    return made


def _timeline_data(timeline: PlanTimeline) -> dict[str, Any]:
    """The timeline as the templates read it; names are kept together where the text around runs the other way."""
    data = asdict(timeline.drawn)
    for bar in data["bars"]:
        bar["label"] = apart(bar["label"], timeline.direction)
        for milestone in bar["milestones"]:
            milestone["words"] = apart(milestone["words"], timeline.direction)
    return {**data, "title": timeline.title, "legend": timeline.legend}


def _data(plan: PlanDocument) -> dict[str, Any]:
    """The plan as the template reads it."""

    def cells(pieces: tuple[Cell, ...]) -> list[dict[str, Any]]:
        return cells_data(pieces, plan.language)

    def typed(text: str) -> list[dict[str, Any]]:
        return typed_data(text, plan.language)

    columns = ("effort", "partners", "when", "targets", "contact")
    return {
        **house(plan.language, plan.day),
        "area": plan.area,
        "state": plan.state,
        "is_draft": False,
        "facts": cells(plan.facts),
        "sections": [section_data(section, plan.language) for section in plan.sections],
        "efforts": [
            {"number": one.number, "action": one.action, **{column: cells(getattr(one, column)) for column in columns}}
            for one in plan.efforts
        ],
        "timeline": None if plan.timeline is None else _timeline_data(plan.timeline),
        "trail": [
            {"name": typed(one.name), "section": one.section, "words": typed(one.words), "answer": typed(one.answer)}
            for one in plan.trail
        ],
        "words": asdict(plan.words),
    }
