"""Reads a pack's folder into `pack.Pack`; whatever cannot be read is told and left out."""

from pathlib import Path
from typing import Any

from selfhelp.modules.layout import Written
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Genre, Labels, Pack, Programme, Text
from selfhelp.modules.parse import parse
from selfhelp.modules.sheets import MeasureSheet, PackSheet, ProgrammeSheet, ServiceSheet, TextSheet, Words
from selfhelp.modules.toml_file import TomlFile, convert, read_toml

_SHEETS: dict[Genre, str] = {"module": "module.toml", "page": "page.toml", "tool": "tool.toml"}


def load(root: Path, messages: Messages) -> Pack | None:
    """The pack under `root`; None when pack.toml itself cannot be used, since nothing else means anything then."""
    pack_file = read_toml(root / "pack.toml", "pack.toml", messages)
    sheet = convert(pack_file, pack_file.data, PackSheet, [], messages) if pack_file.data else None
    if sheet is None:
        return None
    pack = Pack(root, sheet, files={"pack.toml": pack_file})
    _labels(pack, messages)
    _directory(pack, messages)
    _measures(pack, messages)
    for folder in _folders(root / "programmes"):
        _programme(pack, folder, messages)
    for genre, name in (("page", "pages"), ("tool", "tools")):
        for folder in _folders(root / name):
            _text(pack, "page" if genre == "page" else "tool", folder, messages)
    return pack


def _folders(parent: Path) -> list[Path]:
    return sorted(path for path in parent.iterdir() if path.is_dir()) if parent.is_dir() else []


def _file(pack: Pack, path: Path, messages: Messages) -> TomlFile:
    name = path.relative_to(pack.root).as_posix()
    toml = read_toml(path, name, messages)
    pack.files[name] = toml
    return toml


def _labels(pack: Pack, messages: Messages) -> None:
    """codes.toml, nudges.toml and forbidden.toml: words only, no fields of their own."""
    codes = _file(pack, pack.root / "codes.toml", messages)
    pack.codes = convert(codes, codes.data, Labels, [], messages) or {}
    nudges = _file(pack, pack.root / "nudges.toml", messages)
    pack.nudges = convert(nudges, nudges.data, dict[str, dict[str, dict[str, Words]]], [], messages) or {}
    forbidden = _file(pack, pack.root / "forbidden.toml", messages)
    pack.forbidden = convert(forbidden, forbidden.data, dict[str, dict[str, str]], [], messages) or {}


def _rows(toml: TomlFile, name: str, messages: Messages) -> list[Any]:
    """The `[[name]]` tables of a file that holds nothing else."""
    for other in toml.data.keys() - {name}:
        messages.error(toml.file, toml.line(other), f"«{other}» is no field here", f"this file holds [[{name}]] only")
    rows = toml.data.get(name, [])
    return rows if isinstance(rows, list) else []


def _directory(pack: Pack, messages: Messages) -> None:
    toml = _file(pack, pack.root / "directory.toml", messages)
    for at, row in enumerate(_rows(toml, "service", messages)):
        service = convert(toml, row, ServiceSheet, ["service", at], messages)
        if service is not None:
            pack.services.append(service)


def _measures(pack: Pack, messages: Messages) -> None:
    toml = _file(pack, pack.root / "measures.toml", messages)
    for at, row in enumerate(_rows(toml, "measure", messages)):
        measure = convert(toml, row, MeasureSheet, ["measure", at], messages)
        if measure is not None:
            pack.measures.append(measure)


def _programme(pack: Pack, folder: Path, messages: Messages) -> None:
    toml = _file(pack, folder / "programme.toml", messages)
    sheet = convert(toml, toml.data, ProgrammeSheet, [], messages) if toml.data else None
    if sheet is not None:
        pack.programmes.append(Programme(sheet, toml))
    for inner in _folders(folder):
        _text(pack, "module", inner, messages)


def _text(pack: Pack, genre: Genre, folder: Path, messages: Messages) -> None:
    toml = _file(pack, folder / _SHEETS[genre], messages)
    sheet = convert(toml, toml.data, TextSheet, [], messages) if toml.data else None
    written: dict[str, Written] = {}
    raw: dict[str, bytes] = {}
    for locale in pack.sheet.locales:
        path = folder / f"{locale}.md"
        name = path.relative_to(pack.root).as_posix()
        try:
            raw[locale] = path.read_bytes()
            source = raw[locale].decode("utf-8-sig")  # some editors begin a file with a mark
        except (OSError, UnicodeDecodeError):
            messages.error(name, 0, "the file is missing or is not UTF-8", "write this text in this language too")
            continue
        written[locale] = parse(name, locale, source, messages)
    if sheet is not None and written:
        pack.texts.append(Text(genre, sheet, toml, written, raw))
