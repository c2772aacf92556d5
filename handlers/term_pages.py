"""Pages about terms: one term, whom to record for a role, an invitation, and areas that nobody leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from flows.facts import Area
from flows.roles import ROLES
from flows.wording import N_, Day, Param, Say, WebAddress, as_is, say, say_n
from handlers.buttons import PageButton, Rows, base36
from handlers.desk_notices import beyond_terms
from handlers.desk_pages import SOMEBODY
from handlers.pages import day, turning
from handlers.people_pages import PEOPLE, area_named
from handlers.scene import Page
from storage.term_records import Candidate, MeetingNamed, Term

PER_PAGE: Final = 8
MOST_NAME: Final = 60

BOARD: Final = PageButton(say(N_("The Advisory Group")), "board", "0")
VACANT: Final = PageButton(say(N_("Areas without a lead")), "vacant", "")

WHY: Final[Mapping[str, str]] = {
    "lead": N_("The partners of an area designate its lead for two years, as often as they wish (G4.b(6))."),
    "chair": N_("The Advisory Group elects its chair for two years. One person serves two terms at most (G3(d))."),
    "adviser": N_(
        "UNEP's Executive Director invites leads of areas, partners that areas nominate, and others who are needed for "
        "a balanced group (G3(c))."
    ),
}
"""How each role comes to somebody."""

ASKS: Final[Mapping[str, str]] = {
    "lead": N_("<b>Who is designated to lead this area: {area}?</b>"),
    "chair": N_("<b>Who is elected to chair the Advisory Group?</b>"),
    "adviser": N_("<b>Who is invited to the Advisory Group?</b>"),
}
RECORD: Final[Mapping[str, str]] = {
    "lead": N_("Record a lead's designation"),
    "chair": N_("Record the election of a chair"),
    "adviser": N_("Record a member's invitation"),
}
HOW: Final[Mapping[str, str]] = {
    "elected": N_("Elected."),
    "designated": N_("Designated."),
    "renewed": N_("Renewed."),
    "invited": N_("Came by an invitation."),
}
HOW_AT_A_MEETING: Final[Mapping[str, str]] = {
    "elected": N_("Elected at the meeting “{meeting}”, {day}."),
    "designated": N_("Designated at the meeting “{meeting}”, {day}."),
    "renewed": N_("Renewed at the meeting “{meeting}”, {day}."),
    "invited": N_("Invited at the meeting “{meeting}”, {day}."),
}
RECORDED_ALREADY: Final = say(N_("This is recorded already."))
NO_SUCH_TERM: Final = say(N_("This term is not kept here any more."))
CHANGED_MEANWHILE: Final = say(
    N_("Somebody else has recorded a term here in the meantime, so yours is not recorded. Please look first.")
)


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader of a term may do: `records` terms of this role, belongs to the secretariat (`officer`)."""

    records: bool
    officer: bool


def role_named(kind: str, area: str | None, areas: Sequence[Area]) -> Say:
    """A role with its area."""
    role, named = say(ROLES[kind].name), area_named(area, areas)
    return role if named is None else say(N_("{role}: {area}"), role=role, area=named)


def name_of(name: str) -> Param:
    """Somebody's name, or that it is not known."""
    return name or SOMEBODY


def elect_button(kind: str, area: str | None) -> PageButton:
    """To record somebody else for a role."""
    return PageButton(say(RECORD[kind]), "elect", f"{kind}.{area or ''}.0")


def day_there(meeting: MeetingNamed) -> Day:
    """The day of a meeting where it is held."""
    return day(meeting.starts_at.astimezone(ZoneInfo(meeting.zone)))


def term(
    found: Term, following: Term | None, *, running: bool, begun: bool, rights: Rights, areas: Sequence[Area]
) -> Page:
    """One term: who serves it, from when until when, how it came about, and what can be recorded."""
    paragraphs = [
        say(N_("<b>{name}</b>: {role}"), name=name_of(found.name), role=role_named(found.kind, found.area, areas)),
        _time(found),
    ]
    if found.until is not None:
        paragraphs.append(say(N_("Terms in this role so far, with this one: {number}"), number=found.number))
    if not begun:
        paragraphs.append(say(N_("This term has not begun yet.")))
    elif not running:
        paragraphs.append(say(N_("This term has ended.")))
    paragraphs += came_about(found)
    if found.recorded_at is not None and found.recorded_by:
        recorded = say(N_("Recorded by {name}, {day}."), name=found.recorded_by, day=day(found.recorded_at))
        paragraphs.append(recorded)
    if following is not None and following.until is not None:
        paragraphs.append(
            say(
                N_("It is renewed: the next term lasts from {since} until {until}."),
                since=day(following.since),
                until=day(following.until),
            )
        )
    if is_beyond(found):
        paragraphs.append(beyond_terms())
    if found.kind in WHY:
        paragraphs.append(say(WHY[found.kind]))
    return Page(tuple(paragraphs), _term_rows(found, following, running=running, rights=rights))


