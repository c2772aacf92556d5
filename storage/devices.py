"""One person in several chats: a personal link makes a chat theirs, and brings along what the chat had before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, exists, func, select, update

from storage.desk_tables import letters, outbox, remarks
from storage.people import PERSON
from storage.plan_tables import answer_changes, plan_publications, plan_remarks, plan_writers
from storage.records import Attached, Person
from storage.tables import answers, chats, drafts, files, links, partners, persons, roles, sessions, submissions

if TYPE_CHECKING:
    from storage.transaction import Transaction


def attach_chat(tx: Transaction, bot: str, chat_id: int, person_id: int) -> Attached:
    """This chat now belongs to that person.

    Whoever it belonged to before and has no other chat becomes the same person: drafts and all else move over, so
    that nothing is lost. Raises `LookupError` where there is no such chat or person.
    """
    here = and_(chats.c.bot == bot, chats.c.chat_id == chat_id)
    before = tx.connection.execute(select(chats.c.id, chats.c.person_id).where(here).with_for_update()).one_or_none()
    if before is None:
        raise LookupError("no such chat")
    # Both at once and in order, so that two devices that are joined crosswise do not lock each other out.
    locked = tx.connection.execute(
        select(*PERSON).where(persons.c.id.in_((before.person_id, person_id))).order_by(persons.c.id).with_for_update()
    )
    person = next((Person(*row) for row in locked if row.id == person_id), None)
    if person is None:
        raise LookupError("no such person")
    if before.person_id == person_id:
        return Attached(person, drafts_moved=0)
    tx.connection.execute(update(chats).where(here).values(person_id=person_id))
    # What was on its way here was for the other, who has it in every other chat too.
    on_its_way = and_(outbox.c.chat_id == before.id, outbox.c.closed_at.is_(None))
    others_left = exists().where(chats.c.person_id == before.person_id)
    tx.connection.execute(delete(outbox).where(on_its_way, others_left))
    # What was owed here was the other's prompt.
    tx.connection.execute(update(sessions).where(sessions.c.owed_to == before.id).values(owed=False, owed_to=None))
    others = select(func.count()).where(chats.c.person_id == before.person_id)
    if tx.connection.execute(others).scalar_one():
        return Attached(person, drafts_moved=0)
    return Attached(person, drafts_moved=_become(tx, before.person_id, person_id))


def _become(tx: Transaction, old: int, new: int) -> int:
    """Let `old` and all that is theirs be `new`; return how many drafts moved."""
    run = tx.connection.execute
    theirs = sessions.alias()
    both_stand = exists().where(theirs.c.person_id == new, theirs.c.draft_id == sessions.c.draft_id)
    run(delete(sessions).where(sessions.c.person_id == old, both_stand))
    if run(select(sessions.c.id).where(sessions.c.person_id == new, sessions.c.active)).first() is not None:
        run(update(sessions).where(sessions.c.person_id == old).values(active=False))
    moved = run(
        update(sessions).where(sessions.c.person_id == old).values(person_id=new, version=sessions.c.version + 1)
    ).rowcount
    held = roles.alias()
    held_already = exists().where(
        held.c.person_id == new, held.c.kind == roles.c.kind, held.c.area.is_not_distinct_from(roles.c.area)
    )
    run(delete(roles).where(roles.c.person_id == old, held_already))
    invited = plan_writers.alias()
    invited_already = exists().where(invited.c.person_id == new, invited.c.draft_id == plan_writers.c.draft_id)
    run(delete(plan_writers).where(plan_writers.c.person_id == old, invited_already))
    for table in (
        drafts,
        answers,
        submissions,
        files,
        roles,
        links,
        letters,
        remarks,
        partners,
        outbox,
        answer_changes,
        plan_writers,
        plan_remarks,
        plan_publications,
    ):
        run(update(table).where(table.c.person_id == old).values(person_id=new))
    run(update(links).where(links.c.used_by == old).values(used_by=new))
    run(update(plan_writers).where(plan_writers.c.invited_by == old).values(invited_by=new))
    run(update(plan_remarks).where(plan_remarks.c.answered_by == old).values(answered_by=new))
    run(delete(persons).where(persons.c.id == old))
    return moved
