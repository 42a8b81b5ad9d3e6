"""Make and read SQLite files other than the settings' database."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import URL, Connection, NullPool, StaticPool, Table, create_engine, event
from sqlalchemy.exc import DatabaseError

from selfhelp.admin.databases.rows import tables_of
from selfhelp.console import progress
from selfhelp.settings import Settings
from selfhelp.store.commands import reading
from selfhelp.store.engine import disposing, sqlite_file
from selfhelp.store.faults import is_passing
from selfhelp.store.migrate import upgrade_within

BESIDE = ("-wal", "-shm", "-journal")
"""The endings of the files that SQLite may keep beside a database."""


LOOKED_THROUGH: Final = 1024**3
"""Largest file in bytes that a start and doctor read completely, which takes seconds."""


@contextmanager
def new_file(file: Path, revision: str) -> Iterator[Connection]:
    """Yield a transaction in the empty `file` with the schema of `revision`; commit it unless something was raised.

    Nothing is durable before the caller has synced the file.
    """
    engine = create_engine(URL.create("sqlite", database=str(file)), poolclass=NullPool)

    def hurry(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")

    event.listen(engine, "connect", hurry)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    with disposing(engine), engine.begin() as connection:
        upgrade_within(connection, revision)
        yield connection


@cache
def tables_at(revision: str) -> list[Table]:
    """Return the tables of the schema at `revision`."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with disposing(engine), engine.begin() as connection:
        upgrade_within(connection, revision)
        return tables_of(connection)


@contextmanager
def reading_file(file: Path) -> Iterator[Connection]:
    """Yield a transaction that reads `file` and makes nothing beside it. Database errors when it is no SQLite file."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"file:{quote(str(file.absolute()))}?mode=ro", uri=True, isolation_level=None)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    with disposing(engine), engine.connect() as connection:
        yield connection


def damage(connection: Connection, pragma: str = "integrity_check") -> str | None:
    """Return what SQLite finds broken in the database of `connection`; None when nothing is, or it is not SQLite.

    All of it is read. `quick_check` reads it too, but does not compare each index with its table.
    """
    if connection.dialect.name != "sqlite":
        return None
    try:
        with progress("reading the database through", (), lambda: None):
            found = str(connection.exec_driver_sql(f"PRAGMA {pragma}(1)").scalar_one())
    except DatabaseError as error:
        if is_passing(error):
            raise
        return str(error.orig)
    return None if found == "ok" else found.splitlines()[-1]


def damage_of(settings: Settings) -> str | None:
    """Return what is broken in the settings' SQLite file, as far as seconds allow: a larger file is only opened. None
    when nothing is broken, or there is no file."""
    file = sqlite_file(settings)
    if file is None or not file.is_file():
        return None
    try:
        with reading(settings) as connection:
            return damage(connection, "quick_check") if file.stat().st_size <= LOOKED_THROUGH else None
    except DatabaseError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        return str(error.orig) if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) else None
