"""Meetings: who is invited and comes, observers and objections, questions put for consensus; calendar feeds."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Json, Key, Moment, Words

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", Key(), nullable=False),
        sa.Column("uid", sa.String(64), nullable=False),
        sa.Column("area", sa.String(64), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", Words(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("form", sa.String(16), nullable=False),
        sa.Column("place", Words(), nullable=False),
        sa.Column("link", Words(), nullable=False),
        sa.Column("agenda", Words(), nullable=False),
        sa.Column("agenda_file", Key(), nullable=True),
        sa.Column("invited", Json(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("because", Words(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("convened_by", Key(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("attendance_at", Moment(), nullable=True),
        sa.Column("report", Words(), nullable=False),
        sa.Column("report_language", sa.String(8), nullable=False),
        sa.Column("report_file", Key(), nullable=True),
        sa.Column("report_at", Moment(), nullable=True),
        sa.Column("report_published_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["agenda_file"], ["file.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["convened_by"], ["person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["report_file"], ["file.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("uid"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_agenda_file"), ["agenda_file"], unique=False)
        batch_op.create_index("ix_meeting_area_starts_at", ["area", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_convened_by"), ["convened_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_report_file"), ["report_file"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_starts_at"), ["starts_at"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", Key(), nullable=False),
        sa.Column("meeting_id", Key(), nullable=False),
        sa.Column("person_id", Key(), nullable=False),
        sa.Column("capacity", sa.String(16), nullable=False),
        sa.Column("invited_at", Moment(), nullable=False),
        sa.Column("answer", sa.String(16), nullable=False),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("travel_support", sa.Boolean(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "person_id", name="uq_attendance_meeting_id_person_id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_person_id"), ["person_id"], unique=False)
    op.create_table(
        "observer_proposal",
        sa.Column("id", Key(), nullable=False),
        sa.Column("meeting_id", Key(), nullable=False),
        sa.Column("person_id", Key(), nullable=True),
        sa.Column("name", Words(), nullable=False),
        sa.Column("organisation", Words(), nullable=False),
        sa.Column("proposed_by", Key(), nullable=True),
        sa.Column("proposed_at", Moment(), nullable=False),
        sa.Column("object_until", Moment(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("observer_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observer_proposal_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observer_proposal_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observer_proposal_proposed_by"), ["proposed_by"], unique=False)
    op.create_table(
        "consensus_question",
        sa.Column("id", Key(), nullable=False),
        sa.Column("meeting_id", Key(), nullable=False),
        sa.Column("words", Words(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("put_by", Key(), nullable=True),
        sa.Column("put_at", Moment(), nullable=False),
        sa.Column("deadline", Moment(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["put_by"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("consensus_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consensus_question_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consensus_question_put_by"), ["put_by"], unique=False)
    op.create_table(
        "objection",
        sa.Column("id", Key(), nullable=False),
        sa.Column("proposal_id", Key(), nullable=True),
        sa.Column("question_id", Key(), nullable=True),
        sa.Column("person_id", Key(), nullable=True),
        sa.Column("name", Words(), nullable=False),
        sa.Column("words", Words(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["proposal_id"], ["observer_proposal.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["question_id"], ["consensus_question.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("proposal_id", "person_id", name="uq_objection_proposal_id_person_id"),
        sa.UniqueConstraint("question_id", "person_id", name="uq_objection_question_id_person_id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objection_person_id"), ["person_id"], unique=False)
    op.create_table(
        "calendar_feed",
        sa.Column("person_id", Key(), nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id"),
        sa.UniqueConstraint("token_sha256"),
    )


def downgrade() -> None:
    op.drop_table("calendar_feed")
    op.drop_table("objection")
    op.drop_table("consensus_question")
    op.drop_table("observer_proposal")
    op.drop_table("attendance")
    op.drop_table("meeting")
