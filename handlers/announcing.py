"""What is put into the outbox when something has happened: to whom, once for each occasion."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from storage.desk_records import Letter, NewNotice

if TYPE_CHECKING:
    from storage.desk_records import Holder
    from storage.records import Submission
    from storage.transaction import Transaction

FORMS: Final = ("pdf", "docx")
SECRETARIAT: Final = "secretariat"


def letter_sent(tx: Transaction, submission: Submission, person_id: int, at: datetime) -> None:
    """The applicant gets the letter as files; every officer hears of it, and gets them too, in their own language."""
    reference, version = submission.reference, submission.version
    letter_files(tx, person_id, reference, version, str(submission.snapshot["language"]), at)
    for officer in tx.holders(SECRETARIAT, at):
        content = {"reference": reference, "version": version}
        tx.enqueue(NewNotice("letter received", officer.person_id, reference, str(version), content, at))
        letter_files(tx, officer.person_id, reference, version, officer.language, at)


def letter_files(
    tx: Transaction, person_id: int, reference: str, version: int, language: str, at: datetime, asked: str = ""
) -> None:
    """A version of a letter as PDF and as a Word document, with the private answers for who may read them.

    `asked` tells one request from another; without it, a person gets each file once.
    """
    for form in FORMS:
        content = {"reference": reference, "version": version, "language": language, "form": form, "private": True}
        occurrence = f"{version}.{language}.{form}{asked and f'.{asked}'}"
        tx.enqueue(NewNotice("file", person_id, reference, occurrence, content, at))


def to_applicant(
    tx: Transaction, letter: Letter, kind: str, occurrence: str, at: datetime, content: Mapping[str, Any] | None = None
) -> None:
    """Tell the applicant of a step that was taken on their letter; nobody, where they asked to be forgotten."""
    if letter.person_id is not None:
        told = {"reference": letter.reference, **(content or {})}
        tx.enqueue(NewNotice(kind, letter.person_id, letter.reference, occurrence, told, at))


def to_officers(
    tx: Transaction, kind: str, subject: str, occurrence: str, content: Mapping[str, Any], at: datetime
) -> None:
    """Tell every member of the secretariat."""
    for officer in tx.holders(SECRETARIAT, at):
        tx.enqueue(NewNotice(kind, officer.person_id, subject, occurrence, content, at))


def role_ended(tx: Transaction, holder: Holder, at: datetime) -> None:
    """Tell somebody that a role of theirs has ended."""
    content = {"kind": holder.kind, "area": holder.area}
    tx.enqueue(NewNotice("role ended", holder.person_id, f"role:{holder.role_id}", "ended", content, at))
