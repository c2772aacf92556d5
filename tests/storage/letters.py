"""What the storage tests do again and again: somebody writes a letter, one answer at a time."""

from collections.abc import Mapping
from datetime import UTC, datetime

from flows.session import Answer, Change, Place, Session
from flows.words import fold
from storage.records import Conversation, Person, Standing
from storage.store import Store, Transaction

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
FIRST = Session("letter", edition=1, place=Place("question", "category"))


async def somebody(store: Store, chat_id: int = 7, bot: str = "web") -> Person:
    """Somebody who has just opened a chat."""
    return await store.transact(lambda tx: tx.meet(bot, chat_id, "en", "Ada", NOW))


async def writer(store: Store, chat_id: int = 7, bot: str = "web") -> tuple[Person, Standing]:
    """Somebody who has begun a letter."""
    person = await somebody(store, chat_id, bot)
    standing = await store.transact(lambda tx: tx.begin_draft(person.id, "letter", 1, FIRST.standing(), NOW))
    return person, standing


def talk(tx: Transaction, chat_id: int = 7, bot: str = "web") -> Conversation:
    """The conversation of a chat that is known to be there."""
    conversation = tx.conversation(bot, chat_id)
    assert conversation is not None
    return conversation


def stands(tx: Transaction, chat_id: int = 7, bot: str = "web") -> Standing:
    """Where a chat stands that is known to stand in a draft."""
    standing = talk(tx, chat_id, bot).session
    assert standing is not None
    return standing


def answering(
    tx: Transaction, path: str, value: str | None, chat_id: int = 7, bot: str = "web", at: datetime = NOW
) -> Standing:
    """One update's work: load the conversation, answer one question (None: take the answer away), keep it."""
    return answering_in(tx, talk(tx, chat_id, bot), path, value, at)


def answering_in(
    tx: Transaction, conversation: Conversation, path: str, value: str | None, at: datetime = NOW
) -> Standing:
    """Answer in a conversation that was loaded before."""
    assert conversation.session is not None
    loaded = conversation.session
    answers = tx.answers(loaded.draft_id, loaded.draft_revision)
    session = Session.from_standing(loaded.standing, answers)
    new = None if value is None else Answer(value)
    change = Change(path, answers.get(path), new)
    session = session.moved(revision=session.revision + 1, place=Place("question", path))
    return tx.keep(loaded, session, [change], person_id=conversation.person.id, at=at, owed=True)


async def answer(store: Store, path: str, value: str | None, chat_id: int = 7, bot: str = "web") -> Standing:
    """Answer one question in a transaction of its own."""
    return await store.transact(lambda tx: answering(tx, path, value, chat_id, bot))


def values(tx: Transaction, chat_id: int = 7, bot: str = "web") -> Mapping[str, object]:
    """The values of all answers of the letter that the chat stands in."""
    standing = stands(tx, chat_id, bot)
    answers = tx.answers(standing.draft_id, standing.draft_revision)
    return {path: answer.value for path, answer in answers.items()}


async def sent(store: Store, chat_id: int = 7, title: str = "Institute", at: datetime = NOW) -> tuple[Person, str]:
    """Somebody who has sent a letter, and its reference."""
    person, standing = await writer(store, chat_id)
    await answer(store, "name", title, chat_id)
    await answer(store, "contact.email", f"{chat_id}@example.org", chat_id)
    return person, await store.transact(lambda tx: sending(tx, person.id, standing.draft_id, title, at))


def sending(tx: Transaction, person_id: int, draft_id: int, title: str, at: datetime = NOW) -> str:
    """Submit a letter with a public name and a private address; return its reference."""
    tx.title_draft(draft_id, title, fold(title))
    public = {"flow": "letter", "edition": 1, "language": "en", "answers": {"name": {"value": title}}}
    private = {"answers": {"contact.email": {"value": "ada@example.org"}}}
    return tx.submit(draft_id, person_id, public, at, private=private).reference


async def officer(store: Store, chat_id: int = 90, name: str = "Amina") -> Person:
    """A member of the secretariat."""
    person = await somebody(store, chat_id)

    def join(tx: Transaction) -> None:
        tx.name_person(person.id, name)
        tx.grant_role(person.id, "secretariat", None, NOW)

    await store.transact(join)
    return person
