"""What is told of terms: that one was recorded, that one has ended, and that nobody holds a role now.

A term that ends is no reminder: it is told when it has happened, once, to who held it and, where nobody follows, to the
secretariat, for whom finding a lead is a task (N¶16).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from flows.facts import Area
from flows.framework import CURRENT
from flows.roles import term_end
from flows.wording import N_, Say, say
from handlers import announcing, term_pages, time_zones
from handlers.buttons import PageButton, Rows, base36
from handlers.desk_notices import beyond_terms
from handlers.officers import is_officer
from handlers.pages import day
from handlers.people_pages import area_named
from handlers.scene import Page
from handlers.telling import Telling, Tells
from storage.desk_records import NewNotice
from storage.term_records import Recorded, Term

if TYPE_CHECKING:
    from handlers.talk import Surroundings
    from storage.desk_records import Notice
    from storage.records import Role
    from storage.transaction import Transaction

TERM_RECORDED = "term recorded"
TERM_ENDED = "term ended"
NOBODY_LEADS = "nobody leads"


def recorded(tx: Transaction, done: Recorded, by: int | None, at: datetime) -> None:
    """Tell of a term that was recorded: its holder, the secretariat, who leads the area; not whoever recorded it."""
    time_zones.learn_or_ask(tx, done.term.person_id, at)
    told = [done.term.person_id, *(officer.person_id for officer in tx.holders(announcing.SECRETARIAT, at))]
    if done.term.area is not None:
        told += [lead.person_id for lead in tx.holders("lead", at, done.term.area)]
    for person in dict.fromkeys(told):
        if person != by:
            content = {"role": done.term.role_id}
            tx.enqueue(NewNotice(TERM_RECORDED, person, f"role:{done.term.role_id}", "recorded", content, at))
    for held in done.ended:
        announcing.role_ended(tx, held, at)


def settle(tx: Transaction, kind: str, subject: str, at: datetime, _: Surroundings) -> None:
    """What is to be done when a term has ended: tell its holder, and the secretariat where nobody holds the role now.

    However often it is called, each is told once. A term that turns out to end later is looked at then.
    """
    found = tx.term(int(subject))
    if found is None or found.until is None:
        return
    if found.until > at:
        tx.watch(kind, subject, found.until)
        return
    # Whoever leads or convenes from now on is reminded of what stands open, whatever the one before wanted of that.
    tx.watch_body(found.area, at)
    running = [one for one in tx.terms_of(found.kind, found.area) if one.runs(at)]
    if any(one.person_id == found.person_id for one in running):
        return
    # Whoever's role was ended before its time was told of that by who ended it.
    if found.until == term_end(found.kind, found.since):
        content = {"role": found.role_id}
        tx.enqueue(NewNotice(TERM_ENDED, found.person_id, f"role:{found.role_id}", "ended", content, at))
    if not running:
        nobody_holds(tx, found.kind, found.area, f"role:{found.role_id}", at)


def left(tx: Transaction, person_id: int, held: Sequence[Role], at: datetime) -> None:
    """Somebody who held these roles asked to be forgotten: tell the secretariat which of them nobody holds now."""
    for role in held:
        if role.kind in ("lead", "chair"):
            tx.watch_body(role.area, at)
            if not tx.holders(role.kind, at, role.area):
                nobody_holds(tx, role.kind, role.area, f"forgotten:{person_id}.{role.kind}.{role.area or ''}", at)


def nobody_holds(tx: Transaction, kind: str, area: str | None, subject: str, at: datetime) -> None:
    """Tell the secretariat that an area has no lead, or the Advisory Group no chair; `subject` is why."""
    announcing.to_officers(tx, NOBODY_LEADS, subject, "ended", {"kind": kind, "area": area}, at)


# -- what each says ---------------------------------------------------------------------------------------------------


def term_recorded(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """A term that was recorded; of no use where it is there no more, or to who has nothing to do with it now."""
    found = tx.term(int(notice.content["role"]))
    if found is None or (found.until is not None and found.until <= notice.made_at):
        return None
    own = found.person_id == notice.person_id
    leads = found.area is not None and any(
        one.person_id == notice.person_id for one in tx.holders("lead", notice.made_at, found.area)
    )
    if not own and not leads and not is_officer(tx, notice.person_id):
        return None
    return Telling(page=_recorded_page(found, surroundings.areas, own=own))


def _recorded_page(found: Term, areas: Sequence[Area], *, own: bool) -> Page:
    role = term_pages.role_named(found.kind, found.area, areas)
    name = term_pages.name_of(found.name)
    until = found.until
    told: list[Say]
    if own and until is not None:
        since = day(found.since)
        told = [
            say(N_("<b>Your term is recorded: {role}</b>"), role=role),
            say(N_("It lasts from {since} until {until}."), since=since, until=day(until)),
        ]
    elif own:
        told = [say(N_("<b>Your role is recorded: {role}</b>"), role=role)]
    elif until is not None:
        since = day(found.since)
        told = [
            say(N_("<b>A term is recorded: {name}, {role}</b>"), name=name, role=role),
            say(N_("It lasts from {since} until {until}."), since=since, until=day(until)),
        ]
    else:
        told = [say(N_("<b>A role is recorded: {name}, {role}</b>"), name=name, role=role)]
    told += term_pages.came_about(found)
    if found.recorded_by:
        told.append(say(N_("Recorded by {name}."), name=found.recorded_by))
    if term_pages.is_beyond(found):
        told.append(beyond_terms())
    if own:
        told.append(
            say(N_("If something is not right, please write to the secretariat: {email}"), email=CURRENT.address.email)
        )
    return Page(tuple(told), ((_open(found),),))


def _open(found: Term) -> PageButton:
    return PageButton(say(N_("Open the term")), "term", base36(found.role_id))


def term_ended(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """That somebody's term has ended; of no use once they hold the role again."""
    found = tx.term(int(notice.content["role"]))
    if found is None or found.until is None:
        return None
    others = [one for one in tx.terms_of(found.kind, found.area) if one.number > found.number]
    if any(one.person_id == found.person_id for one in others):
        return None
    role = term_pages.role_named(found.kind, found.area, surroundings.areas)
    told = [
        say(N_("<b>Your term has ended: {role}</b>"), role=role),
        say(N_("It lasted from {since} until {until}."), since=day(found.since), until=day(found.until)),
        say(term_pages.WHY[found.kind]),
        say(
            N_("If you were chosen again, please write to the secretariat, so that it is recorded: {email}"),
            email=CURRENT.address.email,
        ),
        say(N_("Your letters stay yours. Thank you for what you have done.")),
    ]
    return Telling(page=Page(tuple(told), ((_open(found),),)))


def nobody_leads(tx: Transaction, notice: Notice, surroundings: Surroundings) -> Telling | None:
    """That an area has no lead, or the Advisory Group no chair; of no use once somebody is recorded."""
    kind, area = str(notice.content["kind"]), notice.content["area"]
    someone = any(one.until is None or one.until > notice.made_at for one in tx.terms_of(kind, area))
    if someone or not is_officer(tx, notice.person_id):
        return None
    rows: Rows = ((term_pages.elect_button(kind, area),),)
    if kind == "chair":
        told = [say(N_("<b>The Advisory Group has no chair now.</b>"))]
    else:
        named = area_named(area, surroundings.areas) or str(area)
        told = [
            say(N_("<b>This area has no lead now: {area}</b>"), area=named),
            say(
                N_(
                    "Until it has one, it stands among the areas without a lead, here and in the public register "
                    "(N¶16). Its partners can still be reached."
                )
            ),
        ]
        rows = (*rows, (term_pages.VACANT,))
    return Telling(page=Page((*told, say(term_pages.WHY[kind])), rows))


TELLINGS: Mapping[str, Tells] = {
    TERM_RECORDED: term_recorded,
    TERM_ENDED: term_ended,
    NOBODY_LEADS: nobody_leads,
}
