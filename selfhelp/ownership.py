"""Who owns a file, why this user cannot use it, and how to correct that.

All files of a server belong to one user, the one that it runs as. Root may write anywhere, and the server cannot open
what root makes in another's folder: so each command that writes asks `not_ours`, and doctor applies the same rule.
"""

import os
import pwd
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = 0

_OF_THE_DISK: Final = "lost+found"


def to_run(*words: object) -> str:
    """Return one line that can be pasted at a prompt, whatever characters are in the file names."""
    return shlex.join(map(str, words))


def owner_of(path: Path) -> int | None:
    """Return the user's number; None when `path` does not exist or cannot be examined."""
    try:
        return path.stat().st_uid
    except OSError:
        return None


def user_name(user: int) -> str:
    """Return the user's name on this machine, else the number."""
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def giving(path: Path, user: int | None = None) -> str:
    """Return the command by which root gives `path`, and all in it, to `user`; by default to the present one."""
    name = user_name(os.geteuid() if user is None else user)
    return f"as root, {to_run('chown', '--recursive', name if name.isdigit() else f'{name}:', path)}"


def is_private(path: Path) -> bool:
    """Return whether only the owner may read, write or enter it, by its mode."""
    return not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def may_open(path: Path) -> bool:
    """Return whether this user may read it, and enter it if it is a folder."""
    is_folder = os.path.isdir(path)  # noqa: PTH112 - Path's raises where it may not look
    return os.access(path, os.R_OK | (os.X_OK if is_folder else 0), effective_ids=True)


def unopened(path: Path) -> str:
    """Return what this user may not use when `path` could not be opened: the outermost folder on the way, or `path`."""
    around = [one for one in reversed(path.parents) if owner_of(one) is not None]
    what = next((one for one in around if not os.access(one, os.X_OK, effective_ids=True)), path)
    owner = owner_of(what)
    if owner is None or owner == os.geteuid():
        return f"{what}: this user may not use it"
    return f"{what}: belongs to {user_name(owner)}, and this runs as {user_name(os.geteuid())}, who may not use it"


def not_ours(data: Path, file: Path | None, command: str) -> str | None:
    """Return why `command` must not write: the data folder, or the SQLite `file` in it, is another user's. None when
    they are this one's, or do not exist yet."""
    place = data if file is None or owner_of(file) is None else file
    owner, me = owner_of(place), os.geteuid()
    if owner is None or owner == me:
        return None
    said = _another(place, owner, command)
    return f"{said}\nIf the server runs as {user_name(me)}: {giving(data)}" if owner == ROOT else said


def not_to_be_made(path: Path, command: str) -> str | None:
    """Return why root must not make `path`, which may exist: its folder is another user's; None when it may."""
    there = next(one for one in (path.absolute(), *path.absolute().parents) if owner_of(one) is not None)
    owner = owner_of(there)
    if os.geteuid() != ROOT or owner is None or owner == ROOT:
        return None
    return _another(there, owner, command)


def _another(place: Path, owner: int, command: str) -> str:
    return f"{place} belongs to another user. Run this as that user: sudo -u '#{owner}' selfhelp {command} …"


def belongings(folder: Path) -> Iterator[Path]:
    """Yield the folder, what lies in it, and what lies in those folders. PermissionError when one may not be read."""
    yield folder
    for path in sorted(folder.iterdir()):
        if path.name != _OF_THE_DISK:
            yield path
            if path.is_dir() and not path.is_symlink():
                yield from sorted(path.iterdir())
