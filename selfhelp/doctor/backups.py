"""Backups: when the last one was made and whether it is there; and old copies that somebody must erase."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from selfhelp.admin.databases.backing import BEFORE
from selfhelp.admin.databases.replacing import ASIDE
from selfhelp.boxes import TOMBSTONES_FILE
from selfhelp.finding import Finding
from selfhelp.last_backup import LastBackup, last_backup, last_failure
from selfhelp.notify.keys import KEY_FILES
from selfhelp.notify.services import keys_folder
from selfhelp.ownership import to_run
from selfhelp.settings import Settings
from selfhelp.store.commands import is_there, reading
from selfhelp.store.engine import SQLITE_FILE

BACKUP_LATE: Final = timedelta(days=2)
BACKUP_LOST: Final = timedelta(days=8)

_WHY: Final = "A disk that fails takes with it every diary whose phone is lost too."
_DO: Final = (
    "`selfhelp backup FOLDER`, every night (deploy/systemd/selfhelp-backup.timer);"
    " docs/operators/backups.md has the rest."
)

_AGAIN: Final = "Mend that, and make one now."

_AHEAD: Final = timedelta(minutes=5)
"""By how much a clock may be set back between a backup and a check."""
_CLOCK: Final = "`timedatectl`: set this machine's clock right, then `selfhelp backup` once more."
_GONE: Final = "If you moved it to a safer place, keep it there. If not: `selfhelp backup FOLDER`, and find out why."
_BACK: Final = "Without that list a restored backup brings back what people have deleted since."
_APART: Final = "`selfhelp backup FOLDER --keys FOLDER`, every night (docs/operators/backups.md)."
_HOLDS: Final = "What people delete now is still in it, for anyone who can read it."


def age(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Check the age of the last backup: one missed night is accepted. A server for this machine alone needs none."""
    if not is_there(settings):
        yield Finding("fine", "backup: nothing to copy yet")
        return
    failed = last_failure(settings)
    if failed is not None:
        what = f"backup: the one of {failed.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC did not end well"
        yield Finding.warning(what, failed.why, f"{_AGAIN} {_DO}")
    last = last_backup(settings)
    if last is None:
        if launch or settings.public_url.startswith("https:"):
            yield Finding("error" if launch else "warning", "backup: none was ever made", _WHY, _DO)
        else:
            yield Finding("fine", "backup: none, and none needed while this server is for this machine alone")
        return
    old = datetime.now(UTC) - last.made
    said = f"backup: the last one is of {last.made.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    if old < -_AHEAD:
        yield Finding.warning(f"{said}, which is yet to come", "Nobody can say how old it is.", _CLOCK)
    elif old > BACKUP_LATE:
        yield Finding(
            "error" if old > BACKUP_LOST else "warning", said, _WHY, f"See why: journalctl -u selfhelp-backup. {_DO}"
        )
    elif last.file is not None and not last.file.is_file():
        yield Finding.warning(f"{said}, and {last.file} is not there any more", _WHY, _GONE)
    else:
        yield Finding("fine", said)
    yield from _tombstones(last)


def _tombstones(last: LastBackup) -> Iterator[Finding]:
    """Check the copy of the list of deleted boxes, if the last backup has noted whether it made one."""
    if last.file is None:
        return
    if last.keys is None:
        yield Finding.warning("backup: the last one left out the keys and the list of deletions", _BACK, _APART)
        return
    copied = last.keys / TOMBSTONES_FILE
    try:
        made = datetime.fromtimestamp(copied.stat().st_mtime, UTC)
    except OSError:
        yield Finding.warning(f"backup: {copied} cannot be found", _BACK, _APART)
        return
    if datetime.now(UTC) - made > BACKUP_LATE:
        yield Finding.warning(f"backup: {copied} is of {made:%Y-%m-%d %H:%M} UTC", _BACK, _APART)


def kept(settings: Settings, _launch: bool) -> Iterator[Finding]:
    """Yield a warning for each old copy that still exists."""
    old = [*_files(settings), *_schemas(settings)]
    for name, erase in old:
        yield Finding.warning(f"old database: {name} is still there", _HOLDS, f"When the new one is well: {erase}")
    others = _other_keys(settings)
    for key in others:
        yield Finding.warning(
            f"another key: {key} is not the key that this server uses",
            "Unless someone changed it on purpose, phones that subscribed under this one get no reminders.",
            "Put it back: docs/operators/operating.md, «A key is lost». If it was changed on purpose:"
            " `selfhelp backup`, then delete this one.",
        )
    former = sorted(keys_folder(settings).glob("vapid.until-*"))
    for key in former:
        yield Finding.warning(
            f"former key: {key}, which `keys rotate vapid` has put aside",
            "Anyone who has it can still send reminders in this server's name to phones that have not subscribed"
            " again.",
            "`selfhelp keys rotate vapid --undo` goes back to it. When nobody needs that any more:"
            f" {to_run('rm', key)}",
        )
    if not (old or others or former):
        yield Finding("fine", "old database, former keys: none left to delete")


def _files(settings: Settings) -> Iterator[tuple[str, str]]:
    found = sorted(settings.data.glob(f"{SQLITE_FILE}.before_*"))
    if settings.database and (settings.data / SQLITE_FILE).is_file():
        found.append(settings.data / SQLITE_FILE)
    for file in found:
        yield str(file), to_run("rm", file)


def _schemas(settings: Settings) -> Iterator[tuple[str, str]]:
    if not settings.database:
        return
    try:
        with reading(settings) as connection:
            names = inspect(connection).get_schema_names()
    except SQLAlchemyError:  # `database` reports it
        return
    for name in names:
        if name.startswith(ASIDE):
            yield f"the schema {name}", f"DROP SCHEMA {name} CASCADE, in psql."


def _other_keys(settings: Settings) -> list[Path]:
    last = last_backup(settings)
    if last is None or last.keys is None:
        return []
    ours = {name: keys_folder(settings) / name for name in KEY_FILES}
    try:
        differing = [
            last.keys / name
            for name, key in ours.items()
            if key.is_file() and (last.keys / name).is_file() and key.read_bytes() != (last.keys / name).read_bytes()
        ]
    except OSError:  # this user may not read them
        differing = []
    return differing + sorted(file for name in KEY_FILES for file in last.keys.glob(f"{name}{BEFORE}*"))
