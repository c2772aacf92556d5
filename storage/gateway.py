"""Chats of the web page and their messages: queries over one transaction, in and out with plain values.

The rows of a chat are changed under its own lock: every change first counts up the chat's `seq`, by which a page
that was away asks for what it has missed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, exists, insert, select, update

from storage.gateway_tables import GatewayChat, GatewayFile, GatewayMessage, GatewayPress, GatewayUpdate
from storage.prepared import Prepared

if TYPE_CHECKING:
    from storage.transaction import Transaction

_chat = GatewayChat.__table__  # type: ignore[attr-defined]
_file = GatewayFile.__table__  # type: ignore[attr-defined]
_message = GatewayMessage.__table__  # type: ignore[attr-defined]
_press = GatewayPress.__table__  # type: ignore[attr-defined]
_update = GatewayUpdate.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Chat:
    """A visitor's chat. `seq` counts its changes; `left`: the visitor has gone and cannot come back to it."""

    id: int
    bot_id: int
    first_name: str
    language: str
    last_message_id: int
    seq: int
    left: bool


@dataclass(frozen=True, slots=True)
class FileInfo:
    """A file without its bytes; `size` in bytes, `width` and `height` in pixels (0 when it is no picture)."""

    unique_id: str
    file_id: str
    name: str
    mime: str
    size: int
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """A message; `entities` and `markup` are JSON text, empty when there is none. Dates in Unix seconds."""

    chat_id: int
    id: int
    from_bot: bool
    sent_at: int
    text: str
    seq: int
    first_seq: int
    entities: str = ""
    markup: str = ""
    edited_at: int | None = None
    file: FileInfo | None = None
    as_photo: bool = False
    reply_to: int | None = None
    client_id: str | None = None
    deleted: bool = False


# --- Chats -------------------------------------------------------------------------------------------------

_CHAT = (
    _chat.c.id,
    _chat.c.bot_id,
    _chat.c.first_name,
    _chat.c.language,
    _chat.c.last_message_id,
    _chat.c.seq,
    # Whether it is NULL is asked here and not in SQL: SQLite 3.40 answers it wrongly in a RETURNING.
    _chat.c.token_hash,
)
_chat_by_token = Prepared(select(*_CHAT).where(_chat.c.token_hash == bindparam("token_hash")))
_chat_by_id = Prepared(select(*_CHAT).where(_chat.c.id == bindparam("id_"), _chat.c.bot_id == bindparam("bot")))
_change_chat = Prepared(
    update(_chat)
    .where(_chat.c.id == bindparam("id_"), _chat.c.bot_id == bindparam("bot"))
    .values(
        seq=_chat.c.seq + 1,
        last_message_id=_chat.c.last_message_id + bindparam("messages"),
    )
    .returning(*_CHAT)
)


def chat_of_visitor(tx: Transaction, token_hash: str) -> Chat | None:
    """The chat that a visitor's token opens."""
    return _to_chat(_chat_by_token.row(tx, {"token_hash": token_hash}))


def chat_of_bot(tx: Transaction, bot_id: int, chat_id: int) -> Chat | None:
    """A chat by its identifier, for the bot whose chat it is."""
    return _to_chat(_chat_by_id.row(tx, {"id_": chat_id, "bot": bot_id}))


def add_chat(
    tx: Transaction, *, chat_id: int, bot_id: int, token_hash: str, first_name: str, language: str, now: int
) -> Chat:
    """Open a chat for a new visitor."""
    tx.connection.execute(
        insert(_chat),
        {
            "id": chat_id,
            "bot_id": bot_id,
            "token_hash": token_hash,
            "first_name": first_name,
            "language": language,
            "last_message_id": 0,
            "seq": 0,
            "created_at": now,
        },
    )
    return Chat(chat_id, bot_id, first_name, language, 0, 0, left=False)


