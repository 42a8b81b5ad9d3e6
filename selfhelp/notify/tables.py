"""Channels, their nudges, and the outbox.

Instants are whole seconds since 1970 in UTC, dates are local and ISO 8601, ids and secrets are bytes: what both
databases and the compiled statements take as they are. Every key starts with the id of the box.
"""

from typing import Any

from sqlalchemy import BigInteger, Index
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import Field, SQLModel, text

from selfhelp.boxes import Box

ACTIVE = "active"
PAUSED = "paused"
RESUBSCRIBE = "resubscribe"
GONE = "gone"


class Channel(Box, table=True):
    """One device's push subscription, and the state of its delivery.

    `state`: *active*; *paused* (unanswered for long); *resubscribe* (the push service refuses our key for this
    subscription alone); *gone* (the service says it has ended, or it was erased: `sealed` and `fingerprint` are None).
    Only an active channel's nudges have a `next_at`.
    """

    __table_args__ = (
        Index("channel_by_fingerprint", "fingerprint", unique=True),
        Index("channel_by_paused_at", "paused_at", postgresql_where=text("paused_at IS NOT NULL")),
    )

    fingerprint: bytes | None
    sealed: bytes | None
    timezone: str
    locale: str
    state: str
    paused_at: int | None = Field(default=None, sa_type=BigInteger)
    opened: str
    """The local date on which the app was last opened."""
    unanswered: int = 0
    """Daily nudges sent since then."""
    last_day: str | None
    """The local date of the last push that counts towards one a day."""
    last_sent: int | None = Field(default=None, sa_type=BigInteger)
    last_answer: int | None = None
    """Status of the push service's last answer; 0 when it could not be reached."""
    created: int
    """Month of creation, as year × 12 + month − 1."""


class Nudge(SQLModel, table=True):
    """One reminder of a channel: the chosen local time, and the next ringing derived from it."""

    __table_args__ = (Index("nudge_by_next_at", "next_at", postgresql_where=text("next_at IS NOT NULL")),)

    channel: bytes = Field(primary_key=True, foreign_key="channel.id")
    id: bytes = Field(primary_key=True)
    kind: str
    at: int
    """Minutes after local midnight."""
    days: int
    """Bit 0 = Monday … bit 6 = Sunday; 0 when it rings once."""
    once: str | None
    """The local date of a nudge that rings once."""
    skip_until: str | None
    """The first local date on which it may ring again."""
    last_nominal: str | None
    """The local date it last rang for; survives a replacement of the channel's contents."""
    next_nominal: str | None
    next_at: int | None = Field(sa_type=BigInteger)


class Outbox(SQLModel, table=True):
    """A message that is encrypted and waits for its minute, or is being sent.

    `lease` is the end of a sender's claim, on the database's clock. `before` is the nudge's `last_nominal` before this
    row was made, put back when the row is dropped unsent.

    On SQLite it lies in insertion order, which tells no more than `due` does: without a rowid each row would get a page
    of its own, rewritten at each change.
    """

    __table_args__ = (Index("outbox_by_not_before", "not_before"),)

    channel: bytes = Field(primary_key=True, foreign_key="channel.id")
    tag: bytes = Field(primary_key=True)
    """16 random bytes that name the row. They are the tag of a test's notification; `tag_of` makes any other's."""
    nudge: bytes | None
    """None for a test push; for a coach's answer an HMAC of what it is about (`EventNotifier`)."""
    kind: str
    nominal: str
    before: str | None
    due: int = Field(sa_type=BigInteger)
    not_before: int = Field(sa_type=BigInteger)
    deadline: int = Field(sa_type=BigInteger)
    lease: int = Field(sa_type=BigInteger)
    attempts: int
    topic: str
    body: bytes


class PushHost(SQLModel, table=True):
    """What senders tell the operator about a push service when it changes; nothing about its users."""

    __tablename__ = "push_host"

    host: str = Field(primary_key=True)
    """Empty for alarms that concern no single service."""
    state: str
    """*fine*, *paused* (it asked for rest) or *open* (it refuses this server's key for everybody)."""
    until: int | None = Field(default=None, sa_type=BigInteger)
    """When it is asked again."""
    alarm: str | None = None
    alarmed_at: int | None = Field(default=None, sa_type=BigInteger)
    noted: int = Field(sa_type=BigInteger)


class database_now(FunctionElement[int]):
    """The database's clock, in whole seconds since 1970: leases of many machines need one clock."""

    type = BigInteger()
    inherit_cache = True


@compiles(database_now, "sqlite")
def _sqlite_now(element: Any, compiler: Any, **_: Any) -> str:  # noqa: ARG001 - SQLAlchemy's signature
    return "CAST(strftime('%s', 'now') AS INTEGER)"


@compiles(database_now, "postgresql")
def _postgresql_now(element: Any, compiler: Any, **_: Any) -> str:  # noqa: ARG001 - SQLAlchemy's signature
    return "CAST(floor(extract(epoch FROM clock_timestamp())) AS BIGINT)"
