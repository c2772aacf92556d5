"""Who may do what with a meeting: who convenes it, who is invited to it, and nobody else.

Framework G3(e): the secretariat convenes the Advisory Group; G3(f)(1): leads convene and chair the meetings of their
areas, and the secretariat may help them. All of it is asked of storage at every use, since roles end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flows.facts import Area
from flows.meeting import ADVISORY
from flows.wording import N_, Say, say
from handlers.buttons import base36, number_in
from handlers.permissions import OFFICERS
from storage.meeting_records import Attendee, Meeting

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.transaction import Transaction

THE_GROUP = say(N_("Advisory Group"))


@dataclass(frozen=True, slots=True)
class Body:
    """Whose meetings they are: an area's, or the Advisory Group's (`area` is `None`). `key` is what buttons carry."""

    area: str | None
    name: Say

    @property
    def key(self) -> str:
        """The key of the area, or `advisory`."""
        return self.area or ADVISORY


ADVISORY_GROUP = Body(None, THE_GROUP)


@dataclass(frozen=True, slots=True)
class MeetingAccess:
    """A meeting, whose it is, and what somebody has to do with it: they `convene` it, are invited (`attendee`), or
    both."""

    meeting: Meeting
    body: Body
    convenes: bool
    attendee: Attendee | None

    @property
    def seen(self) -> str:
        """The meeting as it was seen, for buttons that act only while it is so."""
        return f"{base36(self.meeting.id)}.{base36(self.meeting.revision)}"


def body_named(key: str, areas: Sequence[Area]) -> Body | None:
    """The body with this key; `None` where no open area has it."""
    if key == ADVISORY:
        return ADVISORY_GROUP
    return next((Body(area.key, area.name) for area in areas if area.key == key), None)


def body_of(meeting: Meeting, areas: Sequence[Area]) -> Body:
    """Whose meeting it is; an area that was closed since is called by its key."""
    found = body_named(meeting.area or ADVISORY, areas)
    return found or Body(meeting.area, say(N_("{area} (closed)"), area=str(meeting.area)))


def convened_by(tx: Transaction, person_id: int, at: datetime, areas: Sequence[Area]) -> tuple[Body, ...]:
    """The bodies whose meetings are first of all this person's to convene: the Advisory Group, the areas they lead."""
    roles = tx.roles(person_id, at)
    led = {role.area for role in roles if role.kind == "lead"}
    group = (ADVISORY_GROUP,) if any(role.kind in OFFICERS for role in roles) else ()
    return (*group, *(Body(area.key, area.name) for area in areas if area.key in led))


def convenes(tx: Transaction, person_id: int, area: str | None, at: datetime) -> bool:
    """Whether somebody may plan and change the meetings of a body: the secretariat, and who leads the area."""
    return any(
        role.kind in OFFICERS or (role.kind == "lead" and area is not None and role.area == area)
        for role in tx.roles(person_id, at)
    )


def access_to(talk: Talk, meeting_id: int) -> MeetingAccess | None:
    """What the person has to do with a meeting; `None` where it is nothing, or there is no such meeting."""
    return access_of(talk.tx, talk.person.id, meeting_id, talk.incoming.at, talk.surroundings.areas)


def access_of(
    tx: Transaction, person_id: int, meeting_id: int, at: datetime, areas: Sequence[Area]
) -> MeetingAccess | None:
    """The same for anybody, at a moment."""
    meeting = tx.meeting(meeting_id) if meeting_id >= 0 else None
    if meeting is None:
        return None
    may = convenes(tx, person_id, meeting.area, at)
    attendee = tx.attendee(meeting.id, person_id)
    return MeetingAccess(meeting, body_of(meeting, areas), may, attendee) if may or attendee is not None else None


def meeting_named(talk: Talk, number: str) -> MeetingAccess | None:
    """The meeting that a button names by its number in base 36, if the person has to do with it."""
    return access_to(talk, number_in(number))
