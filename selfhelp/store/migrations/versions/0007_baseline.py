"""Create every table.

The first schema that a released version could write: the preview of 0.1.0 called it `0007_outcomes`.
"""

from functools import partial

import sqlalchemy as sa
from alembic import op

revision = "0007_outcomes"
down_revision = None
branch_labels = None
depends_on = None

_table = partial(op.create_table, sqlite_with_rowid=False)


def upgrade() -> None:
    _boxes_and_diary()
    _notify()
    _coach()
    _outcomes()


def _boxes_and_diary() -> None:
    _table(
        "log",
        sa.Column("id", sa.LargeBinary(), primary_key=True),
        sa.Column("count", sa.BigInteger(), nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.schema.CreateSequence(sa.Sequence("log_count")))
    _table("grave", sa.Column("id", sa.LargeBinary(), primary_key=True))
    _table(
        "slot",
        sa.Column("id", sa.LargeBinary(), primary_key=True),
        sa.Column("auth", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    _table(
        "vault",
        sa.Column("id", sa.LargeBinary(), primary_key=True),
        sa.Column("auth", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
    )
    _table(
        "record",
        sa.Column("vault", sa.LargeBinary(), sa.ForeignKey("vault.id"), primary_key=True),
        sa.Column("id", sa.LargeBinary(), primary_key=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_index("record_by_seq", "record", ["vault", "seq"], unique=True)


def _notify() -> None:
    _table(
        "channel",
        sa.Column("id", sa.LargeBinary(), primary_key=True),
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
    )
    op.create_index("channel_by_fingerprint", "channel", ["fingerprint"], unique=True)
    op.create_index("channel_by_paused_at", "channel", ["paused_at"], postgresql_where=sa.text("paused_at IS NOT NULL"))
    _table(
        "nudge",
        sa.Column("channel", sa.LargeBinary(), sa.ForeignKey("channel.id"), primary_key=True),
        sa.Column("id", sa.LargeBinary(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(), nullable=True),
        sa.Column("skip_until", sa.String(), nullable=True),
        sa.Column("last_nominal", sa.String(), nullable=True),
        sa.Column("next_nominal", sa.String(), nullable=True),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
    )
    op.create_index("nudge_by_next_at", "nudge", ["next_at"], postgresql_where=sa.text("next_at IS NOT NULL"))
    # With row ids on SQLite: without them, a row of over a quarter of a page gets its own page, written three times.
    op.create_table(
        "outbox",
        sa.Column("channel", sa.LargeBinary(), sa.ForeignKey("channel.id"), primary_key=True),
        sa.Column("tag", sa.LargeBinary(), primary_key=True),
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
    )
    op.create_index("outbox_by_not_before", "outbox", ["not_before"])
    _table(
        "zone_rules",
        sa.Column("edition", sa.String(), primary_key=True),
        sa.Column("holder", sa.LargeBinary(), nullable=True),
        sa.Column("lease", sa.BigInteger(), nullable=True),
    )
    _table(
        "push_host",
        sa.Column("host", sa.String(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("alarm", sa.String(), nullable=True),
        sa.Column("alarmed_at", sa.BigInteger(), nullable=True),
        sa.Column("noted", sa.BigInteger(), nullable=False),
    )


def _coach() -> None:
    _table(
        "coach",
        sa.Column("id", sa.LargeBinary(), primary_key=True),
        sa.Column("auth", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=True),
        sa.Column("expires", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
    )
    _table(
        "coach_invitation",
        sa.Column("id", sa.LargeBinary(), primary_key=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
    )
    _table(
        "thread",
        sa.Column("id", sa.LargeBinary(), primary_key=True),
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
    )
    op.create_index("thread_in_order", "thread", ["waits_since", "last_day", "id"])
    _table(
        "envelope",
        sa.Column("thread", sa.LargeBinary(), sa.ForeignKey("thread.id"), primary_key=True),
        sa.Column("coach", sa.LargeBinary(), sa.ForeignKey("coach.id"), primary_key=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_index("envelope_by_coach", "envelope", ["coach", "thread"])
    _table(
        "message",
        sa.Column("thread", sa.LargeBinary(), sa.ForeignKey("thread.id"), primary_key=True),
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("coach", sa.LargeBinary(), nullable=True),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_index("message_by_number", "message", ["thread", "direction", "n"], unique=True)
    _table(
        "opening",
        sa.Column("thread", sa.LargeBinary(), sa.ForeignKey("thread.id"), primary_key=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    _table(
        "note",
        sa.Column("thread", sa.LargeBinary(), sa.ForeignKey("thread.id"), primary_key=True),
        sa.Column("coach", sa.LargeBinary(), sa.ForeignKey("coach.id"), primary_key=True),
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("author", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_index("note_by_coach", "note", ["coach"])


def _outcomes() -> None:
    _table(
        "outcome_count",
        sa.Column("month", sa.Integer(), primary_key=True),
        sa.Column("report", sa.String(), primary_key=True),
        sa.Column("n", sa.Integer(), nullable=False),
    )
    _table(
        "outcome_counted",
        sa.Column("id", sa.LargeBinary(), primary_key=True),
        sa.Column("month", sa.Integer(), nullable=False),
    )
    _table(
        "outcome_in_use",
        sa.Column("month", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
    )
