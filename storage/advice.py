"""Remarks on plans, the advice of the Advisory Group, and what was published (Framework G3(f)(2): it advises)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, delete, func, insert, select, update

from storage.audit import record
from storage.people import called
from storage.plan_records import NewPlanRemark, PlanRemark, Publication
from storage.plan_tables import plan_publications, plan_remarks
from storage.tables import areas, persons
from storage.watches import watch

if TYPE_CHECKING:
    from storage.transaction import Transaction

_REMARK = (
    plan_remarks.c.id,
    plan_remarks.c.draft_id,
    plan_remarks.c.version,
    plan_remarks.c.kind,
    plan_remarks.c.section,
    plan_remarks.c.person_id,
    plan_remarks.c.name,
    plan_remarks.c.language,
    plan_remarks.c.words,
    plan_remarks.c.at,
    plan_remarks.c.answer,
    plan_remarks.c.answer_language,
    plan_remarks.c.settled_at,
)
_PUBLICATION = (
    plan_publications.c.area,
    plan_publications.c.number,
    plan_publications.c.draft_id,
    plan_publications.c.reference,
    plan_publications.c.version,
    plan_publications.c.advised_version,
    plan_publications.c.published_at,
)


def add_plan_remark(tx: Transaction, remark: NewPlanRemark, at: datetime) -> int:
    """Keep a remark and return its identifier. "No remarks" is said once, and taken back by a remark."""
    # Advice is published with the name: one that its owner has told, not the partner's, who may not agree to that.
    known_by = called() if remark.kind == "remark" else persons.c.name
    name = tx.connection.execute(select(known_by).where(persons.c.id == remark.person_id)).scalar_one()
    theirs = and_(
        plan_remarks.c.draft_id == remark.draft_id,
        plan_remarks.c.version == remark.version,
        plan_remarks.c.person_id == remark.person_id,
        plan_remarks.c.kind == "none",
    )
    if remark.kind in ("advice", "none"):
        tx.connection.execute(delete(plan_remarks).where(theirs))
    remark_id: int = tx.connection.execute(
        insert(plan_remarks)
        .values(
            draft_id=remark.draft_id,
            version=remark.version,
            kind=remark.kind,
            section=remark.section,
            person_id=remark.person_id,
            name=name,
            language=remark.language,
            words=remark.words,
            at=at,
            answer="",
            answer_language="",
        )
        .returning(plan_remarks.c.id)
    ).scalar_one()
    details = {"section": remark.section, "kind": remark.kind, "version": remark.version}
    record(tx, f"person:{remark.person_id}", "remarked on a plan", f"draft:{remark.draft_id}", details, at)
    return remark_id


def plan_remark(tx: Transaction, remark_id: int) -> PlanRemark | None:
    """A remark by its identifier."""
    query: Select[Any] = select(*_REMARK).where(plan_remarks.c.id == remark_id)
    row = tx.connection.execute(query).one_or_none()
    return None if row is None else PlanRemark(*row)


def plan_remarks_on(
    tx: Transaction, draft_id: int, version: int | None = None, section: str | None = None
) -> tuple[PlanRemark, ...]:
    """The remarks on a plan, the oldest first: on its draft (`version` 0), on a version that was sent, or on either."""
    query: Select[Any] = select(*_REMARK).where(plan_remarks.c.draft_id == draft_id)
    if version is not None:
        query = query.where(plan_remarks.c.version == version)
    if section is not None:
        query = query.where(plan_remarks.c.section == section)
    return tuple(PlanRemark(*row) for row in tx.connection.execute(query.order_by(plan_remarks.c.id)))


def trail_of(tx: Transaction, published: Publication) -> tuple[PlanRemark, ...]:
    """All advice since the version before, as it stood when this one was published: also on drafts that were sent and
    then sent again, and what was said or answered too late for the version before."""
    earlier = tx.connection.execute(
        select(func.max(plan_publications.c.published_at)).where(
            plan_publications.c.area == published.area, plan_publications.c.number < published.number
        )
    ).scalar_one()
    until = published.published_at
    return tuple(
        one if one.settled_at is not None and one.settled_at <= until else replace(one, answer="")
        for one in plan_remarks_on(tx, published.draft_id)
        if one.version and one.at <= until and one.is_of_the_round(earlier, published.advised_version)
    )


def settle_plan_remark(
    tx: Transaction, remark_id: int, by: int, at: datetime, answer: str = "", language: str = ""
) -> bool:
    """Mark a remark as dealt with, with an answer or without one; False where there is none such."""
    values: dict[str, object] = {"settled_at": at, "answered_by": by}
    if answer:
        values |= {"answer": answer, "answer_language": language}
    settled = tx.connection.execute(
        update(plan_remarks).where(plan_remarks.c.id == remark_id).values(**values)
    ).rowcount
    if settled:
        record(tx, f"person:{by}", "dealt with a remark", f"remark:{remark_id}", {"answered": bool(answer)}, at)
    return settled > 0


def publish_plan(
    tx: Transaction,
    area: str,
    draft_id: int,
    reference: str,
    version: int,
    advised_version: int,
    by: int,
    at: datetime,
) -> Publication:
    """Publish a submission as the next version of an area's plan. Locks the area, so that no number is given twice."""
    tx.connection.execute(select(areas.c.key).where(areas.c.key == area).with_for_update()).all()
    last = tx.connection.execute(
        select(func.coalesce(func.max(plan_publications.c.number), 0)).where(plan_publications.c.area == area)
    ).scalar_one()
    published = Publication(area, last + 1, draft_id, reference, version, advised_version, at)
    tx.connection.execute(
        insert(plan_publications).values(
            area=area,
            number=published.number,
            draft_id=draft_id,
            reference=reference,
            version=version,
            advised_version=advised_version,
            person_id=by,
            published_at=at,
        )
    )
    watch(tx, "review", area, at)
    record(tx, f"person:{by}", "published a plan", f"plan:{area}", {"number": published.number}, at)
    return published


def publications(tx: Transaction, area: str | None = None) -> tuple[Publication, ...]:
    """What was published for an area, or for all, the newest version first."""
    query = select(*_PUBLICATION)
    if area is not None:
        query = query.where(plan_publications.c.area == area)
    rows = tx.connection.execute(query.order_by(plan_publications.c.area, plan_publications.c.number.desc()))
    return tuple(Publication(*row) for row in rows)
