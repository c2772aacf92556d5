"""A plan set as PDF, and its timeline as a picture."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from documents.booklet import Cell, cells_data, section_data, typed_data
from documents.plan import PlanDocument
from documents.text import apart
from documents.timeline import Timeline
from documents.typesetting import PICTURE_PIXELS, PIXELS_PER_INCH, house, typeset


def plan_pdf(plan: PlanDocument) -> bytes:
    """The plan as PDF; raises `MissingGlyphs` where it has a character that no font can draw."""
    (made,) = typeset("plan.typ", _data(plan), plan.day, "pdf", PIXELS_PER_INCH)
    return made


def plan_pictures(plan: PlanDocument) -> tuple[bytes, ...]:
    """The pages of the plan as PNG, for looking at; raises as `plan_pdf` does."""
    return typeset("plan.typ", _data(plan), plan.day, "png", PIXELS_PER_INCH)


def timeline_png(plan: PlanDocument) -> bytes | None:
    """The timeline as PNG; `None` where nothing in the plan has a date. Raises as `plan_pdf` does."""
    if plan.timeline is None:
        return None
    data = {
        **house(plan.language, plan.day),
        "area": plan.area,
        "subject": f"{plan.words.timeline} · {plan.state}",
        "legend": plan.words.legend,
        "timeline": _bars(plan, plan.timeline),
    }
    (made,) = typeset("timeline.typ", data, plan.day, "png", PICTURE_PIXELS)
    return made


def _bars(plan: PlanDocument, timeline: Timeline) -> dict[str, Any]:
    """The timeline as the template reads it; names are kept together where the text around runs the other way."""
    data = asdict(timeline)
    for bar in data["bars"]:
        bar["label"] = apart(bar["label"], plan.direction)
    return data


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
            {"number": one.number, **{column: cells(getattr(one, column)) for column in columns}}
            for one in plan.efforts
        ],
        "timeline": None if plan.timeline is None else _bars(plan, plan.timeline),
        "trail": [
            {"name": typed(one.name), "section": one.section, "words": typed(one.words), "answer": typed(one.answer)}
            for one in plan.trail
        ],
        "words": asdict(plan.words),
    }
