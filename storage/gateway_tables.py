"""The gateway's tables: chats of the web page, their messages, updates the bot has not yet confirmed, files.

Dates are whole seconds since 1970 in UTC, as the Bot API counts them; JSON is kept as text, as it travels.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class GatewayBot(SQLModel, table=True):
    """A bot served by the gateway: the counter of its updates, its webhook, and which updates it wants."""

    __tablename__ = "gateway_bot"

    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    last_update_id: int = Field(default=0, sa_type=BigInteger)
    allowed_updates: str | None = Field(default=None, sa_type=Text)
    menu_button: str | None = Field(default=None, sa_type=Text)
    webhook_url: str = Field(default="", sa_type=Text)
    webhook_secret: str = Field(default="", sa_type=Text)
    webhook_connections: int = Field(default=40)
    webhook_failed_at: int | None = Field(default=None, sa_type=BigInteger)
    webhook_failure: str | None = Field(default=None, sa_type=Text)


class GatewayChat(SQLModel, table=True):
    """The private chat of one visitor with one bot; `seq` counts every change a page must learn of."""

    __tablename__ = "gateway_chat"

    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    bot_id: int = Field(sa_type=BigInteger, sa_column_args=[ForeignKey("gateway_bot.id")])
    # SHA-256 of the visitor's token. Empty once the visitor has left: nobody can open the chat any more.
    token_hash: str | None = Field(default=None, max_length=64, unique=True)
    first_name: str = Field(max_length=64)
    language: str = Field(max_length=16)
    last_message_id: int = Field(default=0, sa_type=BigInteger)
    seq: int = Field(default=0, sa_type=BigInteger)
    menu_button: str | None = Field(default=None, sa_type=Text)
    created_at: int = Field(sa_type=BigInteger)


class GatewayFile(SQLModel, table=True):
    """A file a visitor or the bot sent, with its bytes."""

    __tablename__ = "gateway_file"

    unique_id: str = Field(primary_key=True, max_length=32)
    file_id: str = Field(max_length=80, unique=True)
    bot_id: int = Field(sa_type=BigInteger, sa_column_args=[ForeignKey("gateway_bot.id")])
    # The visitor whose upload it is; empty for a file the bot sent.
    chat_id: int | None = Field(
        default=None, sa_type=BigInteger, index=True, sa_column_args=[ForeignKey("gateway_chat.id")]
    )
    name: str = Field(max_length=255)
    mime: str = Field(max_length=127)
    size: int = Field(sa_type=BigInteger)
    width: int = Field(default=0)
    height: int = Field(default=0)
    created_at: int = Field(sa_type=BigInteger, index=True)
    content: bytes = Field(sa_type=LargeBinary)


class GatewayMessage(SQLModel, table=True):
    """A message of a chat. A deleted one stays as an empty mark: a page that was away learns of it so."""

    __tablename__ = "gateway_message"
    __table_args__ = (
        UniqueConstraint("chat_id", "client_id", name="uq_gateway_message_client_id"),
        Index("ix_gateway_message_seq", "chat_id", "seq"),
        Index(
            "ix_gateway_message_deleted", "sent_at", sqlite_where=text("deleted = 1"), postgresql_where=text("deleted")
        ),
    )

    chat_id: int = Field(
        primary_key=True,
        sa_type=BigInteger,
        sa_column_args=[ForeignKey("gateway_chat.id")],
        sa_column_kwargs={"autoincrement": False},
    )
    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    from_bot: bool = Field(sa_type=Boolean)
    sent_at: int = Field(sa_type=BigInteger)
    edited_at: int | None = Field(default=None, sa_type=BigInteger)
    # The text, or the caption of a file.
    text: str = Field(sa_type=Text)
    entities: str = Field(default="", sa_type=Text)
    markup: str = Field(default="", sa_type=Text)
    file_unique_id: str | None = Field(
        default=None, max_length=32, index=True, sa_column_args=[ForeignKey("gateway_file.unique_id")]
    )
    as_photo: bool = Field(default=False, sa_type=Boolean)
    reply_to: int | None = Field(default=None, sa_type=BigInteger)
    client_id: str | None = Field(default=None, max_length=80)
    first_seq: int = Field(sa_type=BigInteger)
    seq: int = Field(sa_type=BigInteger)
    deleted: bool = Field(default=False, sa_type=Boolean)


class GatewayUpdate(SQLModel, table=True):
    """An update that the bot has not yet confirmed. `payload` is the update without its identifier."""

    __tablename__ = "gateway_update"

    bot_id: int = Field(
        primary_key=True,
        sa_type=BigInteger,
        sa_column_args=[ForeignKey("gateway_bot.id")],
        sa_column_kwargs={"autoincrement": False},
    )
    update_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    chat_id: int = Field(sa_type=BigInteger, index=True, sa_column_args=[ForeignKey("gateway_chat.id")])
    payload: str = Field(sa_type=Text)


class GatewayPress(SQLModel, table=True):
    """A press of an inline button, and what the bot answered to it."""

    __tablename__ = "gateway_press"
    __table_args__ = (
        UniqueConstraint("chat_id", "client_id", name="uq_gateway_press_client_id"),
        Index("ix_gateway_press_seq", "chat_id", "seq"),
    )

    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    bot_id: int = Field(sa_type=BigInteger, sa_column_args=[ForeignKey("gateway_bot.id")])
    chat_id: int = Field(sa_type=BigInteger, sa_column_args=[ForeignKey("gateway_chat.id")])
    client_id: str = Field(max_length=80)
    pressed_at: int = Field(sa_type=BigInteger, index=True)
    answered: bool = Field(default=False, sa_type=Boolean)
    text: str = Field(default="", sa_type=Text)
    alert: bool = Field(default=False, sa_type=Boolean)
    # Set when the answer has something to show.
    seq: int | None = Field(default=None, sa_type=BigInteger)


class GatewayCommands(SQLModel, table=True):
    """The commands a bot has set for one scope and one language."""

    __tablename__ = "gateway_commands"

    bot_id: int = Field(
        primary_key=True,
        sa_type=BigInteger,
        sa_column_args=[ForeignKey("gateway_bot.id")],
        sa_column_kwargs={"autoincrement": False},
    )
    scope: str = Field(primary_key=True, max_length=80)
    language: str = Field(primary_key=True, max_length=2)
    commands: str = Field(sa_type=Text)


class GatewayProfile(SQLModel, table=True):
    """The name and the descriptions a bot has set for one language."""

    __tablename__ = "gateway_profile"

    bot_id: int = Field(
        primary_key=True,
        sa_type=BigInteger,
        sa_column_args=[ForeignKey("gateway_bot.id")],
        sa_column_kwargs={"autoincrement": False},
    )
    language: str = Field(primary_key=True, max_length=2)
    name: str = Field(default="", max_length=64)
    description: str = Field(default="", max_length=512)
    short_description: str = Field(default="", max_length=120)
