"""What every box has and holds, and what is left of one that was deleted."""

from sqlmodel import Field, SQLModel


class Box(SQLModel):
    """The two columns of anything the server keeps for somebody; `class Slot(Box, table=True)` is a kind of box."""

    id: bytes = Field(primary_key=True)
    """16 bytes; derived from a secret on the device or random, and never linked to another box."""

    auth: bytes
    """SHA-256 of the 32-byte secret that opens the box."""


class Tombstone(SQLModel, table=True):
    """A deleted box, of whatever kind: it never comes back, and 410 is all that anybody hears of it."""

    __tablename__ = "grave"
    __table_args__ = {"sqlite_with_rowid": False}

    id: bytes = Field(primary_key=True)
    """SHA-256 of the box's id."""
