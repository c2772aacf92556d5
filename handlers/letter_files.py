"""Letters as files: what one is made from is read in a transaction, and it is made outside of it, in a thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from flows.facts import Area
from flows.wording import N_, say
from handlers.buttons import PageButton
from handlers.file_pages import undrawn
from handlers.scene import Page
from handlers.telling import FileOrder

if TYPE_CHECKING:
    from documents.files import DocumentFile
    from handlers.talk import Surroundings
    from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Ingredients:
    """All that a file is made from. `private` is `None` where it is not to be in it, or is erased.

    `own`: it is made for the applicant, who can change the letter.
    """

    order: FileOrder
    snapshot: Mapping[str, Any]
    private: Mapping[str, Any] | None
    day: date
    public_address: str
    areas: tuple[Area, ...]
    own: bool

    def made(self) -> DocumentFile | Page:
        """The file, or a page that says which characters no font has. Takes a while; call it in a thread."""
        # Typesetting and its fonts take a second to load, so only who makes files loads them.
        from documents.files import letter_file
        from documents.fonts import MissingGlyphs

        order = self.order
        try:
            return letter_file(
                order.form,
                self.snapshot,
                language=order.language,
                reference=order.reference,
                version=order.version,
                day=self.day,
                public_address=self.public_address,
                private=self.private,
                areas=self.areas,
            )
        except MissingGlyphs as missing:
            return cannot_be_drawn(order.reference, missing.characters, own=self.own)

    def instead(self) -> Page:
        """What is said where it could not be made for a reason that is the program's own."""
        return could_not_be_made(self.order.reference)


def ingredients(tx: Transaction, order: FileOrder, person_id: int, surroundings: Surroundings) -> Ingredients | None:
    """What a file for somebody is made from; `None` where there is no such letter."""
    sent, letter = tx.submission(order.reference, order.version), tx.letter(order.reference)
    if sent is None or letter is None:
        return None
    partner = tx.partner_of_letter(order.reference)
    is_withdrawn = partner is not None and partner.withdrawn_at is not None
    is_public = sent.snapshot["answers"].get("publish", {}).get("value") is True and not is_withdrawn
    return Ingredients(
        order=order,
        snapshot=sent.snapshot,
        private=sent.private if order.private else None,
        day=sent.submitted_at.date(),
        public_address=f"{surroundings.public_url}/letters/{order.reference}" if is_public else "",
        areas=surroundings.areas,
        own=letter.person_id == person_id,
    )


def cannot_be_drawn(reference: str, characters: str, *, own: bool) -> Page:
    """In place of a file that would show empty boxes: which characters they would be, by their codes too.

    Its applicant may put others in their place.
    """
    return Page(
        (
            say(N_("<b>The letter {reference} cannot be made into a file as it stands.</b>"), reference=reference),
            undrawn(characters),
            say(N_("The letter itself is kept, and was sent just as it was written.")),
        ),
        ((PageButton(say(N_("Change the letter")), "change", reference),),) if own else (),
    )


def could_not_be_made(reference: str) -> Page:
    """In place of a file that could not be made for a reason that is the program's own."""
    return Page(
        (
            say(N_("The file of the letter {reference} could not be made just now."), reference=reference),
            say(N_("The letter itself is kept, and was sent just as it was written. Please ask for the file later.")),
        )
    )
