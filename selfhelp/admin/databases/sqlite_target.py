"""Replace `selfhelp.db` with a new SQLite file.

It is made beside the old one and renamed over it: at any instant there is one of the two.
"""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import URL
from sqlalchemy.exc import DatabaseError, OperationalError

from selfhelp.admin.databases.backup_file import Contents
from selfhelp.admin.databases.rows import tables_of
from selfhelp.admin.databases.sqlite import BESIDE, new_file, reading_file
from selfhelp.admin.databases.target import (
    Finish,
    Old,
    Source,
    aside,
    look_at,
    note,
    put_rows,
    refuse_full,
)
from selfhelp.console import Stopped
from selfhelp.durable import fsync, put_in_place
from selfhelp.settings import Settings
from selfhelp.store.commands import engine_of, session_on
from selfhelp.store.engine import SQLITE_FILE, disposing, writing_engine
from selfhelp.store.faults import is_passing
from selfhelp.store.in_use import USED
from selfhelp.store.migrate import upgrade

NEW_FILE: Final = f"{SQLITE_FILE}.new"


def fill(settings: Settings, source: Source, finish: Finish, *, if_full: str | None) -> tuple[Contents, str | None]:
    """Do what `restoring.fill` says."""
    file, new = settings.data / SQLITE_FILE, settings.data / NEW_FILE
    with _alone_in(file) as is_whole:
        pass
    old = _look(file, is_whole=is_whole)
    refuse_full(old, if_full)
    try:
        _remove(new)
        new.touch(mode=0o600)
        with new_file(new, source.revision) as target:
            contents = put_rows(source, target)
        _finish(new, finish, old)
        with _alone_in(file) as is_whole:
            kept = None if old.is_empty else _keep_aside(file, is_whole=is_whole)
            put_in_place(new, file)
    finally:
        _remove(new)
    with engine_of(settings, writes=True) as engine:
        note(engine, settings)
    return contents, kept


@contextmanager
def _alone_in(file: Path) -> Iterator[bool]:
    """Hold the old file exclusively, without a write-ahead log. Yield False when it is too broken for that."""
    if not file.exists():
        yield True
        return
    connection = sqlite3.connect(file, isolation_level=None, timeout=1)
    try:
        yield _make_whole(connection)
    finally:
        connection.close()


def _make_whole(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        if is_passing(error):
            raise Stopped(f"{USED}, and whatever else reads the file, and try again.") from error
        return False
    return True


def _look(file: Path, *, is_whole: bool) -> Old:
    """Return what the file holds; one that cannot be read counts as not empty."""
    if not file.exists() or not file.stat().st_size:
        return Old(is_empty=True)
    try:
        with reading_file(file) as connection:
            return look_at(connection, tables_of(connection))
    except DatabaseError as error:
        if is_whole and isinstance(error, OperationalError):
            raise
        return Old(is_empty=False)


def _finish(new: Path, finish: Finish, old: Old) -> None:
    with disposing(writing_engine(URL.create("sqlite", database=str(new)))) as engine:
        upgrade(engine)
        with engine.begin() as connection, session_on(connection) as session:
            finish(session, old)
    with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as last:
        last.execute("PRAGMA journal_mode = DELETE").fetchall()


def _keep_aside(file: Path, *, is_whole: bool) -> str:
    """Link the old file to a second name, which it keeps when the new file replaces it; return that name."""
    while (kept := file.with_name(f"{file.name}.{aside()}")).exists():
        time.sleep(0.1)
    if not is_whole:
        # Its WAL must not be taken for the new file's. A broken file loses nothing without it.
        for end in BESIDE:
            beside = Path(f"{file}{end}")
            if beside.exists():
                beside.rename(f"{kept}{end}")
    os.link(file, kept)
    fsync(file.parent)
    return str(kept)


def _remove(new: Path) -> None:
    for file in new.parent.glob(f"{new.name}*"):
        file.unlink()
