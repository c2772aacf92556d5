"""The first tables: people, drafts and their answers, submissions, links, files, the audit."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Json, Key, Moment, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "area",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("names", Json(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "audit",
        sa.Column("id", Key(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("what", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(128), nullable=False),
        sa.Column("details", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])
    op.create_table(
        "partner",
        sa.Column("id", Key(), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("folded", Words(), nullable=False),
        sa.Column("country", sa.String(2), nullable=True),
        sa.Column("category", sa.String(64), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_partner_folded", "partner", ["folded"])
    op.create_table(
        "person",
        sa.Column("id", Key(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("language_chosen", sa.Boolean(), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=True),
        sa.Column("name", Words(), nullable=False),
        sa.Column("met_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reference_counter",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year"),
    )
    op.create_table(
        "seen_update",
        sa.Column("bot", sa.String(32), nullable=False),
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("bot", "update_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "chat",
        sa.Column("id", Key(), nullable=False),
        sa.Column("bot", sa.String(32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", Key(), nullable=False),
        sa.Column("met_at", Moment(), nullable=False),
        sa.Column("blocked_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("bot", "chat_id", name="uq_chat_bot_chat_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_chat_person_id", "chat", ["person_id"])
    op.create_table(
        "draft",
        sa.Column("id", Key(), nullable=False),
        sa.Column("person_id", Key(), nullable=True),
        sa.Column("flow", sa.String(32), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("title", Words(), nullable=False),
        sa.Column("folded", Words(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.String(32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_draft_folded", "draft", ["folded"])
    op.create_index("ix_draft_person_id", "draft", ["person_id"])
    op.create_table(
        "link",
        sa.Column("id", Key(), nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("person_id", Key(), nullable=True),
        sa.Column("role", sa.String(32), nullable=True),
        sa.Column("area", sa.String(64), nullable=True),
        sa.Column("single_use", sa.Boolean(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.Column("used_by", Key(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["used_by"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_sha256"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_link_person_id", "link", ["person_id"])
    op.create_index("ix_link_used_by", "link", ["used_by"])
    op.create_table(
        "role",
        sa.Column("id", Key(), nullable=False),
        sa.Column("person_id", Key(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("area", sa.String(64), nullable=True),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_role_kind", "role", ["kind"])
    op.create_index("ix_role_person_id", "role", ["person_id"])
    op.create_table(
        "answer",
        sa.Column("draft_id", Key(), nullable=False),
        sa.Column("path", sa.String(255), nullable=False),
        sa.Column("content", Json(), nullable=False),
        sa.Column("person_id", Key(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("draft_id", "path"),
    )
    op.create_index("ix_answer_person_id", "answer", ["person_id"])
    op.create_table(
        "file",
        sa.Column("id", Key(), nullable=False),
        sa.Column("person_id", Key(), nullable=True),
        sa.Column("draft_id", Key(), nullable=True),
        sa.Column("name", Words(), nullable=False),
        sa.Column("mime", sa.String(127), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_file_draft_id", "file", ["draft_id"])
    op.create_index("ix_file_person_id", "file", ["person_id"])
    op.create_table(
        "session",
        sa.Column("id", Key(), nullable=False),
        sa.Column("person_id", Key(), nullable=False),
        sa.Column("draft_id", Key(), nullable=False),
        sa.Column("standing", Json(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("owed", sa.Boolean(), nullable=False),
        sa.Column("owed_to", Key(), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owed_to"], ["chat.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "draft_id", name="uq_session_person_id_draft_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_session_draft_id", "session", ["draft_id"])
    op.create_index(
        "ix_session_owed", "session", ["changed_at"], sqlite_where=sa.text("owed = 1"), postgresql_where=sa.text("owed")
    )
    op.create_index("ix_session_owed_to", "session", ["owed_to"])
    op.create_index(
        "uq_session_active",
        "session",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("active = 1"),
        postgresql_where=sa.text("active"),
    )
    op.create_table(
        "submission",
        sa.Column("id", Key(), nullable=False),
        sa.Column("draft_id", Key(), nullable=False),
        sa.Column("person_id", Key(), nullable=True),
        sa.Column("flow", sa.String(32), nullable=False),
        sa.Column("reference", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", Json(), nullable=False),
        sa.Column("private", Json(), nullable=True),
        sa.Column("submitted_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference", "version", name="uq_submission_reference_version"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_submission_draft_id", "submission", ["draft_id"])
    op.create_index("ix_submission_person_id", "submission", ["person_id"])


def downgrade() -> None:
    for table in (
        "submission",
        "session",
        "file",
        "answer",
        "role",
        "link",
        "draft",
        "chat",
        "seen_update",
        "reference_counter",
        "person",
        "partner",
        "audit",
        "area",
    ):
        op.drop_table(table)
