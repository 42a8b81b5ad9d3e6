"""Coaches, their invitations, and the threads in which they answer: sealed bytes, counters and days.

No time is finer than a day but the ends of certificates and invitations, which belong to the operator, not to a person.
Days are ISO dates in UTC; instants are whole seconds since 1970.
"""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from selfhelp.boxes import Box

WAITING: Final = "waiting"
ACTIVE: Final = "active"
REVOKED: Final = "revoked"
COACH_STATES: Final = (WAITING, ACTIVE, REVOKED)

FROM_PERSON: Final = "u"
FROM_COACH: Final = "c"
"""The two directions of a message."""


class Coach(Box, table=True):
    """A coach's key. `state`: *waiting* for a certificate, *active*, or *revoked*, for good.

    An active coach whose certificate is over (`expires` ≤ now) may neither read nor write until it is renewed.
    """

    __tablename__ = "coach"

    public_key: bytes
    """P-256, uncompressed, 65 bytes."""
    certificate: bytes | None = None
    """r ‖ s of the organisation's signature, 64 bytes; None before the first."""
    expires: int | None = Field(default=None, sa_type=BigInteger)
    state: str = WAITING
    label: str
    """The operator's own name for this coach; it never leaves the server."""
    created: int
    """Month, as year × 12 + month − 1."""


class CoachInvitation(SQLModel, table=True):
    """An invitation that nobody has used yet."""

    __tablename__ = "coach_invitation"

    id: bytes = Field(primary_key=True)
    """SHA-256 of the 32-byte secret."""
    label: str
    until: int = Field(sa_type=BigInteger)


class Thread(Box, table=True):
    """The counters of one thread between a person and coaches; the contents are `Message`s."""

    __tablename__ = "thread"
    __table_args__ = (Index("thread_in_order", "waits_since", "last_day", "id"),)

    seq: int = 0
    """Raised by one for every message of either direction."""
    last_u: int = 0
    last_c: int = 0
    last_note: int = 0
    """The highest number given so far; none is given twice."""
    read_u: int = 0
    read_c: int = 0
    """The seq up to which the person's device, and any coach, has read."""
    last_day: str
    """The day of the last message, or of the thread's creation."""
    answered_by: bytes | None = None
    """The coach of the last answer."""
    waits_since: str | None = None
    """The day of the person's first message that no coach has answered."""
    channel: bytes | None = None
    """The channel that is told of answers: the only link between two boxes, and only where the person chose it."""
    created: int
    weight: int = Field(default=0, sa_type=BigInteger)
    """Sealed bytes of all messages and notes that were ever stored here."""


class Envelope(SQLModel, table=True):
    """The thread's key, sealed to one coach (HPKE, 113 bytes)."""

    __tablename__ = "envelope"
    __table_args__ = (Index("envelope_by_coach", "coach", "thread"),)

    thread: bytes = Field(primary_key=True, foreign_key="thread.id")
    coach: bytes = Field(primary_key=True, foreign_key="coach.id")
    sealed: bytes


class Message(SQLModel, table=True):
    """One sealed message. `n` counts within the thread and direction, and is what the seal is bound to."""

    __tablename__ = "message"
    __table_args__ = (Index("message_by_number", "thread", "direction", "n", unique=True),)

    thread: bytes = Field(primary_key=True, foreign_key="thread.id")
    seq: int = Field(primary_key=True)
    direction: str
    n: int
    coach: bytes | None
    """Who answered; None for the person's own. It outlives the coach's row."""
    day: str
    sealed: bytes


class FirstMessage(SQLModel, table=True):
    """A copy of the person's first message: an inbox reads forty of them, and here they lie close together."""

    __tablename__ = "opening"

    thread: bytes = Field(primary_key=True, foreign_key="thread.id")
    sealed: bytes


class Note(SQLModel, table=True):
    """A note among coaches about a thread, sealed to one of them."""

    __tablename__ = "note"
    __table_args__ = (Index("note_by_coach", "coach"),)

    thread: bytes = Field(primary_key=True, foreign_key="thread.id")
    coach: bytes = Field(primary_key=True, foreign_key="coach.id")
    """To whom it is sealed."""
    n: int = Field(primary_key=True)
    author: bytes
    day: str
    sealed: bytes


def day_of(now: datetime) -> str:
    """Return the day of a moment in UTC, as `YYYY-MM-DD`. No finer time is kept of a thread."""
    return now.astimezone(UTC).date().isoformat()
