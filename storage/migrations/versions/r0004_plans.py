"""Business plans: who writes in one, every change of it, remarks on it, and what was published; links with details."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Json, Key, Moment, Words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("link", sa.Column("details", Json(), nullable=True))
    op.create_table(
        "answer_change",
        sa.Column("id", Key(), nullable=False),
        sa.Column("draft_id", Key(), nullable=False),
        sa.Column("part", sa.String(64), nullable=False),
        sa.Column("path", sa.String(255), nullable=False),
        sa.Column("content", Json(), nullable=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("person_id", Key(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_answer_change_draft_id_part", "answer_change", ["draft_id", "part", "id"])
    op.create_index("ix_answer_change_person_id", "answer_change", ["person_id"])
    op.create_table(
        "plan_writer",
        sa.Column("id", Key(), nullable=False),
        sa.Column("draft_id", Key(), nullable=False),
        sa.Column("person_id", Key(), nullable=False),
        sa.Column("sections", Json(), nullable=False),
        sa.Column("invited_by", Key(), nullable=True),
        sa.Column("invited_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["invited_by"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("draft_id", "person_id", name="uq_plan_writer_draft_id_person_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_writer_invited_by", "plan_writer", ["invited_by"])
    op.create_index("ix_plan_writer_person_id", "plan_writer", ["person_id"])
    op.create_table(
        "plan_remark",
        sa.Column("id", Key(), nullable=False),
        sa.Column("draft_id", Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("section", sa.String(64), nullable=False),
        sa.Column("person_id", Key(), nullable=True),
        sa.Column("name", Words(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("words", Words(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("answer", Words(), nullable=False),
        sa.Column("answer_language", sa.String(8), nullable=False),
        sa.Column("answered_by", Key(), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_remark_answered_by", "plan_remark", ["answered_by"])
    op.create_index("ix_plan_remark_draft_id_version", "plan_remark", ["draft_id", "version", "id"])
    op.create_index("ix_plan_remark_person_id", "plan_remark", ["person_id"])
    op.create_table(
        "plan_publication",
        sa.Column("id", Key(), nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("draft_id", Key(), nullable=False),
        sa.Column("reference", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("advised_version", sa.Integer(), nullable=False),
        sa.Column("person_id", Key(), nullable=True),
        sa.Column("published_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("area", "number", name="uq_plan_publication_area_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plan_publication_draft_id", "plan_publication", ["draft_id"])
    op.create_index("ix_plan_publication_person_id", "plan_publication", ["person_id"])


def downgrade() -> None:
    op.drop_table("plan_publication")
    op.drop_table("plan_remark")
    op.drop_table("plan_writer")
    op.drop_table("answer_change")
    op.drop_column("link", "details")
