"""A person's own letters with where each stands, read from storage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.sent import public_address
from storage.desk_records import Letter, Partner, Remark

if TYPE_CHECKING:
    from handlers.talk import Talk


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter that its person sent. `address` is where it is published; empty where it is not."""

    letter: Letter
    remark: Remark | None
    partner: Partner | None
    address: str


def entries(talk: Talk) -> tuple[Entry, ...]:
    """All that a person has sent, the newest first."""
    return tuple(entry(talk, letter) for letter in talk.tx.letters_of(talk.person.id))


def entry(talk: Talk, letter: Letter) -> Entry:
    """One letter with what was said about it and what became of it."""
    partner = talk.tx.partner_of_letter(letter.reference) if letter.partner_id is not None else None
    remark = None
    if letter.state in ("asked", "set aside"):
        said = talk.tx.remarks(letter.reference)
        remark = said[-1] if said else None
    return Entry(letter, remark, partner, public_address(partner, talk.surroundings))
