"""The secret addresses of personal calendars: made, renewed, taken back, and found by their tokens.

A person has one at a time. Of its token only a SHA-256 is kept, so that who reads the database cannot follow anybody's
calendar; and it is looked up by that digest, which tells nothing of how near a guess has come.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from storage.audit import record
from storage.meeting_tables import calendar_feeds as feeds
from storage.people import PERSON
from storage.records import Person
from storage.tables import persons

if TYPE_CHECKING:
    from storage.transaction import Transaction

_TOKEN_BYTES: Final = 24
"""192 bits, which is 32 characters of A-Z a-z 0-9 _ -."""


def make_feed(tx: Transaction, person_id: int, at: datetime) -> str:
    """Give somebody's calendar a new secret address, in place of the one before, and return its token, which is nowhere
    kept."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    values = {"token_sha256": _sha256(token), "made_at": at}
    tx.connection.execute(
        upsert(feeds)
        .values(person_id=person_id, **values)
        .on_conflict_do_update(index_elements=["person_id"], set_=values)
    )
    record(tx, f"person:{person_id}", "made a calendar feed", f"person:{person_id}", {}, at)
    return token


def revoke_feed(tx: Transaction, person_id: int, at: datetime) -> bool:
    """Take the secret address of somebody's calendar back; False where there is none."""
    gone = tx.connection.execute(delete(feeds).where(feeds.c.person_id == person_id)).rowcount > 0
    if gone:
        record(tx, f"person:{person_id}", "revoked a calendar feed", f"person:{person_id}", {}, at)
    return gone


def feed_made_at(tx: Transaction, person_id: int) -> datetime | None:
    """Since when somebody's calendar has a secret address; None where it has none."""
    query = select(feeds.c.made_at).where(feeds.c.person_id == person_id)
    return tx.connection.execute(query).scalar_one_or_none()


def feed_owner(tx: Transaction, token: str) -> Person | None:
    """Whose calendar a secret address is; None where it is nobody's, or no longer."""
    row = tx.connection.execute(
        select(*PERSON)
        .join_from(feeds, persons, persons.c.id == feeds.c.person_id)
        .where(feeds.c.token_sha256 == _sha256(token))
    ).one_or_none()
    return None if row is None else Person(*row)


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
