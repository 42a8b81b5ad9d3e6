"""The database to oneself: for what must not happen while a server or a worker holds keys in memory."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, Engine, text

from selfhelp.settings import Settings
from selfhelp.store.engine import database_url, writing_engine
from selfhelp.store.faults import DATABASE_ERRORS, is_disconnect, is_passing
from selfhelp.store.migrate import LOCK

TRIES: Final = 10
PAUSE: Final = 0.1
"""Seconds: the connection of a process that has just ended is still there for a moment."""

_OTHERS: Final = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND coalesce(backend_type, 'client backend') = 'client backend'"
)


class NotAlone(Exception):
    """Somebody else has the database open; `str()` says what is known of it."""


@contextmanager
def alone(settings: Settings, *, others_are_harmless: bool = False) -> Iterator[Connection]:
    """A connection that may write, while nobody else has the database open and no server can start. Raises NotAlone.

    SQLite gives its file to one connection. PostgreSQL is asked who else is connected (`others_are_harmless` when that
    is no server of ours, but a monitor), and the lock is taken under which a start brings the schema up to date.
    """
    engine = writing_engine(database_url(settings), exclusive=True)
    try:
        with _opened(engine) as connection:
            if engine.dialect.name == "postgresql":
                _be_alone(connection, others_are_harmless)
            yield connection
    finally:
        engine.dispose()


def _opened(engine: Engine) -> Connection:
    try:
        connection = engine.connect()
        with connection.begin():
            return connection
    except DATABASE_ERRORS as error:
        if is_passing(error) and not is_disconnect(error):
            raise NotAlone("the database is in use") from error
        raise


def _be_alone(connection: Connection, others_are_harmless: bool) -> None:
    with connection.begin():
        if not connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK}).scalar_one():
            raise NotAlone("another process is just starting")
    for left in reversed(range(TRIES)):
        with connection.begin():
            others = connection.execute(_OTHERS).scalar_one()
        if not others or others_are_harmless:
            return
        if not left:
            raise NotAlone(f"the database has {others} other connection{'s' if others > 1 else ''}")
        time.sleep(PAUSE)
