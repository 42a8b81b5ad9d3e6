"""Read a pack's folder into `pack.Pack`. If a TOML file cannot be read, only that is reported: the rest needs it."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from selfhelp.modules import sheets
from selfhelp.modules.audio import AUDIO, own_audio, read_recording
from selfhelp.modules.layout import Written
from selfhelp.modules.messages import Messages
from selfhelp.modules.overlay import DIRECTORY, PACK, own_directory, own_rung, own_sheet, read_overlay
from selfhelp.modules.pack import Genre, Labels, Pack, ProgrammeSource, TextSource
from selfhelp.modules.parse import parse
from selfhelp.modules.review import REVIEWS_FILE, own_reviews
from selfhelp.modules.toml_file import TomlFile, convert, decoded, read_bytes, read_toml, unread

_SHEETS: dict[Genre, str] = {
    "module": "module.toml",
    "page": "page.toml",
    "tool": "tool.toml",
    "guide": "page.toml",
    "consent": "page.toml",
}


def load_pack(root: Path, messages: Messages, overlay: Path | None = None) -> Pack | None:
    """Return the pack under `root` with the operator's `overlay` over it; None after messages when a TOML file cannot
    be used, since much else would seem wrong then."""
    try:
        return _load(root, messages, overlay)
    except PermissionError as error:  # of a folder in the pack; a file's is reported where it is read
        at = Path(error.filename or root)
        messages.error(*unread(at, str(at)))
        return None


def _load(root: Path, messages: Messages, overlay: Path | None) -> Pack | None:
    texts = list(_texts(root))
    files = {name: read_toml(root / name, name, messages) for name in _sheets(root, texts)}
    own = read_overlay(overlay, messages) if overlay is not None else {}
    pack = front(root, files, own, messages)
    if pack is None:
        return None
    messages.locales = pack.sheet.locales
    _tables(pack, messages)
    for toml in (toml for name, toml in files.items() if name.endswith("/programme.toml")):
        sheet = convert(toml, sheets.ProgrammeSheet, messages)
        if sheet is not None:
            pack.programmes.append(ProgrammeSource(sheet, toml))
    for genre, folder in texts:
        _text(pack, genre, folder, messages)
    if "coach/checkin.toml" in files:
        pack.checkin = convert(files["coach/checkin.toml"], sheets.CheckinSheet, messages)
        pack.replies = convert(files["coach/replies.toml"], sheets.Replies, messages) or {}
    if DIRECTORY in own and not messages.errors:
        own_directory(pack, own[DIRECTORY], messages)
        own_rung(pack, own[DIRECTORY], messages)
    if AUDIO in own and overlay is not None and not messages.errors:
        own_audio(pack, overlay, own[AUDIO], messages)
    if REVIEWS_FILE in own and not messages.errors:
        own_reviews(pack, own[REVIEWS_FILE], messages)
    return None if any(message.file.endswith(".toml") for message in messages.errors) else pack


def front(root: Path, files: dict[str, TomlFile], own: dict[str, TomlFile], messages: Messages) -> Pack | None:
    """Return what pack.toml says, the pack's and the operator's, and read nothing else. Both dicts are by file name."""
    sheet = None if messages.errors else convert(files[PACK], sheets.PackSheet, messages)
    if sheet is not None and PACK in own:
        sheet = own_sheet(sheet, own[PACK], messages)
    return None if sheet is None or messages.errors else Pack(root, sheet, files=files, own=own.get(PACK))


def front_alone(root: Path, overlay: Path | None, messages: Messages) -> Pack | None:
    """Return what pack.toml says, with the overlay's over it; read no other file of the pack. None after messages."""
    files = {PACK: read_toml(root / PACK, str(root / PACK), messages)}
    own = read_overlay(overlay, messages) if overlay is not None else {}
    return front(root, files, own, messages)


def _folders(parent: Path) -> list[Path]:
    return sorted(path for path in parent.iterdir() if path.is_dir()) if parent.is_dir() else []


def _texts(root: Path) -> Iterator[tuple[Genre, Path]]:
    """Yield the genre and the folder of each text."""
    for programme in _folders(root / "programmes"):
        yield from (("module", folder) for folder in _folders(programme))
    yield from (("page", folder) for folder in _folders(root / "pages"))
    yield from (("tool", folder) for folder in _folders(root / "tools"))
    if (root / "coach").is_dir():
        yield "guide", root / "coach" / "guide"
        yield "consent", root / "coach" / "consent"


def _sheets(root: Path, texts: list[tuple[Genre, Path]]) -> list[str]:
    """Return every TOML file that a pack has, or should have, by its path in the pack."""
    found = [root / f"{name}.toml" for name in ("pack", "codes", "nudges", "forbidden", "directory", "measures")]
    found += [folder / "programme.toml" for folder in _folders(root / "programmes")]
    found += [folder / _SHEETS[genre] for genre, folder in texts]
    if (root / "coach").is_dir():
        found += [root / "coach" / f"{name}.toml" for name in ("checkin", "replies")]
    return [path.relative_to(root).as_posix() for path in found]


def _tables(pack: Pack, messages: Messages) -> None:
    """Read the tables that belong to no text. codes, nudges and forbidden hold words only, without fields of their
    own."""
    files = pack.files
    pack.codes = convert(files["codes.toml"], Labels, messages) or {}
    pack.nudges = convert(files["nudges.toml"], dict[str, Labels], messages) or {}
    pack.forbidden = convert(files["forbidden.toml"], dict[str, dict[str, str]], messages) or {}
    directory, measures = files["directory.toml"], files["measures.toml"]
    for at in _rows(directory, "service", messages):
        service = convert(directory, sheets.ServiceSheet, messages, "service", at)
        if service is None:
            continue
        if service.checked is not None:
            what = f"«{service.id}» checked: it counts for nothing, since it may be the day a source was read"
            messages.warn(*directory.at("service", at, "checked"), what, "write `rung` if someone rang it")
            service = msgspec.structs.replace(service, checked=None)
        pack.services.append(service)
        pack.places.append((directory, at))
    for at in _rows(measures, "measure", messages):
        measure = convert(measures, sheets.MeasureSheet, messages, "measure", at)
        if measure is not None:
            pack.measures.append(measure)


def _rows(toml: TomlFile, name: str, messages: Messages) -> range:
    """Return the numbers of the `[[name]]` tables of a file that holds nothing else."""
    for other in toml.data.keys() - {name}:
        messages.error(*toml.at(other), f"«{other}» is no field here", f"this file holds [[{name}]] only")
    rows = toml.data.get(name)
    return range(len(rows) if isinstance(rows, list) else 0)


def _text(pack: Pack, genre: Genre, folder: Path, messages: Messages) -> None:
    where = folder.relative_to(pack.root).as_posix()
    toml = pack.files[f"{where}/{_SHEETS[genre]}"]
    sheet = convert(toml, sheets.TextSheet, messages)
    written: dict[str, Written] = {}
    raw: dict[str, bytes] = {}
    for locale in pack.sheet.locales:
        name = f"{where}/{locale}.md"
        found = read_bytes(pack.root / name, name, "write this text in this language too", messages)
        source = decoded(found, name, messages)
        if found is not None and source is not None:
            raw[locale], written[locale] = found, parse(name, locale, source, messages)
    if sheet is None or not written:
        return
    text = TextSource(genre, sheet, toml, written, raw)
    for locale in sheet.audio:
        recording = read_recording(folder, where, toml, ("audio", locale), messages)
        if recording is not None:
            text.audio[locale] = recording
    pack.texts.append(text)
