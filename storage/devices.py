"""One person in several chats: a personal link makes a chat theirs, and brings along what the chat had before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, exists, func, or_, select, update

from storage import clock
from storage.desk_tables import letters, outbox, remarks
from storage.meeting_tables import (
    attendances,
    calendar_feeds,
    consensus_questions,
    meetings,
    objections,
    observer_proposals,
)
from storage.people import PERSON
from storage.plan_tables import answer_changes, plan_publications, plan_remarks, plan_writers
from storage.records import Attached, Person
from storage.reminder_tables import reminder_rules, reminder_wishes, reminders
from storage.report_tables import progress_notes, reporting_cycles
from storage.tables import answers, chats, drafts, files, links, partners, persons, roles, sessions, submissions
from storage.term_tables import designations
from storage.watches import watch_person

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
    # Terms that follow each other are several; only one held at the same time is the same role.
    at_once = and_(
        or_(held.c.until.is_(None), held.c.until > roles.c.since),
        or_(roles.c.until.is_(None), roles.c.until > held.c.since),
    )
    held_already = exists().where(
        held.c.person_id == new, held.c.kind == roles.c.kind, held.c.area.is_not_distinct_from(roles.c.area), at_once
    )
    run(delete(roles).where(roles.c.person_id == old, held_already))
    for table, per in (
        (plan_writers, ("draft_id",)),
        (attendances, ("meeting_id",)),
        (objections, ("proposal_id",)),
        (objections, ("question_id",)),
        (reminder_wishes, ("kind", "subject")),
        (calendar_feeds, ()),
    ):
        # One row for each person and thing: what both have stays as the one has it who goes on.
        twin = table.alias()
        same = (twin.c[name] == table.c[name] for name in per)
        run(delete(table).where(table.c.person_id == old, exists().where(twin.c.person_id == new, *same)))
    _take_over_reminders(tx, old, new)
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
        attendances,
        observer_proposals,
        objections,
        calendar_feeds,
        progress_notes,
        reminder_wishes,
    ):
        run(update(table).where(table.c.person_id == old).values(person_id=new))
    for column in (
        links.c.used_by,
        plan_writers.c.invited_by,
        plan_remarks.c.answered_by,
        meetings.c.convened_by,
        observer_proposals.c.proposed_by,
        consensus_questions.c.put_by,
        reporting_cycles.c.opened_by,
        reminder_rules.c.changed_by,
        designations.c.recorded_by,
    ):
        run(update(column.table).where(column == old).values({column: new}))
    run(delete(persons).where(persons.c.id == old))
    watch_person(tx, new, clock.now())
    return moved


def _take_over_reminders(tx: Transaction, old: int, new: int) -> None:
    """What one of them was reminded of is not sent to the other again: the key of a reminder ends in its person."""
    theirs = reminders.alias()
    key = func.substr(reminders.c.key, 1, func.length(reminders.c.key) - len(str(old))).concat(str(new))
    of_both = and_(reminders.c.person_id == old, exists().where(theirs.c.key == key))
    tx.connection.execute(delete(reminders).where(of_both))
    tx.connection.execute(update(reminders).where(reminders.c.person_id == old).values(key=key, person_id=new))
