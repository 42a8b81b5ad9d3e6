"""The plainest thing to write and read back: rows of one column."""

from collections.abc import Callable

from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, select

from selfhelp.boxes import Tombstone
from selfhelp.store import NoRow, Statement, Store

INSERT = Statement(insert(Tombstone).values(id=bindparam("id")), NoRow)


def row(key: bytes | int) -> Callable[[Session], int]:
    """A write that inserts one row; it returns 1."""
    written = key if isinstance(key, bytes) else number(key)
    return lambda session: INSERT.run(session, id=written)


def number(n: int) -> bytes:
    return n.to_bytes(4)


async def stored(store: Store) -> list[bytes]:
    """Every row, in order."""
    return await store.read(lambda session: list(session.exec(select(Tombstone.id).order_by(col(Tombstone.id))).all()))
