"""Single request headers, read from the raw list: Litestar's header set indexes all of them to look one up."""

from typing import Any

from litestar import Request


def header(request: Request[Any, Any, Any], name: bytes) -> bytes:
    """The first value of the header `name` (lower case, as ASGI has it); empty when it was not sent."""
    for given, value in request.scope["headers"]:
        if given == name:
            return value
    return b""
