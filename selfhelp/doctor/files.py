"""Whether somebody else on this machine can change what phones run, or read a password."""

import stat
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from selfhelp.finding import Finding
from selfhelp.settings import FILE, Settings

_OTHERS: Final = stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH


def of_others(settings: Settings, launch: bool) -> Iterator[Finding]:
    """The app, the texts and the settings file in this folder."""
    del launch
    folders = [folder for folder in (settings.pwa, settings.content, settings.overlay) if folder is not None]
    open_ones = [file for folder in folders for file in _writable(folder)]
    if open_ones:
        yield Finding(
            "error",
            f"{open_ones[0]}: every user of this machine may change it"
            + (f", and {len(open_ones) - 1} more" if len(open_ones) > 1 else ""),
            "Whoever changes the app or its texts can read along with everybody who opens it afterwards.",
            f"chmod -R o-w {' '.join(map(str, folders))}",
        )
    if _holds_password(FILE) and FILE.stat().st_mode & _OTHERS:
        yield Finding(
            "error",
            f"{FILE}: other users of this machine may read it, and the database's password stands there",
            "With it they can read and erase everything that the server keeps.",
            f"chmod 600 {FILE}",
        )
    elif not open_ones:
        yield Finding("fine", "files: nobody else on this machine can change the app, its texts or its settings")


def _writable(folder: Path) -> Iterator[Path]:
    for file in (folder, *sorted(folder.rglob("*"))):
        if not file.is_symlink() and file.exists() and file.stat().st_mode & stat.S_IWOTH:
            yield file


def _holds_password(file: Path) -> bool:
    try:
        database = tomllib.loads(file.read_text(encoding="utf-8")).get("database", "")
        return urlsplit(str(database)).password is not None
    except (OSError, ValueError):  # the start says what is wrong with it
        return False
