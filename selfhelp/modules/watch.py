"""Check the pack four times a second for changed files. Polling works on every disk.

The server rebuilds its bundles so (`watch_content`), and `selfhelp content check --watch` runs its checks again.
"""

import asyncio
from itertools import chain
from pathlib import Path
from typing import Final

from selfhelp.logs import log
from selfhelp.modules.audio import SOUNDS
from selfhelp.modules.bundles import BrokenPack, Bundles, build

CHECK_EVERY: Final = 0.25
"""Seconds between two looks."""

Snapshot = frozenset[tuple[str, int, int]]


def snapshot(content: Path, overlay: Path | None = None) -> Snapshot:
    """Return every text, sheet and recording with its time and size; two equal ones mean that nothing was saved."""
    found = []
    for path in chain(content.rglob("*"), overlay.glob("*") if overlay is not None else ()):
        if path.suffix in (".md", ".toml", *SOUNDS):
            try:
                status = path.stat()
            except OSError:
                continue  # gone since the listing: the next look notices it
            found.append((path.as_posix(), status.st_mtime_ns, status.st_size))
    return frozenset(found)


async def follow(content: Path, bundles: Bundles, every: float = CHECK_EVERY, overlay: Path | None = None) -> None:
    """Rebuild the bundles after each change until cancelled; a broken pack is reported and the old bundles stay."""
    seen = snapshot(content, overlay)
    while True:
        await asyncio.sleep(every)
        now = await asyncio.to_thread(snapshot, content, overlay)
        if now == seen:
            continue
        seen = now
        try:
            bundles.replace(await asyncio.to_thread(build, content, overlay, watched=True))
        except BrokenPack as error:
            print(f"{error}\nThe last content without mistakes is still served.", flush=True)
            log().warning("content-broken", count=len(error.found))
        else:
            log().info("content-rebuilt")
