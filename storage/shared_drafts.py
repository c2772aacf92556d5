"""Drafts that several people write: who may, who is in one now, and what each of them changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ScalarSelect, and_, bindparam, delete, func, insert, null, select
from sqlalchemy.dialects.postgresql import insert as upsert

from flows.session import Answer, Change, is_order
from storage.audit import record
from storage.desk_tables import partner_areas
from storage.people import called
from storage.plan_records import Beside, PlanDraft, Writer, WrittenChange
from storage.plan_tables import answer_changes, plan_writers
from storage.prepared import Prepared
from storage.tables import answers, areas, drafts, partners, persons, sessions

if TYPE_CHECKING:
    from storage.transaction import Transaction

ANSWER, ORDER, ASIDE = "answer", "order", "aside"
"""Kinds of change: what was written, the order of a list's items, and what was written and not taken over."""

_trace = Prepared(
    insert(answer_changes).values(
        draft_id=bindparam("draft"),
        part=bindparam("in_part"),
        path=bindparam("at_path"),
        content=bindparam("content_"),
        kind=bindparam("of_kind"),
        person_id=bindparam("person"),
        at=bindparam("moment"),
    )
)
_trace_removal = Prepared(
    insert(answer_changes).values(
        draft_id=bindparam("draft"),
        part=bindparam("in_part"),
        path=bindparam("at_path"),
        content=null(),
        kind=bindparam("of_kind"),
        person_id=bindparam("person"),
        at=bindparam("moment"),
    )
)
_who_answered = Prepared(
    select(called())
    .join_from(answers, persons, persons.c.id == answers.c.person_id)
    .where(answers.c.draft_id == bindparam("draft"), answers.c.path == bindparam("at_path"))
)
_beside = Prepared(
    select(persons.c.id, called(), sessions.c.standing, sessions.c.changed_at)
    .join_from(sessions, persons, persons.c.id == sessions.c.person_id)
    .where(
        sessions.c.draft_id == bindparam("draft"),
        sessions.c.active,
        sessions.c.person_id != bindparam("but"),
        sessions.c.changed_at > bindparam("since"),
    )
    .order_by(sessions.c.changed_at.desc(), sessions.c.id)
)


# -- changes ----------------------------------------------------------------------------------------------------------


def trace(
    tx: Transaction, draft_id: int, changes: Sequence[Change], person_id: int, at: datetime, *, aside: bool = False
) -> None:
    """Note what each of these answers became."""
    for change in changes:
        where = {
            "draft": draft_id,
            "in_part": change.path.partition(".")[0],
            "at_path": change.path,
            "person": person_id,
            "moment": at,
            "of_kind": ASIDE if aside else ORDER if is_order(change.new or change.old) else ANSWER,
        }
        if change.new is None:
            _trace_removal.run(tx, where)
        else:
            _trace.run(tx, {**where, "content_": change.new.to_plain()})


def keep_aside(tx: Transaction, draft_id: int, changes: Sequence[Change], person_id: int, at: datetime) -> None:
    """Keep what somebody wrote and what was not taken over, so that it can be brought back."""
    trace(tx, draft_id, changes, person_id, at, aside=True)


def changes_of(
    tx: Transaction, draft_id: int, parts: Sequence[str], *, offset: int = 0, limit: int = 8
) -> tuple[tuple[WrittenChange, ...], int]:
    """Changes below these outermost keys, the newest first, and how many there are in all.

    The order of a list's items is no change to read about and is left out.
    """
    in_draft = and_(answer_changes.c.draft_id == draft_id, answer_changes.c.part.in_(parts))
    here = and_(in_draft, answer_changes.c.kind != ORDER)
    rows = tx.connection.execute(
        select(
            answer_changes.c.id,
            answer_changes.c.path,
            answer_changes.c.content,
            _before(),
            answer_changes.c.kind == ASIDE,
            called(),
            answer_changes.c.at,
        )
        .outerjoin_from(answer_changes, persons, persons.c.id == answer_changes.c.person_id)
        .where(here)
        .order_by(answer_changes.c.id.desc())
        .offset(offset)
        .limit(limit)
    )
    total = tx.connection.execute(select(func.count()).select_from(answer_changes).where(here)).scalar_one()
    return tuple(WrittenChange(*row) for row in rows), total


def _before() -> ScalarSelect[Any]:
    """What the answer of a change was before it."""
    earlier = answer_changes.alias("earlier")
    return (
        select(earlier.c.content)
        .where(
            earlier.c.draft_id == answer_changes.c.draft_id,
            earlier.c.part == answer_changes.c.part,
            earlier.c.path == answer_changes.c.path,
            earlier.c.id < answer_changes.c.id,
            earlier.c.kind != ASIDE,
        )
        .order_by(earlier.c.id.desc())
        .limit(1)
        .correlate(answer_changes)
        .scalar_subquery()
    )


def change(tx: Transaction, draft_id: int, change_id: int) -> Change | None:
    """One change of a draft: its path, and as `new` the text that it brought; of a removal the one that it took."""
    this = and_(answer_changes.c.id == change_id, answer_changes.c.draft_id == draft_id)
    row = tx.connection.execute(
        select(answer_changes.c.path, answer_changes.c.content, _before()).where(this)
    ).one_or_none()
    if row is None:
        return None
    path, content, before = row
    brought = before if content is None else content
    return Change(path, None, None if brought is None else Answer.from_plain(brought))


