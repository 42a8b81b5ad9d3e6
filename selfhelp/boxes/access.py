"""Check who may touch a box, in the transaction that touches it."""

import hashlib
import hmac
from datetime import date
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from selfhelp.boxes.tables import Box, Tombstone
from selfhelp.http.problems import Refusal
from selfhelp.store import Id, Statement, Value, insert_new

_TOMBSTONE = Statement(select(col(Tombstone.id)).where(col(Tombstone.id) == bindparam("tombstone")), Id)

_NOBODY = bytes(32)
"""Stands for the hash when there is no box: a missing box is compared like a wrong secret."""


class Accessed(Protocol):
    """A row of a box: `auth` first, then what its `Access` fetches beside it."""

    @property
    def auth(self) -> bytes:
        """SHA-256 of the secret that opens the box."""


G = TypeVar("G", bound=Accessed)
B = TypeVar("B", bound=Box)


class BoxRow(NamedTuple):
    """The row of a box when only its `auth` is fetched."""

    auth: bytes


def tombstone_of(box_id: bytes) -> bytes:
    """Return a box's tombstone: SHA-256 of its id."""
    return hashlib.sha256(box_id).digest()


def is_deleted(session: Session, box_id: bytes) -> bool:
    """Return whether a box with this id was ever deleted."""
    return _TOMBSTONE.first(session, tombstone=tombstone_of(box_id)) is not None


class BoxRequest(NamedTuple):
    """Which box is meant (16 bytes), and SHA-256 of the secret that came along (32 bytes)."""

    id: bytes
    auth: bytes


class Access(Generic[G, B]):
    """Checks access to one kind of box, and fetches `row` in the same statement: its `auth`, and some `columns`.

    A missing box and a wrong secret get the same refusal, after the same statements and a comparison in constant time;
    only the database's own look-up may differ by a microsecond or so.
    """

    def __init__(self, row: type[G], table: type[B], *columns: Any, joined: Any = None, shared: bool = False) -> None:
        """`joined`: `table` joined to the other tables of `columns`, at most one row for each box; `read` and `lock`
        take its parameters. `shared`: several may hold the lock at once, and none may change the box meanwhile."""
        wanted = select(col(table.auth), *columns).where(col(table.id) == bindparam("id"))
        wanted = wanted if joined is None else wanted.select_from(joined)
        self._table = table
        self._plain: Statement[Any] = Statement(wanted, row)
        self._locking: Statement[Any] = Statement(wanted.with_for_update(of=table, read=shared), row)

    def read(self, session: Session, box: BoxRequest, **values: Value) -> G | Refusal:
        """Return the row, for a caller that only reads."""
        return self._judge(session, box, self._plain.first(session, id=box.id, **values))

    def lock(self, session: Session, box: BoxRequest, **values: Value) -> G | Refusal:
        """Return the row, the box locked until the transaction ends."""
        return self._judge(session, box, self._locking.first(session, id=box.id, **values))

    def opened(self, session: Session, box: BoxRequest) -> B | Refusal:
        """Return the box as an object, for a caller that only reads."""
        row = self.read(session, box)
        if isinstance(row, Refusal):
            return row
        # Another process may have deleted it meanwhile.
        return session.get(self._table, box.id) or refusal_of(session, box.id)

    def locked(self, session: Session, box: BoxRequest) -> B | Refusal:
        """Return the box as an object, locked until the transaction ends."""
        row = self.lock(session, box)
        return row if isinstance(row, Refusal) else session.get_one(self._table, box.id)

    def probe(self, session: Session, box: BoxRequest) -> bool | Refusal:
        """Return what a PUT meets: True for a box that this secret opens, False for an unused id."""
        row = self._plain.first(session, id=box.id)
        if row is None:
            return Refusal.BOX_DELETED if is_deleted(session, box.id) else False
        judged = self._judge(session, box, row)
        return judged if isinstance(judged, Refusal) else True

    @staticmethod
    def opens(row: Accessed | None, box: BoxRequest) -> bool:
        """Return whether the secret that came along opens the box of this row; False for no row, in the same time."""
        return hmac.compare_digest(_NOBODY if row is None else row.auth, box.auth) and row is not None

    def _judge(self, session: Session, box: BoxRequest, row: G | None) -> G | Refusal:
        if self.opens(row, box) and row is not None:
            return row
        # Asked for an existing box too: otherwise a missing one would take a statement longer.
        return refusal_of(session, box.id)


def refusal_of(session: Session, box_id: bytes) -> Refusal:
    """Return how a box is refused that is missing, or that the secret does not open."""
    return Refusal.BOX_DELETED if is_deleted(session, box_id) else Refusal.NO_SUCH_BOX


def create(session: Session, box: Box) -> bool | Refusal:
    """Insert a new box. True: inserted. False: it exists already, so its access must be checked again. BOX_DELETED: it
    was deleted before, and nothing is written."""
    with session.begin_nested() as savepoint:
        if not insert_new(session, box):
            return False
        # After the insert: from then on no other process can create and delete a box of this id unseen.
        if is_deleted(session, box.id):
            savepoint.rollback()
            return Refusal.BOX_DELETED
    return True


# The times of a box are in this file because each sync needs its month, and passes twelve files at most: journeys.md.
HOUR: Final = 3_600
DAY: Final = 86_400
"""Seconds."""


def month_of(day: date) -> int:
    """Return a moment's months since year 0 in UTC: year × 12 + month − 1. No finer time of a box is kept."""
    return day.year * 12 + day.month - 1


def month_text(month: int) -> str:
    """Return a month as `YYYY-MM`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
