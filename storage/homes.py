"""Where somebody lives, as far as their own letter or partner's record says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from storage.tables import answers, drafts, partners

if TYPE_CHECKING:
    from storage.transaction import Transaction


def country_of(tx: Transaction, person_id: int) -> str | None:
    """The country (ISO 3166-1 alpha-2) of the partner that somebody wrote for, else that of the letter they wrote on
    last; `None` where neither names one."""
    registered: str | None = (
        tx.connection.execute(
            select(partners.c.country)
            .where(partners.c.person_id == person_id, partners.c.country.is_not(None))
            .order_by(partners.c.since.desc(), partners.c.id.desc())
            .limit(1)
        )
        .scalars()
        .first()
    )
    if registered is not None:
        return registered
    written = and_(drafts.c.person_id == person_id, drafts.c.flow == "letter", answers.c.path == "country")
    content = (
        tx.connection.execute(
            select(answers.c.content)
            .join_from(drafts, answers, answers.c.draft_id == drafts.c.id)
            .where(written)
            .order_by(drafts.c.changed_at.desc(), drafts.c.id.desc())
            .limit(1)
        )
        .scalars()
        .first()
    )
    match content:
        case {"value": str(code)}:
            return code
    return None
