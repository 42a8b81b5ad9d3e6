"""nginx's configuration as blocks within blocks, so that it can be asked what holds for each server."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

_DEEPEST: Final = 8
"""Files that include each other."""

_MAIN: Final = "nginx.conf"
_MACHINES_OWN: Final = Path("/etc/nginx")
_WILD: Final = frozenset("*?[")

_PIECE: Final = re.compile(
    r"""\#[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[;{}]|(?:\$\{[^}]*\}|[^\s;{}])+""", re.DOTALL
)


class Unread(Exception):
    """Why a configuration could not be understood."""


class Block(NamedTuple):
    """What stands between braces: `words` before them, each directive as its words, and the blocks in it."""

    words: list[str]
    lines: list[list[str]]
    inside: list["Block"]


Chain = tuple[Block, ...]
"""A block, and before it those around it, the outermost first."""


class Whole(NamedTuple):
    """A file with what it includes in its place, and each `include` of which nothing could be read."""

    block: Block
    unread: list[str]


def read(file: Path) -> Whole:
    """Return the whole of it. Raises OSError, UnicodeDecodeError, Unread."""
    whole = Whole(Block([], [], []), [])
    _fill(whole, whole.block, file, _prefixes(file), _DEEPEST)
    return whole


def _prefixes(file: Path) -> list[Path]:
    """Return where a relative include is looked for: in the folder of the nginx.conf around `file`, else of the
    machine's own, as nginx does (ngx_conf_full_name); then beside `file`, should that be the main one under another
    name."""
    above = [folder for way in (file.absolute(), file.resolve()) for folder in way.parents]
    main = next((folder for folder in (*above, _MACHINES_OWN) if (folder / _MAIN).is_file()), file.absolute().parent)
    return list(dict.fromkeys([main, file.absolute().parent]))


def _fill(whole: Whole, block: Block, file: Path, prefixes: list[Path], deepest: int) -> None:
    around = [block]
    words: list[str] = []
    for piece in _PIECE.findall(file.read_text(encoding="utf-8")):
        if piece == "{":
            around.append(Block(words, [], []))
            around[-2].inside.append(around[-1])
            words = []
        elif piece == "}":
            if len(around) == 1:
                raise Unread(f"{file.name} closes a block that it has not opened")
            around.pop()
        elif piece == ";":
            if words[:1] == ["include"] and len(words) == 2:
                found = _included(words[1], prefixes) if deepest else None
                if found is None:
                    whole.unread.append(words[1])
                for included in found or ():
                    _fill(whole, around[-1], included, prefixes, deepest - 1)
            elif words:
                around[-1].lines.append(words)
            words = []
        elif not piece.startswith("#"):
            words.append(piece.strip("\"'"))
    if len(around) > 1:
        raise Unread(f"{file.name} does not close a block")


def _included(name: str, prefixes: list[Path]) -> list[Path] | None:
    """Return the files that nginx would take; none for a pattern in a folder that has no such file. None: not to be
    found."""
    is_known = False
    for prefix in prefixes:
        at = prefix / name  # the name alone when it is absolute
        base = prefix if at.is_relative_to(prefix) else Path(at.anchor)
        if found := sorted(base.glob(str(at.relative_to(base)))):
            return found
        is_looked_through = not _WILD & set(str(at.parent.relative_to(base))) and os.access(
            at.parent, os.R_OK, effective_ids=True
        )
        is_known |= is_looked_through and bool(_WILD & set(at.name))
    return [] if is_known else None


def blocks(block: Block) -> Iterator[Block]:
    """Yield the block and all within it."""
    yield block
    for inner in block.inside:
        yield from blocks(inner)


def servers(whole: Block) -> list[Chain]:
    """Return each server of the web; where there is none yet, the `http` blocks, or the file itself."""
    web: list[Chain] = [(whole, block) for block in blocks(whole) if block.words == ["http"]]
    return [*_servers(whole, ())] or web or [(whole,)]


def _servers(block: Block, above: Chain) -> Iterator[Chain]:
    if block.words in (["stream"], ["mail"]):
        return
    chain = (*above, block)
    if block.words == ["server"]:
        yield chain
    for inner in block.inside:
        yield from _servers(inner, chain)


def said(chain: Chain, directive: str) -> list[list[str]]:
    """Return what holds of it in the last block of the chain: nginx takes the nearest block that says anything."""
    for block in reversed(chain):
        if found := [words for words in block.lines if words[0] == directive]:
            return found
    return []


def name_of(chain: Chain) -> str:
    """` in server NAME`, by its names or by where it listens; empty for what is no server."""
    known = {words[0]: " ".join(words[1:]) for words in chain[-1].lines}
    name = known.get("server_name") or known.get("listen")
    return f" in server {name}" if name else ""
