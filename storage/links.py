"""Personal links: invitations to a role, and ways to go on with one's letters on another device.

Only a SHA-256 of a link's token is kept, so that who reads the database cannot use the links in it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, null, or_, select, update

from storage.audit import record
from storage.records import Invitation, LinkRefused, LinkUse
from storage.tables import links

if TYPE_CHECKING:
    from storage.transaction import Transaction

# 192 bits; 32 characters of A-Z a-z 0-9 _ -, which fit a Telegram start payload (64 of the same alphabet).
_TOKEN_BYTES = 24


def make_link(
    tx: Transaction,
    purpose: str,
    *,
    person_id: int | None = None,
    role: str | None = None,
    area: str | None = None,
    details: Mapping[str, Any] | None = None,
    expires: datetime,
    single_use: bool = True,
    at: datetime,
) -> str:
    """Make a link and return its token, which is nowhere kept.

    A link made for a person (`person_id`) ends that person's older links of the same purpose.
    """
    if person_id is not None:
        tx.connection.execute(
            update(links)
            .where(
                links.c.purpose == purpose,
                links.c.person_id == person_id,
                links.c.expires_at > at,
            )
            .values(expires_at=at)
        )
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    tx.connection.execute(
        insert(links).values(
            token_sha256=_sha256(token),
            purpose=purpose,
            person_id=person_id,
            role=role,
            area=area,
            details=null() if details is None else details,
            single_use=single_use,
            made_at=at,
            expires_at=expires,
        )
    )
    return token


def redeem(tx: Transaction, token: str, person_id: int, at: datetime) -> LinkUse | LinkRefused:
    """Use a link, or learn why it gives nothing. Of two who use a single-use link at once, one gets it."""
    digest = _sha256(token)
    used = tx.connection.execute(
        update(links)
        .where(
            links.c.token_sha256 == digest,
            links.c.expires_at > at,
            or_(links.c.used_at.is_(None), links.c.single_use.is_(False)),
        )
        .values(used_at=at, used_by=person_id)
        .returning(links.c.id, links.c.purpose, links.c.person_id, links.c.role, links.c.area, links.c.details)
    ).one_or_none()
    if used is not None:
        link_id, *what = used
        details = {"purpose": used.purpose, "role": used.role, "area": used.area}
        record(tx, f"person:{person_id}", "used a link", f"link:{link_id}", details, at)
        return LinkUse(*what)
    known = tx.connection.execute(
        select(links.c.single_use, links.c.used_at, links.c.used_by).where(links.c.token_sha256 == digest)
    ).one_or_none()
    if known is None:
        return LinkRefused("unknown")
    if known.single_use and known.used_at is not None:
        return LinkRefused("used", by_you=known.used_by == person_id)
    return LinkRefused("expired")


def open_invitations(tx: Transaction, role: str, at: datetime) -> tuple[Invitation, ...]:
    """Links to a role that nobody has used and that have not expired, the oldest first."""
    rows = tx.connection.execute(
        select(links.c.role, links.c.area, links.c.made_at, links.c.expires_at)
        .where(links.c.role == role, links.c.used_at.is_(None), links.c.expires_at > at)
        .order_by(links.c.id)
    )
    return tuple(Invitation(*row) for row in rows)


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