def _term_rows(found: Term, following: Term | None, *, running: bool, rights: Rights) -> Rows:
    rows: list[tuple[PageButton, ...]] = []
    if rights.records and following is None and found.until is not None:
        rows.append((PageButton(say(N_("Record the renewal")), "renew", base36(found.role_id)),))
    if rights.records and found.kind in RECORD:
        rows.append((elect_button(found.kind, found.area),))
    if rights.officer and running:
        rows.append((PageButton(say(N_("End this role")), "endrole", str(found.role_id)),))
    if rights.officer:
        rows.append((PEOPLE, BOARD))
    return tuple(rows)


def _time(found: Term) -> Say:
    if found.until is None:
        return say(N_("Since {day}"), day=day(found.since))
    return say(N_("From {since} until {until}"), since=day(found.since), until=day(found.until))


def is_beyond(found: Term) -> bool:
    """Whether there are more terms than the guidelines foresee."""
    most = ROLES[found.kind].most_terms
    return most is not None and found.number > most


def came_about(found: Term) -> list[Say]:
    """How somebody came to a role, as far as it was recorded."""
    told = []
    if found.how in HOW:
        if found.meeting_id is not None and found.meeting_at is not None:
            meeting = MeetingNamed(found.meeting_id, found.meeting_title, found.meeting_at, found.meeting_zone)
            told.append(say(HOW_AT_A_MEETING[found.how], meeting=meeting.title, day=day_there(meeting)))
        else:
            told.append(say(HOW[found.how]))
    if found.words:
        told.append(say(N_("“{words}”"), words=found.words))
    return told


def elect(
    kind: str, area: str | None, people: Sequence[Candidate], now: Sequence[Term], page: int, areas: Sequence[Area]
) -> Page:
    """Whom to record for a role: some of those who can be reached here, or a link for somebody else."""
    about = {} if area is None else {"area": area_named(area, areas) or area}
    paragraphs = [say(ASKS[kind], **about), say(WHY[kind])]
    if kind != "adviser":
        paragraphs += [_holds_now(each) for each in now]
    if not people:
        paragraphs.append(say(N_("Nobody who could be chosen can be reached here. Make a link, and pass it on.")))
    where = f"{kind}.{area or ''}"
    rows: list[tuple[PageButton, ...]] = [
        (PageButton(as_is(_shortened(one)), "electing", f"{where}.{base36(one.person_id)}"),)
        for one in people[page * PER_PAGE : (page + 1) * PER_PAGE]
    ]
    rows += turning("elect", page, more=(page + 1) * PER_PAGE < len(people), before=f"{where}.")
    rows.append((PageButton(say(N_("Make a link for somebody else")), "electlink", where),))
    rows.append((BOARD,))
    return Page(tuple(paragraphs), tuple(rows))


def _shortened(one: Candidate) -> str:
    words = f"{one.partner} ({one.name})" if one.partner and one.name else one.partner or one.name or "…"
    return words if len(words) <= MOST_NAME else f"{words[:MOST_NAME].rstrip()}…"


def _holds_now(found: Term) -> Say:
    name = name_of(found.name)
    if found.until is None:
        return say(N_("Now it is {name}."), name=name)
    return say(N_("Now it is {name}, until {day}."), name=name, day=day(found.until))


def link(kind: str, area: str | None, urls: Sequence[str], days: int, areas: Sequence[Area]) -> Page:
    """A link that gives a role to whoever opens it first."""
    return Page(
        (
            say(N_("<b>An invitation: {role}</b>"), role=role_named(kind, area, areas)),
            *(say(N_("{address}"), address=WebAddress(url)) for url in urls),
            say_n(
                N_("It works once, within {n} day. Whoever opens it gets the role, so pass it on to one person only."),
                N_("It works once, within {n} days. Whoever opens it gets the role, so pass it on to one person only."),
                days,
            ),
            say(WHY[kind]),
        ),
        ((BOARD,),),
    )


def vacant(areas: Sequence[Area]) -> Page:
    """The areas in force that nobody leads, each with the way to change that (N¶16)."""
    if not areas:
        return Page((say(N_("<b>Areas without a lead</b>")), say(N_("Every area in force has a lead."))), ((BOARD,),))
    told = say_n(
        N_("{n} area in force has nobody who leads it. Finding a lead is a task of its own (N¶16)."),
        N_("{n} areas in force have nobody who leads them. Finding leads is a task of its own (N¶16)."),
        len(areas),
    )
    rows = tuple(
        (PageButton(say(N_("Find a lead: {area}"), area=area.name), "elect", f"lead.{area.key}.0"),) for area in areas
    )
    return Page((say(N_("<b>Areas without a lead</b>")), told), (*rows, (BOARD,)))
