"""`python -m benchmarks documents`: how long letters, reports and a year's agenda take to become files.

An empty page set by typst stands beside them.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import typst

from benchmarks.report_answers import report_answers
from documents.agenda import KINDS, AgendaEntry, agenda_png
from documents.files import letter_file, report_file
from documents.fonts import fonts
from flows.framework import CURRENT
from flows.wording import LANGUAGES, N_, Day, Span, say

TIMES = 200
HOW = "We will train two hundred small-scale miners in two districts to recover gold without mercury. "


def _letter(number: int, contributions: int) -> dict[str, Any]:
    """A letter unlike any other, so that nothing is answered from a cache."""
    names = [str(each) for each in range(1, contributions + 1)]
    answers: dict[str, Any] = {
        "category": "government",
        "name": f"Ministry of Environment {number}",
        "country": "KE",
        "website": "https://environment.example.org",
        "support": True,
        "goal": True,
        "areas": ["asgm", "products"],
        "contributions": {"items": names, "next": contributions + 1},
        "signatory": "Peter Kamau",
        "title": "Permanent Secretary",
        "authority": True,
        "publish": True,
    }
    for name in names:
        answers |= {f"contributions.{name}.kind": "training", f"contributions.{name}.how": HOW * 5}
    kept = {path: {"value": value} for path, value in answers.items()}
    return {"flow": "letter", "edition": 1, "framework": 2008, "language": "en", "answers": kept}


def letter_maker(form: Any, language: str, contributions: int) -> Callable[[int], object]:
    """What makes letters with so many contributions as files, each unlike any other, by a number."""

    def make(number: int) -> object:
        reference = f"GMP-2026-{number:04}"
        return letter_file(
            form,
            _letter(number, contributions),
            language=language,
            reference=reference,
            version=1,
            day=date(2026, 3, 2),
            public_address=f"https://mercury.example.org/letters/{reference}",
            private=None,
        )

    return make


def _report(form: Any, language: str) -> Callable[[int], object]:
    areas = CURRENT.open_areas()

    def make(number: int) -> object:
        return report_file(
            form,
            report_answers(number),
            area=areas[0],
            language=language,
            state=say(N_("Version {version}"), version=1),
            day=date(2028, 12, 1),
            period=Span(Day("2027"), Day("2028")),
            due=Day("2028-12-31"),
            edition="2027",
            leads=("Amina Yusuf",),
            reference=f"GMP-2028-{number:04}",
            areas=areas,
            version=1,
        )

    return make


def _agenda(language: str) -> Callable[[int], object]:
    """A year with eight dates in each row, one of them overdue."""
    areas = CURRENT.open_areas()
    since = date(2026, 9, 1)

    def make(number: int) -> object:
        kinds, day = cycle(KINDS), since + timedelta(number % 40)
        entries = [
            AgendaEntry(next(kinds), area, f"Meeting {number}", day + timedelta(43 * at), overdue=at == 1)
            for area in (None, *(area.key for area in areas))
            for at in range(8)
        ]
        return agenda_png(entries, since=since, today=date(2026, 11, 28), language=language, areas=areas)

    return make


def _empty_page(folder: Path) -> Callable[[int], object]:
    page = folder / "empty.typ"
    page.write_text("#sys.inputs.number", encoding="utf-8")
    compiler = typst.Compiler(str(page), root=str(folder), font_paths=fonts(), ignore_system_fonts=True)
    return lambda number: compiler.compile(format="pdf", sys_inputs={"number": str(number)})


def _row(name: str, make: Callable[[int], object], times: int) -> str:
    """First (with what is loaded for it), then the median and the 99th percentile of all further ones."""
    taken = []
    for number in range(times + 1):
        start = time.perf_counter()
        make(number)
        taken.append(1000 * (time.perf_counter() - start))
    first, warm = taken[0], sorted(taken[1:])
    p99 = warm[min(len(warm) - 1, int(len(warm) * 0.99))]
    return f"| {name} | {first:.0f} | {statistics.median(warm):.1f} | {p99:.1f} |"


def main(*, short: bool) -> None:
    """Measure, and print a table in milliseconds."""
    times = 10 if short else TIMES
    print("| file | first ms | median ms | p99 ms |\n|---|---|---|---|")
    for language in LANGUAGES:
        print(_row(f"PDF, {language}", letter_maker("pdf", language, 2), times))
    print(_row("PDF, en, 30 contributions", letter_maker("pdf", "en", 30), times))
    for language in ("en", "ar"):
        print(_row(f"Word, {language}", letter_maker("docx", language, 2), times))
    for language in ("en", "ar", "zh"):
        print(_row(f"report as PDF, {language}", _report("pdf", language), times))
    print(_row("report as Word, en", _report("docx", "en"), max(3, times // 10)))
    print(_row("progress as picture, en", _report("png", "en"), times))
    for language in ("en", "ar"):
        print(_row(f"year’s agenda as picture, {language}", _agenda(language), times))
    with tempfile.TemporaryDirectory() as folder:
        print(_row("an empty page by typst", _empty_page(Path(folder)), times))
