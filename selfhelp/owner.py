"""Whose a file is, and what keeps this user from it, in words that an operator can act on."""

import os
import pwd
import shlex
from pathlib import Path


def to_run(*words: object) -> str:
    """One line that can be pasted at a prompt as it stands, whatever is in the names of the files."""
    return shlex.join(map(str, words))


def owner_of(path: Path) -> int | None:
    """The user's number; None when it is not there, or nobody says."""
    try:
        return path.stat().st_uid
    except OSError:
        return None


def name_of(user: int) -> str:
    """The user's name on this machine, else the number."""
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def giving(path: Path, user: int | None = None) -> str:
    """How root gives `path`, and all in it, to `user`; by default to the one that this runs as."""
    name = name_of(os.geteuid() if user is None else user)
    return f"as root, {to_run('chown', '--recursive', name if name.isdigit() else f'{name}:', path)}"


def may_open(path: Path) -> bool:
    """Whether this user may read it, and enter it where it is a folder."""
    is_folder = os.path.isdir(path)  # noqa: PTH112 - Path's raises where it may not look
    return os.access(path, os.R_OK | (os.X_OK if is_folder else 0), effective_ids=True)


def unopened(path: Path) -> str:
    """What this user may not use, when `path` could not be opened: the outermost folder on the way, or `path`."""
    around = [one for one in reversed(path.parents) if owner_of(one) is not None]
    what = next((one for one in around if not os.access(one, os.X_OK, effective_ids=True)), path)
    owner = owner_of(what)
    if owner is None or owner == os.geteuid():
        return f"{what}: this user may not use it"
    return f"{what}: belongs to {name_of(owner)}, and this runs as {name_of(os.geteuid())}, who may not use it"
