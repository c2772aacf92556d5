"""The tables, to be read aloud. Each is an SQLModel class; queries use the plural name of its columns' table.

Those of the secretariat's desk stand in `storage.desk_tables`, those of the gateway behind the chat page in
`storage.gateway_tables`, those of the business plans in `storage.plan_tables`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Table, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.columns import Json, Key, Moment, Words

# Identifiers are never given twice, even after the newest row is gone: buttons and caches carry them.
NEVER_TWICE = {"sqlite_autoincrement": True}


def key_of(target: str, when_gone: str = "CASCADE") -> list[ForeignKey]:
    return [ForeignKey(target, ondelete=when_gone)]


class Person(SQLModel, table=True):
    """Somebody who talks with the assistant, in one chat or in several."""

    __tablename__ = "person"
    __table_args__ = (NEVER_TWICE,)

    id: int = Field(primary_key=True, sa_type=Key)
    language: str = Field(max_length=8)
    # Chosen by the person; until then the language follows the client's at first contact.
    language_chosen: bool = False
    time_zone: str | None = Field(default=None, max_length=64)
    name: str = Field(default="", sa_type=Words)
    met_at: datetime = Field(sa_type=Moment)


class Chat(SQLModel, table=True):
    """A chat of one bot with one person; several devices of a person are several chats."""

    __tablename__ = "chat"
    __table_args__ = (
        UniqueConstraint("bot", "chat_id", name="uq_chat_bot_chat_id"),
        Index(
            "ix_chat_bot_blocked",
            "bot",
            sqlite_where=text("blocked_at IS NOT NULL"),
            postgresql_where=text("blocked_at IS NOT NULL"),
        ),
        NEVER_TWICE,
    )

    id: int = Field(primary_key=True, sa_type=Key)
    bot: str = Field(max_length=32)
    chat_id: int = Field(sa_type=BigInteger)
    person_id: int = Field(sa_type=Key, index=True, sa_column_args=key_of("person.id"))
    met_at: datetime = Field(sa_type=Moment)
    blocked_at: datetime | None = Field(default=None, sa_type=Moment)


class Area(SQLModel, table=True):
    """A partnership area (Framework G1(b)); areas are added, renamed and closed over the years."""

    __tablename__ = "area"

    key: str = Field(primary_key=True, max_length=64)
    position: int
    name: str = Field(sa_type=Text)
    names: Any = Field(sa_type=Json, nullable=False)
    open: bool = True


class Role(SQLModel, table=True):
    """What somebody is in the Partnership, for which area and for how long."""

    __tablename__ = "role"
    # Whether somebody follows at the end of a term is asked of every term that is looked at.
    __table_args__ = (Index("ix_role_kind_since", "kind", "since"), NEVER_TWICE)

    id: int = Field(primary_key=True, sa_type=Key)
    person_id: int = Field(sa_type=Key, index=True, sa_column_args=key_of("person.id"))
    kind: str = Field(max_length=32, index=True)
    area: str | None = Field(default=None, max_length=64)
    since: datetime = Field(sa_type=Moment)
    until: datetime | None = Field(default=None, sa_type=Moment)


class Draft(SQLModel, table=True):
    """A flow being filled in. `revision` changes whenever an answer does; `reference` is set once it was submitted."""

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_flow_state", "flow", "state"), NEVER_TWICE)

    id: int = Field(primary_key=True, sa_type=Key)
    # Who began it; empty once that person asked to be forgotten and a submission made from it stays, and for what
    # belongs to an area and not to a person.
    person_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    flow: str = Field(max_length=32)
    edition: int
    state: str = Field(default="open", max_length=16)
    title: str = Field(default="", sa_type=Words)
    folded: str = Field(default="", sa_type=Words, index=True)
    revision: int = Field(default=0, sa_type=BigInteger)
    reference: str | None = Field(default=None, max_length=32, unique=True)
    version: int = 0
    # What it is about: of a short errand the letter and the revision of it that was seen, such as "GMP-2026-0001.3"; of
    # a business plan the area.
    subject: str = Field(default="", max_length=128)
    begun_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)


class Answer(SQLModel, table=True):
    """What was said at one path of a draft, by whom and when; `content` is the answer as plain data."""

    __tablename__ = "answer"

    draft_id: int = Field(primary_key=True, sa_type=Key, sa_column_args=key_of("draft.id"))
    path: str = Field(primary_key=True, max_length=255)
    content: Any = Field(sa_type=Json, nullable=False)
    person_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    answered_at: datetime = Field(sa_type=Moment)


class Session(SQLModel, table=True):
    """Where a person stands in a draft. At most one session of a person is active.

    `revision` is the conversation's own count, which buttons carry; `version` counts every writing of the row.
    """

    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("person_id", "draft_id", name="uq_session_person_id_draft_id"),
        Index(
            "uq_session_active",
            "person_id",
            unique=True,
            sqlite_where=text("active = 1"),
            postgresql_where=text("active"),
        ),
        Index("ix_session_owed", "changed_at", sqlite_where=text("owed = 1"), postgresql_where=text("owed")),
        NEVER_TWICE,
    )

    id: int = Field(primary_key=True, sa_type=Key)
    person_id: int = Field(sa_type=Key, sa_column_args=key_of("person.id"))
    draft_id: int = Field(sa_type=Key, index=True, sa_column_args=key_of("draft.id"))
    standing: Any = Field(sa_type=Json, nullable=False)
    revision: int = Field(default=0, sa_type=BigInteger)
    version: int = Field(default=0, sa_type=BigInteger)
    active: bool = True
    # The prompt of this standing has not yet gone out; to the chat it is owed, or to any where that is not known.
    owed: bool = False
    owed_to: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("chat.id", "SET NULL"))
    changed_at: datetime = Field(sa_type=Moment)


class Submission(SQLModel, table=True):
    """An immutable snapshot of a draft. `private` is what is kept but never published; it can be erased."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("reference", "version", name="uq_submission_reference_version"), NEVER_TWICE)

    id: int = Field(primary_key=True, sa_type=Key)
    draft_id: int = Field(sa_type=Key, index=True, sa_column_args=key_of("draft.id", "RESTRICT"))
    person_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    flow: str = Field(max_length=32)
    reference: str = Field(max_length=32)
    version: int
    snapshot: Any = Field(sa_type=Json, nullable=False)
    private: Any = Field(default=None, sa_type=Json, nullable=True)
    submitted_at: datetime = Field(sa_type=Moment)


