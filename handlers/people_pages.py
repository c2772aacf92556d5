"""Who has which role, invitations, and the greeting of who takes one up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flows.facts import Area
from flows.roles import ROLES, RoleKind
from flows.wording import LANGUAGES, N_, Say, WebAddress, say, say_n
from handlers.buttons import PageButton, Rows, base36
from handlers.desk_pages import INBOX, SOMEBODY, turning
from handlers.menu import WORK_COMMANDS
from handlers.pages import HELP, MINE, command_line, day, languages_row
from handlers.scene import Page
from storage.desk_records import Holder

PER_PAGE = 10
MOST_NAME = 40

INVITE = PageButton(say(N_("Invite somebody")), "invite")
PEOPLE = PageButton(say(N_("Who has which role")), "people", "0")


def area_named(key: str | None, areas: Sequence[Area]) -> Say | str | None:
    """An area's name; its key where it is not open any more."""
    return next((area.name for area in areas if area.key == key), key)


def role_words(holder: Holder, areas: Sequence[Area]) -> Say:
    """A role with its area."""
    role, area = say(ROLES[holder.kind].name), area_named(holder.area, areas)
    return role if area is None else say(N_("{role}: {area}"), role=role, area=area)


def people(holders: Sequence[Holder], total: int, number: int, areas: Sequence[Area]) -> Page:
    """The roles that are held, a person's together."""
    lines = []
    rows = []
    for count, holder in enumerate(holders, number * PER_PAGE + 1):
        name = holder.name or SOMEBODY
        lines.append(say(N_("{number}. {name}: {role}"), number=count, name=name, role=role_words(holder, areas)))
        lines += [say(N_("until {day}"), day=day(holder.until))] if holder.until is not None else []
        lines += [say(N_("can no longer be reached here"))] if holder.blocked else []
        short = name if not isinstance(name, str) or len(name) <= MOST_NAME else f"{name[:MOST_NAME].rstrip()}…"
        rows.append((PageButton(say(N_("{number}. {name}"), number=count, name=short), "role", str(holder.role_id)),))
    heading = say(N_("<b>Who has which role</b>"))
    counted = say_n(N_("{n} role is held."), N_("{n} roles are held."), total)
    return Page((heading, counted), (*rows, *turning("people", number, total, PER_PAGE), (INVITE, INBOX)), tuple(lines))


def role(holder: Holder, areas: Sequence[Area]) -> Page:
    """One role that somebody holds."""
    paragraphs = [
        say(N_("<b>{name}</b>: {role}"), name=holder.name or SOMEBODY, role=role_words(holder, areas)),
        say(N_("Since {day}"), day=day(holder.since)),
    ]
    if holder.until is not None:
        paragraphs.append(say(N_("Until {day}, unless it is renewed"), day=day(holder.until)))
    if holder.blocked:
        paragraphs.append(say(N_("This person has blocked this assistant. What is meant for them is kept.")))
    end = PageButton(say(N_("End this role")), "endrole", str(holder.role_id))
    its_term = (PageButton(say(N_("The term")), "term", base36(holder.role_id)),)
    return Page(tuple(paragraphs), (*((its_term,) if holder.until is not None else ()), (end,), (PEOPLE,)))


def confirm_end(holder: Holder, areas: Sequence[Area]) -> Page:
    """The question before a role ends."""
    ask = say(
        N_("<b>End this role of {name}: {role}?</b>"), name=holder.name or SOMEBODY, role=role_words(holder, areas)
    )
    tell = say(N_("It ends at once, and the person is told. Their letters stay as they are."))
    yes = PageButton(say(N_("Yes, end it")), "ended", str(holder.role_id))
    no = PageButton(say(N_("No, keep it")), "role", str(holder.role_id))
    return Page((ask, tell), ((no,), (yes,)))


LAST_OFFICER = say(
    N_("This is the only member of the secretariat. Please invite another one first, so that letters are received.")
)
ENDED_ALREADY = say(N_("This role has ended already."))


def role_is_ended(holder: Holder, areas: Sequence[Area]) -> Say:
    """After a role was ended."""
    return say(
        N_("The role is ended. {name} is told: {role}."), name=holder.name or SOMEBODY, role=role_words(holder, areas)
    )


