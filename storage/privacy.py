"""All that is held about a person: to hand it out, and to erase what need not stay.

Every column that refers to a person is dealt with here; a test compares this module with the tables.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, Table, and_, delete, func, null, or_, select, update

from storage import gateway
from storage.audit import record
from storage.desk_tables import letters, outbox, partner_areas, remarks
from storage.drafts import erase_drafts
from storage.files import FILE_INFO
from storage.gateway_tables import GatewayMessage
from storage.meeting_tables import (
    attendances,
    calendar_feeds,
    consensus_questions,
    meetings,
    objections,
    observer_proposals,
)
from storage.plan_tables import answer_changes, plan_publications, plan_remarks, plan_writers
from storage.records import Forgotten
from storage.reminder_tables import reminder_rules, reminder_wishes, reminders
from storage.report_tables import progress_notes, reporting_cycles
from storage.tables import (
    answers,
    audits,
    chats,
    columns_of,
    drafts,
    files,
    links,
    partners,
    persons,
    roles,
    sessions,
    submissions,
)
from storage.term_tables import designations, seats
from storage.watches import watch_person

if TYPE_CHECKING:
    from storage.transaction import Transaction

PAGE = "web"
"""The bot that people reach on the chat page: its messages are kept here, by the gateway."""

page_messages = columns_of(GatewayMessage)

CALENDAR = (
    meetings,
    attendances,
    observer_proposals,
    consensus_questions,
    objections,
    reporting_cycles,
    progress_notes,
    reminders,
    reminder_wishes,
    reminder_rules,
    designations,
)
"""Tables of the calendar whose rows are somebody's where any of their columns names them."""


def export_person(tx: Transaction, person_id: int) -> dict[str, Any]:
    """Everything held about a person, ready for JSON; files as what is known of them, without their bytes.

    Times are ISO 8601 in UTC. An unknown person has an empty `person`.
    """
    theirs = drafts.c.person_id == person_id
    told = _rows(tx, select(persons).where(persons.c.id == person_id))
    return {
        "person": told[0] if told else {},
        "chats": _rows(tx, _all_but(chats, "id", "person_id").where(chats.c.person_id == person_id)),
        "messages": _rows(tx, _messages(person_id)),
        "roles": _rows(tx, _all_but(roles, "id", "person_id").where(roles.c.person_id == person_id)),
        "drafts": [
            {
                **draft,
                "answers": _rows(
                    tx,
                    select(answers.c.path, answers.c.content, answers.c.answered_at)
                    .where(answers.c.draft_id == draft["id"])
                    .order_by(answers.c.path),
                ),
                "sessions": _rows(
                    tx,
                    _all_but(sessions, "person_id", "draft_id").where(
                        sessions.c.draft_id == draft["id"], sessions.c.person_id == person_id
                    ),
                ),
            }
            for draft in _rows(tx, _all_but(drafts, "person_id").where(theirs).order_by(drafts.c.id))
        ],
        "answers_to_others": _rows(
            tx,
            select(answers).where(
                answers.c.person_id == person_id, answers.c.draft_id.not_in(select(drafts.c.id).where(theirs))
            ),
        ),
        "submissions": _rows(tx, _all_but(submissions, "id", "person_id").where(submissions.c.person_id == person_id)),
        "letters": _rows(tx, _all_but(letters, "id", "person_id", "folded").where(letters.c.person_id == person_id)),
        "remarks": _rows(tx, _remarks(person_id)),
        "plan_changes": _rows(
            tx, _all_but(answer_changes, "id", "person_id", "part").where(_by(answer_changes, person_id))
        ),
        "plan_invitations": _rows(
            tx,
            _all_but(plan_writers, "id").where(
                or_(plan_writers.c.person_id == person_id, plan_writers.c.invited_by == person_id)
            ),
        ),
        "plan_remarks": _rows(
            tx,
            _all_but(plan_remarks, "id").where(
                or_(plan_remarks.c.person_id == person_id, plan_remarks.c.answered_by == person_id)
            ),
        ),
        "plan_publications": _rows(tx, _all_but(plan_publications, "id").where(_by(plan_publications, person_id))),
        "partners": _rows(
            tx, _all_but(partners, "person_id", "letter_id", "folded").where(partners.c.person_id == person_id)
        ),
        "partner_areas": _rows(
            tx,
            select(partner_areas).where(
                partner_areas.c.partner_id.in_(select(partners.c.id).where(partners.c.person_id == person_id))
            ),
        ),
        "notices": _rows(
            tx, _all_but(outbox, "id", "key", "chat_id", "person_id", "lease").where(outbox.c.person_id == person_id)
        ),
        **{str(table.name): _rows(tx, select(table).where(_names(table, person_id))) for table in CALENDAR},
        "calendar_feeds": _rows(tx, _all_but(calendar_feeds, "token_sha256").where(_by(calendar_feeds, person_id))),
        "seats": _rows(
            tx, select(seats).where(seats.c.role_id.in_(select(roles.c.id).where(roles.c.person_id == person_id)))
        ),
        "files": _rows(tx, select(*FILE_INFO).where(files.c.person_id == person_id)),
        "links": _rows(
            tx,
            _all_but(links, "token_sha256").where(or_(links.c.person_id == person_id, links.c.used_by == person_id)),
        ),
        "audit": _rows(
            tx,
            _all_but(audits, "id").where(
                or_(audits.c.who == f"person:{person_id}", audits.c.subject == f"person:{person_id}")
            ),
        ),
    }


