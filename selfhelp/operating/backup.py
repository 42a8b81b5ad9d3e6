"""`selfhelp backup FOLDER`: a whole copy of the database beside a running server, read back before it counts."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from selfhelp.operating.told import told
from selfhelp.settings import Settings

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]

NOTE_FILE: Final = "last-backup"
"""In the data folder: when the last backup was made, in ISO 8601."""


def add(commands: "Actions") -> None:
    """The command's arguments."""
    backup = commands.add_parser("backup", help="copy the database into a folder, while the server runs")
    backup.add_argument("folder", type=Path, metavar="FOLDER", help="where the backup goes; the folder must be there")
    backup.add_argument(
        "--keys", type=Path, metavar="FOLDER", help="copy the keys and the list of graves too, to another place"
    )
    backup.add_argument("--keep", type=_count, metavar="N", help="erase all backups in FOLDER but the newest N")


def _count(value: str) -> int:
    if not value.isdigit() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of backups; 1 is the least that can be kept")
    return int(value)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """The exit status, as `told` says."""
    from selfhelp.operating.databases.backing import back_up

    return told(back_up(settings, options.folder, keys=options.keys, keep=options.keep))


def last_backup(settings: Settings) -> datetime | None:
    """When the last backup of this data was made, in UTC; None when none is known of."""
    try:
        found = datetime.fromisoformat((settings.data / NOTE_FILE).read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None
    return found if found.tzinfo else None
