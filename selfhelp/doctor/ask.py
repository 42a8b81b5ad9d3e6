"""One request to a site, with TLS verified, no redirect followed, and every header as it came."""

import http.client
import socket
import ssl
from typing import Final
from urllib.parse import urlsplit

import msgspec

_PATIENCE: Final = 10.0  # seconds for each step


class Unreachable(Exception):
    """No answer, for the reason in the text."""


class Untrusted(Unreachable):
    """There is somebody, whose certificate a browser refuses for the reason in the text."""


class Answer(msgspec.Struct, frozen=True):
    """Status, headers with names in lower case, and until when the certificate is valid (seconds since the epoch)."""

    status: int
    headers: list[tuple[str, str]]
    valid_until: float = 0.0

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for given, value in self.headers if given == name]

    def first(self, name: str) -> str:
        """The first value of a header; empty when there is none."""
        return next(iter(self.all(name)), "")


def ask(url: str, path: str, *, method: str = "GET") -> Answer:
    """The answer of the origin `url` at `path`. Raises Unreachable."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    connection = (
        http.client.HTTPSConnection(host, parts.port, timeout=_PATIENCE, context=ssl.create_default_context())
        if secure
        else http.client.HTTPConnection(host, parts.port, timeout=_PATIENCE)
    )
    try:
        connection.connect()
        valid_until = _valid_until(connection.sock) if secure else 0.0
        connection.request(method, path)
        answer = connection.getresponse()
        headers = [(name.lower(), value) for name, value in answer.getheaders()]
        return Answer(answer.status, headers, valid_until)
    except ssl.SSLCertVerificationError as error:
        raise Untrusted(error.verify_message) from error
    except socket.gaierror as error:
        raise Unreachable("nobody knows this name") from error
    except TimeoutError as error:
        raise Unreachable("no answer within ten seconds") from error
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(getattr(error, "strerror", None) or type(error).__name__) from error
    finally:
        connection.close()


def _valid_until(sock: object) -> float:
    assert isinstance(sock, ssl.SSLSocket)
    certificate = sock.getpeercert() or {}
    return float(ssl.cert_time_to_seconds(str(certificate["notAfter"])))
