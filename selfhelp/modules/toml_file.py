"""A TOML file with the line of each key, which tomllib does not give."""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from selfhelp.modules.messages import Messages, did_you_mean
from selfhelp.ownership import giving, unopened

T = TypeVar("T")
TomlPart = str | int

_TABLE = re.compile(r"^\s*(?P<open>\[\[?)\s*(?P<name>[^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r'^\s*(?P<key>[A-Za-z0-9_-]+|"[^"]+")\s*=')
_UNKNOWN = re.compile(r"unknown field `(?P<name>[^`]*)`")


@dataclass(frozen=True)
class TomlFile:
    """`file` is relative to the pack; `data` is tomllib's result, empty when parsing failed."""

    file: str
    source: str
    data: dict[str, Any]

    def line(self, *path: TomlPart) -> int:
        """Return the line of `path` (`"service", 3, "phone"`), or of the nearest thing around it; 1 without any."""
        depths = range(len(path), 0, -1)
        return next((self._lines[path[:depth]] for depth in depths if path[:depth] in self._lines), 1)

    def value(self, *path: TomlPart) -> Any:
        """Return what stands at `path`; None when nothing does, which TOML has no value for."""
        found: Any = self.data
        for key in path:
            try:
                found = found[key]
            except (KeyError, IndexError, TypeError):
                return None
        return found

    def at(self, *path: TomlPart) -> tuple[str, int]:
        """Return the file and the line of `path`, for `Messages.error` and `Messages.warn`."""
        return self.file, self.line(*path)

    @cached_property
    def _lines(self) -> dict[tuple[TomlPart, ...], int]:
        return {tuple(path): number for number, path in reversed(_paths(self.source))}


def _paths(source: str) -> list[tuple[int, list[TomlPart]]]:
    """Return every table header and key with its full path."""
    found: list[tuple[int, list[TomlPart]]] = []
    table: list[TomlPart] = []
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
    """Read `path`; a missing file or broken TOML becomes one message and empty data."""
    raw = read_bytes(path, file, "write it; docs/authors/authoring.md shows each file", messages)
    source = decoded(raw, file, messages)
    try:
        return TomlFile(file, source or "", tomllib.loads(source or ""))
    except tomllib.TOMLDecodeError as error:
        line, what = _slip(source or "", str(error))
        messages.error(file, line, what, "correct it first: nothing else has been checked")
        return TomlFile(file, "", {})


def unread(path: Path, file: str) -> tuple[str, int, str, str]:
    """Return the message about a file or folder that this user may not read, for `Messages.error`."""
    do = f"run this as the user that the server runs as; if that is this one: {giving(path)}"
    return file, 0, f"it cannot be read: {unopened(path.absolute())}", do


def read_bytes(path: Path, file: str, do: str, messages: Messages) -> bytes | None:
    """Return the bytes of the file; None after a message when it is missing, or may not be read."""
    try:
        return path.read_bytes()
    except PermissionError:
        messages.error(*unread(path, file))
        return None
    except OSError:
        messages.error(file, 0, "the file is missing", do)
        return None


def decoded(raw: bytes | None, file: str, messages: Messages) -> str | None:
    """Return `raw` as text; None after a message when it is in another encoding."""
    try:
        return None if raw is None else raw.decode("utf-8-sig")  # some editors write a byte-order mark
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1 if raw else 1
        messages.error(file, line, "the file is not in UTF-8", "save it as UTF-8 (in the editor: «Save with encoding»)")
        return None


def _slip(source: str, error: str) -> tuple[int, str]:
    """Return the line where tomllib stopped, and what an author should look for there."""
    lines = source.splitlines()
    at = re.search(r"at line (\d+)", error)
    line = min(int(at[1]), len(lines)) if at else len(lines)
    if re.search(r"overwrite|twice|mutate|extend", error):
        return line, f"what this line names has been written above already ({error})"
    before = [number for number, text in enumerate(lines[: line - 1], 1) if text.strip() and text.strip()[0] != "#"]
    where = f"line {before[-1]} or {line}" if before else f"line {line}"
    return line, f"{where}: a comma, quotation mark or bracket is missing ({error})"


def convert(toml: TomlFile, kind: type[T], messages: Messages, *path: TomlPart) -> T | None:
    """Convert what stands at `path` of the file to a `kind`; return None when nothing does, and after a message when it
    does not fit."""
    value = toml.value(*path)
    try:
        return None if value is None else msgspec.convert(value, type=kind)
    except msgspec.ValidationError as error:
        what, _, place = str(error).partition(" - at `$")
        parts = re.findall(r"[^.\[\]`]+", place)
        inner: list[TomlPart] = [int(part) if part.isdigit() else part for part in parts]
        if unknown := _UNKNOWN.search(what):
            name = unknown["name"]
            fields = msgspec.structs.fields(kind) if not inner and issubclass(kind, msgspec.Struct) else ()
            what = f"«{name}» is no field here{did_you_mean(name, [one.encode_name for one in fields])}"
            messages.error(*toml.at(*path, *inner, name), what, "correct it")
        else:
            messages.error(*toml.at(*path, *inner), f"{'.'.join(parts)}: {what}" if parts else what)
        return None
