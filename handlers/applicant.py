"""What applicants and partners do with the letters they have sent: read, complete, change, withdraw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from flows import engine
from flows.framework import edition
from flows.letter import LETTER
from flows.sent_letter import kept_back, published
from flows.session import Session
from handlers import announcing, applicant_pages, applicant_views
from handlers.scene import Quote, Scene
from handlers.sent import answers_of

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.desk_records import Letter

Does: TypeAlias = "Callable[[Talk, str], Scene]"


def own_letter(talk: Talk, reference: str) -> Letter | None:
    """A letter of this person's by its reference; `None` for anybody else's."""
    letter = talk.tx.letter(reference)
    return letter if letter is not None and letter.person_id == talk.person.id else None


def read(talk: Talk, which: str) -> Scene:
    """Open a letter that the person has sent: `<reference>.<version>`."""
    reference, _, version = which.partition(".")
    letter = own_letter(talk, reference)
    known = version.isascii() and version.isdecimal() and len(version) < 10
    sent = talk.tx.submission(reference, int(version)) if letter is not None and known else None
    if letter is None or sent is None:
        return talk.again()
    answers, facts = answers_of(sent), talk.facts()
    paragraphs = published(answers, facts, edition(sent.snapshot["framework"]))
    quote = Quote(str(sent.snapshot["language"]), paragraphs)
    private = kept_back(LETTER, answers, facts)
    entry = applicant_views.entry(talk, letter)
    going_on = talk.standing is not None
    return talk.show(applicant_pages.sent_letter(sent, entry, quote, private, answers, going_on=going_on))


def complete(talk: Talk, reference: str) -> Scene:
    """Open a letter at the questions that the secretariat asks about; at the review where it asks nothing."""
    return _opened(talk, reference)


def _opened(talk: Talk, reference: str) -> Scene:
    """Open a sent letter for changes, or go on with changes that were begun.

    Until it is sent again the letter stands as it was sent, and giving the changes up restores it.
    """
    letter = own_letter(talk, reference)
    if letter is None:
        return talk.again()
    if any(draft.id == letter.draft_id for draft in talk.open_drafts()):
        return talk.open(letter.draft_id)
    person, at = talk.person.id, talk.incoming.at
    standing = talk.tx.open_session(person, letter.draft_id)
    if standing is not None:
        remark = talk.tx.open_remark(letter.draft_id)
        answers = talk.tx.answers(letter.draft_id, standing.draft_revision)
        before = Session.from_standing(standing.standing, answers)
        session = engine.reopen(LETTER, before, () if remark is None else remark.asked)
        talk.standing = talk.tx.reopen(person, letter.draft_id, session.standing(), at)
        if talk.standing is not None:
            return talk.again()
        talk.tx.leave(person)
    return talk.again(applicant_pages.NOT_KEPT)


def withdraw(talk: Talk, reference: str) -> Scene:
    """Ask whether to take one's letter off the public register."""
    letter = own_letter(talk, reference)
    if letter is None or not applicant_views.entry(talk, letter).address:
        return talk.again()
    return talk.show(applicant_pages.confirm_withdrawal(reference, letter.version))


def withdrawn(talk: Talk, reference: str) -> Scene:
    """Take one's letter off the public register, and tell the secretariat."""
    letter, at = own_letter(talk, reference), talk.incoming.at
    if letter is None or letter.partner_id is None:
        return talk.again()
    if talk.tx.withdraw(letter.partner_id, talk.person.id, at) is None:
        return talk.again()
    announcing.to_officers(talk.tx, "letter withdrawn", reference, at.isoformat(), {"reference": reference}, at)
    return talk.again(applicant_pages.WITHDRAWN)


BUTTONS: Mapping[str, Does] = {
    "read": read,
    "complete": complete,
    "change": _opened,
    "withdraw": withdraw,
    "withdrawn": withdrawn,
}

SHOWING = frozenset({"read"})
"""Acts that only show something."""
