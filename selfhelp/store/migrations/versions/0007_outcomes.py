"""Counts of blurred answers, the one-time ids counted lately, and how many boxes were in use in a month.

Revises: 0006_coach
"""

import sqlalchemy as sa
from alembic import op

revision = "0007_outcomes"
down_revision = "0006_coach"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outcome_count",
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "report"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outcome_counted",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outcome_in_use",
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "kind"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("outcome_in_use", "outcome_counted", "outcome_count"):
        op.drop_table(table)
