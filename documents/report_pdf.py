"""A report set as PDF, and the progress of its indicators as a picture."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from documents.booklet import cells_data, section_data
from documents.report import ReportDocument
from documents.typesetting import PICTURE_PIXELS, PIXELS_PER_INCH, house, typeset


def report_pdf(report: ReportDocument) -> bytes:
    """The report as PDF; raises `MissingGlyphs` where it has a character that no font can draw."""
    (made,) = typeset("report.typ", _data(report), report.day, "pdf", PIXELS_PER_INCH)
    return made


def report_pictures(report: ReportDocument) -> tuple[bytes, ...]:
    """The pages of the report as PNG, for looking at; raises as `report_pdf` does."""
    return typeset("report.typ", _data(report), report.day, "png", PIXELS_PER_INCH)


def progress_png(report: ReportDocument, *, headed: bool = True) -> bytes | None:
    """The progress of the indicators as PNG, under the area's name and what it is unless that stands beside it; `None`
    where there are none. Raises as `report_pdf` does."""
    if report.progress is None:
        return None
    data = {
        **house(report.language, report.day),
        "headed": headed,
        "area": report.area,
        "subject": f"{report.progress.words.title} · {report.state}",
        "progress": asdict(report.progress),
    }
    (made,) = typeset("progress.typ", data, report.day, "png", PICTURE_PIXELS)
    return made


def _data(report: ReportDocument) -> dict[str, Any]:
    """The report as the template reads it."""
    return {
        **house(report.language, report.day),
        "area": report.area,
        "state": report.state,
        "is_draft": report.is_draft,
        "facts": cells_data(report.facts, report.language),
        "sections": [section_data(section, report.language) for section in report.sections],
        "progress": None if report.progress is None else asdict(report.progress),
        "words": asdict(report.words),
    }
