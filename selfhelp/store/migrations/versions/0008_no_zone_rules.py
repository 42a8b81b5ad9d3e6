"""Drop the table with the edition of the time-zone rules.

Whether a reminder is right is found by deriving it again (ADR 42), so the rules it was derived by are not stored. It is
a separate migration because databases of 0.1.0 have the table.
"""

from alembic import op

revision = "0008_no_zone_rules"
down_revision = "0007_outcomes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("zone_rules")
