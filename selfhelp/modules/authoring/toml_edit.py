"""Edits a TOML file that people write by hand: comments, order and spacing stay as they are."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

_PIECE = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#[^\n]*|[\[\]{},]|[^\s,\[\]{}#"\']+')
"""A string, a comment, a bracket, a comma, or a bare value."""

_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=\r?\n)")
"""What may follow the last thing of a line."""


class CannotEdit(Exception):
    """The array is not where it was looked for, or the file would not say what it should afterwards."""


def appended(source: str, path: tuple[str, ...], item: str) -> str:
    """`source` with the TOML value `item` last in the array at `path` (`("review", "signed")`, `("modules",)`).

    In an array over several lines, it gets a line of its own.
    """
    before = _array(tomllib.loads(source), path)
    start = _open(source, path)
    at, comma = start, ""
    for piece, depth in _pieces(source, start):
        if depth and not piece[0].startswith("#"):
            at, comma = piece.end(), " " if piece[0] == "," else ", "
    rest = _REST.match(source, at)
    if rest and before and "\n" in source[start:at]:
        indent = re.match(r"[ \t]*", source[source.rindex("\n", 0, at) + 1 :])
        assert indent is not None
        changed = f"{source[:at]}{comma.strip()}{rest[0]}\n{indent[0]}{item},{source[rest.end() :]}"
    else:
        changed = f"{source[:at]}{comma}{item}{source[at:]}"
    after = _array(tomllib.loads(changed), path)
    if after[:-1] != before:
        raise CannotEdit(f"«{'.'.join(path)}» is written in a way that only a person can add to")
    return changed


def without(source: str, path: tuple[str, ...], item: str) -> str:
    """`source` without the string `item` in the array at `path`; a line of its own goes with it."""
    before = _array(tomllib.loads(source), path)
    if item not in before:
        return source
    pieces = [piece for piece, depth in _pieces(source, _open(source, path)) if depth == 1 and piece[0][0] != "#"]
    at = next(number for number, piece in enumerate(pieces) if piece[0] in (f'"{item}"', f"'{item}'"))
    start, end = pieces[at].start(), pieces[at].end()
    if at + 1 < len(pieces):
        end = pieces[at + 1].end()  # the comma behind it
    changed = _without_line(source, start, end)
    if changed is None:
        start = pieces[at - 1].start() if at and at + 1 == len(pieces) else start
        changed = source[:start] + source[end:].lstrip(" ")
    if _array(tomllib.loads(changed), path) != [one for one in before if one != item]:
        raise CannotEdit(f"«{'.'.join(path)}» is written in a way that only a person can take from")
    return changed


def without_key(source: str, table: str, key: str) -> str:
    """`source` without the line `key = …` of `[table]`."""
    data = tomllib.loads(source)
    if key not in data.get(table, {}):
        return source
    header = re.search(rf"(?m)^\[{re.escape(table)}\]", source)
    found = re.compile(rf'(?m)^[ \t]*"?{re.escape(key)}"?[ \t]*=[^\n]*\n?').search(
        source, header.end() if header else 0
    )
    changed = source[: found.start()] + source[found.end() :] if found else source
    del data[table][key]
    if tomllib.loads(changed) not in (data, {name: value for name, value in data.items() if value != {}}):
        raise CannotEdit(f"«{table}.{key}» is written in a way that only a person can take out")
    return changed


def _array(data: dict[str, Any], path: tuple[str, ...]) -> list[Any]:
    here: Any = data
    for name in path:
        here = here.get(name, []) if isinstance(here, dict) else []
    return here if isinstance(here, list) else []


def _open(source: str, path: tuple[str, ...]) -> int:
    """Just behind the bracket that opens the array at `path`."""
    table = re.search(rf"(?m)^\[{re.escape(path[0])}\]", source) if len(path) > 1 else None
    found = re.compile(rf"(?m)^\s*{re.escape(path[-1])}\s*=\s*\[").search(source, table.end() if table else 0)
    if found is None:
        raise CannotEdit(f"there is no «{'.'.join(path)} = […]»")
    return found.end()


def _pieces(source: str, start: int) -> Iterator[tuple[re.Match[str], int]]:
    """The pieces of the array that opens just before `start`, each with its depth; 0 is the closing bracket."""
    depth = 1
    for piece in _PIECE.finditer(source, start):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(piece[0], 0)
        yield piece, depth
        if depth == 0:
            return
    raise CannotEdit("an array is not closed")


def _without_line(source: str, start: int, end: int) -> str | None:
    """`source` without the line of `start` to `end` and its comment; None when more stands in that line."""
    line = source.rfind("\n", 0, start) + 1
    rest = _REST.match(source, end)
    if source[line:start].strip() or rest is None:
        return None
    return source[:line] + source[source.index("\n", rest.end()) + 1 :]
