"""Edit a TOML file that people write by hand: comments, order and spacing stay as they are."""

import re
from collections.abc import Iterable, MutableMapping
from typing import Any, Final

import tomlkit
from tomlkit.items import Array

_END: Final = re.compile(r"(?:[\s,]|#[^\n]*\n)*\]\Z")
"""What follows the last item of an array: commas, comments and the bracket."""

_REST: Final = re.compile(r"\s*?,?(?P<line>[ \t]*(?:#[^\r\n]*)?)(?P<below>\r?\n.*)\Z", re.DOTALL)
"""The same when a line ends after the last item: the rest of that line, and the lines below."""

_COMMA: Final = re.compile(r"\A\s*,")


class CannotEdit(Exception):
    """The array was not found, or the edited file would not say what it should."""


def appended(source: str, path: tuple[str, ...], item: str) -> str:
    """Return `source` with the TOML value `item` last in the array at `path` (`("review", "signed")`, `("modules",)`).

    In an array over several lines it gets its own line, above a comment that ends the array, not below as in tomlkit.
    """
    document = tomlkit.parse(source)
    table, name, array = _found(document, path)
    if array is None:
        raise CannotEdit(f"there is no «{'.'.join(path)} = […]»")
    before, text = array.unwrap(), array.as_string()
    end = _END.search(text)
    assert end is not None
    changed = tomlkit.parse(f"_ = {_with_last(text[: end.start()], end[0], item, bool(before))}")["_"]
    if not isinstance(changed, Array) or changed.unwrap()[:-1] != before:
        raise CannotEdit(f"«{'.'.join(path)}» is written in a way that only a person can add to")
    table[name] = changed
    return tomlkit.dumps(document)


def _with_last(head: str, end: str, item: str, follows: bool) -> str:
    rest = _REST.match(end)
    if not follows or rest is None or "\n" not in head:
        return f"{head}{', ' if follows else ''}{item}{_COMMA.sub('', end)}"
    last = head[head.rindex("\n") + 1 :]
    indent = last[: len(last) - len(last.lstrip())]
    return f"{head},{rest['line']}\n{indent}{item},{rest['below']}"


def without(source: str, name: str, arrays: Iterable[tuple[str, ...]], tables: Iterable[str]) -> str:
    """Return `source` without the string `name` in these arrays and without the key `name` in these tables; lines that
    held nothing else are removed."""
    document = tomlkit.parse(source)
    for path in arrays:
        array = _found(document, path)[2]
        if array is not None and name in array:
            array.remove(name)
    for table in tables:
        document.get(table, {}).pop(name, None)
    return tomlkit.dumps(document)


def _found(document: tomlkit.TOMLDocument, path: tuple[str, ...]) -> tuple[MutableMapping[str, Any], str, Array | None]:
    """Return the table around the array at `path`, its name there, and the array if there is one."""
    table: Any = document
    for name in path[:-1]:
        table = table.get(name, {})
    array = table.get(path[-1])
    return table, path[-1], array if isinstance(array, Array) else None
