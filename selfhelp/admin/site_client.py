"""Visit a site as a browser does: no redirect followed, TLS verified, everything limited.

A GET has the headers of a phone, so that a server cannot tell it from one by them. By the way it connects it still can;
docs/operators/supply.md says so.
"""

import socket
import ssl
import time
from datetime import timedelta
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from pyreqwest.client import SyncClientBuilder
from pyreqwest.exceptions import PyreqwestError
from pyreqwest.request import SyncRequestBuilder

_PAGE: Final = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"}
_PART: Final = {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "empty", "Sec-Fetch-Site": "same-origin"}

ANDROID: Final = {
    "User-Agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36",
    "Accept-Language": "nb-NO,nb;q=0.9,en;q=0.8",
}
IPHONE: Final = {
    "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.6 Mobile/15E148 Safari/604.1",
    "Accept-Language": "en-GB,en;q=0.9",
    # Uncompressed: a proxy in front may treat the two forms differently.
    "Accept-Encoding": "identity",
}

TIMEOUT: Final = timedelta(seconds=30)
CONNECT_TIMEOUT: Final = timedelta(seconds=10)
LONGEST: Final = 600.0
"""Seconds for a whole visit."""
MOST_BYTES: Final = 8 * 1024**2
"""Bytes of one answer after decompression; the largest bundle has half a megabyte."""


class Unreachable(Exception):
    """No answer came; the text says why."""


class Untrusted(Unreachable):
    """A server answered whose certificate a browser refuses, for the reason in the text."""


class Answer(NamedTuple):
    """An answer. `headers` keeps every line, names in lower case; `cut`: the body did not end within MOST_BYTES."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    cut: bool

    def all(self, name: str) -> list[str]:
        """Return every value of a header."""
        return [value for given, value in self.headers if given == name]

    def first(self, name: str) -> str:
        """Return the first value of a header; empty when there is none."""
        return next(iter(self.all(name)), "")


class Visit:
    """A client of one site. `url` is an origin; `test_ca` a PEM that is trusted besides the public authorities;
    `direct`: without this machine's proxy."""

    def __init__(self, url: str, test_ca: bytes | None = None, *, direct: bool = False) -> None:
        self.url = url.rstrip("/")
        self.https = self.url.startswith("https:")
        self._ends = time.monotonic() + LONGEST
        builder = SyncClientBuilder().follow_redirects(False).https_only(self.https).http2(True).referer(False)
        builder = builder.timeout(TIMEOUT).connect_timeout(CONNECT_TIMEOUT)
        if direct or urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1"):
            builder = builder.no_proxy()
        if test_ca is not None:
            builder = builder.add_root_certificate_pem(test_ca)
        self._client = builder.build()

    def get(self, path: str, phone: dict[str, str] = ANDROID) -> Answer:
        """Return the answer at `path`. Raises Unreachable."""
        asked = phone | (_PART if "." in path or path.startswith("/api/") else _PAGE)
        return self._answer(self._client.get(self.url + path).headers(asked))

    def head(self, path: str) -> Answer:
        """Return the answer at `path` without its body. Raises Unreachable."""
        return self._answer(self._client.head(self.url + path))

    def ask(self, method: str, path: str, secret: str = "", body: object = None) -> Answer:
        """Return the answer to a request of the API: the bearer's `secret` where it has one, `body` as JSON. Raises
        Unreachable."""
        request = self._client.request(method, self.url + path)
        if secret:
            request = request.bearer_auth(secret)
        if body is not None:
            request = request.body_json(body)
        return self._answer(request)

    def _answer(self, request: SyncRequestBuilder) -> Answer:
        if time.monotonic() > self._ends:
            raise Unreachable(f"the site takes more than {LONGEST:.0f} seconds in all")
        body = bytearray()
        try:
            with request.build_streamed() as answer:
                while len(body) <= MOST_BYTES and (chunk := answer.body_reader.read_chunk()) is not None:
                    body += bytes(chunk)
                headers = [(name.lower(), value) for name, value in answer.headers.items()]
                return Answer(answer.status, headers, bytes(body[:MOST_BYTES]), len(body) > MOST_BYTES)
        except PyreqwestError as error:
            raise Unreachable(_reason(error)) from error


def certificate_end(url: str) -> float:
    """Return when the certificate at the origin `url` (https) expires, in seconds since 1970. Raises Unreachable."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    try:
        with (
            socket.create_connection((host, port), CONNECT_TIMEOUT.total_seconds()) as connection,
            ssl.create_default_context().wrap_socket(connection, server_hostname=host) as secured,
        ):
            return float(ssl.cert_time_to_seconds(str((secured.getpeercert() or {})["notAfter"])))
    except ssl.SSLCertVerificationError as error:
        raise Untrusted(error.verify_message) from error
    except socket.gaierror as error:
        raise Unreachable("nobody knows this name") from error
    except TimeoutError as error:
        raise Unreachable("no answer within ten seconds") from error
    except OSError as error:
        raise Unreachable(error.strerror or type(error).__name__) from error


def _reason(error: PyreqwestError) -> str:
    """Return the innermost cause: the outer ones say only that a request failed."""
    details = getattr(error, "details", None) or {}
    causes = details.get("causes") or []
    return str(causes[-1]["message"] if causes else error.message)
