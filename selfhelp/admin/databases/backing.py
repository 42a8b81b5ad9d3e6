"""The work of `selfhelp backup`.

Keys and tombstones are never copied into the folder of the database's copy. With the endpoint key, whoever finds a
backup can read each phone's push address. Tombstones lie in the order of deletion, so they tell which boxes were
deleted together.
"""

import contextlib
import os
import re
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select
from sqlmodel import col

from selfhelp.admin.databases import backup_file
from selfhelp.admin.databases.backup_file import Contents
from selfhelp.admin.databases.faults import check_reached, faults_in_words
from selfhelp.admin.databases.replacing import database_name
from selfhelp.admin.databases.sealed import BackupKey, key_in
from selfhelp.admin.databases.sqlite import damage, reading_file
from selfhelp.boxes import TOMBSTONES_FILE, Tombstone, Tombstones
from selfhelp.console import Stopped
from selfhelp.durable import appearing, put_in_place, write_whole
from selfhelp.finding import counted
from selfhelp.last_backup import FAILED_FILE, LAST_BACKUP_FILE, Failure, LastBackup
from selfhelp.notify.keys import ENDPOINT_FILE, KEY_FILES
from selfhelp.notify.services import keys_folder
from selfhelp.notify.tables import Channel
from selfhelp.ownership import is_private, to_run
from selfhelp.settings import Settings
from selfhelp.store import in_use
from selfhelp.store.commands import check_database_exists, check_ours, reading
from selfhelp.store.engine import engine_of

NAME: Final = re.compile(r"selfhelp-\d{8}T\d{6}Z\.backup")
"""The names of this command's files; it erases no others."""
NAMED: Final = "selfhelp-%Y%m%dT%H%M%SZ.backup"
"""The format of such a name, with the instant in UTC."""

BEFORE: Final = ".before-"
"""In the name of a copied key: between the key's name and the instant at which another replaced it."""

_APART: Final = (
    "Together with a backup the endpoint key tells where each phone is reached, "
    "and the list of deletions what one person deleted together: keep them on another disk, or with someone else."
)

_BEGUN: Final = ".selfhelp-"
_UNDONE: Final = ".part"
_GIVEN_UP: Final = 24 * 3600
"""Seconds after which an unfinished file may be deleted: the process that made it was killed."""


def back_up(settings: Settings, folder: Path, *, keys: Path | None, keep: int | None) -> Iterator[str]:
    """Make a backup in `folder`; yield lines of what was done. Raises Stopped, and then leaves no incomplete backup.

    How it ended is noted for `selfhelp doctor`.
    """
    check_ours(settings, "backup")
    check_database_exists(settings)
    try:
        check_reached(settings, "database")
        yield from _backed_up(settings, folder, keys, keep)
    except Stopped as error:
        with contextlib.suppress(OSError):  # a full disk, which doctor sees by itself
            write_whole(settings.data / FAILED_FILE, Failure(datetime.now(UTC), str(error)).written())
        raise


def _backed_up(settings: Settings, folder: Path, keys: Path | None, keep: int | None) -> Iterator[str]:
    _check_elsewhere(settings, folder, "FOLDER")
    _check_private(folder, "FOLDER")
    if keys is not None:
        _check_private(keys, "--keys")
        if _lie_together(keys, folder):
            raise Stopped(f"--keys: {keys} and {folder} are no places apart. {_APART}")
        _check_elsewhere(settings, keys, "--keys")
    with faults_in_words(folder, "No backup was made."):
        for left in folder.glob(f"{_BEGUN}*{_UNDONE}"):
            if left.stat().st_mtime < time.time() - _GIVEN_UP:
                left.unlink(missing_ok=True)
        key = key_in(keys_folder(settings))
        with appearing(folder, _BEGUN, _UNDONE) as begun:
            contents = _snapshot(settings, begun, key)
            if backup_file.check(begun, key) != contents:
                raise Stopped(
                    f"{folder}: what was written is not what was read. Is the disk sound? No backup was made."
                )
            name = _free_name(folder)
            put_in_place(begun, name)
    size = name.stat().st_size / 1024**2
    yield f"{name}: {contents.rows:,} rows, {size:.1f} MiB, schema {contents.revision}. Read back, and all is there."
    not_copied: Stopped | None = None
    left_out = _left_out(settings) if key is None else None
    if keys is None:
        yield "The keys and the list of deletions are not in it: --keys FOLDER copies them, to another place."
    else:
        try:
            with faults_in_words(
                keys, "The database is backed up; the keys and the list of deletions are not, or not all."
            ):
                yield from _copy_apart(settings, keys)
                yield from _of_other_machines(settings, name)
        except Stopped as error:
            not_copied = error
    if left_out is not None:
        # Older backups still have them, and stay.
        raise left_out
    if keep is not None:
        # Also when the keys were not copied: the backup is good, and what people have deleted must not stay in old
        # ones.
        with faults_in_words(folder, "The backup is made; older ones are still there."):
            yield from _prune(folder, name, keep)
    if not_copied is not None:
        raise not_copied
    with faults_in_words(settings.data, "The backup is made; only the note for `selfhelp doctor` is missing."):
        made = LastBackup(datetime.now(UTC), name.resolve(), keys and keys.resolve())
        write_whole(settings.data / LAST_BACKUP_FILE, made.written())
        (settings.data / FAILED_FILE).unlink(missing_ok=True)


