"""Counts, the one-time ids counted lately, and how many boxes were in use in a month. No time is finer than that.

Months are year × 12 + month − 1, in UTC.
"""

from sqlmodel import Field, SQLModel


class Count(SQLModel, table=True):
    """How often a report was received in a month."""

    __tablename__ = "outcome_count"

    month: int = Field(primary_key=True)
    report: str = Field(primary_key=True)
    n: int


class Counted(SQLModel, table=True):
    """A one-time id that was counted, so that a retry is not; not what was counted. Deleted after half a year."""

    __tablename__ = "outcome_counted"

    id: bytes = Field(primary_key=True)
    """SHA-256 of the id."""
    month: int


class InUse(SQLModel, table=True):
    """How many boxes of a kind were used in a month: counted once, in the first night after it, and never changed."""

    __tablename__ = "outcome_in_use"

    month: int = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    least: int
    most: int
    """The difference is unknown: those boxes were used after the month's end too, and only the last use is stored."""
