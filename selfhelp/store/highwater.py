"""The high-water file: how far the database had come when it last ran here, written beside it.

After each commit, and before anybody is answered, one short line is written over itself. It is not synced every time:
a killed process loses nothing of it, and after a power cut it may lag, which hides nothing but a copy taken in the
last moments before the cut.
"""

import os
import re
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlmodel import Session

from selfhelp.durable import sync_folder

_LINE: Final = re.compile(rb"(\d{20}) (\S+)\n?")

_RAISE: Final = {
    "sqlite": "UPDATE log SET count = count + 1 RETURNING count",
    # A sequence, since a row would make all processes wait for each other. Nothing is counted when nothing was written.
    "postgresql": "SELECT CASE WHEN pg_current_xact_id_if_assigned() IS NOT NULL THEN nextval('log_count') END",
}


class Mark(NamedTuple):
    """How many batches have changed something, and which database it was (no spaces)."""

    batches: int
    identity: str


class HighWater:
    """The file `path`, and the counter in the database that it follows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = -1
        self._identity = b""
        self._changes = 0

    def last(self) -> Mark | None:
        """What was noted when the database ran here last; None without a readable note."""
        try:
            match = _LINE.fullmatch(self.path.read_bytes())
        except FileNotFoundError:
            return None
        return Mark(int(match[1]), match[2].decode()) if match else None

    def begin(self, mark: Mark) -> None:
        """Write `mark` down durably and keep the file open for `note`."""
        self._identity = mark.identity.encode()
        self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        self.note(mark.batches)
        os.fsync(self._file)
        sync_folder(self.path.parent)

    def reconnected(self) -> None:
        """The driver counts its changed rows from 0 again."""
        self._changes = 0

    def raise_by_one(self, session: Session) -> int | None:
        """Count this transaction, last of all in it; the new count, or None when it has changed nothing."""
        driver: Any = session.info["driver"]
        dialect: str = session.info["dialect"]
        if dialect == "sqlite" and driver.total_changes == self._changes:
            return None
        cursor = driver.execute(_RAISE[dialect])
        (count,) = cursor.fetchone()
        if dialect == "sqlite":
            cursor.close()
            self._changes = driver.total_changes
        return None if count is None else int(count)

    def note(self, count: int) -> None:
        """Write the count down; called after the commit and before the answers."""
        os.pwrite(self._file, b"%020d %s\n" % (count, self._identity), 0)

    def close(self) -> None:
        """Make the last note durable and let the file go."""
        if self._file >= 0:
            os.fsync(self._file)
            os.close(self._file)
            self._file = -1
