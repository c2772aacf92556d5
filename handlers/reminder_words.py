"""What each kind of reminder says: of what, when, where and why, and what can be done at once.

It is made from the facts of the moment at which it is read, for the one person who reads it. A reminder that rises to
the secretariat says whose matter it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from flows.letter import LETTER
from flows.planning import anniversary
from flows.reminder_facts import (
    Fact,
    MeetingAhead,
    MeetingReport,
    NextMeeting,
    PlanReview,
    Progress,
    Reminded,
    ReportDue,
    TermEnd,
    Unfinished,
)
from flows.reminders import ADVISORY, RULES
from flows.roles import ROLES
from flows.waking import day_there, known_zone
from flows.wording import N_, Day, Param, Say, Several, Span, say, say_n
from handlers import meeting_pages, meeting_words
from handlers.buttons import PageButton, Rows, base36
from handlers.desk_pages import SOMEBODY
from handlers.meeting_access import body_of
from handlers.people_pages import area_named

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.meeting_records import Meeting
    from storage.reminder_records import Reminder
    from storage.transaction import Transaction

_MOST_TITLE: Final = 40


@dataclass(frozen=True, slots=True)
class Said:
    """A reminder in words: its heading, what is told below it, why it comes, the buttons that act, and what it is
    about in a few words, for a button that leads to it. `done` is how its person says that no more are needed."""

    heading: Say
    told: tuple[Say, ...]
    why: Say
    rows: Rows
    about: Say
    done: Say


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads a reminder, when, and where they live (`zone`; `lives_in` is empty where that is not known)."""

    tx: Transaction
    surroundings: Surroundings
    person_id: int
    at: datetime
    lives_in: str

    @property
    def zone(self) -> str:
        """The zone by which days are counted."""
        return known_zone(self.lives_in or None)

    def day(self, at: datetime) -> Day:
        """The day that a moment falls on where the reader lives."""
        return Day(day_there(at, self.zone).isoformat())

    def days_until(self, date_or_moment: date | datetime) -> int:
        """How many days lie ahead by the reader's calendar; negative where it is past."""
        then = day_there(date_or_moment, self.zone) if isinstance(date_or_moment, datetime) else date_or_moment
        return (then - day_there(self.at, self.zone)).days

    def area(self, key: str) -> Param:
        """An area by its name."""
        return area_named(key, self.surroundings.areas) or key

    def names(self, people: tuple[Reminded, ...]) -> Param | None:
        """Some people by name; `None` where there are none."""
        named = self.tx.names_of(one.person_id for one in people)
        return Several(tuple(named.get(one.person_id) or SOMEBODY for one in people)) if people else None


def said(reading: Reading, reminder: Reminder, fact: Fact) -> Said | None:
    """A reminder in words; `None` where what it is about is gone."""
    return _SAYS[type(fact)](reading, reminder, fact)


# -- meetings ---------------------------------------------------------------------------------------------------------


def _meeting(reading: Reading, reminder: Reminder, fact: MeetingAhead) -> Said | None:
    meeting = reading.tx.meeting(fact.meeting_id)
    attendee = reading.tx.attendee(fact.meeting_id, reading.person_id)
    if meeting is None or attendee is None:
        return None
    title, whose = meeting_words.heading(meeting, body_of(meeting, reading.surroundings.areas))
    told = [_how_soon(reading, meeting), whose]
    told += [*meeting_words.when(meeting, reading.lives_in), *meeting_words.where(meeting)]
    if attendee.answer:
        told.append(say(ANSWERED_SO[attendee.answer]))
    else:
        told.append(say(N_("You have not answered the invitation yet. Please say whether you come.")))
    answers = () if attendee.answer else meeting_pages.answer_rows(meeting, attendee)
    return Said(
        title,
        tuple(told),
        meeting_words.why(meeting),
        (*answers, (_open_meeting(meeting, say(N_("Open the meeting"))),)),
        say(N_("Meeting: {title}"), title=_short(meeting.title)),
        say(N_("I know of it")),
    )


