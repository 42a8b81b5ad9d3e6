"""Files that appear whole or not at all, and are on the disk before anybody relies on them."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def fsync(path: Path) -> None:
    """Make the bytes of a file durable, or the names in a folder: a new file can be lost with its name."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def appearing(folder: Path, prefix: str, suffix: str = "") -> Iterator[Path]:
    """Yield an empty file of mode 0600 under a name of its own; remove it afterwards unless it was renamed."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=prefix, suffix=suffix)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def put_in_place(file: Path, name: Path) -> None:
    """Give `file` its name in the same folder, durably; whatever had the name is gone."""
    fsync(file)
    file.rename(name)
    fsync(name.parent)


def write_whole(file: Path, content: bytes) -> None:
    """Write `file` anew with mode 0600: after a power cut it is the old one or the new one. OSError names it."""
    with _written_beside(file, content) as new:
        new.rename(file)
        fsync(file.parent)


def read_or_make(file: Path, make: Callable[[], bytes]) -> bytes:
    """Return the bytes of `file`; when it is missing, write what `make` returns. Of several processes one is first, and
    all return its bytes."""
    if not file.exists():
        with _written_beside(file, make()) as new, suppress(FileExistsError):
            os.link(new, file)
            fsync(file.parent)
    return file.read_bytes()


def take_away(file: Path) -> None:
    """Remove `file` durably; it may be gone already."""
    file.unlink(missing_ok=True)
    fsync(file.parent)


@contextmanager
def _written_beside(file: Path, content: bytes) -> Iterator[Path]:
    with appearing(file.parent, f".{file.name}.") as new:
        try:
            new.write_bytes(content)
            fsync(new)
        except OSError as error:  # what writes to an open file names none
            raise OSError(error.errno, error.strerror, str(file)) from error
        yield new
