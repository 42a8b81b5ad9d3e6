"""What a disk or a database says when it cannot, in words that an operator can act on."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from selfhelp.operating.told import Stopped
from selfhelp.ours import not_ours
from selfhelp.owner import unopened
from selfhelp.settings import Settings
from selfhelp.store.errors import CannotOpen
from selfhelp.store.faults import DATABASE_ERRORS, driver_error, is_passing


@contextmanager
def in_words(writes_to: object, ends: str) -> Iterator[None]:
    """Turn faults into Stopped. `writes_to` is the place that may be full; `ends` says how things stand after one."""
    try:
        yield
    except CannotOpen as error:
        raise Stopped(str(error)) from error
    except OSError as error:
        raise Stopped(f"{_os_fault(error, writes_to)} {ends}") from error
    except DATABASE_ERRORS as error:
        raise Stopped(f"{_database_fault(error, writes_to)} {ends}") from error


def _os_fault(error: OSError, writes_to: object) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{writes_to}: the disk is full. Make room."
    if isinstance(error, PermissionError) and error.filename:
        return f"{unopened(Path(error.filename))}. `selfhelp doctor` says what to do."
    return f"{error.filename or writes_to}: {error.strerror}."


def _database_fault(error: Exception, writes_to: object) -> str:
    cause = driver_error(error)
    if isinstance(cause, sqlite3.Error) and getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
        return f"{writes_to}: the disk is full. Make room."
    if isinstance(cause, psycopg.errors.DiskFull):
        return "The database's own disk is full. Make room."
    said = (str(cause).strip().splitlines() or [type(cause).__name__])[0]
    if is_passing(error):
        return f"The database is busy ({said}). Try again."
    return f"The database: {said}. `selfhelp doctor` looks closer."


def check_ours(settings: Settings, command: str) -> None:
    """Stopped when the data are another user's: what is made in their folder, the server could not open."""
    if said := not_ours(settings, command):
        raise Stopped(said)
