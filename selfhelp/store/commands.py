"""Open the settings' database for a command, and explain why that fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection
from sqlmodel import Session

from selfhelp.console import Stopped
from selfhelp.ownership import not_ours
from selfhelp.settings import Settings
from selfhelp.store.engine import engine_of, sqlite_file
from selfhelp.store.faults import DATABASE_ERRORS, is_full, is_passing
from selfhelp.store.statements import bind_driver

UNREADABLE: Final = "The database cannot be read, or is not of this version. `selfhelp doctor` looks closer."
_BUSY: Final = "The database is busy. Try again; `selfhelp doctor` looks closer."


def check_ours(settings: Settings, command: str) -> None:
    """Raise Stopped when the data are another user's: the server cannot open what `command` makes in their folder."""
    if said := not_ours(settings.data, sqlite_file(settings), command):
        raise Stopped(said)


def is_there(settings: Settings) -> bool:
    """Return whether there is a database, as far as that is known without connecting; on PostgreSQL always."""
    file = sqlite_file(settings)
    return file is None or file.is_file()


def check_database_exists(settings: Settings) -> None:
    """Raise Stopped when there is no SQLite file yet."""
    if not is_there(settings):
        raise Stopped(f"There is no database in {settings.data} yet: the first start makes it.")


@contextmanager
def reading(settings: Settings) -> Iterator[Connection]:
    """Yield a connection that sees one snapshot."""
    with engine_of(settings) as engine, engine.connect() as connection:
        yield connection


@contextmanager
def session_on(connection: Connection) -> Iterator[Session]:
    """Yield a session in the connection's transaction, for a `Statement` too."""
    with Session(bind=connection, autoflush=False) as session:
        bind_driver(session, connection.connection.dbapi_connection, connection.dialect.name)
        yield session
        session.flush()


@contextmanager
def session_of(settings: Settings, *, writes: bool = False) -> Iterator[Session]:
    """Yield a session in one transaction, which is kept unless something is raised.

    Raises Stopped when there is no database yet, when it is another version's, and for its other errors.
    """
    check_database_exists(settings)
    try:
        with (
            engine_of(settings, writes=writes) as engine,
            engine.begin() as connection,
            session_on(connection) as session,
        ):
            yield session
    except DATABASE_ERRORS as error:
        if is_full(error):
            raise Stopped("The disk of the database is full. Make room.") from error
        raise Stopped(_BUSY if is_passing(error) else UNREADABLE) from error
