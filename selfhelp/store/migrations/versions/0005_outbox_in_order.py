"""The outbox in the order in which it was filled, on SQLite: its rows are too large for a tree of keys.

A row of a table without a rowid that is over a quarter of a page gets a page of its own, which was written when the
message was prepared, again for its lease, and again when it went.

Revises: 0004_push_hosts
"""

import sqlalchemy as sa
from alembic import op

revision = "0005_outbox_in_order"
down_revision = "0004_push_hosts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rebuild(with_rowid=True)


def downgrade() -> None:
    _rebuild(with_rowid=False)


def _rebuild(*, with_rowid: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    op.drop_index("outbox_by_not_before", "outbox")
    op.rename_table("outbox", "outbox_before")
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
        sqlite_with_rowid=with_rowid,
    )
    op.execute("INSERT INTO outbox SELECT * FROM outbox_before ORDER BY due")
    op.drop_table("outbox_before")
    op.create_index("outbox_by_not_before", "outbox", ["not_before"])
