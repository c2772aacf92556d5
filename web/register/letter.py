"""A published letter as a page: the words of its document, and which of them the applicant wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from documents.letter import LetterDocument, letter_document
from locales.isolation import first_direction
from locales.languages import Direction, direction
from storage.desk_records import PublicPartner, PublishedLetter
from web.register.reader import Reader

_ISOLATES: Final = "\u2066\u2067\u2068\u2069"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that the applicant wrote, in its own direction."""

    text: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter to be read in one language; what the applicant wrote is in `lang`.

    `website` is the applicant's own address where one was given. `missing` are the characters for want of which there
    is no PDF.
    """

    document: LetterDocument
    partner: PublicPartner
    lang: str
    direction: Direction
    website: str
    contributions: tuple[tuple[Paragraph, ...], ...]
    missing: str

    def is_website(self, value: str) -> bool:
        """Whether a line of the letter is the applicant's website, to be followed."""
        return bool(self.website) and value.strip(_ISOLATES) == self.website


def document_of(letter: PublishedLetter, reader: Reader, public_address: str) -> LetterDocument:
    """The letter in the reader's language. Private answers are not even handed in (Framework G6(e)(iii))."""
    sent = letter.submission
    return letter_document(
        sent.snapshot,
        language=reader.language,
        reference=sent.reference,
        version=sent.version,
        day=sent.submitted_at.date(),
        public_address=public_address,
        private=None,
        areas=reader.areas_as_spoken(),
    )


def letter_page(letter: PublishedLetter, reader: Reader, public_address: str, missing: str = "") -> LetterPage:
    """The letter as a page; `missing` as `LetterPage` says."""
    document = document_of(letter, reader, public_address)
    website = letter.submission.snapshot["answers"].get("website", {}).get("value")
    lang = document.written_in
    return LetterPage(
        document=document,
        partner=letter.partner,
        lang=lang,
        direction=direction(lang),
        website=website if isinstance(website, str) else "",
        contributions=tuple(_paragraphs(one.how, lang) for one in document.contributions),
        missing=missing,
    )


def _paragraphs(text: str, lang: str) -> tuple[Paragraph, ...]:
    """A paragraph with no letter that has a direction goes by the language."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(Paragraph(line, first_direction(line) or direction(lang)) for line in lines if line)
