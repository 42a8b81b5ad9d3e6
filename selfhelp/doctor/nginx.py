"""Parse nginx's configuration into nested blocks, to ask what applies to each server."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

_DEEPEST: Final = 8
"""How deep files may include each other."""

_MAIN: Final = "nginx.conf"
_MACHINES_OWN: Final = Path("/etc/nginx")
_WILD: Final = frozenset("*?[")

_PIECE: Final = re.compile(
    r"""\#[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[;{}]|(?:\$\{[^}]*\}|[^\s;{}])+""", re.DOTALL
)


class Unread(Exception):
    """A configuration could not be parsed; the text says why."""


class NginxBlock(NamedTuple):
    """What stands between braces: `words` before them, each directive as its words, and the inner blocks."""

    words: list[str]
    lines: list[list[str]]
    inside: list["NginxBlock"]


Chain = tuple[NginxBlock, ...]
"""A block after those around it, the outermost first."""


def read_nginx(file: Path) -> tuple[NginxBlock, list[str]]:
    """Return `file` with its includes in place, and each `include` that could not be read. Raises OSError,
    UnicodeDecodeError, Unread."""
    whole = NginxBlock([], [], [])
    unread: list[str] = []
    _fill(whole, unread, file, _prefixes(file), _DEEPEST)
    return whole, unread


def _prefixes(file: Path) -> list[Path]:
    """Return where a relative include is searched: in the folder of the nginx.conf around `file`, else of the machine's
    own, as nginx does (ngx_conf_full_name); then beside `file`, in case it is the main one under another name."""
    above = [folder for way in (file.absolute(), file.resolve()) for folder in way.parents]
    main = next((folder for folder in (*above, _MACHINES_OWN) if (folder / _MAIN).is_file()), file.absolute().parent)
    return list(dict.fromkeys([main, file.absolute().parent]))


def _fill(block: NginxBlock, unread: list[str], file: Path, prefixes: list[Path], deepest: int) -> None:
    around = [block]
    words: list[str] = []
    for piece in _PIECE.findall(file.read_text(encoding="utf-8")):
        if piece == "{":
            around.append(NginxBlock(words, [], []))
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
                    unread.append(words[1])
                for included in found or ():
                    _fill(around[-1], unread, included, prefixes, deepest - 1)
            elif words:
                around[-1].lines.append(words)
            words = []
        elif not piece.startswith("#"):
            words.append(piece.strip("\"'"))
    if len(around) > 1:
        raise Unread(f"{file.name} does not close a block")


def _included(name: str, prefixes: list[Path]) -> list[Path] | None:
    """Return the files that nginx would include; none for a pattern that matches nothing in its folder, None when it
    cannot be found."""
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


def nested_blocks(block: NginxBlock) -> Iterator[NginxBlock]:
    """Yield the block and all blocks within it."""
    yield block
    for inner in block.inside:
        yield from nested_blocks(inner)


def servers(whole: NginxBlock) -> list[Chain]:
    """Return each server of the web; without any, the `http` blocks, or the file itself."""
    web: list[Chain] = [(whole, block) for block in nested_blocks(whole) if block.words == ["http"]]
    return [*_servers(whole, ())] or web or [(whole,)]


def _servers(block: NginxBlock, above: Chain) -> Iterator[Chain]:
    if block.words in (["stream"], ["mail"]):
        return
    chain = (*above, block)
    if block.words == ["server"]:
        yield chain
    for inner in block.inside:
        yield from _servers(inner, chain)


def said(chain: Chain, directive: str) -> list[list[str]]:
    """Return the directive's values in the nearest block of the chain that has it, as nginx does."""
    for block in reversed(chain):
        if found := [words for words in block.lines if words[0] == directive]:
            return found
    return []


def server_name(chain: Chain) -> str:
    """Return ` in server NAME`, from its names or its addresses; empty for what is no server."""
    known = {words[0]: " ".join(words[1:]) for words in chain[-1].lines}
    name = known.get("server_name") or known.get("listen")
    return f" in server {name}" if name else ""
