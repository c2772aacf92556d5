"""`python -m benchmarks documents`: how long a letter takes to become a file, beside an empty page set by typst."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import typst

from documents.files import letter_file
from documents.fonts import fonts
from flows.wording import LANGUAGES

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


def _make(form: Any, language: str, contributions: int) -> Callable[[int], object]:
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
        print(_row(f"PDF, {language}", _make("pdf", language, 2), times))
    print(_row("PDF, en, 30 contributions", _make("pdf", "en", 30), times))
    for language in ("en", "ar"):
        print(_row(f"Word, {language}", _make("docx", language, 2), times))
    with tempfile.TemporaryDirectory() as folder:
        print(_row("an empty page by typst", _empty_page(Path(folder)), times))
