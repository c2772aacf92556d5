"""The public register: who is a partner, for what, and the letters that everyone may read.

Only what its owner agreed to publish; contacts and other private answers never leave this room by this door.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from storage.advice import publications, trail_of
from storage.areas import areas as all_areas
from storage.columns import to_json
from storage.desk_records import Gone, PublicArea, PublicPartner, PublishedLetter, Register
from storage.desk_tables import letters, partner_areas
from storage.partners import IS_PUBLISHED, partner_of_letter
from storage.plan_records import PublishedPlan
from storage.plan_tables import plan_publications, plan_remarks
from storage.public_dates import dates_stamp, public_meetings, reportings
from storage.roles import in_force
from storage.submissions import submission
from storage.tables import areas, partners, roles

if TYPE_CHECKING:
    from storage.transaction import Transaction

LEAD = "lead"


def register_of_partners(tx: Transaction, at: datetime) -> Register:
    """All partners whose letters are published, by name, and all areas with their leads as they are at a moment."""
    their_areas = _areas(tx)
    rows = tx.connection.execute(
        select(
            partners.c.id,
            partners.c.name,
            partners.c.category,
            partners.c.country,
            partners.c.since,
            func.coalesce(letters.c.reference, ""),
            partners.c.version,
        )
        .outerjoin_from(partners, letters, letters.c.id == partners.c.letter_id)
        .where(IS_PUBLISHED)
        .order_by(partners.c.folded, partners.c.id)
    )
    listed = tuple(
        PublicPartner(partner_id, name, category, country, tuple(their_areas[partner_id]), *rest)
        for partner_id, name, category, country, *rest in rows
    )
    named = _named_areas(tx, at)
    return Register(listed, named, _stamp(tx, named, at), publications(tx), public_meetings(tx, at), reportings(tx, at))


def register_stamp(tx: Transaction, at: datetime) -> str:
    """The stamp of the register as it is at a moment, without reading every partner."""
    return _stamp(tx, _named_areas(tx, at), at)


def published_letter(tx: Transaction, reference: str) -> PublishedLetter | Gone | None:
    """A published letter as it was registered, without what is private.

    `Gone` where it was published and is so no longer; None for any other, whether it exists or not.
    """
    partner = partner_of_letter(tx, reference)
    if partner is None:
        return None
    if partner.withdrawn_at is not None:
        return Gone()
    sent = submission(tx, reference, partner.version) if partner.public else None
    if sent is None:
        return None
    shown = PublicPartner(
        partner.id,
        partner.name,
        partner.category,
        partner.country,
        partner.areas,
        partner.since,
        partner.reference,
        partner.version,
    )
    return PublishedLetter(replace(sent, private=None), shown)


def published_plan(tx: Transaction, area: str, number: int) -> PublishedPlan | None:
    """A version of an area's plan that was published, with the advice on it and the version before; None for others."""
    versions = {plan.number: plan for plan in publications(tx, area)}
    plan = versions.get(number)
    sent = None if plan is None else submission(tx, plan.reference, plan.version)
    if plan is None or sent is None:
        return None
    earlier = versions.get(number - 1)
    before = None if earlier is None else submission(tx, earlier.reference, earlier.version)
    return PublishedPlan(plan, sent, trail_of(tx, plan), before)


def _areas(tx: Transaction) -> defaultdict[int, list[str]]:
    """The areas of published partners, in the areas' own order."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = tx.connection.execute(
        select(partner_areas.c.partner_id, partner_areas.c.area)
        .join_from(partner_areas, partners, partners.c.id == partner_areas.c.partner_id)
        .outerjoin(areas, areas.c.key == partner_areas.c.area)
        .where(IS_PUBLISHED)
        .order_by(func.coalesce(areas.c.position, 1_000_000), partner_areas.c.area)
    )
    for partner_id, area in rows:
        found[partner_id].append(area)
    return found


def _leads(tx: Transaction, at: datetime) -> dict[str, str]:
    """The published partner who leads each area; of two, the one whose term began first."""
    rows = tx.connection.execute(
        select(roles.c.area, partners.c.name)
        .join_from(roles, partners, partners.c.person_id == roles.c.person_id)
        .where(
            roles.c.kind == LEAD,
            roles.c.area.is_not(None),
            in_force(at),
            IS_PUBLISHED,
        )
        .order_by(roles.c.since.desc(), roles.c.id.desc(), partners.c.id.desc())
    )
    return {row.area: row.name for row in rows}


def _named_areas(tx: Transaction, at: datetime) -> tuple[PublicArea, ...]:
    leads, led = _leads(tx, at), _led(tx, at)
    return tuple(
        PublicArea(area.key, area.name, area.names, area.open, leads.get(area.key, ""), area.key in led)
        for area in all_areas(tx)
    )


def _led(tx: Transaction, at: datetime) -> frozenset[str]:
    """The areas that somebody leads."""
    theirs = select(roles.c.area).where(roles.c.kind == LEAD, roles.c.area.is_not(None), in_force(at))
    return frozenset(tx.connection.execute(theirs).scalars())


def _stamp(tx: Transaction, named: tuple[PublicArea, ...], at: datetime) -> str:
    """Partners are never taken out and each counts its changes, so two different registers never count the same."""
    counted = tx.connection.execute(
        select(func.count(), func.coalesce(func.sum(partners.c.revision), 0)).select_from(partners)
    ).one()
    published = tx.connection.execute(select(func.count()).select_from(plan_publications)).scalar_one()
    # Who is forgotten is no longer named in the trail of a plan.
    forgotten = select(func.count()).select_from(plan_remarks).where(plan_remarks.c.person_id.is_(None))
    plain = [
        published,
        tx.connection.execute(forgotten).scalar_one(),
        int(counted[0]),
        int(counted[1]),
        *dates_stamp(tx, at),
        *([area.key, area.name, dict(area.names), area.open, area.lead, area.led] for area in named),
    ]
    return hashlib.sha256(to_json(plain).encode()).hexdigest()[:32]
