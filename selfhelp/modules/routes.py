"""`GET /api/content/{locale}` says which bundle is current; `GET /content/{hash}.json` is that bundle, for ever.

Everybody fetches the same bundle, so the server cannot tell who reads what. Only those who play a recording fetch it.
"""

from typing import Any, Final

from litestar.types import ASGIApp

from selfhelp.boxes.admission import refuse_cross_site
from selfhelp.http.problems import Problem
from selfhelp.http.routing import GET_HEAD, NOTHING, Call, Requirement, Route
from selfhelp.http.static_files import file_answer
from selfhelp.modules.bundles import Bundles, Manifest


async def manifest(bundles: Bundles, call: Call[None, None]) -> ASGIApp:
    """Say which content bundle is current in this language."""
    bundle = bundles.locale(call.request.path_params["locale"])
    if bundle is None:
        raise Problem("no-such-page")
    return file_answer(bundle.manifest, call.request)


async def content(bundles: Bundles, call: Call[None, None]) -> ASGIApp:
    """Send one language's whole content, what coaches read in it, or a recording, immutable under its hash."""
    bundle = bundles.named(call.request.path_params["name"])
    if bundle is None:
        raise Problem("no-such-page")
    return file_answer(bundle, call.request)


def _named(name: str) -> dict[str, Any]:
    """Return the OpenAPI parameter for the end of the address."""
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


_LOCALE: Final = Requirement(refuse_cross_site, ("cross-site", "no-such-page"), (_named("locale"),))
_HASH: Final = Requirement(NOTHING.check, ("no-such-page",), (_named("name"),))

ROUTES: Final = [
    Route(GET_HEAD, "/api/content/{locale:str}", manifest, _LOCALE, answers={200: Manifest, 304: None}),
    Route(GET_HEAD, "/content/{name:str}", content, _HASH, answers={200: Any, 304: None}),
]
