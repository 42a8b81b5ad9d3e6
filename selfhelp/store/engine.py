"""Engines: the settings of each connection to either database."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

from selfhelp.settings import Settings

BUSY_MS: Final = 5_000
"""How long a statement waits for another process's lock on the SQLite file, in milliseconds."""

CACHE: Final = 8_000
"""Kilobytes of pages that SQLite caches for a connection. With its default of 2,000 the writer would read nearly a page
for each result that is stored, and a reader thirty for the first page of an inbox when several coaches ask."""

SQLITE_FILE: Final = "selfhelp.db"

LOCK_MS: Final = 2_000
"""How long a statement of the server waits for a row or table that another holds on PostgreSQL, in milliseconds."""

STATEMENT_MS: Final = 20_000
"""How long PostgreSQL lets a statement of the server run, in milliseconds."""

ANSWERS_WITHIN: Final = 25.0
"""Seconds within which PostgreSQL must answer a statement of the server. Otherwise the network or the machine is gone:
with statements that end after STATEMENT_MS it would have answered."""

NETWORK: Final[dict[str, int]] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
"""libpq's own limits, in seconds, the last in milliseconds; the URL of the setting overrides them."""


def sqlite_file(settings: Settings) -> Path | None:
    """Return the SQLite file of these settings; None on PostgreSQL."""
    return None if settings.database else settings.data / SQLITE_FILE


def database_url(settings: Settings) -> URL:
    """Return the URL of the settings' database."""
    file = sqlite_file(settings)
    if file is None:
        return make_url(settings.database)
    return URL.create("sqlite", database=str(file))


def keep_private(settings: Settings) -> None:
    """Make the SQLite file private to its owner, also one that was copied here; SQLite gives the WAL the same mode."""
    file = sqlite_file(settings)
    if file is not None:
        file.touch(mode=0o600)
        if file.stat().st_uid == os.geteuid():
            file.chmod(0o600)


def writing_engine(url: URL, *, serving: bool = False) -> Engine:
    """Return the engine whose transactions may write. On SQLite each begins with the write lock, so that what it reads
    cannot be outdated when it writes: by default updates are lost silently.

    `serving`: others wait for its statements, so PostgreSQL limits their time.
    """
    if url.get_backend_name() == "postgresql":
        return _postgresql(url, serving=serving)
    return _sqlite(url, begin="BEGIN IMMEDIATE", read_only=False)


def reading_engine(url: URL, *, serving: bool = False) -> Engine:
    """Return the engine that can only read; each transaction sees one snapshot. `serving` as above."""
    if url.get_backend_name() == "postgresql":
        engine = _postgresql(
            url,
            serving=serving,
            isolation_level="REPEATABLE READ",
            execution_options={"postgresql_readonly": True},
        )
        # One plan for all values. By default PostgreSQL plans a page again for each request, since it cannot tell how
        # few rows a LIMIT that is a parameter will be; here every read follows an index anyway (ADR 3).
        event.listen(engine, "connect", partial(_set, plan_cache_mode="force_generic_plan"))
        return engine
    return _sqlite(url, begin="BEGIN", read_only=True)


@contextmanager
def disposing(engine: Engine) -> Iterator[Engine]:
    """Yield `engine`, and dispose of it afterwards."""
    try:
        yield engine
    finally:
        engine.dispose()


def engine_of(settings: Settings, *, writes: bool = False) -> AbstractContextManager[Engine]:
    """Yield an engine of the settings' database, and dispose of it afterwards. Without `writes` it sees snapshots."""
    return disposing((writing_engine if writes else reading_engine)(database_url(settings)))


class _Serving(psycopg.Connection[Any]):
    """A connection that is closed when PostgreSQL does not answer."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait as psycopg does, for ANSWERS_WITHIN seconds at most; OperationalError after them."""
        try:
            return super().wait(gen, interval, ANSWERS_WITHIN if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()  # a rollback would wait as long again
            raise


def _postgresql(url: URL, *, serving: bool, **options: Any) -> Engine:
    network = {name: value for name, value in NETWORK.items() if name not in url.query}
    engine = create_engine(url, pool_pre_ping=True, connect_args=network, **options)
    if serving:

        def connect(_dialect: object, _record: object, arguments: Any, named: Any) -> Any:
            return _Serving.connect(*arguments, **named)

        event.listen(engine, "do_connect", connect)
        event.listen(engine, "connect", partial(_set, lock_timeout=LOCK_MS, statement_timeout=STATEMENT_MS))
    return engine


def _set(connection: Any, _record: object, **values: str | int) -> None:
    for name, value in values.items():
        connection.execute(f"SET {name} = {value}")
    connection.commit()


def _write_ahead(connection: Any) -> None:
    """Turn on the write-ahead log. On a new file SQLite does not wait for another process that is writing, and several
    may start at once."""
    patience = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                raise
            time.sleep(0.01)
        else:
            return


def _sqlite(url: URL, *, begin: str, read_only: bool) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000})

    def set_pragmas(connection: Any, _record: object) -> None:
        # None: the driver opens no transactions; `begin` below says how each starts.
        connection.isolation_level = None
        _write_ahead(connection)
        for pragma in (
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
            f"busy_timeout = {BUSY_MS}",
            f"cache_size = -{CACHE}",
            f"query_only = {'ON' if read_only else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", set_pragmas)
    event.listen(engine, "begin", partial(Connection.exec_driver_sql, statement=begin))
    return engine
