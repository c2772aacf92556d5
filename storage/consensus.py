"""Questions put to the body of a meeting, which acts by consensus (Framework G4.a(3), G4.b(3)).

A question is agreed when nobody has objected by its deadline; else it is not, and the objections stand with it by name.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, and_, insert, select, update

from storage.audit import record
from storage.consensus_records import AGREED, NOT_AGREED, OPEN, QUESTION, WITHDRAWN, About, Question
from storage.meeting_records import PLANNED
from storage.meeting_tables import consensus_questions as questions
from storage.meeting_tables import meetings
from storage.objections import has_objection, hold_when_due, objections_to
from storage.people import called
from storage.tables import persons
from storage.watches import watch

if TYPE_CHECKING:
    from storage.transaction import Transaction

CONSENSUS: Final = "consensus"
"""The kind of watch that has a question settled at its deadline; its subject is the question."""

_questions = select(
    questions.c.id,
    questions.c.meeting_id,
    questions.c.words,
    questions.c.language,
    questions.c.put_by,
    called(),
    questions.c.put_at,
    questions.c.deadline,
    questions.c.state,
    questions.c.settled_at,
).outerjoin_from(questions, persons, persons.c.id == questions.c.put_by)


def put_question(
    tx: Transaction, meeting_id: int, words: str, language: str, deadline: datetime, by: int, at: datetime
) -> Question:
    """Put a question to the body of a meeting; it is settled at its deadline."""
    number = tx.connection.execute(
        insert(questions)
        .values(
            meeting_id=meeting_id,
            words=words,
            language=language,
            put_by=by,
            put_at=at,
            deadline=deadline,
            state=OPEN,
        )
        .returning(questions.c.id)
    ).scalar_one()
    details = {"meeting": meeting_id, "deadline": deadline.isoformat()}
    record(tx, f"person:{by}", "put a question", _subject(number), details, at)
    watch(tx, CONSENSUS, str(number), deadline)
    return _known(tx, number)


def question(tx: Transaction, question_id: int) -> Question | None:
    """A question by its number."""
    return next(iter(_read(tx, _questions.where(questions.c.id == question_id))), None)


def questions_of(tx: Transaction, meeting_id: int, state: str | None = None) -> tuple[Question, ...]:
    """The questions put to the body of a meeting, the first first; all of them, or those that stand in one way
    (`agreed`: what belongs to the meeting's record)."""
    query = _questions.where(questions.c.meeting_id == meeting_id)
    if state is not None:
        query = query.where(questions.c.state == state)
    return _read(tx, query.order_by(questions.c.id))


def withdraw_question(tx: Transaction, question_id: int, by: int, at: datetime) -> Question | None:
    """Take a question back before its deadline; `None` where it is too late for that, or somebody has done so."""
    still = and_(questions.c.id == question_id, questions.c.state == OPEN, questions.c.deadline > at)
    taken = update(questions).where(still).values(state=WITHDRAWN, settled_at=at)
    if not tx.connection.execute(taken).rowcount:
        return None
    record(tx, f"person:{by}", "withdrew a question", _subject(question_id), {}, at)
    return _known(tx, question_id)


def withdraw_open_questions(tx: Transaction, meeting_id: int, by: int, at: datetime) -> None:
    """Take back what is still open when the meeting is cancelled: nothing is agreed for it any more."""
    still = and_(questions.c.meeting_id == meeting_id, questions.c.state == OPEN)
    taken = update(questions).where(still).values(state=WITHDRAWN, settled_at=at).returning(questions.c.id)
    for number in sorted(tx.connection.execute(taken).scalars()):
        record(tx, f"person:{by}", "withdrew a question", _subject(number), {"meeting": "cancelled"}, at)


def settle_question(tx: Transaction, question_id: int, at: datetime) -> Question | None:
    """Record what has come of a question whose deadline is there; `None` where it is not there yet, or it was recorded
    before: of two who settle at once, one does. Of a meeting that was cancelled nothing is agreed."""
    about = About(QUESTION, question_id)
    if not hold_when_due(tx, about, at):
        return None
    state = NOT_AGREED if has_objection(tx, about) else AGREED
    if not _is_planned(tx, question_id):
        state = WITHDRAWN
    still = and_(questions.c.id == question_id, questions.c.state == OPEN)
    tx.connection.execute(update(questions).where(still).values(state=state, settled_at=at))
    return _known(tx, question_id)


def _is_planned(tx: Transaction, question_id: int) -> bool:
    """Whether the meeting that a question belongs to was not cancelled."""
    query = (
        select(meetings.c.state)
        .join_from(questions, meetings, meetings.c.id == questions.c.meeting_id)
        .where(questions.c.id == question_id)
    )
    return bool(tx.connection.execute(query).scalar_one() == PLANNED)


def _known(tx: Transaction, question_id: int) -> Question:
    found = question(tx, question_id)
    if found is None:
        raise LookupError(f"there is no question {question_id}")
    return found


def _read(tx: Transaction, query: Select[Any]) -> tuple[Question, ...]:
    rows = tx.connection.execute(query).all()
    objected = objections_to(tx, QUESTION, [row.id for row in rows]) if rows else {}
    return tuple(replace(Question(*row), objections=objected.get(row.id, ())) for row in rows)


def _subject(question_id: int) -> str:
    return f"{QUESTION}:{question_id}"
