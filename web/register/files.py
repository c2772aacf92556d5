"""The PDFs of published letters: made outside the event loop, and the last ones kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from documents.fonts import MissingGlyphs
from documents.letter import LetterDocument
from documents.pdf import letter_pdf
from storage.desk_records import PublishedLetter
from web.register.letter import document_of
from web.register.reader import Reader
from web.register.shelf import Shelf

MOST_KEPT: Final = 128
"""PDFs of some dozens of kilobytes each."""


@dataclass(frozen=True, slots=True)
class LetterPdf:
    """A letter's PDF; `missing` are the characters for want of which there is none."""

    content: bytes
    missing: str = ""


class Pdfs:
    """PDFs by what is printed on them: a version of a letter, a language, and the names that areas have now."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._shelf: Shelf[LetterPdf] = Shelf(MOST_KEPT)

    async def pdf_of(self, letter: PublishedLetter, reader: Reader) -> LetterPdf:
        """The letter as PDF in the reader's language."""
        sent = letter.submission
        areas = tuple(reader.area_name(area.key) for area in reader.register.areas)
        key = (sent.reference, sent.version, reader.language, areas)
        address = short_address(self._url, sent.reference)
        return await self._shelf.get(key, lambda: make_pdf(document_of(letter, reader, address)))


def make_pdf(document: LetterDocument) -> LetterPdf:
    """Set the letter, or find what it cannot be set with."""
    try:
        return LetterPdf(letter_pdf(document))
    except MissingGlyphs as problem:
        return LetterPdf(b"", problem.characters)


def short_address(url: str, reference: str) -> str:
    """The address of a letter that is printed on it, and that leads to the reader's language; empty without a site."""
    return f"{url}/letters/{reference}" if url else ""
