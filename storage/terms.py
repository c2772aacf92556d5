"""Terms: beginning one, renewing it without a gap, and how each came about (Framework G3(c)-(d), G4.b(6)).

Whoever changes who holds what begins by `watch_body`, so that one body is changed by one at a time.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, or_, select, update

from flows.roles import ROLES, term_end
from storage.audiences import role_changed
from storage.audit import record
from storage.bodies import TERM, watch_body, watch_term
from storage.meeting_tables import meetings
from storage.people import called
from storage.records import AreaRow
from storage.roles import end_at, in_force
from storage.tables import areas, persons
from storage.tables import roles as roles_table
from storage.term_records import MeetingNamed, NewTerm, Recorded, Term
from storage.term_tables import designations
from storage.watches import watch, watch_role

if TYPE_CHECKING:
    from storage.desk_records import Holder
    from storage.transaction import Transaction

LEAD = "lead"
CHAIR = "chair"

_recorders = persons.alias("recorder")
_earlier = roles_table.alias("earlier")
_number = (
    select(func.count())
    .select_from(_earlier)
    .where(
        _earlier.c.person_id == roles_table.c.person_id,
        _earlier.c.kind == roles_table.c.kind,
        _earlier.c.area.is_not_distinct_from(roles_table.c.area),
        or_(
            _earlier.c.since < roles_table.c.since,
            and_(_earlier.c.since == roles_table.c.since, _earlier.c.id <= roles_table.c.id),
        ),
    )
    .correlate(roles_table)
    .scalar_subquery()
)
_terms = (
    select(
        roles_table.c.id,
        persons.c.id,
        called(),
        roles_table.c.kind,
        roles_table.c.area,
        roles_table.c.since,
        roles_table.c.until,
        _number,
        func.coalesce(designations.c.how, ""),
        func.coalesce(designations.c.words, ""),
        designations.c.meeting_id,
        func.coalesce(meetings.c.title, ""),
        meetings.c.starts_at,
        func.coalesce(meetings.c.zone, ""),
        func.coalesce(_recorders.c.name, ""),
        designations.c.recorded_at,
    )
    .join_from(roles_table, persons, persons.c.id == roles_table.c.person_id)
    .outerjoin(designations, designations.c.role_id == roles_table.c.id)
    .outerjoin(meetings, meetings.c.id == designations.c.meeting_id)
    .outerjoin(_recorders, _recorders.c.id == designations.c.recorded_by)
)


def begin_term(tx: Transaction, new: NewTerm, at: datetime) -> Recorded | None:
    """Give somebody a role for a term of it, and keep how it came about; None where that was recorded before.

    Who holds the role for a term that still runs gets another, which begins when that one ends: terms are renewed
    without a gap, and each counts. A chair who begins at once ends the term of the chair before (G3(d): there is one).
    """
    watch_body(tx, new.area, at)
    theirs = and_(roles_table.c.person_id == new.person_id, _of(new.kind, new.area))
    last = tx.connection.execute(
        select(roles_table.c.id, roles_table.c.since, roles_table.c.until)
        .where(theirs, or_(roles_table.c.until.is_(None), roles_table.c.until > at))
        .order_by(roles_table.c.since.desc(), roles_table.c.id.desc())
    ).first()
    lasts = ROLES[new.kind].years is not None
    if last is not None and (last.since > at or not lasts):
        return None
    since = at
    if last is not None and last.until is None:
        # Held without an end, which no term is: the term begins now.
        tx.connection.execute(update(roles_table).where(roles_table.c.id == last.id).values(until=at))
        watch_role(tx, last.id, new.kind, new.area, at)
    elif last is not None:
        since = last.until
        watch(tx, TERM, str(last.id), at)
    elif new.after is not None:
        since = _end_of(tx, new.after, at)
        watch(tx, TERM, str(new.after), at)
    ended = _end_others(tx, new, at) if new.kind == CHAIR and since == at else ()
    until = term_end(new.kind, since)
    role_id = tx.connection.execute(
        insert(roles_table)
        .values(person_id=new.person_id, kind=new.kind, area=new.area, since=since, until=until)
        .returning(roles_table.c.id)
    ).scalar_one()
    tx.connection.execute(
        insert(designations).values(
            role_id=role_id,
            how=new.how,
            meeting_id=new.meeting_id,
            words=new.words,
            recorded_by=new.by,
            recorded_at=at,
        )
    )
    role_changed(tx, new.kind, new.area, at)
    watch_role(tx, role_id, new.kind, new.area, at)
    watch_term(tx, role_id, until, at)
    role_changed(tx, new.kind, new.area, at)
    _record(tx, new, role_id, since, until, at)
    begun = term(tx, role_id)
    if begun is None:
        raise LookupError(f"the role {role_id} went away while its term was recorded")
    return Recorded(begun, ended)


def _record(tx: Transaction, new: NewTerm, role_id: int, since: datetime, until: datetime | None, at: datetime) -> None:
    who = "operator" if new.by is None else f"person:{new.by}"
    details = {
        "role": new.kind,
        "area": new.area,
        "how": new.how,
        "meeting": new.meeting_id,
        "role id": role_id,
        "since": since.isoformat(),
        "until": until.isoformat() if until else None,
    }
    record(tx, who, "gave a role", f"person:{new.person_id}", details, at)


def _end_of(tx: Transaction, role_id: int, at: datetime) -> datetime:
    """When a role ends; now, where it has ended or has no end."""
    until = tx.connection.execute(select(roles_table.c.until).where(roles_table.c.id == role_id)).scalar_one_or_none()
    return at if until is None else max(at, until)


def _end_others(tx: Transaction, new: NewTerm, at: datetime) -> tuple[Holder, ...]:
    """End what others hold of a role that one person holds at a time, and what they were to hold later."""
    others = and_(_of(new.kind, new.area), roles_table.c.person_id != new.person_id)
    ids = tx.connection.execute(select(roles_table.c.id).where(others, in_force(at)).order_by(roles_table.c.id))
    ended = [held for role_id in ids.scalars().all() if (held := end_at(tx, role_id, new.by, at)) is not None]
    tx.connection.execute(delete(roles_table).where(others, roles_table.c.since > at))
    return tuple(ended)


def term(tx: Transaction, role_id: int) -> Term | None:
    """A term by its role, whether it runs, has ended or is yet to begin; None where there is none."""
    return next(iter(_read(tx, _terms.where(roles_table.c.id == role_id))), None)


def terms_of(tx: Transaction, kind: str, area: str | None) -> tuple[Term, ...]:
    """All terms of a role, the first first; of a lead those of one area."""
    query = _terms.where(_of(kind, area)).order_by(roles_table.c.since, roles_table.c.id)
    return _read(tx, query)


def newest_role(tx: Transaction, kind: str, area: str | None) -> int:
    """The number of the role that was given last for a body, 0 where there is none: it grows with each."""
    query = select(func.coalesce(func.max(roles_table.c.id), 0)).where(_of(kind, area))
    return int(tx.connection.execute(query).scalar_one())


def areas_without_lead(tx: Transaction, at: datetime) -> tuple[AreaRow, ...]:
    """The areas in force that nobody leads at a moment, in the areas' order (Framework N¶16)."""
    led = select(roles_table.c.area).where(roles_table.c.kind == LEAD, roles_table.c.area.is_not(None), in_force(at))
    rows = tx.connection.execute(
        select(areas.c.key, areas.c.name, areas.c.names, areas.c.open)
        .where(areas.c.open, areas.c.key.not_in(led))
        .order_by(areas.c.position, areas.c.key)
    )
    return tuple(AreaRow(*row) for row in rows)


