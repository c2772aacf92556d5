"""People and the chats they use: first contact, language, names, chats that block the bot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once

from storage import clock
from storage.desk_tables import outbox
from storage.prepared import Prepared
from storage.records import Person
from storage.tables import chats, partners, persons
from storage.watches import watch_person

if TYPE_CHECKING:
    from storage.transaction import Transaction

PERSON = (
    persons.c.id,
    persons.c.language,
    persons.c.language_chosen,
    persons.c.time_zone,
    persons.c.name,
    persons.c.met_at,
)

_person_of_chat = Prepared(
    select(*PERSON, chats.c.id)
    .join_from(chats, persons, chats.c.person_id == persons.c.id)
    .where(chats.c.bot == bindparam("bot"), chats.c.chat_id == bindparam("chat_id"))
)
_person = Prepared(select(*PERSON).where(persons.c.id == bindparam("person")))
_move = Prepared(update(persons).where(persons.c.id == bindparam("person")).values(time_zone=bindparam("zone")))
_add_person = Prepared(
    insert(persons)
    .values(language=bindparam("speaks"), language_chosen=False, name=bindparam("called"), met_at=bindparam("moment"))
    .returning(persons.c.id)
)
_add_chat = Prepared(
    insert_once(chats)
    .values(
        bot=bindparam("of_bot"), chat_id=bindparam("chat"), person_id=bindparam("person"), met_at=bindparam("moment")
    )
    .on_conflict_do_nothing(index_elements=["bot", "chat_id"])
)


def meet(tx: Transaction, bot: str, chat_id: int, language: str, name: str, at: datetime) -> Person:
    """The person behind a chat; somebody new at first contact, even when two first messages come at once."""
    if (known := _who_is(tx, bot, chat_id)) is not None:
        return known
    ((person_id,),) = _add_person.rows(tx, {"speaks": language, "called": name, "moment": at})
    if not _add_chat.run(tx, {"of_bot": bot, "chat": chat_id, "person": person_id, "moment": at}):
        tx.connection.execute(delete(persons).where(persons.c.id == person_id))
    met = _who_is(tx, bot, chat_id)
    if met is None:
        raise LookupError(f"the chat {bot}:{chat_id} went away while it was met")
    return met


def person(tx: Transaction, person_id: int) -> Person | None:
    """A person by the identifier; None where there is none, or they asked to be forgotten."""
    row = _person.row(tx, {"person": person_id})
    return None if row is None else Person(*row)


def chats_of(tx: Transaction, person_id: int, bot: str) -> tuple[int, ...]:
    """The chats in which a person talks with a bot and has not blocked it."""
    theirs = select(chats.c.chat_id).where(
        chats.c.person_id == person_id, chats.c.bot == bot, chats.c.blocked_at.is_(None)
    )
    return tuple(tx.connection.execute(theirs.order_by(chats.c.id)).scalars())


def set_language(tx: Transaction, person_id: int, language: str) -> None:
    """The person has chosen a language."""
    _change(tx, person_id, language=language, language_chosen=True)


def name_person(tx: Transaction, person_id: int, name: str) -> None:
    """Call the person by this name."""
    _change(tx, person_id, name=name)


def called() -> ColumnElement[str]:
    """What those who work with a person know them by: their name, or the partner whose letter they sent; empty where
    neither is known. The chat page asks nobody for a name."""
    partner = (
        select(partners.c.name)
        .where(partners.c.person_id == persons.c.id)
        .order_by(partners.c.id)
        .limit(1)
        .correlate(persons)
        .scalar_subquery()
    )
    return func.coalesce(func.nullif(persons.c.name, ""), partner, "")


def called_by(tx: Transaction, person_id: int) -> str:
    """What a person is known by among those who work with them (`called`)."""
    name: str | None = tx.connection.execute(select(called()).where(persons.c.id == person_id)).scalar_one_or_none()
    return name or ""


def set_time_zone(tx: Transaction, person_id: int, time_zone: str | None) -> None:
    """The person's time zone by its IANA name; None where it is not known.

    What they are reminded of is due by the clocks there from now on.
    """
    _move.run(tx, {"person": person_id, "zone": time_zone})
    watch_person(tx, person_id, clock.now())


def names_of(tx: Transaction, person_ids: Iterable[int]) -> Mapping[int, str]:
    """The names of some people; whoever asked to be forgotten is not among them."""
    wanted = sorted(set(person_ids))
    if not wanted:
        return {}
    rows = tx.connection.execute(select(persons.c.id, persons.c.name).where(persons.c.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def is_reachable(tx: Transaction, person_id: int) -> bool:
    """Whether a person has a chat that does not block its bot."""
    theirs = select(chats.c.id).where(chats.c.person_id == person_id, chats.c.blocked_at.is_(None))
    return bool(tx.connection.execute(select(theirs.exists())).scalar_one())


def mark_blocked(tx: Transaction, bot: str, chat_id: int, at: datetime) -> bool:
    """The chat's owner has blocked the bot: nothing can be sent there. True when that is new; the moment is kept."""
    marked = tx.connection.execute(
        update(chats)
        .where(chats.c.bot == bot, chats.c.chat_id == chat_id, chats.c.blocked_at.is_(None))
        .values(blocked_at=at)
        .returning(chats.c.person_id)
    ).scalar_one_or_none()
    if marked is None:
        return False
    # The secretariat is reminded in place of a lead who can be reached no longer.
    watch_person(tx, marked, at)
    return True


def mark_unblocked(tx: Transaction, bot: str, chat_id: int) -> None:
    """The chat's owner is there again: what the outbox kept for the chat is due again."""
    marked = tx.connection.execute(
        update(chats)
        .where(chats.c.bot == bot, chats.c.chat_id == chat_id, chats.c.blocked_at.is_not(None))
        .values(blocked_at=None)
    )
    tx.noticed = tx.noticed or marked.rowcount > 0


def move_chat(tx: Transaction, bot: str, old: int, new: int) -> None:
    """A chat has another number from now on (Bot API: a group that became a supergroup).

    Where the new one is known already, the old one goes, and what was on its way there is sent to the new one if it is
    the same person's.
    """
    rows = tx.connection.execute(
        select(chats.c.chat_id, chats.c.id, chats.c.person_id)
        .where(chats.c.bot == bot, chats.c.chat_id.in_((old, new)))
        .order_by(chats.c.id)
        .with_for_update()
    )
    found = {row.chat_id: row for row in rows}
    if old not in found or old == new:
        return
    if new not in found:
        tx.connection.execute(update(chats).where(chats.c.id == found[old].id).values(chat_id=new))
        return
    if found[old].person_id == found[new].person_id:
        waiting = and_(outbox.c.chat_id == found[old].id, outbox.c.closed_at.is_(None))
        tx.connection.execute(update(outbox).where(waiting).values(chat_id=found[new].id))
        tx.noticed = True
    tx.connection.execute(delete(chats).where(chats.c.id == found[old].id))


def _who_is(tx: Transaction, bot: str, chat_id: int) -> Person | None:
    row = _person_of_chat.row(tx, {"bot": bot, "chat_id": chat_id})
    if row is None:
        return None
    tx.chat = row[-1]
    return Person(*row[:-1])


def _change(tx: Transaction, person_id: int, **values: Any) -> None:
    tx.connection.execute(update(persons).where(persons.c.id == person_id).values(**values))
