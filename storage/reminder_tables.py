"""The tables of reminders: when to look at which fact again, what is due to whom, and what people wish about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from storage.columns import Json, Key, Moment
from storage.tables import NEVER_TWICE, columns_of, key_of


class Watch(SQLModel, table=True):
    """When a fact has to be looked at next for what it makes due; empty where nothing can come of it any more.

    An index, not a timer: it follows from the facts at any moment, and whoever changes a fact sets it to that moment.
    """

    __tablename__ = "watch"
    __table_args__ = (
        Index(
            "ix_watch_next_at",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        {"sqlite_with_rowid": False},
    )

    kind: str = Field(primary_key=True, max_length=32)
    subject: str = Field(primary_key=True, max_length=64)
    next_at: datetime | None = Field(default=None, sa_type=Moment)


class Reminder(SQLModel, table=True):
    """Something of which a person is to be reminded: once for each `key`.

    `stage` tells which of the kind's reminders it is; it was due at `due_at`, and goes out at `send_at`, when its
    person is awake (or at `any_hour`), if it is of use then. `put_off_to`: the person wants it again at that moment.
    `state` is `waiting`, `handed` (to the outbox, in the digest `batch`) or `closed` (of no use any more).
    """

    __tablename__ = "reminder"
    __table_args__ = (
        Index(
            "ix_reminder_send_at_waiting",
            "send_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_reminder_kind_subject", "kind", "subject"),
        Index(
            "ix_reminder_settled_at",
            "settled_at",
            sqlite_where=text("settled_at IS NOT NULL"),
            postgresql_where=text("settled_at IS NOT NULL"),
        ),
        NEVER_TWICE,
    )

    id: int = Field(primary_key=True, sa_type=Key)
    key: str = Field(max_length=191, unique=True)
    person_id: int = Field(sa_type=Key, index=True, sa_column_args=key_of("person.id"))
    kind: str = Field(max_length=32)
    subject: str = Field(max_length=64)
    stage: str = Field(max_length=32)
    due_at: datetime = Field(sa_type=Moment)
    send_at: datetime = Field(sa_type=Moment)
    useful_until: datetime | None = Field(default=None, sa_type=Moment)
    any_hour: bool = False
    put_off_to: datetime | None = Field(default=None, sa_type=Moment)
    state: str = Field(default="waiting", max_length=8)
    batch: str | None = Field(default=None, max_length=64)
    made_at: datetime = Field(sa_type=Moment)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


class ReminderWish(SQLModel, table=True):
    """What somebody wants of reminders: of a kind (`subject` empty), or of one subject of it.

    `wish` is `stopped` (none of these any more), `done` (the person says that it is done) or `agreed` (asks for what
    comes only to those who agreed).
    """

    __tablename__ = "reminder_wish"

    person_id: int = Field(primary_key=True, sa_type=Key, sa_column_args=key_of("person.id"))
    kind: str = Field(primary_key=True, max_length=32)
    subject: str = Field(primary_key=True, default="", max_length=64)
    wish: str = Field(max_length=8)
    at: datetime = Field(sa_type=Moment)


class ReminderRule(SQLModel, table=True):
    """What the secretariat has set in place of a kind's own days; `stages` in the form of `flows.reminders`."""

    __tablename__ = "reminder_rule"

    kind: str = Field(primary_key=True, max_length=32)
    stages: Any = Field(sa_type=Json, nullable=False)
    changed_by: int | None = Field(
        default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL")
    )
    changed_at: datetime = Field(sa_type=Moment)


class OutboxPace(SQLModel, table=True):
    """From when on a bot may send its next notice: what all processes that deliver for it keep to together."""

    __tablename__ = "outbox_pace"

    bot: str = Field(primary_key=True, max_length=32)
    free_at: datetime = Field(sa_type=Moment)


watches = columns_of(Watch)
reminders = columns_of(Reminder)
reminder_wishes = columns_of(ReminderWish)
reminder_rules = columns_of(ReminderRule)
outbox_paces = columns_of(OutboxPace)
