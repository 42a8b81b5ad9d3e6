"""The files of a server are all of one user, the one that it runs as.

Root may write anywhere, and what it makes in another's folder the server cannot open. So every command that writes asks
here first, and doctor goes by the same rule.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from selfhelp.owner import giving, name_of, owner_of
from selfhelp.settings import Settings
from selfhelp.store.engine import sqlite_file

ROOT: Final = 0

_OF_THE_DISK: Final = "lost+found"


def not_ours(settings: Settings, command: str) -> str | None:
    """Why `command` must not write: the data are another user's. None when they are this one's, or not there yet."""
    file = sqlite_file(settings)
    place = settings.data if file is None or owner_of(file) is None else file
    owner, me = owner_of(place), os.geteuid()
    if owner is None or owner == me:
        return None
    said = _another(place, owner, command)
    return f"{said}\nIf the server runs as {name_of(me)}: {giving(settings.data)}" if owner == ROOT else said


def not_to_be_made(path: Path, command: str) -> str | None:
    """Why root must not make `path`, which may be there: the folder that it would lie in is another user's."""
    there = next(one for one in (path.absolute(), *path.absolute().parents) if owner_of(one) is not None)
    owner = owner_of(there)
    if os.geteuid() != ROOT or owner is None or owner == ROOT:
        return None
    return _another(there, owner, command)


def _another(place: Path, owner: int, command: str) -> str:
    return f"{place} belongs to another user. Run this as that user: sudo -u '#{owner}' selfhelp {command} …"


def belongings(folder: Path) -> Iterator[Path]:
    """The folder, what lies in it, and in the folders in it. PermissionError when one may not be read."""
    yield folder
    for path in sorted(folder.iterdir()):
        if path.name != _OF_THE_DISK:
            yield path
            if path.is_dir() and not path.is_symlink():
                yield from sorted(path.iterdir())
