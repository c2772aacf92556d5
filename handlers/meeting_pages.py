"""What is shown of meetings: lists of them, one of them, who comes, who was there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar

from flows.wording import N_, Param, Say, Several, as_is, say, say_n
from handlers import meeting_words
from handlers.buttons import PageButton, Rows, base36
from handlers.desk_pages import SOMEBODY, STANDS_OTHERWISE
from handlers.meeting_access import Body, MeetingAccess
from handlers.meeting_words import ANSWERED
from handlers.pages import INTO_THE_PAST, day, turning
from handlers.scene import Page, Quote
from storage.desk_records import Overtaken
from storage.meeting_records import Attendee, Invited, Meeting

T = TypeVar("T")

MOST_COMING: Final = 20
"""Meetings to come that a list shows."""
PER_PAGE: Final = 8
"""Meetings of the past on a page of a list, each with its button."""
PEOPLE_ON_A_PAGE: Final = 20
MOST_NAMED: Final = 15
"""Names in a sentence; who else there is stands on a page of its own."""
MOST_TITLE: Final = 40

MEETINGS: Final = PageButton(say(N_("All meetings")), "meetings")
GONE: Final = say(N_("There is no such meeting, or it is not yours to see."))
BEGUN: Final = say(N_("This meeting has begun already, so answers are not taken any more."))
NOTHING_CHANGED: Final = say(N_("Nothing has changed, so nobody is told."))


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands on a meeting's page beside the meeting itself: lines of its record, and buttons."""

    lines: tuple[Say, ...] = ()
    rows: Rows = ()


NOTHING_BESIDE: Final = Beside()


# -- lists ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A page of a list: with the first, all that is to come; then what was, the last first. `more`: it goes on."""

    page: int
    coming: Sequence[T]
    past: Sequence[T]
    more: bool

    @property
    def none_to_come(self) -> bool:
        """Whether it is worth saying that nothing is to come."""
        return not self.page and not self.coming

    @property
    def shown(self) -> tuple[T, ...]:
        """What stands on the page, in order."""
        return (*self.coming, *self.past)


def which_body(bodies: Sequence[Body], act: str, *, others: bool) -> Page:
    """The choice among several bodies; `others` leads to the areas that somebody else leads."""
    rows: list[tuple[PageButton, ...]] = [(PageButton(body.name, act, body.key),) for body in bodies]
    if others:
        rows.append((PageButton(say(N_("Other areas")), "meetareas"),))
    return Page((say(N_("<b>The meetings of which body?</b>")),), (*rows, (PageButton(INVITED_TO, "meetmine"),)))


INVITED_TO: Final = say(N_("Meetings that I am invited to"))


def of_body(body: Body, listed: Listed[Meeting], zone: str, now: datetime) -> Page:
    """The meetings of a body, for who convenes them: those to come, and the last ones."""
    told = [say(N_("<b>Meetings: {body}</b>"), body=body.name)]
    if listed.none_to_come:
        told.append(say(N_("No meeting is planned.")))
    lines = tuple(_line(one, zone, state(one, now)) for one in listed.shown)
    rows = (
        *((_open(one),) for one in listed.shown),
        *turning("meetings", listed.page, more=listed.more, before=f"{body.key}.", words=INTO_THE_PAST),
        (PageButton(say(N_("Plan a meeting")), "meetnew", body.key),),
        (PageButton(say(N_("Other meetings")), "meetings"),),
    )
    return Page(tuple(told), rows, lines)


def of_person(listed: Listed[Invited], zone: str, now: datetime, *, convenes: bool) -> Page:
    """The meetings that somebody is invited to."""
    told = [say(N_("<b>Meetings that you are invited to</b>"))]
    if listed.none_to_come:
        told.append(say(N_("At the moment you are invited to no meeting that is still to come.")))
    lines = tuple(_line(one.meeting, zone, _your_answer(one, now)) for one in listed.shown)
    rows: Rows = (
        *((_open(one.meeting),) for one in listed.shown),
        *turning("meetmine", listed.page, more=listed.more, words=INTO_THE_PAST),
    )
    if convenes:
        rows = (*rows, (PageButton(say(N_("Meetings that I convene")), "meetings"),))
    return Page(tuple(told), rows, lines)


def _your_answer(one: Invited, now: datetime) -> Say:
    if not one.meeting.is_planned or one.meeting.starts_at <= now:
        return state(one.meeting, now)
    return say(ANSWERED[one.answer]) if one.answer else say(N_("you have not answered yet"))


