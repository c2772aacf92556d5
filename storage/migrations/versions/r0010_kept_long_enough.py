"""Indexes by which what has been kept long enough is found."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, moment in (("outbox", "closed_at"), ("reminder", "settled_at")):
        is_set = sa.text(f"{moment} IS NOT NULL")
        op.create_index(f"ix_{table}_{moment}", table, [moment], sqlite_where=is_set, postgresql_where=is_set)
    op.create_index("ix_link_expires_at", "link", ["expires_at"])


def downgrade() -> None:
    op.drop_index("ix_link_expires_at", "link")
    op.drop_index("ix_reminder_settled_at", "reminder")
    op.drop_index("ix_outbox_closed_at", "outbox")
