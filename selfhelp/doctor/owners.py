"""Whether everything that the server reads and writes is its user's, and can be read by whoever looks."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from selfhelp.finding import Finding
from selfhelp.ownership import ROOT, belongings, giving, may_open, name_of, owner_of, unopened
from selfhelp.settings import Settings

_WHY: Final = "What one user makes the other cannot open: the server may not start, or not write."
_UNREAD: Final = "What the server may not read it cannot use, and doctor cannot look at it."
_AS_IT: Final = "Run this as the user that the server runs as."


def owned(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Data, keys and overlay. What root has put into the overlay is fine as long as it can be read."""
    del launch
    owner = owner_of(settings.data)
    found: list[Finding] = []
    if owner is not None:
        found += _data(settings, owner)
    if settings.overlay is not None:
        found += read_only(settings, settings.overlay)
    yield from found or [Finding("fine", "owner: all that is this server's is one user's")]


def read_only(settings: Settings, path: Path) -> Iterator[Finding]:
    """Of a file, or a folder, that the server only reads: its user has it, or root."""
    owner = owner_of(settings.data)
    fine = {os.geteuid(), ROOT, owner}
    for one in _in(path):
        its = owner_of(one)
        if its is not None and not may_open(one):
            yield unreadable(settings, one, giving(path))
        elif its is not None and its not in fine:
            why = "Who that is can change what this server is told."
            yield Finding("error", f"{one}: belongs to {name_of(its)}", why, _to(path, os.geteuid()))


def unreadable(settings: Settings, path: Path, give: str = "") -> Finding:
    """`path` could not be opened. `give`: how it would be this user's; known for what is the server's own."""
    own = next((base for base in (settings.data, settings.overlay) if base and path.is_relative_to(base)), None)
    give = give or (giving(own) if own else "")
    do = f"If the server runs as {name_of(os.geteuid())}: {give}" if give else f"{_AS_IT} Else let that user read it."
    return Finding("error", unopened(path), _UNREAD, do)


def _data(settings: Settings, owner: int) -> Iterator[Finding]:
    data, me = settings.data, os.geteuid()
    if not may_open(data):
        yield unreadable(settings, data)
        return
    if owner != me:
        do = _AS_IT if me == ROOT else f"{_AS_IT} {_to(data, me)}"
        what = f"data folder {data}: belongs to {name_of(owner)}, and this runs as {name_of(me)}"
        yield Finding("error", what, _WHY, do)
    strange = [path for path in _in(data) if owner_of(path) not in (None, owner)]
    if strange and not may_open(strange[0]):
        yield unreadable(settings, strange[0])
    elif strange:
        more = f", and {len(strange) - 1} more" if len(strange) > 1 else ""
        its = name_of(owner_of(strange[0]) or ROOT)
        what = f"{strange[0]}: belongs to {its}, and the folder to {name_of(owner)}{more}"
        yield Finding("error", what, _WHY, _to(data, owner))


def _in(path: Path) -> Iterator[Path]:
    """All of it as far as it may be read."""
    if not path.is_dir():
        yield path
        return
    try:
        yield from belongings(path)
    except PermissionError:  # the folder that may not be read has been given by then
        return


def _to(path: Path, user: int) -> str:
    return f"If the server runs as {name_of(user)}: {giving(path, user)}"
