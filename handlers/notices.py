"""Notices: what each kind of row in the outbox tells its reader now.

A row names its kind and its subject. What it says is made when it goes out, from the facts in storage and in the
reader's language, so that nobody is told of what somebody else has dealt with in the meantime.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flows.roles import ROLES
from flows.wording import N_, as_is, say
from handlers import (
    applicant_notices,
    desk_notices,
    meeting_notices,
    pages,
    plan_files,
    plan_notices,
    reminder_notices,
    term_notices,
)
from handlers.buttons import PageButton
from handlers.officers import is_officer
from handlers.scene import Page
from handlers.telling import FileOrder, Telling, Tells
from locales.languages import LANGUAGE_NAMES
from storage.desk_records import PublishedLetter

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.desk_records import Notice
    from storage.transaction import Transaction

__all__ = ["TELLINGS", "UnknownKind", "telling"]


class UnknownKind(LookupError):
    """A notice of a kind that this program does not know: one of a newer version, it may be."""


def telling(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """What a notice says now; `None` where it is of no use any more. Raises `UnknownKind`."""
    tells = TELLINGS.get(notice.kind)
    if tells is None:
        raise UnknownKind(notice.kind)
    return tells(tx, notice, surroundings)


def file(tx: Transaction, notice: Notice, _: Surroundings) -> Telling | None:
    """A letter as a file, for its applicant and the secretariat; for others as far as it is published by then."""
    content = notice.content
    reference, version = str(content["reference"]), int(content["version"])
    letter = tx.letter(reference)
    if letter is None or tx.submission(reference, version) is None:
        return None
    sees_all = letter.person_id == notice.person_id or is_officer(tx, notice.person_id)
    if not sees_all and not _is_published(tx, reference, version):
        return None
    form, language = content["form"], str(content["language"])
    caption = say(CAPTIONS[form], reference=reference, language=LANGUAGE_NAMES[language])
    private = sees_all and bool(content["private"])
    return Telling(file=FileOrder(form, reference, version, language, private=private, caption=caption))


def _is_published(tx: Transaction, reference: str, version: int) -> bool:
    """Whether everyone may read this version of a letter."""
    published = tx.published_letter(reference)
    return isinstance(published, PublishedLetter) and published.submission.version == version


CAPTIONS = {
    "pdf": N_("The letter of intent {reference} as PDF ({language})"),
    "docx": N_("The letter of intent {reference} as a Word document ({language})"),
}


def person_blocked(tx: Transaction, notice: Notice, _: Surroundings) -> Telling | None:
    """Somebody with letters or roles can no longer be reached; of no use once they are back or forgotten."""
    person_id = int(notice.content["person_id"])
    person = tx.person(person_id)
    if person is None or tx.is_reachable(person_id) or not is_officer(tx, notice.person_id):
        return None
    letters = tx.letters_of(person_id)[: pages.MOST_DRAFTS]
    roles = tx.roles(person_id, notice.made_at)
    paragraphs = [
        say(
            N_("<b>{name} can no longer be reached here.</b>"),
            name=person.name or say(N_("Somebody whose name is not known")),
        ),
        say(
            N_("They have blocked this assistant or left it. What is meant for them is kept, and sent if they return.")
        ),
    ]
    if letters:
        paragraphs.append(say(N_("How else to reach them stands in their letter.")))
    lines = (
        *(say(N_("{reference}: {title}"), reference=one.reference, title=one.title) for one in letters),
        *(say(ROLES[role.kind].name) for role in roles),
    )
    rows = tuple((PageButton(as_is(one.reference), "desk", one.reference),) for one in letters)
    return Telling(page=Page(tuple(paragraphs), rows, lines))


TELLINGS: Mapping[str, Tells] = {
    "file": file,
    "person blocked": person_blocked,
    **desk_notices.TELLINGS,
    **applicant_notices.TELLINGS,
    **plan_notices.TELLINGS,
    **plan_files.TELLINGS,
    **meeting_notices.TELLINGS,
    **term_notices.TELLINGS,
    **reminder_notices.TELLINGS,
}
"""How each kind of notice is told."""
