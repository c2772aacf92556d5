"""Who is invited to a meeting: its audiences, as they are now, and the attendance that follows them.

The Advisory Group: its members and its chair (Framework G3(b), G3(d)), and observers (G4.a(4)). An area: its partners
with those who lead it, who convene and chair (G3(f)(1)), and observers to whom no partner has objected (G4.b(4)).
Roles begin and end, and partners join, while a meeting is planned. Whoever changes one of them has the meetings
concerned looked at again (`look_at_audiences`); what then follows is `renew_invitations`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once

from storage.desk_tables import partner_areas
from storage.meeting_records import CONVENER, MEMBER, OBSERVER, PARTNER, YES, Meeting, Renewed
from storage.meeting_tables import attendances, meetings, observer_proposals
from storage.tables import partners, roles
from storage.watches import watch

if TYPE_CHECKING:
    from storage.transaction import Transaction

AUDIENCE: Final = "audience"
"""The kind of watch that has a meeting's audiences looked at again; its subject is the meeting."""
OF_THE_GROUP: Final = ("adviser", "chair", "observer", "secretariat")
"""Roles that make somebody invited to meetings of the Advisory Group, or let them convene one."""


def look_at_audiences(tx: Transaction, bodies: Iterable[str | None], at: datetime) -> None:
    """Have the audiences of meetings to come looked at: those of some areas (`None`: of the Advisory Group)."""
    wanted = set(bodies)
    areas = sorted(body for body in wanted if body is not None)
    either = [meetings.c.area.in_(areas)] if areas else []
    if None in wanted:
        either.append(meetings.c.area.is_(None))
    if not either:
        return
    coming = and_(meetings.c.state == "planned", meetings.c.starts_at > at)
    found = tx.connection.execute(select(meetings.c.id).where(coming, or_(*either)).order_by(meetings.c.id))
    for meeting_id in found.scalars().all():
        watch(tx, AUDIENCE, str(meeting_id), at)


def role_changed(tx: Transaction, kind: str, area: str | None, at: datetime) -> None:
    """Somebody has taken a role, or ended it: look at the meetings to which it invites."""
    if kind in OF_THE_GROUP:
        look_at_audiences(tx, (None,), at)
    elif kind == "lead":
        look_at_audiences(tx, (area,), at)


def renew_invitations(tx: Transaction, meeting: Meeting, at: datetime) -> Renewed:
    """Let the attendance of a meeting follow its audiences, and return who is newly invited and who is no more.

    A meeting that has begun, or was cancelled, stays as it is. Has it looked at again when the next term of those
    whom it concerns begins or ends before it does.
    """
    if not meeting.is_planned or meeting.starts_at <= at:
        return Renewed()
    wanted = _wanted(tx, meeting, at)
    this = attendances.c.meeting_id == meeting.id
    rows = tx.connection.execute(select(attendances.c.person_id, attendances.c.capacity).where(this))
    there: dict[int, str] = {row.person_id: row.capacity for row in rows}
    new = []
    for person_id, capacity in wanted.items():
        if person_id not in there and _invite(tx, meeting, person_id, capacity, at):
            new.append(person_id)
        elif there.get(person_id, capacity) != capacity:
            his = and_(this, attendances.c.person_id == person_id)
            tx.connection.execute(update(attendances).where(his).values(capacity=capacity))
    gone = sorted(there.keys() - wanted.keys())
    dropped = tx.connection.execute(
        delete(attendances).where(this, attendances.c.person_id.in_(gone)).returning(attendances.c.person_id)
    )
    turn = _next_turn(tx, meeting, at)
    if turn is not None:
        watch(tx, AUDIENCE, str(meeting.id), turn)
    return Renewed(tuple(new), tuple(sorted(dropped.scalars())))


def audience_of(tx: Transaction, meeting: Meeting, at: datetime) -> tuple[int, ...]:
    """Who belongs to a meeting's audiences at a moment, by their numbers."""
    return tuple(sorted(_wanted(tx, meeting, at)))