def forget(tx: Transaction, person_id: int, at: datetime) -> Forgotten:
    """Erase what is held about a person and need not stay; say how much it was, and what stays.

    Drafts that were never submitted go with their answers; so do all files, the person, their chats with what was said
    on the chat page, their roles and their links.
    What was submitted is the Partnership's record (Framework G2(c)): its snapshot and reference stay, without its
    private details and the signed copy, which are never published, without the answers it was made from and without
    saying who sent it. So does the partner who was registered with it, whose contacts are then shared with nobody, and
    what the secretariat asked for, without its words, which were meant for the one who goes. The audit keeps the
    person's number, which nothing leads back from.
    """
    run = tx.connection.execute
    run(select(persons.c.id).where(persons.c.id == person_id).with_for_update())
    watch_person(tx, person_id, at)
    theirs = drafts.c.person_id == person_id
    unsent = and_(theirs, drafts.c.version == 0)
    sent = and_(theirs, drafts.c.version > 0)
    ids_unsent, ids_sent = select(drafts.c.id).where(unsent), select(drafts.c.id).where(sent)
    own_files = or_(
        files.c.draft_id.in_(select(drafts.c.id).where(theirs)),
        and_(files.c.person_id == person_id, files.c.draft_id.is_(None)),
    )
    mine = submissions.c.person_id == person_id
    kept = run(select(submissions.c.reference).where(mine).distinct().order_by(submissions.c.reference))
    forgotten = Forgotten(
        drafts=_count(tx, drafts, unsent),
        answers=_count(tx, answers, or_(answers.c.draft_id.in_(ids_unsent), answers.c.draft_id.in_(ids_sent))),
        files=_count(tx, files, own_files),
        chats=_count(tx, chats, chats.c.person_id == person_id),
        roles=_count(tx, roles, roles.c.person_id == person_id),
        links=_count(tx, links, links.c.person_id == person_id),
        private_details=_count(tx, submissions, and_(mine, submissions.c.private.is_not(None))),
        kept=tuple(kept.scalars()),
    )
    run(delete(files).where(own_files))
    run(update(submissions).where(mine).values(private=null()))
    submitted = run(ids_sent).scalars().all()
    run(delete(answers).where(answers.c.draft_id.in_(submitted)))
    run(update(drafts).where(drafts.c.id.in_(submitted)).values(revision=drafts.c.revision + 1))
    run(update(partners).where(partners.c.person_id == person_id).values(shares_contacts=False))
    theirs_sent = select(letters.c.id).where(letters.c.person_id == person_id)
    run(update(remarks).where(remarks.c.letter_id.in_(theirs_sent)).values(words=""))
    for table in (plan_remarks, objections, observer_proposals, progress_notes):
        run(update(table).where(table.c.person_id == person_id).values(name=""))
    for chat_id in run(_page_chats(person_id)).scalars().all():
        gateway.erase_chat(tx, chat_id)
    for draft_id in submitted:
        tx.forget_answers(draft_id)
    erase_drafts(tx, unsent)
    # The rest goes with the person, or no longer names them: the foreign keys say which.
    run(delete(persons).where(persons.c.id == person_id))
    details = {
        "drafts": forgotten.drafts,
        "answers": forgotten.answers,
        "files": forgotten.files,
        "kept": list(forgotten.kept),
    }
    record(tx, f"person:{person_id}", "was forgotten", f"person:{person_id}", details, at)
    return forgotten


def _by(table: Table, person_id: int) -> ColumnElement[bool]:
    return table.c.person_id == person_id


def _names(table: Table, person_id: int) -> ColumnElement[bool]:
    """Whether any column of a row names somebody."""
    named = (column for column in table.c if any(key.references(persons) for key in column.foreign_keys))
    return or_(*(column == person_id for column in named))


def _remarks(person_id: int) -> Select[Any]:
    """What somebody said about letters, and what was said about theirs."""
    theirs = or_(letters.c.person_id == person_id, remarks.c.person_id == person_id)
    said = (remarks.c.version, remarks.c.kind, remarks.c.reason, remarks.c.words, remarks.c.asked, remarks.c.at)
    return (
        select(letters.c.reference, *said)
        .join_from(remarks, letters, letters.c.id == remarks.c.letter_id)
        .where(theirs)
        .order_by(remarks.c.id)
    )


def _messages(person_id: int) -> Select[Any]:
    """What was said on the chat page; what was said elsewhere is with whoever runs that service."""
    return (
        select(page_messages.c.sent_at, page_messages.c.from_bot, page_messages.c.text)
        .where(page_messages.c.chat_id.in_(_page_chats(person_id)), page_messages.c.deleted.is_(False))
        .order_by(page_messages.c.chat_id, page_messages.c.id)
    )


def _page_chats(person_id: int) -> Select[Any]:
    return select(chats.c.chat_id).where(chats.c.person_id == person_id, chats.c.bot == PAGE)


def _all_but(table: Table, *names: str) -> Select[Any]:
    return select(*(column for column in table.c if column.name not in names))


def _rows(tx: Transaction, query: Select[Any]) -> list[dict[str, Any]]:
    return [
        {key: value.isoformat() if isinstance(value, datetime) else value for key, value in row.items()}
        for row in tx.connection.execute(query).mappings()
    ]


def _count(tx: Transaction, table: Table, which: ColumnElement[bool]) -> int:
    return tx.connection.execute(select(func.count()).select_from(table).where(which)).scalar_one()
