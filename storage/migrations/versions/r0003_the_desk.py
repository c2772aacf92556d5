"""The secretariat's desk: letters that were sent, remarks on them, partners with their letters, the outbox."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Json, Key, Moment, Words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OPEN = sa.text("closed_at IS NULL")

# What was submitted before waits for the secretariat, under the name that the draft bears.
FILL_LETTERS = """
INSERT INTO letter (
    reference, draft_id, person_id, state, version, revision, title, folded, sent_at, changed_at
)
SELECT
    draft.reference, draft.id, draft.person_id, 'received', draft.version, draft.version, draft.title, draft.folded,
    submission.submitted_at, submission.submitted_at
FROM draft JOIN submission ON submission.reference = draft.reference AND submission.version = draft.version
WHERE draft.flow = 'letter'
ORDER BY submission.id
"""


def upgrade() -> None:
    # With a default, since there are rows already; what is written from now on gives it a value.
    op.add_column("draft", sa.Column("subject", sa.String(128), nullable=False, server_default=""))
    op.create_table(
        "letter",
        sa.Column("id", Key(), nullable=False),
        sa.Column("reference", sa.String(32), nullable=False),
        sa.Column("draft_id", Key(), nullable=False),
        sa.Column("person_id", Key(), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", Words(), nullable=False),
        sa.Column("folded", Words(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("draft_id"),
        sa.UniqueConstraint("reference"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letter_person_id", "letter", ["person_id"])
    op.create_index("ix_letter_state_sent_at", "letter", ["state", "sent_at"])
    op.execute(FILL_LETTERS)
    op.create_table(
        "remark",
        sa.Column("id", Key(), nullable=False),
        sa.Column("letter_id", Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", Key(), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("words", Words(), nullable=False),
        sa.Column("asked", Json(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_remark_letter_id", "remark", ["letter_id"])
    op.create_index("ix_remark_person_id", "remark", ["person_id"])
    _partners_with_letters()
    op.create_table(
        "partner_area",
        sa.Column("partner_id", Key(), nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("partner_id", "area"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", Key(), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("chat_id", Key(), nullable=False),
        sa.Column("person_id", Key(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(128), nullable=False),
        sa.Column("content", Json(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("not_before", Moment(), nullable=False),
        sa.Column("useful_until", Moment(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String(64), nullable=True),
        sa.Column("leased_until", Moment(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("outcome", sa.String(16), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_chat_id", "outbox", ["chat_id"])
    op.create_index("ix_outbox_chat_id_open", "outbox", ["chat_id", "id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_outbox_not_before_open", "outbox", ["not_before"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"])


def _partners_with_letters() -> None:
    with op.batch_alter_table("partner", table_kwargs={"sqlite_autoincrement": True}) as partner:
        partner.add_column(sa.Column("letter_id", Key(), nullable=True))
        partner.add_column(sa.Column("person_id", Key(), nullable=True))
        partner.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
        partner.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
        partner.add_column(sa.Column("public", sa.Boolean(), nullable=False, server_default=sa.false()))
        partner.add_column(sa.Column("shares_contacts", sa.Boolean(), nullable=False, server_default=sa.false()))
        partner.add_column(sa.Column("withdrawn_at", Moment(), nullable=True))
        partner.add_column(sa.Column("changed_at", Moment(), nullable=True))
        partner.create_index("ix_partner_person_id", ["person_id"])
        partner.create_unique_constraint("uq_partner_letter_id", ["letter_id"])
        partner.create_foreign_key("fk_partner_letter_id", "letter", ["letter_id"], ["id"], ondelete="RESTRICT")
        partner.create_foreign_key("fk_partner_person_id", "person", ["person_id"], ["id"], ondelete="SET NULL")
    op.execute("UPDATE partner SET changed_at = since")
    with op.batch_alter_table("partner", table_kwargs={"sqlite_autoincrement": True}) as partner:
        partner.alter_column("changed_at", existing_type=Moment(), nullable=False)


def downgrade() -> None:
    op.drop_table("outbox")
    op.drop_table("partner_area")
    with op.batch_alter_table("partner", table_kwargs={"sqlite_autoincrement": True}) as partner:
        partner.drop_constraint("fk_partner_person_id", type_="foreignkey")
        partner.drop_constraint("fk_partner_letter_id", type_="foreignkey")
        partner.drop_constraint("uq_partner_letter_id", type_="unique")
        partner.drop_index("ix_partner_person_id")
        for column in (
            "changed_at",
            "withdrawn_at",
            "shares_contacts",
            "public",
            "revision",
            "version",
            "person_id",
            "letter_id",
        ):
            partner.drop_column(column)
    op.drop_table("remark")
    op.drop_table("letter")
    op.drop_column("draft", "subject")
