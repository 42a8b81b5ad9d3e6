"""Read a pack's folder into `pack.Pack`. If a TOML file cannot be read, only that is reported: the rest needs it."""

from pathlib import Path
from typing import Any

import msgspec

from selfhelp.modules import sheets
from selfhelp.modules.audio import AUDIO, own_audio, read_recording
from selfhelp.modules.layout import Written
from selfhelp.modules.messages import Messages
from selfhelp.modules.overlay import DIRECTORY, PACK, own_directory, own_rung, own_sheet, read_overlay
from selfhelp.modules.pack import Genre, Labels, Pack, ProgrammeSource, TextSource
from selfhelp.modules.parse import parse
from selfhelp.modules.review import REVIEWS, own_reviews
from selfhelp.modules.toml_file import TomlFile, convert, decoded, read_bytes, read_toml, unread

_SHEETS: dict[Genre, str] = {
    "module": "module.toml",
    "page": "page.toml",
    "tool": "tool.toml",
    "guide": "page.toml",
    "consent": "page.toml",
}
_COACH: tuple[Genre, ...] = ("guide", "consent")


def load(root: Path, messages: Messages, overlay: Path | None = None) -> Pack | None:
    """Return the pack under `root` with the operator's `overlay` over it; None after messages when a TOML file cannot
    be used, since much else would seem wrong then."""
    try:
        return _load(root, messages, overlay)
    except PermissionError as error:  # of a folder in the pack; a file's is reported where it is read
        at = Path(error.filename or root)
        messages.error(*unread(at, str(at)))
        return None


def _load(root: Path, messages: Messages, overlay: Path | None) -> Pack | None:
    files = {name: read_toml(root / name, name, messages) for name in _sheets(root)}
    own = read_overlay(overlay, messages) if overlay is not None else {}
    pack = front(root, files, own, messages)
    if pack is None:
        return None
    messages.locales = pack.sheet.locales
    _labels(pack, messages)
    _directory(pack, messages)
    _measures(pack, messages)
    for folder in _folders(root / "programmes"):
        _programme(pack, folder, messages)
    for genre, name in (("page", "pages"), ("tool", "tools")):
        for folder in _folders(root / name):
            _text(pack, "page" if genre == "page" else "tool", folder, messages)
    if (root / "coach").is_dir():
        _coach(pack, messages)
    if DIRECTORY in own and not messages.errors:
        own_directory(pack, own[DIRECTORY], messages)
        own_rung(pack, own[DIRECTORY], messages)
    if AUDIO in own and overlay is not None and not messages.errors:
        own_audio(pack, overlay, own[AUDIO], messages)
    if REVIEWS in own and not messages.errors:
        own_reviews(pack, own[REVIEWS], messages)
    return None if any(message.file.endswith(".toml") for message in messages.errors) else pack


def front(root: Path, files: dict[str, TomlFile], own: dict[str, TomlFile], messages: Messages) -> Pack | None:
    """Return what pack.toml says, the pack's and the operator's, and read nothing else. Both dicts are by file name."""
    pack_file = files[PACK]
    sheet = None if messages.errors else convert(pack_file, pack_file.data, sheets.PackSheet, [], messages)
    if sheet is not None and PACK in own:
        sheet = own_sheet(sheet, own[PACK], messages)
    return None if sheet is None or messages.errors else Pack(root, sheet, files=files, own=own.get(PACK))


def front_alone(root: Path, overlay: Path | None, messages: Messages) -> Pack | None:
    """Return the same without any other file; None after messages."""
    files = {PACK: read_toml(root / PACK, str(root / PACK), messages)}
    own = read_overlay(overlay, messages) if overlay is not None else {}
    return front(root, files, own, messages)


def _sheets(root: Path) -> list[str]:
    """Return every TOML file that a pack has, or should have, by its path in the pack."""
    found = [root / f"{name}.toml" for name in ("pack", "codes", "nudges", "forbidden", "directory", "measures")]
    for folder in _folders(root / "programmes"):
        found += [folder / "programme.toml", *(inner / _SHEETS["module"] for inner in _folders(folder))]
    found += [folder / _SHEETS["page"] for folder in _folders(root / "pages")]
    found += [folder / _SHEETS["tool"] for folder in _folders(root / "tools")]
    if (root / "coach").is_dir():
        found += [root / "coach" / f"{name}.toml" for name in ("checkin", "replies")]
        found += [root / "coach" / genre / _SHEETS[genre] for genre in _COACH]
    return [path.relative_to(root).as_posix() for path in found]


