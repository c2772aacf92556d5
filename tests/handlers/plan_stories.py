"""Leads, partners and advisers around a plan: who they are, and a plan that is complete at once."""

from __future__ import annotations

from datetime import UTC, datetime

from flows.session import Answer, Change, Session
from handlers.buttons import base36
from storage.desk_records import Registration
from tests.flows.plans import whole
from tests.handlers.desk import Desk, Someone
from tests.handlers.hearing import grant
from tests.handlers.stories import letter, person_id


async def lead(desk: Desk, *areas: str, chat_id: int = 8, name: str = "Eve") -> Someone:
    """Somebody who leads areas: small-scale gold mining, if no other is named."""
    someone = desk.person(chat_id, name=name)
    await someone.say("/start")
    for area in areas or ("asgm",):
        await grant(desk, someone, "lead", area)
    return someone


async def adviser(desk: Desk, chat_id: int = 50, name: str = "Ines") -> Someone:
    """A member of the Advisory Group."""
    someone = desk.person(chat_id, name=name)
    await someone.say("/start")
    await grant(desk, someone, "adviser")
    return someone


async def partner(desk: Desk, chat_id: int = 30, name: str = "Pia", area: str = "asgm") -> Someone:
    """Somebody whose letter was registered for an area."""
    someone = desk.person(chat_id, name=name)
    await letter(someone, name=f"Institute {name}")
    number = await person_id(desk, someone)

    def register(tx):
        (sent,) = tx.submissions_of(number)
        named = Registration(f"Institute {name}", f"institute {name.lower()}", "KE", "government", (area,), public=True)
        return tx.register_letter(sent.reference, tx.letter(sent.reference).revision, number, named, datetime.now(UTC))

    await desk.store.transact(register)
    return someone


async def fill(desk: Desk, who: Someone, answers: dict[str, Answer] | None = None) -> None:
    """Let the plan where the person stands have these answers: a whole one, if none are given."""
    given = whole() if answers is None else answers
    number = await person_id(desk, who)

    def work(tx):
        standing = tx.conversation(who.channel, who.chat_id).session
        now = dict(tx.answers(standing.draft_id, standing.draft_revision))
        changes = tuple(Change(path, now.get(path), answer) for path, answer in given.items())
        session = Session.from_standing(standing.standing, {**now, **given})
        at = datetime.now(UTC)
        tx.keep(standing, session, changes, person_id=number, at=at, owed=False, traced=changes)

    await desk.store.transact(work)


async def draft_number(desk: Desk, area: str = "asgm") -> str:
    """The plan's draft as buttons name it."""
    draft = await desk.store.read(lambda tx: tx.plan_draft("plan", area))
    assert draft is not None
    return base36(draft.id)
