"""The tables of terms: how a role came to its holder, and whom a member of the Advisory Group stands for."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.columns import Key, Moment, Words
from storage.tables import columns_of, key_of


class Designation(SQLModel, table=True):
    """How a role came to its holder: elected, designated, renewed or invited, and at which meeting.

    Framework G3(c)-(d): UNEP's Executive Director invites the members, who elect a chair; G4.b(6): an area designates
    its lead. `how` is `elected`, `designated`, `renewed` or `invited`.
    """

    __tablename__ = "designation"

    role_id: int = Field(primary_key=True, sa_type=Key, sa_column_args=key_of("role.id"))
    how: str = Field(max_length=16)
    meeting_id: int | None = Field(
        default=None, sa_type=Key, index=True, sa_column_args=key_of("meeting.id", "SET NULL")
    )
    words: str = Field(default="", sa_type=Words)
    recorded_by: int | None = Field(
        default=None, sa_type=Key, index=True, sa_column_args=key_of("person.id", "SET NULL")
    )
    recorded_at: datetime = Field(sa_type=Moment)


class Seat(SQLModel, table=True):
    """Whom a member of the Advisory Group stands for, where it was told (Framework G3(b)-(c)).

    `comes_as` is `lead`, `nominated` (by `area`), `needed` (for the mix) or `transitional`. `category`, `region`,
    `gender` and `country` are empty where they were not given; `developing`: a developing country or an economy in
    transition.
    """

    __tablename__ = "seat"

    role_id: int = Field(primary_key=True, sa_type=Key, sa_column_args=key_of("role.id"))
    comes_as: str = Field(default="", max_length=16)
    area: str | None = Field(default=None, max_length=64)
    category: str = Field(default="", max_length=64)
    country: str = Field(default="", max_length=2)
    region: str = Field(default="", max_length=32)
    developing: bool | None = None
    gender: str = Field(default="", max_length=16)
    changed_at: datetime = Field(sa_type=Moment)


designations = columns_of(Designation)
seats = columns_of(Seat)