def state(meeting: Meeting, now: datetime) -> Say:
    """Where a meeting stands, in a few words."""
    if not meeting.is_planned:
        return say(N_("cancelled"))
    if meeting.report_published_at is not None:
        return say(N_("held, the report is published"))
    if meeting.report_at is not None:
        return say(N_("held, the report is not published yet"))
    if meeting.starts_at <= now:
        return say(N_("held, the report is still to come"))
    return say(N_("planned"))


def _line(meeting: Meeting, zone: str, stands: Say) -> Say:
    return say(
        N_("{moment}: {title} ({state})"),
        moment=meeting_words.moment_in(meeting, zone),
        title=meeting.title,
        state=stands,
    )


def _open(meeting: Meeting) -> PageButton:
    title = meeting.title
    if len(title) > MOST_TITLE:
        title = title[: MOST_TITLE - 1].rstrip() + "…"
    return PageButton(as_is(title), "meet", base36(meeting.id))


# -- one meeting ------------------------------------------------------------------------------------------------------


def meeting(
    access: MeetingAccess,
    people: Sequence[Attendee],
    convener: str,
    zone: str,
    now: datetime,
    beside: Beside = NOTHING_BESIDE,
) -> Page:
    """A meeting: what, when, where, why; to who convenes it, who comes; and all that can be done with it. What stands
    `beside` it, its questions and its observers, follows."""
    one = access.meeting
    told = [*meeting_words.heading(one, access.body), *_stands(one)]
    told += [*meeting_words.when(one, zone), *meeting_words.where(one), meeting_words.convener(convener, one)]
    told.append(meeting_words.why(one))
    if access.attendee is not None and one.is_planned:
        told += _yours(access.attendee, one, now)
    if one.agenda:
        told.append(say(N_("Agenda:")))
    rows = (
        *(answer_rows(one, access.attendee) if access.attendee is not None and one.starts_at > now else ()),
        *_files(one),
        *(_acts(access, now) if access.convenes else ()),
        *beside.rows,
        (MEETINGS,),
    )
    lines = (*(counts(people) if access.convenes else ()), *beside.lines)
    quote = Quote(one.language, (as_is(one.agenda),)) if one.agenda else None
    return Page(tuple(told), rows, lines, quote)


def _stands(one: Meeting) -> tuple[Say, ...]:
    if not one.is_planned:
        return (say(N_("<b>This meeting was cancelled.</b> The reason: {words}"), words=one.because),)
    if one.report_published_at is not None:
        return (say(N_("Its report was published on {day}."), day=day(one.report_published_at)),)
    if one.report_at is not None:
        return (say(N_("Its report was handed in on {day}, and is not published yet."), day=day(one.report_at)),)
    return ()


def _yours(attendee: Attendee, one: Meeting, now: datetime) -> tuple[Say, ...]:
    told = [meeting_words.why_invited(attendee, one)]
    if attendee.answer:
        told.append(say(N_("Your answer: {answer}"), answer=say(ANSWERED[attendee.answer])))
    elif one.starts_at > now:
        told.append(say(N_("Please say whether you come. You can change your answer until the meeting begins.")))
    if attendee.travel_support:
        told.append(say(N_("You have asked for travel support; the secretariat knows of it.")))
    return tuple(told)


def answer_rows(one: Meeting, attendee: Attendee) -> Rows:
    """The answers to an invitation; and travel support, where it may be asked for (G4.a(5), G4.b(5))."""
    if not one.is_planned:
        return ()
    number = base36(one.id)
    rows: list[tuple[PageButton, ...]] = [
        (PageButton(_marked(answer, attendee.answer), "meetans", f"{number}.{answer}"),) for answer in ANSWERED
    ]
    if attendee.travel_support:
        rows.append((PageButton(say(N_("I do not need travel support after all")), "meetsup", f"{number}.0"),))
    elif meeting_words.may_ask_support(one, attendee):
        rows.append((PageButton(say(N_("I need travel support")), "meetsup", f"{number}.1"),))
    return tuple(rows)


def _marked(answer: str, chosen: str) -> Say:
    words = say(ANSWERED[answer])
    return say(N_("✓ {answer}"), answer=words) if answer == chosen else words


