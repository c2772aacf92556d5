"""Registered partners: who they are, whether their letter is published, and whether they share their contacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, select, update

from storage.audiences import look_at_audiences
from storage.audit import record
from storage.desk_records import Partner, Registration, SharedContacts
from storage.desk_tables import letters, partner_areas
from storage.letters import MOST_FOUND
from storage.matching import every_token
from storage.tables import areas, partners, submissions

if TYPE_CHECKING:
    from storage.transaction import Transaction

MOST_SHARING = 200

_REFERENCE = func.coalesce(letters.c.reference, "")
_partners = select(
    partners.c.id,
    partners.c.name,
    partners.c.category,
    partners.c.country,
    partners.c.since,
    _REFERENCE.label("reference"),
    partners.c.version,
    partners.c.public,
    partners.c.shares_contacts,
    partners.c.withdrawn_at,
    partners.c.person_id,
).outerjoin_from(partners, letters, letters.c.id == partners.c.letter_id)

IS_PUBLISHED = and_(partners.c.public, partners.c.withdrawn_at.is_(None))
"""Its owner agreed, and it has not been withdrawn since."""


def become_partner(
    tx: Transaction, letter_id: int, version: int, person_id: int | None, registration: Registration, at: datetime
) -> tuple[Partner, bool]:
    """Make a letter's partner, or bring it to a later version of the letter. Also whether it was made just now.

    A letter that its owner no longer agrees to publish is withdrawn by that, and published again when a later version
    agrees; what was withdrawn by hand stays so until it is published again by hand.
    """
    known = tx.connection.execute(
        select(partners.c.id, partners.c.public, partners.c.withdrawn_at).where(partners.c.letter_id == letter_id)
    ).one_or_none()
    named = {
        "name": registration.name,
        "folded": registration.folded,
        "country": registration.country,
        "category": registration.category,
        "version": version,
        "public": registration.public,
        "changed_at": at,
    }
    concerned = set(registration.areas)
    if known is None:
        first = {"letter_id": letter_id, "person_id": person_id, "shares_contacts": False, "revision": 1, "since": at}
        partner_id = tx.connection.execute(
            insert(partners).values(**named, **first).returning(partners.c.id)
        ).scalar_one()
    else:
        partner_id, was_public, withdrawn_at = known
        if was_public and not registration.public:
            withdrawn_at = withdrawn_at or at
        elif registration.public and not was_public:
            withdrawn_at = None
        tx.connection.execute(
            update(partners)
            .where(partners.c.id == partner_id)
            .values(**named, withdrawn_at=withdrawn_at, revision=partners.c.revision + 1)
        )
        left = delete(partner_areas).where(partner_areas.c.partner_id == partner_id).returning(partner_areas.c.area)
        concerned |= set(tx.connection.execute(left).scalars())
    if registration.areas:
        rows = [{"partner_id": partner_id, "area": area} for area in dict.fromkeys(registration.areas)]
        tx.connection.execute(insert(partner_areas), rows)
    look_at_audiences(tx, concerned, at)
    return _one(tx, partners.c.id == partner_id), known is None


def partner(tx: Transaction, partner_id: int) -> Partner | None:
    """A partner by the identifier."""
    return next(iter(_read(tx, _partners.where(partners.c.id == partner_id))), None)


def partner_of_letter(tx: Transaction, reference: str) -> Partner | None:
    """The partner who was registered with a letter."""
    return next(iter(_read(tx, _partners.where(letters.c.reference == reference))), None)


def partners_of(tx: Transaction, person_id: int) -> tuple[Partner, ...]:
    """The partners who were registered with somebody's letters, in that order."""
    return _read(tx, _partners.where(partners.c.person_id == person_id).order_by(partners.c.id))


def find_partners(tx: Transaction, folded: str, limit: int = MOST_FOUND) -> tuple[Partner, ...]:
    """Partners in whose folded name or reference every word of `folded` occurs, in any script; by name."""
    tokens = every_token(folded, partners.c.folded, _REFERENCE)
    if not tokens:
        return ()
    found = _partners.where(*tokens).order_by(partners.c.folded, partners.c.id)
    return _read(tx, found.limit(min(limit, MOST_FOUND)))