def _how_soon(reading: Reading, meeting: Meeting) -> Say:
    minutes = (meeting.starts_at - reading.at).total_seconds() / 60
    if minutes <= _SOON:
        return say_n(
            N_("It begins in {n} minute."), N_("It begins in {n} minutes."), max(1, round(minutes))
        )  # fmt: skip
    match reading.days_until(meeting.starts_at):
        case 0:
            return say(N_("It is today."))
        case 1:
            return say(N_("It is tomorrow."))
        case days:
            return say_n(N_("It is in {n} day."), N_("It is in {n} days."), days)


_SOON: Final = 90
"""Up to so many minutes ahead a meeting is told in minutes."""
ANSWERED_SO: Final = {
    "yes": N_("You have said that you come."),
    "telephone": N_("You have said that you take part by telephone."),
    "no": N_("You have said that you cannot come."),
}


def _open_meeting(meeting: Meeting, words: Say) -> PageButton:
    return PageButton(words, "meet", base36(meeting.id))


def _meeting_report(reading: Reading, reminder: Reminder, fact: MeetingReport) -> Said | None:
    meeting = reading.tx.meeting(fact.meeting_id)
    if meeting is None:
        return None
    was = say(
        N_("The meeting was held on {day}: {body}."),
        day=reading.day(meeting.starts_at),
        body=body_of(meeting, reading.surroundings.areas).name,
    )
    if _is_theirs(reading, fact.convening):
        ask = say(N_("Please hand its report in, as a text or as a file. It is published once you say so."))
        words = say(N_("Hand in the report"))
    else:
        ask, words = _whose_matter(reading, fact.convening), say(N_("Open the meeting"))
    return Said(
        say(N_("<b>The report of the meeting “{title}” is still to come</b>"), title=meeting.title),
        (was, ask),
        _why("meeting report"),
        ((_open_meeting(meeting, words),),),
        say(N_("Report of the meeting: {title}"), title=_short(meeting.title)),
        say(N_("It is done")),
    )


def _gathering(reading: Reading, reminder: Reminder, fact: NextMeeting) -> Said | None:
    if fact.since is None:
        return None
    group = fact.area == ADVISORY
    day = anniversary(day_there(fact.since, reading.zone), RULES["gathering"].months)
    days = reading.days_until(day)
    held = _last_held(reading, fact)
    plan = PageButton(say(N_("Plan a meeting")), "meetnew", fact.area)
    about = (
        say(N_("The Advisory Group's next meeting"))
        if group
        else say(N_("Next meeting: {area}"), area=reading.area(fact.area))
    )
    if _is_theirs(reading, fact.convening):
        ask = say(N_("No meeting is planned. Please plan one: everybody who belongs to it is invited at once."))
    else:
        ask = _whose_matter(reading, fact.convening)
    return Said(
        _gathering_heading(reading, fact, days),
        (held, _meet_by(Day(day.isoformat()), days), ask),
        _why("gathering", 0 if group else 1),
        ((plan,),),
        about,
        say(N_("It is being arranged")),
    )


def _gathering_heading(reading: Reading, fact: NextMeeting, days: int) -> Say:
    if fact.area == ADVISORY:
        if days >= 0:
            return say(N_("<b>The next meeting of the Advisory Group is still to be planned</b>"))
        return say(N_("<b>The Advisory Group has not met for more than twelve months</b>"))
    area = reading.area(fact.area)
    if days >= 0:
        return say(N_("<b>The next meeting of the area {area} is still to be planned</b>"), area=area)
    return say(N_("<b>The partners of the area {area} have not met for more than twelve months</b>"), area=area)


def _last_held(reading: Reading, fact: NextMeeting) -> Say:
    area = None if fact.area == ADVISORY else fact.area
    past = reading.tx.meetings_of((area,), reading.at, coming=False, limit=5)
    last = next((one for one in past if one.is_planned), None)
    if last is None:
        return say(N_("No meeting has been held yet."))
    return say(N_("The last meeting was held on {day}."), day=reading.day(last.starts_at))


