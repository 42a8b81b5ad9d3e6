"""Replace all that a database holds, at once: at any instant there is the old one or the new one.

On SQLite a file is made beside the old one and renamed over it. On PostgreSQL the old tables are moved aside in the
transaction that fills the new ones; only this server's tables are touched, in the schema in which it makes them.
"""

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import URL, Connection, Engine, MetaData, Table, inspect, select, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlmodel import Session, SQLModel, col

from selfhelp.admin.databases.backup_file import Contents
from selfhelp.admin.databases.rows import VERSION, Rows, copy, sums_of, tables_of
from selfhelp.admin.databases.sqlite import BESIDE, new_file, reading_file, tables_at
from selfhelp.boxes import Tombstone
from selfhelp.console import Stopped
from selfhelp.durable import fsync, put_in_place
from selfhelp.settings import Settings
from selfhelp.store import epoch
from selfhelp.store.commands import session_on
from selfhelp.store.durability import HighWater
from selfhelp.store.engine import SQLITE_FILE, disposing, engine_of, sqlite_file, writing_engine
from selfhelp.store.faults import is_passing
from selfhelp.store.in_use import USED, take_alone
from selfhelp.store.migrate import import_tables, revision_of, revisions, upgrade, upgrade_within
from selfhelp.store.store import HIGH_WATER_FILE

NEW_FILE: Final = f"{SQLITE_FILE}.new"
ASIDE: Final = "selfhelp_before_"
"""Prefix of the name of a schema that holds the former tables."""

FILLED_BY_SERVER: Final = frozenset({"log", "zone_rules", "push_host"})
"""Tables that a server fills by itself: a database with only these is empty. 0008 dropped `zone_rules`."""

_COUNT: Final = "log_count"


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


def fill(settings: Settings, source: Source, finish: Finish, *, if_full: str | None) -> tuple[Contents, str | None]:
    """Replace the rows of the settings' database with those of `source` and upgrade its schema, atomically.

    Return what was put in, and the old database's new name if it held anything. Raises Stopped when it held anything
    and `if_full` says so, or when what is read back differs. The caller holds the data folder alone.
    """
    file = sqlite_file(settings)
    with engine_of(settings, writes=True) as engine:
        if file is None:
            contents, kept = _fill_tables(engine, source, finish, if_full)
        else:
            contents, kept = _fill_file(file, source, finish, if_full)
        # The new database is the one that ran here last. Otherwise a start would begin yet another epoch.
        with contextlib.closing(HighWater(settings.data / HIGH_WATER_FILE)) as highwater:
            epoch.record_database(engine, settings, highwater)
    return contents, kept


def filled(connection: Connection, tables: Iterable[Table]) -> Iterator[str]:
    """Yield the names of those of `tables` that hold more than a server fills in by itself."""
    for table in tables:
        if table.name not in FILLED_BY_SERVER and connection.execute(select(table).limit(1)).first() is not None:
            yield table.name


def database_name(settings: Settings) -> Path | str:
    """Return the operator's name for a database: never with its password."""
    return sqlite_file(settings) or "The PostgreSQL database"


def _look_at(old: Connection, tables: list[Table]) -> Old:
    """Return what the existing database holds in these tables."""
    is_empty = next(filled(old, tables), None) is None
    has_tombstones = any(table.name == Tombstone.__tablename__ for table in tables)
    return Old(is_empty, frozenset(old.scalars(select(col(Tombstone.id)))) if has_tombstones else None)


def _refuse_full(old: Old, if_full: str | None) -> None:
    """Raise Stopped if the old database has data and `if_full` is given, because `--replace` was not."""
    if if_full is not None and not old.is_empty:
        raise Stopped(if_full)


def _put_rows(source: Source, target: Connection) -> Contents:
    """Copy all rows into the empty tables of `target`, and read them back from there."""
    tables = tables_at(source.revision)
    given = copy(source.connection, target, tables, source.rows)
    if sums_of(target, tables) != given:
        raise Stopped("What was written is not what was read. Is the disk sound? The database is as it was.")
    return Contents(source.revision, given)


def _aside() -> str:
    """Return the suffix in the name of an old database that is kept: the present second."""
    return f"before_{datetime.now(UTC):%Y%m%dT%H%M%SZ}"


