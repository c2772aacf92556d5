"""The letter as the file that a person is sent: named after its reference, version and language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

from documents.docx import letter_docx
from documents.letter import LetterDocument, letter_document
from documents.pdf import letter_pdf
from flows.facts import Area
from flows.framework import CURRENT
from flows.media import DOCX, PDF

Form: TypeAlias = Literal["pdf", "docx"]


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A document to be sent or served."""

    name: str
    media_type: str
    content: bytes


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
