"""The guard: who may touch a box. Runs inside the transaction that then touches it."""

import hashlib
import hmac
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select
from sqlmodel import Session, col

from selfhelp.boxes.refusal import Refusal
from selfhelp.boxes.tables import Box, Grave
from selfhelp.store import Statement
from selfhelp.store.statements import Value

_GRAVE = Statement(select(col(Grave.id)).where(col(Grave.id) == bindparam("grave")))

_NOBODY = bytes(32)
"""Compared with when there is no box, so that a missing one is compared as a wrong secret is."""


def grave_of(box_id: bytes) -> bytes:
    """A box's grave: SHA-256 of its id."""
    return hashlib.sha256(box_id).digest()


def is_grave(session: Session, box_id: bytes) -> bool:
    """Whether a box with this id was ever deleted."""
    return _GRAVE.first(session, grave=grave_of(box_id)) is not None


class BoxRequest(NamedTuple):
    """Which box is meant (16 bytes), and SHA-256 of the secret that came along (32 bytes)."""

    id: bytes
    auth: bytes


class Access:
    """Guards one kind of box and fetches some of its `columns` in the same statement.

    A missing box and a wrong secret get one and the same refusal, after the same statements and a comparison in
    constant time; what the database needs to find a row or none still differs by a microsecond or so. `beside`:
    `table`, joined to whatever else the columns are of, one row a box.
    """

    def __init__(self, table: type[Box], *columns: Any, beside: Any = None) -> None:
        wanted = select(col(table.auth), *columns).where(col(table.id) == bindparam("id"))
        if beside is not None:
            wanted = wanted.select_from(beside)
        self._plain = Statement(wanted)
        self._locking = Statement(wanted.with_for_update(of=table))

    def read(self, session: Session, box_id: bytes, auth: bytes, **values: Value) -> tuple[Any, ...] | Refusal:
        """The columns, for a caller that only reads; `values` are what `beside` asks for."""
        return self._judge(session, box_id, auth, self._plain.first(session, id=box_id, **values))

    def lock(self, session: Session, box_id: bytes, auth: bytes) -> tuple[Any, ...] | Refusal:
        """The columns, with the box's row locked until the transaction ends."""
        return self._judge(session, box_id, auth, self._locking.first(session, id=box_id))

    def probe(self, session: Session, box_id: bytes, auth: bytes) -> bool | Refusal:
        """What a PUT meets: True, a box that this secret opens; False, an id that it may take into use."""
        row = self._plain.first(session, id=box_id)
        if row is None:
            return Refusal.BOX_DELETED if is_grave(session, box_id) else False
        judged = self._judge(session, box_id, auth, row)
        return judged if isinstance(judged, Refusal) else True

    def _judge(
        self, session: Session, box_id: bytes, auth: bytes, row: tuple[Any, ...] | None
    ) -> tuple[Any, ...] | Refusal:
        is_right = hmac.compare_digest(_NOBODY if row is None else row[0], auth)
        if is_right and row is not None:
            return row[1:]
        # Of a box that is there too, although it has none: else a missing one would take a statement longer.
        return Refusal.BOX_DELETED if is_grave(session, box_id) else Refusal.NO_SUCH_BOX


class NewBox:
    """Creates one kind of box; `columns` are those beside id and auth."""

    def __init__(self, table: type[Box], *columns: str) -> None:
        names = ("id", "auth", *columns)
        self._insert = Statement(
            insert(table).values({name: bindparam(name) for name in names}), suffix=" ON CONFLICT DO NOTHING"
        )
        self._undo = Statement(
            table.__table__.delete().where(col(table.id) == bindparam("id"))  # type: ignore[attr-defined]
        )

    def make(self, session: Session, *, id: bytes, auth: bytes, **columns: bytes | int | str | None) -> bool | Refusal:
        """True: the box is new. False: there is one already, to be guarded again. BOX_DELETED: there was one."""
        if self._insert.run(session, id=id, auth=auth, **columns) == 0:
            return False
        # After the insert, since from then on no other process can create and delete a box of this id unseen.
        if is_grave(session, id):
            self._undo.run(session, id=id)
            return Refusal.BOX_DELETED
        return True
