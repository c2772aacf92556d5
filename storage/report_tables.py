"""The tables of reporting: cycles, the report of each area in a cycle, and the progress notes of partners."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import Json, Key, Moment, Words
from storage.tables import NEVER_TWICE, columns_of, key_of


class ReportingCycle(SQLModel, table=True):
    """A time for which every area reports to UNEP, in the format and to the timetable that UNEP sets (Framework F§7,
    T6).

    `period_from`, `period_until` and `due_on` are days as ISO 8601 has them (`2026-12-31`); without `due_on` UNEP has
    not set a date yet; the day is as it is since `due_set_at` (empty: since `changed_at`). `format` names the edition
    of UNEP's format.
    """

    __tablename__ = "reporting_cycle"
    __table_args__ = (NEVER_TWICE,)

    id: int = Field(primary_key=True, sa_type=Key)
    period_from: str = Field(max_length=10)
    period_until: str = Field(max_length=10)
    format: str = Field(sa_type=Words)
    due_on: str | None = Field(default=None, max_length=10)
    due_set_at: datetime | None = Field(default=None, sa_type=Moment)
    revision: int = 0
    opened_by: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    opened_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)


class AreaReport(SQLModel, table=True):
    """The report of one area in one cycle, from its first opening on.

    `state` is `open`, `submitted`, `returned` (for completion) or `published`; `version` is the newest that was
    submitted, under `reference`.
    """

    __tablename__ = "area_report"
    __table_args__ = (UniqueConstraint("cycle_id", "area", name="uq_area_report_cycle_id_area"), NEVER_TWICE)

    id: int = Field(primary_key=True, sa_type=Key)
    cycle_id: int = Field(sa_type=Key, sa_column_args=key_of("reporting_cycle.id", "RESTRICT"))
    area: str = Field(max_length=64)
    draft_id: int = Field(sa_type=Key, unique=True, sa_column_args=key_of("draft.id", "RESTRICT"))
    state: str = Field(default="open", max_length=16)
    reference: str | None = Field(default=None, max_length=32)
    version: int = 0
    revision: int = 0
    submitted_at: datetime | None = Field(default=None, sa_type=Moment)
    returned_at: datetime | None = Field(default=None, sa_type=Moment)
    returned_words: str = Field(default="", sa_type=Words)
    returned_language: str = Field(default="", max_length=8)
    published_at: datetime | None = Field(default=None, sa_type=Moment)
    published_version: int = 0


class ProgressNote(SQLModel, table=True):
    """What a partner told the lead of an area about progress, with files (Framework G6(b)).

    `effort` is the item of the plan that it is about, such as `efforts.3`, where it names one. `files` are the
    identifiers of files. `name` is who wrote it, as they were called then.
    """

    __tablename__ = "progress_note"
    __table_args__ = (Index("ix_progress_note_area_at", "area", "at"), NEVER_TWICE)

    id: int = Field(primary_key=True, sa_type=Key)
    area: str = Field(max_length=64)
    person_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    partner_id: int | None = Field(
        default=None, sa_type=Key, index=True, sa_column_args=key_of("partner.id", "SET NULL")
    )
    name: str = Field(sa_type=Words)
    language: str = Field(max_length=8)
    words: str = Field(sa_type=Words)
    effort: str = Field(default="", max_length=255)
    files: Any = Field(sa_type=Json, nullable=False)
    at: datetime = Field(sa_type=Moment)


reporting_cycles = columns_of(ReportingCycle)
area_reports = columns_of(AreaReport)
progress_notes = columns_of(ProgressNote)
