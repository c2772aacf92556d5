"""Letters, plans and reports as the files that a person is sent, named after what they are, version and language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias, assert_never

from documents.docx import letter_docx
from documents.letter import LetterDocument, letter_document
from documents.pdf import letter_pdf
from documents.plan import Trail, plan_document, plan_timeline
from documents.plan_docx import plan_docx
from documents.plan_pdf import plan_pdf, timeline_png
from documents.report import report_document
from documents.report_docx import report_docx
from documents.report_pdf import progress_png, report_pdf
from flows.facts import Area
from flows.framework import CURRENT
from flows.media import DOCX, PDF, PNG
from flows.wording import Day, Say, Span
from locales import voice

Form: TypeAlias = Literal["pdf", "docx"]
PlanForm: TypeAlias = Literal["pdf", "docx", "png"]
ReportForm: TypeAlias = Literal["pdf", "docx", "png"]


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A document to be sent or served."""

    name: str
    media_type: str
    content: bytes


class NothingToDraw(Exception):
    """A plan has no dates, so there is no timeline to draw; or a report has no indicators."""


_MAKERS: Final[Mapping[Form, tuple[Callable[[LetterDocument], bytes], str]]] = MappingProxyType(
    {"pdf": (letter_pdf, PDF), "docx": (letter_docx, DOCX)}
)


def letter_file(
    form: Form,
    snapshot: Mapping[str, Any],
    *,
    language: str,
    reference: str,
    version: int,
    day: date,
    public_address: str = "",
    private: Mapping[str, Any] | None = None,
    areas: tuple[Area, ...] = CURRENT.open_areas(),
) -> DocumentFile:
    """A submission's letter as PDF or DOCX in one of the six languages; takes what `letter_document` takes.

    Takes tens of milliseconds, so it belongs in a thread. Raises `MissingGlyphs` where no font has a character of it.
    """
    letter = letter_document(
        snapshot,
        language=language,
        reference=reference,
        version=version,
        day=day,
        public_address=public_address,
        private=private,
        areas=areas,
    )
    make, media_type = _MAKERS[form]
    return DocumentFile(f"{reference}-v{version}-{letter.language}.{form}", media_type, make(letter))


def plan_file_of(
    form: PlanForm,
    answers: Mapping[str, Any],
    *,
    area: Area,
    language: str,
    state: Say,
    day: date,
    leads: Sequence[str],
    reference: str,
    trail: Sequence[Trail],
    areas: tuple[Area, ...],
    version: int,
) -> DocumentFile:
    """A plan as PDF or DOCX, or its timeline as PNG, in one of the six languages; takes what `plan_document` takes.

    `version` (0: the draft) stands in the file's name. Takes up to some hundred milliseconds, so it belongs in a
    thread. Raises `MissingGlyphs` where no font has a character of it, `NothingToDraw` for a timeline without dates.
    """
    name = f"plan-{area.key}-{_which(version, day)}-{voice(language).language}.{form}"
    if form == "png":
        timeline = plan_timeline(answers, area=area, language=language, state=state, day=day)
        if timeline is None:
            raise NothingToDraw
        return DocumentFile(name, PNG, timeline_png(timeline))
    plan = plan_document(
        answers,
        area=area,
        language=language,
        state=state,
        day=day,
        leads=leads,
        reference=reference,
        trail=trail,
        areas=areas,
    )
    match form:
        case "pdf":
            return DocumentFile(name, PDF, plan_pdf(plan))
        case "docx":
            return DocumentFile(name, DOCX, plan_docx(plan))
    assert_never(form)


def report_file(
    form: ReportForm,
    answers: Mapping[str, Any],
    *,
    area: Area,
    language: str,
    state: Say,
    day: date,
    period: Span,
    due: Day | None,
    edition: str,
    leads: Sequence[str],
    reference: str,
    areas: tuple[Area, ...],
    version: int,
    earlier: Sequence[Mapping[str, Any]] = (),
) -> DocumentFile:
    """A report as PDF or DOCX, or the progress of its indicators as PNG, in one of the six languages; takes what
    `report_document` takes.

    `version` (0: the draft, which is marked as one) stands in the file's name, and so do the years of the period. Takes
    up to some hundred milliseconds, so it belongs in a thread. Raises `MissingGlyphs` where no font has a character of
    it, `NothingToDraw` for a picture without indicators.
    """
    report = report_document(
        answers,
        area=area,
        language=language,
        state=state,
        day=day,
        period=period,
        due=due,
        edition=edition,
        is_draft=version == 0,
        leads=leads,
        reference=reference,
        earlier=earlier,
        areas=areas,
    )
    years = dict.fromkeys(end.iso[:4] for end in (period.start, period.end) if end is not None)
    name = "-".join(("report", area.key, *years, _which(version, day), f"{report.language}.{form}"))
    match form:
        case "pdf":
            return DocumentFile(name, PDF, report_pdf(report))
        case "docx":
            return DocumentFile(name, DOCX, report_docx(report))
        case "png":
            picture = progress_png(report)
            if picture is None:
                raise NothingToDraw
            return DocumentFile(name, PNG, picture)
    assert_never(form)


def _which(version: int, day: date) -> str:
    """The version as it stands in a file's name; 0 is the draft of that day."""
    return f"v{version}" if version else f"draft-{day.isoformat()}"
