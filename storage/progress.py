"""Progress notes of partners to the lead of an area, and who wishes to be asked for one (Framework G6(b))."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, and_, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from storage.audit import record
from storage.reminder_tables import reminder_wishes
from storage.report_records import NewProgressNote, ProgressNote
from storage.report_tables import progress_notes as notes
from storage.tables import files, partners, persons
from storage.watches import watch

if TYPE_CHECKING:
    from storage.transaction import Transaction

PROGRESS: Final = "progress"
"""The kind of reminder that asks for a note."""
AGREED, STOPPED = "agreed", "stopped"

_NOTE = (
    notes.c.id,
    notes.c.area,
    notes.c.person_id,
    notes.c.partner_id,
    func.coalesce(partners.c.name, ""),
    notes.c.name,
    notes.c.language,
    notes.c.words,
    notes.c.effort,
    notes.c.files,
    notes.c.at,
)
_notes: Select[Any] = select(*_NOTE).outerjoin_from(notes, partners, partners.c.id == notes.c.partner_id)


def add_progress_note(tx: Transaction, note: NewProgressNote, at: datetime) -> int:
    """Keep a note and return its identifier. Its files no longer belong to the draft that it was written in; they stay
    its person's, and go when that person asks to be forgotten."""
    name = tx.connection.execute(select(persons.c.name).where(persons.c.id == note.person_id)).scalar_one()
    if note.files:
        theirs = and_(files.c.id.in_(note.files), files.c.person_id == note.person_id)
        tx.connection.execute(update(files).where(theirs).values(draft_id=None))
    note_id: int = tx.connection.execute(
        insert(notes)
        .values(
            area=note.area,
            person_id=note.person_id,
            partner_id=note.partner_id,
            name=name,
            language=note.language,
            words=note.words,
            effort=note.effort,
            files=list(note.files),
            at=at,
        )
        .returning(notes.c.id)
    ).scalar_one()
    details = {"area": note.area, "files": len(note.files)}
    record(tx, f"person:{note.person_id}", "gave a progress note", f"note:{note_id}", details, at)
    _look_at(tx, note.area, note.person_id, at)
    return note_id


def progress_note(tx: Transaction, note_id: int) -> ProgressNote | None:
    """A note by its identifier."""
    return next(iter(_read(tx, _notes.where(notes.c.id == note_id))), None)


def progress_notes(
    tx: Transaction, area: str, since: datetime, until: datetime, *, offset: int = 0, limit: int = 1000
) -> tuple[ProgressNote, ...]:
    """Notes on an area from `since` until before `until`, the newest first."""
    query = _notes.where(_within(area, since, until)).order_by(notes.c.at.desc(), notes.c.id.desc())
    return _read(tx, query.offset(max(0, offset)).limit(limit))


def count_progress_notes(tx: Transaction, area: str, since: datetime, until: datetime) -> int:
    """How many notes on an area there are from `since` until before `until`."""
    return tx.connection.execute(
        select(func.count()).select_from(notes).where(_within(area, since, until))
    ).scalar_one()


def progress_wish(tx: Transaction, person_id: int, area: str) -> str:
    """What somebody answered when asked whether to be asked for notes: `agreed` or `stopped`; empty: never asked."""
    wish = tx.connection.execute(select(reminder_wishes.c.wish).where(_wished(person_id, area))).scalar_one_or_none()
    return wish or ""


def wish_progress(tx: Transaction, person_id: int, area: str, wish: str, at: datetime) -> None:
    """Keep whether somebody wants to be asked for notes once a quarter: `agreed` or `stopped`. Who agrees asks for what
    they may have stopped for all areas, so that goes too."""
    row = {"person_id": person_id, "kind": PROGRESS, "subject": area}
    given = {"wish": wish, "at": at}
    tx.connection.execute(
        upsert(reminder_wishes)
        .values(**row, **given)
        .on_conflict_do_update(index_elements=["person_id", "kind", "subject"], set_=given)
    )
    if wish == AGREED:
        tx.connection.execute(reminder_wishes.delete().where(_wished(person_id, "")))
    _look_at(tx, area, person_id, at)


def _wished(person_id: int, area: str) -> Any:
    return and_(
        reminder_wishes.c.person_id == person_id,
        reminder_wishes.c.kind == PROGRESS,
        reminder_wishes.c.subject == area,
    )


def _within(area: str, since: datetime, until: datetime) -> Any:
    return and_(notes.c.area == area, notes.c.at >= since, notes.c.at < until)


def _look_at(tx: Transaction, area: str, person_id: int, at: datetime) -> None:
    watch(tx, PROGRESS, f"{area}.{person_id}", at)


def _read(tx: Transaction, query: Select[Any]) -> tuple[ProgressNote, ...]:
    rows = tx.connection.execute(query)
    return tuple(ProgressNote(*(*row[:9], tuple(row[9]), row[10])) for row in rows)