def _meet_by(day: Day, days: int) -> Say:
    if days > 0:
        return say_n(
            N_("Twelve months are up on {day}: in {n} day."), N_("Twelve months are up on {day}: in {n} days."), days,
            day=day,
        )  # fmt: skip
    if days == 0:
        return say(N_("Twelve months are up today."))
    return say(N_("Twelve months were up on {day}."), day=day)


# -- reports and terms ------------------------------------------------------------------------------------------------


def _report(reading: Reading, reminder: Reminder, fact: ReportDue) -> Said | None:
    cycle = reading.tx.cycle(fact.cycle_id)
    if cycle is None or fact.due_on is None:
        return None
    area, days = reading.area(fact.area), reading.days_until(fact.due_on)
    period = say(
        N_("It is about the period {period}, and is due on {day}."),
        period=Span(Day(cycle.period_from), Day(cycle.period_until)),
        day=Day(fact.due_on.isoformat()),
    )
    number = base36(fact.cycle_id)
    if _is_theirs(reading, fact.leads):
        told = (period, *_report_stands(reading, fact), _HOW_TO_REPORT)
        button = PageButton(say(N_("Write the report")), "report", f"{fact.area}.{number}")
    else:
        told = (period, *_report_stands(reading, fact), _whose_matter(reading, fact.leads))
        button = PageButton(say(N_("Who has reported, and who has not")), "reports", number)
    about = say(N_("Report: {area}"), area=area)
    return Said(_report_heading(area, days), told, _why("report"), ((button,),), about, say(N_("It is done")))


_HOW_TO_REPORT: Final = say(
    N_(
        "You can write it here, section by section. Much is filled in already, from the plan and from what partners "
        "have told you."
    )
)


def _report_heading(area: Param, days: int) -> Say:
    if days > 0:
        return say_n(
            N_("<b>The report of the area {area} to UNEP is due in {n} day</b>"),
            N_("<b>The report of the area {area} to UNEP is due in {n} days</b>"),
            days,
            area=area,
        )
    if days == 0:
        return say(N_("<b>The report of the area {area} to UNEP is due today</b>"), area=area)
    return say_n(
        N_("<b>The report of the area {area} to UNEP is {n} day late</b>"),
        N_("<b>The report of the area {area} to UNEP is {n} days late</b>"),
        -days,
        area=area,
    )


def _report_stands(reading: Reading, fact: ReportDue) -> tuple[Say, ...]:
    report = reading.tx.area_report(fact.cycle_id, fact.area)
    if report is None:
        return (say(N_("It has not been begun yet.")),)
    if report.state == "returned" and report.returned_at is not None:
        day = reading.day(report.returned_at)
        return (say(N_("It was sent, and the secretariat returned it for completion on {day}."), day=day),)
    return (say(N_("It has been begun, and is still to be sent.")),)


def _term(reading: Reading, reminder: Reminder, fact: TermEnd) -> Said | None:
    term = reading.tx.term(fact.role_id)
    if term is None or fact.until is None:
        return None
    days, area = reading.days_until(fact.until), area_named(term.area, reading.surroundings.areas)
    role = say(ROLES[term.kind].name)
    office: Param = role if area is None else say(N_("{role}: {area}"), role=role, area=area)
    ends = say(N_("It began on {since} and ends on {until}."), since=_date(term.since), until=_date(fact.until))
    theirs = term.person_id == reading.person_id
    if theirs:
        heading = say_n(
            N_("<b>Your term ends in {n} day: {role}</b>"), N_("<b>Your term ends in {n} days: {role}</b>"), days,
            role=office,
        )  # fmt: skip
    else:
        heading = say_n(
            N_("<b>The term of {name} ends in {n} day: {role}</b>"),
            N_("<b>The term of {name} ends in {n} days: {role}</b>"),
            days,
            name=term.name or SOMEBODY,
            role=office,
        )
    button = PageButton(say(N_("Open the term")), "term", base36(fact.role_id))
    about = say(N_("End of a term: {role}"), role=office)
    told = (ends, _what_follows(term.kind, term.number))
    why = _why("term", 1 if term.kind == "lead" else 0)
    return Said(heading, told, why, ((button,),), about, say(N_("It is taken care of")))


