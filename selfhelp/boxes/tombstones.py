"""Tombstones: deleted boxes stay deleted, also after a restore.

Each deletion leaves a row, and a line in an append-only file that is backed up apart from the database. A start replays
the file before anybody is served, because the database may be an older copy.
"""

import fcntl
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from selfhelp.boxes.access import tombstone_of
from selfhelp.boxes.tables import Box, Tombstone
from selfhelp.durable import fsync
from selfhelp.store import Store, after_commit_checkpoint, insert_new

TOMBSTONES_FILE: Final = "graves"

Eraser: TypeAlias = Callable[[Session, bytes], None]
"""Deletes every row of the box with this id; the caller leaves the tombstone."""

_LINE: Final = re.compile(r"[0-9a-f]{64}")


class Tombstones:
    """The tombstone file at `path`: one SHA-256 a line, in hex."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def record(self, session: Session, box_id: bytes) -> None:
        """Leave a tombstone, in the write that deletes the box.

        The line is on the disk before the commit. If the commit then fails, the file names a box that still exists,
        whose owner has asked for its deletion; in the other order a deleted box could come back. OSError when the line
        cannot be written: the write that deletes the box fails with it.
        """
        tombstone = tombstone_of(box_id)
        insert_new(session, Tombstone(id=tombstone))
        self._append(tombstone.hex().encode())
        after_commit_checkpoint(session)

    def hashes(self) -> Iterator[bytes]:
        """Yield every tombstone in the file. A last line that a power cut tore is skipped."""
        if not self.path.exists():
            return
        with self.path.open(encoding="ascii", errors="replace") as lines:
            for line in lines:
                if _LINE.fullmatch(line.rstrip("\n")):
                    yield bytes.fromhex(line)

    def _append(self, line: bytes) -> None:
        """Append the whole line durably. OSError when that fails; then nothing of it is left."""
        is_new = not self.path.exists()
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)  # no other line may follow one that is taken back
            size = os.fstat(file).st_size
            is_torn = size > 0 and os.pread(file, 1, size - 1) != b"\n"
            try:
                _write_whole(file, (b"\n" if is_torn else b"") + line + b"\n")
                os.fsync(file)
            except OSError:
                os.ftruncate(file, size)
                raise
        finally:
            os.close(file)
        if is_new:
            fsync(self.path.parent)


def unlisted(session: Session, hashes: Iterable[bytes]) -> int:
    """Return how many tombstones of the database are not among `hashes`. Each was in some machine's list before it was
    in the database, so a list is missing or was lost."""
    return len(_recorded(session) - set(hashes))


def _recorded(session: Session) -> set[bytes]:
    return set(session.exec(select(Tombstone.id)))


def _write_whole(file: int, given: bytes) -> None:
    """Write all bytes: a disk that fills up takes a part of them first and fails only at the next call."""
    while given:
        given = given[os.write(file, given) :]


def unrecorded(session: Session, hashes: Iterable[bytes]) -> set[bytes]:
    """Return those of `hashes`, from the tombstone file, that the database does not know. Only these can still have a
    box: the database is an older copy, or the deletion was not committed. A box and its tombstone's row change in one
    transaction."""
    listed = set(hashes)
    return listed - _recorded(session) if listed else listed


def replay(session: Session, hashes: Iterable[bytes], erasers: Mapping[type[Box], Eraser]) -> int:
    """Delete again what a restore brought back: `hashes` from the tombstone file; return the number of boxes erased.

    Every box is examined when there is anything to delete, so a start asks `unrecorded` first, which only reads.
    """
    missing = unrecorded(session, hashes)
    if not missing:
        return 0
    insert_new(session, *(Tombstone(id=tombstone) for tombstone in sorted(missing)))
    erased = 0
    for table, erase in erasers.items():
        for box_id in session.exec(select(table.id).order_by(col(table.id))).all():
            if tombstone_of(box_id) in missing:
                session.exec(select(table.id).where(table.id == box_id).with_for_update())
                erase(session, box_id)
                erased += 1
    after_commit_checkpoint(session)
    return erased


async def erase_overdue(
    store: Store, table: type[Box], overdue: SelectOfScalar[bytes], tombstones: Tombstones, erase: Eraser
) -> int:
    """Erase the boxes of `table` whose ids `overdue` selects, and leave their tombstones; return how many. Each has a
    write of its own, which first checks that `overdue` still selects it."""

    def erased(session: Session, box_id: bytes) -> bool:
        still = overdue.where(col(table.id) == box_id).with_for_update(of=table)
        if session.exec(still).first() is None:
            return False
        erase(session, box_id)
        tombstones.record(session, box_id)
        return True

    found = await store.read(lambda session: session.exec(overdue.order_by(col(table.id))).all())
    return sum([await store.write(partial(erased, box_id=box_id), box_id) for box_id in found])
