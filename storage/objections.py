"""Objections by name, to questions and to observers: made, explained and taken back until the time is up.

Whoever objects and whoever settles hold the row of what it is about, one after the other: so an objection either comes
in time and counts, or is too late and is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Table, and_, delete, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once

from storage.audit import record
from storage.consensus_records import OPEN, PROPOSAL, QUESTION, About, Objection
from storage.meeting_tables import consensus_questions, objections, observer_proposals

if TYPE_CHECKING:
    from storage.transaction import Transaction

_TABLES: Final[Mapping[str, Table]] = {QUESTION: consensus_questions, PROPOSAL: observer_proposals}
_ENDS: Final = {QUESTION: consensus_questions.c.deadline, PROPOSAL: observer_proposals.c.object_until}
_COLUMNS: Final = {QUESTION: objections.c.question_id, PROPOSAL: objections.c.proposal_id}
_OBJECTION: Final = (
    objections.c.id,
    objections.c.question_id,
    objections.c.proposal_id,
    objections.c.person_id,
    objections.c.name,
    objections.c.words,
    objections.c.language,
    objections.c.at,
)


def object_to(
    tx: Transaction, about: About, person_id: int, name: str, language: str, at: datetime
) -> Objection | None:
    """Record that somebody objects; once, however often they say so. `None` where the time is up, or there is nothing
    to object to."""
    if not _is_open(tx, about, at):
        return None
    made = tx.connection.execute(
        insert_once(objections)
        .values(
            **{_COLUMNS[about.kind].name: about.id},
            person_id=person_id,
            name=name,
            words="",
            language=language,
            at=at,
        )
        .on_conflict_do_nothing(index_elements=[_COLUMNS[about.kind].name, "person_id"])
    )
    if made.rowcount:
        record(tx, f"person:{person_id}", "objected", _subject(about), {}, at)
    return objection_of(tx, about, person_id)


def explain_objection(
    tx: Transaction, about: About, person_id: int, words: str, language: str, at: datetime
) -> Objection | None:
    """Keep the words that somebody adds to their objection; `None` where the time is up, or they have not objected."""
    if not _is_open(tx, about, at):
        return None
    tx.connection.execute(update(objections).where(_his(about, person_id)).values(words=words, language=language))
    return objection_of(tx, about, person_id)


def take_objection_back(tx: Transaction, about: About, person_id: int, at: datetime) -> bool:
    """Erase somebody's objection; false where the time is up, or they have not objected."""
    if not _is_open(tx, about, at):
        return False
    gone = tx.connection.execute(delete(objections).where(_his(about, person_id))).rowcount == 1
    if gone:
        record(tx, f"person:{person_id}", "took an objection back", _subject(about), {}, at)
    return gone


def objection(tx: Transaction, objection_id: int) -> Objection | None:
    """An objection by its number; `None` once it was taken back."""
    row = tx.connection.execute(select(*_OBJECTION).where(objections.c.id == objection_id)).one_or_none()
    return None if row is None else _read(row)


def objection_of(tx: Transaction, about: About, person_id: int) -> Objection | None:
    """What somebody has objected to this."""
    row = tx.connection.execute(select(*_OBJECTION).where(_his(about, person_id))).one_or_none()
    return None if row is None else _read(row)


def objections_to(tx: Transaction, kind: str, numbers: Iterable[int]) -> Mapping[int, tuple[Objection, ...]]:
    """The objections to some questions, or to some proposals, by their numbers; the first first."""
    column = _COLUMNS[kind]
    rows = tx.connection.execute(select(*_OBJECTION).where(column.in_(tuple(numbers))).order_by(objections.c.id))
    found: dict[int, list[Objection]] = {}
    for one in map(_read, rows):
        found.setdefault(one.about.id, []).append(one)
    return {number: tuple(listed) for number, listed in found.items()}


def hold_when_due(tx: Transaction, about: About, at: datetime) -> bool:
    """Whether something is still open whose time is up; its row is held, so that no objection is under way any more."""
    table = _TABLES[about.kind]
    due = and_(table.c.id == about.id, table.c.state == OPEN, _ENDS[about.kind] <= at)
    return tx.connection.execute(select(table.c.id).where(due).with_for_update()).one_or_none() is not None


def has_objection(tx: Transaction, about: About) -> bool:
    """Whether anybody has objected to this."""
    query = select(objections.c.id).where(_COLUMNS[about.kind] == about.id).limit(1)
    return tx.connection.execute(query).one_or_none() is not None


def _is_open(tx: Transaction, about: About, at: datetime) -> bool:
    """Whether objections are still taken; the row is held until the transaction ends."""
    table = _TABLES[about.kind]
    still = and_(table.c.id == about.id, table.c.state == OPEN, _ENDS[about.kind] > at)
    return tx.connection.execute(select(table.c.id).where(still).with_for_update()).one_or_none() is not None


def _his(about: About, person_id: int) -> ColumnElement[bool]:
    return and_(_COLUMNS[about.kind] == about.id, objections.c.person_id == person_id)


def _read(row: Any) -> Objection:
    number, question_id, proposal_id, *rest = row
    about = About(PROPOSAL, proposal_id) if question_id is None else About(QUESTION, question_id)
    return Objection(number, about, *rest)


def _subject(about: About) -> str:
    return f"{about.kind}:{about.id}"
