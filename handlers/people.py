"""The secretariat's care for roles: who has which, ending one, inviting somebody; and taking up an invitation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from flows.roles import ROLES
from flows.wording import Say
from handlers import announcing, naming, people_pages, term_pages, time_zones
from handlers.desk_notices import beyond_terms
from handlers.inviting import STANDS_FOR, links, make_invitation
from handlers.letter_acts import number_of
from handlers.permissions import commands_of
from handlers.scene import Scene
from storage.errors import LastOfficer
from storage.term_records import NewTerm

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.records import LinkUse

Does: TypeAlias = "Callable[[Talk, str], Scene]"


def people(talk: Talk, page: str) -> Scene:
    """Show who has which role."""
    return _people(talk, number_of(page))


def _people(talk: Talk, number: int, *notes: Say) -> Scene:
    per_page = people_pages.PER_PAGE
    found, total = talk.tx.people_with_roles(talk.incoming.at, number * per_page, per_page)
    if not found and number:
        return _people(talk, max(0, (total - 1) // per_page), *notes)
    return talk.show(people_pages.people(found, total, number, talk.surroundings.areas), *notes)


def role(talk: Talk, role_id: str) -> Scene:
    """Show one role that somebody holds."""
    holder = talk.tx.holder(number_of(role_id), talk.incoming.at)
    if holder is None:
        return _people(talk, 0, people_pages.ENDED_ALREADY)
    return talk.show(people_pages.role(holder, talk.surroundings.areas))


def end_role(talk: Talk, role_id: str) -> Scene:
    """Ask whether to end a role."""
    holder = talk.tx.holder(number_of(role_id), talk.incoming.at)
    if holder is None:
        return _people(talk, 0, people_pages.ENDED_ALREADY)
    return talk.show(people_pages.confirm_end(holder, talk.surroundings.areas))


def ended(talk: Talk, role_id: str) -> Scene:
    """End a role; the last member of the secretariat stays."""
    at = talk.incoming.at
    try:
        holder = talk.tx.end_role(number_of(role_id), talk.person.id, at)
    except LastOfficer:
        return _people(talk, 0, people_pages.LAST_OFFICER)
    if holder is None:
        return _people(talk, 0, people_pages.ENDED_ALREADY)
    announcing.role_ended(talk.tx, holder, at)
    told = people_pages.role_is_ended(holder, talk.surroundings.areas)
    # Whoever has ended their own role does not see this page any more.
    return _people(talk, 0, told) if talk.is_officer() else talk.again(told)


def invite(talk: Talk, _: str) -> Scene:
    """Ask which role somebody is invited to."""
    return talk.show(people_pages.invite())


def inviting(talk: Talk, kind: str) -> Scene:
    """Ask for which area, where the role is held for one; else make the invitation."""
    if kind not in ROLES:
        return invite(talk, "")
    if ROLES[kind].for_area:
        return talk.show(people_pages.invite_for_area(ROLES[kind], talk.surroundings.areas))
    return _invited(talk, kind, None)


def invited(talk: Talk, which: str) -> Scene:
    """Make an invitation for an area: `<role>.<area>`."""
    kind, _, area = which.partition(".")
    known = {each.key for each in talk.surroundings.areas}
    if kind not in ROLES or not ROLES[kind].for_area or area not in known:
        return invite(talk, "")
    return _invited(talk, kind, area)


def _invited(talk: Talk, kind: str, area: str | None) -> Scene:
    at, surroundings = talk.incoming.at, talk.surroundings
    token = make_invitation(talk.tx, kind, area, at, by=talk.person.id)
    talk.tx.record(f"person:{talk.person.id}", "invited", f"role:{kind}", {"area": area}, at)
    urls = links(surroundings.public_url, token, surroundings.username)
    named = people_pages.area_named(area, surroundings.areas)
    return talk.show(people_pages.invitation(ROLES[kind], named, urls, STANDS_FOR.days))


def take_up(talk: Talk, use: LinkUse) -> Scene:
    """Give the person the role that a link invites to, for as long as a term of it lasts, and tell the secretariat."""
    kind, at, person = ROLES[str(use.role)], talk.incoming.at, talk.person.id
    done = talk.tx.begin_term(NewTerm(person, kind.key, use.area, "invited", by=_inviter(talk, use)), at)
    beyond = done is not None and term_pages.is_beyond(done.term)
    for held in () if done is None else done.ended:
        announcing.role_ended(talk.tx, held, at)
    talk.tx.record(f"person:{person}", "joined", f"role:{kind.key}", {"area": use.area, "beyond terms": beyond}, at)
    content = {"person_id": person, "kind": kind.key, "area": use.area, "beyond": beyond}
    announcing.to_officers(talk.tx, "role taken", f"person:{person}", at.isoformat(), content, at)
    time_zones.learn_or_ask(talk.tx, person, at)
    area = people_pages.area_named(use.area, talk.surroundings.areas)
    notes = (*((beyond_terms(),) if beyond else ()), *naming.unnamed(talk))
    if done is not None and done.term.since > at and done.term.until is not None:
        notes = (people_pages.goes_on(done.term.since, done.term.until), *notes)
    if talk.standing is not None:
        return talk.again(people_pages.joined(kind.key, area), *notes)
    commands = commands_of(talk.tx, person, at)
    has_letters = talk.letters() is not None
    return talk.show(people_pages.welcome(kind.key, area, commands, has_letters=has_letters, notes=notes))


def _inviter(talk: Talk, use: LinkUse) -> int | None:
    """Who made an invitation; nobody, where it was the command line or who made it asked to be forgotten."""
    by = (use.details or {}).get("by")
    return by if isinstance(by, int) and talk.tx.person(by) is not None else None


COMMANDS: Mapping[str, Does] = {"people": lambda talk, _: people(talk, ""), "invite": invite}

BUTTONS: Mapping[str, Does] = {
    "people": people,
    "role": role,
    "endrole": end_role,
    "ended": ended,
    "invite": invite,
    "inviting": inviting,
    "invited": invited,
}

SHOWING = frozenset({"people", "role"})
"""Commands and acts that only show something."""