def change_chat(tx: Transaction, bot_id: int, chat_id: int, *, messages: int = 0) -> Chat | None:
    """Lock a chat and count one change in it, and so many new messages; the chat as it is then."""
    return _to_chat(_change_chat.row(tx, {"id_": chat_id, "bot": bot_id, "messages": messages}))


def set_language(tx: Transaction, chat_id: int, language: str) -> None:
    """Keep the language of a visitor's page: the bot is told it with every update."""
    tx.connection.execute(update(_chat).where(_chat.c.id == chat_id).values(language=language))


def leave_chat(tx: Transaction, chat_id: int) -> None:
    """Forget a visitor's token: the chat can no longer be opened."""
    tx.connection.execute(update(_chat).where(_chat.c.id == chat_id).values(token_hash=None))


_file_unused = ~exists().where(_message.c.file_unique_id == _file.c.unique_id)


def erase_chat(tx: Transaction, chat_id: int) -> None:
    """Erase all that a chat held: messages, files, presses and what the bot has not yet read of it.

    Empty marks stay in place of the messages, so that an open page clears itself.
    """
    connection = tx.connection
    row = connection.execute(
        update(_chat).where(_chat.c.id == chat_id).values(seq=_chat.c.seq + 1).returning(_chat.c.seq)
    ).first()
    if row is None:
        return
    of_chat = _message.c.chat_id == chat_id
    files = connection.execute(select(_message.c.file_unique_id).where(of_chat).distinct()).scalars().all()
    connection.execute(update(_message).where(of_chat).values(**_ERASED, seq=row.seq))
    connection.execute(delete(_file).where(_file.c.unique_id.in_(files), _file_unused))
    connection.execute(delete(_press).where(_press.c.chat_id == chat_id))
    connection.execute(delete(_update).where(_update.c.chat_id == chat_id))


def _to_chat(row: Sequence[Any] | None) -> Chat | None:
    if row is None:
        return None
    return Chat(
        id=row[0],
        bot_id=row[1],
        first_name=row[2],
        language=row[3],
        last_message_id=row[4],
        seq=row[5],
        left=row[6] is None,
    )


# --- Messages ----------------------------------------------------------------------------------------------

_ERASED = {
    "text": "",
    "entities": "",
    "markup": "",
    "file_unique_id": None,
    "client_id": None,
    "deleted": True,
}
_FILE = (
    _file.c.unique_id,
    _file.c.file_id,
    _file.c.name,
    _file.c.mime,
    _file.c.size,
    _file.c.width,
    _file.c.height,
)
_MESSAGE = (
    _message.c.chat_id,
    _message.c.id,
    _message.c.from_bot,
    _message.c.sent_at,
    _message.c.text,
    _message.c.seq,
    _message.c.first_seq,
    _message.c.entities,
    _message.c.markup,
    _message.c.edited_at,
    _message.c.as_photo,
    _message.c.reply_to,
    _message.c.client_id,
    _message.c.deleted,
)
_messages = select(*_MESSAGE, *_FILE).outerjoin_from(_message, _file, _file.c.unique_id == _message.c.file_unique_id)
_message_by_id = Prepared(
    _messages.where(
        _message.c.chat_id == bindparam("chat"), _message.c.id == bindparam("id_"), _message.c.deleted.is_(False)
    )
)
_messages_changed = Prepared(
    _messages.where(_message.c.chat_id == bindparam("chat"), _message.c.seq > bindparam("since")).order_by(
        _message.c.seq, _message.c.id
    )
)
_latest_messages = Prepared(
    _messages.where(
        _message.c.chat_id == bindparam("chat"),
        _message.c.id < bindparam("before"),
        _message.c.deleted.is_(False),
    )
    .order_by(_message.c.id.desc())
    .limit(bindparam("most"))
)
_messages_by_client = _messages.where(
    _message.c.chat_id == bindparam("chat"), _message.c.client_id.in_(bindparam("clients", expanding=True))
).order_by(_message.c.id)
_message_by_client = Prepared(
    _messages.where(_message.c.chat_id == bindparam("chat"), _message.c.client_id == bindparam("client"))
)
_insert_message = Prepared(insert(_message))


