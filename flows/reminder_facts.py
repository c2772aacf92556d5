"""The facts of which people are reminded, one dataclass for each kind of `flows.reminders`; and what follows from each.

`timing` says of a fact what planning has to know: from which date its stages are counted, whom they concern, and from
when on they are of no use. It is `None` where nobody is to be reminded any more: the thing is done, or called off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, TypeAlias

_LOOK_AGAIN: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reminded:
    """Somebody to be reminded of a fact. `zone` is the IANA name of where they live.

    `since`: the fact concerns them, or they were told of it, from then on, so what was due earlier is not caught up.
    `stopped`: they want no reminders of this; `done_at`: they said then that it is done. `reachable`: they have a chat
    that does not block its bot.
    """

    person_id: int
    zone: str
    since: datetime | None = None
    stopped: bool = False
    done_at: datetime | None = None
    reachable: bool = True


People: TypeAlias = tuple[Reminded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAhead:
    """A meeting. `attending` are all who are invited and have not declined; who has not answered is among them.

    `told_at`: since then everybody knows the date as it is.
    """

    meeting_id: int
    starts_at: datetime
    told_at: datetime
    is_planned: bool
    attending: People


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingReport:
    """The report of a meeting, which is due once it is over. `convening` are who convened it."""

    meeting_id: int
    ends_at: datetime
    is_planned: bool
    is_there: bool
    convening: People
    secretariat: People


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDue:
    """The report of an area in a reporting cycle. Without `due_on` UNEP has not set a date yet (F§7).

    `is_there`: it was sent, and not returned for completion. `set_at`: since then the date is as it is, and the report
    is to be sent by its leads, who are told when it is returned to them.
    """

    cycle_id: int
    area: str
    due_on: date | None
    set_at: datetime
    is_there: bool
    leads: People
    secretariat: People


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEnd:
    """The end of somebody's term. `goes_on`: they hold the same role beyond it; `is_followed`: somebody else does, from
    its end on, so that nothing is left to be decided."""

    role_id: int
    since: datetime
    until: datetime | None
    goes_on: bool
    holder: People
    secretariat: People
    is_followed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeeting:
    """The meeting that an area, or the Advisory Group, has to hold within twelve months of its last (G4.a(1), G4.b(1)).

    `since` is when the last was held; where there was none, when somebody began to lead it. `planned_for` is when the
    coming one begins.
    """

    area: str
    since: datetime | None
    planned_for: datetime | None
    convening: People
    secretariat: People


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A letter or a plan that was begun, or opened again, and has not been sent since.

    `is_lasting`: the draft is never closed, as that of a plan, which may be written in again at any time.
    """

    draft_id: int
    changed_at: datetime
    is_open: bool
    is_lasting: bool
    writing: People


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReview:
    """The plan of an area, which is reviewed a year after its last publication (F§4)."""

    area: str
    published_at: datetime | None
    leads: People
    secretariat: People


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The progress that a partner tells the lead of an area: `since` they last did, or agreed to be asked."""

    area: str
    person_id: int
    since: datetime | None
    partner: People


Fact: TypeAlias = MeetingAhead | MeetingReport | ReportDue | TermEnd | NextMeeting | Unfinished | PlanReview | Progress


@dataclass(frozen=True, slots=True)
class Timing:
    """What planning knows of a fact. `date` is a moment, or a day wherever people are; nothing is due before it stood
    `since`, nor of use from `ends_at` on."""

    kind: str
    subject: str
    date: date | datetime
    since: datetime
    ends_at: datetime | None
    them: People
    secretariat: People = ()


def timing(fact: Fact) -> Timing | None:
    """What follows from a fact; `None` where nobody is to be reminded of it."""
    match fact:
        case MeetingAhead(starts_at=starts, is_planned=True):
            return Timing("meeting", str(fact.meeting_id), starts, fact.told_at, starts, fact.attending)
        case MeetingReport(is_planned=True, is_there=False, ends_at=ended):
            return Timing("meeting report", str(fact.meeting_id), ended, ended, None, fact.convening, fact.secretariat)
        case ReportDue(due_on=date() as due, is_there=False):
            subject = f"{fact.cycle_id}.{fact.area}"
            return Timing("report", subject, due, fact.set_at, None, fact.leads, fact.secretariat)
        case TermEnd(until=datetime() as until, goes_on=False, is_followed=False):
            return Timing("term", str(fact.role_id), until, fact.since, until, fact.holder, fact.secretariat)
        case NextMeeting(since=datetime() as since, planned_for=None):
            return Timing("gathering", fact.area, since, since, None, fact.convening, fact.secretariat)
        case Unfinished(is_open=True, changed_at=changed):
            return Timing("unfinished", str(fact.draft_id), changed, changed, None, fact.writing)
        case PlanReview(published_at=datetime() as published):
            return Timing("review", fact.area, published, published, None, fact.leads, fact.secretariat)
        case Progress(since=datetime() as since):
            return Timing("progress", f"{fact.area}.{fact.person_id}", since, since, None, fact.partner)
    return None


def look_again(fact: Fact, now: datetime) -> datetime | None:
    """When a fact may have changed by itself: a meeting that was planned has begun, somebody writes in a plan again."""
    match fact:
        case NextMeeting(planned_for=datetime() as begins):
            return begins
        case Unfinished(is_lasting=True):
            return now + _LOOK_AGAIN
    return None
