"""Create every table.

The first schema that a released version could write: the preview of 0.1.0 called it `0007_outcomes`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007_outcomes"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _boxes_and_diary()
    _notify()
    _coach()
    _outcomes()


def _boxes_and_diary() -> None:
    op.create_table(
        "log",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.schema.CreateSequence(sa.Sequence("log_count")))
    op.create_table(
        "grave",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "slot",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("auth", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vault",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("auth", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "record",
        sa.Column("vault", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["vault"], ["vault.id"]),
        sa.PrimaryKeyConstraint("vault", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("record_by_seq", "record", ["vault", "seq"], unique=True)


def _notify() -> None:
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
    # With row ids on SQLite: without them, a row of over a quarter of a page gets its own page, written three times.
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
    )
    op.create_index("outbox_by_not_before", "outbox", ["not_before"])
    op.create_table(
        "zone_rules",
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("holder", sa.LargeBinary(), nullable=True),
        sa.Column("lease", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("edition"),
        sqlite_with_rowid=False,
    )
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


def _coach() -> None:
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


def _outcomes() -> None:
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
