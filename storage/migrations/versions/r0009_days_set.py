"""Reporting cycles: since when the day on which reports are due is as it is, whatever else was changed since."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_role_kind_since", "role", ["kind", "since"])
    op.add_column("reporting_cycle", sa.Column("due_set_at", Moment(), nullable=True))
    op.execute("UPDATE reporting_cycle SET due_set_at = changed_at")


def downgrade() -> None:
    op.drop_index("ix_role_kind_since", "role")
    op.drop_column("reporting_cycle", "due_set_at")
