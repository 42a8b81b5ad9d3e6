"""When the last copy of the database was made."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from selfhelp.finding import Finding
from selfhelp.operating.backup import last_backup
from selfhelp.settings import Settings
from selfhelp.store.engine import sqlite_file

LATE: Final = timedelta(days=2)
LOST: Final = timedelta(days=8)

_WHY: Final = "A disk that fails takes with it every diary whose phone is lost too."
_DO: Final = (
    "`selfhelp backup FOLDER`, every night (deploy/systemd/selfhelp-backup.timer); docs/backups.md has the rest."
)


def age(settings: Settings, launch: bool) -> Iterator[Finding]:
    """One night without a copy is let pass. A server for this machine alone needs none."""
    file = sqlite_file(settings)
    if file is not None and not file.is_file():
        yield Finding("fine", "backup: nothing to copy yet")
        return
    last = last_backup(settings)
    if last is None:
        if launch or settings.public_url.startswith("https:"):
            yield Finding("error" if launch else "warning", "backup: none was ever made", _WHY, _DO)
        else:
            yield Finding("fine", "backup: none, and none needed while this server is for this machine alone")
        return
    old = datetime.now(UTC) - last
    said = f"backup: the last one is of {last.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    if old > LATE:
        yield Finding(
            "error" if old > LOST else "warning", said, _WHY, f"See why: journalctl -u selfhelp-backup. {_DO}"
        )
    else:
        yield Finding("fine", said)
