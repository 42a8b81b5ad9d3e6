"""Tombstones: the deleted stay deleted, also after a restore.

Each deletion leaves a row, and a line in an append-only file that is backed up apart from the database. Whatever copy
of the database is found at a start, the file is replayed before anybody is served.
"""

import fcntl
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from sqlmodel import Session, col, select

from selfhelp.boxes.access import tombstone_of
from selfhelp.boxes.tables import Box, Tombstone
from selfhelp.durable import fsync
from selfhelp.store import after_commit_checkpoint, insert_new

TOMBSTONES_FILE: Final = "graves"

Eraser: TypeAlias = Callable[[Session, bytes], None]
"""Takes every row of the box with this id away; the grave is not its business."""

_LINE: Final = re.compile(r"[0-9a-f]{64}")


class Tombstones:
    """The grave file at `path`, one SHA-256 a line in hex."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def record(self, session: Session, box_id: bytes) -> None:
        """Leave a tombstone, in the write that deletes the box.

        The line is on the disk before the commit. If the commit then fails, the file names a box that still exists,
        whose owner has asked for its deletion; in the other order a deleted box could come back. OSError when the line
        cannot be written: the write that deletes the box fails with it.
        """
        grave = tombstone_of(box_id)
        insert_new(session, Tombstone(id=grave))
        self._append(grave.hex().encode())
        after_commit_checkpoint(session)

    def hashes(self) -> Iterator[bytes]:
        """Yield every grave in the file. A last line that a power cut tore is passed over."""
        if not self.path.exists():
            return
        with self.path.open(encoding="ascii", errors="replace") as lines:
            for line in lines:
                if _LINE.fullmatch(line.rstrip("\n")):
                    yield bytes.fromhex(line)

    def _append(self, line: bytes) -> None:
        """Write the line durably and whole; OSError when that cannot be, and then nothing of it is left."""
        is_new = not self.path.exists()
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)  # nobody else's line may stand behind one that is taken back
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
    """Return how many graves of the database are not among `hashes`. Each was in the list of some machine before it was
    in the database, so a list is missing then, or was lost."""
    return len(_recorded(session) - set(hashes))


def _recorded(session: Session) -> set[bytes]:
    return set(session.exec(select(Tombstone.id)))


def _write_whole(file: int, given: bytes) -> None:
    """A disk that fills up takes a part of the bytes first and says so only at the next call."""
    while given:
        given = given[os.write(file, given) :]


def unburied(session: Session, hashes: Iterable[bytes]) -> set[bytes]:
    """Return those of `hashes`, from the grave file, that the database does not know. A box and its grave's row change
    in one transaction, so none but these can still have a box: after a restore, or a deletion that was not committed.
    """
    listed = set(hashes)
    return listed - _recorded(session) if listed else listed


def replay(session: Session, hashes: Iterable[bytes], erasers: Mapping[type[Box], Eraser]) -> int:
    """Bury again what a restore brought back: `hashes` from the grave file; the number of boxes erased.

    Every box is looked at when there is anything to bury, so a start asks `unburied` first, which only reads.
    """
    missing = unburied(session, hashes)
    if not missing:
        return 0
    insert_new(session, *(Tombstone(id=grave) for grave in sorted(missing)))
    erased = 0
    for table, erase in erasers.items():
        for box_id in session.exec(select(table.id).order_by(col(table.id))).all():
            if tombstone_of(box_id) in missing:
                session.exec(select(table.id).where(table.id == box_id).with_for_update())
                erase(session, box_id)
                erased += 1
    after_commit_checkpoint(session)
    return erased
