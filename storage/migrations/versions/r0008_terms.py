"""Terms: how a role came to its holder, and whom a member of the Advisory Group stands for."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Key, Moment, Words

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "designation",
        sa.Column("role_id", Key(), nullable=False),
        sa.Column("how", sa.String(16), nullable=False),
        sa.Column("meeting_id", Key(), nullable=True),
        sa.Column("words", Words(), nullable=False),
        sa.Column("recorded_by", Key(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("role_id"),
    )
    with op.batch_alter_table("designation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_designation_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_designation_recorded_by"), ["recorded_by"], unique=False)
    op.create_table(
        "seat",
        sa.Column("role_id", Key(), nullable=False),
        sa.Column("comes_as", sa.String(16), nullable=False),
        sa.Column("area", sa.String(64), nullable=True),
        sa.Column("category", sa.String(64), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("region", sa.String(32), nullable=False),
        sa.Column("developing", sa.Boolean(), nullable=True),
        sa.Column("gender", sa.String(16), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("role_id"),
    )

    # Terms that run already are looked at like those that begin from now on.
    running = "FROM role WHERE kind IN ('lead', 'chair') AND until IS NOT NULL ON CONFLICT DO NOTHING"
    insert = "INSERT INTO watch (kind, subject, next_at) SELECT"
    op.execute(f"{insert} 'term', CAST(id AS VARCHAR(64)), since {running}")
    op.execute(f"{insert} 'term ended', CAST(id AS VARCHAR(64)), until {running}")


def downgrade() -> None:
    op.execute("DELETE FROM watch WHERE kind IN ('term', 'term ended')")
    op.drop_table("seat")
    op.drop_table("designation")
