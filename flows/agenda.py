"""The Partnership's dates, from facts and a moment: what comes, what is overdue, what has no date yet, what was done.

One function for the secretariat's agenda, for a person's own calendar and for feeds of either, so all say the same. The
facts are found in storage; what they mean is said here and in `flows.reminders`, with the paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from flows.meeting import FORMS, KINDS
from flows.planning import anniversary
from flows.reminders import RULES
from flows.roles import ROLES
from flows.wording import N_, Day, Say, Span, say

Kind: TypeAlias = Literal["meeting", "meeting report", "report", "term", "gathering", "review", "lead"]
State: TypeAlias = Literal["overdue", "coming", "open", "done"]
Names: TypeAlias = Mapping[str, Say]
"""What areas are called, by their keys."""

ADVISORY_GROUP: Final = say(N_("Advisory Group"))
REPORT_WITHIN: Final = timedelta(days=RULES["meeting report"].stages[0].days)
"""How long after a meeting nobody is asked for its report."""
GATHER_WITHIN: Final = RULES["gathering"].months
REVIEW_WITHIN: Final = RULES["review"].months
SEEKING_LEAD: Final = "N¶16"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFact:
    """A meeting of an area, or of the Advisory Group (`area` is `None`). `answer` is what its reader answered to the
    invitation, empty where they have not; `invited` whether they are. `report_at`: since then its report is there."""

    id: int
    uid: str
    area: str | None
    kind: str
    title: str
    language: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    form: str
    place: str = ""
    link: str = ""
    agenda: str = ""
    because: str = ""
    is_planned: bool = True
    sequence: int = 0
    changed_at: datetime
    report_at: datetime | None = None
    invited: bool = False
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFact:
    """The report of an area in a reporting cycle; without `due_on` UNEP has not set a date yet (F§7, T6).

    `state` is empty where it was not begun; else `open`, `submitted`, `returned` or `published`. `sequence` counts the
    changes of the cycle.
    """

    cycle_id: int
    area: str
    period_from: str
    period_until: str
    due_on: date | None
    state: str = ""
    sequence: int = 0
    changed_at: datetime

    @property
    def is_there(self) -> bool:
        """Whether it was sent, and not returned for completion."""
        return self.state in ("submitted", "published")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFact:
    """The end of somebody's term, where they do not hold the same role beyond it."""

    role_id: int
    name: str
    kind: str
    area: str | None
    since: datetime
    until: datetime
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheringFact:
    """When a body met last, or since when somebody leads it; `planned_for` is when its coming meeting begins."""

    area: str | None
    since: datetime
    planned_for: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFact:
    """When the plan of an area was published last."""

    area: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadlessFact:
    """An area in force that nobody leads (N¶16)."""

    area: str


Fact: TypeAlias = MeetingFact | ReportFact | TermFact | GatheringFact | ReviewFact | LeadlessFact


@dataclass(frozen=True, slots=True)
class Entry:
    """A date as it is told: `what` it is, what is to be done or known of it (`note`), and the paragraph.

    `subject` names it as reminders do. `at` is a moment, by the clocks of `zone` where it has its own; a day; or
    `None`, for what has no date. What has no date, or none yet, is `open`.
    """

    kind: Kind
    subject: str
    area: str | None
    state: State
    at: datetime | date | None
    what: Say
    note: Say | None
    cites: str
    fact: Fact
    zone: str = ""

    @property
    def day(self) -> date | None:
        """The day alone, by the clocks of its own zone or else of UTC."""
        return _day(self.at, self.zone)


def entries(facts: Iterable[Fact], names: Names, now: datetime) -> tuple[Entry, ...]:
    """All that the facts have to say at a moment: what is overdue first, the longest first; then what comes, in order;
    then what has no date; then what was done, the last first. A meeting that was cancelled is no date any more."""
    found = [entry for fact in facts for entry in _entries(fact, names, now)]
    return tuple(sorted(found, key=_place))


