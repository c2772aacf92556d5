"""The tables of the business plans: who may write in a draft, every change of it, remarks, and what was published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import Json, Key, Moment, Words
from storage.tables import NEVER_TWICE, columns_of, key_of


class AnswerChange(SQLModel, table=True):
    """What an answer of a shared draft became, when and through whom; the row before it on the same path is what it
    was.

    `part` is the outermost key of the path, by which a section's changes are found. `content` is empty where the answer
    was taken away. `kind` is `answer`, `order` (of a list's items), or `aside` for what was written and not taken over,
    since somebody else had changed the answer first.
    """

    __tablename__ = "answer_change"
    __table_args__ = (Index("ix_answer_change_draft_id_part", "draft_id", "part", "id"), NEVER_TWICE)

    id: int = Field(primary_key=True, sa_type=Key)
    draft_id: int = Field(sa_type=Key, sa_column_args=key_of("draft.id"))
    part: str = Field(max_length=64)
    path: str = Field(max_length=255)
    content: Any = Field(default=None, sa_type=Json, nullable=True)
    kind: str = Field(max_length=8)
    person_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    at: datetime = Field(sa_type=Moment)


class PlanWriter(SQLModel, table=True):
    """Somebody whom an area's lead has invited to write in the plan: in these sections, or in all where none is
    named."""

    __tablename__ = "plan_writer"
    __table_args__ = (UniqueConstraint("draft_id", "person_id", name="uq_plan_writer_draft_id_person_id"), NEVER_TWICE)

    id: int = Field(primary_key=True, sa_type=Key)
    draft_id: int = Field(sa_type=Key, sa_column_args=key_of("draft.id"))
    person_id: int = Field(sa_type=Key, index=True, sa_column_args=key_of("person.id"))
    sections: Any = Field(sa_type=Json, nullable=False)
    invited_by: int | None = Field(
        default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL")
    )
    invited_at: datetime = Field(sa_type=Moment)


class PlanRemark(SQLModel, table=True):
    """What somebody said about a plan, and what the lead answered.

    `kind` is `remark` (a partner, about the draft: `version` is 0), `advice` or `none` (the Advisory Group, about the
    version that was sent to it; `none` says that there is nothing to remark). `section` is empty where the whole is
    meant. `name` is who it was by, as they were called then.
    """

    __tablename__ = "plan_remark"
    __table_args__ = (Index("ix_plan_remark_draft_id_version", "draft_id", "version", "id"), NEVER_TWICE)

    id: int = Field(primary_key=True, sa_type=Key)
    draft_id: int = Field(sa_type=Key, sa_column_args=key_of("draft.id"))
    version: int
    kind: str = Field(max_length=16)
    section: str = Field(default="", max_length=64)
    person_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    name: str = Field(sa_type=Words)
    language: str = Field(max_length=8)
    words: str = Field(sa_type=Words)
    at: datetime = Field(sa_type=Moment)
    answer: str = Field(default="", sa_type=Words)
    answer_language: str = Field(default="", max_length=8)
    answered_by: int | None = Field(
        default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL")
    )
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


class PlanPublication(SQLModel, table=True):
    """A version of an area's plan that was published: which submission it is, and which one the Advisory Group saw."""

    __tablename__ = "plan_publication"
    __table_args__ = (UniqueConstraint("area", "number", name="uq_plan_publication_area_number"), NEVER_TWICE)

    id: int = Field(primary_key=True, sa_type=Key)
    area: str = Field(max_length=64)
    number: int
    draft_id: int = Field(sa_type=Key, index=True, sa_column_args=key_of("draft.id", "RESTRICT"))
    reference: str = Field(max_length=32)
    version: int
    advised_version: int
    person_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    published_at: datetime = Field(sa_type=Moment)


answer_changes = columns_of(AnswerChange)
plan_writers = columns_of(PlanWriter)
plan_remarks = columns_of(PlanRemark)
plan_publications = columns_of(PlanPublication)
