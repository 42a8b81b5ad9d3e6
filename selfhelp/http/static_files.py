"""Serve public files from memory, compressed once: the built PWA and the content bundles.

`freeze` makes one; `file_answer` sends it: the best encoding that the client accepts, 304 when it has it already, HEAD
without the body. Compressing takes a moment, so the same bytes are compressed once a process.

Each file of the PWA is a route of its own, which rules out path traversal. The app's screens are behind the hash, so
only `/` and `/index.html` lead to it, and `/coach` to the coaches' console; any other address is a 404.
"""

import gzip
import mimetypes
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import brotli
import msgspec
from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse

from selfhelp.http.routing import GET_HEAD, NOTHING, AnyRequest, Call, Route, mount

IMMUTABLE: Final = "public, max-age=31536000, immutable"
"""For files whose name holds the hash of their bytes."""
REVALIDATE: Final = "no-cache"
"""For files whose name stays: ask each time, get 304."""

_TEXT: Final = ("text/", "application/json", "application/manifest+json", "image/svg+xml")
_SMALL: Final = 256  # bytes below which compression saves no packet

_MEDIA_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_UNSERVED: Final = {".br", ".gz", ".map"}


class Representation(msgspec.Struct, frozen=True):
    """The bytes of one encoding, with their headers."""

    etag: str
    body: bytes
    headers: list[tuple[str, str]]
    unchanged: list[tuple[str, str]]


class Frozen(msgspec.Struct, frozen=True):
    """One file in each encoding it is kept in; `plain` always exists, `br` and `gzip` where they save something."""

    plain: Representation
    br: Representation | None = None
    gzip: Representation | None = None


@lru_cache(maxsize=512)
def _compressed(raw: bytes) -> tuple[bytes, bytes]:
    br = brotli.compress(raw, mode=brotli.MODE_TEXT, quality=10, lgwin=22)
    return br, gzip.compress(raw, compresslevel=9, mtime=0)


def freeze(raw: bytes, media_type: str, cache: str, *, compress: bool = True) -> Frozen:
    """Return `raw` ready to send as `media_type`, with the Cache-Control value `cache`."""
    tag = sha256(raw).hexdigest()[:32]

    def represent(body: bytes, encoding: str = "") -> Representation:
        etag = f'"{tag}{encoding and "-" + encoding}"'
        same = [("etag", etag), ("cache-control", cache), ("vary", "Accept-Encoding")]
        content = [("content-type", media_type), ("content-length", str(len(body)))]
        coded = [("content-encoding", encoding)] if encoding else []
        return Representation(etag, body, [*same, *content, *coded], same)

    if not compress or not media_type.startswith(_TEXT) or len(raw) < _SMALL:
        return Frozen(represent(raw))
    br, gz = _compressed(raw)
    return Frozen(represent(raw), represent(br, "br"), represent(gz, "gzip"))


def _accepts(header: str) -> set[str]:
    """Return the codings that an Accept-Encoding header accepts (`q=0` refuses one)."""
    taken = set()
    for part in header.lower().split(","):
        coding, _, parameters = part.partition(";")
        quality = parameters.replace(" ", "").removeprefix("q=")
        if not (quality and quality.rstrip("0") in {"0.", ""}):
            taken.add(coding.strip())
    return taken


def _choose(frozen: Frozen, header: str) -> Representation:
    accepted = _accepts(header)
    if frozen.br is not None and "br" in accepted:
        return frozen.br
    if frozen.gzip is not None and accepted & {"gzip", "*"}:
        return frozen.gzip
    return frozen.plain


def file_answer(frozen: Frozen, request: AnyRequest) -> ASGIResponse:
    """Return the file for this request: 200, or 304 when If-None-Match names the representation to send."""
    chosen = _choose(frozen, request.headers.get("accept-encoding", ""))
    known = request.headers.get("if-none-match")
    if known is not None and (
        known.strip() == "*" or chosen.etag in (tag.strip().removeprefix("W/") for tag in known.split(","))
    ):
        return ASGIResponse(status_code=304, headers=chosen.unchanged)
    if request.method == "HEAD":
        return ASGIResponse(headers=chosen.headers, is_head_response=True)
    return ASGIResponse(body=chosen.body, headers=chosen.headers)


def file_media_type(name: str) -> str:
    """Return the media type of a file of the app; an unknown one is sent as bytes."""
    suffix = Path(name).suffix
    return _MEDIA_TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")


def served_files(dist: Path) -> dict[str, Path]:
    """Return every served file below `dist` by its path on the site; none when nothing has been built."""
    files: dict[str, Path] = {}
    for file in sorted(dist.rglob("*")):
        name = file.relative_to(dist).as_posix()
        if file.is_file() and file.suffix not in _UNSERVED and not name.startswith("."):
            files[f"/{name}"] = file
    for page, path in (("/index.html", "/"), ("/coach.html", "/coach")):
        if page in files:
            files[path] = files[page]
    return files


def load_pwa(dist: Path) -> dict[str, Frozen]:
    """Return every file below `dist` by its path on the site, ready to send; empty when nothing has been built."""
    files = served_files(dist)
    frozen: dict[Path, Frozen] = {}
    for path, file in files.items():
        if file not in frozen:
            cache = IMMUTABLE if path.startswith("/assets/") else REVALIDATE
            frozen[file] = freeze(file.read_bytes(), file_media_type(file.name), cache)
    return {path: frozen[file] for path, file in files.items()}


async def send_file(files: Mapping[str, Frozen], call: Call[None, None]) -> ASGIResponse:
    """Send the file at this address."""
    return file_answer(files[call.request.scope["path"]], call.request)


def routes(dist: Path) -> list[HTTPRouteHandler]:
    """Return GET and HEAD handlers for each file of the built app."""
    files = load_pwa(dist)
    return mount([Route(GET_HEAD, sorted(files), send_file, NOTHING, label="app")] if files else [], files)