def within(found: Iterable[Entry], since: datetime, until: datetime) -> tuple[Entry, ...]:
    """Of these, what lies in a time; and what is overdue or has no date, which is to be seen at any time."""
    return tuple(
        one
        for one in found
        if one.state in ("overdue", "open") or (one.at is not None and since <= _moment(one.at) < until)
    )


def _entries(fact: Fact, names: Names, now: datetime) -> Iterable[Entry]:
    match fact:
        case MeetingFact():
            return _of_meeting(fact, names, now)
        case ReportFact():
            return [_of_report(fact, names, now)]
        case TermFact():
            return [_of_term(fact, names, now)]
        case GatheringFact():
            return _of_gathering(fact, names, now)
        case ReviewFact():
            return [_of_review(fact, names, now)]
        case LeadlessFact():
            return [_of_leadless(fact, names)]


def whose(area: str | None, names: Names) -> Say:
    """The name of an area, or of the Advisory Group; an area that was closed since is called by its key."""
    if area is None:
        return ADVISORY_GROUP
    return names.get(area) or say(N_("{area} (closed)"), area=area)


def _of_meeting(fact: MeetingFact, names: Names, now: datetime) -> Iterable[Entry]:
    if not fact.is_planned:
        return
    body = whose(fact.area, names)
    subject = str(fact.id)
    what = say(
        N_("{title} ({body}, {kind}, {form})"),
        title=fact.title,
        body=body,
        kind=say(KINDS[fact.kind]),
        form=say(FORMS[fact.form]),
    )
    state: State = "coming" if fact.ends_at > now else "done"
    cites = "G4.a(1)" if fact.area is None else "G4.b(1)"
    note = _answered(fact) if state == "coming" else None
    yield Entry("meeting", subject, fact.area, state, fact.starts_at, what, note, cites, fact, fact.zone)
    if state == "done" and fact.report_at is None:
        wanted = fact.ends_at + REPORT_WITHIN
        due: State = "overdue" if wanted <= now else "coming"
        missing = say(N_("The report of the meeting “{title}” ({body})"), title=fact.title, body=body)
        says = say(N_("It is not there yet. Reports of meetings are made public."))
        cites = RULES["meeting report"].cites
        yield Entry("meeting report", subject, fact.area, due, wanted, missing, says, cites, fact, fact.zone)


def meeting_reason(area: str | None, kind: str) -> Say:
    """The paragraph that a meeting is held under."""
    if area is None:
        return say(N_("The Advisory Group meets at least once a year, and more often if necessary (G4.a(1))."))
    if kind == "planning":
        return say(N_("The lead convenes and chairs the meetings at which the business plan is made (G3(f)(1))."))
    return say(N_("The partners of an area meet at least once a year, and more often if necessary (G4.b(1))."))


ANSWERED: Final = {
    "": N_("You have not answered yet."),
    "yes": N_("You come."),
    "telephone": N_("You take part by telephone."),
    "no": N_("You do not come."),
}


def _answered(fact: MeetingFact) -> Say | None:
    return say(ANSWERED[fact.answer]) if fact.invited else None


def _of_report(fact: ReportFact, names: Names, now: datetime) -> Entry:
    what = say(
        N_("Report of the area {area} to UNEP ({period})"),
        area=whose(fact.area, names),
        period=Span(Day(fact.period_from), Day(fact.period_until)),
    )
    state: State
    if fact.is_there:
        state = "done"
    elif fact.due_on is None:
        state = "open"
    else:
        state = "overdue" if fact.due_on < now.astimezone(UTC).date() else "coming"
    subject = f"{fact.cycle_id}.{fact.area}"
    return Entry("report", subject, fact.area, state, fact.due_on, what, report_note(fact), RULES["report"].cites, fact)


