"""Slots, vaults and their records: ids, hashes, sealed bytes and counters. No times but months."""

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from selfhelp.boxes import Box


class Slot(Box, table=True):
    """The sealed master key; opened with the recovery code."""

    __tablename__ = "slot"

    sealed: bytes
    """61 bytes."""


class Vault(Box, table=True):
    """The counters of one person's records. Months are counted as year × 12 + month − 1, in UTC."""

    __tablename__ = "vault"

    seq: int = Field(default=0, sa_type=BigInteger)
    """Increased by one for every accepted put."""

    records: int = 0
    bytes: int = Field(default=0, sa_type=BigInteger)
    """Sealed bytes of all records."""

    created: int
    """Month of creation: in it a vault may hold less."""

    used: int
    """Month of last use: 24 months later the vault is erased."""


class Record(SQLModel, table=True):
    """One sealed record as last put. `seq` is the vault's counter at that put: the cursor of sync."""

    __tablename__ = "record"
    __table_args__ = (Index("record_by_seq", "vault", "seq", unique=True),)

    vault: bytes = Field(primary_key=True, foreign_key="vault.id")
    id: bytes = Field(primary_key=True)
    version: int = Field(sa_type=BigInteger)
    seq: int = Field(sa_type=BigInteger)
    sealed: bytes
