"""A pack is read and checked once in a run, however many servers start there: it takes a second or two, and only a test
about authors changes one while a server has it."""

import fcntl
import gzip
import hashlib
import os
import pickle
import tempfile
from functools import cache
from pathlib import Path

import brotli

from selfhelp.http import static_files
from selfhelp.modules import bundles
from selfhelp.modules.bundles import Served
from selfhelp.settings import Settings

build = bundles.build
"""Reads and checks a pack every time, for the test that wants to see it done."""

_PLACE = "FOTFESTE_TESTS_PACKS"
"""Where the servers of a run leave what they have read of packs of their own, for those that start after them: a folder
that the first process of the run makes and takes away."""

if _PLACE not in os.environ:
    _folder = tempfile.TemporaryDirectory(prefix="fotfeste-packs-")
    os.environ[_PLACE] = _folder.name

# A server gets an environment of its own, which may not name it.
_PACKS = Path(os.environ[_PLACE])


@cache
def _quickly(raw: bytes) -> tuple[bytes, bytes]:
    return brotli.compress(raw, mode=brotli.MODE_TEXT, quality=4), gzip.compress(raw, compresslevel=1, mtime=0)


# As small as they get, the app and the texts cost every process of a run a second and a half.
static_files._compressed = _quickly


@cache
def shipped() -> tuple[Served, ...]:
    """The bundles of the pack that comes with the code."""
    return tuple(_read(Settings().content))


def _once(content: Path, overlay: Path | None = None, *, watched: bool = False) -> list[Served]:
    if watched or overlay is not None:
        return build(content, overlay, watched=watched)
    if content == Settings().content:
        return list(shipped())
    return _read(content)


def _read(content: Path) -> list[Served]:
    read = _PACKS / _digest(content)
    with read.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # who begins at the same time waits, and reads what the first has left
        if not read.is_file():
            with tempfile.NamedTemporaryFile(dir=read.parent, delete=False) as file:
                file.write(pickle.dumps(build(content)))
            Path(file.name).rename(read)
    bundles: list[Served] = pickle.loads(read.read_bytes())
    return bundles


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(f"{file.relative_to(folder)} {file.stat().st_size}\n".encode() + file.read_bytes())
    return found.hexdigest()


def read_once() -> None:
    """From now on, in this process and in those that are forked from it."""
    bundles.build = _once
