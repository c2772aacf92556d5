"""Whom to turn to: the secretariat, the leads of one's areas, and partners who agree to be found (G6(e)(iii)).

The contact list is kept; the text does not say that it is published. So each partner's contacts are private unless
they say otherwise, and even then only those of the Partnership see them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from flows.facts import Facts
from flows.framework import CURRENT
from flows.letter import LETTER
from flows.session import Answer
from flows.summary import answer_line
from flows.wording import N_, Say, say
from handlers.applicant_pages import lead_line
from handlers.buttons import PageButton, Rows
from handlers.letter_acts import number_of
from handlers.pages import turning
from handlers.scene import Page, Scene

if TYPE_CHECKING:
    from handlers.talk import Talk
    from storage.desk_records import Partner, SharedContacts

Does: TypeAlias = "Callable[[Talk, str], Scene]"

PER_PAGE = 5
FIELDS = ("person", "position", "email", "phone", "address")
"""What is shown of who shares their contacts. The signed copy is among the private answers too, and is not shown."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What the page shows. `more`: further partners come on the next page."""

    leads: Sequence[tuple[Say, Sequence[str]]]
    sharing: Sequence[SharedContacts]
    own: Sequence[Partner]
    number: int
    more: bool


def contacts(talk: Talk, page: str) -> Scene:
    """Show the contacts."""
    return _contacts(talk, number_of(page))


def _contacts(talk: Talk, number: int, *notes: Say) -> Scene:
    tx, at = talk.tx, talk.incoming.at
    own = tx.partners_of(talk.person.id)
    mine = {area for partner in own for area in partner.areas}
    mine |= {role.area for role in tx.roles(talk.person.id, at) if role.area is not None}
    leads = [
        (area.name, [holder.name for holder in tx.holders("lead", at, area.key) if holder.name])
        for area in talk.surroundings.areas
        if not mine or area.key in mine
    ]
    sharing = tx.sharing_partners(number * PER_PAGE, PER_PAGE + 1)
    listed = Listed(leads, sharing[:PER_PAGE], own, number, more=len(sharing) > PER_PAGE)
    return talk.show(contacts_page(listed, talk.facts()), *notes)


def contacts_page(listed: Listed, facts: Facts) -> Page:
    """The secretariat's address, the leads, and a page of the partners who share their contacts."""
    address = CURRENT.address
    paragraphs = [
        say(N_("<b>Contacts</b>")),
        say(
            N_("The secretariat: {address}. E-mail: {email}. Fax: {fax} ({cite})"),
            address=", ".join(address.lines),
            email=address.email,
            fax=address.fax,
            cite=address.cites,
        ),
        *(lead_line(area, names) for area, names in listed.leads),
        say(N_("<b>Partners who share their contacts with other partners</b>"))
        if listed.sharing
        else say(N_("No partner shares their contacts yet.")),
    ]
    for one in listed.sharing:
        paragraphs.append(say(N_("<b>{name}</b>"), name=one.partner.name))
        answers = {path: Answer.from_plain(plain) for path, plain in one.answers.items() if path in FIELDS}
        shown = (answer_line(LETTER, {**answers, **_CATEGORY}, path, facts) for path in FIELDS)
        paragraphs += [line for line in shown if line is not None]
    return Page(
        tuple(paragraphs), (*turning("contacts", listed.number, more=listed.more, numeral=str), *_sharing(listed.own))
    )


_CATEGORY = {"category": Answer("entity")}
"""Contacts of an individual are a part of those of an entity: all fields are shown as far as they are answered."""


def _sharing(own: Sequence[Partner]) -> Rows:
    rows = []
    for partner in own:
        if partner.shares_contacts:
            words = say(N_("Stop sharing the contacts of {name}"), name=partner.name[:MOST_NAME])
            rows.append((PageButton(words, "unshare", str(partner.id)),))
        else:
            words = say(N_("Share the contacts of {name}"), name=partner.name[:MOST_NAME])
            rows.append((PageButton(words, "share", str(partner.id)),))
    return tuple(rows)


MOST_NAME = 40


def share(talk: Talk, partner_id: str) -> Scene:
    """Show one's contacts to other partners."""
    return _shared(talk, partner_id, shares=True)


def unshare(talk: Talk, partner_id: str) -> Scene:
    """Show one's contacts to nobody but the secretariat again."""
    return _shared(talk, partner_id, shares=False)


def _shared(talk: Talk, partner_id: str, *, shares: bool) -> Scene:
    own = next((one for one in talk.tx.partners_of(talk.person.id) if str(one.id) == partner_id), None)
    if own is None:
        return _contacts(talk, 0)
    talk.tx.share_contacts(own.id, shares)
    what = "shared contacts" if shares else "stopped sharing contacts"
    talk.tx.record(f"person:{talk.person.id}", what, f"partner:{own.id}", {}, talk.incoming.at)
    told = (
        N_("Your contacts are shown to those who have a role in the Partnership, and to nobody else.")
        if shares
        else N_("Your contacts are shown to nobody but the secretariat.")
    )
    return _contacts(talk, 0, say(told))


COMMANDS: Mapping[str, Does] = {"contacts": lambda talk, _: contacts(talk, "")}
BUTTONS: Mapping[str, Does] = {"contacts": contacts, "share": share, "unshare": unshare}
SHOWING = frozenset({"contacts"})
"""Commands and acts that only show something."""
