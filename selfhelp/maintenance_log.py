"""Results of each day's work, kept beside the database for `selfhelp doctor`.

One file in the data folder has a line for each piece of work: when it was last tried here, how it ended, its name.
"""

import fcntl
import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

NIGHTS_FILE: Final = "daily-work"

NIGHT: Final = "night"
"""The name under which the end of a whole night's work is noted, however its steps ended."""

RESULTS_KEPT_FOR: Final = timedelta(days=2)
"""Lines this much older than the one being written are dropped: that work no longer runs here."""


class Tried(NamedTuple):
    """When it was last tried, and whether it failed then."""

    at: datetime
    failed: bool


def record_result(folder: Path, name: str, *, failed: bool) -> None:
    """Note how `name` has just ended. OSError when that fails. Other processes may do the same in this folder."""
    now = datetime.now(UTC)
    file = os.open(folder / NIGHTS_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        known = _read(os.pread(file, os.fstat(file).st_size, 0))
        kept = {other: tried for other, tried in known.items() if tried.at > now - RESULTS_KEPT_FOR} | {
            name: Tried(now, failed)
        }
        lines = [
            f"{tried.at.isoformat(timespec='seconds')} {'failed' if tried.failed else 'well'} {other}\n"
            for other, tried in sorted(kept.items())
        ]
        given = "".join(lines).encode()
        os.pwrite(file, given, 0)
        os.ftruncate(file, len(given))
    finally:
        os.close(file)


def results(folder: Path) -> dict[str, Tried]:
    """Return what is noted of each piece of work, by name; nothing when no scheduler ran on this folder for a day."""
    try:
        return _read((folder / NIGHTS_FILE).read_bytes())
    except OSError:
        return {}


def _read(content: bytes) -> dict[str, Tried]:
    """Parse the lines; skip one that a power cut tore."""
    found: dict[str, Tried] = {}
    for line in content.decode("ascii", errors="replace").splitlines():
        match line.split(" "):
            case [at, "well" | "failed" as ended, name]:
                with suppress(ValueError):
                    found[name] = Tried(datetime.fromisoformat(at).astimezone(UTC), ended == "failed")
    return found