def _what_follows(kind: str, number: int) -> Say:
    if kind == "lead":
        return say(
            N_(
                "The partners of the area designate who leads it next. The same lead may go on; a term can be renewed "
                "any number of times. Please record what they decide."
            )
        )
    if kind == "chair" and number >= (ROLES["chair"].most_terms or number + 1):
        return say(
            N_(
                "The Advisory Group elects its next chair. The guidelines foresee two terms of one person at most, "
                "and this is the second."
            )
        )
    return say(N_("The Advisory Group elects its next chair. The same person may be elected once more."))


# -- letters, plans, progress -----------------------------------------------------------------------------------------


def _unfinished(reading: Reading, reminder: Reminder, fact: Unfinished) -> Said | None:
    changed = reading.day(fact.changed_at)
    last = _is_last(reading, reminder)
    goodbye = (say(N_("I do not remind you of it again. What you wrote stays kept.")),) if last else ()
    plan = reading.tx.plan_draft_by_id(fact.draft_id)
    if plan is not None and fact.is_lasting:
        area = reading.area(plan.area)
        return Said(
            say(N_("<b>The business plan of the area {area} is unfinished</b>"), area=area),
            (say(N_("Nobody has written in it since {day}. All of it is kept."), day=changed), *goodbye),
            _why("unfinished", 1),
            ((PageButton(say(N_("Go on with the plan ▶")), "plan", plan.area),),),
            say(N_("Plan: {area}"), area=area),
            say(N_("I do not need this")),
        )
    draft = next((one for one in reading.tx.drafts_of(reading.person_id) if one.id == fact.draft_id), None)
    if draft is None or draft.flow != LETTER.key:
        return None
    heading = (
        say(N_("<b>Your letter of intent is unfinished: {name}</b>"), name=draft.title)
        if draft.title
        else say(N_("<b>Your letter of intent is unfinished</b>"))
    )
    told = say(N_("You wrote in it last on {day}. Your answers are kept: you go on where you stopped."), day=changed)
    return Said(
        heading,
        (told, *goodbye),
        _why("unfinished", 0),
        ((PageButton(say(N_("Go on with the letter ▶")), "open", str(draft.id)),),),
        say(N_("Letter: {name}"), name=_short(draft.title)) if draft.title else say(N_("Letter of intent")),
        say(N_("I do not need this")),
    )


def _is_last(reading: Reading, reminder: Reminder) -> bool:
    """Whether it is the last reminder by the rule in force."""
    stages = reading.tx.rules_in_force()["unfinished"].stages
    return bool(stages) and reminder.stage == stages[-1].at(0)


def _review(reading: Reading, reminder: Reminder, fact: PlanReview) -> Said | None:
    if fact.published_at is None:
        return None
    area = reading.area(fact.area)
    asked = say(
        N_(
            "Please look whether its priorities and timelines still hold, and adjust them where the work has moved on. "
            "The goals and objectives mostly stay the same."
        )
    )
    told: tuple[Say, ...] = (
        say(N_("Its newest version was published on {day}."), day=reading.day(fact.published_at)),
        asked if _is_theirs(reading, fact.leads) else _whose_matter(reading, fact.leads),
    )
    return Said(
        say(N_("<b>The business plan of the area {area} is due for its yearly review</b>"), area=area),
        told,
        _why("review"),
        ((PageButton(say(N_("Open the plan")), "plan", fact.area),),),
        say(N_("Review of the plan: {area}"), area=area),
        say(N_("The plan still holds")),
    )