def _folders(parent: Path) -> list[Path]:
    return sorted(path for path in parent.iterdir() if path.is_dir()) if parent.is_dir() else []


def _labels(pack: Pack, messages: Messages) -> None:
    """Read codes.toml, nudges.toml and forbidden.toml, which hold words only, without fields of their own."""
    codes, nudges, forbidden = (pack.files[f"{name}.toml"] for name in ("codes", "nudges", "forbidden"))
    pack.codes = convert(codes, codes.data, Labels, [], messages) or {}
    pack.nudges = convert(nudges, nudges.data, dict[str, dict[str, dict[str, sheets.Words]]], [], messages) or {}
    pack.forbidden = convert(forbidden, forbidden.data, dict[str, dict[str, str]], [], messages) or {}


def _rows(toml: TomlFile, name: str, messages: Messages) -> list[Any]:
    """Return the `[[name]]` tables of a file that holds nothing else."""
    for other in toml.data.keys() - {name}:
        messages.error(*toml.at(other), f"«{other}» is no field here", f"this file holds [[{name}]] only")
    rows = toml.data.get(name, [])
    return rows if isinstance(rows, list) else []


def _directory(pack: Pack, messages: Messages) -> None:
    toml = pack.files["directory.toml"]
    for at, row in enumerate(_rows(toml, "service", messages)):
        service = convert(toml, row, sheets.ServiceSheet, ["service", at], messages)
        if service is not None:
            if service.checked is not None:
                what = f"«{service.id}» checked: it counts for nothing, since it may be the day a source was read"
                messages.warn(*toml.at("service", at, "checked"), what, "write `rung` if someone rang it")
                service = msgspec.structs.replace(service, checked=None)
            pack.services.append(service)
            pack.places.append((toml, at))


def _measures(pack: Pack, messages: Messages) -> None:
    toml = pack.files["measures.toml"]
    for at, row in enumerate(_rows(toml, "measure", messages)):
        measure = convert(toml, row, sheets.MeasureSheet, ["measure", at], messages)
        if measure is not None:
            pack.measures.append(measure)


def _programme(pack: Pack, folder: Path, messages: Messages) -> None:
    toml = pack.files[(folder / "programme.toml").relative_to(pack.root).as_posix()]
    sheet = convert(toml, toml.data, sheets.ProgrammeSheet, [], messages)
    if sheet is not None:
        pack.programmes.append(ProgrammeSource(sheet, toml))
    for inner in _folders(folder):
        _text(pack, "module", inner, messages)


def _coach(pack: Pack, messages: Messages) -> None:
    """Read coach/: the consent and the check-in, and the coaches' guide and replies."""
    checkin, replies = (pack.files[f"coach/{name}.toml"] for name in ("checkin", "replies"))
    pack.checkin = convert(checkin, checkin.data, sheets.CheckinSheet, [], messages)
    pack.replies = convert(replies, replies.data, sheets.Replies, [], messages) or {}
    for genre in _COACH:
        _text(pack, genre, pack.root / "coach" / genre, messages)


def _text(pack: Pack, genre: Genre, folder: Path, messages: Messages) -> None:
    toml = pack.files[(folder / _SHEETS[genre]).relative_to(pack.root).as_posix()]
    sheet = convert(toml, toml.data, sheets.TextSheet, [], messages)
    written: dict[str, Written] = {}
    raw: dict[str, bytes] = {}
    for locale in pack.sheet.locales:
        path = folder / f"{locale}.md"
        name = path.relative_to(pack.root).as_posix()
        found = read_bytes(path, name, "write this text in this language too", messages)
        source = decoded(found, name, messages)
        if found is not None and source is not None:
            raw[locale], written[locale] = found, parse(name, locale, source, messages)
    if sheet is None or not written:
        return
    text = TextSource(genre, sheet, toml, written, raw)
    where = folder.relative_to(pack.root).as_posix()
    for locale, value in sheet.audio.items():
        recording = read_recording(folder, where, value, toml, ("audio", locale), messages)
        if recording is not None:
            text.audio[locale] = recording
    pack.texts.append(text)
