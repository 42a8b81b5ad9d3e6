"""A backup: one SQLite file with the tables of whichever database it was taken from, and a manifest of them.

Rows lie in the order of their keys, so that nothing is left of the order in which boxes were made.
"""

from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from selfhelp.operating.databases.rows import MANIFEST, Sum, Sums, copy, sums_of, tables_of
from selfhelp.operating.databases.sqlite import damage, new_file, reading_file, tables_at
from selfhelp.operating.told import Stopped
from selfhelp.store.migrate import NEWER, revision_of, revisions

_MAKE: Final = (
    f"CREATE TABLE {MANIFEST} (name VARCHAR NOT NULL PRIMARY KEY, rows BIGINT NOT NULL, sha256 BLOB NOT NULL) "
    "WITHOUT ROWID"
)
_ADD: Final = text(f"INSERT INTO {MANIFEST} (name, rows, sha256) VALUES (:name, :rows, :sha256)")  # noqa: S608
_READ: Final = text(f"SELECT name, rows, sha256 FROM {MANIFEST} ORDER BY name")  # noqa: S608


class Contents(msgspec.Struct, frozen=True):
    """What is in a backup: the revision of its schema, and each table's sum."""

    revision: str
    sums: Sums

    @property
    def rows(self) -> int:
        """Of all tables together."""
        return sum(one.rows for one in self.sums.values())


def known_revision(connection: Connection) -> str:
    """The revision of the schema there. Stopped when there is none, or a newer version's."""
    found = revision_of(connection)
    if found is None:
        raise Stopped("The database is empty: the first start of the server makes what belongs in it.")
    if found not in revisions():
        raise Stopped(NEWER.format(found=found))
    return found


def write(source: Connection, file: Path) -> Contents:
    """Fill `file`, which is empty, with the snapshot that `source` sees; what was read of it."""
    revision = known_revision(source)
    with new_file(file, revision) as target:
        sums = copy(source, target, tables_at(revision))
        target.exec_driver_sql(_MAKE)
        for name, one in sums.items():
            target.execute(_ADD, {"name": name, "rows": one.rows, "sha256": one.sha256})
    return Contents(revision, sums)


def check(file: Path) -> Contents:
    """Read all of `file`. Stopped when it is no backup, a newer version's, or not what it was when it was made."""
    with reading_file(file) as connection:
        try:
            return _checked(connection, file)
        except DatabaseError as error:
            raise Stopped(f"{file} is damaged, or no backup ({error.orig}). Take another.") from error


def _checked(connection: Connection, file: Path) -> Contents:
    if fault := damage(connection):
        raise Stopped(f"{file} is damaged, or no backup ({fault}). Take another.")
    if not connection.dialect.has_table(connection, MANIFEST):
        raise Stopped(f"{file} is no backup that `selfhelp backup` made: it has no list of what is in it.")
    revision = known_revision(connection)
    listed = {name: Sum(rows, sha256) for name, rows, sha256 in connection.execute(_READ)}
    found = sums_of(connection, tables_of(connection))
    expected = {table.name for table in tables_at(revision)}
    others = {name for name in listed.keys() | found.keys() | expected if listed.get(name) != found.get(name)}
    if others or listed.keys() != expected:
        names = ", ".join(sorted(others or listed.keys() ^ expected))
        raise Stopped(f"{file} is damaged: {names} is not what was backed up. Take another.")
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if loose is not None:
        raise Stopped(f"{file} is damaged: a row of {loose[0]} belongs to nothing. Take another.")
    return Contents(revision, found)
