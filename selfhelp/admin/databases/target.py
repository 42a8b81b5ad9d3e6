"""What putting another database in the place of one has in common on SQLite and PostgreSQL."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import Connection, Engine, Table, select
from sqlmodel import Session, col

from selfhelp.admin.databases.backup_file import Contents
from selfhelp.admin.databases.rows import Rows, copy, sums_of
from selfhelp.admin.databases.sqlite import tables_at
from selfhelp.boxes import Tombstone
from selfhelp.console import Stopped
from selfhelp.settings import Settings
from selfhelp.store import epoch
from selfhelp.store.durability import HighWater
from selfhelp.store.engine import sqlite_file
from selfhelp.store.statements import bind_driver
from selfhelp.store.store import HIGH_WATER_FILE

NOBODYS: Final = frozenset({"log", "zone_rules", "push_host"})
"""Tables that a server fills by itself: a database with nothing but these is empty. `zone_rules` went with 0008."""


class Source(NamedTuple):
    """The rows that are to be put in: a snapshot, the revision of its schema, and what reads it."""

    connection: Connection
    revision: str
    rows: Rows | None = None


class Old(NamedTuple):
    """What was there before: whether it held anything, and every grave in it; None when it cannot be read."""

    is_empty: bool
    tombstones: frozenset[bytes] | None = None


Finish = Callable[[Session, Old], None]
"""The last thing in the transaction, on the newest schema."""


def put_rows(source: Source, target: Connection) -> Contents:
    """Copy all rows into the empty tables of `target`, and read them back from there."""
    tables = tables_at(source.revision)
    given = copy(source.connection, target, tables, source.rows)
    if sums_of(target, tables) != given:
        raise Stopped("What was written is not what was read. Is the disk sound? The database is as it was.")
    return Contents(source.revision, given)


def look_at(old: Connection, tables: Iterable[Table]) -> Old:
    """Return what the database that is there holds, of these tables."""
    found = list(tables)
    is_empty = next(filled(old, found), None) is None
    has_graves = any(table.name == Tombstone.__tablename__ for table in found)
    return Old(is_empty, frozenset(old.scalars(select(col(Tombstone.id)))) if has_graves else None)


def filled(connection: Connection, tables: Iterable[Table]) -> Iterator[str]:
    """Yield the names of those of `tables` in which there is something that no server fills by itself."""
    for table in tables:
        if table.name not in NOBODYS and connection.execute(select(table).limit(1)).first() is not None:
            yield table.name


def refuse_full(old: Old, if_full: str | None) -> None:
    """Raise Stopped when something would have to give way that nobody has said may."""
    if if_full is not None and not old.is_empty:
        raise Stopped(if_full)


@contextmanager
def session_on(connection: Connection) -> Iterator[Session]:
    """Yield a session in the connection's transaction that prepared statements run in too."""
    with Session(bind=connection, autoflush=False) as session:
        bind_driver(session, connection.connection.dbapi_connection, connection.dialect.name)
        yield session
        session.flush()


def note(engine: Engine, settings: Settings) -> None:
    """The new database is the one that ran here last. Without this a start would begin yet another log."""
    highwater = HighWater(settings.data / HIGH_WATER_FILE)
    epoch.note(engine, settings, highwater)
    highwater.close()


def aside() -> str:
    """Return the end of the name of what is kept aside: this second."""
    return f"before_{datetime.now(UTC):%Y%m%dT%H%M%SZ}"


def name_of(settings: Settings) -> Path | str:
    """Return what a database is called to the operator: never with its password."""
    return sqlite_file(settings) or "The PostgreSQL database"
