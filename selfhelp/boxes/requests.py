"""What a request about a box must say, checked in this order: the form of the id, the site, the form of the secret."""

import hashlib
import re
from binascii import unhexlify
from typing import Any, Final

from litestar import Request

from selfhelp.boxes.access import BoxRequest
from selfhelp.http.body import header
from selfhelp.http.problems import Problem

_ID: Final = re.compile(r"[0-9a-f]{32}")
_BEARER: Final = re.compile(rb"(?i:bearer) ([0-9a-f]{64})")


def box_request(request: Request[Any, Any, Any]) -> BoxRequest:
    """The box of a route with `{box_id:str}`. Problems `no-such-page`, `cross-site`, `no-secret`."""
    given = request.path_params["box_id"]
    if not _ID.fullmatch(given):
        raise Problem("no-such-page")
    refuse_cross_site(request)
    return BoxRequest(bytes.fromhex(given), secret_of(request))


def refuse_cross_site(request: Request[Any, Any, Any]) -> None:
    """Problem `cross-site` when a browser says that another site's page sent this."""
    if header(request, b"sec-fetch-site") == b"cross-site":
        raise Problem("cross-site")


def secret_of(request: Request[Any, Any, Any]) -> bytes:
    """SHA-256 of the secret in `Authorization: Bearer <64 lower-case hex digits>`. Problem `no-secret`."""
    match = _BEARER.fullmatch(header(request, b"authorization"))
    if match is None:
        raise Problem(
            "no-secret",
            "Send Authorization: Bearer and the secret as 64 lower-case hex digits.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return hashlib.sha256(unhexlify(match[1])).digest()
