"""Edit a TOML file that people write by hand: comments, order and spacing stay as they are."""

from collections.abc import Iterable
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array


class CannotEdit(Exception):
    """The array was not found, or is written in a way that tomlkit cannot add to."""


def appended(source: str, path: tuple[str, ...], item: str) -> str:
    """Return `source` with the TOML value `item` last in the array at `path` (`("review", "signed")`, `("modules",)`).

    Raises CannotEdit, also where tomlkit would write the item into a comment: as it does after `[ "a",  # b`.
    """
    document = tomlkit.parse(source)
    array = _array(document, path)
    if array is None:
        raise CannotEdit(f"there is no «{'.'.join(path)} = […]»")
    meant = [*array.unwrap(), tomlkit.value(item).unwrap()]
    array.append(tomlkit.value(item))
    edited = tomlkit.dumps(document)
    try:
        written = _array(tomlkit.parse(edited), path)
    except TOMLKitError:
        written = None
    if written != meant:
        raise CannotEdit(f"«{'.'.join(path)}» is written in a way that only a person can add to")
    return edited


def without(source: str, name: str, arrays: Iterable[tuple[str, ...]], tables: Iterable[str]) -> str:
    """Return `source` without the string `name` in these arrays and without the key `name` in these tables; lines that
    held nothing else are removed."""
    document = tomlkit.parse(source)
    for path in arrays:
        array = _array(document, path)
        if array is not None and name in array:
            array.remove(name)
    for table in tables:
        document.get(table, {}).pop(name, None)
    return tomlkit.dumps(document)


def _array(document: tomlkit.TOMLDocument, path: tuple[str, ...]) -> Array | None:
    found: Any = document
    for name in path:
        found = found.get(name, {})
    return found if isinstance(found, Array) else None
