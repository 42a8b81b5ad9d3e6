"""A backup: one SQLite file with the tables of either database, and a manifest of them.

Rows lie in the order of their keys, which hides the order in which boxes were made. Those of the reminders are sealed
(`sealed`).
"""

from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from selfhelp.admin.databases.rows import (
    CHUNKS,
    MANIFEST,
    Sum,
    Sums,
    copy,
    sum_of,
    sums_of,
    tables_of,
)
from selfhelp.admin.databases.sealed import CHUNKS_TABLE, SEALED, BackupKey, reader, seal_rows
from selfhelp.admin.databases.sqlite import damage, new_file, reading_file, tables_at
from selfhelp.console import Stopped
from selfhelp.store.migrate import NEWER, revision_of, revisions

_MAKE: Final = (
    f"CREATE TABLE {MANIFEST} (name VARCHAR NOT NULL PRIMARY KEY, rows BIGINT NOT NULL, sha256 BLOB NOT NULL) "
    "WITHOUT ROWID"
)
_ADD: Final = text(f"INSERT INTO {MANIFEST} (name, rows, sha256) VALUES (:name, :rows, :sha256)")  # noqa: S608
_READ: Final = text(f"SELECT name, rows, sha256 FROM {MANIFEST} ORDER BY name")  # noqa: S608


class Contents(msgspec.Struct, frozen=True):
    """What is in a backup: the schema's revision, each table's sum, and the sealed rows' sums where there was a key."""

    revision: str
    sums: Sums
    hidden: Sums = {}

    @property
    def rows(self) -> int:
        """Number of rows in all tables together, as in the original database."""
        return sum(one.rows for name, one in (*self.sums.items(), *self.hidden.items()) if name != CHUNKS)


def known_revision(connection: Connection) -> str:
    """Return the revision of the schema there. Raises Stopped when there is none, or it is a newer version's."""
    found = revision_of(connection)
    if found is None:
        raise Stopped("The database is empty: the first start of the server makes what belongs in it.")
    if found not in revisions():
        raise Stopped(NEWER.format(found=found))
    return found


def write(source: Connection, file: Path, key: BackupKey | None) -> Contents:
    """Fill the empty `file` with the snapshot that `source` sees, without the reminders when there is no `key` to seal
    them with; return what was read."""
    revision = known_revision(source)
    tables = tables_at(revision)
    with new_file(file, revision) as target:
        sums = copy(source, target, [table for table in tables if table.name not in SEALED])
        sums |= sums_of(target, [table for table in tables if table.name in SEALED])
        hidden: Sums = {}
        if key is not None:
            hidden, sums[CHUNKS] = seal_rows(source, target, tables, key)
        target.exec_driver_sql(_MAKE)
        for name, one in sums.items():
            target.execute(_ADD, {"name": name, "rows": one.rows, "sha256": one.sha256})
    return Contents(revision, sums, hidden)


def check(file: Path, key: BackupKey | None = None) -> Contents:
    """Read all of `file`, with the sealed rows if `key` opens them. Raises Stopped when it is no backup, is a newer
    version's, or has changed since it was made."""
    with reading_file(file) as connection:
        try:
            return _checked(connection, file, key)
        except DatabaseError as error:
            raise Stopped(f"{file} is damaged, or no backup ({error.orig}). Take another.") from error


def _checked(connection: Connection, file: Path, key: BackupKey | None) -> Contents:
    if fault := damage(connection):
        raise Stopped(f"{file} is damaged, or no backup ({fault}). Take another.")
    if not connection.dialect.has_table(connection, MANIFEST):
        raise Stopped(f"{file} is no backup that `selfhelp backup` made: it has no list of what is in it.")
    revision = known_revision(connection)
    listed = {name: Sum(rows, sha256) for name, rows, sha256 in connection.execute(_READ)}
    found = sums_of(connection, tables_of(connection))
    expected = {table.name for table in tables_at(revision)}
    if connection.dialect.has_table(connection, CHUNKS):
        found[CHUNKS] = sum_of(connection, CHUNKS_TABLE)
        expected.add(CHUNKS)
    others = {name for name in listed.keys() | found.keys() | expected if listed.get(name) != found.get(name)}
    if others or listed.keys() != expected:
        names = ", ".join(sorted(others or listed.keys() ^ expected))
        raise Stopped(f"{file} is damaged: {names} is not what was backed up. Take another.")
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if loose is not None:
        raise Stopped(f"{file} is damaged: a row of {loose[0]} belongs to nothing. Take another.")
    rows = reader(connection, key) if CHUNKS in found else None
    hidden = [table for table in tables_at(revision) if table.name in SEALED] if rows else []
    return Contents(revision, found, {table.name: sum_of(connection, table, rows) for table in hidden})
