"""Files that visitors and the bot have sent through the gateway, with their bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, insert, select

from storage.gateway import FileInfo
from storage.gateway_tables import GatewayFile, GatewayMessage

if TYPE_CHECKING:
    from storage.transaction import Transaction

_file = GatewayFile.__table__  # type: ignore[attr-defined]
_message = GatewayMessage.__table__  # type: ignore[attr-defined]

_INFO = (
    _file.c.unique_id,
    _file.c.file_id,
    _file.c.name,
    _file.c.mime,
    _file.c.size,
    _file.c.width,
    _file.c.height,
)
_file_by_id = select(*_INFO).where(_file.c.file_id == bindparam("id_"), _file.c.bot_id == bindparam("bot"))


def add_file(tx: Transaction, file: FileInfo, content: bytes, *, bot_id: int, chat_id: int | None, now: int) -> None:
    """Keep a file; `chat_id` is the visitor's who sent it, None when the bot did."""
    tx.connection.execute(
        insert(_file),
        {
            "unique_id": file.unique_id,
            "file_id": file.file_id,
            "bot_id": bot_id,
            "chat_id": chat_id,
            "name": file.name,
            "mime": file.mime,
            "size": file.size,
            "width": file.width,
            "height": file.height,
            "created_at": now,
            "content": content,
        },
    )


def file_of_bot(tx: Transaction, bot_id: int, file_id: str) -> FileInfo | None:
    """A file by the identifier that a bot may send it again with."""
    row = tx.connection.execute(_file_by_id, {"id_": file_id, "bot": bot_id}).first()
    return None if row is None else FileInfo(*row)


def content_for_bot(tx: Transaction, bot_id: int, unique_id: str) -> tuple[FileInfo, bytes] | None:
    """A file with its bytes, for the bot in whose chats it is."""
    row = tx.connection.execute(
        select(*_INFO, _file.c.content).where(_file.c.unique_id == unique_id, _file.c.bot_id == bot_id)
    ).first()
    return None if row is None else (FileInfo(*row[:-1]), row[-1])


def content_for_chat(tx: Transaction, chat_id: int, unique_id: str) -> tuple[FileInfo, bytes] | None:
    """A file with its bytes, for a visitor in whose chat a message holds it."""
    row = tx.connection.execute(
        select(*_INFO, _file.c.content)
        .join(_message, _message.c.file_unique_id == _file.c.unique_id)
        .where(_file.c.unique_id == unique_id, _message.c.chat_id == chat_id)
        .limit(1)
    ).first()
    return None if row is None else (FileInfo(*row[:-1]), row[-1])


def bytes_of_visitor(tx: Transaction, chat_id: int) -> int:
    """How many bytes a visitor's files take."""
    total: int = tx.connection.execute(
        select(func.coalesce(func.sum(_file.c.size), 0)).where(_file.c.chat_id == chat_id)
    ).scalar_one()
    return int(total)