def add_message(tx: Transaction, message: Message) -> None:
    """Add a message whose identifier and `seq` came from `change_chat`."""
    _insert_message.run(
        tx,
        {
            "chat_id": message.chat_id,
            "id": message.id,
            "from_bot": message.from_bot,
            "sent_at": message.sent_at,
            "edited_at": None,
            "text": message.text,
            "entities": message.entities,
            "markup": message.markup,
            "file_unique_id": None if message.file is None else message.file.unique_id,
            "as_photo": message.as_photo,
            "reply_to": message.reply_to,
            "client_id": message.client_id,
            "first_seq": message.first_seq,
            "seq": message.seq,
            "deleted": False,
        },
    )


_change_message = Prepared(
    update(_message)
    .where(_message.c.chat_id == bindparam("chat"), _message.c.id == bindparam("id_"))
    .values(
        text=bindparam("text"),
        entities=bindparam("entities"),
        markup=bindparam("markup"),
        edited_at=bindparam("edited_at"),
        seq=bindparam("seq"),
    )
)


def change_message(tx: Transaction, message: Message) -> None:
    """Keep a message's new text, entities and markup."""
    _change_message.run(
        tx,
        {
            "chat": message.chat_id,
            "id_": message.id,
            "text": message.text,
            "entities": message.entities,
            "markup": message.markup,
            "edited_at": message.edited_at,
            "seq": message.seq,
        },
    )


def delete_messages(tx: Transaction, chat_id: int, message_ids: Collection[int], seq: int) -> None:
    """Empty some messages and mark them deleted."""
    tx.connection.execute(
        update(_message).where(_message.c.chat_id == chat_id, _message.c.id.in_(message_ids)).values(**_ERASED, seq=seq)
    )


def message_of_chat(tx: Transaction, chat_id: int, message_id: int) -> Message | None:
    """One message that has not been deleted."""
    row = _message_by_id.row(tx, {"chat": chat_id, "id_": message_id})
    return None if row is None else _to_message(row)


def messages_before(tx: Transaction, chat_id: int, before: int, most: int) -> list[Message]:
    """The latest messages before one, oldest first."""
    rows = _latest_messages.rows(tx, {"chat": chat_id, "before": before, "most": most})
    return [_to_message(row) for row in reversed(rows)]


def messages_changed_since(tx: Transaction, chat_id: int, seq: int) -> list[Message]:
    """Messages that are new, edited or deleted since a change, in the order of their latest change."""
    return [_to_message(row) for row in _messages_changed.rows(tx, {"chat": chat_id, "since": seq})]


def messages_by_client(tx: Transaction, chat_id: int, client_ids: Sequence[str]) -> list[Message]:
    """The messages that a page's own identifiers already stand for."""
    if len(client_ids) == 1:
        row = _message_by_client.row(tx, {"chat": chat_id, "client": client_ids[0]})
        return [] if row is None else [_to_message(row)]
    rows = tx.connection.execute(_messages_by_client, {"chat": chat_id, "clients": list(client_ids)})
    return [_to_message(row) for row in rows]


def messages_of_chat(tx: Transaction, chat_id: int, message_ids: Collection[int]) -> list[Message]:
    """Those of some messages that have not been deleted."""
    rows = tx.connection.execute(
        _messages.where(_message.c.chat_id == chat_id, _message.c.id.in_(message_ids), _message.c.deleted.is_(False))
    )
    return [_to_message(row) for row in rows]


def _to_message(row: Sequence[Any]) -> Message:
    file = None if row[14] is None else FileInfo(*row[14:])
    return Message(
        chat_id=row[0],
        id=row[1],
        from_bot=row[2],
        sent_at=row[3],
        text=row[4],
        seq=row[5],
        first_seq=row[6],
        entities=row[7],
        markup=row[8],
        edited_at=row[9],
        file=file,
        as_photo=row[10],
        reply_to=row[11],
        client_id=row[12],
        deleted=row[13],
    )
