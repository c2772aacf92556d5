"""What storage hands out about meetings: plain dataclasses, and times in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

PLANNED, CANCELLED = "planned", "cancelled"
"""What a meeting's `state` may be."""
MEMBER, PARTNER, OBSERVER, CONVENER = "member", "partner", "observer", "convener"
"""What somebody may be invited as: their `capacity`."""
YES, NO, TELEPHONE = "yes", "no", "telephone"
"""What may be answered to an invitation."""
ANSWERS: Final = (YES, NO, TELEPHONE)


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """What whoever convenes a meeting says of it. `minutes` is its length; `zone` the IANA name of its own time zone;
    `invited` the audiences (`members`, `partners`, `observers`); `agenda_file` the number of a file."""

    kind: str
    title: str
    language: str
    starts_at: datetime
    minutes: int
    zone: str
    form: str
    place: str
    link: str
    agenda: str
    agenda_file: int | None
    invited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the Advisory Group (`area` is `None`) or of the partners of an area, and where it stands.

    `sequence` counts what was announced of it (RFC 5545), `revision` every step taken on it, which buttons carry.
    `because` is why it was cancelled. See `storage.meeting_tables.Meeting`.
    """

    id: int
    uid: str
    area: str | None
    kind: str
    title: str
    language: str
    starts_at: datetime
    minutes: int
    zone: str
    form: str
    place: str
    link: str
    agenda: str
    agenda_file: int | None
    invited: tuple[str, ...]
    state: str
    because: str
    sequence: int
    revision: int
    convened_by: int | None
    made_at: datetime
    changed_at: datetime
    attendance_at: datetime | None
    report: str
    report_language: str
    report_file: int | None
    report_at: datetime | None
    report_published_at: datetime | None

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_planned(self) -> bool:
        """Whether it was not cancelled."""
        return self.state == PLANNED


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who is invited to a meeting: as what, what they answered (empty: nothing yet), whether they were there.

    `blocked`: they can be reached in no chat. `travel_support`: they ask for it (Framework G4.a(5), G4.b(5)).
    """

    meeting_id: int
    person_id: int
    name: str
    language: str
    time_zone: str | None
    blocked: bool
    capacity: str
    invited_at: datetime
    answer: str
    answered_at: datetime | None
    travel_support: bool
    attended: bool | None


@dataclass(frozen=True, slots=True)
class Invited:
    """A meeting to which somebody is invited, with what they answered."""

    meeting: Meeting
    capacity: str
    answer: str


@dataclass(frozen=True, slots=True)
class MeetingChanged:
    """A meeting before and after a change of it. `moved`: it begins at another moment, so that everyone is asked
    again whether they come."""

    before: Meeting
    after: Meeting
    moved: bool


@dataclass(frozen=True, slots=True)
class Renewed:
    """Who has come to be invited to a meeting, and who is not invited any more: numbers of people."""

    invited: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
