"""Engines: what a connection to either database is set to before anybody uses it."""

import os
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

from selfhelp.settings import Settings

BUSY_MS: Final = 5_000
"""How long a statement waits for another process's lock on the SQLite file, in milliseconds."""

CACHE: Final = 8_000
"""Kilobytes of pages that SQLite keeps for a connection. Of its own 2,000 the writer would read nearly a page anew for
each message that the courier settles, and a reader thirty for the first page of an inbox when several coaches ask."""

SQLITE_FILE: Final = "selfhelp.db"


def sqlite_file(settings: Settings) -> Path | None:
    """The SQLite file of these settings; None on PostgreSQL."""
    return None if settings.database else settings.data / SQLITE_FILE


def database_url(settings: Settings) -> URL:
    """The URL of the one database that these settings name."""
    file = sqlite_file(settings)
    if file is None:
        return make_url(settings.database)
    return URL.create("sqlite", database=str(file))


def keep_private(settings: Settings) -> None:
    """Let the SQLite file be its owner's alone, also one that was carried here; SQLite gives the WAL the same mode."""
    file = sqlite_file(settings)
    if file is not None:
        file.touch(mode=0o600)
        if file.stat().st_uid == os.geteuid():
            file.chmod(0o600)


def writing_engine(url: URL) -> Engine:
    """The engine whose transactions may write. On SQLite each begins with the write lock, so that what a transaction
    reads cannot have been overtaken when it writes: by default such updates are lost silently."""
    if url.get_backend_name() == "postgresql":
        return create_engine(url, pool_pre_ping=True)
    return _sqlite(url, begin="BEGIN IMMEDIATE", read_only=False)


def reading_engine(url: URL) -> Engine:
    """The engine that can only read; each of its transactions sees one snapshot."""
    if url.get_backend_name() == "postgresql":
        engine = create_engine(
            url,
            pool_pre_ping=True,
            isolation_level="REPEATABLE READ",
            execution_options={"postgresql_readonly": True},
        )
        event.listen(engine, "connect", _plan_once)
        return engine
    return _sqlite(url, begin="BEGIN", read_only=True)


def _plan_once(connection: Any, _record: object) -> None:
    """One plan for whatever values. By itself PostgreSQL plans a page anew for each request, since it cannot tell how
    few rows a LIMIT that is a parameter will be; and what is read here goes along an index all the same (ADR 3)."""
    connection.execute("SET plan_cache_mode = force_generic_plan")
    connection.commit()


def _sqlite(url: URL, *, begin: str, read_only: bool) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000})

    def set_pragmas(connection: Any, _record: object) -> None:
        # None: the driver opens no transactions of its own; `begin` below says how each starts.
        connection.isolation_level = None
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
            f"busy_timeout = {BUSY_MS}",
            f"cache_size = -{CACHE}",
            f"query_only = {'ON' if read_only else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", set_pragmas)
    event.listen(engine, "begin", begin_transaction)
    return engine
