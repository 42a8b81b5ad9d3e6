"""A disk that can be filled to its last byte: a tmpfs where one may be mounted, else faults put in by hand."""

import errno
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Engine, event

from selfhelp.boxes import tombstones
from selfhelp.store import durability

SIZE = 8 * 1024**2
"""Bytes."""

PAGE = 4096
"""Bytes, of SQLite's."""


class SmallDisk(Protocol):
    """A folder on a disk that is soon full."""

    folder: Path

    def fill(self, leave: int = 0) -> None:
        """Take all room but `leave` bytes."""

    def free(self) -> None:
        """Give it back."""


class Tmpfs:
    """A real file system in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, leave: int = 0) -> None:
        with (self.folder / "filler").open("wb") as filler:
            os.posix_fallocate(filler.fileno(), 0, shutil.disk_usage(self.folder).free - leave)

    def free(self) -> None:
        (self.folder / "filler").unlink()


class Pretended:
    """An ordinary folder; what a full disk does to the grave file and to checkpoints is done by patches. SQLite is told
    how many pages there may be, and says of a file that grows what it says on a full disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._patches = pytest.MonkeyPatch()
        self._pages = 0

    def fill(self, leave: int = 0) -> None:
        def torn(file: int, given: bytes) -> None:
            os.write(file, given[:1])
            raise OSError(errno.ENOSPC, "no room")

        def full(_driver: object) -> bool:
            raise sqlite3.OperationalError("database or disk is full")

        if not leave:
            self._patches.setattr(tombstones, "_write_whole", torn)
        self._patches.setattr(durability, "_empty", full)
        self._pages = max(leave // PAGE, 1)
        if not event.contains(Engine, "connect", self._bound):
            event.listen(Engine, "connect", self._bound)

    def _bound(self, connection: object, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute(f"PRAGMA max_page_count = {self._pages}")

    def free(self) -> None:
        self._patches.undo()
        if event.contains(Engine, "connect", self._bound):
            event.remove(Engine, "connect", self._bound)


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """A disk of SIZE bytes at `folder`, which is empty."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0:
        try:
            yield Tmpfs(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
        return
    pretended = Pretended(folder)
    try:
        yield pretended
    finally:
        pretended.free()
