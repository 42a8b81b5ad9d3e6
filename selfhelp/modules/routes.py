"""`GET /api/content/{locale}` says which bundle is current; `GET /content/{hash}.json` is that bundle, for ever.

Everybody fetches the same file, so the server cannot tell who reads what.
"""

from collections.abc import Iterable
from typing import Any

import msgspec
from litestar import MediaType, Request, Response, get
from litestar.handlers import HTTPRouteHandler

from selfhelp.http.problems import Problem
from selfhelp.modules.bundle import Served
from selfhelp.modules.shelf import Shelf

IMMUTABLE = "public, max-age=31536000, immutable"


class Manifest(msgspec.Struct):
    """`bytes` is the bundle's size as JSON, before compression."""

    version: str
    locale: str
    bundle: str
    bytes: int


def accepted(header: str, offered: Iterable[str]) -> str:
    """The first of `offered` that Accept-Encoding takes (RFC 9110, 12.5.3), else `identity`."""
    takes: dict[str, bool] = {}
    for part in header.split(","):
        coding, _, weight = part.partition(";")
        takes[coding.strip().lower()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    anything = takes.get("*", False)
    return next((coding for coding in offered if takes.get(coding, anything)), "identity")


def is_known(header: str, hash: str) -> bool:
    """Whether If-None-Match names this hash, in any coding, weak or strong."""
    if header.strip() == "*":
        return True
    tags = (tag.strip().removeprefix("W/").strip('"') for tag in header.split(","))
    return any(tag.partition("-")[0] == hash for tag in tags)


def _json(body: bytes, headers: dict[str, str], status: int = 200) -> Response[bytes]:
    return Response(body, status_code=status, media_type=MediaType.JSON, headers=headers)


def _nothing_new(headers: dict[str, str]) -> Response[bytes]:
    return Response(b"", status_code=304, headers=headers)


def _manifest(bundle: Served) -> bytes:
    return msgspec.json.encode(Manifest(bundle.version, bundle.locale, bundle.address, len(bundle.plain)))


def routes(shelf: Shelf) -> list[HTTPRouteHandler]:
    """The handlers of this slice, for app.py."""

    @get("/api/content/{locale:str}", summary="Which content bundle is current")
    async def manifest(request: Request[Any, Any, Any], locale: str) -> Response[bytes]:
        if request.headers.get("sec-fetch-site") == "cross-site":
            raise Problem("cross-site")
        bundle = shelf.locale(locale)
        if bundle is None:
            raise Problem("no-such-page")
        headers = {"Cache-Control": "no-cache", "ETag": f'"{bundle.hash}"'}
        if is_known(request.headers.get("if-none-match", ""), bundle.hash):
            return _nothing_new(headers)
        return _json(_manifest(bundle), headers)

    @get("/content/{name:str}", summary="One locale's whole content")
    async def content(request: Request[Any, Any, Any], name: str) -> Response[bytes]:
        hash, dot, kind = name.partition(".")
        bundle = shelf.named(hash) if dot and kind == "json" else None
        if bundle is None:
            raise Problem("no-such-page")
        coding = accepted(request.headers.get("accept-encoding", ""), bundle.encodings)
        headers = {"Cache-Control": IMMUTABLE, "ETag": f'"{bundle.hash}-{coding}"', "Vary": "Accept-Encoding"}
        if is_known(request.headers.get("if-none-match", ""), bundle.hash):
            return _nothing_new(headers)
        if coding != "identity":
            headers["Content-Encoding"] = coding
        return _json(bundle.encodings[coding], headers)

    return [manifest, content]
