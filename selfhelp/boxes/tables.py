"""The columns of every box, and the tombstones of deleted ones. The migrations say how SQLite lays a table down."""

from sqlmodel import Field, SQLModel


class Box(SQLModel):
    """The two columns of every box; `class Slot(Box, table=True)` is a kind of box."""

    id: bytes = Field(primary_key=True)
    """16 bytes; derived from a secret on the device or random, and never linked to another box."""

    auth: bytes
    """SHA-256 of the 32-byte secret that opens the box."""


class Tombstone(SQLModel, table=True):
    """A deleted box of any kind: it never comes back, and every request for it gets 410."""

    __tablename__ = "grave"

    id: bytes = Field(primary_key=True)
    """SHA-256 of the box's id."""
