"""Sets a document as PDF: PDF/A-2a for the archive and PDF/UA-1 for readers who listen, the same bytes every time.

typst sets a page in milliseconds, but one compiler serves one thread at a time; it holds the fonts, so there is one,
and whoever comes second waits.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import segno
import typst

from documents.fonts import MissingFont, MissingGlyphs, fonts, require_glyphs
from documents.letter import LetterDocument
from locales.isolation import first_direction, isolate

TEMPLATE: Final = Path(__file__).with_name("letter.typ")
STANDARDS: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]
PIXELS_PER_INCH: Final = 100

NO_BREAK_SPACE: Final = "\u00a0"

_UNDRAWN: Final = re.compile(r'the text `"(.+)"` could not be displayed')
_TELEPHONE: Final = re.compile(r"\+[0-9][0-9 ().-]*[0-9]")
_compiling: Final = Lock()


def letter_pdf(letter: LetterDocument) -> bytes:
    """The letter as PDF; raises `MissingGlyphs` where it has a character that no font can draw."""
    (made,) = _compiled(letter, "pdf")
    return made


def letter_pictures(letter: LetterDocument) -> tuple[bytes, ...]:
    """The pages of the letter as PNG, for looking at; raises as `letter_pdf` does."""
    return _compiled(letter, "png")


def _compiled(letter: LetterDocument, form: typst.OutputFormat) -> tuple[bytes, ...]:
    data = _data(letter)
    for text in _texts(data):
        require_glyphs(text)
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
        data[f"shown_{key}"] = isolate(data[key])
    for contributed in data["contributions"]:
        lines = [line for line in contributed["how"].splitlines() if line.strip()]
        contributed["how"] = {"paragraphs": [_paragraph(line) for line in lines], "lang": letter.written_in}
    cleaned: dict[str, Any] = _clean(data)
    if letter.public_address:
        cleaned["qr"] = _qr(letter.public_address)
    return cleaned


def _paragraph(line: str) -> dict[str, Any]:
    """A line that the applicant wrote, in its own direction; from right to left, telephone numbers stay in order."""
    if first_direction(line) != "rtl":
        return {"text": line, "rtl": False}
    return {"text": _TELEPHONE.sub(_whole, line), "rtl": True}


def _whole(telephone: re.Match[str]) -> str:
    """The number in an isolate of its own, on one line."""
    return f"\u2066{telephone[0].replace(' ', NO_BREAK_SPACE)}\u2069"


def _clean(value: Any) -> Any:
    """The same with one kind of line end, and spaces for tabs."""
    match value:
        case str():
            return "\n".join(value.splitlines()).replace("\t", " ")
        case dict():
            return {key: _clean(each) for key, each in value.items()}
        case list() | tuple():
            return [_clean(each) for each in value]
    return value


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _texts(each)
        case list():
            for each in value:
                yield from _texts(each)


def _qr(address: str) -> str:
    """A QR code as SVG; error correction M bears the wear of print."""
    made = io.BytesIO()
    segno.make_qr(address, error="m").save(made, kind="svg", border=2, xmldecl=False)
    return made.getvalue().decode()
