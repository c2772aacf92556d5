"""Sets a document as PDF: PDF/A-2a for the archive and PDF/UA-1 for readers who listen, the same bytes every time.

typst sets a page in milliseconds, but one compiler serves one thread at a time; it holds the fonts, so there is one,
and whoever comes second waits.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import segno
import typst

from documents.fonts import FURTHER, MissingFont, MissingGlyphs, fonts, require_glyphs
from documents.letter import LetterDocument
from documents.text import paragraphs, texts
from locales.isolation import isolate, runs_right_to_left

TEMPLATE: Final = Path(__file__).with_name("letter.typ")
STANDARDS: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]
PIXELS_PER_INCH: Final = 100

_UNDRAWN: Final = re.compile(r'the text `"(.+)"` could not be displayed')
_compiling: Final = Lock()


def letter_pdf(letter: LetterDocument) -> bytes:
    """The letter as PDF; raises `MissingGlyphs` where it has a character that no font can draw."""
    (made,) = _compiled(letter, "pdf")
    return made


def letter_pictures(letter: LetterDocument) -> tuple[bytes, ...]:
    """The pages of the letter as PNG, for looking at; raises as `letter_pdf` does."""
    return _compiled(letter, "png")


def _compiled(letter: LetterDocument, form: typst.OutputFormat) -> tuple[bytes, ...]:
    for text in texts(letter):
        require_glyphs(text)
    data = _data(letter)
    try:
        with _compiling:
            made, warned = _compiler().compile_with_warnings(
                format=form,
                ppi=PIXELS_PER_INCH,
                sys_inputs={"letter": json.dumps(data, ensure_ascii=False)},
                pdf_standards=STANDARDS if form == "pdf" else [],
                timestamp=datetime.combine(letter.day, time(), UTC),
            )
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


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=fonts(), ignore_system_fonts=True)


# -- what the template is given ----------------------------------------------------------------------------------------


def _data(letter: LetterDocument) -> dict[str, Any]:
    """The letter as the template reads it."""
    data = {key: value for key, value in asdict(letter).items() if key != "day"}
    data["date"] = {"year": letter.day.year, "month": letter.day.month, "day": letter.day.day}
    for key in ("reference", "applicant", "signatory", "title"):
        data[f"shown_{key}"] = _apart(data[key], letter.direction)
    for contributed in data["contributions"]:
        written = paragraphs(contributed["how"], letter.written_in)
        contributed["how"] = {"paragraphs": [asdict(one) for one in written], "lang": letter.written_in}
    data["further"] = FURTHER
    if letter.public_address:
        data["qr"] = _qr(letter.public_address)
    return data


def _apart(text: str, around: str) -> str:
    """What a person typed, kept together where the text around it may run the other way.

    Elsewhere nothing is put in: an invisible sign is drawn with the glyph of a space, and readers of the file would
    then find the sign in place of spaces.
    """
    return isolate(text) if around == "rtl" or runs_right_to_left(text) else text


def _qr(address: str) -> str:
    """A QR code as SVG; error correction M bears the wear of print."""
    made = io.BytesIO()
    segno.make_qr(address, error="m").save(made, kind="svg", border=2, xmldecl=False)
    return made.getvalue().decode()
