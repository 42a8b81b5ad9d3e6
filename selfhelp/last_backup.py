"""Read and write the last backup's result in the data folder: when it was made and where it lies, or why it failed."""

import os
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from selfhelp.settings import Settings

LAST_BACKUP_FILE: Final = "last-backup"
"""The file in the data folder that holds a `LastBackup`."""

FAILED_FILE: Final = "last-backup-failed"
"""The file in the data folder that holds a `Failure` until a backup succeeds."""


class LastBackup(NamedTuple):
    """The last successful backup, for `selfhelp doctor`: when, and where its parts went.

    `keys` is None when keys and tombstones were not copied; both are None when an older version wrote the file.
    """

    made: datetime
    file: Path | None = None
    keys: Path | None = None

    def written(self) -> bytes:
        """Return a line each: the instant in ISO 8601, the backup, and the folder of the keys."""
        made = self.made.isoformat(timespec="seconds")
        return b"".join(b"%s\n" % line for line in (made.encode(), *(os.fsencode(path or "") for path in self[1:])))


def last_backup(settings: Settings) -> LastBackup | None:
    """Return the last successful backup of this data; None when there is none that can be read."""
    try:
        made, *paths = (settings.data / LAST_BACKUP_FILE).read_bytes().splitlines()
        found = datetime.fromisoformat(made.decode("ascii"))
    except (OSError, ValueError):
        return None
    file, keys = (*(Path(os.fsdecode(path)) if path else None for path in paths[:2]), None, None)[:2]
    return LastBackup(found, file, keys) if found.tzinfo else None


class Failure(NamedTuple):
    """A failed backup: when, and why in the words that it ended with."""

    at: datetime
    why: str

    def written(self) -> bytes:
        """Return the instant in ISO 8601 on the first line, then the reason."""
        return f"{self.at.isoformat(timespec='seconds')}\n{self.why}\n".encode(errors="surrogateescape")


def last_failure(settings: Settings) -> Failure | None:
    """Return the last backup of this data, if it failed and its file can be read."""
    try:
        at, _, why = (settings.data / FAILED_FILE).read_bytes().decode(errors="surrogateescape").partition("\n")
        found = datetime.fromisoformat(at)
    except (OSError, ValueError):
        return None
    return Failure(found, why.strip()) if found.tzinfo else None
