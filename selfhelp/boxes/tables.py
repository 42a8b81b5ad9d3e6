"""What every box has and holds, and what is left of one that was deleted."""

from datetime import datetime
from typing import Final

from sqlmodel import Field, SQLModel

SUITE: Final = 0x01

SEALED_LENGTHS: Final = frozenset(29 + 256 * 2**n for n in range(9))
"""Suite, iv and tag around a plaintext padded to 256 … 65,536 bytes (docs/engineers/protocol.md, *Seals*)."""


class Box(SQLModel):
    """The two columns of anything the server keeps for somebody; `class Slot(Box, table=True)` is a kind of box."""

    id: bytes = Field(primary_key=True)
    """16 bytes; derived from a secret on the device or random, and never linked to another box."""

    auth: bytes
    """SHA-256 of the 32-byte secret that opens the box."""


class Grave(SQLModel, table=True):
    """A deleted box, of whatever kind: it never comes back, and 410 is all that anybody hears of it."""

    __tablename__ = "grave"
    __table_args__ = {"sqlite_with_rowid": False}

    id: bytes = Field(primary_key=True)
    """SHA-256 of the box's id."""


def is_sealed(sealed: bytes) -> bool:
    """Whether it is of the known suite and has one of the nine lengths: all that a server can check of a seal."""
    return len(sealed) in SEALED_LENGTHS and sealed[0] == SUITE


def month_of(now: datetime) -> int:
    """Months since year 0 of a moment in UTC: year × 12 + month − 1. No finer time is kept of a box."""
    return now.year * 12 + now.month - 1


def month_text(month: int) -> str:
    """`YYYY-MM`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
