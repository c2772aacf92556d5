"""What the secretariat said about a letter: what it asked for, and why it set a version aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from storage.desk_records import Remark
from storage.desk_tables import letters, remarks
from storage.letters import ASKED
from storage.prepared import Prepared
from storage.registering import COMPLETION
from storage.tables import persons

if TYPE_CHECKING:
    from storage.transaction import Transaction

_remarks = (
    select(
        remarks.c.kind,
        remarks.c.reason,
        remarks.c.words,
        remarks.c.asked,
        remarks.c.version,
        remarks.c.person_id,
        func.coalesce(persons.c.name, "").label("by_name"),
        remarks.c.at,
    )
    .join_from(remarks, letters, letters.c.id == remarks.c.letter_id)
    .outerjoin(persons, persons.c.id == remarks.c.person_id)
)
_of_letter = Prepared(_remarks.where(letters.c.reference == bindparam("called")).order_by(remarks.c.id))
_open = Prepared(
    _remarks.where(letters.c.draft_id == bindparam("draft"), letters.c.state == ASKED, remarks.c.kind == COMPLETION)
    .order_by(remarks.c.id.desc())
    .limit(1)
)


def remarks_of(tx: Transaction, reference: str) -> tuple[Remark, ...]:
    """All that was said about a letter, the oldest first."""
    return tuple(_remark(row) for row in _of_letter.rows(tx, {"called": reference}))


def open_remark(tx: Transaction, draft_id: int) -> Remark | None:
    """What the secretariat asks for in the letter that was sent from a draft, as long as it waits for that."""
    row = _open.row(tx, {"draft": draft_id})
    return None if row is None else _remark(row)


def _remark(row: tuple[object, ...]) -> Remark:
    kind, reason, words, asked, *rest = row
    return Remark(kind, reason, words, tuple(asked), *rest)  # type: ignore[arg-type]
