"""Who has the database open: any number of processes that serve and work, or the one that puts another in its place.

Two locks say so, and both end with the process that has them, however it ends: one on a file in the data folder, for
all processes that share the folder, and an advisory one in PostgreSQL, for those of every machine.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, Engine, event, text

from selfhelp.settings import Settings
from selfhelp.store.engine import database_url, disposing, writing_engine
from selfhelp.store.faults import CannotOpen

IN_USE_FILE: Final = "in-use"

_LOCK: Final = 0x696E757365
"""The number of PostgreSQL's advisory lock («inuse»)."""

REPLACED: Final = "The database is being restored or moved. Try again when that is done."
USED: Final = "A server or a worker has the database open. Stop every one of them first"


class Hold:
    """A lock on the data folder `folder`, which is there: shared, or `alone`. Raises CannotOpen when that cannot be."""

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        self._file = os.open(folder / IN_USE_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._file)
            raise CannotOpen(f"{USED}, and try again." if alone else REPLACED) from error

    def close(self) -> None:
        """Let the folder go."""
        os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def share(engine: Engine) -> None:
    """Let each connection of `engine` say, for as long as it lasts, that the database is in use. Nothing on SQLite.

    While another is being put in its place no connection is given: LockNotAvailable, which passes.
    """

    def say(connection: Any, _record: object) -> None:
        (is_shared,) = connection.execute("SELECT pg_try_advisory_lock_shared(%s)", (_LOCK,)).fetchone()
        connection.commit()
        if not is_shared:
            connection.close()
            raise LockNotAvailable(REPLACED)

    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", say)


@contextmanager
def alone(settings: Settings) -> Iterator[Connection]:
    """A connection that may write, while no server and no worker has the database open and none can start. Raises
    CannotOpen when one has."""
    with (
        disposing(writing_engine(database_url(settings))) as engine,
        Hold(settings.data, alone=True),
        engine.connect() as connection,
    ):
        if engine.dialect.name == "postgresql":
            with connection.begin():
                _take(connection, "pg_try_advisory_lock")
        yield connection


def take_alone(connection: Connection) -> None:
    """Have a PostgreSQL database alone until this transaction ends. Raises CannotOpen when somebody has it open."""
    _take(connection, "pg_try_advisory_xact_lock")


def _take(connection: Connection, how: str) -> None:
    if not connection.scalar(text(f"SELECT {how}(:lock)"), {"lock": _LOCK}):
        raise CannotOpen(f"{USED}, on every machine, and try again.")
