"""A user who is not root: what a mode forbids is then forbidden, whoever runs the tests."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

NOBODY: Final = 65534


@contextmanager
def folder_of_nobody() -> Iterator[Path]:
    """A folder that everybody may come to, which pytest's own are not; empty, and gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="selfhelp-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def powerless(folder: Path) -> Iterator[int]:
    """Whoever asks meanwhile has `folder` and what is in it, and no more rights than that; the user's number."""
    if os.geteuid() != 0:
        yield os.geteuid()
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield NOBODY
    finally:
        os.seteuid(0)
