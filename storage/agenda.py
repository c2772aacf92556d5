"""The dates of the Partnership, and those of one person, as facts: what they mean at a moment `flows.agenda` says.

What reminders know of a fact is asked of them, so that nobody is told one thing by a reminder and another by a list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, and_, false, or_, select

from flows.agenda import Fact, GatheringFact, LeadlessFact, MeetingFact, ReportFact, ReviewFact, TermFact
from flows.reminder_facts import NextMeeting, PlanReview, TermEnd
from storage.areas import areas as all_areas
from storage.desk_tables import partner_areas
from storage.meeting_records import Meeting
from storage.meeting_tables import attendances, meetings
from storage.meetings import ADVISORY, MEETING, read_meeting
from storage.people import called
from storage.reminder_facts import facts_of
from storage.report_records import AreaReport, Cycle
from storage.reports import cycles, reports_of_cycle
from storage.roles import in_force
from storage.tables import partners, persons
from storage.tables import roles as roles_table
from storage.terms import areas_without_lead

if TYPE_CHECKING:
    from storage.transaction import Transaction

TERMS: Final = ("lead", "chair")
"""Roles that are held for a term (Framework G3(d), G4.b(6))."""
ADVISERS: Final = ("adviser", "chair", "secretariat")
"""Who belongs to the Advisory Group, or convenes it."""


def agenda_facts(tx: Transaction, at: datetime, since: datetime, until: datetime) -> tuple[Fact, ...]:
    """The facts of the whole Partnership: meetings and terms of a time, reports of that time and those still owed, and
    what is to be done at the moment `at` at any time."""
    open_areas = [area.key for area in all_areas(tx) if area.open]
    held_without_report = and_(meetings.c.starts_at <= at, meetings.c.report_at.is_(None))
    in_time = and_(meetings.c.starts_at >= since, meetings.c.starts_at < until)
    planned = and_(meetings.c.state == "planned", or_(in_time, held_without_report))
    return (
        *(meeting_fact(one) for one in _meetings(tx, planned)),
        *_reports(tx, open_areas),
        *_terms(tx, and_(roles_table.c.until >= since, roles_table.c.until < until), at),
        *_gatherings(tx, (ADVISORY, *open_areas), at),
        *_reviews(tx, open_areas, at),
        *(LeadlessFact(area=area.key) for area in areas_without_lead(tx, at)),
    )


def calendar_facts(
    tx: Transaction, person_id: int, at: datetime, since: datetime, *, cancelled: bool = False
) -> tuple[Fact, ...]:
    """The facts that concern one person from a moment on: the meetings that they are invited to and those of the bodies
    that they belong to, the reports, meetings and reviews that are theirs to see to, and the ends of their terms.

    Where people meet and what they follow to get there is told of the meetings that they are invited to or convene.
    With `cancelled` the meetings that were cancelled are among them.
    """
    held = _held(tx, person_id, at)
    led = {area for kind, area in held if kind == "lead" and area is not None}
    in_group = any(kind in ADVISERS for kind, _ in held)
    convenes = led | ({None} if any(kind == "secretariat" for kind, _ in held) else set())
    gathers = sorted(led) + ([ADVISORY] if None in convenes else [])
    return (
        *_own_meetings(tx, person_id, led, convenes, since, in_group=in_group, cancelled=cancelled),
        *_reports(tx, led),
        *_terms(tx, and_(roles_table.c.person_id == person_id, roles_table.c.until > at), at, own=True),
        *_gatherings(tx, gathers, at),
        *_reviews(tx, sorted(led), at),
    )


def public_facts(tx: Transaction, since: datetime) -> tuple[Fact, ...]:
    """What everyone may know: the dates of meetings from a moment on, with their titles and forms, those cancelled too;
    and when reports are due. Nobody is named, and how to take part is told to those who are invited."""
    open_areas = [area.key for area in all_areas(tx) if area.open]
    return (
        *(meeting_fact(one, reached=False) for one in _meetings(tx, meetings.c.starts_at >= since)),
        *_reports(tx, open_areas),
    )


# -- meetings ---------------------------------------------------------------------------------------------------------


def _own_meetings(
    tx: Transaction,
    person_id: int,
    led: Collection[str],
    convenes: Collection[str | None],
    since: datetime,
    *,
    in_group: bool,
    cancelled: bool,
) -> Iterator[MeetingFact]:
    asked = (
        select(attendances.c.meeting_id, attendances.c.answer)
        .join_from(attendances, meetings, meetings.c.id == attendances.c.meeting_id)
        .where(attendances.c.person_id == person_id, meetings.c.starts_at >= since)
    )
    invited = {row.meeting_id: row.answer for row in tx.connection.execute(asked)}
    takes_part = (
        select(partner_areas.c.area)
        .join_from(partner_areas, partners, partners.c.id == partner_areas.c.partner_id)
        .where(partners.c.person_id == person_id)
    )
    theirs = or_(
        meetings.c.id.in_(invited),
        meetings.c.area.in_(led),
        meetings.c.area.in_(takes_part),
        meetings.c.area.is_(None) if in_group else false(),
    )
    states = ("planned", "cancelled") if cancelled else ("planned",)
    for one in _meetings(tx, and_(meetings.c.starts_at >= since, meetings.c.state.in_(states), theirs)):
        is_invited = one.id in invited
        reached = is_invited or one.area in convenes
        yield meeting_fact(one, reached=reached, invited=is_invited, answer=invited.get(one.id, ""))


def _meetings(tx: Transaction, which: ColumnElement[bool]) -> Iterator[Meeting]:
    rows = tx.connection.execute(select(*MEETING).where(which).order_by(meetings.c.starts_at, meetings.c.id))
    return map(read_meeting, rows.all())


def meeting_fact(one: Meeting, *, reached: bool = True, invited: bool = False, answer: str = "") -> MeetingFact:
    """A meeting as a fact for a reader: whether they are invited and what they answered; who is not `reached` by what
    is told of it is not told where it is and what is talked about."""
    return MeetingFact(
        id=one.id,
        uid=one.uid,
        area=one.area,
        kind=one.kind,
        title=one.title,
        language=one.language,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        zone=one.zone,
        form=one.form,
        place=one.place if reached else "",
        link=one.link if reached else "",
        agenda=one.agenda if reached else "",
        because=one.because if reached else "",
        is_planned=one.is_planned,
        sequence=one.sequence,
        changed_at=one.changed_at,
        report_at=one.report_at,
        invited=invited,
        answer=answer,
    )


# -- reports, terms, and what is to be done once a year ---------------------------------------------------------------


def _reports(tx: Transaction, areas: Collection[str]) -> Iterator[ReportFact]:
    if not areas:
        return
    for cycle in cycles(tx):
        if cycle.is_open:
            begun = reports_of_cycle(tx, cycle.id)
            for area in areas:
                yield _report(cycle, area, begun.get(area))


def _report(cycle: Cycle, area: str, begun: AreaReport | None) -> ReportFact:
    return ReportFact(
        cycle_id=cycle.id,
        area=area,
        period_from=cycle.period_from,
        period_until=cycle.period_until,
        due_on=None if cycle.due_on is None else date.fromisoformat(cycle.due_on),
        state="" if begun is None else begun.state,
        sequence=cycle.revision,
        changed_at=cycle.changed_at,
    )


def _terms(tx: Transaction, which: ColumnElement[bool], at: datetime, *, own: bool = False) -> Iterator[TermFact]:
    rows = tx.connection.execute(
        select(
            roles_table.c.id,
            called().label("name"),
            roles_table.c.kind,
            roles_table.c.area,
            roles_table.c.since,
            roles_table.c.until,
        )
        .join_from(roles_table, persons, persons.c.id == roles_table.c.person_id)
        .where(roles_table.c.kind.in_(TERMS), which)
        .order_by(roles_table.c.until, roles_table.c.id)
    ).all()
    known = facts_of(tx, "term", [str(row.id) for row in rows], at)
    for row in rows:
        fact = known.get(str(row.id))
        if isinstance(fact, TermEnd) and not fact.goes_on:
            yield TermFact(
                role_id=row.id,
                name=row.name,
                kind=row.kind,
                area=row.area,
                since=row.since,
                until=row.until,
                own=own,
            )


def _gatherings(tx: Transaction, bodies: Iterable[str], at: datetime) -> Iterator[GatheringFact]:
    for fact in facts_of(tx, "gathering", tuple(bodies), at).values():
        if isinstance(fact, NextMeeting) and fact.since is not None:
            area = None if fact.area == ADVISORY else fact.area
            yield GatheringFact(area=area, since=fact.since, planned_for=fact.planned_for)


def _reviews(tx: Transaction, areas: Collection[str], at: datetime) -> Iterator[ReviewFact]:
    for fact in facts_of(tx, "review", areas, at).values():
        if isinstance(fact, PlanReview) and fact.published_at is not None:
            yield ReviewFact(area=fact.area, published_at=fact.published_at)


def _held(tx: Transaction, person_id: int, at: datetime) -> tuple[tuple[str, str | None], ...]:
    query = select(roles_table.c.kind, roles_table.c.area).where(roles_table.c.person_id == person_id, in_force(at))
    rows = tx.connection.execute(query.order_by(roles_table.c.id))
    return tuple((row.kind, row.area) for row in rows)
