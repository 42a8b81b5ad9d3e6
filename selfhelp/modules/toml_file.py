"""A TOML file with the line of each key, which tomllib does not tell."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from selfhelp.modules.messages import Messages, did_you_mean

T = TypeVar("T")
Key = str | int

_TABLE = re.compile(r"^\s*(?P<open>\[\[?)\s*(?P<name>[^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r'^\s*(?P<key>[A-Za-z0-9_-]+|"[^"]+")\s*=')
_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"unknown field `(?P<name>[^`]*)`")


@dataclass(frozen=True)
class TomlFile:
    """`file` is relative to the pack; `data` is what tomllib read, empty when it could not."""

    file: str
    source: str
    data: dict[str, Any]

    def line(self, *path: Key) -> int:
        """The line of `path` (`"service", 3, "phone"`), or of the nearest thing around it; 1 when there is none."""
        best, depth = 1, -1
        for number, here in _paths(self.source):
            shared = 0
            while shared < min(len(here), len(path)) and here[shared] == path[shared]:
                shared += 1
            if shared == len(here) and shared > depth:
                best, depth = number, shared
        return best


def _paths(source: str) -> list[tuple[int, list[Key]]]:
    """Every table header and key with its full path."""
    found: list[tuple[int, list[Key]]] = []
    table: list[Key] = []
    counts: dict[str, int] = {}
    for number, text in enumerate(source.splitlines(), start=1):
        header, key = _TABLE.match(text), _KEY.match(text)
        if header:
            name = header["name"].replace('"', "")
            table = list(name.split("."))
            if header["open"] == "[[":
                counts[name] = counts.get(name, -1) + 1
                table = [*table, counts[name]]
            found.append((number, table))
        elif key:
            found.append((number, [*table, key["key"].strip('"')]))
    return found


def read_toml(path: Path, file: str, messages: Messages) -> TomlFile:
    """Reads `path`; a missing file or broken TOML becomes one message and empty data."""
    try:
        source = path.read_text(encoding="utf-8-sig")  # some editors begin a file with a mark
    except (OSError, UnicodeDecodeError):
        messages.error(file, 0, "the file is missing or is not UTF-8", "write it; docs/authoring.md shows each file")
        return TomlFile(file, "", {})
    try:
        return TomlFile(file, source, tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        messages.error(
            file, int(at[1]) if at else 1, f"this is not TOML: {error}", "look for a missing quote or bracket"
        )
        return TomlFile(file, source, {})


def convert(toml: TomlFile, value: object, kind: type[T], path: Sequence[Key], messages: Messages) -> T | None:
    """`value`, which stands at `path` of the file, as a `kind`; None after a message when it does not fit."""
    try:
        return msgspec.convert(value, type=kind)
    except msgspec.ValidationError as error:
        match = _AT.match(str(error))
        assert match is not None
        inner: list[Key] = [
            int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", match["path"] or "")
        ]
        unknown = _UNKNOWN.search(match["what"])
        if unknown:
            name = unknown["name"]
            known = (
                [one.encode_name for one in msgspec.structs.fields(kind)] if issubclass(kind, msgspec.Struct) else []
            )
            what = f"«{name}» is no field here{did_you_mean(name, known)}"
            messages.error(toml.file, toml.line(*path, *inner, name), what, "correct it")
        else:
            where = ".".join(str(part) for part in inner)
            messages.error(toml.file, toml.line(*path, *inner), f"{where}: {match['what']}" if where else match["what"])
        return None
