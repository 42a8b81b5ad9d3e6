"""Whether the database is open: shared by processes that serve and work, or exclusive for one that replaces it.

Two locks say so, and both end with their process, however it ends: one on a file in the data folder, for all processes
that share the folder, and an advisory one in PostgreSQL, for those of every machine.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, Engine, event, text

from selfhelp.settings import Settings
from selfhelp.store.engine import engine_of
from selfhelp.store.faults import CannotOpen

IN_USE_FILE: Final = "in-use"

_LOCK: Final = 0x696E757365
"""The number of PostgreSQL's advisory lock («inuse»)."""

LET_GO: Final = 10.0
"""Seconds to wait until PostgreSQL has released the lock of a closed connection or an ended process. On one machine the
lock on the file has already told whether another process runs."""

REPLACED: Final = "The database is being restored or moved. Try again when that is done."
USED: Final = "A server or a worker has the database open. Stop every one of them first"


class Hold:
    """Lock an existing data folder, shared or exclusive. Raises CannotOpen if another process holds it."""

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        self._file = os.open(folder / IN_USE_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._file)
            raise CannotOpen(f"{USED}, and try again." if alone else REPLACED) from error

    def close(self) -> None:
        """Unlock the folder."""
        os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def share(engine: Engine) -> None:
    """Let each connection of `engine` mark the database as in use for as long as it lasts. Nothing on SQLite.

    While the database is being replaced no connection is given: LockNotAvailable, which is temporary.
    """

    def say(connection: Any, _record: object) -> None:
        def is_shared() -> bool:
            (found,) = connection.execute("SELECT pg_try_advisory_lock_shared(%s)", (_LOCK,)).fetchone()
            connection.commit()
            return bool(found)

        if not _within_patience(is_shared):
            connection.close()
            raise LockNotAvailable(REPLACED)

    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", say)


@contextmanager
def alone(settings: Settings) -> Iterator[Connection]:
    """Yield a writing connection while no server or worker has the database open, and none can start. Raises CannotOpen
    when one has."""
    with (
        engine_of(settings, writes=True) as engine,
        Hold(settings.data, alone=True),
        engine.connect() as connection,
    ):
        if engine.dialect.name == "postgresql":
            with connection.begin():
                _take(connection, "pg_try_advisory_lock")
        yield connection


def take_alone(connection: Connection) -> None:
    """Hold a PostgreSQL database alone until this transaction ends. Raises CannotOpen when it is open elsewhere."""
    _take(connection, "pg_try_advisory_xact_lock")


def _take(connection: Connection, how: str) -> None:
    if not _within_patience(lambda: bool(connection.scalar(text(f"SELECT {how}(:lock)"), {"lock": _LOCK}))):
        raise CannotOpen(f"{USED}, on every machine, and try again.")


def _within_patience(is_granted: Callable[[], bool]) -> bool:
    """Return whether the lock was granted within LET_GO seconds."""
    until = time.monotonic() + LET_GO
    while not is_granted():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