def meetings_to_name(
    tx: Transaction, area: str | None, at: datetime, past: int = 5, planned: int = 2
) -> tuple[MeetingNamed, ...]:
    """Meetings of a body at which something may have been decided: the next ones, then the last ones, newest first."""
    query = select(meetings.c.id, meetings.c.title, meetings.c.starts_at, meetings.c.zone).where(
        meetings.c.area.is_not_distinct_from(area), meetings.c.state == "planned"
    )
    coming = query.where(meetings.c.starts_at > at).order_by(meetings.c.starts_at, meetings.c.id).limit(planned)
    held = query.where(meetings.c.starts_at <= at).order_by(meetings.c.starts_at.desc(), meetings.c.id).limit(past)
    found = [MeetingNamed(*row) for row in tx.connection.execute(coming)][::-1]
    return (*found, *(MeetingNamed(*row) for row in tx.connection.execute(held)))


def meeting_to_name(tx: Transaction, meeting_id: int, area: str | None) -> MeetingNamed | None:
    """A meeting of a body by its number; None where the body has none such."""
    row = tx.connection.execute(
        select(meetings.c.id, meetings.c.title, meetings.c.starts_at, meetings.c.zone).where(
            meetings.c.id == meeting_id, meetings.c.area.is_not_distinct_from(area)
        )
    ).one_or_none()
    return None if row is None else MeetingNamed(*row)


def _of(kind: str, area: str | None) -> ColumnElement[bool]:
    return and_(roles_table.c.kind == kind, roles_table.c.area.is_not_distinct_from(area))


def _read(tx: Transaction, query: Select[Any]) -> tuple[Term, ...]:
    return tuple(Term(*row) for row in tx.connection.execute(query))
