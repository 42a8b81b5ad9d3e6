"""Whether somebody else on this machine can change what phones run, or read a password."""

import grp
import pwd
import stat
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from selfhelp.finding import Finding
from selfhelp.ownership import to_run
from selfhelp.settings import Settings

_READ: Final = stat.S_IRGRP | stat.S_IROTH


def of_others(settings: Settings, launch: bool) -> Iterator[Finding]:
    """The app as it is handed out, the texts, and the folders on the way to them: by their modes and groups."""
    del launch
    folders = [folder for folder in (settings.pwa, settings.content, settings.overlay) if folder is not None]
    open_ones = [file for folder in folders for file in _writable(folder)]
    if open_ones:
        yield Finding(
            "error",
            f"{open_ones[0]}: other users of this machine may change it"
            + (f", and {len(open_ones) - 1} more" if len(open_ones) > 1 else ""),
            "Whoever changes the app or its texts can read along with everybody who opens it afterwards.",
            to_run("chmod", "-R", "go-w", *folders),
        )
    around = {file: None for folder in folders for file in _on_the_way(folder)}
    for file in around:
        yield _may_be_exchanged(file)
    if not (open_ones or around):
        yield Finding("fine", f"files: no mode lets other users change {', '.join(map(str, folders))}")


def settings_file(file: Path) -> Iterator[Finding]:
    """The file with the settings, if there is one: nobody else writes it, nor reads a password in it."""
    if not file.is_file():
        return
    if is_open := _others_may_write(file):
        yield Finding(
            "error",
            f"{file}: other users of this machine may change it",
            "There stands which app, which texts and which database this server takes.",
            to_run("chmod", "go-w", file),
        )
    holds_password = _holds_password(file) and bool(file.stat().st_mode & _READ)
    if holds_password:
        yield Finding(
            "error",
            f"{file}: other users of this machine may read it, and the database's password stands there",
            "With it they can read and erase everything that the server keeps.",
            to_run("chmod", 600, file),
        )
    around = list(_on_the_way(file))
    for folder in around:
        yield _may_be_exchanged(folder)
    if not (is_open or holds_password or around):
        yield Finding("fine", f"{file}: no mode lets other users change it")


def _may_be_exchanged(folder: Path) -> Finding:
    return Finding(
        "error",
        f"{folder}: other users of this machine may change it",
        "Whoever may can put another file or folder in the place of one of this server's.",
        to_run("chmod", "go-w", folder),
    )


def _writable(folder: Path) -> Iterator[Path]:
    for file in (folder, *sorted(folder.rglob("*"))):
        if not file.is_symlink() and file.exists() and _others_may_write(file):
            yield file


def _on_the_way(file: Path) -> Iterator[Path]:
    """Folders above in which others may rename what is not theirs; where the sticky bit is set, they may not."""
    for folder in file.resolve().parents:
        if folder.exists() and _others_may_write(folder) and not folder.stat().st_mode & stat.S_ISVTX:
            yield folder


def _others_may_write(file: Path) -> bool:
    found = file.stat()
    if found.st_mode & stat.S_IWOTH:
        return True
    return bool(found.st_mode & stat.S_IWGRP) and not _is_of_one(found.st_gid, found.st_uid)


@cache
def _is_of_one(group: int, owner: int) -> bool:
    """Whether nobody but the owner, and root, is in the group, as far as this machine knows its users."""
    try:
        named = {pwd.getpwnam(name).pw_uid for name in grp.getgrgid(group).gr_mem}
    except KeyError:
        return False
    return named | {user.pw_uid for user in pwd.getpwall() if user.pw_gid == group} <= {owner, 0}


def _holds_password(file: Path) -> bool:
    try:
        database = tomllib.loads(file.read_text(encoding="utf-8")).get("database", "")
        return urlsplit(str(database)).password is not None
    except (OSError, ValueError):  # the start says what is wrong with it
        return False
