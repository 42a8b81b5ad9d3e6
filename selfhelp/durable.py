"""Files that appear whole or not at all, and are on the disk before anybody relies on them."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable: a new file whose bytes were synced can be lost with its name."""
    _sync(folder)


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
    _sync(file)
    file.rename(name)
    sync_folder(name.parent)


def write_whole(file: Path, content: bytes) -> None:
    """Write `file` anew with mode 0600: after a power cut it is the old one or the new one. OSError names it."""
    with _written_beside(file, content) as new:
        new.rename(file)
        sync_folder(file.parent)


def read_or_make(file: Path, make: Callable[[], bytes]) -> bytes:
    """Return the bytes of `file`; when it is missing, write what `make` returns. Of several processes one is first, and
    all return its bytes."""
    if not file.exists():
        with _written_beside(file, make()) as new, suppress(FileExistsError):
            os.link(new, file)
            sync_folder(file.parent)
    return file.read_bytes()


def take_away(file: Path) -> None:
    """Remove `file` durably; it may be gone already."""
    file.unlink(missing_ok=True)
    sync_folder(file.parent)


@contextmanager
def _written_beside(file: Path, content: bytes) -> Iterator[Path]:
    with appearing(file.parent, f".{file.name}.") as new:
        try:
            new.write_bytes(content)
            _sync(new)
        except OSError as error:  # what writes to an open file names none
            raise OSError(error.errno, error.strerror, str(file)) from error
        yield new


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
