"""The built PWA, served from memory: each file is a route of its own, so there is no path to climb out of.

The app keeps its screens behind the hash, so only `/` and `/index.html` lead to it, and `/coach` to the
coaches' console; any other address is a 404.
"""

import mimetypes
from pathlib import Path
from typing import Any, Final

from litestar import Request
from litestar.handlers import HTTPRouteHandler, route
from litestar.response.base import ASGIResponse

from selfhelp.http.static_files import IMMUTABLE, REVALIDATE, Frozen, answer, freeze

APP: Final = "app"
"""The name of the route of these files."""

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


def media_type(name: str) -> str:
    """The media type of a file of the app; what nobody has foreseen is sent as bytes."""
    suffix = Path(name).suffix
    return _MEDIA_TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")


def addresses(dist: Path) -> dict[str, Path]:
    """Every file below `dist` that is served, by its path on the site; none when nothing has been built."""
    files: dict[str, Path] = {}
    for file in sorted(dist.rglob("*")):
        name = file.relative_to(dist).as_posix()
        if file.is_file() and file.suffix not in _UNSERVED and not name.startswith("."):
            files[f"/{name}"] = file
    for page, path in (("/index.html", "/"), ("/coach.html", "/coach")):
        if page in files:
            files[path] = files[page]
    return files


def load_shell(dist: Path) -> dict[str, Frozen]:
    """Every file below `dist` by its path on the site, ready to send; empty when nothing has been built."""
    files = addresses(dist)
    frozen: dict[Path, Frozen] = {}
    for path, file in files.items():
        if file not in frozen:
            cache = IMMUTABLE if path.startswith("/assets/") else REVALIDATE
            frozen[file] = freeze(file.read_bytes(), media_type(file.name), cache)
    return {path: frozen[file] for path, file in files.items()}


def routes(dist: Path) -> list[HTTPRouteHandler]:
    """GET and HEAD for each file of the built app."""
    files = load_shell(dist)
    if not files:
        return []

    @route(sorted(files), http_method=["GET", "HEAD"], sync_to_thread=False, include_in_schema=False, name=APP)
    def shell(request: Request[Any, Any, Any]) -> ASGIResponse:
        return answer(files[request.scope["path"]], request)

    return [shell]