# -- invitations -------------------------------------------------------------------------------------------------------


def invite() -> Page:
    """The choice of a role to invite somebody to."""
    rows = tuple((PageButton(say(kind.name), "inviting", kind.key),) for kind in ROLES.values())
    return Page(
        (
            say(N_("<b>Invite somebody</b>")),
            say(N_("Which role is it for? You get a link to pass on. It works once.")),
        ),
        (*rows, (PEOPLE,)),
    )


def invite_for_area(kind: RoleKind, areas: Sequence[Area]) -> Page:
    """The choice of an area, for a role that is held for one."""
    rows = tuple((PageButton(area.name, "invited", f"{kind.key}.{area.key}"),) for area in areas)
    return Page((say(N_("For which area? {role}"), role=say(kind.name)),), (*rows, (INVITE,)))


def invitation(kind: RoleKind, area: Say | str | None, urls: Sequence[str], days: int) -> Page:
    """A link that gives whoever opens it a role."""
    what = say(kind.name) if area is None else say(N_("{role}: {area}"), role=say(kind.name), area=area)
    return Page(
        (
            say(N_("<b>An invitation: {role}</b>"), role=what),
            *(say(N_("{address}"), address=WebAddress(url)) for url in urls),
            say_n(
                N_("It works once, within {n} day. Whoever opens it gets the role, so pass it on to one person only."),
                N_("It works once, within {n} days. Whoever opens it gets the role, so pass it on to one person only."),
                days,
            ),
            *((term(kind),) if kind.years is not None else ()),
        ),
        ((INVITE, PEOPLE),),
    )


def term(kind: RoleKind) -> Say:
    """How long a role is held."""
    return say_n(
        N_("A term lasts {n} year ({cite})."), N_("A term lasts {n} years ({cite})."), kind.years or 0, cite=kind.cites
    )


# -- who takes up a role -----------------------------------------------------------------------------------------------


def joined(kind: str, area: Say | str | None) -> Say:
    """Said to who accepted an invitation."""
    name = say(ROLES[kind].name)
    role = name if area is None else say(N_("{role}: {area}"), role=name, area=area)
    return say(N_("Your role from now on: {role}."), role=role)


def goes_on(since: datetime, until: datetime) -> Say:
    """Said to whose term is renewed while it runs."""
    return say(
        N_("Your present term goes on until {since}. The next one follows it, until {until}."),
        since=day(since),
        until=day(until),
    )


DUTIES = {
    "secretariat": N_(
        "Each letter of intent that is sent is announced to you here, with its files. You register it, ask its "
        "applicant for what is missing, or set it aside. No letter is refused."
    ),
    "lead": N_("The partners of your area find you under /contacts, and new partners are told who leads their area."),
    "adviser": N_("The Advisory Group advises the areas on their plans. It approves nothing."),
    "chair": N_("You chair the Advisory Group, which advises the areas on their plans. It approves nothing."),
    "partner": N_("Partners find each other under /contacts, as far as each agrees to be found."),
    "observer": N_("Observers may attend meetings of the Advisory Group. Invitations will reach you here."),
}
"""What each role is for here (G2(c), G3, G4, G6)."""


def welcome(
    kind: str, area: Say | str | None, commands: Sequence[str], *, has_letters: bool, notes: Sequence[Say]
) -> Page:
    """The greeting of who accepted an invitation: not an applicant, but one of those who work with letters."""
    rows: Rows = ((INBOX, PEOPLE),) if kind == "secretariat" else ()
    return Page(
        (
            say(N_("<b>Welcome to Quicksilver.</b>")),
            joined(kind, area),
            *notes,
            say(DUTIES[kind]),
            say(N_("What I keep about you, and why: /privacy")),
        ),
        (
            *rows,
            (HELP, MINE) if has_letters else (HELP,),
            languages_row(LANGUAGES[:3]),
            languages_row(LANGUAGES[3:]),
        ),
        tuple(command_line(command, WORK_COMMANDS[command]) for command in commands),
    )
