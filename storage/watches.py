"""Which facts have to be looked at, and when: kept beside the facts, so that a tick costs what is due and no more.

Whoever changes a fact has it looked at in the same transaction, and so does whoever changes whom it concerns: a role
that begins or ends, a person who moves to another time zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, bindparam, case, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from flows.reminders import ADVISORY
from storage.meeting_tables import attendances, meetings
from storage.prepared import Prepared
from storage.reminder_tables import reminder_wishes, watches
from storage.report_tables import reporting_cycles
from storage.tables import drafts, roles

if TYPE_CHECKING:
    from storage.transaction import Transaction

FINISHED_BY_SENDING: Final = ("letter", "plan")
"""Flows whose drafts people are reminded of."""
_OPENED: Final = timedelta(days=1)
_OF_THE_SECRETARIAT: Final = ("meeting report", "report", "term", "gathering", "review")

_by = upsert(watches).values(kind=bindparam("of_kind"), subject=bindparam("about"), next_at=bindparam("moment"))
_watch_by = Prepared(
    _by.on_conflict_do_update(
        index_elements=["kind", "subject"],
        set_={
            "next_at": case(
                (watches.c.next_at < _by.excluded.next_at, watches.c.next_at),
                else_=_by.excluded.next_at,
            )
        },
    )
)
_watch = Prepared(_by.on_conflict_do_update(index_elements=["kind", "subject"], set_={"next_at": _by.excluded.next_at}))
_held = Prepared(
    select(roles.c.id, roles.c.kind, roles.c.area).where(
        roles.c.person_id == bindparam("person"), or_(roles.c.until.is_(None), roles.c.until > bindparam("moment"))
    )
)
_invited = Prepared(
    select(meetings.c.id)
    .join_from(attendances, meetings, meetings.c.id == attendances.c.meeting_id)
    .where(attendances.c.person_id == bindparam("person"), meetings.c.starts_at > bindparam("moment"))
)
_begun = Prepared(
    select(drafts.c.id).where(
        drafts.c.person_id == bindparam("person"), drafts.c.flow == "letter", drafts.c.state == "open"
    )
)
_agreed = Prepared(
    select(reminder_wishes.c.subject).where(
        reminder_wishes.c.person_id == bindparam("person"),
        reminder_wishes.c.kind == "progress",
        reminder_wishes.c.subject != "",
    )
)


def watch(tx: Transaction, kind: str, subject: str, at: datetime) -> None:
    """Have a fact looked at from a moment on, whatever was set before: at once, for whoever has changed it."""
    _watch_all(tx, kind, (subject,), at)


def watch_by(tx: Transaction, kind: str, subject: str, at: datetime) -> None:
    """Have a fact looked at by a moment, or earlier where it is to be anyway."""
    _watch_by.run(tx, {"of_kind": kind, "about": subject, "moment": at})


def watch_draft(tx: Transaction, draft_id: int, flow: str, at: datetime) -> None:
    """A draft was opened to be written in: have it looked at a day later, when it is known what came of it.

    So no answer needs to set anything: whoever looks goes by the last change.
    """
    if flow in FINISHED_BY_SENDING:
        watch_by(tx, "unfinished", str(draft_id), at + _OPENED)


def watch_person(tx: Transaction, person_id: int, at: datetime) -> None:
    """Have everything looked at of which somebody may be reminded: they have moved, or can be reached no longer."""
    whose = {"person": person_id}
    from_now = {**whose, "moment": at}
    for role_id, kind, area in _held.rows(tx, from_now):
        watch_role(tx, role_id, kind, area, at)
    _watch_all(tx, "meeting", (str(meeting) for (meeting,) in _invited.rows(tx, from_now)), at)
    _watch_all(tx, "unfinished", (str(draft) for (draft,) in _begun.rows(tx, whose)), at)
    _watch_all(tx, "progress", (f"{area}.{person_id}" for (area,) in _agreed.rows(tx, whose)), at)


def watch_role(tx: Transaction, role_id: int, kind: str, area: str | None, at: datetime) -> None:
    """A role has begun or ended, or its holder is elsewhere: have all looked at of which its holder is reminded."""
    watch(tx, "term", str(role_id), at)
    if kind == "secretariat":
        _look_at_all(tx, _OF_THE_SECRETARIAT, at)
    elif kind == "lead" and area is not None:
        watch_area(tx, area, at)
    elif kind in ("adviser", "chair"):
        watch(tx, "gathering", ADVISORY, at)


def watch_area(tx: Transaction, area: str, at: datetime) -> None:
    """Have everything looked at of which the leads of an area are reminded."""
    watch(tx, "gathering", area, at)
    watch(tx, "review", area, at)
    cycles = tx.connection.execute(select(reporting_cycles.c.id).where(reporting_cycles.c.closed_at.is_(None)))
    _watch_all(tx, "report", (f"{cycle}.{area}" for cycle in cycles.scalars()), at)
    unreported = and_(meetings.c.area == area, meetings.c.state == "planned", meetings.c.report_at.is_(None))
    _watch_all(
        tx, "meeting report", map(str, tx.connection.execute(select(meetings.c.id).where(unreported)).scalars()), at
    )
    plan = select(drafts.c.id).where(drafts.c.person_id.is_(None), drafts.c.flow == "plan", drafts.c.subject == area)
    _watch_all(tx, "unfinished", map(str, tx.connection.execute(plan).scalars()), at)


def watch_kind(tx: Transaction, kind: str, at: datetime) -> None:
    """Have all facts of a kind looked at: its rule is another one now."""
    _look_at_all(tx, (kind,), at)


def _look_at_all(tx: Transaction, kinds: Iterable[str], at: datetime) -> None:
    tx.connection.execute(update(watches).where(watches.c.kind.in_(tuple(kinds))).values(next_at=at))


def _watch_all(tx: Transaction, kind: str, subjects: Iterable[str], at: datetime) -> None:
    for subject in sorted(set(subjects)):
        _watch.run(tx, {"of_kind": kind, "about": subject, "moment": at})
