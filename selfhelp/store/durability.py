"""Work around a commit: the high-water mark, and SQLite's WAL.

The high-water file beside the database says how far that had come when it last ran here. After each commit, and before
anybody is answered, one short line is overwritten. It is not synced every time: a killed process loses nothing of it,
but after a power cut it may lag. Then only a database copy made just before the power cut goes unnoticed.

SQLite's WAL is checkpointed after the answers; by itself SQLite does so inside a commit, every thousand pages. At night
the file is rewritten, which removes the last traces of deleted data (docs/engineers/threat-model.md).
"""

import os
import re
import sqlite3
import time
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import Engine

from selfhelp.durable import fsync
from selfhelp.logs import log_fault
from selfhelp.store.engine import BUSY_MS

CHANGES: Final = 4_000
"""Rows written between two checkpoints (about 20 MB of WAL). Fewer checkpoints write each page less often."""

AGAIN: Final = 1.0
"""Seconds until an unfinished checkpoint is tried again: a reader was in the way, or the disk was full."""

_PATIENCE_MS: Final = 200
"""How long emptying the WAL waits for readers, in milliseconds; writes wait meanwhile."""


class Checkpoints:
    """The pending checkpoints of one writing connection."""

    def __init__(self) -> None:
        self.must_empty = False
        """Whether something was deleted: the WAL must be emptied, and it is retried until it is."""
        self.changes = 0
        """The driver's count of changed rows at the last checkpoint; a new connection counts from 0."""
        self._not_before = 0.0
        self._is_failing = False

    def run(self, driver: Any) -> bool:
        """Do what is due on the driver's connection; return whether it must be tried again later."""
        if not self.must_empty and driver.total_changes - self.changes < CHANGES:
            return False
        if time.monotonic() < self._not_before:
            return True
        try:
            is_done = _empty(driver) if self.must_empty else _checkpoint_passively(driver)
        except sqlite3.Error as error:
            if not self._is_failing:
                log_fault(error, "checkpoint-failed")
            self._is_failing = True
            is_done = False
        if is_done:
            self.must_empty = self._is_failing = False
            self.changes = driver.total_changes
        else:
            self._not_before = time.monotonic() + AGAIN
        return not is_done


def _empty(driver: Any) -> bool:
    """Checkpoint the whole WAL and truncate it; return False when a reader still needs it."""
    driver.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
    try:
        ((is_busy, _, _),) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return not is_busy
    finally:
        driver.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def _checkpoint_passively(driver: Any) -> bool:
    """Checkpoint what no reader needs in the WAL."""
    driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    return True


def vacuum(engine: Engine) -> None:
    """Rewrite the whole file in the order of its keys, then empty the WAL. Readers go on. Writers of all processes wait
    as long as their retries last (three times `engine.BUSY_MS`), then get `Overloaded`, a 503 with Retry-After. Nothing
    of theirs is lost, and phones send it again.

    sqlite3.DatabaseError when the file is damaged: rewritten without what cannot be read, it would look whole.
    """
    ((found,),) = _outside_transaction(engine, "PRAGMA quick_check(1)")
    if found != "ok":
        raise sqlite3.DatabaseError(f"not rewritten, it is damaged: {found}")
    _outside_transaction(engine, "VACUUM")
    checkpoint(engine)


def checkpoint(engine: Engine) -> None:
    """Checkpoint the WAL and empty it."""
    _outside_transaction(engine, "PRAGMA wal_checkpoint(TRUNCATE)")


def checkpoint_passively(engine: Engine) -> None:
    """Checkpoint what no reader needs in the WAL. Neither readers nor writers wait."""
    _outside_transaction(engine, "PRAGMA wal_checkpoint(PASSIVE)")


def _outside_transaction(engine: Engine, statement: str) -> list[Any]:
    """Return the rows of the statement."""
    connection: Any = engine.raw_connection()
    try:
        said: list[Any] = connection.driver_connection.execute(statement).fetchall()
    finally:
        connection.close()
    return said


_RAISE: Final = {
    "sqlite": "UPDATE log SET count = count + 1 RETURNING count",
    # A sequence, since a row would make all processes wait for each other. A batch without changes is not counted.
    "postgresql": "SELECT CASE WHEN pg_current_xact_id_if_assigned() IS NOT NULL THEN nextval('log_count') END",
}


def count_batch(driver: Any, dialect: str, changes: int) -> int | None:
    """Count this transaction, as its last step; return the new count, or None when it has changed nothing.

    `changes` is what SQLite's driver had counted when it began.
    """
    if dialect == "sqlite" and driver.total_changes == changes:
        return None
    ((count,),) = driver.execute(_RAISE[dialect]).fetchall()
    return None if count is None else int(count)


_LINE: Final = re.compile(rb"(\d{20}) (\S+)\n?")


class Mark(NamedTuple):
    """How many batches have changed something, and the identity of the database (no spaces)."""

    batches: int
    identity: str


class HighWater:
    """The file `path`, and the counter in the database that it follows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = -1
        self._identity = b""

    def last(self) -> Mark | None:
        """Return the mark of the last run of the database here; None when it cannot be read."""
        try:
            match = _LINE.fullmatch(self.path.read_bytes())
        except FileNotFoundError:
            return None
        return Mark(int(match[1]), match[2].decode()) if match else None

    def begin(self, mark: Mark) -> None:
        """Store `mark` durably and keep the file open for `write_count`."""
        self._identity = mark.identity.encode()
        self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        self.write_count(mark.batches)
        os.fsync(self._file)
        fsync(self.path.parent)

    def write_count(self, count: int) -> None:
        """Write the count; called after the commit and before the answers."""
        os.pwrite(self._file, b"%020d %s\n" % (count, self._identity), 0)

    def close(self) -> None:
        """Make the last count durable and close the file."""
        if self._file >= 0:
            os.fsync(self._file)
            os.close(self._file)
            self._file = -1
