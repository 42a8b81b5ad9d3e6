"""What replacing a database has in common on SQLite and PostgreSQL."""

from collections.abc import Callable, Iterable, Iterator
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
from selfhelp.store.store import HIGH_WATER_FILE

NOBODYS: Final = frozenset({"log", "zone_rules", "push_host"})
"""Tables that a server fills by itself: a database with only these is empty. 0008 dropped `zone_rules`."""


class Source(NamedTuple):
    """The rows to put in: a snapshot, the revision of its schema, and their reader."""

    connection: Connection
    revision: str
    rows: Rows | None = None


class Old(NamedTuple):
    """The former database: whether it was empty, and every tombstone in it; None when it cannot be read."""

    is_empty: bool
    tombstones: frozenset[bytes] | None = None


Finish = Callable[[Session, Old], None]
"""Runs last in the transaction, on the newest schema."""


def put_rows(source: Source, target: Connection) -> Contents:
    """Copy all rows into the empty tables of `target`, and read them back from there."""
    tables = tables_at(source.revision)
    given = copy(source.connection, target, tables, source.rows)
    if sums_of(target, tables) != given:
        raise Stopped("What was written is not what was read. Is the disk sound? The database is as it was.")
    return Contents(source.revision, given)


def look_at(old: Connection, tables: Iterable[Table]) -> Old:
    """Return what the existing database holds in these tables."""
    found = list(tables)
    is_empty = next(filled(old, found), None) is None
    has_graves = any(table.name == Tombstone.__tablename__ for table in found)
    return Old(is_empty, frozenset(old.scalars(select(col(Tombstone.id)))) if has_graves else None)


def filled(connection: Connection, tables: Iterable[Table]) -> Iterator[str]:
    """Yield the names of those of `tables` that hold more than a server fills in by itself."""
    for table in tables:
        if table.name not in NOBODYS and connection.execute(select(table).limit(1)).first() is not None:
            yield table.name


def refuse_full(old: Old, if_full: str | None) -> None:
    """Raise Stopped if the old database has data and `if_full` is given, because `--replace` was not."""
    if if_full is not None and not old.is_empty:
        raise Stopped(if_full)


def note(engine: Engine, settings: Settings) -> None:
    """Note that the new database is the one that ran here last. Otherwise a start would begin yet another epoch."""
    highwater = HighWater(settings.data / HIGH_WATER_FILE)
    epoch.note(engine, settings, highwater)
    highwater.close()


def aside() -> str:
    """Return the suffix of what is kept aside: this second."""
    return f"before_{datetime.now(UTC):%Y%m%dT%H%M%SZ}"


def name_of(settings: Settings) -> Path | str:
    """Return the operator's name for a database: never with its password."""
    return sqlite_file(settings) or "The PostgreSQL database"
