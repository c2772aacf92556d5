"""What storage hands out about terms and the Advisory Group's seats: plain dataclasses, and times in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.desk_records import Holder


@dataclass(frozen=True, slots=True)
class NewTerm:
    """A term to be recorded: for whom, as what, how and at which meeting it was decided.

    `how` is `elected`, `designated`, `renewed` or `invited`. It begins at once, or when the role `after` ends. `by` is
    who records it; `None` where that is not a person.
    """

    person_id: int
    kind: str
    area: str | None
    how: str
    meeting_id: int | None = None
    words: str = ""
    by: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A term that somebody served, serves or is going to serve, and how it came to them.

    `how` is empty where that was not recorded. `meeting_title` and `meeting_at` are empty where it was at no meeting;
    `number` is which of the person's terms in this role it is, from 1.
    """

    role_id: int
    person_id: int
    name: str
    kind: str
    area: str | None
    since: datetime
    until: datetime | None
    number: int
    how: str = ""
    words: str = ""
    meeting_id: int | None = None
    meeting_title: str = ""
    meeting_at: datetime | None = None
    meeting_zone: str = ""
    recorded_by: str = ""
    recorded_at: datetime | None = None

    def runs(self, at: datetime) -> bool:
        """Whether it is served at a moment."""
        return self.since <= at and (self.until is None or self.until > at)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A term that was recorded, and whose terms it ended."""

    term: Term
    ended: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """Whom a member of the Advisory Group stands for, where it was told (see `storage.term_tables`)."""

    comes_as: str = ""
    area: str | None = None
    category: str = ""
    country: str = ""
    region: str = ""
    developing: bool | None = None
    gender: str = ""
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seated:
    """A member of the Advisory Group: the role that their seat is kept with, whether they chair it, the areas that
    they lead, and the category and country of the partner that they are, empty where they are none."""

    role_id: int
    person_id: int
    name: str
    since: datetime
    chair: int | None
    chair_until: datetime | None
    areas: tuple[str, ...]
    seat: Seat
    partner_category: str = ""
    partner_country: str = ""


@dataclass(frozen=True, slots=True)
class MeetingNamed:
    """A meeting, to be chosen from a list."""

    id: int
    title: str
    starts_at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be given a role; `partner` is the name of the partner that they wrote for, if any."""

    person_id: int
    name: str
    partner: str = ""