class ReferenceCounter(SQLModel, table=True):
    """The last reference number given in a year."""

    __tablename__ = "reference_counter"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last: int


class Partner(SQLModel, table=True):
    """A registered partner (Framework G2); `folded` is its name as names are compared.

    `version` is the version of its letter that was registered. It is published while it is `public`, as its owner
    agreed, and has not been withdrawn since. `revision` counts every change of what the public register shows.
    """

    __tablename__ = "partner"
    __table_args__ = (NEVER_TWICE,)

    id: int = Field(primary_key=True, sa_type=Key)
    name: str = Field(sa_type=Words)
    folded: str = Field(sa_type=Words, index=True)
    country: str | None = Field(default=None, max_length=2)
    category: str = Field(max_length=64)
    since: datetime = Field(sa_type=Moment)
    letter_id: int | None = Field(
        default=None, sa_type=Key, unique=True, sa_column_args=key_of("letter.id", "RESTRICT")
    )
    person_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    version: int = 0
    revision: int = 0
    public: bool = False
    # The contact list is kept; it is shown to nobody unless its owner agrees (Framework G6(e)).
    shares_contacts: bool = False
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)


class Link(SQLModel, table=True):
    """A personal link: an invitation or a way to another device. Of its token only a SHA-256 is kept."""

    __tablename__ = "link"
    __table_args__ = (NEVER_TWICE,)

    id: int = Field(primary_key=True, sa_type=Key)
    token_sha256: str = Field(max_length=64, unique=True)
    purpose: str = Field(max_length=32)
    person_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id"))
    role: str | None = Field(default=None, max_length=32)
    area: str | None = Field(default=None, max_length=64)
    single_use: bool = True
    made_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment, index=True)
    used_at: datetime | None = Field(default=None, sa_type=Moment)
    used_by: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    # What else the link is about, such as the sections of a plan that it invites to write in.
    details: Any = Field(default=None, sa_type=Json, nullable=True)


class File(SQLModel, table=True):
    """A file that somebody sent, with its bytes."""

    __tablename__ = "file"
    __table_args__ = (NEVER_TWICE,)

    id: int = Field(primary_key=True, sa_type=Key)
    person_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    draft_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("draft.id"))
    name: str = Field(sa_type=Words)
    mime: str = Field(max_length=127)
    size: int = Field(sa_type=BigInteger)
    sha256: str = Field(max_length=64)
    kept_at: datetime = Field(sa_type=Moment)
    content: bytes = Field(sa_type=LargeBinary)


class SeenUpdate(SQLModel, table=True):
    """An update that was handled, so that it is recognised when it comes again."""

    __tablename__ = "seen_update"
    # The key is the row: half the pages to write on SQLite.
    __table_args__ = ({"sqlite_with_rowid": False},)

    bot: str = Field(primary_key=True, max_length=32)
    update_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    seen_at: datetime = Field(sa_type=Moment)


class Audit(SQLModel, table=True):
    """Who did what, when, to what; never with personal data in it."""

    __tablename__ = "audit"
    __table_args__ = (NEVER_TWICE,)

    id: int = Field(primary_key=True, sa_type=Key)
    at: datetime = Field(sa_type=Moment)
    who: str = Field(max_length=64)
    what: str = Field(max_length=64)
    subject: str = Field(max_length=128, index=True)
    details: Any = Field(sa_type=Json, nullable=False)


def columns_of(model: type[SQLModel]) -> Table:
    """The table behind a model, for queries that need no objects."""
    table = model.metadata.tables[str(model.__tablename__)]
    return table


persons = columns_of(Person)
chats = columns_of(Chat)
areas = columns_of(Area)
roles = columns_of(Role)
drafts = columns_of(Draft)
answers = columns_of(Answer)
sessions = columns_of(Session)
submissions = columns_of(Submission)
reference_counters = columns_of(ReferenceCounter)
partners = columns_of(Partner)
links = columns_of(Link)
files = columns_of(File)
seen_updates = columns_of(SeenUpdate)
audits = columns_of(Audit)