def last_answers(tx: Transaction, draft_id: int, inside: str) -> dict[str, Any]:
    """The newest answer that ever stood at each path beginning with `inside`, as plain data."""
    rows = tx.connection.execute(
        select(answer_changes.c.path, answer_changes.c.content)
        .where(
            answer_changes.c.draft_id == draft_id,
            answer_changes.c.part == inside.partition(".")[0],
            answer_changes.c.path.startswith(inside, autoescape=True),
            answer_changes.c.content.is_not(None),
            answer_changes.c.kind != ASIDE,
        )
        .order_by(answer_changes.c.id)
    )
    return dict(tuple(row) for row in rows)


def who_answered(tx: Transaction, draft_id: int, path: str) -> str:
    """The name of who gave the answer at a path; empty where nobody did, or it is not known."""
    rows = _who_answered.rows(tx, {"draft": draft_id, "at_path": path})
    return str(rows[0][0]) if rows else ""


# -- people -----------------------------------------------------------------------------------------------------------


def beside(tx: Transaction, draft_id: int, but: int, since: datetime) -> tuple[Beside, ...]:
    """Who else stands in a draft and has done anything there since a moment, the last one first."""
    return tuple(Beside(*row) for row in _beside.rows(tx, {"draft": draft_id, "but": but, "since": since}))


def plan_draft(tx: Transaction, flow: str, area: str, *, lock: bool = False) -> PlanDraft | None:
    """The draft of a flow that belongs to an area, if one was begun.

    With `lock` the area is locked, so that of two people who open it for the first time one begins it and the other
    finds it.
    """
    if lock:
        tx.connection.execute(select(areas.c.key).where(areas.c.key == area).with_for_update()).all()
    return _plan_draft(tx, and_(drafts.c.flow == flow, drafts.c.subject == area))


def plan_draft_by_id(tx: Transaction, draft_id: int) -> PlanDraft | None:
    """The draft of an area's plan by its identifier."""
    return _plan_draft(tx, and_(drafts.c.id == draft_id, drafts.c.person_id.is_(None)))


def _plan_draft(tx: Transaction, which: Any) -> PlanDraft | None:
    row = tx.connection.execute(
        select(
            drafts.c.id,
            drafts.c.subject,
            drafts.c.state,
            drafts.c.revision,
            drafts.c.reference,
            drafts.c.version,
            drafts.c.changed_at,
        )
        .where(which)
        .order_by(drafts.c.id)
        .limit(1)
    ).one_or_none()
    return None if row is None else PlanDraft(*row)


def invite_writer(
    tx: Transaction, draft_id: int, person_id: int, sections: Sequence[str], invited_by: int, at: datetime
) -> None:
    """Let somebody write in these sections of a draft, or in all where none is named; a further call changes which."""
    row = {"draft_id": draft_id, "person_id": person_id}
    given = {"sections": list(sections), "invited_by": invited_by, "invited_at": at}
    tx.connection.execute(
        upsert(plan_writers)
        .values(**row, **given)
        .on_conflict_do_update(index_elements=["draft_id", "person_id"], set_=given)
    )
    details = {"person": person_id, "sections": list(sections)}
    record(tx, f"person:{invited_by}", "invited to write", f"draft:{draft_id}", details, at)


def end_writing(tx: Transaction, draft_id: int, person_id: int, by: int, at: datetime) -> bool:
    """Let somebody write in a draft no longer; False where they could not anyway."""
    gone = tx.connection.execute(
        delete(plan_writers).where(plan_writers.c.draft_id == draft_id, plan_writers.c.person_id == person_id)
    ).rowcount
    if gone:
        record(tx, f"person:{by}", "ended writing", f"draft:{draft_id}", {"person": person_id}, at)
    return gone > 0


def writers(tx: Transaction, draft_id: int) -> tuple[Writer, ...]:
    """Who is invited to write in a draft, the first invited first."""
    rows = tx.connection.execute(
        select(plan_writers.c.person_id, called(), plan_writers.c.sections, plan_writers.c.invited_at)
        .join_from(plan_writers, persons, persons.c.id == plan_writers.c.person_id)
        .where(plan_writers.c.draft_id == draft_id)
        .order_by(plan_writers.c.id)
    )
    return tuple(Writer(person, name, tuple(sections), at) for person, name, sections, at in rows)


def invited_to(tx: Transaction, person_id: int) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """The drafts that somebody is invited to write in: the area of each, its identifier, and the sections."""
    rows = tx.connection.execute(
        select(drafts.c.subject, drafts.c.id, plan_writers.c.sections)
        .join_from(plan_writers, drafts, drafts.c.id == plan_writers.c.draft_id)
        .where(plan_writers.c.person_id == person_id)
        .order_by(plan_writers.c.id)
    )
    return tuple((area, draft_id, tuple(sections)) for area, draft_id, sections in rows)


def areas_of_partner(tx: Transaction, person_id: int) -> tuple[str, ...]:
    """The areas in which the partners of somebody's letters take part."""
    rows = tx.connection.execute(
        select(partner_areas.c.area)
        .join_from(partner_areas, partners, partners.c.id == partner_areas.c.partner_id)
        .where(partners.c.person_id == person_id)
        .distinct()
        .order_by(partner_areas.c.area)
    )
    return tuple(rows.scalars())
