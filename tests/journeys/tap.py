"""A reverse proxy between the phone and the server, which keeps everything that the phone sends and is sent.

The browser's own tools do not show what a service worker sends; here every byte passes. As an operator's proxy does, it
says in `X-Forwarded-For` whom it speaks for: an address that a test chooses.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

import httpx
import uvicorn

from tests.live import NO_TLS
from tests.postgres import free_port

_HOP: Final = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "host"})


class Passed(NamedTuple):
    """One request of the phone, and the status and headers it was answered with."""

    method: str
    path: str
    body: bytes
    status: int
    headers: list[tuple[str, str]]


class Tap:
    """Stands at `origin`, asks `server`; `passed` is what went through."""

    def __init__(self, server: str, speaks_for: str) -> None:
        self.passed: list[Passed] = []
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self._server = server
        self._speaks_for = speaks_for

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            event = await receive()
            body += event.get("body", b"")
            more = event.get("more_body", False)
        path = scope["raw_path"].decode() + (f"?{scope['query_string'].decode()}" if scope["query_string"] else "")
        headers = [(name.decode(), value.decode("latin-1")) for name, value in scope["headers"]]
        asked = [(name, value) for name, value in headers if name not in _HOP]
        asked.append(("x-forwarded-for", self._speaks_for))
        try:
            async with httpx.AsyncClient(base_url=self._server, timeout=30, verify=NO_TLS) as client:
                request = client.build_request(scope["method"], path, headers=asked, content=body)
                answer = await client.send(request, stream=True)
                raw = b"".join([part async for part in answer.aiter_raw()])
        except httpx.TransportError:
            answer, raw = httpx.Response(502), b""
        given = list(answer.headers.multi_items())
        self.passed.append(Passed(scope["method"], path, body, answer.status_code, given))
        kept = [(name.encode(), value.encode()) for name, value in given if name not in _HOP]
        await send({"type": "http.response.start", "status": answer.status_code, "headers": kept})
        await send({"type": "http.response.body", "body": raw})

    @property
    def sent(self) -> dict[str, bytes]:
        """What the phone sent, by what it is: addresses and bodies."""
        return {
            "request addresses": "\n".join(one.path for one in self.passed).encode(),
            "request bodies": b"\n".join(one.body for one in self.passed),
        }


@contextmanager
def tapped(server: str, speaks_for: str) -> Iterator[Tap]:
    """A tap that listens while inside."""
    tap = Tap(server, speaks_for)
    config = uvicorn.Config(
        tap, host="127.0.0.1", port=tap.port, interface="asgi3", lifespan="off", log_config=None, access_log=False
    )
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, name="tap", daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    try:
        yield tap
    finally:
        running.should_exit = True
        thread.join(timeout=10)
