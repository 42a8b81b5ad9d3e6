"""For authors: looks at the pack four times a second and tells when a file has changed. Polling works on every disk."""

import asyncio
import sys
from pathlib import Path
from typing import Final

from selfhelp.logs import log
from selfhelp.modules.shelf import BrokenPack, Shelf, build

EVERY: Final = 0.25
"""Seconds between two looks."""

Stamp = frozenset[tuple[str, int, int]]


def stamp(content: Path) -> Stamp:
    """Every text and sheet with its time and size; two equal stamps mean that nothing was saved."""
    found = []
    for path in content.rglob("*"):
        if path.suffix in (".md", ".toml"):
            try:
                status = path.stat()
            except OSError:
                continue  # gone between the listing and the look: the next look sees it
            found.append((path.as_posix(), status.st_mtime_ns, status.st_size))
    return frozenset(found)


async def follow(content: Path, shelf: Shelf, every: float = EVERY) -> None:
    """Rebuilds the shelf after each change until cancelled; a broken pack is listed and the old one stays."""
    seen = stamp(content)
    while True:
        await asyncio.sleep(every)
        now = await asyncio.to_thread(stamp, content)
        if now == seen:
            continue
        seen = now
        try:
            shelf.replace(await asyncio.to_thread(build, content, watched=True))
        except BrokenPack as error:
            sys.stdout.write(f"{error}\n")
            sys.stdout.flush()
            log().warning("content is broken, the last good one is still served", count=len(error.found))
        else:
            log().info("content was rebuilt")
