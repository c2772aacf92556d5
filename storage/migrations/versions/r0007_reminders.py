"""Reminders: when to look at what, what is due to whom, what people wish; the pace of the outbox."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from storage.columns import Json, Key, Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LONG_DUE = datetime(2026, 1, 1, tzinfo=UTC)


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
        sa.Column("any_hour", sa.Boolean(), nullable=False),
        sa.Column("put_off_to", Moment(), nullable=True),
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
    _watch_what_is_there()


def _watch_what_is_there() -> None:
    """Have every fact looked at that there was before anybody was reminded of any."""
    watch = sa.table("watch", sa.column("kind"), sa.column("subject"), sa.column("next_at", Moment()))
    draft = sa.table("draft", sa.column("id"), sa.column("flow"))
    role = sa.table("role", sa.column("id"), sa.column("until"))
    area = sa.table("area", sa.column("key"))
    publication = sa.table("plan_publication", sa.column("area"))

    def number(column: sa.ColumnElement[object]) -> sa.ColumnElement[str]:
        return sa.cast(column, sa.String(64))

    now = sa.literal(LONG_DUE, Moment())
    for facts in (
        sa.select(sa.literal("unfinished"), number(draft.c.id), now).where(draft.c.flow.in_(("letter", "plan"))),
        sa.select(sa.literal("term"), number(role.c.id), now).where(role.c.until.is_not(None)),
        sa.select(sa.literal("gathering"), area.c.key, now),
        sa.select(sa.literal("gathering"), sa.literal("advisory"), now),
        sa.select(sa.literal("review"), publication.c.area, now).distinct(),
    ):
        op.execute(watch.insert().from_select(["kind", "subject", "next_at"], facts))


def downgrade() -> None:
    op.drop_table("outbox_pace")
    op.drop_table("reminder_rule")
    op.drop_table("reminder_wish")
    op.drop_table("reminder")
    op.drop_table("watch")
