"""Files that appear whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selfhelp.store.highwater import sync_folder


@contextmanager
def appearing(folder: Path, prefix: str, suffix: str = "") -> Iterator[Path]:
    """An empty file under a name of its own, its owner's alone; gone afterwards unless it was renamed."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=prefix, suffix=suffix)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def sync_file(file: Path) -> None:
    """Have the bytes of `file` on the disk."""
    opened = os.open(file, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def put_in_place(file: Path, name: Path) -> None:
    """Give `file` its name in the same folder, durably; whatever had the name is gone."""
    sync_file(file)
    file.rename(name)
    sync_folder(name.parent)


def write_whole(file: Path, content: bytes) -> None:
    """Write `file` anew, its owner's alone: after a power cut it is the old one or the new one."""
    with appearing(file.parent, f".{file.name}.") as new:
        new.write_bytes(content)
        put_in_place(new, file)
