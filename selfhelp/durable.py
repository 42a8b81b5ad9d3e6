"""Write files that appear whole or not at all, and are durable before anybody relies on them."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def fsync(path: Path) -> None:
    """Make a file's bytes durable, or the names in a folder: a new file can be lost with its name."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def appearing(folder: Path, prefix: str, suffix: str = "") -> Iterator[Path]:
    """Yield an empty file of mode 0600 with a unique name; remove it afterwards unless it was renamed."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=prefix, suffix=suffix)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def put_in_place(file: Path, name: Path) -> None:
    """Rename `file` to `name` in the same folder, durably; this replaces whatever had the name."""
    fsync(file)
    file.rename(name)
    fsync(name.parent)


def write_whole(file: Path, content: bytes) -> None:
    """Write `file` with mode 0600 so that after a power cut it is the old one or the new one. OSError names it."""
    with _written_beside(file, content) as new:
        new.rename(file)
        fsync(file.parent)


def read_or_make(file: Path, make: Callable[[], bytes]) -> bytes:
    """Return the bytes of `file`; if it is missing, write what `make` returns. Of several processes one is first, and
    all return its bytes."""
    if not file.exists():
        with _written_beside(file, make()) as new, suppress(FileExistsError):
            os.link(new, file)
            fsync(file.parent)
    return file.read_bytes()


def take_away(file: Path) -> None:
    """Remove `file` durably, if it exists."""
    file.unlink(missing_ok=True)
    fsync(file.parent)


@contextmanager
def _written_beside(file: Path, content: bytes) -> Iterator[Path]:
    with appearing(file.parent, f".{file.name}.") as new:
        try:
            new.write_bytes(content)
            fsync(new)
        except OSError as error:  # an error while writing to an open file names none
            raise OSError(error.errno, error.strerror, str(file)) from error
        yield new
