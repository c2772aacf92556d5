"""Reporting: cycles, the report of each area, and progress notes."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Json, Key, Moment, Words

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reporting_cycle",
        sa.Column("id", Key(), nullable=False),
        sa.Column("period_from", sa.String(10), nullable=False),
        sa.Column("period_until", sa.String(10), nullable=False),
        sa.Column("format", Words(), nullable=False),
        sa.Column("due_on", sa.String(10), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("opened_by", Key(), nullable=True),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reporting_cycle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reporting_cycle_opened_by"), ["opened_by"], unique=False)
    op.create_table(
        "area_report",
        sa.Column("id", Key(), nullable=False),
        sa.Column("cycle_id", Key(), nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.Column("draft_id", Key(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reference", sa.String(32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("submitted_at", Moment(), nullable=True),
        sa.Column("returned_at", Moment(), nullable=True),
        sa.Column("returned_words", Words(), nullable=False),
        sa.Column("returned_language", sa.String(8), nullable=False),
        sa.Column("published_at", Moment(), nullable=True),
        sa.Column("published_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["reporting_cycle.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "area", name="uq_area_report_cycle_id_area"),
        sa.UniqueConstraint("draft_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "progress_note",
        sa.Column("id", Key(), nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.Column("person_id", Key(), nullable=True),
        sa.Column("partner_id", Key(), nullable=True),
        sa.Column("name", Words(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("words", Words(), nullable=False),
        sa.Column("effort", sa.String(255), nullable=False),
        sa.Column("files", Json(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("progress_note", schema=None) as batch_op:
        batch_op.create_index("ix_progress_note_area_at", ["area", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_progress_note_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_progress_note_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("progress_note")
    op.drop_table("area_report")
    op.drop_table("reporting_cycle")
