"""Classify database errors: which are temporary, so that the same work may succeed later."""

import errno
import sqlite3
from typing import Final

import psycopg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

DATABASE_ERRORS: Final = (SQLAlchemyError, sqlite3.Error, psycopg.Error)
"""What a statement may raise: a `Statement` runs on the driver, whose errors nobody wraps."""

_SYSTEM: Final = {errno.ENOSPC, errno.EDQUOT}
"""A full disk, or a full quota, under a file that is written beside the database."""

_SQLITE: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL}
_SQLITE_FULL_SHM: Final = {sqlite3.SQLITE_IOERR_SHMSIZE}
"""SQLite's error when the disk has no room for the WAL's index."""

_POSTGRESQL: Final = {
    "40001",  # serialization_failure
    "40P01",  # deadlock_detected
    "55P03",  # lock_not_available
    "57P01",  # admin_shutdown
    "57P02",  # crash_shutdown
    "57P03",  # cannot_connect_now
    "53100",  # disk_full
    "53300",  # too_many_connections
}


def driver_error(error: BaseException) -> BaseException | None:
    """Return the driver's own exception, also when SQLAlchemy has wrapped it."""
    return error.orig if isinstance(error, DBAPIError) else error


def is_passing(error: BaseException) -> bool:
    """Return whether it is temporary: busy, locked, deadlock, serialization failure, a full disk, a lost connection."""
    cause = driver_error(error)
    if isinstance(cause, OSError):
        return cause.errno in _SYSTEM
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0)
        # Extended codes (BUSY_SNAPSHOT, LOCKED_SHAREDCACHE, …) carry the primary code in their low byte.
        return code in _SQLITE_FULL_SHM or (code & 0xFF) in _SQLITE
    if isinstance(cause, psycopg.Error):
        return cause.sqlstate in _POSTGRESQL or is_disconnect(cause)
    return False


def is_full(error: BaseException) -> bool:
    """Return whether the disk under a file is full: ours, or a PostgreSQL server's."""
    cause = driver_error(error)
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0)
        return code in _SQLITE_FULL_SHM or code & 0xFF == sqlite3.SQLITE_FULL
    return isinstance(cause, psycopg.errors.DiskFull) or (isinstance(cause, OSError) and cause.errno in _SYSTEM)


def is_disconnect(error: BaseException) -> bool:
    """Return whether the connection is gone; PostgreSQL rolls back what it had not committed."""
    cause = driver_error(error)
    if not isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
        return False
    return cause.sqlstate is None or cause.sqlstate.startswith(("08", "57P"))


class CannotOpen(Exception):
    """The database must not be opened or changed; `str()` says why, and what to do."""


class Overloaded(Exception):
    """The store cannot take this now: queue full, closing, or the database stayed busy."""