def _files(one: Meeting) -> Rows:
    number = base36(one.id)
    rows: list[tuple[PageButton, ...]] = []
    if one.agenda_file is not None:
        rows.append((PageButton(say(N_("The agenda as a file")), "meetfile", f"{number}.agenda"),))
    if one.report_published_at is not None:
        rows.append((PageButton(say(N_("Read the report")), "meetread", number),))
    return tuple(rows)


def _acts(access: MeetingAccess, now: datetime) -> Rows:
    """What whoever convenes a meeting can do with it."""
    one, number = access.meeting, base36(access.meeting.id)
    rows: list[tuple[PageButton, ...]] = [(PageButton(say(N_("Who comes, by name")), "meetwho", f"{number}.0"),)]
    if not one.is_planned:
        return tuple(rows)
    if one.starts_at > now:
        rows.append((PageButton(say(N_("Change it")), "meetchg", access.seen),))
        rows.append((PageButton(say(N_("Cancel it")), "meetcan", access.seen),))
    else:
        rows.append((PageButton(say(N_("Who was there")), "meetatt", f"{number}.0"),))
        again = one.report_at is not None
        words = say(N_("Hand in a corrected report")) if again else say(N_("Hand in the report"))
        rows.append((PageButton(words, "meetrep", access.seen),))
        if again and one.report_published_at is None:
            rows.append((PageButton(say(N_("Read the report")), "meetread", number),))
            rows.append((PageButton(say(N_("Publish the report")), "meetpub", access.seen),))
    return tuple(rows)


def overtaken(by: Overtaken) -> Say:
    """Who acted first, and what they did."""
    words = OVERTAKEN.get(by.what)
    return STANDS_OTHERWISE if words is None else say(words, name=by.by_name or SOMEBODY, day=day(by.at))


OVERTAKEN: Final = {
    "planned a meeting": N_("{name} planned this meeting on {day}. It stands like this now:"),
    "changed a meeting": N_("{name} has changed this meeting in the meantime, on {day}. It stands like this now:"),
    "cancelled a meeting": N_("{name} cancelled this meeting on {day}."),
    "recorded the attendance": N_("{name} recorded on {day} who was there. The meeting stands like this now:"),
    "handed in a meeting report": N_("{name} handed in the report on {day}. The meeting stands like this now:"),
    "published a meeting report": N_("{name} published the report on {day}. The meeting stands like this now:"),
}


# -- who comes --------------------------------------------------------------------------------------------------------


def counts(people: Sequence[Attendee]) -> tuple[Say, ...]:
    """How many have answered what, with their names."""
    told = []
    for answer, counted in COUNTED.items():
        found = [each for each in people if each.answer == answer]
        if found:
            told.append(counted(len(found), names(found)))
    support = [each for each in people if each.travel_support]
    if support:
        told.append(
            say_n(
                N_("{n} asks for travel support: {names}"), N_("{n} ask for travel support: {names}"), len(support),
                names=names(support),
            )
        )  # fmt: skip
    blocked = [each for each in people if each.blocked]
    if blocked:
        told.append(
            say_n(
                N_("{n} cannot be reached here, and needs to be told otherwise: {names}"),
                N_("{n} cannot be reached here, and need to be told otherwise: {names}"),
                len(blocked),
                names=names(blocked),
            )
        )
    return tuple(told) if people else (say(N_("Nobody is invited yet.")),)


def _come(n: int, names: Param) -> Say:
    return say_n(N_("{n} comes: {names}"), N_("{n} come: {names}"), n, names=names)


def _telephone(n: int, names: Param) -> Say:
    return say_n(N_("{n} takes part by telephone: {names}"), N_("{n} take part by telephone: {names}"), n, names=names)


def _cannot(n: int, names: Param) -> Say:
    return say_n(N_("{n} cannot come: {names}"), N_("{n} cannot come: {names}"), n, names=names)


def _unanswered(n: int, names: Param) -> Say:
    return say_n(N_("{n} has not answered yet: {names}"), N_("{n} have not answered yet: {names}"), n, names=names)


COUNTED: Final = {"yes": _come, "telephone": _telephone, "no": _cannot, "": _unanswered}


def names(people: Sequence[Attendee]) -> Param:
    """Some people by name; of many, the first."""
    named: list[Param] = [each.name or SOMEBODY for each in people[:MOST_NAMED]]
    if len(people) > MOST_NAMED:
        named.append(say_n(N_("{n} more"), N_("{n} more"), len(people) - MOST_NAMED))
    return Several(tuple(named), "apart")


