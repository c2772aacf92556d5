"""A letter that was sent, opened again to be completed or changed; and the changes given up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, exists, insert, select, update

from storage.desk_tables import letters
from storage.drafts import leave, open_session
from storage.records import Standing, Submission
from storage.submissions import submissions_from
from storage.tables import answers, drafts, files, sessions
from storage.watches import watch

if TYPE_CHECKING:
    from storage.transaction import Transaction


def reopen(
    tx: Transaction, person_id: int, draft_id: int, standing: Mapping[str, Any], at: datetime
) -> Standing | None:
    """Let the person stand in a draft of theirs that was submitted, at this standing.

    None where it is not theirs, or the answers it was made from are gone.
    """
    theirs = and_(drafts.c.id == draft_id, drafts.c.person_id == person_id, drafts.c.version > 0)
    answered = exists().where(answers.c.draft_id == drafts.c.id)
    mine = and_(sessions.c.person_id == person_id, sessions.c.draft_id == draft_id)
    found = select(drafts.c.id).where(theirs, answered, exists().where(mine)).with_for_update()
    if tx.connection.execute(found).first() is None:
        return None
    leave(tx, person_id)
    tx.connection.execute(update(drafts).where(drafts.c.id == draft_id).values(state="open", changed_at=at))
    tx.connection.execute(
        update(sessions).where(mine).values(standing=standing, revision=standing["revision"], changed_at=at)
    )
    return open_session(tx, person_id, draft_id)


def restore_answers(tx: Transaction, draft_id: int, at: datetime) -> None:
    """Give up changes to a letter that was sent: its answers are those of the newest submission, and it is left.

    Files that no submission refers to go. Nothing happens to a draft that was never submitted. Raises `LookupError`
    where there is no such draft.
    """
    draft = tx.connection.execute(
        select(drafts.c.person_id).where(drafts.c.id == draft_id).with_for_update()
    ).one_or_none()
    if draft is None:
        raise LookupError(f"no draft {draft_id}")
    sent = submissions_from(tx, draft_id)
    if not sent:
        return
    newest = sent[0]
    tx.connection.execute(delete(answers).where(answers.c.draft_id == draft_id))
    rows = [
        {
            "draft_id": draft_id,
            "path": path,
            "content": content,
            "person_id": draft.person_id,
            "answered_at": newest.submitted_at,
        }
        for path, content in _answers(newest).items()
    ]
    if rows:
        tx.connection.execute(insert(answers), rows)
    _drop_files(tx, draft_id, kept=[file for submission in sent for file in _files(submission)])
    _as_sent(tx, draft_id, newest, at)
    tx.forget_answers(draft_id)
    watch(tx, "unfinished", str(draft_id), at)


def _as_sent(tx: Transaction, draft_id: int, newest: Submission, at: datetime) -> None:
    """The draft bears the name it was sent with, and nobody stands in it."""
    named = tx.connection.execute(
        select(letters.c.title, letters.c.folded).where(letters.c.draft_id == draft_id)
    ).one_or_none()
    values = {} if named is None else {"title": named.title, "folded": named.folded}
    tx.connection.execute(
        update(drafts)
        .where(drafts.c.id == draft_id)
        .values(
            state="submitted",
            edition=newest.snapshot.get("edition", drafts.c.edition),
            revision=drafts.c.revision + 1,
            changed_at=at,
            **values,
        )
    )
    tx.connection.execute(
        update(sessions)
        .where(sessions.c.draft_id == draft_id)
        .values(active=False, owed=False, owed_to=None, version=sessions.c.version + 1)
    )


def _answers(sent: Submission) -> dict[str, Any]:
    private = sent.private or {}
    return {**sent.snapshot.get("answers", {}), **private.get("answers", {})}


def _files(sent: Submission) -> Iterable[int]:
    """The files that a submission's answers refer to."""
    for content in _answers(sent).values():
        match content:
            case {"value": {"file_id": str(file_id)}} if file_id.isdecimal():
                yield int(file_id)


def _drop_files(tx: Transaction, draft_id: int, kept: list[int]) -> None:
    tx.connection.execute(delete(files).where(files.c.draft_id == draft_id, files.c.id.not_in(kept)))
