"""Submissions: immutable snapshots of drafts, with a reference that stays the same when one is submitted again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from storage.audit import record
from storage.drafts import LETTER
from storage.letters import receive
from storage.prepared import Prepared
from storage.records import Submission
from storage.tables import drafts, reference_counters, submissions
from storage.watches import FINISHED_BY_SENDING, watch

if TYPE_CHECKING:
    from storage.transaction import Transaction

_SUBMISSION = (
    submissions.c.reference,
    submissions.c.version,
    submissions.c.flow,
    submissions.c.draft_id,
    submissions.c.snapshot,
    submissions.c.private,
    submissions.c.submitted_at,
)
_draft_locked = Prepared(
    select(drafts.c.flow, drafts.c.reference, drafts.c.version, drafts.c.title, drafts.c.folded)
    .where(drafts.c.id == bindparam("draft"))
    .with_for_update()
)
_mark_submitted = Prepared(
    update(drafts)
    .where(drafts.c.id == bindparam("draft"))
    .values(
        state="submitted", reference=bindparam("given"), version=bindparam("counted"), changed_at=bindparam("moment")
    )
)
_keep_snapshot = Prepared(
    insert(submissions).values(
        draft_id=bindparam("draft"),
        person_id=bindparam("person"),
        flow=bindparam("of_flow"),
        reference=bindparam("given"),
        version=bindparam("counted"),
        snapshot=bindparam("public"),
        private=bindparam("withheld"),
        submitted_at=bindparam("moment"),
    )
)
_of_person = Prepared(
    select(*_SUBMISSION)
    .where(submissions.c.person_id == bindparam("person"))
    .order_by(submissions.c.submitted_at.desc(), submissions.c.id.desc())
)
# The counter's row stays locked until the commit, so no number is given twice.
_next_number = Prepared(
    upsert(reference_counters)
    .values(year=bindparam("in_year"), last=1)
    .on_conflict_do_update(index_elements=["year"], set_={"last": reference_counters.c.last + 1})
    .returning(reference_counters.c.last)
)


def submit(
    tx: Transaction,
    draft_id: int,
    person_id: int,
    snapshot: Mapping[str, Any],
    at: datetime,
    *,
    private: Mapping[str, Any] | None = None,
) -> Submission:
    """Keep a snapshot of a draft for good, under a reference such as `GMP-2026-0001`.

    `private` is what is kept beside it and never published (contacts); it alone can be erased later. The first
    submission of a draft takes the year's next reference; each further one keeps it and counts up the version. A letter
    then waits for the secretariat.
    Raises `LookupError` where there is no such draft.
    """
    draft = _draft_locked.row(tx, {"draft": draft_id})
    if draft is None:
        raise LookupError(f"no draft {draft_id}")
    flow, reference, submitted, title, folded = draft
    reference = reference or _next_reference(tx, at.astimezone(UTC).year)
    version = submitted + 1
    given = {"draft": draft_id, "given": reference, "counted": version, "moment": at}
    _mark_submitted.run(tx, given)
    _keep_snapshot.run(tx, {**given, "person": person_id, "of_flow": flow, "public": snapshot, "withheld": private})
    if flow == LETTER:
        receive(tx, reference, version, draft_id=draft_id, person_id=person_id, title=title, folded=folded, at=at)
    if flow in FINISHED_BY_SENDING:
        watch(tx, "unfinished", str(draft_id), at)
    record(tx, f"person:{person_id}", "submitted", reference, {"version": version}, at)
    return Submission(reference, version, flow, draft_id, snapshot, private, at.astimezone(UTC))


def submissions_of(tx: Transaction, person_id: int) -> tuple[Submission, ...]:
    """All that a person submitted, every version, the newest first."""
    return tuple(Submission(*row) for row in _of_person.rows(tx, {"person": person_id}))


def submission(tx: Transaction, reference: str, version: int | None = None) -> Submission | None:
    """A submission by its reference: the newest version, or a certain one."""
    query: Select[Any] = select(*_SUBMISSION).where(submissions.c.reference == reference)
    if version is not None:
        query = query.where(submissions.c.version == version)
    row = tx.connection.execute(query.order_by(submissions.c.version.desc()).limit(1)).one_or_none()
    return None if row is None else Submission(*row)


def submissions_from(tx: Transaction, draft_id: int) -> tuple[Submission, ...]:
    """All that was submitted from a draft, the newest version first."""
    rows = tx.connection.execute(
        select(*_SUBMISSION).where(submissions.c.draft_id == draft_id).order_by(submissions.c.version.desc())
    )
    return tuple(Submission(*row) for row in rows)


def _next_reference(tx: Transaction, year: int) -> str:
    """The year's next reference."""
    ((number,),) = _next_number.rows(tx, {"in_year": year})
    return f"GMP-{year}-{number:04d}"
