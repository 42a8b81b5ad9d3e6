"""Answers that are sent as they are: JSON encoded once, or a status alone; no framework in between.

Litestar's own path from a struct to the wire (a `Response`, an `ASGIResponse`, a header set, the question whether a
coroutine was returned) costs a quarter of a sync without news. Only 200 with a body comes here; the rare may be slow.
"""

from typing import Any

import msgspec
from litestar import Response
from litestar.types import Receive, Scope, Send

_ENCODER = msgspec.json.Encoder()
_TYPE = (b"content-type", b"application/json")


class Answer:
    """An ASGI app that answers 200 with a msgspec struct. Handlers that return one say `-> ASGIApp`."""

    __slots__ = ("_body",)

    def __init__(self, struct: msgspec.Struct) -> None:
        self._body = _ENCODER.encode(struct)

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        start: Any = {
            "type": "http.response.start",
            "status": 200,
            "headers": [_TYPE, (b"content-length", b"%d" % len(self._body))],
        }
        body: Any = {"type": "http.response.body", "body": self._body, "more_body": False}
        await send(start)
        await send(body)


class Bare(Response[None]):
    """A status and nothing else. Litestar sends `null` with a 201."""

    def __init__(self, status: int) -> None:
        super().__init__(None, status_code=status)

    def render(self, content: Any, media_type: str, enc_hook: Any = None) -> bytes:  # noqa: ARG002 - Litestar's signature
        return b""
