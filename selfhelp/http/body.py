"""Reading a JSON body: the size, the media type, the object and its fields are checked in this order."""

import re
from typing import Any, TypeVar

import msgspec
from litestar import Request

from selfhelp.http.problems import FieldError, Problem

T = TypeVar("T")

_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?$", re.DOTALL)
_FIELD = re.compile(r"(?:unknown|required) field `(?P<name>[^`]*)`")

_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What the decoder raises at bytes that are no JSON, no UTF-8, or nested deeper than it goes."""


def field_error(error: msgspec.ValidationError) -> FieldError:
    """msgspec's sentence as a field and a detail: «… - at `$.puts[3].version`» becomes `puts[3].version`."""
    match = _AT.match(str(error))
    assert match is not None
    what, path = match["what"], match["path"] or ""
    named = _FIELD.search(what)
    if named:
        path = f"{path}.{named['name']}" if path else named["name"]
    return FieldError(path or "body", what)


def decode(raw: bytes, kind: type[T]) -> T:
    """`raw` as a `kind`; Problem `bad-request` when it is no JSON object, `invalid` (with the field) if it misfits."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        try:
            plain: object = msgspec.json.decode(raw)
        except _UNREADABLE:
            plain = None
        if not isinstance(plain, dict):
            raise Problem("bad-request", "The body must be one JSON object.") from error
        raise Problem("invalid", errors=[field_error(error)]) from error
    except _UNREADABLE as error:
        raise Problem("bad-request", "The body must be one JSON object.") from error


async def read_json(request: Request[Any, Any, Any], kind: type[T], limit: int) -> T:
    """The body as a `kind`. `limit` is in bytes; problems `too-large`, `not-json`, `bad-request`, `invalid`."""
    length = header(request, b"content-length")
    if length.isdigit() and int(length) > limit:
        raise _too_large(limit)
    raw = await _read(request, limit)
    media = header(request, b"content-type").split(b";", 1)[0].strip().lower()
    if media != b"application/json":
        raise Problem("not-json", "Send Content-Type: application/json.")
    return decode(raw, kind)


async def _read(request: Request[Any, Any, Any], limit: int) -> bytes:
    """The body, from the server itself: through Litestar's stream each request costs a generator and its own limit."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await request.receive()
        if message["type"] != "http.request":
            raise Problem("bad-request", "The body did not arrive whole.")  # the client has left
        chunks.append(message["body"])
        size += len(chunks[-1])
        if size > limit:
            raise _too_large(limit)
        if not message.get("more_body", False):
            return b"".join(chunks)


def _too_large(limit: int) -> Problem:
    return Problem("too-large", f"At most {limit} bytes.")


def header(request: Request[Any, Any, Any], name: bytes) -> bytes:
    """The first value of the header `name` (lower case, as ASGI has it); empty when it was not sent."""
    for given, value in request.scope["headers"]:
        if given == name:
            return value
    return b""
