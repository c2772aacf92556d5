"""What the stories about terms share: meetings that were held, roles with terms, and what a tick does at their ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from handlers import term_notices
from handlers.buttons import base36
from storage.meeting_tables import meetings
from storage.term_records import NewTerm, Term
from tests.handlers.desk import Desk, Someone
from tests.handlers.stories import person_id

DAY = timedelta(days=1)


async def someone(desk: Desk, chat_id: int, name: str) -> Someone:
    """Somebody who has opened the chat."""
    person = desk.person(chat_id, name=name)
    await person.say("/start")
    return person


async def serves(desk: Desk, who: Someone, kind: str, area: str | None = None, since: datetime | None = None) -> Term:
    """Somebody whose term began a week ago, if no other day is named."""
    number = await person_id(desk, who)
    at = since or datetime.now(UTC) - 7 * DAY
    how = {"lead": "designated", "chair": "elected"}.get(kind, "invited")
    done = await desk.store.transact(lambda tx: tx.begin_term(NewTerm(number, kind, area, how), at))
    assert done is not None
    return done.term


async def held(desk: Desk, area: str | None, title: str, days_ago: int = 10) -> str:
    """A meeting of a body, as buttons name it."""
    at = datetime.now(UTC)
    row: dict[str, Any] = {
        "uid": f"{area}.{title}",
        "area": area,
        "kind": "annual",
        "title": title,
        "language": "en",
        "starts_at": at - days_ago * DAY,
        "minutes": 60,
        "zone": "Africa/Nairobi",
        "form": "teleconference",
        "invited": [],
        "made_at": at,
        "changed_at": at,
    }
    query = insert(meetings).values(**row).returning(meetings.c.id)
    return base36(await desk.store.transact(lambda tx: tx.connection.execute(query).scalar_one()))


async def settle(desk: Desk, term: Term, at: datetime) -> None:
    """What a tick does when a term may have ended."""
    await desk.store.transact(
        lambda tx: term_notices.settle(tx, "term ended", str(term.role_id), at, desk.surroundings)
    )


def button(term: Term) -> str:
    """A term as buttons name it."""
    return base36(term.role_id)
