"""The letter set as PDF, and its pages as pictures."""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import Any, Final, Literal

import segno

from documents.letter import LetterDocument
from documents.text import apart, paragraphs
from documents.typesetting import PIXELS_PER_INCH, house, typeset

_MOST_OF_A_NAME: Final = 1000


def letter_pdf(letter: LetterDocument) -> bytes:
    """The letter as PDF; raises `MissingGlyphs` where it has a character that no font can draw."""
    (made,) = _compiled(letter, "pdf")
    return made


def letter_pictures(letter: LetterDocument) -> tuple[bytes, ...]:
    """The pages of the letter as PNG, for looking at; raises as `letter_pdf` does."""
    return _compiled(letter, "png")


def _compiled(letter: LetterDocument, form: Literal["pdf", "png"]) -> tuple[bytes, ...]:
    return typeset("letter.typ", _data(letter), letter.day, form, PIXELS_PER_INCH)


# -- what the template is given ----------------------------------------------------------------------------------------


def _data(letter: LetterDocument) -> dict[str, Any]:
    """The letter as the template reads it."""
    data = {key: value for key, value in asdict(letter).items() if key != "day"} | house(letter.language, letter.day)
    for key in ("reference", "applicant", "signatory", "title"):
        data[f"shown_{key}"] = apart(data[key], letter.direction)
    data["named"] = _shortened(data["applicant"])
    for contributed in data["contributions"]:
        written = paragraphs(contributed["how"], letter.written_in)
        contributed["how"] = {"paragraphs": [asdict(one) for one in written], "lang": letter.written_in}
    if letter.public_address:
        data["qr"] = _qr(letter.public_address)
    return data


def _shortened(name: str) -> str:
    """A name for the properties of a PDF file, which may hold 32,767 bytes each (ISO 19005-2, 6.1.13)."""
    return name if len(name) <= _MOST_OF_A_NAME else f"{name[:_MOST_OF_A_NAME]}…"


def _qr(address: str) -> str:
    """A QR code as SVG; error correction M bears the wear of print."""
    made = io.BytesIO()
    segno.make_qr(address, error="m").save(made, kind="svg", border=2, xmldecl=False)
    return made.getvalue().decode()
