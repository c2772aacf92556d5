"""A whole plan that was written elsewhere, split into the template's sections by its headings; never guessed silently.

Headings are compared with the titles of the sections in all six languages and with other usual names for them, without
their numbers. What stands before the first section that is known, and under headings that belong to none, is shown as
left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flows.events import Part
from flows.form import Flow
from flows.plan_text import NOTHING_YET
from flows.wording import Say, say
from flows.words import fold

_NUMBER: Final = re.compile(
    r"^\s*(?:(?:section|part|chapter|annex|chapitre|partie|sección|parte|capítulo|раздел|глава|часть|القسم|الفصل)\s+)?"
    r"(?:第?[一二三四五六七八九十]+[章节部]?|[0-9]+(?:\.[0-9]+)*|[ivx]+|[٠-٩]+)\s*(?:[.)、．:：—–-]|\s)\s*",
    re.IGNORECASE,
)
_MARKS: Final = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""What is not seen, and stands around the numbers of Arabic headings."""
_NO_WORD: Final = re.compile(r"[\W_]+")
LONGEST_HEADING: Final = 120
"""Characters; what is longer is no heading, whatever it looks like."""

SHORTEST_CHINESE_TITLE: Final = 5
"""Characters of a title that is more than one word."""

ALSO_CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    "summary": (
        "summary", "executive summary", "issue summary", "résumé", "resumen", "краткое изложение", "резюме", "ملخص",
        "概要", "摘要",
    ),
    "objectives": (
        "objective", "objectives", "partnership area objective", "objectif", "objectifs", "objetivo", "objetivos",
        "цель", "цели", "الهدف", "الأهداف", "目标",
    ),
    "actions": (
        "priority action", "priorities", "actions prioritaires", "medidas prioritarias", "acciones prioritarias",
        "приоритетные меры", "приоритетные действия", "الإجراءات ذات الأولوية", "优先行动",
    ),
    "efforts": (
        "partner efforts", "partners efforts", "efforts", "partner efforts timelines", "timeline", "timelines",
        "efforts des partenaires",
        "labor de los asociados", "esfuerzos de los asociados", "усилия партнеров", "جهود الشركاء",
        "伙伴的努力", "伙伴工作",
    ),
    "opportunities": ("opportunity", "possibilités", "oportunidades", "возможности", "الفرص", "机会"),
    "evaluation": ("monitoring and evaluation", "évaluation", "evaluación", "оценка", "التقييم", "评估", "评价"),
    "resources": (
        "resource mobilization", "resources", "mobilisation des ressources", "movilización de recursos",
        "мобилизация ресурсов", "تعبئة الموارد", "حشد الموارد", "资源调动", "资源动员",
    ),
    "process": (
        "planning process", "business plan process", "processus de planification", "proceso de planificación",
        "процесс планирования", "عملية التخطيط", "业务规划进程", "规划过程",
    ),
    "linkages": (
        "links", "linkage", "cross-cutting", "liens", "vínculos", "vinculaciones", "связи", "взаимосвязи", "الروابط",
        "联系",
    ),
    "partners": ("partner", "list of partners", "partenaires", "asociados", "партнеры", "الشركاء", "伙伴"),
}  # fmt: skip
"""What the sections are called beside their titles in the template (annex 2)."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a file, as which level of heading it stands (0: it is none), and whether it is in a table."""

    text: str
    level: int = 0
    in_table: bool = False


def split(flow: Flow, paragraphs: Iterable[Paragraph], voices: Sequence[Callable[[Say], str]]) -> tuple[Part, ...]:
    """The parts of a file in its own order; `voices` give a sentence in each of the languages.

    What the form itself says in its sections was not written by anybody, and is left out.

    A heading of a lower level than the section's own stays in its text, and so does a lone word without a heading's
    style in a table or where headings have a style: "Partners" there names a column or a line. A part without words is
    left out.
    """
    names = _names(flow, voices)
    own = {tell(words) for tell in voices for words in _said_by_the_form(flow)}
    parts: list[Part] = []
    section, heading, level = "", "", 0
    lines: list[str] = []

    def close() -> None:
        text = "\n".join(line for line in lines if line not in own).strip()
        if text:
            parts.append(Part(section, heading, text))
        lines.clear()

    for one in paragraphs:
        # A heading within a section that has a part of another's title is about something in it.
        inside = bool(section) and one.level > level > 0
        among_others = not one.level and (one.in_table or level > 0)
        found = "" if among_others and _is_lone_word(one) else _section_in(one, names, exactly=inside or not one.level)
        if found:
            close()
            section, heading, level = found, one.text, one.level
        elif one.level and section and one.level <= max(level, 1):
            close()
            section, heading, level = "", one.text, one.level
        elif one.level and not section:
            close()
            heading = one.text
        else:
            lines.append(one.text)
    close()
    return tuple(parts)


def _said_by_the_form(flow: Flow) -> Iterator[Say]:
    yield NOTHING_YET
    for section in flow.sections:
        yield from section.standing


def _names(flow: Flow, voices: Sequence[Callable[[Say], str]]) -> dict[str, str]:
    """The sections by all their names, folded."""
    found: dict[str, str] = {}
    for section in flow.sections:
        for name in ALSO_CALLED.get(section.key, ()):
            found[_bare(name)] = section.key
    # A title of the template counts before any other name.
    for section in flow.sections:
        for tell in voices:
            found[_bare(tell(say(section.title)))] = section.key
    return found


def _bare(text: str) -> str:
    """Words alone: without signs, and compared without regard to case and accents."""
    return _NO_WORD.sub(" ", fold(text)).strip()


def _section_in(paragraph: Paragraph, names: Mapping[str, str], *, exactly: bool) -> str:
    """The section that a paragraph is the heading of; empty where it is none. In a line without a heading's style only
    a line that says nothing else counts; a styled heading may say more, and its longest name counts."""
    if len(paragraph.text) > LONGEST_HEADING:
        return ""
    heading = _MARKS.sub("", paragraph.text)
    for text in (heading, _NUMBER.sub("", heading)):
        if (same := names.get(_bare(text))) is not None:
            return same
    if exactly:
        return ""
    bare = _bare(_NUMBER.sub("", heading))
    among = [name for name in names if _is_in(name, bare)]
    longest = max((name for name in among if " " in name or not _spaced(name)), key=len, default="")
    # Two sections in one heading: which is meant is not guessed.
    others = {names[name] for name in among if not _is_in(name, longest)}
    return names[longest] if longest and others <= {names[longest]} else ""


def _is_lone_word(paragraph: Paragraph) -> bool:
    """Whether a line is one word, or in a table a few, without a number: too little to tell a heading by."""
    text = _MARKS.sub("", paragraph.text)
    if _NUMBER.match(text):
        return False
    bare = _bare(text)
    return paragraph.in_table or (" " not in bare if _spaced(bare) else len(bare) < SHORTEST_CHINESE_TITLE)


def _is_in(name: str, text: str) -> bool:
    """Whether a name stands in a text: as words, or, in a script without spaces, at its beginning."""
    return f" {name} " in f" {text} " if _spaced(name) else text.startswith(name)


def _spaced(name: str) -> bool:
    """Whether the words of a name are kept apart by spaces, as they are not in Chinese."""
    return not re.search(r"[\u3400-\u9fff]", name)
