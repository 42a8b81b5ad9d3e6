"""The edition of the time-zone rules by which the nudges' instants were derived.

Revises: 0002_notify
"""

import sqlalchemy as sa
from alembic import op

revision = "0003_zone_rules"
down_revision = "0002_notify"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "zone_rules",
        sa.Column("edition", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("edition"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("zone_rules")
