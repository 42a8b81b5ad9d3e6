"""Adds to an array in a TOML file that people write by hand: comments, order and spacing stay as they are."""

import re
import tomllib
from typing import Any

_PIECE = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#[^\n]*|[\[\]{},]|[^\s,\[\]{}#"\']+')
"""A string, a comment, a bracket, a comma, or a bare value."""


class CannotEdit(Exception):
    """The array is not where it was looked for, or the file would not say what it should afterwards."""


def appended(source: str, path: tuple[str, ...], item: str) -> str:
    """`source` with the TOML value `item` last in the array at `path` (`("review", "signed")`, `("modules",)`)."""
    before = _array(tomllib.loads(source), path)
    start = source.index(f"[{path[0]}]") if len(path) > 1 and f"[{path[0]}]" in source else 0
    found = re.compile(rf"(?m)^\s*{re.escape(path[-1])}\s*=\s*\[").search(source, start)
    if found is None:
        raise CannotEdit(f"there is no «{'.'.join(path)} = […]»")
    at, comma = _end(source, found.end())
    changed = f"{source[:at]}{comma}{item}{source[at:]}"
    if _array(tomllib.loads(changed), path)[: len(before)] != before:
        raise CannotEdit(f"«{'.'.join(path)}» is written in a way that only a person can add to")
    return changed


def _array(data: dict[str, Any], path: tuple[str, ...]) -> list[Any]:
    here: Any = data
    for name in path:
        here = here.get(name, []) if isinstance(here, dict) else []
    return here if isinstance(here, list) else []


def _end(source: str, start: int) -> tuple[int, str]:
    """Where the last value of the array that opens just before `start` ends, and what must stand before another."""
    depth, last, comma = 1, start, ""
    for piece in _PIECE.finditer(source, start):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(piece[0], 0)
        if depth == 0:
            return last, comma
        if not piece[0].startswith("#"):
            last, comma = piece.end(), " " if piece[0] == "," else ", "
    raise CannotEdit("an array is not closed")
