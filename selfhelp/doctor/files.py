"""Check that files belong to their user, and that others here can neither change the app nor read a password."""

import grp
import os
import pwd
import stat
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from selfhelp.finding import Finding, and_more
from selfhelp.ownership import ROOT, belongings, giving, may_open, owner_of, to_run, unopened, user_name
from selfhelp.settings import Settings

_READ: Final = stat.S_IRGRP | stat.S_IROTH
_WHY: Final = "What one user makes the other cannot open: the server may not start, or not write."
_UNREAD: Final = "What the server may not read it cannot use, and doctor cannot look at it."
_AS_IT: Final = "Run this as the user that the server runs as."


def of_others(settings: Settings, _launch: bool) -> Iterator[Finding]:
    """Check modes and groups of the served app, the texts, and the folders on the way to them."""
    folders = [folder for folder in (settings.pwa, settings.content, settings.overlay) if folder is not None]
    found = [file for folder in folders for file in (folder, *sorted(folder.rglob("*")))]
    open_ones = [file for file in found if not file.is_symlink() and file.exists() and _others_may_write(file)]
    if open_ones:
        yield Finding.error(
            f"{open_ones[0]}: other users of this machine may change it{and_more(open_ones)}",
            "Anyone who changes the app or its texts can read along with everyone who opens it afterwards.",
            to_run("chmod", "-R", "go-w", *folders),
        )
    around = _on_the_way(*folders)
    yield from around
    if not (open_ones or around):
        yield Finding("fine", f"files: no mode lets other users change {', '.join(map(str, folders))}")


def settings_readable(file: Path) -> Iterator[Finding]:
    """Check that nobody else can write the settings' file, or read a password in it."""
    if not file.is_file():
        return
    if is_open := _others_may_write(file):
        yield Finding.error(
            f"{file}: other users of this machine may change it",
            "There stands which app, which texts and which database this server takes.",
            to_run("chmod", "go-w", file),
        )
    holds_password = _holds_password(file) and bool(file.stat().st_mode & _READ)
    if holds_password:
        yield Finding.error(
            f"{file}: other users of this machine may read it, and the database's password stands there",
            "With it they can read and delete everything that the server keeps.",
            to_run("chmod", 600, file),
        )
    around = _on_the_way(file)
    yield from around
    if not (is_open or holds_password or around):
        yield Finding("fine", f"{file}: no mode lets other users change it")


def _on_the_way(*files: Path) -> list[Finding]:
    """Return an error for each folder above in which others may rename any file; a sticky bit prevents that."""
    above = dict.fromkeys(folder for file in files for folder in file.resolve().parents if folder.exists())
    return [
        Finding.error(
            f"{folder}: other users of this machine may change it",
            "Anyone who may do that can put another file or folder in the place of one of this server's.",
            to_run("chmod", "go-w", folder),
        )
        for folder in above
        if _others_may_write(folder) and not folder.stat().st_mode & stat.S_ISVTX
    ]


def _others_may_write(file: Path) -> bool:
    found = file.stat()
    if found.st_mode & stat.S_IWOTH:
        return True
    return bool(found.st_mode & stat.S_IWGRP) and not _is_of_one(found.st_gid, found.st_uid)


@cache
def _is_of_one(group: int, owner: int) -> bool:
    """Return whether only the owner, and root, are in the group, as far as this machine knows its users."""
    try:
        named = {pwd.getpwnam(name).pw_uid for name in grp.getgrgid(group).gr_mem}
    except KeyError:
        return False
    return named | {user.pw_uid for user in pwd.getpwall() if user.pw_gid == group} <= {owner, 0}


def _holds_password(file: Path) -> bool:
    try:
        database = tomllib.loads(file.read_text(encoding="utf-8")).get("database", "")
        return urlsplit(str(database)).password is not None
    except (OSError, ValueError):  # the start reports it
        return False


def owned(settings: Settings, _launch: bool) -> Iterator[Finding]:
    """Check who owns data, keys and overlay. Root may own a part of the overlay that can be read."""
    owner = owner_of(settings.data)
    found: list[Finding] = []
    if owner is not None:
        found += _data(settings, owner)
    if settings.overlay is not None:
        found += read_only(settings, settings.overlay)
    yield from found or [Finding("fine", "owner: all that is this server's is one user's")]


def read_only(settings: Settings, path: Path) -> Iterator[Finding]:
    """Check that a file or folder that the server only reads belongs to its user or root."""
    owner = owner_of(settings.data)
    fine = {os.geteuid(), ROOT, owner}
    for one in _in(path):
        its = owner_of(one)
        if its is not None and not may_open(one):
            yield unreadable(settings, one, giving(path))
        elif its is not None and its not in fine:
            why = "Who that is can change what this server is told."
            yield Finding.error(f"{one}: belongs to {user_name(its)}", why, _to(path, os.geteuid()))


def unreadable(settings: Settings, path: Path, give: str = "") -> Finding:
    """Return that `path` could not be opened. `give`: how to make it this user's; known for the server's own files."""
    own = next((base for base in (settings.data, settings.overlay) if base and path.is_relative_to(base)), None)
    give = give or (giving(own) if own else "")
    do = f"If the server runs as {user_name(os.geteuid())}: {give}" if give else f"{_AS_IT} Else let that user read it."
    return Finding.error(unopened(path), _UNREAD, do)


def _data(settings: Settings, owner: int) -> Iterator[Finding]:
    data, me = settings.data, os.geteuid()
    if not may_open(data):
        yield unreadable(settings, data)
        return
    if owner != me:
        do = _AS_IT if me == ROOT else f"{_AS_IT} {_to(data, me)}"
        what = f"data folder {data}: belongs to {user_name(owner)}, and this runs as {user_name(me)}"
        yield Finding.error(what, _WHY, do)
    strange = [path for path in _in(data) if owner_of(path) not in (None, owner)]
    if strange and not may_open(strange[0]):
        yield unreadable(settings, strange[0])
    elif strange:
        its = user_name(owner_of(strange[0]) or ROOT)
        what = f"{strange[0]}: belongs to {its}, and the folder to {user_name(owner)}{and_more(strange)}"
        yield Finding.error(what, _WHY, _to(data, owner))


def _in(path: Path) -> Iterator[Path]:
    """Yield all that lies in the folder, as far as it may be read."""
    if not path.is_dir():
        yield path
        return
    try:
        yield from belongings(path)
    except PermissionError:  # a folder that may not be read has been yielded before
        return


def _to(path: Path, user: int) -> str:
    return f"If the server runs as {user_name(user)}: {giving(path, user)}"
