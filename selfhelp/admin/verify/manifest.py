"""The release manifest: what a site of one version serves, each file by its SHA-256.

`make release` writes it beside the wheel; `selfhelp verify` compares a running site with it
(docs/operators/supply.md). It holds nothing that depends on where or when it was made, so two builds of one commit give
the same one.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from selfhelp.http.static_files import served_files
from selfhelp.modules import bundles

FORMAT = 1
"""Raised when older versions of `verify` cannot read it."""

_NOT_KEPT = ("/", "/sw.js", "/licences.txt", "/coach", "/coach.html")
"""Addresses that phones do not keep, or keep under another name (`/` as `/index.html`), and the coaches' console."""

_BY_TEXT = ("modules", "pages", "tools")
"""The parts of a bundle that are compared text by text."""
_GUIDE = "guide"
"""The one text of a coaches' bundle."""
_FIELDS = dict[str, msgspec.Raw]

REVIEWS = "reviews"
"""The part that says which texts have been signed."""
RECORDINGS = "recordings"
"""The part that names the recordings; there is none where nothing has been recorded."""


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An address of the site (`/`, `/sw.js`, `/?m=pust`) and the bytes that it must answer with, uncompressed."""

    path: str
    sha256: str
    bytes: int


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A content bundle: the texts in one language, or what coaches read in it. `parts` are hashes of what it is made
    of, so that an operator's own directory can be told from a changed text."""

    locale: str
    coach: bool
    sha256: str
    bytes: int
    parts: dict[str, str]


class Wheel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The package. `record` is the SHA-256 of its RECORD, the list of its files by hash: another zlib packs the same
    files into other bytes."""

    name: str
    sha256: str
    bytes: int
    record: str


class ReleaseManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`build` names the app by its files alone, as its service worker does; `commit` is the commit of their source."""

    format: int
    version: str
    build: str
    files: list[File]
    content: list[Texts]
    commit: str = ""
    wheel: Wheel | None = None


class NotThere(Exception):
    """Nothing to make a manifest of, or no manifest; the text says what is missing."""


def sha256(raw: bytes) -> str:
    """Return the hash in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def parts_of(raw: bytes) -> dict[str, str]:
    """Return the hash of each part of a bundle; ValueError when it is none. Signatures and recordings are parts of
    their own, REVIEWS and RECORDINGS: an operator adds them, and the texts stay the same."""
    found: dict[str, str] = {}
    drafts: dict[str, bytes] = {}
    sounds: dict[str, bytes] = {}
    for name, value in msgspec.json.decode(raw, type=_FIELDS).items():
        if name not in (*_BY_TEXT, _GUIDE):
            found[name] = sha256(bytes(value))
            continue
        inner = {name: value} if name == _GUIDE else msgspec.json.decode(value, type=_FIELDS)
        for id, text in inner.items():
            fields = msgspec.json.decode(text, type=_FIELDS)
            part = name if name == _GUIDE else f"{name}/{id}"
            drafts[part] = bytes(fields.pop("draft", b""))
            if "audio" in fields:
                sounds[part] = bytes(fields.pop("audio"))
            found[part] = sha256(msgspec.json.encode(fields))
    for own, values in ((REVIEWS, drafts), (RECORDINGS, sounds)):
        if values:
            found[own] = sha256(repr(sorted(values.items())).encode())
    return found


def made_from(pwa: Path, content: Path) -> ReleaseManifest:
    """Return the manifest of a server with this built app and this pack. Raises NotThere, and BrokenPack."""
    files = {path: file.read_bytes() for path, file in served_files(pwa).items()}
    if "/index.html" not in files:
        raise NotThere(f"There is no built app in {pwa}.")
    for path, page in list(_opened_by_icons(files)):
        files[path] = files[page]
    return ReleaseManifest(
        format=FORMAT,
        version=version("selfhelp"),
        build=_build(files),
        files=[File(path, sha256(raw), len(raw)) for path, raw in sorted(files.items())],
        content=list(_texts(content)),
    )


def read_manifest(file: Path) -> ReleaseManifest:
    """Return the manifest in `file`. Raises NotThere."""
    try:
        manifest = msgspec.json.decode(file.read_bytes(), type=ReleaseManifest)
    except OSError as error:
        raise NotThere(f"{file} cannot be read: {error.strerror}.") from error
    except msgspec.MsgspecError as error:
        raise NotThere(f"{file} is no release manifest that this version can read ({error}).") from error
    if manifest.format != FORMAT:
        raise NotThere(f"{file} has format {manifest.format}; this version reads {FORMAT}.")
    return manifest


def write(manifest: ReleaseManifest, file: Path) -> None:
    """Write one line a field, for people and for diff."""
    file.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def _opened_by_icons(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield what the icons on home screens open (`/?m=vaner`), with the page that must come: each mask has its own, and
    a server could serve something else for one of them."""
    for name, raw in files.items():
        if name.endswith(".webmanifest"):
            start = json.loads(raw).get("start_url", "/")
            if start not in files and urlsplit(start).path in files:
                yield start, urlsplit(start).path


def _build(files: Mapping[str, bytes]) -> str:
    """Return the name of the build, as `versionOf` in pwa/build/worker.ts: the service worker names its cache by it."""
    listed = [
        ("/" if path == "/index.html" else path, f"sha256-{b64encode(hashlib.sha256(raw).digest()).decode()}")
        for path, raw in sorted(files.items())
        if "?" not in path and path not in _NOT_KEPT and not path.startswith("/assets/coach/")
    ]
    return sha256(json.dumps(listed, separators=(",", ":"), ensure_ascii=False).encode())[:16]


def _texts(content: Path) -> Iterator[Texts]:
    # Built as if watched: the same bundles, without compressing them.
    for served in bundles.build(content, watched=True):
        shown = msgspec.json.decode(served.manifest.plain.body, type=bundles.Manifest)
        for address in filter(None, (shown.bundle, shown.coach)):
            raw = served.files[address.rpartition("/")[2]].plain.body
            yield Texts(served.locale, address == shown.coach, sha256(raw), len(raw), parts_of(raw))
