"""Doctor on the site as phones see it, run against a site with one fault after another."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from selfhelp.doctor import public_site
from selfhelp.finding import Finding
from selfhelp.http.security_headers import headers_of
from tests.notify.authority import make_authority
from tests.postgres import free_port
from tests.threaded import serving

METRICS, HEALTH = "/metrics", "/health"


class Site:
    """What the site answers; a test spoils it."""

    def __init__(self) -> None:
        self.statuses = {METRICS: 404}
        self.dropped: set[tuple[str, str]] = set()
        self.added: list[tuple[str, str, str]] = []
        self.location = "https://localhost/coach"
        self.plain_status = 308

    def headers(self, path: str) -> list[tuple[str, str]]:
        """In the order in which they are sent."""
        sent = [pair for pair in headers_of(path, https=True).items() if (path, pair[0]) not in self.dropped]
        return sent + [(name, value) for at, name, value in self.added if at == path]


@contextmanager
def served(site: Site, tls: ssl.SSLContext | None) -> Iterator[int]:
    """The site on a port of 127.0.0.1, under TLS or as http."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(site.statuses.get(self.path, 200) if tls else site.plain_status)
            pairs = site.headers(self.path) if tls else [("location", site.location)]
            for name, value in pairs:
                self.send_header(name, value)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Answers)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    with serving(server) as port:
        yield port


def certified(folder: Path, days: float, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate that this machine believes, for so many days."""
    folder.mkdir()
    authority, certificate, key = make_authority(folder, days)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def wrong(findings: Iterator[Finding]) -> list[tuple[str, str]]:
    """Level and words of what is not fine."""
    return [(each.level, each.what.rpartition(": ")[2]) for each in findings if each.level != "fine"]


@pytest.mark.slow
def test_each_fault_of_a_site_is_told_and_gone_when_it_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site()
    tls = certified(tmp_path / "tls", 60, monkeypatch)
    with served(site, tls) as port, served(site, None) as plain:
        url = f"https://localhost:{port}"

        def told() -> list[tuple[str, str]]:
            return wrong(public_site.site(url, plain))

        assert told() == []

        site.dropped = {("/", "content-security-policy"), ("/health", "strict-transport-security")}
        assert told() == [("error", "content-security-policy is missing at /, and 1 more")]
        site.added = [("/", "content-security-policy", "default-src *")]
        assert told() == [("error", "content-security-policy is changed at /, and 1 more")]
        site.dropped = set()
        site.added = [("/sw.js", "x-content-type-options", "nosniff")]
        assert told() == [("error", "x-content-type-options comes twice at /sw.js")]
        site.added = [("/api/coaches", "set-cookie", "visitor=1")]
        assert told() == [("error", "set-cookie is added at /api/coaches")]
        site.added = []

        site.statuses = {METRICS: 200}
        assert told() == [("error", "anyone can read it")]
        site.statuses = {METRICS: 404, HEALTH: 503}
        assert told() == [("error", "503")]
        site.statuses = {METRICS: 404}

        site.plain_status = 200
        assert told() == [("error", "answers 200 and does not lead to https")]
        site.plain_status, site.location = 301, "http://localhost/coach"
        assert told() == [("error", "answers 301 and does not lead to https")]
        site.location = "https://localhost.evil.example/coach"
        assert told() == [("error", "answers 301 and does not lead to https")]
        site.location = "https://localhost/coach"
        assert wrong(public_site.site(url, free_port())) == [("warning", "not answered (Connection refused)")]
        assert told() == []


@pytest.mark.slow
def test_a_certificate_that_ends_soon_that_is_over_or_that_nobody_vouches_for_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site()
    for name, days, expected in (
        ("soon", 13.5, ("warning", "its certificate ends in 13 days")),
        ("over", -0.5, ("error", "browsers refuse its certificate (certificate has expired)")),
    ):
        tls = certified(tmp_path / name, days, monkeypatch)
        with served(site, tls) as port, served(site, None) as plain:
            assert wrong(public_site.site(f"https://localhost:{port}", plain)) == [expected]
    monkeypatch.delenv("SSL_CERT_FILE")
    with served(site, tls) as port:
        (finding,) = public_site.site(f"https://localhost:{port}")
    assert "browsers refuse its certificate" in finding.what


def test_a_site_that_nobody_reaches_is_told() -> None:
    for host, why in (
        (f"localhost:{free_port()}", "Connection refused"),
        ("fotfeste.invalid", "nobody knows this name"),
    ):
        (finding,) = public_site.site(f"https://{host}")
        assert (finding.level, f"not to be reached ({why})" in finding.what) == ("error", True)
