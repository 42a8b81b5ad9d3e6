"""Drop the edition of the time-zone rules: whether a reminder is right is found by deriving it anew."""

from alembic import op

revision = "0008_no_zone_rules"
down_revision = "0007_outcomes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("zone_rules")
