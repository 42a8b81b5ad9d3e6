"""Read tables in the order of their keys, counting and hashing the rows on the way.

That order does not tell when a row was made, and is the same in all databases with the same contents.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

import msgspec
from psycopg import sql
from sqlalchemy import Connection, MetaData, String, Table, func, select

from selfhelp.console import progress

Row: TypeAlias = tuple[Any, ...]

VERSION: Final = "alembic_version"
"""The table in which Alembic keeps the revision."""

MANIFEST: Final = "backup_manifest"
"""The table of a backup that describes the others."""

CHUNKS: Final = "backup_reminders"
"""The table of a backup that holds the reminders (`sealed`)."""

Rows: TypeAlias = Callable[[Connection, Table], Iterator[Row]]
"""Reads a table's rows in the order of their keys."""

_AT_ONCE: Final = 500
"""Rows that are held in memory at a time; the largest has 64 KB."""

_encode = msgspec.msgpack.Encoder().encode


class Sum(msgspec.Struct, frozen=True):
    """A table's sum: the number of its rows, and SHA-256 of them all in the order of their keys."""

    rows: int
    sha256: bytes


Sums: TypeAlias = dict[str, Sum]
"""Sums by the name of the table."""


class Summed:
    """An iterator over rows; `sum` is complete at its end."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self._count = 0
        self._hash = hashlib.sha256()

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self._count += 1
            self._hash.update(_encode(row))
            yield row

    @property
    def sum(self) -> Sum:
        """The sum of the rows so far."""
        return Sum(self._count, self._hash.digest())


def tables_of(connection: Connection) -> list[Table]:
    """Return every table with anybody's data in it; those that others refer to come first."""
    known = MetaData()
    known.reflect(connection)
    return [table for table in known.sorted_tables if table.name not in (VERSION, MANIFEST, CHUNKS)]


def rows_of(connection: Connection, table: Table) -> Iterator[Row]:
    """Yield all rows of `table` on this connection, whichever database it was read from, without loading them all."""
    is_postgresql = connection.dialect.name == "postgresql"
    keys = [
        # Otherwise PostgreSQL sorts by its own rules of a language.
        key.collate("C") if is_postgresql and isinstance(key.type, String) else key
        for key in table.primary_key.columns
    ]
    wanted = select(*table.columns).order_by(*keys).execution_options(yield_per=_AT_ONCE)
    return map(tuple, connection.execute(wanted))


def sum_of(connection: Connection, table: Table, rows: Rows | None = None) -> Sum:
    """Return the sum of `table` on this connection, as `rows` reads it."""
    with _progress("reading", connection, table, rows) as passing:
        for _ in passing:
            pass
    return passing.sum


def sums_of(connection: Connection, tables: Sequence[Table]) -> Sums:
    """Return the sum of each of `tables` on this connection."""
    return {table.name: sum_of(connection, table) for table in tables}


def copy(source: Connection, target: Connection, tables: Sequence[Table], rows: Rows | None = None) -> Sums:
    """Copy all rows of `tables`, as `rows` reads them, into the same, empty tables on `target`; return their sums."""
    sums: Sums = {}
    for table in tables:
        with _progress("copying", source, table, rows) as passing:
            if target.dialect.name == "postgresql":
                _copy_in(target, table, passing)
            else:
                _insert(target, table, passing)
        sums[table.name] = passing.sum
    return sums


@contextmanager
def _progress(doing: str, connection: Connection, table: Table, rows: Rows | None) -> Iterator[Summed]:
    """Yield all rows of `table` as `rows` reads them, with a progress bar."""

    def total() -> int | None:
        return connection.scalar(select(func.count()).select_from(table))

    with progress(f"{doing} {table.name}", (rows or rows_of)(connection, table), total) as passing:
        yield Summed(passing)


def _copy_in(target: Connection, table: Table, rows: Summed) -> None:
    names = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
    driver: Any = target.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(into) as copying:
        for row in rows:
            copying.write_row(row)


def _insert(target: Connection, table: Table, rows: Summed) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    driver: Any = target.connection.driver_connection
    driver.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', rows)  # noqa: S608 - our own names
