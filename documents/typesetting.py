"""Sets a template with typst: PDF/A-2a for the archive and PDF/UA-1 for readers who listen, the same bytes every time.

typst sets a page in milliseconds, but one compiler serves one thread at a time; it holds the fonts, so there is one for
each template, and whoever comes second waits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import typst

from documents.fonts import FURTHER, MissingFont, MissingGlyphs, fonts, require_glyphs
from documents.text import texts
from locales.languages import direction

STANDARDS: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]

_UNDRAWN: Final = re.compile(r'the text `"(.+)"` could not be displayed')
_compiling: Final = Lock()

_REMEMBERED: Final = 10
"""Documents for which typst remembers what it has set."""
_MUCH: Final = 30_000
"""Characters of data of a document that is worth forgetting; a letter has 5,000, a big plan 170,000."""

PIXELS_PER_INCH: Final = 100
"""Of pages that are set as pictures, for looking at."""
PICTURE_PIXELS: Final = 144
"""Pixels to an inch of a picture that is sent by itself."""


def house(language: str, day: date) -> dict[str, Any]:
    """What `house.typ` wants to know of every document, as a part of its data."""
    return {
        "language": language,
        "direction": direction(language),
        "further": FURTHER,
        "date": {"year": day.year, "month": day.month, "day": day.day},
    }


def typeset(
    template: str, data: Mapping[str, Any], day: date, form: typst.OutputFormat, pixels_per_inch: int
) -> tuple[bytes, ...]:
    """The pages of a template in this room, given its data as the input `data`; a PDF is one piece, pictures are one a
    page. Raises `MissingGlyphs` where the data have a character that no font can draw."""
    require_glyphs(texts(data))
    written = json.dumps(data, ensure_ascii=False)
    try:
        with _compiling:
            made, warned = _compiler(template).compile_with_warnings(
                format=form,
                ppi=pixels_per_inch,
                sys_inputs={"data": written},
                pdf_standards=STANDARDS if form == "pdf" else [],
                timestamp=datetime.combine(day, time(), UTC),
            )
            if len(written) > _MUCH:
                _forget()
    except typst.TypstError as error:
        # A letter and an accent may each be in some font, and in no font together.
        undrawn = _UNDRAWN.search(error.message)
        if undrawn is None:
            raise
        raise MissingGlyphs(undrawn[1]) from error
    if warned:
        raise MissingFont({warning.message for warning in warned})
    if made is None:
        raise RuntimeError("typst was asked for bytes and gave none")
    return tuple(made) if isinstance(made, list) else (made,)


def _forget() -> None:
    """Let go of what typst remembers of the last document: it keeps that for its next ten, some 50 MB of a big plan.
    What was used again meanwhile stays, so a letter is set as quickly as before."""
    for _ in range(_REMEMBERED):
        _compiler("empty.typ").compile(format="svg")


@cache
def _compiler(template: str) -> typst.Compiler:
    here = Path(__file__).parent
    return typst.Compiler(str(here / template), root=str(here), font_paths=fonts(), ignore_system_fonts=True)
