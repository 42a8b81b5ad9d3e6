"""The pack that comes with the code is read and checked once in a process, however many servers start there: it takes a
second, and no test changes it."""

from functools import cache
from pathlib import Path

from selfhelp.modules import shelf
from selfhelp.modules.bundle import Served
from selfhelp.settings import Settings

_build = shelf.build


@cache
def shipped() -> tuple[Served, ...]:
    """Its bundles."""
    return tuple(_build(Settings().content))


def _once(content: Path, overlay: Path | None = None, *, watched: bool = False) -> list[Served]:
    if content == Settings().content and overlay is None and not watched:
        return list(shipped())
    return _build(content, overlay, watched=watched)


def read_once() -> None:
    """From now on, in this process and in those that are forked from it."""
    shelf.build = _once
