"""What an operator counts, counted by index: drafts by flow and state, chats that have blocked the bot."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_BLOCKED = sa.text("blocked_at IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_draft_flow_state", "draft", ["flow", "state"])
    op.create_index("ix_chat_bot_blocked", "chat", ["bot"], sqlite_where=_BLOCKED, postgresql_where=_BLOCKED)


def downgrade() -> None:
    op.drop_index("ix_chat_bot_blocked", "chat")
    op.drop_index("ix_draft_flow_state", "draft")
