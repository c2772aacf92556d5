"""The path that every answer takes: load where a chat stands, load its answers, keep what a step changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from flows.session import Answer, Answers, Change, Session
from storage.errors import Conflict
from storage.people import PERSON
from storage.prepared import Prepared
from storage.records import Conversation, Person, Standing
from storage.shared_drafts import trace
from storage.tables import answers as answers_table
from storage.tables import chats, drafts, persons, sessions

if TYPE_CHECKING:
    from storage.transaction import Transaction

STANDING = (
    sessions.c.id,
    sessions.c.draft_id,
    sessions.c.revision,
    sessions.c.version,
    drafts.c.revision,
    sessions.c.standing,
    sessions.c.owed,
    drafts.c.flow,
    drafts.c.edition,
    drafts.c.title,
    drafts.c.state,
    drafts.c.reference,
    drafts.c.version,
    drafts.c.subject,
)

_where_a_chat_stands = (
    select(chats.c.id, chats.c.blocked_at, *PERSON, *STANDING)
    .join_from(chats, persons, chats.c.person_id == persons.c.id)
    .outerjoin(sessions, and_(sessions.c.person_id == persons.c.id, sessions.c.active))
    .outerjoin(drafts, drafts.c.id == sessions.c.draft_id)
    .where(chats.c.bot == bindparam("bot"), chats.c.chat_id == bindparam("chat_id"))
)
_conversation = Prepared(_where_a_chat_stands)
# Only the person's row is locked (PostgreSQL locks no row on the optional side of a join); a session or draft that
# was changed while waiting for that lock is found out by `keep`, which compares their counts.
_conversation_locked = Prepared(_where_a_chat_stands.with_for_update(of=persons))
_answers = Prepared(
    select(answers_table.c.path, answers_table.c.content).where(answers_table.c.draft_id == bindparam("draft"))
)
_give = upsert(answers_table).values(
    draft_id=bindparam("draft"),
    path=bindparam("at_path"),
    content=bindparam("content_"),
    person_id=bindparam("person"),
    answered_at=bindparam("moment"),
)
_give_answer = Prepared(
    _give.on_conflict_do_update(
        index_elements=["draft_id", "path"],
        set_={name: _give.excluded[name] for name in ("content", "person_id", "answered_at")},
    )
)
_take_answer = Prepared(
    delete(answers_table).where(
        answers_table.c.draft_id == bindparam("draft"), answers_table.c.path == bindparam("at_path")
    )
)
_keep_session = Prepared(
    update(sessions)
    .where(sessions.c.id == bindparam("session"), sessions.c.version == bindparam("loaded"))
    .values(
        standing=bindparam("standing_"),
        revision=bindparam("now"),
        version=sessions.c.version + 1,
        owed=bindparam("is_owed"),
        owed_to=bindparam("to"),
        changed_at=bindparam("moment"),
    )
)
_keep_draft = Prepared(
    update(drafts)
    .where(drafts.c.id == bindparam("draft"), drafts.c.revision == bindparam("loaded"))
    .values(
        revision=drafts.c.revision + 1,
        edition=bindparam("of_edition"),
        state="open",
        changed_at=bindparam("moment"),
    )
)


def conversation(tx: Transaction, bot: str, chat_id: int) -> Conversation | None:
    """Who is behind a chat and where they stand; None at first contact. Locks the person until the end.

    In `Store.read` nothing is locked.
    """
    statement = _conversation if tx.only_reading else _conversation_locked
    row = statement.row(tx, {"bot": bot, "chat_id": chat_id})
    if row is None:
        return None
    tx.chat = row[0]
    standing = None if row[8] is None else Standing(*row[8:])
    return Conversation(Person(*row[2:8]), standing, blocked=row[1] is not None)


def answers(tx: Transaction, draft_id: int, draft_revision: int) -> Answers:
    """The answers of a draft at the revision that its standing named; not to be changed."""
    found = tx.known_answers(draft_id, draft_revision)
    if found is None:
        found = tx.cache.get(draft_id, draft_revision)
    if found is None:
        rows = _answers.rows(tx, {"draft": draft_id})
        found = {path: Answer.from_plain(content) for path, content in rows}
    tx.remember_answers(draft_id, draft_revision, found)
    return MappingProxyType(found)


def keep(
    tx: Transaction,
    loaded: Standing,
    session: Session,
    changes: Sequence[Change],
    *,
    person_id: int,
    at: datetime,
    owed: bool,
    traced: Sequence[Change] = (),
) -> Standing:
    """Keep what a step changed: the session, and the answers in `changes`. Returns the standing as it is now.

    The changes that are `traced` stay to be looked up, with who made them and when.
    `owed` marks that the prompt has not yet gone out to the chat of this transaction. Raises `Conflict` where the
    session or the draft is no longer what was `loaded`; `Store.transact` then runs the whole work again.
    """
    standing = session.standing()
    kept = _keep_session.run(
        tx,
        {
            "session": loaded.session_id,
            "loaded": loaded.version,
            "standing_": standing,
            "now": session.revision,
            "is_owed": owed,
            "to": tx.chat if owed else None,
            "moment": at,
        },
    )
    if kept != 1:
        raise Conflict(f"session {loaded.session_id} has changed since it was loaded")
    revision, version = session.revision, loaded.version + 1
    if not changes:
        return replace(loaded, revision=revision, version=version, standing=standing, owed=owed)
    _keep_answers(tx, loaded, session.edition, changes, person_id, at)
    trace(tx, loaded.draft_id, traced, person_id, at)
    return replace(
        loaded,
        revision=revision,
        version=version,
        standing=standing,
        owed=owed,
        draft_revision=loaded.draft_revision + 1,
        edition=session.edition,
        state="open",
    )


def _keep_answers(
    tx: Transaction, loaded: Standing, edition: int, changes: Sequence[Change], person_id: int, at: datetime
) -> None:
    """Write the changed answers and count up the draft's revision, which says that they changed."""
    draft = {"draft": loaded.draft_id, "loaded": loaded.draft_revision, "of_edition": edition, "moment": at}
    if _keep_draft.run(tx, draft) != 1:
        raise Conflict(f"draft {loaded.draft_id} has changed since it was loaded")
    for change in changes:
        where = {"draft": loaded.draft_id, "at_path": change.path}
        if change.new is None:
            _take_answer.run(tx, where)
        else:
            _give_answer.run(tx, {**where, "content_": change.new.to_plain(), "person": person_id, "moment": at})
    known = tx.known_answers(loaded.draft_id, loaded.draft_revision)
    if known is None:
        return
    after = known.copy()
    for change in changes:
        if change.new is None:
            after.pop(change.path, None)
        else:
            after[change.path] = change.new
    tx.remember_answers(loaded.draft_id, loaded.draft_revision + 1, after)