def body_members(tx: Transaction, area: str | None, at: datetime) -> tuple[int, ...]:
    """Who acts by consensus, by their numbers: the members and the chair of the Advisory Group (`area` is `None`;
    Framework G4.a(3)), or the partners of an area with those who lead it (G4.b(3))."""
    if area is None:
        return tuple(sorted(set(_holding(tx, at, "adviser", "chair"))))
    return tuple(sorted({*_partners(tx, area), *_holding(tx, at, "lead", area=area)}))


def _invite(tx: Transaction, meeting: Meeting, person_id: int, capacity: str, at: datetime) -> bool:
    """Whether somebody is invited by this, and was not before. Who convenes counts as coming."""
    comes = person_id == meeting.convened_by
    invited = tx.connection.execute(
        insert_once(attendances)
        .values(
            meeting_id=meeting.id,
            person_id=person_id,
            capacity=capacity,
            invited_at=at,
            answer=YES if comes else "",
            answered_at=at if comes else None,
            travel_support=False,
        )
        .on_conflict_do_nothing(index_elements=["meeting_id", "person_id"])
    )
    return invited.rowcount == 1


def _wanted(tx: Transaction, meeting: Meeting, at: datetime) -> Mapping[int, str]:
    """Who is to be invited, and as what; who is so in several ways is named by the first."""
    found: dict[int, str] = {}

    def add(people: Iterable[int], capacity: str) -> None:
        for person_id in people:
            found.setdefault(person_id, capacity)

    if meeting.convened_by in _holding(tx, at, "secretariat"):
        add([meeting.convened_by], CONVENER)
    if meeting.area is not None:
        add(_holding(tx, at, "lead", area=meeting.area), CONVENER)
    if "members" in meeting.invited:
        add(_holding(tx, at, "adviser", "chair"), MEMBER)
    if "partners" in meeting.invited and meeting.area is not None:
        add(_partners(tx, meeting.area), PARTNER)
    if "observers" in meeting.invited and meeting.area is None:
        add(_holding(tx, at, "observer"), OBSERVER)
    add(_observers(tx, meeting.id), OBSERVER)
    return found


def _holding(tx: Transaction, at: datetime, *kinds: str, area: str | None = None) -> tuple[int, ...]:
    query = select(roles.c.person_id).where(roles.c.kind.in_(kinds), _in_force(at)).order_by(roles.c.id)
    if area is not None:
        query = query.where(roles.c.area == area)
    return tuple(tx.connection.execute(query).scalars())


def _partners(tx: Transaction, area: str) -> tuple[int, ...]:
    """The people behind the registered partners of an area; who asked to be forgotten is not among them."""
    query = (
        select(partners.c.person_id)
        .join_from(partners, partner_areas, partner_areas.c.partner_id == partners.c.id)
        .where(partner_areas.c.area == area, partners.c.person_id.is_not(None))
        .order_by(partners.c.id)
    )
    return tuple(tx.connection.execute(query).scalars())


def _observers(tx: Transaction, meeting_id: int) -> tuple[int, ...]:
    """Observers who were proposed for this meeting and are invited now."""
    invited = and_(
        observer_proposals.c.meeting_id == meeting_id,
        observer_proposals.c.state == "invited",
        observer_proposals.c.person_id.is_not(None),
    )
    query = select(observer_proposals.c.person_id).where(invited).order_by(observer_proposals.c.id)
    return tuple(tx.connection.execute(query).scalars())


def _next_turn(tx: Transaction, meeting: Meeting, at: datetime) -> datetime | None:
    """When the next of the terms that this meeting's invitations rest on begins or ends."""
    theirs: ColumnElement[bool] = roles.c.kind.in_(OF_THE_GROUP)
    if meeting.area is not None:
        theirs = or_(and_(roles.c.kind == "lead", roles.c.area == meeting.area), theirs)
    found = [
        tx.connection.execute(
            select(func.min(column, type_=column.type)).where(theirs, column > at, column < meeting.starts_at)
        ).scalar_one()
        for column in (roles.c.since, roles.c.until)
    ]
    return min((turn for turn in found if turn is not None), default=None)


def _in_force(at: datetime) -> ColumnElement[bool]:
    return and_(roles.c.since <= at, or_(roles.c.until.is_(None), roles.c.until > at))