def reason(entry: Entry) -> Say:
    """Why it is a date, with the paragraph."""
    if isinstance(entry.fact, MeetingFact) and entry.kind == "meeting":
        return meeting_reason(entry.fact.area, entry.fact.kind)
    if entry.kind == "lead":
        return say(N_("Finding a lead for an area is a task of the Partnership ({cite})."), cite=SEEKING_LEAD)
    return RULES[entry.kind].reason()


def report_note(fact: ReportFact) -> Say:
    """Where a report stands, and that its date is not known where it is not."""
    said = say(REPORT_STATES[fact.state])
    if fact.due_on is None and not fact.is_there:
        return say(N_("UNEP has not set a date yet. {state}"), state=said)
    return said


REPORT_STATES: Final = {
    "": N_("The report has not been begun."),
    "open": N_("The report is being written."),
    "submitted": N_("The report was submitted."),
    "returned": N_("The report was returned for completion."),
    "published": N_("The report is published."),
}


def _of_term(fact: TermFact, names: Names, now: datetime) -> Entry:
    role = say(ROLES[fact.kind].name)
    if fact.own and fact.area is not None:
        what = say(N_("Your term as {role} ends ({area})"), role=role, area=whose(fact.area, names))
    elif fact.own:
        what = say(N_("Your term as {role} ends"), role=role)
    elif fact.area is not None:
        area = whose(fact.area, names)
        what = say(N_("The term of {name} ends: {role} ({area})"), name=fact.name, role=role, area=area)
    else:
        what = say(N_("The term of {name} ends: {role}"), name=fact.name, role=role)
    state: State = "coming" if fact.until > now else "done"
    cites = "G4.b(6)" if fact.kind == "lead" else "G3(d)"
    return Entry("term", str(fact.role_id), fact.area, state, fact.until, what, None, cites, fact)


def _of_gathering(fact: GatheringFact, names: Names, now: datetime) -> Iterable[Entry]:
    if fact.planned_for is not None:
        return
    by = anniversary(fact.since.astimezone(UTC).date(), GATHER_WITHIN)
    what = say(N_("{body}: the next meeting, within twelve months of the last"), body=whose(fact.area, names))
    state: State = "overdue" if by < now.astimezone(UTC).date() else "coming"
    cites = "G4.a(1)" if fact.area is None else "G4.b(1)"
    note = say(N_("None is planned yet."))
    yield Entry("gathering", fact.area or "advisory", fact.area, state, by, what, note, cites, fact)


def _of_review(fact: ReviewFact, names: Names, now: datetime) -> Entry:
    published = fact.published_at.astimezone(UTC).date()
    by = anniversary(published, REVIEW_WITHIN)
    what = say(N_("Yearly review of the business plan of the area {area}"), area=whose(fact.area, names))
    note = say(N_("It was published last on {day}."), day=Day(published.isoformat()))
    state: State = "overdue" if by < now.astimezone(UTC).date() else "coming"
    return Entry("review", fact.area, fact.area, state, by, what, note, RULES["review"].cites, fact)


def _of_leadless(fact: LeadlessFact, names: Names) -> Entry:
    what = say(N_("The area {area} looks for a lead"), area=whose(fact.area, names))
    return Entry("lead", fact.area, fact.area, "open", None, what, None, SEEKING_LEAD, fact)


_ORDER: Final[Mapping[State, int]] = {"overdue": 0, "coming": 1, "open": 2, "done": 3}


def _place(entry: Entry) -> tuple[int, float, str, str]:
    order = _ORDER[entry.state]
    at = 0.0 if entry.at is None else _moment(entry.at).timestamp()
    return order, -at if entry.state == "done" else at, entry.kind, entry.subject


def _moment(at: datetime | date) -> datetime:
    return at if isinstance(at, datetime) else datetime.combine(at, time(), UTC)


def _day(at: datetime | date | None, zone: str) -> date | None:
    if isinstance(at, datetime):
        return at.astimezone(ZoneInfo(zone) if zone else UTC).date()
    return at
