"""What the tests of notices share: people with chats, a kind of notice that says what it is given, the rows as they
stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from flows.wording import as_is
from handlers.buttons import PageButton
from handlers.scene import Page
from handlers.telling import Telling
from storage.desk_records import NewNotice, Notice
from storage.desk_tables import outbox
from storage.store import Store, Transaction

TELEGRAM = "telegram"


def spoken(tx: Transaction, notice: Notice, _: Any) -> Telling | None:
    """A page of what the notice holds: paragraphs in a row, a button with words and what it does."""
    content = notice.content
    if "text" not in content:
        return None
    texts = [content["text"]] if isinstance(content["text"], str) else content["text"]
    rows = tuple((PageButton(as_is(words), **does),) for words, does in content.get("buttons", {}).items())
    return Telling(page=Page(tuple(as_is(text) for text in texts), rows))


async def somebody(store: Store, chat: int, bot: str = TELEGRAM, language: str = "en") -> int:
    """Somebody who has opened a chat."""
    person = await store.transact(lambda tx: tx.meet(bot, chat, language, f"Person {chat}", datetime.now(UTC)))
    return person.id


async def officer(store: Store, chat: int, bot: str = TELEGRAM) -> int:
    """A member of the secretariat."""
    person = await somebody(store, chat, bot)
    await store.transact(lambda tx: tx.grant_role(person, "secretariat", None, datetime.now(UTC)))
    return person


async def put(store: Store, person_id: int, *texts: str, **more: Any) -> None:
    """Put notices that say this into the outbox, in one transaction."""

    def work(tx: Transaction) -> None:
        for text in texts:
            tx.enqueue(notice(person_id, text=text, **more))

    await store.transact(work)


def notice(
    reader: int, /, kind: str = "spoken", at: datetime | None = None, until: datetime | None = None, **content: Any
) -> NewNotice:
    """A notice to a reader, of any kind and content."""
    occurrence = str(content.get("text", ""))[:40]
    return NewNotice(kind, reader, "a subject", occurrence, content, at or datetime.now(UTC), until)


async def rows(store: Store) -> Sequence[Any]:
    """The outbox, oldest first."""
    query = select(outbox.c.kind, outbox.c.outcome, outbox.c.tries, outbox.c.lease, outbox.c.not_before).order_by(
        outbox.c.id
    )
    return await store.read(lambda tx: tx.connection.execute(query).all())


async def outcomes(store: Store) -> list[str | None]:
    """What became of each notice."""
    return [row.outcome for row in await rows(store)]
