"""What is put into the outbox when something has happened: to whom, once for each occasion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from storage.desk_records import Letter, NewNotice

if TYPE_CHECKING:
    from storage.desk_records import Holder
    from storage.plan_records import PlanDraft
    from storage.records import Person, Submission
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


# -- plans ------------------------------------------------------------------------------------------------------------


def to_leads(
    tx: Transaction, area: str, kind: str, subject: str, occurrence: str, content: Mapping[str, Any], at: datetime
) -> None:
    """Tell whoever leads an area."""
    for lead in tx.holders("lead", at, area):
        tx.enqueue(NewNotice(kind, lead.person_id, subject, occurrence, content, at))


def invited_to_write(tx: Transaction, person_id: int, draft_id: int, by: Person, at: datetime) -> None:
    """Tell somebody that the lead wants them to write in the plan."""
    content = {"draft": draft_id, "by": tx.called_by(by.id)}
    tx.enqueue(NewNotice("plan invitation", person_id, f"draft:{draft_id}", at.isoformat(), content, at))


def beside(
    tx: Transaction, person_id: int, who: Person, draft_id: int, section: str, at: datetime, until: datetime
) -> None:
    """Tell somebody that another person has come into the section where they are writing; once in an hour."""
    content = {"draft": draft_id, "name": tx.called_by(who.id), "section": section}
    occurrence = f"{section}.{who.id}.{at:%Y-%m-%dT%H}"
    notice = NewNotice("plan beside", person_id, f"draft:{draft_id}", occurrence, content, at, useful_until=until)
    tx.enqueue(notice)


def remarked(tx: Transaction, draft: PlanDraft, remark_id: int, by: int, at: datetime) -> None:
    """Tell whoever leads the area of a remark; not of their own."""
    content = {"draft": draft.id, "remark": remark_id}
    for lead in tx.holders("lead", at, draft.area):
        if lead.person_id != by:
            tx.enqueue(NewNotice("plan remark", lead.person_id, f"draft:{draft.id}", str(remark_id), content, at))


def remark_answered(tx: Transaction, remark_id: int, at: datetime) -> None:
    """Tell who made a remark of the lead's answer; nobody, where they asked to be forgotten."""
    remark = tx.plan_remark(remark_id)
    if remark is not None and remark.person_id is not None:
        content = {"draft": remark.draft_id, "remark": remark_id}
        subject = f"remark:{remark_id}"
        tx.enqueue(NewNotice("plan answer", remark.person_id, subject, at.isoformat(), content, at))


def advice_wanted(tx: Transaction, person_id: int, draft_id: int, version: int, at: datetime) -> None:
    """Ask a member of the Advisory Group for advice on a version of a plan."""
    content = {"draft": draft_id, "version": version}
    tx.enqueue(NewNotice("plan for advice", person_id, f"draft:{draft_id}", str(version), content, at))


def plan_published(tx: Transaction, draft: PlanDraft, number: int, people: Iterable[int], at: datetime) -> None:
    """Tell people of a published version of a plan."""
    content = {"draft": draft.id, "area": draft.area, "number": number}
    for person_id in people:
        tx.enqueue(NewNotice("plan published", person_id, f"plan:{draft.area}", str(number), content, at))


PLAN_FORMS: Final = ("pdf", "docx", "png")


def plan_files(
    tx: Transaction, person_id: int, draft_id: int, version: int, language: str, at: datetime, asked: str
) -> None:
    """A plan's draft or a version of it as PDF, as a Word document, and its timeline as a picture; `asked` tells one
    request from another."""
    for form in PLAN_FORMS:
        content = {"draft": draft_id, "version": version, "language": language, "form": form}
        occurrence = f"{version}.{language}.{form}.{asked}"
        tx.enqueue(NewNotice("plan file", person_id, f"draft:{draft_id}", occurrence, content, at))
