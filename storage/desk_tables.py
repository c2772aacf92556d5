"""The tables of the secretariat's desk: letters that were sent, what was said about them, and notices on their way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from storage.columns import Json, Key, Moment, Words
from storage.tables import NEVER_TWICE, columns_of, key_of


class Letter(SQLModel, table=True):
    """A letter of intent that was sent, and where it stands with the secretariat (Framework G2(c)).

    `version` is the newest that was sent; `revision` counts every step taken on the letter, and the desk's buttons
    carry it. `title` and `folded` are the name in the newest version. Which version was registered, and as which
    partner, the partner's row says.
    """

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_state_sent_at", "state", "sent_at"), NEVER_TWICE)

    id: int = Field(primary_key=True, sa_type=Key)
    reference: str = Field(max_length=32, unique=True)
    draft_id: int = Field(sa_type=Key, unique=True, sa_column_args=key_of("draft.id", "RESTRICT"))
    person_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    state: str = Field(max_length=16)
    version: int
    revision: int
    title: str = Field(sa_type=Words)
    folded: str = Field(sa_type=Words)
    sent_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)


class Remark(SQLModel, table=True):
    """What the secretariat said about a version of a letter: what it asks for, or why it set the letter aside."""

    __tablename__ = "remark"
    __table_args__ = (NEVER_TWICE,)

    id: int = Field(primary_key=True, sa_type=Key)
    letter_id: int = Field(sa_type=Key, index=True, sa_column_args=key_of("letter.id"))
    version: int
    # Who said it.
    person_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    kind: str = Field(max_length=16)
    reason: str = Field(default="", max_length=32)
    words: str = Field(sa_type=Words)
    asked: Any = Field(sa_type=Json, nullable=False)
    at: datetime = Field(sa_type=Moment)


class PartnerArea(SQLModel, table=True):
    """An area in which a partner takes part."""

    __tablename__ = "partner_area"

    partner_id: int = Field(primary_key=True, sa_type=Key, sa_column_args=key_of("partner.id"))
    area: str = Field(primary_key=True, max_length=64)


class Outbox(SQLModel, table=True):
    """A notice on its way to one chat: open until it was sent or is of no use any more.

    It is not due before `not_before`; who delivers it holds it by a lease that runs out.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_chat_id_open",
            "chat_id",
            "id",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_outbox_not_before_open",
            "not_before",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_outbox_closed_at",
            "closed_at",
            sqlite_where=text("closed_at IS NOT NULL"),
            postgresql_where=text("closed_at IS NOT NULL"),
        ),
        NEVER_TWICE,
    )

    id: int = Field(primary_key=True, sa_type=Key)
    key: str = Field(max_length=255, unique=True)
    chat_id: int = Field(sa_type=Key, index=True, sa_column_args=key_of("chat.id"))
    person_id: int = Field(sa_type=Key, index=True, sa_column_args=key_of("person.id"))
    kind: str = Field(max_length=32)
    subject: str = Field(max_length=128)
    content: Any = Field(sa_type=Json, nullable=False)
    made_at: datetime = Field(sa_type=Moment)
    not_before: datetime = Field(sa_type=Moment)
    useful_until: datetime | None = Field(default=None, sa_type=Moment)
    tries: int = 0
    lease: str | None = Field(default=None, max_length=64)
    leased_until: datetime | None = Field(default=None, sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    outcome: str | None = Field(default=None, max_length=16)


letters = columns_of(Letter)
remarks = columns_of(Remark)
partner_areas = columns_of(PartnerArea)
outbox = columns_of(Outbox)
