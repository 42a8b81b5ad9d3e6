"""Explain faults of a disk or a database in words that an operator can act on."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
from sqlalchemy import URL

from selfhelp.console import Stopped
from selfhelp.ownership import unopened
from selfhelp.settings import Settings
from selfhelp.store.engine import database_url, disposing, writing_engine
from selfhelp.store.faults import DATABASE_ERRORS, CannotOpen, driver_error, is_disconnect, is_full, is_passing

PATIENCE: Final = 10
"""Seconds to wait for a PostgreSQL server's first answer."""


@contextmanager
def faults_in_words(writes_to: object, ends: str) -> Iterator[None]:
    """Turn faults into Stopped. `writes_to` is the place that may be full; `ends` says what state a fault leaves."""
    try:
        yield
    except CannotOpen as error:
        raise Stopped(str(error)) from error
    except (OSError, *DATABASE_ERRORS) as error:
        raise Stopped(f"{_said(error, writes_to)} {ends}") from error


def _said(error: Exception, writes_to: object) -> str:
    cause = driver_error(error)
    if isinstance(cause, psycopg.errors.DiskFull):
        return "The database's own disk is full. Make room."
    if is_full(error):
        return f"{writes_to}: the disk is full. Make room."
    if isinstance(error, PermissionError) and error.filename:
        return f"{unopened(Path(error.filename))}. `selfhelp doctor` says what to do."
    if isinstance(error, OSError):
        return f"{error.filename or writes_to}: {error.strerror}."
    said = (str(cause).strip().splitlines() or [type(cause).__name__])[0]
    if is_disconnect(error):
        return f"The database (the setting `database`) cannot be reached, or broke off ({said})."
    if is_passing(error):
        return f"The database is busy ({said}). Try again."
    return f"The database: {said}. `selfhelp doctor` looks closer."


def check_reached(settings: Settings, named: str) -> None:
    """Raise Stopped when the PostgreSQL database that `named` (a setting, an option) gives cannot be reached."""
    if not settings.database:
        return
    url = database_url(settings)
    with disposing(writing_engine(url.update_query_dict({"connect_timeout": str(PATIENCE)}))) as engine:
        try:
            engine.connect().close()
        except DATABASE_ERRORS as error:
            said = str(driver_error(error) or error)
            where = f"PostgreSQL at {url.host or 'this machine'}{f':{url.port}' if url.port else ''}"
            raise Stopped(f"{named}: {_connecting_fault(said, where, url)} Nothing was done.") from error


def _connecting_fault(said: str, where: str, url: URL) -> str:
    """Return the server's or libpq's error in the operator's words, with the original in brackets."""
    lines = said.strip().splitlines()
    fatal = [line for line in lines if "FATAL:" in line]
    last = fatal[-1].rpartition("FATAL:")[2].strip() if fatal else lines[0].rpartition("failed: ")[2]
    if re.search(r'database ".*" does not exist', said):
        return f"{where} has no database «{url.database}» ({last}). Correct the name, or make the database."
    if re.search(r'authentication failed|pg_hba\.conf|role ".*" does not exist|no password supplied', said):
        return f"{where} refuses this user ({last}). The password belongs into ~/.pgpass or PGPASSWORD."
    return f"{where} cannot be reached ({last}). Does it run, and are host and port right?"
