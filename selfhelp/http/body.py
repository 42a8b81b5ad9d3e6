"""Reading a JSON body: the size, the media type, the object and its fields are checked in this order."""

import re
from typing import Any, TypeVar

import msgspec
from litestar import Request
from litestar.exceptions import ClientException

from selfhelp.http.problems import FieldError, Problem

T = TypeVar("T")

_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?$", re.DOTALL)
_FIELD = re.compile(r"(?:unknown|required) field `(?P<name>[^`]*)`")


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
        except (msgspec.DecodeError, UnicodeDecodeError):
            plain = None
        if not isinstance(plain, dict):
            raise Problem("bad-request", "The body must be one JSON object.") from error
        raise Problem("invalid", errors=[field_error(error)]) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Problem("bad-request", "The body must be one JSON object.") from error


async def read_json(request: Request[Any, Any, Any], kind: type[T], limit: int) -> T:
    """The body as a `kind`. `limit` is in bytes; problems `too-large`, `not-json`, `bad-request`, `invalid`."""
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > limit:
        raise Problem("too-large", f"At most {limit} bytes.")
    try:
        raw = await request.body()
    except ClientException as error:
        if error.status_code == 413:
            raise Problem("too-large", f"At most {limit} bytes.") from error
        raise
    if len(raw) > limit:
        raise Problem("too-large", f"At most {limit} bytes.")
    media = request.headers.get("content-type", "").split(";", 1)[0].strip().lower()
    if media != "application/json":
        raise Problem("not-json", "Send Content-Type: application/json.")
    return decode(raw, kind)
