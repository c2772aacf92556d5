"""Published plans as pages and files: the newest of each area, those before it, and what changed between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from documents.fonts import MissingGlyphs
from documents.plan import PlanDocument, Trail, plan_document
from documents.plan_pdf import plan_pdf, timeline_png
from flows.comparison import differences
from flows.facts import Area, Facts
from flows.plan import PLAN
from flows.session import Answer
from flows.wording import N_, Param, Say, as_is, say
from locales import voice
from storage.plan_records import Publication, PublishedPlan
from web.register.reader import Reader
from web.register.shelf import Shelf

MOST_KEPT: Final = 64
"""Files of some hundred kilobytes each."""

PlanFile: TypeAlias = Literal["plan.pdf", "timeline.png"]
PLAN_FILES: Final[tuple[PlanFile, ...]] = ("plan.pdf", "timeline.png")


@dataclass(frozen=True, slots=True)
class Made:
    """A file; `missing` are the characters for want of which there is none."""

    content: bytes
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that differs between two versions; empty where there was none."""

    label: str
    before: str
    now: str


def plan_path(plan: Publication) -> str:
    """The path of a version's page."""
    return f"plans/{plan.area}/{plan.number}"


def version_name(plan: Publication) -> Say:
    """Which version of a plan this is, and since when it is published."""
    return say(N_("Version {version}"), version=plan.number)


def document_of(plan: PublishedPlan, reader: Reader) -> PlanDocument:
    """A published plan in the reader's language, with the trail of advice and answers."""
    sent = plan.submission
    return plan_document(
        sent.snapshot["answers"],
        area=Area(plan.plan.area, as_is(reader.area_name(plan.plan.area))),
        language=reader.language,
        state=version_name(plan.plan),
        day=plan.plan.published_at.date(),
        leads=tuple(map(str, sent.snapshot.get("leads", ()))),
        reference=sent.reference,
        trail=tuple(Trail(one.name, one.section, one.words, one.answer) for one in plan.advice),
        areas=reader.areas_as_spoken(),
    )


def changes_of(plan: PublishedPlan, reader: Reader) -> tuple[Changed, ...]:
    """What a version changed against the one before it; nothing where it is the first."""
    if plan.before is None:
        return ()
    speaks = voice(reader.language)
    facts = Facts(plan.plan.published_at, speaks.language, speaks.plain, reader.areas_as_spoken())
    before, now = (
        {path: Answer.from_plain(plain) for path, plain in sent.snapshot["answers"].items()}
        for sent in (plan.before, plan.submission)
    )

    def spoken(shown: Param | None) -> str:
        if shown is None:
            return ""
        return speaks.plain(shown if isinstance(shown, Say) else as_is(shown))

    return tuple(
        Changed(speaks.plain(one.label), spoken(one.before), spoken(one.now))
        for one in differences(before, now, facts, PLAN)
    )


def made(document: PlanDocument, which: PlanFile) -> Made:
    """A file of a plan, or what it cannot be set with. Empty where there is nothing to draw."""
    try:
        return Made(plan_pdf(document) if which == "plan.pdf" else _timeline(document))
    except MissingGlyphs as problem:
        return Made(b"", problem.characters)


def _timeline(document: PlanDocument) -> bytes:
    return b"" if document.timeline is None else timeline_png(document.timeline)


class PlanFiles:
    """Files by what stands in them: a version of a plan, a language, and the names that areas have now."""

    def __init__(self) -> None:
        self._shelf: Shelf[Made] = Shelf(MOST_KEPT)

    async def file_of(self, plan: PublishedPlan, reader: Reader, which: PlanFile) -> Made:
        """The file in the reader's language."""
        areas = tuple(reader.area_name(area.key) for area in reader.register.areas)
        key = (plan.plan.area, plan.plan.number, reader.register.stamp, reader.language, areas, which)
        return await self._shelf.get(key, lambda: made(document_of(plan, reader), which))