def partners_of_area(tx: Transaction, area: str) -> tuple[Partner, ...]:
    """The registered partners of an area, by name."""
    theirs = select(partner_areas.c.partner_id).where(partner_areas.c.area == area)
    return _read(tx, _partners.where(partners.c.id.in_(theirs)).order_by(partners.c.folded, partners.c.id))


def withdraw(tx: Transaction, partner_id: int, by: int, at: datetime) -> Partner | None:
    """Take a published letter off the public register; None where it is not on it."""
    published = and_(partners.c.id == partner_id, IS_PUBLISHED)
    return _publish(tx, published, {"withdrawn_at": at}, by, "withdrawn", at)


def publish_again(tx: Transaction, partner_id: int, by: int, at: datetime) -> Partner | None:
    """Put a withdrawn letter on the public register again; None where it is there, or its owner never agreed to that.

    The owner's word counts: a letter that its owner does not want published (G2(c) asks for it, nobody is forced) is
    not published by this either.
    """
    withdrawn = and_(partners.c.id == partner_id, partners.c.public, partners.c.withdrawn_at.is_not(None))
    return _publish(tx, withdrawn, {"withdrawn_at": None}, by, "published again", at)


def share_contacts(tx: Transaction, partner_id: int, shares: bool) -> None:
    """Whether a partner's contacts are shown to other partners: kept, and private unless they agree (G6(e))."""
    tx.connection.execute(update(partners).where(partners.c.id == partner_id).values(shares_contacts=shares))


def sharing_partners(tx: Transaction, offset: int = 0, limit: int = MOST_SHARING) -> tuple[SharedContacts, ...]:
    """Partners who share their contacts, by name, with the private answers of the letter as it was registered."""
    query = (
        _partners.add_columns(submissions.c.private)
        .join(
            submissions,
            and_(submissions.c.reference == letters.c.reference, submissions.c.version == partners.c.version),
        )
        .where(partners.c.shares_contacts, submissions.c.private.is_not(None))
        .order_by(partners.c.folded, partners.c.id)
        .offset(offset)
        .limit(limit)
    )
    rows = tx.connection.execute(query).all()
    their_areas = areas_of(tx, [row.id for row in rows])
    return tuple(SharedContacts(_partner(row[:-1], their_areas), row.private.get("answers", {})) for row in rows)


def areas_of(tx: Transaction, partner_ids: Iterable[int]) -> Mapping[int, tuple[str, ...]]:
    """The areas of some partners, in the areas' own order."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = tx.connection.execute(
        select(partner_areas.c.partner_id, partner_areas.c.area)
        .outerjoin_from(partner_areas, areas, areas.c.key == partner_areas.c.area)
        .where(partner_areas.c.partner_id.in_(list(partner_ids)))
        .order_by(func.coalesce(areas.c.position, 1_000_000), partner_areas.c.area)
    )
    for partner_id, area in rows:
        found[partner_id].append(area)
    return {partner_id: tuple(named) for partner_id, named in found.items()}


def _publish(
    tx: Transaction, which: ColumnElement[bool], values: Mapping[str, Any], by: int, what: str, at: datetime
) -> Partner | None:
    changed = tx.connection.execute(
        update(partners)
        .where(which)
        .values(**values, changed_at=at, revision=partners.c.revision + 1)
        .returning(partners.c.id)
    ).scalar_one_or_none()
    if changed is None:
        return None
    partner = _one(tx, partners.c.id == changed)
    record(tx, f"person:{by}", what, partner.reference or f"partner:{partner.id}", {"version": partner.version}, at)
    return partner


def _one(tx: Transaction, which: ColumnElement[bool]) -> Partner:
    (found,) = _read(tx, _partners.where(which))
    return found


def _read(tx: Transaction, query: Select[Any]) -> tuple[Partner, ...]:
    rows = tx.connection.execute(query).all()
    if not rows:
        return ()
    their_areas = areas_of(tx, [row.id for row in rows])
    return tuple(_partner(row, their_areas) for row in rows)


def _partner(row: Any, their_areas: Mapping[int, tuple[str, ...]]) -> Partner:
    partner_id, name, category, country, *rest = row
    return Partner(partner_id, name, category, country, their_areas.get(partner_id, ()), *rest)
