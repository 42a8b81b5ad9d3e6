"""`GET /api/content/{locale}` says which bundle is current; `GET /content/{hash}.json` is that bundle, for ever.

Everybody fetches the same file, so the server cannot tell who reads what.
"""

from typing import Any

from litestar import Request
from litestar.handlers import HTTPRouteHandler, route
from litestar.params import FromPath
from litestar.response.base import ASGIResponse

from selfhelp.boxes.requests import refuse_cross_site
from selfhelp.http.openapi import operation
from selfhelp.http.problems import Problem
from selfhelp.http.static_files import answer
from selfhelp.modules.bundles import Bundles, Manifest


def _described(name: str, content: Any, *problems: str) -> Any:
    """Return what the OpenAPI document says of an address that ends in `name`."""
    last = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    return operation(answers={200: content, 304: None}, problems=["no-such-page", *problems], box=False, query=[last])


def routes(shelf: Bundles) -> list[HTTPRouteHandler]:
    """Return the handlers of this slice, for app.py."""

    @route(
        "/api/content/{locale:str}",
        http_method=["GET", "HEAD"],
        sync_to_thread=False,
        name="content-manifest",
        operation_class=_described("locale", Manifest, "cross-site"),
    )
    def manifest(request: Request[Any, Any, Any], locale: FromPath[str]) -> ASGIResponse:
        """Which content bundle is current in this language."""
        refuse_cross_site(request)
        bundle = shelf.locale(locale)
        if bundle is None:
            raise Problem("no-such-page")
        return answer(bundle.manifest, request)

    @route(
        "/content/{name:str}",
        http_method=["GET", "HEAD"],
        sync_to_thread=False,
        name="content-bundle",
        operation_class=_described("name", Any),
    )
    def content(request: Request[Any, Any, Any], name: FromPath[str]) -> ASGIResponse:
        """One language's whole content, or what coaches read in it, immutable under its hash."""
        bundle = shelf.named(name)
        if bundle is None:
            raise Problem("no-such-page")
        return answer(bundle, request)

    return [manifest, content]
