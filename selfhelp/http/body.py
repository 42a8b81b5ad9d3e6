"""Read the query of a request, and its JSON body: size, media type, form and fields are checked in this order."""

import re
from typing import Any, TypeAlias, TypeVar

import msgspec
from litestar import Request

from selfhelp.http.problems import FieldError, Problem

T = TypeVar("T")

AnyRequest: TypeAlias = Request[Any, Any, Any]

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


async def read_json(request: AnyRequest, kind: type[T], limit: int) -> T:
    """The body as a `kind`. `limit` is in bytes; problems `too-large`, `not-json`, `bad-request`, `invalid`."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise _too_large(limit)
    raw = await _read(request, limit)
    media = request.headers.get("content-type", "").split(";", 1)[0].strip().lower()
    if media != "application/json":
        raise Problem("not-json", "Send Content-Type: application/json.")
    return decode(raw, kind)


async def _read(request: AnyRequest, limit: int) -> bytes:
    """The body. Litestar's own `body()` answers 500 when the client leaves, and would have it logged as our fault."""
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


def read_query(request: AnyRequest, *names: str, unknown: str = "Not taken here") -> list[str | None]:
    """The query's parameters, each at most once, and no others: a misspelt one must not be overlooked. Problem
    `invalid`, which says `unknown` of one that is not among `names`."""
    given = request.query_params
    errors = [FieldError(name, unknown) for name in given if name not in names]
    errors += [FieldError(name, "Given twice") for name in names if len(given.getall(name, [])) > 1]
    if errors:
        raise Problem("invalid", errors=errors)
    return [given.get(name) for name in names]
