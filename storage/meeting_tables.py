"""The tables of meetings: who is invited and comes, observers, objections, questions put for consensus, and feeds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import Json, Key, Moment, Words
from storage.tables import NEVER_TWICE, columns_of, key_of


class Meeting(SQLModel, table=True):
    """A meeting of the Advisory Group, or of the partners of an area (Framework G4.a(1), G4.b(1)).

    `area` is empty for the Advisory Group. `uid` and `sequence` are those of the event in calendars (RFC 5545): the
    sequence counts what was changed since it was first announced. `kind` is `annual`, `planning` or `other`, `form` is
    `in person`, `teleconference` or `other`, `state` is `planned` or `cancelled`. `invited` are the audiences
    (`members`, `partners`, `observers`). `revision` counts every step taken, and the buttons carry it. The report is a
    text, a file, or both; it is public from `report_published_at` on (G4.a(6), G6(e)).
    """

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_area_starts_at", "area", "starts_at"), NEVER_TWICE)

    id: int = Field(primary_key=True, sa_type=Key)
    uid: str = Field(max_length=64, unique=True)
    area: str | None = Field(default=None, max_length=64)
    kind: str = Field(max_length=16)
    title: str = Field(sa_type=Words)
    language: str = Field(max_length=8)
    starts_at: datetime = Field(sa_type=Moment, index=True)
    minutes: int
    zone: str = Field(max_length=64)
    form: str = Field(max_length=16)
    place: str = Field(default="", sa_type=Words)
    link: str = Field(default="", sa_type=Words)
    agenda: str = Field(default="", sa_type=Words)
    agenda_file: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("file.id", "SET NULL"))
    invited: Any = Field(sa_type=Json, nullable=False)
    state: str = Field(default="planned", max_length=16)
    # Why it was cancelled, in the convener's words.
    because: str = Field(default="", sa_type=Words)
    sequence: int = 0
    revision: int = 0
    convened_by: int | None = Field(
        default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL")
    )
    made_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    attendance_at: datetime | None = Field(default=None, sa_type=Moment)
    report: str = Field(default="", sa_type=Words)
    report_language: str = Field(default="", max_length=8)
    report_file: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("file.id", "SET NULL"))
    report_at: datetime | None = Field(default=None, sa_type=Moment)
    report_published_at: datetime | None = Field(default=None, sa_type=Moment)


class Attendance(SQLModel, table=True):
    """Somebody who is invited to a meeting: as what, what they answered, and whether they were there.

    `capacity` is `member` (of the Advisory Group), `partner`, `observer` or `convener`. `answer` is empty until they
    answer, then `yes`, `no` or `telephone`. `travel_support`: they ask for it (Framework G4.a(5), G4.b(5)).
    """

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id", name="uq_attendance_meeting_id_person_id"),
        NEVER_TWICE,
    )

    id: int = Field(primary_key=True, sa_type=Key)
    meeting_id: int = Field(sa_type=Key, sa_column_args=key_of("meeting.id"))
    person_id: int = Field(sa_type=Key, index=True, sa_column_args=key_of("person.id"))
    capacity: str = Field(max_length=16)
    invited_at: datetime = Field(sa_type=Moment)
    answer: str = Field(default="", max_length=16)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    travel_support: bool = False
    attended: bool | None = None


class ObserverProposal(SQLModel, table=True):
    """An observer whom a lead wants to invite to a meeting of the area; partners may object (Framework G4.b(4)).

    `person_id` is set where the observer is known here. `state` is `open` until `object_until`, then `invited`, or
    `withheld` where somebody has objected.
    """

    __tablename__ = "observer_proposal"
    __table_args__ = (NEVER_TWICE,)

    id: int = Field(primary_key=True, sa_type=Key)
    meeting_id: int = Field(sa_type=Key, index=True, sa_column_args=key_of("meeting.id"))
    person_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    name: str = Field(sa_type=Words)
    organisation: str = Field(default="", sa_type=Words)
    proposed_by: int | None = Field(
        default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL")
    )
    proposed_at: datetime = Field(sa_type=Moment)
    object_until: datetime = Field(sa_type=Moment)
    state: str = Field(default="open", max_length=16)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


class ConsensusQuestion(SQLModel, table=True):
    """A question put to the body of a meeting, which acts by consensus (Framework G4.a(3), G4.b(3)).

    `state` is `open` until the deadline, then `agreed` where nobody has objected, else `not agreed`; `withdrawn` where
    it was taken back. No votes are counted.
    """

    __tablename__ = "consensus_question"
    __table_args__ = (NEVER_TWICE,)

    id: int = Field(primary_key=True, sa_type=Key)
    meeting_id: int = Field(sa_type=Key, index=True, sa_column_args=key_of("meeting.id"))
    words: str = Field(sa_type=Words)
    language: str = Field(max_length=8)
    put_by: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    put_at: datetime = Field(sa_type=Moment)
    deadline: datetime = Field(sa_type=Moment)
    state: str = Field(default="open", max_length=16)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


class Objection(SQLModel, table=True):
    """An objection by name: to an observer, or to a question put for consensus. It stays when its person is forgotten,
    without the name."""

    __tablename__ = "objection"
    __table_args__ = (
        UniqueConstraint("proposal_id", "person_id", name="uq_objection_proposal_id_person_id"),
        UniqueConstraint("question_id", "person_id", name="uq_objection_question_id_person_id"),
        NEVER_TWICE,
    )

    id: int = Field(primary_key=True, sa_type=Key)
    proposal_id: int | None = Field(default=None, sa_type=Key, sa_column_args=key_of("observer_proposal.id"))
    question_id: int | None = Field(default=None, sa_type=Key, sa_column_args=key_of("consensus_question.id"))
    person_id: int | None = Field(default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL"))
    name: str = Field(sa_type=Words)
    words: str = Field(default="", sa_type=Words)
    language: str = Field(max_length=8)
    at: datetime = Field(sa_type=Moment)


class CalendarFeed(SQLModel, table=True):
    """The secret address of a person's calendar; of its token only a SHA-256 is kept. A new one replaces it."""

    __tablename__ = "calendar_feed"

    person_id: int = Field(primary_key=True, sa_type=Key, sa_column_args=key_of("person.id"))
    token_sha256: str = Field(max_length=64, unique=True)
    made_at: datetime = Field(sa_type=Moment)


meetings = columns_of(Meeting)
attendances = columns_of(Attendance)
observer_proposals = columns_of(ObserverProposal)
consensus_questions = columns_of(ConsensusQuestion)
objections = columns_of(Objection)
calendar_feeds = columns_of(CalendarFeed)
