"""What the gateway forgets is found by index: old presses, marks of deleted messages, files in no message."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_gateway_press_pressed_at", "gateway_press", ["pressed_at"])
    op.create_index("ix_gateway_file_created_at", "gateway_file", ["created_at"])
    op.create_index(
        "ix_gateway_message_deleted",
        "gateway_message",
        ["sent_at"],
        sqlite_where=sa.text("deleted = 1"),
        postgresql_where=sa.text("deleted"),
    )


def downgrade() -> None:
    op.drop_index("ix_gateway_message_deleted", "gateway_message")
    op.drop_index("ix_gateway_file_created_at", "gateway_file")
    op.drop_index("ix_gateway_press_pressed_at", "gateway_press")
