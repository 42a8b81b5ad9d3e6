"""nginx's configuration as blocks within blocks, so that it can be asked what holds for each server."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

_DEEPEST: Final = 8
"""Files that include each other."""

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


def read(file: Path) -> Block:
    """The whole file, with what it includes in its place. Raises OSError, UnicodeDecodeError, Unread."""
    whole = Block([], [], [])
    _fill(whole, file, file.parent, _DEEPEST)
    return whole


def _fill(block: Block, file: Path, folder: Path, deepest: int) -> None:
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
            if words[:1] == ["include"] and len(words) == 2 and deepest:
                at = Path(words[1])
                pattern = str(at.relative_to(at.anchor)) if at.is_absolute() else words[1]
                for included in sorted((Path(at.anchor) if at.is_absolute() else folder).glob(pattern)):
                    _fill(around[-1], included, folder, deepest - 1)
            elif words:
                around[-1].lines.append(words)
            words = []
        elif not piece.startswith("#"):
            words.append(piece.strip("\"'"))
    if len(around) > 1:
        raise Unread(f"{file.name} does not close a block")


def blocks(block: Block) -> Iterator[Block]:
    """The block and all within it."""
    yield block
    for inner in block.inside:
        yield from blocks(inner)


def servers(whole: Block) -> list[Chain]:
    """Each server of the web; where there is none yet, the `http` blocks, or the file itself."""
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
    """What holds of it in the last block of the chain: nginx takes the nearest block that says anything."""
    for block in reversed(chain):
        if found := [words for words in block.lines if words[0] == directive]:
            return found
    return []


def name_of(chain: Chain) -> str:
    """` in server NAME`, by its names or by where it listens; empty for what is no server."""
    known = {words[0]: " ".join(words[1:]) for words in chain[-1].lines}
    name = known.get("server_name") or known.get("listen")
    return f" in server {name}" if name else ""
