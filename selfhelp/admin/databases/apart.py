"""Keys and tombstones: copied with a backup, but never into the folder of the database's copy.

With the endpoint key, whoever finds a backup can read each phone's push address. Tombstones lie in the order of
deletion, so they tell which boxes were deleted together.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from selfhelp.boxes import TOMBSTONES_FILE, Tombstones
from selfhelp.console import Stopped
from selfhelp.durable import write_whole
from selfhelp.finding import counted
from selfhelp.notify.keys import FILES
from selfhelp.notify.services import keys_folder
from selfhelp.settings import Settings

KEY_FILES: Final = FILES

BEFORE: Final = ".before-"
"""In the name of a copied key: between the key's name and the instant at which another replaced it."""

WHY: Final = (
    "Together with a backup the endpoint key tells where each phone is reached, "
    "and the list of deletions what one person deleted together: keep them on another disk, or with someone else."
)


def check_apart(keys: Path, folder: Path) -> None:
    """Raise Stopped when the folder for the keys is that of the backups, inside it or around it."""
    one, other = keys.resolve(), folder.resolve()
    if one.is_relative_to(other) or other.is_relative_to(one):
        raise Stopped(f"--keys: {keys} and {folder} are no places apart. {WHY}")


def copy_apart(settings: Settings, folder: Path) -> Iterator[str]:
    """Copy the keys and the tombstones into `folder`. A different key that is there is kept, renamed with its date."""
    keys = [key for name in KEY_FILES if (key := keys_folder(settings) / name).is_file()]
    for key in keys:
        content, copied = key.read_bytes(), folder / key.name
        if copied.is_file() and copied.read_bytes() != content:
            old = folder / f"{key.name}{BEFORE}{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
            copied.rename(old)
            yield (
                f"{copied} was another key than {key}. It is kept as {old.name}. If nobody changed the key on purpose,"
                " the former one is right and must be put back: docs/operators/operating.md, «A key is lost»."
            )
        if not copied.is_file():
            write_whole(copied, content)
    tombstones = add_tombstones(folder / TOMBSTONES_FILE, Tombstones(settings.data / TOMBSTONES_FILE).hashes())
    yield f"{folder}: {counted(len(keys), 'key')}, and the list of {counted(tombstones, 'deletion')}."


def add_tombstones(file: Path, hashes: Iterable[bytes]) -> int:
    """Add these tombstones to `file`, sorted by hash so that the order tells nothing; return how many it has then.

    The file gets the date of this call even when nothing was added: it says how recent the list is.
    """
    there = set(Tombstones(file).hashes())
    together = there | set(hashes)
    if together != there or not file.exists():
        write_whole(file, b"".join(b"%s\n" % grave.hex().encode() for grave in sorted(together)))
    else:
        os.utime(file)
    return len(together)