def _progress(reading: Reading, reminder: Reminder, fact: Progress) -> Said | None:
    is_open = any(area.key == fact.area for area in reading.surroundings.areas)
    # Who agreed may take part there no longer, and so could write nothing.
    if not is_open or fact.area not in reading.tx.areas_of_partner(reading.person_id):
        return None
    area = reading.area(fact.area)
    return Said(
        say(N_("<b>How does your work go in the area {area}?</b>"), area=area),
        (
            say(N_("You agreed to be asked once a quarter. A few sentences are enough, and you can add files.")),
            say(N_("The lead of the area reads your note, and can use it for the report to UNEP.")),
        ),
        _why("progress"),
        ((PageButton(say(N_("Write a progress note")), "progress", fact.area),),),
        say(N_("Progress: {area}"), area=area),
        say(N_("Nothing new this time")),
    )


# -- shared -----------------------------------------------------------------------------------------------------------


def _is_theirs(reading: Reading, people: tuple[Reminded, ...]) -> bool:
    """Whether it is the reader's own matter, not one that has risen to them."""
    return any(one.person_id == reading.person_id for one in people)


def _whose_matter(reading: Reading, people: tuple[Reminded, ...]) -> Say:
    """Whose matter it is, for the secretariat; that it is nobody's at the moment."""
    names = reading.names(people)
    if names is None:
        return say(N_("Nobody leads the area at the moment, so you are the one whom I remind."))
    if not any(one.reachable for one in people):
        return say_n(
            N_("It is for {names}, who cannot be reached here: please tell them otherwise."),
            N_("It is for {names}, who cannot be reached here: please tell them otherwise."),
            len(people),
            names=names,
        )
    return say_n(
        N_("It is for {names}, who has been reminded."),
        N_("It is for {names}, who have been reminded."),
        len(people),
        names=names,
    )


def _why(kind: str, which: int = 0) -> Say:
    """Why the reminder comes, with the paragraph: of a rule that stands in two, the one that is meant."""
    whys = WHYS[kind]
    return say(whys[min(which, len(whys) - 1)])


WHYS: Final[Mapping[str, tuple[str, ...]]] = {
    "meeting report": (N_("The secretariat makes the reports of meetings public (G4.a(6), G6(e))."),),
    "report": (N_("Every area reports to UNEP every two years, to the timetable that UNEP sets (F§7)."),),
    "term": (
        N_("The Advisory Group elects its chair for two years, for two terms at most (G3(d))."),
        N_("Each area designates its lead for two years, renewable (G4.b(6))."),
    ),
    "gathering": (
        N_("The Advisory Group meets at least once a year (G4.a(1))."),
        N_("The partners of an area meet at least once a year (G4.b(1))."),
    ),
    "unfinished": (
        N_("Whoever wants to join the Partnership sends a letter of intent (G2(c))."),
        N_("Each area works by a business plan (F§4)."),
    ),
    "review": (N_("Business plans are reviewed from time to time, as the work proceeds (F§4)."),),
    "progress": (N_("Partners report progress and results to the lead of their area in good time (G6(b))."),),
}
"""Why each kind comes, in the words of a letter. A meeting has the reason that it is held for."""


def _date(at: datetime) -> Day:
    """The day of a term's beginning or end, which is one and the same for everybody."""
    return Day(at.date().isoformat())


def _short(title: str) -> str:
    return title if len(title) <= _MOST_TITLE else title[: _MOST_TITLE - 1].rstrip() + "…"


_Says: TypeAlias = "Callable[[Reading, Reminder, Any], Said | None]"
_SAYS: Final[Mapping[type, _Says]] = {
    MeetingAhead: _meeting,
    MeetingReport: _meeting_report,
    NextMeeting: _gathering,
    ReportDue: _report,
    TermEnd: _term,
    Unfinished: _unfinished,
    PlanReview: _review,
    Progress: _progress,
}
