"""Channels, nudges and the courier's outbox.

Revises: 0001_boxes_and_diary
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_notify"
down_revision = "0001_boxes_and_diary"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("auth", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("paused_at", sa.BigInteger(), nullable=True),
        sa.Column("opened", sa.String(), nullable=False),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.String(), nullable=True),
        sa.Column("last_sent", sa.BigInteger(), nullable=True),
        sa.Column("last_answer", sa.Integer(), nullable=True),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("channel_by_fingerprint", "channel", ["fingerprint"], unique=True)
    op.create_index("channel_by_paused_at", "channel", ["paused_at"], postgresql_where=sa.text("paused_at IS NOT NULL"))
    op.create_table(
        "nudge",
        sa.Column("channel", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(), nullable=True),
        sa.Column("skip_until", sa.String(), nullable=True),
        sa.Column("last_nominal", sa.String(), nullable=True),
        sa.Column("next_nominal", sa.String(), nullable=True),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["channel"], ["channel.id"]),
        sa.PrimaryKeyConstraint("channel", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("nudge_by_next_at", "nudge", ["next_at"], postgresql_where=sa.text("next_at IS NOT NULL"))
    op.create_table(
        "outbox",
        sa.Column("channel", sa.LargeBinary(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("nudge", sa.LargeBinary(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("nominal", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("lease", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["channel"], ["channel.id"]),
        sa.PrimaryKeyConstraint("channel", "tag"),
        sqlite_with_rowid=False,
    )
    op.create_index("outbox_by_not_before", "outbox", ["not_before"])


def downgrade() -> None:
    op.drop_table("outbox")
    op.drop_table("nudge")
    op.drop_table("channel")
