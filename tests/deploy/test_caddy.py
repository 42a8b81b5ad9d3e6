"""The app behind a real Caddy with the shipped Caddyfile: what phones see, what is counted, what is written down."""

import http.client
import secrets
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from selfhelp.app import MAX_BODY
from selfhelp.doctor import public_site
from selfhelp.http.security_headers import headers_of
from selfhelp.settings import Settings
from tests.conftest import with_settings
from tests.deploy import caddy
from tests.http import site
from tests.live import Live, live_server
from tests.threaded import serving

pytestmark = pytest.mark.slow

HERS, HIS = "127.0.0.2", "127.0.0.3"
BEARER = f"Bearer {secrets.token_hex(32)}"


class Phone:
    """A client with an address of its own."""

    def __init__(self, front: caddy.Front, address: str) -> None:
        self._front = front
        self._address = address

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """Status, headers as they came, body."""
        connection = http.client.HTTPSConnection(
            "localhost",
            self._front.https,
            source_address=(self._address, 0),
            context=self._front.trusting(),
            timeout=30,
        )
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, [(name.lower(), value) for name, value in answer.getheaders()], answer.read()
        finally:
            connection.close()

    def new_box(self, **headers: str) -> int:
        """The status of an attempt to make a vault."""
        path = f"/api/vaults/{secrets.token_hex(16)}"
        return self.ask(path, "PUT", b"{}", content_type="application/json", authorization=BEARER, **headers)[0]


@pytest.fixture
def server(tmp_path: Path, sqlite_template: Path, small_content: Path) -> Iterator[Live]:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    (data / sqlite_template.name).write_bytes(sqlite_template.read_bytes())
    settings = Settings(
        data=data,
        pwa=site.build(tmp_path / "dist"),
        content=small_content,
        jobs=False,
        public_url="https://localhost",
        trusted_proxy="127.0.0.1",
        creations_per_hour=2,
    )
    with live_server(with_settings(settings)) as live:
        yield live


def test_phones_get_the_apps_headers_once_and_are_counted_apart_and_nothing_is_written_down(
    server: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with caddy.running(tmp_path / "caddy", server.settings.port) as front:
        hers, his = Phone(front, HERS), Phone(front, HIS)
        for path in ("/", "/coach", "/sw.js", "/nothing", "/health", "/api/content", "/api/vaults/x"):
            _, headers, _ = hers.ask(path)
            times = Counter(name for name, _ in headers)
            for name, value in headers_of(path, https=True).items():
                assert (path, name, times[name]) == (path, name, 1)
                assert dict(headers)[name] == value
            assert "strict-transport-security" in times
            assert not {"server", "via"} & set(times)
        assert dict(hers.ask("/assets/a.js", accept_encoding="br")[1])["content-encoding"] == "br"

        assert [hers.new_box(), hers.new_box(), hers.new_box()] == [201, 201, 429]
        assert hers.new_box(x_forwarded_for="192.0.2.1") == 429
        assert his.new_box() == 201

        plain = http.client.HTTPConnection("127.0.0.1", front.http, source_address=(HERS, 0))
        plain.request("GET", "/coach", headers={"Host": "localhost"})
        answer = plain.getresponse()
        assert (answer.status, answer.getheader("location")) == (308, "https://localhost/coach")
        plain.close()

        monkeypatch.setenv("SSL_CERT_FILE", str(front.authority))
        found = [finding for finding in public_site.site(front.url, front.http) if finding.level != "fine"]
        assert [finding.what for finding in found] == [f"{front.url}: its certificate ends in 0 days"]

        server.stop()
        assert hers.ask("/coach")[0] == 502
        with socket.create_connection(("127.0.0.1", front.https), source_address=(HERS, 0)) as broken:
            broken.sendall(b"GET /coach HTTP/1.1\r\n\r\n")
            broken.recv(1000)
    said = front.log.read_text()
    assert "serving initial configuration" in said
    for never in (HERS, HIS, "/coach", "/api/vaults"):
        assert never not in said


class _Talkative(BaseHTTPRequestHandler):
    """Answers everything with what it was sent: the address that Caddy gave, and the bytes of the body."""

    most = 0

    def do_POST(self) -> None:
        left = int(self.headers["content-length"] or 0)
        while left and (part := self.rfile.read1(left)):
            left -= len(part)
            _Talkative.most += len(part)
        self.do_GET()

    def do_GET(self) -> None:
        body = str(self.headers.get_all("x-forwarded-for")).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def talkative() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Talkative)
    with serving(server) as port:
        yield port


def test_figures_stay_inside_and_an_address_is_only_believed_from_caddy_itself(tmp_path: Path) -> None:
    with talkative() as upstream, caddy.running(tmp_path / "caddy", upstream) as front:
        hers = Phone(front, HERS)
        assert [hers.ask(path)[0] for path in ("/metrics", "/metrics/", "/metrics/x")] == [404, 404, 404]
        assert hers.ask("/x", x_forwarded_for="192.0.2.1")[::2] == (200, f"['{HERS}']".encode())


def test_a_log_in_the_site_would_be_seen_here(tmp_path: Path) -> None:
    shipped = caddy.CADDYFILE.read_text(encoding="utf-8")
    text = shipped.replace("\t\texclude http\n", "").replace("\trequest_body {", "\tlog\n\trequest_body {")
    with talkative() as upstream, caddy.running(tmp_path / "caddy", upstream, text) as front:
        Phone(front, HERS).ask("/coach")
    said = front.log.read_text()
    assert HERS in said
    assert "/coach" in said


def test_no_body_larger_than_the_app_takes_reaches_it(tmp_path: Path) -> None:
    with talkative() as upstream, caddy.running(tmp_path / "caddy", upstream) as front:
        for size, statuses in ((MAX_BODY, {200}), (MAX_BODY + 1, {413, 502})):  # Caddy 2.6 says 502, later ones 413
            _Talkative.most = 0
            assert Phone(front, HERS).ask("/x", "POST", bytes(size))[0] in statuses
            assert _Talkative.most <= MAX_BODY


@pytest.mark.parametrize("action", ["validate --adapter caddyfile --config", "fmt"])
def test_the_shipped_file_is_valid_as_it_is_and_formatted(action: str) -> None:
    command = [caddy.program(), *action.split(), str(caddy.CADDYFILE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert '"warn"' not in done.stderr
    if action == "fmt":
        assert done.stdout == caddy.CADDYFILE.read_text(encoding="utf-8")