def who_comes(access: MeetingAccess, people: Sequence[Attendee], number: int) -> Page:
    """Everyone who is invited, with what they answered, a page at a time."""
    here = people[number * PEOPLE_ON_A_PAGE : (number + 1) * PEOPLE_ON_A_PAGE]
    lines = tuple(
        say(
            N_("{name}, {capacity}: {answer}"),
            name=one.name or SOMEBODY,
            capacity=say(CAPACITIES[one.capacity]),
            answer=say(ANSWERED[one.answer]) if one.answer else say(N_("no answer yet")),
        )
        for one in here
    )
    told = (
        *meeting_words.heading(access.meeting, access.body),
        say_n(N_("{n} person is invited."), N_("{n} people are invited."), len(people)),
    )
    rows = (*_turning(access.meeting, "meetwho", number, len(people)), (back(access.meeting),))
    return Page(told, rows, lines)


CAPACITIES: Final = {
    "member": N_("member of the Advisory Group"),
    "partner": N_("partner"),
    "observer": N_("observer"),
    "convener": N_("convener"),
}


def attendance(access: MeetingAccess, people: Sequence[Attendee], number: int) -> Page:
    """The list of who was there, to be ticked by name; whoever is not ticked at the end was not there."""
    one = access.meeting
    there = sum(each.attended is True for each in people)
    told = (
        *meeting_words.heading(one, access.body),
        say(N_("<b>Who was there?</b> Press a name to tick it, and once more to take the tick away.")),
        say_n(N_("{n} person is ticked."), N_("{n} people are ticked."), there),
        *((say(N_("The list was closed on {day}."), day=day(one.attendance_at)),) if one.attendance_at else ()),
    )
    here = people[number * PEOPLE_ON_A_PAGE : (number + 1) * PEOPLE_ON_A_PAGE]
    rows = tuple((_tick(one, each, number),) for each in here)
    close = PageButton(say(N_("The list is complete")), "meetall", access.seen)
    return Page(told, (*rows, *_turning(one, "meetatt", number, len(people)), (close,), (back(one),)))


def _tick(one: Meeting, each: Attendee, number: int) -> PageButton:
    words = N_("☑ {name}") if each.attended else N_("☐ {name}")
    turn = "0" if each.attended else "1"
    label = say(words, name=each.name or SOMEBODY)
    return PageButton(label, "meettick", f"{base36(one.id)}.{base36(each.person_id)}.{turn}.{number}")


def _turning(one: Meeting, act: str, number: int, total: int) -> Rows:
    more = (number + 1) * PEOPLE_ON_A_PAGE < total
    words = (say(N_("◀ Before")), say(N_("More ▶")))
    return turning(act, number, more=more, before=f"{base36(one.id)}.", words=words)


def back(one: Meeting) -> PageButton:
    """Back to the meeting's page."""
    return PageButton(say(N_("◀ Back to the meeting")), "meet", base36(one.id))


# -- the report -------------------------------------------------------------------------------------------------------


def report(one: Meeting, body: Body) -> Page:
    """The report to read; its file is fetched by a button."""
    told = [*meeting_words.heading(one, body), say(N_("<b>The report of the meeting</b>"))]
    if one.report_published_at is not None:
        told.append(say(N_("Published on {day}."), day=day(one.report_published_at)))
    rows: list[tuple[PageButton, ...]] = []
    if one.report_file is not None:
        rows.append((PageButton(say(N_("The report as a file")), "meetfile", f"{base36(one.id)}.report"),))
    rows.append((back(one),))
    quote = Quote(one.report_language, (as_is(one.report),)) if one.report else None
    return Page(tuple(told), tuple(rows), quote=quote)


def publish(access: MeetingAccess) -> Page:
    """Asked before a report is published."""
    one = access.meeting
    cites = "G4.a(6)" if one.area is None else "G6(e)"
    told = (
        *meeting_words.heading(one, access.body),
        say(N_("<b>Publish the report?</b>")),
        say(
            N_("Everyone can read it in the public register then, and those who are concerned are told ({cites})."),
            cites=cites,
        ),
    )
    rows = (
        (PageButton(say(N_("Yes, publish it")), "meetput", access.seen),),
        (PageButton(say(N_("No, not yet")), "meet", base36(one.id)),),
    )
    return Page(told, rows)
