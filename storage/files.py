"""Files that people sent, kept whole in the database: one backup holds everything."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from storage.records import FileInfo, StoredFile
from storage.tables import files

if TYPE_CHECKING:
    from storage.transaction import Transaction

FILE_INFO = (
    files.c.id,
    files.c.person_id,
    files.c.draft_id,
    files.c.name,
    files.c.mime,
    files.c.size,
    files.c.sha256,
    files.c.kept_at,
)


def keep_file(
    tx: Transaction,
    *,
    person_id: int,
    draft_id: int | None,
    name: str,
    mime: str,
    content: bytes,
    at: datetime,
) -> int:
    """Keep a file and return its identifier. It goes with its draft when that is cancelled or forgotten."""
    file_id: int = tx.connection.execute(
        insert(files)
        .values(
            person_id=person_id,
            draft_id=draft_id,
            name=name,
            mime=mime,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            kept_at=at,
            content=content,
        )
        .returning(files.c.id)
    ).scalar_one()
    return file_id


def drop_file(tx: Transaction, file_id: int, *, of_draft: int | None = None) -> None:
    """Erase a file that nothing refers to: one that was refused, or that another has replaced.

    With `of_draft` only if it came with that draft: a form may show a file that is kept for good.
    """
    query = delete(files).where(files.c.id == file_id)
    if of_draft is not None:
        query = query.where(files.c.draft_id == of_draft)
    tx.connection.execute(query)


def keep_for_good(tx: Transaction, file_id: int) -> None:
    """A file that came with a form becomes the Partnership's own: it outlives the form, and who sent it."""
    tx.connection.execute(update(files).where(files.c.id == file_id).values(draft_id=None, person_id=None))


def file(tx: Transaction, file_id: int) -> StoredFile | None:
    """A file with its bytes; None where there is none, or it was erased."""
    row = tx.connection.execute(select(*FILE_INFO, files.c.content).where(files.c.id == file_id)).one_or_none()
    return None if row is None else StoredFile(FileInfo(*row[:-1]), bytes(row[-1]))


def file_info(tx: Transaction, file_id: int) -> FileInfo | None:
    """What is known of a file, without reading its bytes."""
    row = tx.connection.execute(select(*FILE_INFO).where(files.c.id == file_id)).one_or_none()
    return None if row is None else FileInfo(*row)
