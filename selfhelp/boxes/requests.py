"""What a request about a box must say, checked in this order: the form of the id, the site, the form of the secret."""

import hashlib
import re
from binascii import unhexlify
from typing import Any, Final, TypeAlias, TypeVar

from selfhelp.boxes.access import BoxRequest
from selfhelp.boxes.refusal import Refusal, answer_for
from selfhelp.http.problems import FieldError, Problem
from selfhelp.http.routing import AnyRequest, Call, Requirement

T = TypeVar("T")

_ID: Final = re.compile(r"[0-9a-f]{32}")
_BEARER: Final = re.compile(r"(?i:bearer) ([0-9a-f]{64})")


def id_in(request: AnyRequest, name: str) -> bytes:
    """The id that stands as `name` in the address. Problem `no-such-page`."""
    given = request.path_params[name]
    if not _ID.fullmatch(given):
        raise Problem("no-such-page")
    return unhexlify(given)


def refuse_cross_site(request: AnyRequest) -> None:
    """Problem `cross-site` when a browser says that another site's page sent this."""
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise Problem("cross-site")


def secret_of(request: AnyRequest) -> bytes:
    """SHA-256 of the secret in `Authorization: Bearer <64 lower-case hex digits>`. Problem `no-secret`."""
    match = _BEARER.fullmatch(request.headers.get("authorization", ""))
    if match is None:
        raise Problem(
            "no-secret",
            "Send Authorization: Bearer and the secret as 64 lower-case hex digits.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return hashlib.sha256(unhexlify(match[1])).digest()


def box_request(request: AnyRequest) -> BoxRequest:
    """The box of a route with `{box_id:str}`. Problems `no-such-page`, `cross-site`, `no-secret`."""
    box_id = id_in(request, "box_id")
    refuse_cross_site(request)
    return BoxRequest(box_id, secret_of(request))


def id_parameter(name: str) -> dict[str, Any]:
    """What the OpenAPI document says of an id in the address."""
    form = {"type": "string", "pattern": "^[0-9a-f]{32}$", "minLength": 32, "maxLength": 32}
    return {"name": name, "in": "path", "required": True, "schema": form}


SECRET: Final[dict[str, Any]] = {
    "name": "Authorization",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": "^Bearer [0-9a-f]{64}$", "minLength": 71, "maxLength": 71},
}

SAME_SITE: Final = Requirement(refuse_cross_site, ("cross-site",))

BOX: Final = Requirement(
    box_request,
    ("no-secret", "cross-site", "no-such-page", "no-such-box", "box-deleted"),
    (id_parameter("box_id"), SECRET),
)
"""The id of a box and a secret. Whether it is the box's is asked in the transaction (`boxes.access`)."""

BoxCall: TypeAlias = Call[BoxRequest, T]
"""A call about a box, with this body."""


def or_problem(result: T | Refusal | list[FieldError]) -> T:
    """What a store function returned, or the problem that its refusal or its wrong fields are."""
    if isinstance(result, Refusal):
        raise answer_for(result)
    if isinstance(result, list):
        raise Problem("invalid", errors=result)
    return result
