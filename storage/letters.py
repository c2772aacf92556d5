"""Letters of intent that were sent, and where each stands with the secretariat (Framework G2(c))."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from storage.desk_records import Letter
from storage.desk_tables import letters
from storage.matching import every_token
from storage.prepared import Prepared
from storage.tables import chats, partners

if TYPE_CHECKING:
    from storage.transaction import Transaction

RECEIVED = "received"
ASKED = "asked"
REGISTERED = "registered"
SET_ASIDE = "set aside"

MOST_FOUND = 50


def unreachable(person_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether somebody has blocked the bot in every chat they have."""
    theirs = chats.c.person_id == person_id
    return and_(exists().where(theirs), ~exists().where(theirs, chats.c.blocked_at.is_(None)))


LETTER_ROW: tuple[ColumnElement[Any], ...] = (
    letters.c.id,
    letters.c.reference,
    letters.c.draft_id,
    letters.c.person_id,
    letters.c.state,
    letters.c.version,
    letters.c.revision,
    func.coalesce(partners.c.version, 0).label("registered_version"),
    partners.c.id.label("partner_id"),
    letters.c.title,
    letters.c.sent_at,
    letters.c.changed_at,
    unreachable(letters.c.person_id).label("blocked"),
)
_letters = select(*LETTER_ROW).outerjoin_from(letters, partners, partners.c.letter_id == letters.c.id)
_by_reference = Prepared(_letters.where(letters.c.reference == bindparam("called")))
_by_draft = Prepared(_letters.where(letters.c.draft_id == bindparam("draft")))
_of_person = Prepared(
    _letters.where(letters.c.person_id == bindparam("person")).order_by(letters.c.sent_at.desc(), letters.c.id.desc())
)
_sent = upsert(letters).values(
    reference=bindparam("called"),
    draft_id=bindparam("draft"),
    person_id=bindparam("person"),
    state=RECEIVED,
    version=bindparam("counted"),
    revision=1,
    title=bindparam("titled"),
    folded=bindparam("titled_folded"),
    sent_at=bindparam("moment"),
    changed_at=bindparam("moment"),
)
_receive = Prepared(
    _sent.on_conflict_do_update(
        index_elements=["reference"],
        set_={
            "revision": letters.c.revision + 1,
            **{name: _sent.excluded[name] for name in ("state", "version", "title", "folded", "sent_at", "changed_at")},
        },
    )
)


def receive(
    tx: Transaction,
    reference: str,
    version: int,
    *,
    draft_id: int,
    person_id: int,
    title: str,
    folded: str,
    at: datetime,
) -> None:
    """A letter has come in, or has come in again: it waits for the secretariat."""
    _receive.run(
        tx,
        {
            "called": reference,
            "draft": draft_id,
            "person": person_id,
            "counted": version,
            "titled": title,
            "titled_folded": folded,
            "moment": at,
        },
    )


def letter(tx: Transaction, reference: str) -> Letter | None:
    """A letter that was sent, by its reference."""
    row = _by_reference.row(tx, {"called": reference})
    return None if row is None else Letter(*row)


def letter_of_draft(tx: Transaction, draft_id: int) -> Letter | None:
    """The letter that was sent from a draft; None where it was never sent."""
    row = _by_draft.row(tx, {"draft": draft_id})
    return None if row is None else Letter(*row)


def letters_of(tx: Transaction, person_id: int) -> tuple[Letter, ...]:
    """The letters that somebody sent, the newest first."""
    return tuple(Letter(*row) for row in _of_person.rows(tx, {"person": person_id}))


def waiting_letters(tx: Transaction, offset: int, limit: int) -> tuple[tuple[Letter, ...], int]:
    """Some of the letters that wait for the secretariat, the oldest first, and how many wait in all."""
    rows = tx.connection.execute(
        _letters.where(letters.c.state == RECEIVED)
        .order_by(letters.c.sent_at, letters.c.id)
        .offset(max(0, offset))
        .limit(limit)
    )
    return tuple(Letter(*row) for row in rows), _count(tx, RECEIVED)


def asked_letters_count(tx: Transaction) -> int:
    """How many letters wait for what the secretariat has asked of their applicants."""
    return _count(tx, ASKED)


def find_letters(tx: Transaction, folded: str, limit: int = MOST_FOUND) -> tuple[Letter, ...]:
    """Letters in whose folded name or reference every word of `folded` occurs, in any script; the newest first."""
    tokens: Sequence[ColumnElement[bool]] = every_token(folded, letters.c.folded, letters.c.reference)
    if not tokens:
        return ()
    rows = tx.connection.execute(
        _letters.where(*tokens).order_by(letters.c.sent_at.desc(), letters.c.id.desc()).limit(min(limit, MOST_FOUND))
    )
    return tuple(Letter(*row) for row in rows)


def _count(tx: Transaction, state: str) -> int:
    counted: int = tx.connection.execute(
        select(func.count()).select_from(letters).where(letters.c.state == state)
    ).scalar_one()
    return counted
