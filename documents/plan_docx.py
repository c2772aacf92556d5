"""The plan as a Word file: what the PDF says, in headings, paragraphs and tables that can be worked on further."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from documents import word
from documents.blank import TEXT_WIDTH
from documents.booklet import BookletSection, Cell
from documents.booklet_docx import BookletWriter, Cover, Row, numbered
from documents.fonts import require_glyphs
from documents.plan import Effort, PlanDocument
from documents.plan_pdf import timeline_png
from documents.text import texts

# Columns in twentieths of a point, as wide as the text together, and of the efforts in hundredths of a page turned.
_TRAIL: Final = (1700, 1700, (TEXT_WIDTH - 3400) // 2, TEXT_WIDTH - 3400 - (TEXT_WIDTH - 3400) // 2)
_EFFORTS: Final = (4, 30, 18, 15, 19)


def plan_docx(plan: PlanDocument) -> bytes:
    """The plan as DOCX, the same bytes every time; raises `MissingGlyphs` where no font has one of its characters.

    The fonts are named, not enclosed: whoever lacks them sees the plan in others.
    """
    require_glyphs(texts(plan))
    words = plan.words
    cover = Cover(words.partnership, plan.area, words.subject, plan.state, plan.facts, words.page, plan.day)
    writer = BookletWriter(plan.language, cover)
    writer.contents(words.contents, [*map(numbered, plan.sections), *([words.advice] if plan.trail else [])])
    for section in plan.sections:
        if section.key == "efforts" and plan.efforts:
            _write_efforts(writer, plan, section)
        else:
            _write_section(writer, plan, section)
    if plan.trail:
        _write_trail(writer, plan)
    return writer.packed()


def _write_section(writer: BookletWriter, plan: PlanDocument, section: BookletSection) -> None:
    if writer.document.paragraphs[-1].text:
        writer.new_page()
    writer.title(section)
    if not section.lines and not section.standing:
        writer.paragraph(plan.words.nothing, style=word.QUIET)
    writer.lines(section)


def _write_efforts(writer: BookletWriter, plan: PlanDocument, section: BookletSection) -> None:
    """The table of efforts and the timeline on pages turned, which have room for them."""
    words = plan.words
    writer.turned(lying=True)
    writer.title(section)
    writer.lines(section)
    widths = tuple(writer.width * share // 100 for share in _EFFORTS)
    writer.table(
        (words.number, words.effort, words.partners, words.when, words.targets, words.contact),
        (*widths, writer.width - sum(widths)),
        list(_by_action(plan.efforts)),
    )
    if plan.timeline is not None:
        writer.picture(plan.timeline.title, timeline_png(plan.timeline), plan.timeline.legend)
    writer.turned(lying=False)


def _by_action(efforts: Iterable[Effort]) -> Iterator[Row]:
    """The rows of the table of efforts: those of a priority action stand below its name."""
    for action, those in groupby(efforts, key=lambda one: one.action):
        if action:
            yield action
        yield from ((one.number, (one.effort, one.partners, one.when, one.targets, one.contact)) for one in those)


def _write_trail(writer: BookletWriter, plan: PlanDocument) -> None:
    """What the Advisory Group remarked, and the answers."""
    words = plan.words
    writer.new_page()
    writer.heading(words.advice, 1)
    writer.table(
        (words.name, words.section, words.remark, words.answer),
        _TRAIL,
        [(one.name, tuple((Cell("", text),) for text in (one.section, one.words, one.answer))) for one in plan.trail],
    )