def _fill_tables(engine: Engine, source: Source, finish: Finish, if_full: str | None) -> tuple[Contents, str | None]:
    with engine.begin() as connection:
        take_alone(connection)
        tables = _ours(connection, source.revision)
        old = _look_at(connection, [table for table in tables if table.name != VERSION])
        _refuse_full(old, if_full)
        kept = None if old.is_empty else _free_schema(connection)
        _clear(connection, tables, kept)
        upgrade_within(connection, source.revision)
        contents = _put_rows(source, connection)
        # The sequence counts on PostgreSQL; the column keeps the count from SQLite.
        connection.execute(text(f"SELECT setval('{_COUNT}', greatest(1, (SELECT max(count) FROM log)))"))  # noqa: S608
        upgrade_within(connection)
        with session_on(connection) as session:
            finish(session, old)
        # By itself PostgreSQL analyses them only minutes later, and until then plans badly in a full database.
        connection.execute(text(f"ANALYZE {', '.join(sorted(SQLModel.metadata.tables))}"))
    return contents, kept and f"the schema {kept}"


def _ours(connection: Connection, revision: str) -> list[Table]:
    """Return the tables where new ones come: those of this version, and of the source's version.

    On a newer version's schema, return all: some are that version's, and would be in its way when it comes again.
    """
    import_tables()
    names = {VERSION, *SQLModel.metadata.tables, *(table.name for table in tables_at(revision))}
    there = set(inspect(connection).get_table_names())
    found = MetaData()
    found.reflect(connection, only=sorted(there & names if revision_of(connection) in (None, *revisions()) else there))
    return found.sorted_tables


def _free_schema(connection: Connection) -> str:
    while inspect(connection).has_schema(kept := f"selfhelp_{_aside()}".lower()):
        time.sleep(0.1)
    return kept


def _clear(connection: Connection, tables: list[Table], aside_in: str | None) -> None:
    """Move the old tables into a schema of their own, or drop them when they are empty."""
    quoted = [connection.dialect.identifier_preparer.quote(table.name) for table in tables]
    if aside_in is None:
        statements = [f"DROP TABLE {name}" for name in reversed(quoted)]
        statements.append(f"DROP SEQUENCE IF EXISTS {_COUNT}")
    else:
        statements = [f"CREATE SCHEMA {aside_in}"]
        statements += [f"ALTER TABLE {name} SET SCHEMA {aside_in}" for name in quoted]
        statements.append(f"ALTER SEQUENCE IF EXISTS {_COUNT} SET SCHEMA {aside_in}")
    for statement in statements:
        connection.execute(text(statement))


def _fill_file(file: Path, source: Source, finish: Finish, if_full: str | None) -> tuple[Contents, str | None]:
    new = file.with_name(NEW_FILE)
    with _alone_in(file) as is_whole:
        pass
    old = _look(file, is_whole=is_whole)
    _refuse_full(old, if_full)
    try:
        _remove(new)
        new.touch(mode=0o600)
        with new_file(new, source.revision) as target:
            contents = _put_rows(source, target)
        _finish(new, finish, old)
        with _alone_in(file) as is_whole:
            kept = None if old.is_empty else _keep_aside(file, is_whole=is_whole)
            put_in_place(new, file)
    finally:
        _remove(new)
    return contents, kept


@contextmanager
def _alone_in(file: Path) -> Iterator[bool]:
    """Hold the old file exclusively, without a write-ahead log. Yield False when it is too broken for that."""
    if not file.exists():
        yield True
        return
    with contextlib.closing(sqlite3.connect(file, isolation_level=None, timeout=1)) as connection:
        yield _make_whole(connection)


def _make_whole(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        if is_passing(error):
            raise Stopped(f"{USED}, and whatever else reads the file, and try again.") from error
        return False
    return True


def _look(file: Path, *, is_whole: bool) -> Old:
    """Return what the file holds; one that cannot be read counts as not empty."""
    if not file.exists() or not file.stat().st_size:
        return Old(is_empty=True)
    try:
        with reading_file(file) as connection:
            return _look_at(connection, tables_of(connection))
    except DatabaseError as error:
        if is_whole and isinstance(error, OperationalError):
            raise
        return Old(is_empty=False)


def _finish(new: Path, finish: Finish, old: Old) -> None:
    with disposing(writing_engine(URL.create("sqlite", database=str(new)))) as engine:
        upgrade(engine)
        with engine.begin() as connection, session_on(connection) as session:
            finish(session, old)
    with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as last:
        last.execute("PRAGMA journal_mode = DELETE").fetchall()


def _keep_aside(file: Path, *, is_whole: bool) -> str:
    """Link the old file to a second name, which it keeps when the new file replaces it; return that name."""
    while (kept := file.with_name(f"{file.name}.{_aside()}")).exists():
        time.sleep(0.1)
    if not is_whole:
        # Its WAL must not be taken for the new file's. A broken file loses nothing without it.
        for end in BESIDE:
            beside = Path(f"{file}{end}")
            if beside.exists():
                beside.rename(f"{kept}{end}")
    os.link(file, kept)
    fsync(file.parent)
    return str(kept)


def _remove(new: Path) -> None:
    for file in new.parent.glob(f"{new.name}*"):
        file.unlink()
