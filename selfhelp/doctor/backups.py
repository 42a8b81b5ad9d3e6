"""When the last copy of the database and of the deletions was made, and whether it is where it was put."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from selfhelp.admin.backup import Note, last_backup, last_failure
from selfhelp.boxes import GRAVES_FILE
from selfhelp.finding import Finding
from selfhelp.settings import Settings
from selfhelp.store.engine import sqlite_file

LATE: Final = timedelta(days=2)
LOST: Final = timedelta(days=8)

_WHY: Final = "A disk that fails takes with it every diary whose phone is lost too."
_DO: Final = (
    "`selfhelp backup FOLDER`, every night (deploy/systemd/selfhelp-backup.timer);"
    " docs/operators/backups.md has the rest."
)

_AGAIN: Final = "Mend that, and make one now."

_AHEAD: Final = timedelta(minutes=5)
"""So far a clock may be set back between a backup and a look at it."""
_CLOCK: Final = "`timedatectl`: set this machine's clock right, then `selfhelp backup` once more."
_GONE: Final = "If you moved it to a safer place, keep it there. If not: `selfhelp backup FOLDER`, and find out why."
_BACK: Final = "Without that list a restored backup brings back what people have deleted since."
_APART: Final = "`selfhelp backup FOLDER --keys FOLDER`, every night (docs/operators/backups.md)."


def age(settings: Settings, launch: bool) -> Iterator[Finding]:
    """One night without a copy is let pass. A server for this machine alone needs none."""
    file = sqlite_file(settings)
    if file is not None and not file.is_file():
        yield Finding("fine", "backup: nothing to copy yet")
        return
    failed = last_failure(settings)
    if failed is not None:
        what = f"backup: the one of {failed.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC did not end well"
        yield Finding("warning", what, failed.why, f"{_AGAIN} {_DO}")
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
        yield Finding("warning", f"{said}, which is yet to come", "Nobody can say how old it is.", _CLOCK)
    elif old > LATE:
        yield Finding(
            "error" if old > LOST else "warning", said, _WHY, f"See why: journalctl -u selfhelp-backup. {_DO}"
        )
    elif last.file is not None and not last.file.is_file():
        yield Finding("warning", f"{said}, and {last.file} is not there any more", _WHY, _GONE)
    else:
        yield Finding("fine", said)
    yield from _graves(last)


def _graves(last: Note) -> Iterator[Finding]:
    """The copy of the list of deleted boxes, where the last backup has said whether it made one."""
    if last.file is None:
        return
    if last.keys is None:
        yield Finding("warning", "backup: the last one left out the keys and the list of deletions", _BACK, _APART)
        return
    copied = last.keys / GRAVES_FILE
    try:
        made = datetime.fromtimestamp(copied.stat().st_mtime, UTC)
    except OSError:
        yield Finding("warning", f"backup: {copied} cannot be found", _BACK, _APART)
        return
    if datetime.now(UTC) - made > LATE:
        yield Finding("warning", f"backup: {copied} is of {made:%Y-%m-%d %H:%M} UTC", _BACK, _APART)
