"""The facts of which people are reminded, read from the tables: several of a kind at once, in a few statements.

What a fact means for its reminders is `flows.reminder_facts`'s to say; here it is only found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from flows.reminder_facts import (
    Fact,
    MeetingAhead,
    MeetingReport,
    NextMeeting,
    People,
    PlanReview,
    Progress,
    Reminded,
    ReportDue,
    TermEnd,
    Unfinished,
)
from flows.reminders import ADVISORY
from storage.homes import zones_of
from storage.meeting_tables import attendances, meetings
from storage.plan_tables import plan_publications
from storage.reminder_tables import reminder_wishes
from storage.report_tables import area_reports, progress_notes, reporting_cycles
from storage.tables import areas, chats, drafts, persons, roles

if TYPE_CHECKING:
    from storage.transaction import Transaction

Since: TypeAlias = "tuple[tuple[int, datetime | None], ...]"
"""People, each with the moment since which a fact concerns them."""
Facts: TypeAlias = Mapping[str, Fact]

_SENT: Final = ("submitted", "published")
_ADVISERS: Final = ("adviser", "chair")


def reminder_fact(tx: Transaction, kind: str, subject: str, at: datetime) -> Fact | None:
    """One fact as it is at a moment; `None` where it is gone. Raises `KeyError` for a kind that there is not."""
    return facts_of(tx, kind, (subject,), at).get(subject)


def facts_of(tx: Transaction, kind: str, subjects: Collection[str], at: datetime) -> Facts:
    """Facts of a kind by subject, as they are at a moment; those that are gone are left out."""
    return _LOADERS[kind](tx, subjects, at)


# -- meetings ---------------------------------------------------------------------------------------------------------


def _meetings_ahead(tx: Transaction, subjects: Collection[str], at: datetime) -> Facts:
    numbers = _numbers(subjects)
    found = tx.connection.execute(
        select(
            meetings.c.id,
            meetings.c.starts_at,
            meetings.c.sequence,
            meetings.c.made_at,
            meetings.c.changed_at,
            meetings.c.state,
        ).where(meetings.c.id.in_(numbers))
    ).all()
    invited = tx.connection.execute(
        select(attendances.c.meeting_id, attendances.c.person_id, attendances.c.invited_at)
        .where(attendances.c.meeting_id.in_(numbers), attendances.c.answer != "no")
        .order_by(attendances.c.id)
    ).all()
    crowd = _Crowd(tx, "meeting", {row.person_id for row in invited}, at)
    return {
        str(row.id): MeetingAhead(
            meeting_id=row.id,
            starts_at=row.starts_at,
            # Whatever is changed of a meeting after it was announced is told to everybody at once.
            told_at=row.changed_at if row.sequence else row.made_at,
            is_planned=row.state == "planned",
            attending=crowd.people(
                str(row.id), ((one.person_id, one.invited_at) for one in invited if one.meeting_id == row.id)
            ),
        )
        for row in found
    }


def _meeting_reports(tx: Transaction, subjects: Collection[str], at: datetime) -> Facts:
    found = tx.connection.execute(
        select(
            meetings.c.id,
            meetings.c.area,
            meetings.c.starts_at,
            meetings.c.minutes,
            meetings.c.state,
            meetings.c.report_at,
        ).where(meetings.c.id.in_(_numbers(subjects)))
    ).all()
    desk = _Desk(tx, "meeting report", {row.area for row in found if row.area is not None}, at)
    return {
        (subject := str(row.id)): MeetingReport(
            meeting_id=row.id,
            ends_at=row.starts_at + timedelta(minutes=row.minutes),
            is_planned=row.state == "planned",
            is_there=row.report_at is not None,
            convening=desk.convening(subject, row.area),
            secretariat=desk.secretariat(subject),
        )
        for row in found
    }


def _next_meetings(tx: Transaction, subjects: Collection[str], at: datetime) -> Facts:
    known = set(
        tx.connection.execute(select(areas.c.key).where(areas.c.key.in_(tuple(subjects)), areas.c.open)).scalars()
    )
    desk = _Desk(tx, "gathering", known, at)
    return {
        subject: NextMeeting(
            area=subject,
            since=_last_held(tx, subject, at) or _first_led(tx, subject, at),
            planned_for=_next_planned(tx, subject, at),
            convening=desk.convening(subject, None if subject == ADVISORY else subject),
            secretariat=desk.secretariat(subject),
        )
        for subject in subjects
        if subject == ADVISORY or subject in known
    }


def _last_held(tx: Transaction, area: str, at: datetime) -> datetime | None:
    return tx.connection.execute(
        select(meetings.c.starts_at)
        .where(_of_body(area), meetings.c.starts_at <= at, meetings.c.state == "planned")
        .order_by(meetings.c.starts_at.desc())
        .limit(1)
    ).scalar_one_or_none()


def _next_planned(tx: Transaction, area: str, at: datetime) -> datetime | None:
    return tx.connection.execute(
        select(meetings.c.starts_at)
        .where(_of_body(area), meetings.c.starts_at > at, meetings.c.state == "planned")
        .order_by(meetings.c.starts_at)
        .limit(1)
    ).scalar_one_or_none()


def _of_body(area: str) -> ColumnElement[bool]:
    return meetings.c.area.is_(None) if area == ADVISORY else meetings.c.area == area


def _first_led(tx: Transaction, area: str, at: datetime) -> datetime | None:
    """Since when an area has had a lead, or the Advisory Group members: a body that has never met has a year too."""
    theirs = roles.c.kind.in_(_ADVISERS) if area == ADVISORY else and_(roles.c.kind == "lead", roles.c.area == area)
    found: datetime | None = tx.connection.execute(
        select(func.min(roles.c.since, type_=roles.c.since.type)).where(theirs, _in_force(at))
    ).scalar_one()
    return found


# -- reports, terms ---------------------------------------------------------------------------------------------------


def _reports_due(tx: Transaction, subjects: Collection[str], at: datetime) -> Facts:
    wanted = {subject: subject.partition(".")[::2] for subject in subjects}
    cycles = {
        row.id: row
        for row in tx.connection.execute(
            select(
                reporting_cycles.c.id,
                reporting_cycles.c.due_on,
                func.coalesce(reporting_cycles.c.due_set_at, reporting_cycles.c.changed_at).label("set_at"),
                reporting_cycles.c.closed_at,
            ).where(reporting_cycles.c.id.in_(_numbers(cycle for cycle, _ in wanted.values())))
        )
    }
    known = set(
        tx.connection.execute(
            select(areas.c.key).where(areas.c.key.in_({area for _, area in wanted.values()}), areas.c.open)
        ).scalars()
    )
    begun = {
        (row.cycle_id, row.area): row
        for row in tx.connection.execute(
            select(
                area_reports.c.cycle_id, area_reports.c.area, area_reports.c.state, area_reports.c.returned_at
            ).where(area_reports.c.cycle_id.in_(tuple(cycles)), area_reports.c.area.in_(known))
        )
    }
    desk = _Desk(tx, "report", known, at)
    facts: dict[str, Fact] = {}
    for subject, (number, area) in wanted.items():
        cycle = cycles.get(int(number)) if number.isdecimal() else None
        if cycle is None or area not in known:
            continue
        report = begun.get((cycle.id, area))
        returned_at = None if report is None else report.returned_at
        facts[subject] = ReportDue(
            cycle_id=cycle.id,
            area=area,
            due_on=None if cycle.due_on is None or cycle.closed_at is not None else date.fromisoformat(cycle.due_on),
            set_at=cycle.set_at if returned_at is None else max(cycle.set_at, returned_at),
            is_there=report is not None and report.state in _SENT,
            leads=desk.convening(subject, area),
            secretariat=desk.secretariat(subject),
        )
    return facts


def _term_ends(tx: Transaction, subjects: Collection[str], at: datetime) -> Facts:
    later = roles.alias("later")
    beyond = exists().where(
        later.c.kind == roles.c.kind,
        later.c.area.is_not_distinct_from(roles.c.area),
        later.c.id != roles.c.id,
        or_(later.c.until.is_(None), later.c.until > roles.c.until),
    )
    goes_on = beyond.where(later.c.person_id == roles.c.person_id)
    is_followed = beyond.where(later.c.person_id != roles.c.person_id, later.c.since == roles.c.until)
    found = tx.connection.execute(
        select(
            roles.c.id,
            roles.c.person_id,
            roles.c.since,
            roles.c.until,
            goes_on.label("goes_on"),
            is_followed.label("is_followed"),
        ).where(roles.c.id.in_(_numbers(subjects)))
    ).all()
    desk = _Desk(tx, "term", (), at, others={row.person_id for row in found})
    return {
        (subject := str(row.id)): TermEnd(
            role_id=row.id,
            since=row.since,
            until=row.until,
            goes_on=row.goes_on,
            holder=desk.crowd.people(subject, ((row.person_id, row.since),)),
            secretariat=desk.secretariat(subject),
            is_followed=row.is_followed,
        )
        for row in found
    }


# -- letters, plans, progress -----------------------------------------------------------------------------------------


def _unfinished(tx: Transaction, subjects: Collection[str], at: datetime) -> Facts:
    found = tx.connection.execute(
        select(
            drafts.c.id, drafts.c.person_id, drafts.c.flow, drafts.c.subject, drafts.c.state, drafts.c.changed_at
        ).where(drafts.c.id.in_(_numbers(subjects)))
    ).all()
    plans = {row.subject for row in found if row.person_id is None}
    owners = {row.person_id for row in found if row.person_id is not None}
    desk = _Desk(tx, "unfinished", plans, at, others=owners)
    return {
        (subject := str(row.id)): Unfinished(
            draft_id=row.id,
            changed_at=row.changed_at,
            is_open=row.state == "open",
            is_lasting=row.person_id is None,
            writing=desk.convening(subject, row.subject)
            if row.person_id is None
            else desk.crowd.people(subject, ((row.person_id, None),)),
        )
        for row in found
        if row.flow == ("plan" if row.person_id is None else "letter")
    }


def _plan_reviews(tx: Transaction, subjects: Collection[str], at: datetime) -> Facts:
    published: dict[str, datetime] = dict(
        tuple(row)
        for row in tx.connection.execute(
            select(plan_publications.c.area, func.max(plan_publications.c.published_at, type_=roles.c.since.type))
            .join_from(plan_publications, areas, areas.c.key == plan_publications.c.area)
            .where(plan_publications.c.area.in_(tuple(subjects)), areas.c.open)
            .group_by(plan_publications.c.area)
        )
    )
    desk = _Desk(tx, "review", published, at)
    return {
        area: PlanReview(
            area=area,
            published_at=when,
            leads=desk.convening(area, area),
            secretariat=desk.secretariat(area),
        )
        for area, when in published.items()
    }


def _progress(tx: Transaction, subjects: Collection[str], at: datetime) -> Facts:
    wanted = {subject: subject.rpartition(".")[::2] for subject in subjects}
    people = _numbers(person for _, person in wanted.values())
    within = {area for area, _ in wanted.values()}
    agreed = {
        (row.subject, row.person_id): row.at
        for row in tx.connection.execute(
            select(reminder_wishes.c.subject, reminder_wishes.c.person_id, reminder_wishes.c.at).where(
                reminder_wishes.c.person_id.in_(people),
                reminder_wishes.c.kind == "progress",
                reminder_wishes.c.wish == "agreed",
            )
        )
    }
    told = {
        (area, person): at
        for area, person, at in tx.connection.execute(
            select(
                progress_notes.c.area,
                progress_notes.c.person_id,
                func.max(progress_notes.c.at, type_=progress_notes.c.at.type),
            )
            .where(progress_notes.c.person_id.in_(people), progress_notes.c.area.in_(within))
            .group_by(progress_notes.c.area, progress_notes.c.person_id)
        )
    }
    crowd = _Crowd(tx, "progress", people, at)
    facts: dict[str, Fact] = {}
    for subject, (area, person) in wanted.items():
        if not person.isdecimal() or not crowd.knows(int(person)):
            continue
        who = area, int(person)
        since = agreed.get(who)
        facts[subject] = Progress(
            area=area,
            person_id=int(person),
            since=None if since is None else max(since, told.get(who, since)),
            partner=crowd.people(subject, ((int(person), since),)),
        )
    return facts


_LOADERS: Final[Mapping[str, Callable[[Transaction, Collection[str], datetime], Facts]]] = {
    "meeting": _meetings_ahead,
    "meeting report": _meeting_reports,
    "report": _reports_due,
    "term": _term_ends,
    "gathering": _next_meetings,
    "unfinished": _unfinished,
    "review": _plan_reviews,
    "progress": _progress,
}
"""How the facts of each kind are found."""


# -- people -----------------------------------------------------------------------------------------------------------


class _Crowd:
    """Some people, with where they live, whether they can be reached, and what they want of one kind of reminder."""

    def __init__(self, tx: Transaction, kind: str, who: Collection[int], at: datetime) -> None:
        wanted = sorted(who)
        reachable = exists().where(chats.c.person_id == persons.c.id, chats.c.blocked_at.is_(None))
        self._zones = zones_of(tx, wanted, at)
        self._reachable: dict[int, bool] = dict(
            tuple(row) for row in tx.connection.execute(select(persons.c.id, reachable).where(persons.c.id.in_(wanted)))
        )
        self._wishes: dict[tuple[int, str], Any] = {
            (row.person_id, row.subject): row
            for row in tx.connection.execute(
                select(
                    reminder_wishes.c.person_id, reminder_wishes.c.subject, reminder_wishes.c.wish, reminder_wishes.c.at
                ).where(reminder_wishes.c.person_id.in_(wanted), reminder_wishes.c.kind == kind)
            )
        }

    def knows(self, person_id: int) -> bool:
        """Whether there is such a person."""
        return person_id in self._zones

    def people(self, subject: str, who: Iterable[tuple[int, datetime | None]]) -> People:
        """Those of them whom a fact concerns, each with the moment since which it does."""
        return tuple(self._one(subject, person_id, since) for person_id, since in who if self.knows(person_id))

    def _one(self, subject: str, person_id: int, since: datetime | None) -> Reminded:
        of_kind = self._wishes.get((person_id, ""))
        of_this = self._wishes.get((person_id, subject))
        return Reminded(
            person_id,
            self._zones[person_id],
            since=since,
            stopped=any(wish is not None and wish.wish == "stopped" for wish in (of_kind, of_this)),
            done_at=of_this.at if of_this is not None and of_this.wish == "done" else None,
            reachable=self._reachable[person_id],
        )


class _Desk:
    """Who leads some areas, and the secretariat, which convenes the Advisory Group (G3(e))."""

    def __init__(
        self, tx: Transaction, kind: str, areas: Collection[str], at: datetime, *, others: Collection[int] = ()
    ) -> None:
        found = tx.connection.execute(
            select(roles.c.kind, roles.c.area, roles.c.person_id, roles.c.since)
            .where(roles.c.kind.in_(("secretariat", "lead")), _in_force(at))
            .where(or_(roles.c.kind == "secretariat", roles.c.area.in_(tuple(areas))))
            .order_by(roles.c.id)
        ).all()
        self._officers: Since = tuple((row.person_id, row.since) for row in found if row.kind == "secretariat")
        self._leads: dict[str, Since] = {
            area: tuple((row.person_id, row.since) for row in found if row.kind == "lead" and row.area == area)
            for area in areas
        }
        self.crowd = _Crowd(tx, kind, {row.person_id for row in found} | set(others), at)

    def convening(self, subject: str, area: str | None) -> People:
        """The leads of an area; without an area, who convenes the Advisory Group."""
        return self.crowd.people(subject, self._officers if area is None else self._leads.get(area, ()))

    def secretariat(self, subject: str) -> People:
        """The members of the secretariat."""
        return self.crowd.people(subject, self._officers)


def _in_force(at: datetime) -> ColumnElement[bool]:
    return and_(roles.c.since <= at, or_(roles.c.until.is_(None), roles.c.until > at))


def _numbers(subjects: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({int(subject) for subject in subjects if subject.isdecimal()}))
