"""What couriers tell the operator: pauses and circuits of push services, and the last alarm. Who derives by new rules.

Revises: 0003_zone_rules
"""

import sqlalchemy as sa
from alembic import op

revision = "0004_push_hosts"
down_revision = "0003_zone_rules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "push_host",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("alarm", sa.String(), nullable=True),
        sa.Column("alarmed_at", sa.BigInteger(), nullable=True),
        sa.Column("noted", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("host"),
        sqlite_with_rowid=False,
    )
    op.add_column("zone_rules", sa.Column("holder", sa.LargeBinary(), nullable=True))
    op.add_column("zone_rules", sa.Column("lease", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("zone_rules", "lease")
    op.drop_column("zone_rules", "holder")
    op.drop_table("push_host")