def _left_out(settings: Settings) -> Stopped | None:
    """Return the warning for a backup that was made without a key although there are reminders."""
    with reading(settings) as source:
        if source.scalar(select(col(Channel.id)).limit(1)) is None:
            return None
    return Stopped(
        f"The backup is made without the reminders: there is no {keys_folder(settings) / ENDPOINT_FILE} to encrypt them"
        " with. Older backups are still there. Run this where the server's keys are."
    )


def _check_elsewhere(settings: Settings, folder: Path, which: str) -> None:
    """Raise Stopped when `folder` and the data folder would be lost together."""
    if _lie_together(folder, settings.data):
        inner, outer = folder, settings.data
        if not folder.resolve().is_relative_to(settings.data.resolve()):
            inner, outer = outer, inner
        raise Stopped(
            f"{which}: {inner} lies in {outer}, with the database and the keys. A disk that fails takes both,"
            " and anyone who copies the folder has the keys too. Name a folder elsewhere, best on another disk."
        )


def _lie_together(one: Path, other: Path) -> bool:
    """Return whether the two folders are one, or one is in the other."""
    one, other = one.resolve(), other.resolve()
    return one.is_relative_to(other) or other.is_relative_to(one)


def _check_private(folder: Path, which: str) -> None:
    """Raise Stopped unless `folder` exists and is private to its owner."""
    if not folder.is_dir():
        raise Stopped(
            f"{which}: there is no folder {folder}. Mount the disk that it is on, or make it: "
            + to_run("mkdir", "-m", 700, folder)
        )
    if not is_private(folder):
        do = to_run("chmod", 700, folder)
        raise Stopped(f"{which}: others on this machine may enter {folder}. Make it yours alone: {do}")


def check_whole(source: Connection, settings: Settings, ends: str) -> None:
    """Raise Stopped when SQLite finds damage: a copy of the readable part would look whole."""
    if fault := damage(source):
        raise Stopped(
            f"{database_name(settings)} is damaged ({fault}). {ends} "
            "Delete no backup. Put back the newest: `selfhelp restore BACKUP --replace`, on another machine if the disk"
            " fails."
        )


def _snapshot(settings: Settings, file: Path, key: BackupKey | None) -> Contents:
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with in_use.Hold(settings.data), engine_of(settings) as engine:
        in_use.share(engine)
        with engine.connect() as source:
            check_whole(source, settings, "No backup was made.")
            return backup_file.write(source, file, key)


def _copy_apart(settings: Settings, folder: Path) -> Iterator[str]:
    """Copy the keys and the tombstones into `folder`. A different key that is there is kept, renamed with its date."""
    keys = [key for name in KEY_FILES if (key := keys_folder(settings) / name).is_file()]
    for key in keys:
        content, copied = key.read_bytes(), folder / key.name
        if copied.is_file() and copied.read_bytes() != content:
            old = folder / f"{key.name}{BEFORE}{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
            copied.rename(old)
            yield (
                f"{copied} was another key than {key}. It is kept as {old.name}. If nobody changed the key on purpose,"
                " the former one is right and must be put back: docs/operators/operating.md, «A key is lost»."
            )
        if not copied.is_file():
            write_whole(copied, content)
    tombstones = add_tombstones(folder / TOMBSTONES_FILE, Tombstones(settings.data / TOMBSTONES_FILE).hashes())
    yield f"{folder}: {counted(len(keys), 'key')}, and the list of {counted(tombstones, 'deletion')}."


def add_tombstones(file: Path, hashes: Iterable[bytes]) -> int:
    """Add these tombstones to `file`, sorted by hash so that the order tells nothing; return how many it has then.

    The file gets the date of this call even when nothing was added: it says how recent the list is.
    """
    there = set(Tombstones(file).hashes())
    together = there | set(hashes)
    if together != there or not file.exists():
        write_whole(file, b"".join(b"%s\n" % tombstone.hex().encode() for tombstone in sorted(together)))
    else:
        os.utime(file)
    return len(together)


def _of_other_machines(settings: Settings, file: Path) -> Iterator[str]:
    """Say how many deletions in the database `file` are missing from this machine's list."""
    with reading_file(file) as connection:
        known = set(connection.scalars(select(col(Tombstone.id))))
    others = len(known - set(Tombstones(settings.data / TOMBSTONES_FILE).hashes()))
    if others:
        yield (
            f"The database knows of {counted(len(known), 'deletion')}, of which {others:,} "
            f"{'is' if others == 1 else 'are'} not in this machine's list. Each machine has a list of its own"
            " deletions: copy every machine's. If this is the only machine, its list was lost."
        )


def _free_name(folder: Path) -> Path:
    """Return a name for this second, or for the next if that one is taken."""
    while (name := folder / f"{datetime.now(UTC):{NAMED}}").exists():
        time.sleep(0.1)
    return name


def _prune(folder: Path, made: Path, keep: int) -> Iterator[str]:
    """Erase all but the newest `keep` backups; `made` stays even when the clock is wrong."""
    backups = [file for file in folder.iterdir() if NAME.fullmatch(file.name) and not file.is_symlink()]
    others = [file for file in backups if file.is_file() and file.name != made.name]
    for old in sorted(others, reverse=True)[keep - 1 :]:
        old.unlink()
        yield f"Deleted {old}, the newest {keep} are kept."
