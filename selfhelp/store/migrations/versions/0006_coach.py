"""Coaches, invitations, and threads with their envelopes, messages and notes.

Revises: 0005_outbox_in_order
"""

import sqlalchemy as sa
from alembic import op

revision = "0006_coach"
down_revision = "0005_outbox_in_order"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "coach",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("auth", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=True),
        sa.Column("expires", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "coach_invitation",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "thread",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("auth", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("last_u", sa.Integer(), nullable=False),
        sa.Column("last_c", sa.Integer(), nullable=False),
        sa.Column("last_note", sa.Integer(), nullable=False),
        sa.Column("read_u", sa.Integer(), nullable=False),
        sa.Column("read_c", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.String(), nullable=False),
        sa.Column("answered_by", sa.LargeBinary(), nullable=True),
        sa.Column("waits_since", sa.String(), nullable=True),
        sa.Column("channel", sa.LargeBinary(), nullable=True),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("thread_in_order", "thread", ["waits_since", "last_day", "id"])
    op.create_table(
        "envelope",
        sa.Column("thread", sa.LargeBinary(), nullable=False),
        sa.Column("coach", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["thread"], ["thread.id"]),
        sa.ForeignKeyConstraint(["coach"], ["coach.id"]),
        sa.PrimaryKeyConstraint("thread", "coach"),
        sqlite_with_rowid=False,
    )
    op.create_index("envelope_by_coach", "envelope", ["coach", "thread"])
    op.create_table(
        "message",
        sa.Column("thread", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("coach", sa.LargeBinary(), nullable=True),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["thread"], ["thread.id"]),
        sa.PrimaryKeyConstraint("thread", "seq"),
        sqlite_with_rowid=False,
    )
    op.create_index("message_by_number", "message", ["thread", "direction", "n"], unique=True)
    op.create_table(
        "opening",
        sa.Column("thread", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["thread"], ["thread.id"]),
        sa.PrimaryKeyConstraint("thread"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "note",
        sa.Column("thread", sa.LargeBinary(), nullable=False),
        sa.Column("coach", sa.LargeBinary(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("author", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["thread"], ["thread.id"]),
        sa.ForeignKeyConstraint(["coach"], ["coach.id"]),
        sa.PrimaryKeyConstraint("thread", "coach", "n"),
        sqlite_with_rowid=False,
    )
    op.create_index("note_by_coach", "note", ["coach"])


def downgrade() -> None:
    for table in ("note", "opening", "message", "envelope", "thread", "coach_invitation", "coach"):
        op.drop_table(table)
