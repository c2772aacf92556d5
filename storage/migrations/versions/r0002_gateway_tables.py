"""The tables of the gateway behind the chat page."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gateway_bot",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_update_id", sa.BigInteger(), nullable=False),
        sa.Column("allowed_updates", sa.Text(), nullable=True),
        sa.Column("menu_button", sa.Text(), nullable=True),
        sa.Column("webhook_url", sa.Text(), nullable=False),
        sa.Column("webhook_secret", sa.Text(), nullable=False),
        sa.Column("webhook_connections", sa.Integer(), nullable=False),
        sa.Column("webhook_failed_at", sa.BigInteger(), nullable=True),
        sa.Column("webhook_failure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "gateway_chat",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=True),
        sa.Column("first_name", sa.String(64), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("last_message_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("menu_button", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["bot_id"], ["gateway_bot.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_table(
        "gateway_commands",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.String(80), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("commands", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["bot_id"], ["gateway_bot.id"]),
        sa.PrimaryKeyConstraint("bot_id", "scope", "language"),
    )
    op.create_table(
        "gateway_profile",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("description", sa.String(512), nullable=False),
        sa.Column("short_description", sa.String(120), nullable=False),
        sa.ForeignKeyConstraint(["bot_id"], ["gateway_bot.id"]),
        sa.PrimaryKeyConstraint("bot_id", "language"),
    )
    op.create_table(
        "gateway_file",
        sa.Column("unique_id", sa.String(32), nullable=False),
        sa.Column("file_id", sa.String(80), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("mime", sa.String(127), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["bot_id"], ["gateway_bot.id"]),
        sa.ForeignKeyConstraint(["chat_id"], ["gateway_chat.id"]),
        sa.PrimaryKeyConstraint("unique_id"),
        sa.UniqueConstraint("file_id"),
    )
    op.create_index("ix_gateway_file_chat_id", "gateway_file", ["chat_id"])
    op.create_table(
        "gateway_press",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.String(80), nullable=False),
        sa.Column("pressed_at", sa.BigInteger(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("alert", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["bot_id"], ["gateway_bot.id"]),
        sa.ForeignKeyConstraint(["chat_id"], ["gateway_chat.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("chat_id", "client_id", name="uq_gateway_press_client_id"),
    )
    op.create_index("ix_gateway_press_seq", "gateway_press", ["chat_id", "seq"])
    op.create_table(
        "gateway_update",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["bot_id"], ["gateway_bot.id"]),
        sa.ForeignKeyConstraint(["chat_id"], ["gateway_chat.id"]),
        sa.PrimaryKeyConstraint("bot_id", "update_id"),
    )
    op.create_index("ix_gateway_update_chat_id", "gateway_update", ["chat_id"])
    op.create_table(
        "gateway_message",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("from_bot", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("edited_at", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entities", sa.Text(), nullable=False),
        sa.Column("markup", sa.Text(), nullable=False),
        sa.Column("file_unique_id", sa.String(32), nullable=True),
        sa.Column("as_photo", sa.Boolean(), nullable=False),
        sa.Column("reply_to", sa.BigInteger(), nullable=True),
        sa.Column("client_id", sa.String(80), nullable=True),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["gateway_chat.id"]),
        sa.ForeignKeyConstraint(["file_unique_id"], ["gateway_file.unique_id"]),
        sa.PrimaryKeyConstraint("chat_id", "id"),
        sa.UniqueConstraint("chat_id", "client_id", name="uq_gateway_message_client_id"),
    )
    op.create_index("ix_gateway_message_file_unique_id", "gateway_message", ["file_unique_id"])
    op.create_index("ix_gateway_message_seq", "gateway_message", ["chat_id", "seq"])


def downgrade() -> None:
    for table in (
        "gateway_message",
        "gateway_update",
        "gateway_press",
        "gateway_file",
        "gateway_profile",
        "gateway_commands",
        "gateway_chat",
        "gateway_bot",
    ):
        op.drop_table(table)
