"""Reminders: when to look at what, what is due to whom, what people wish; the pace of the outbox."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Json, Key, Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "watch",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("next_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "subject"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("watch", schema=None) as batch_op:
        batch_op.create_index(
            "ix_watch_next_at",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
    op.create_table(
        "reminder",
        sa.Column("id", Key(), nullable=False),
        sa.Column("key", sa.String(191), nullable=False),
        sa.Column("person_id", Key(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("send_at", Moment(), nullable=False),
        sa.Column("useful_until", Moment(), nullable=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("batch", sa.String(64), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index("ix_reminder_kind_subject", ["kind", "subject"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_reminder_send_at_waiting",
            ["send_at"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
    op.create_table(
        "reminder_wish",
        sa.Column("person_id", Key(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("wish", sa.String(8), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "kind", "subject"),
    )
    op.create_table(
        "reminder_rule",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("stages", Json(), nullable=False),
        sa.Column("changed_by", Key(), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("kind"),
    )
    with op.batch_alter_table("reminder_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_rule_changed_by"), ["changed_by"], unique=False)
    op.create_table(
        "outbox_pace",
        sa.Column("bot", sa.String(32), nullable=False),
        sa.Column("free_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("bot"),
    )


def downgrade() -> None:
    op.drop_table("outbox_pace")
    op.drop_table("reminder_rule")
    op.drop_table("reminder_wish")
    op.drop_table("reminder")
    op.drop_table("watch")
