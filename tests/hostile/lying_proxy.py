"""A proxy between the browser and the real server, which passes everything on until it is told to lie.

with lying_proxy(live.url) as proxy:
    proxy.lie = lambda asked, answer: Answer(200, HTML, b"<h1>Hei</h1>")
    …
    proxy.lie = None
"""

import http.client
import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, NamedTuple
from urllib.parse import urlsplit

JSON = {"Content-Type": "application/json"}
# They belong to one connection, not to the message; the length is counted anew.
HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class Asked(NamedTuple):
    """A request, as the browser made it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    def is_sync(self) -> bool:
        """Whether this is the records of a vault."""
        return self.path.endswith("/sync")


class Answer(NamedTuple):
    """What the browser is given."""

    status: int
    headers: dict[str, str]
    body: bytes

    @classmethod
    def of(cls, value: Any) -> "Answer":
        """A JSON answer with status 200."""
        return cls(200, JSON, json.dumps(value).encode())


Pass = Callable[[Asked], Answer]
# Gets the request and what passes it on; None keeps the browser waiting until the lie is over.
Lie = Callable[[Asked, Pass], Answer | None]


class LyingProxy:
    """`url` is what the browser opens, over TLS if it has a certificate. `lie` is asked about every request while it is
    set; `told` counts them."""

    def __init__(self, honest: str, tls: ssl.SSLContext | None = None) -> None:
        self.lie: Lie | None = None
        self.told = 0
        self.puts: dict[str, list[dict[str, Any]]] = {}
        """Every record that was ever stored through here, by id: each version as it was put."""
        self._honest = urlsplit(honest).netloc
        self._over = Event()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def handle_any(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                asked = Asked(self.command, self.path, dict(self.headers), self.rfile.read(length))
                try:
                    answer = proxy.answer(asked)
                except (OSError, http.client.HTTPException):
                    # The honest server is away.
                    answer = None
                if answer is None:
                    self.close_connection = True
                    return
                with suppress(ConnectionError):
                    self.send_response_only(answer.status)
                    for name, value in answer.headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(answer.body)))
                    self.end_headers()
                    self.wfile.write(answer.body)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        port = self._server.server_address[1]
        self.url = f"https://localhost:{port}" if tls else f"http://127.0.0.1:{port}"
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, asked: Asked) -> Answer | None:
        """The lie, or what the honest server says."""
        lie = self.lie
        if lie is None:
            return self.honest(asked)
        answer = lie(asked, self.honest)
        self.told += 1
        if answer is None:
            self._over.wait(30)
        return answer

    def honest(self, asked: Asked) -> Answer:
        """Passes the request on. It arrives under the server's own name, as from a proxy of the same house."""
        link = http.client.HTTPConnection(self._honest, timeout=30)
        headers = {
            name: value for name, value in asked.headers.items() if name.lower() not in HOP | {"host", "if-none-match"}
        }
        headers["Host"] = self._honest
        if "Origin" in headers:
            headers["Origin"] = f"http://{self._honest}"
        headers["Accept-Encoding"] = "identity"
        link.request(asked.method, asked.path, asked.body or None, headers)
        found = link.getresponse()
        body = found.read()
        if asked.is_sync():
            self._remember(asked, body)
        answer = Answer(found.status, {k: v for k, v in found.getheaders() if k.lower() not in HOP}, body)
        link.close()
        return answer

    def _remember(self, asked: Asked, told: bytes) -> None:
        accepted = json.loads(told).get("accepted", [])
        for put in json.loads(asked.body)["puts"]:
            known = self.puts.setdefault(put["id"], []) if put["id"] in accepted else None
            if known is not None and all(it["version"] != put["version"] for it in known):
                known.append({name: put[name] for name in ("id", "version", "sealed")})

    def tell_the_truth(self) -> None:
        """Ends the lie, and the waiting of whoever was given no answer."""
        self.lie = None
        self.told = 0
        self._over.set()
        self._over = Event()

    def close(self) -> None:
        """Stops listening."""
        self.tell_the_truth()
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def lying_proxy(honest: str, tls: ssl.SSLContext | None = None) -> Iterator[LyingProxy]:
    """A proxy in front of `honest`, closed afterwards."""
    proxy = LyingProxy(honest, tls)
    try:
        yield proxy
    finally:
        proxy.close()
