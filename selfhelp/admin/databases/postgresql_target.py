"""Replace the tables of a PostgreSQL database in one transaction, in which the old ones are moved aside.

Only this server's tables are touched, in the schema in which it makes them.
"""

import time
from typing import Any, Final

from sqlalchemy import Connection, MetaData, Table, inspect, text
from sqlmodel import SQLModel

from selfhelp.admin.databases.backup_file import Contents
from selfhelp.admin.databases.rows import VERSION
from selfhelp.admin.databases.sqlite import tables_at
from selfhelp.admin.databases.target import (
    Finish,
    Source,
    aside,
    look_at,
    note,
    put_rows,
    refuse_full,
)
from selfhelp.settings import Settings
from selfhelp.store.commands import engine_of, session_on
from selfhelp.store.in_use import take_alone
from selfhelp.store.migrate import import_tables, revision_of, revisions, upgrade_within

_COUNT: Final = "log_count"
ASIDE: Final = "selfhelp_before_"
"""Prefix of the name of a schema that holds the former tables."""


def fill(settings: Settings, source: Source, finish: Finish, *, if_full: str | None) -> tuple[Contents, str | None]:
    """Do what `restoring.fill` says."""
    with engine_of(settings, writes=True) as engine:
        with engine.begin() as connection:
            take_alone(connection)
            tables = _ours(connection, source.revision)
            old = look_at(connection, [table for table in tables if table.name != VERSION])
            refuse_full(old, if_full)
            kept = None if old.is_empty else _free_schema(connection)
            _clear(connection, tables, kept)
            upgrade_within(connection, source.revision)
            contents = put_rows(source, connection)
            # The sequence counts on PostgreSQL; the column keeps the count from SQLite.
            connection.execute(text(f"SELECT setval('{_COUNT}', greatest(1, (SELECT max(count) FROM log)))"))  # noqa: S608
            upgrade_within(connection)
            with session_on(connection) as session:
                finish(session, old)
            # By itself PostgreSQL analyses them only minutes later, and until then plans badly in a full database.
            connection.execute(text(f"ANALYZE {', '.join(sorted(SQLModel.metadata.tables))}"))
        note(engine, settings)
    return contents, kept and f"the schema {kept}"


def _free_schema(connection: Connection) -> str:
    while inspect(connection).has_schema(kept := f"selfhelp_{aside()}".lower()):
        time.sleep(0.1)
    return kept


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


def _clear(connection: Connection, tables: list[Table], aside_in: str | None) -> None:
    """Move the old tables into a schema of their own, or drop them when they are empty."""
    quoted = connection.dialect.identifier_preparer.quote
    statements: list[Any] = []
    if aside_in is None:
        statements += [f"DROP TABLE {quoted(table.name)}" for table in reversed(tables)]
        statements.append(f"DROP SEQUENCE IF EXISTS {_COUNT}")
    else:
        statements.append(f"CREATE SCHEMA {aside_in}")
        statements += [f"ALTER TABLE {quoted(table.name)} SET SCHEMA {aside_in}" for table in tables]
        statements.append(f"ALTER SEQUENCE IF EXISTS {_COUNT} SET SCHEMA {aside_in}")
    for statement in statements:
        connection.execute(text(statement))
