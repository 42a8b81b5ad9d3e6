"""Parse ids.lock: every id of each release, under which diaries store answers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

LOCK_FILE: Final = "ids.lock"
_RETIRED: Final = "retired"


@dataclass(frozen=True, order=True)
class LockedId:
    """`step module/first-hold reason`: its kind, where it stands, its name."""

    sort: str
    where: str
    name: str

    def __str__(self) -> str:
        return f"{self.sort} {self.where} {self.name}"


def lock_of(content: Path) -> str:
    """Return the contents of ids.lock in the pack under `content`; empty when there is none."""
    file = content / LOCK_FILE
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def read_lock(source: str) -> dict[LockedId, tuple[int, bool]]:
    """Return each id with its line and whether it is retired; lines of another form are ignored."""
    found: dict[LockedId, tuple[int, bool]] = {}
    for number, text in enumerate(source.splitlines(), start=1):
        parts = text.split()
        if text.startswith("#") or len(parts) not in (3, 4):
            continue
        found[LockedId(*parts[:3])] = (number, parts[3:] == [_RETIRED])
    return found
