"""`selfhelp verify` holds a running site against its release, and says of each difference why it matters."""

import json
import re
import shutil
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from selfhelp.admin.site_client import MOST_BYTES, Unreachable, Visit
from selfhelp.admin.site_client import Answer as Answered
from selfhelp.admin.verify.differences import compare, headers
from selfhelp.admin.verify.manifest import made_from, read_manifest, write
from selfhelp.cli import main
from selfhelp.http.security_headers import headers_of
from selfhelp.modules.authoring.sign import sign_text
from selfhelp.settings import Settings
from tests.hostile.lying_proxy import Answer, Asked, LyingProxy, Pass, lying_proxy
from tests.http import site
from tests.live import live_server
from tests.modules.small_pack import Author
from tests.notify.authority import make_authority

pytestmark = pytest.mark.slow

MASK = json.dumps({"id": "/?m=vaner", "start_url": "/?m=vaner", "name": "Vaner"})

Said = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("verify")


@pytest.fixture(scope="module")
def settings(place: Path) -> Settings:
    """What is served: a small app with a mask, and a pack of one module."""
    dist = site.build(place / "dist")
    (dist / "vaner.webmanifest").write_text(MASK, encoding="utf-8")
    (place / "data").mkdir()
    return Settings(data=place / "data", pwa=dist, content=Author(place / "pack").root, jobs=False)


@pytest.fixture(scope="module")
def manifest(settings: Settings, place: Path) -> Path:
    """Its release manifest, in a file."""
    file = place / "manifest.json"
    write(made_from(settings.pwa, settings.content), file)
    return file


@pytest.fixture(scope="module")
def standing(settings: Settings) -> Iterator[LyingProxy]:
    """The real server, and something in front of it that may lie."""
    with live_server(settings) as live, lying_proxy(live.url) as proxy:
        yield proxy


@pytest.fixture
def proxy(standing: LyingProxy) -> Iterator[LyingProxy]:
    yield standing
    standing.tell_the_truth()


@pytest.fixture
def said(proxy: LyingProxy, manifest: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """Runs the command; its exit status and what it printed."""

    def run(url: str = "", against: Path = manifest) -> tuple[int, str]:
        status = main(["verify", url or proxy.url, "--manifest", str(against)])
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return run


def changing(path: str, change: Callable[[Answer], Answer]) -> Callable[[Asked, Pass], Answer]:
    """A lie about one address, or about all of them (`*`)."""

    def lie(asked: Asked, honest: Pass) -> Answer:
        answer = honest(asked)
        return change(answer) if path in ("*", asked.path) else answer

    return lie


def complaint(out: str) -> str:
    """The one finding that is an error, with why and what to do."""
    (found,) = re.findall(r"^✗ .*\n {4}\S.*\n {4}→ .*$", out, re.MULTILINE)
    return str(found)


@pytest.mark.slow
def test_the_site_of_the_release_has_nothing_to_complain_of(said: Said, manifest: Path, bars: list[str]) -> None:
    status, out = said()
    assert (status, "✗" in out, "!" in out) == (0, False, False)
    assert f"{len(read_manifest(manifest).files)} addresses, byte for byte" in out
    assert bars == ["fetching the site", "comparing it with the release"]
    assert "a server can give this command the right files and someone else wrong ones" in out


@pytest.mark.slow
def test_one_flipped_bit_is_found(said: Said, proxy: LyingProxy) -> None:
    proxy.lie = changing("/assets/a.js", lambda it: it._replace(body=bytes([it.body[0] ^ 1]) + it.body[1:]))
    status, out = said()
    assert status == 1
    assert "✗ not the bytes of the release: /assets/a.js" in complaint(out)


@pytest.mark.parametrize(
    ("added", "named"),
    [
        (b"<script>alert(1)</script>", "a script written into the page"),
        (b"<script src=//count.example/a.js></script>", "//count.example/a.js"),
        (b"<img src=x onerror=alert(1)>", "onerror on <img>"),
        (b"<base href=//other.example>", "<base>"),
    ],
)
def test_a_foreign_script_in_the_page_is_named(said: Said, proxy: LyingProxy, added: bytes, named: str) -> None:
    proxy.lie = changing("/", lambda it: it._replace(body=it.body + added))
    status, out = said()
    assert status == 1
    assert f"✗ / holds what the release has not: {named}" in out


def test_another_app_behind_one_mask_is_found(said: Said, proxy: LyingProxy) -> None:
    proxy.lie = changing("/?m=vaner", lambda it: it._replace(body=it.body + b" "))
    status, out = said()
    assert status == 1
    assert "not the bytes of the release: /?m=vaner (" in complaint(out)


def test_another_app_for_some_phones_is_found(said: Said, proxy: LyingProxy) -> None:
    def lie(asked: Asked, honest: Pass) -> Answer:
        answer = honest(asked)
        return answer._replace(body=b"other") if "iPhone" in asked.headers["User-Agent"] else answer

    proxy.lie = lie
    status, out = said()
    assert status == 1
    assert "not the same for every browser: /, /?m=vaner, /coach, /sw.js" in complaint(out)


def test_a_missing_file_is_found(said: Said, proxy: LyingProxy) -> None:
    proxy.lie = changing("/assets/a.css", lambda it: it._replace(status=404))
    status, out = said()
    assert status == 1
    assert "✗ missing: /assets/a.css (status 404)" in complaint(out)


def test_an_address_that_leads_elsewhere_is_not_followed(said: Said, proxy: LyingProxy) -> None:
    proxy.lie = changing("/sw.js", lambda it: Answer(302, it.headers | {"location": "/index.html"}, b""))
    status, out = said()
    assert status == 1
    assert "✗ leads elsewhere: /sw.js → /index.html" in out
    assert "service worker: as released" not in out


@pytest.mark.parametrize(
    "name",
    [
        "content-security-policy",
        "cross-origin-opener-policy",
        "cross-origin-embedder-policy",
        "cross-origin-resource-policy",
        "x-content-type-options",
        "referrer-policy",
        "permissions-policy",
    ],
)
def test_a_header_that_does_not_arrive_is_found(said: Said, proxy: LyingProxy, name: str) -> None:
    proxy.lie = changing("/", lambda it: it._replace(headers={k: v for k, v in it.headers.items() if k != name}))
    status, out = said()
    assert status == 1
    assert f"✗ header {name}: missing or other than the release sends it, at /" in complaint(out)


def test_a_weaker_header_and_a_cookie_are_found(said: Said, proxy: LyingProxy) -> None:
    weaker = {"referrer-policy": "unsafe-url", "set-cookie": "who=1"}
    proxy.lie = changing("*", lambda it: it._replace(headers=it.headers | weaker))
    status, out = said()
    assert status == 1
    assert "✗ header referrer-policy: missing or other" in out
    assert "✗ header set-cookie, which the app never sends, at " in out


HOSTILE = {
    "clear-site-data": '"*"',
    "content-security-policy-report-only": "default-src 'none'; report-uri https://other.example/c",
    "speculation-rules": '"/rules.json"',
    "report-to": "{}",
    "reporting-endpoints": 'there="https://other.example"',
    "nel": "{}",
    "link": "<https://other.example/a.js>; rel=preload; as=script",
    "refresh": "0; url=https://other.example",
    "set-cookie": "who=1",
    "x-made-up-tomorrow": "1",
}


def told_of(*added: tuple[str, str]) -> list[str]:
    """What is found in an answer with these headers besides the release's own."""
    sent = [*headers_of("/", https=True).items(), *added]
    return [
        found.what for found in headers({"/": Answered(200, sent, b"", False)}, https=True) if found.level == "error"
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_any_header_that_the_app_does_not_send_is_named(name: str) -> None:
    assert told_of((name, HOSTILE[name])) == [f"header {name}, which the app never sends, at /"]


def test_a_further_policy_is_found_since_it_can_have_browsers_report() -> None:
    policy = "content-security-policy"
    assert told_of((policy, "img-src 'none'; report-uri https://other.example/c")) == [
        f"header {policy}: missing or other than the release sends it, at /"
    ]


def test_what_a_plain_proxy_adds_is_let_pass() -> None:
    assert told_of(*((name, "x") for name in ("age", "alt-svc", "date", "etag", "server", "vary", "via"))) == []


def test_over_tls_the_certificate_must_be_good_and_the_browser_be_held_to_it(
    standing: LyingProxy, manifest: Path, tmp_path: Path
) -> None:
    ca, certificate, key = make_authority(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with lying_proxy(standing.url, tls) as front:
        with pytest.raises(Unreachable, match="certificate"):
            compare(Visit(front.url), read_manifest(manifest))

        def wrong(**added: str) -> list[str]:
            front.lie = changing("*", lambda it: it._replace(headers=it.headers | added))
            findings = compare(Visit(front.url, ca.read_bytes()), read_manifest(manifest))
            return [finding.what.partition(":")[0] for finding in findings if finding.level == "error"]

        hsts = "strict-transport-security"
        assert wrong() == [f"header {hsts}"]
        assert wrong(**{hsts: "max-age=60"}) == [f"header {hsts}"]
        assert wrong(**{hsts: "max-age=31536000"}) == []


class Endless(BaseHTTPRequestHandler):
    """A body without an end."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        with suppress(ConnectionError):
            while True:
                self.wfile.write(b"x" * 65_536)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def test_a_body_without_an_end_is_not_read_for_ever() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endless)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    answer = Visit(f"http://127.0.0.1:{server.server_address[1]}").get("/")
    server.shutdown()
    server.server_close()
    assert (len(answer.body), answer.cut) == (MOST_BYTES, True)


def test_a_file_that_is_far_too_long_is_told(said: Said, proxy: LyingProxy) -> None:
    proxy.lie = changing("/assets/a.js", lambda it: it._replace(body=b"x" * (MOST_BYTES + 1)))
    status, out = said()
    assert status == 1
    assert "/assets/a.js (longer than any file of the app)" in complaint(out)


Published = tuple[Author, Callable[[], Path]]


@pytest.fixture
def published(settings: Settings, tmp_path: Path) -> Published:
    """The texts of the release, which the site may have others than, and what makes its manifest."""
    author = Author(tmp_path / "published")

    def publish() -> Path:
        write(made_from(settings.pwa, author.root), tmp_path / "published.json")
        return tmp_path / "published.json"

    return author, publish


def test_the_operators_own_directory_is_said_and_no_error(said: Said, published: Published) -> None:
    author, publish = published
    author.change("directory.toml", "Someone.", "Someone at all hours.")
    author.change("pack.toml", "Fotfeste", "Skritt")
    author.write("pack.toml", author.read("pack.toml") + '[organisation]\nname = "Stiftelsen"\n')
    status, out = said(against=publish())
    assert status == 0
    assert "! texts, nb: as released but for the operator's own: name, operator\n" in out
    assert "! texts, en: as released but for the operator's own: directory, name, operator\n" in out


def test_a_changed_text_is_named(said: Said, published: Published) -> None:
    author, publish = published
    author.change_module("Et klart hode", "Et klarere hode", "nb")
    status, out = said(against=publish())
    assert status == 1
    assert "✗ texts, nb: not those of the release: modules/hold\n" in out
    assert "✓ texts, en: those of the release" in out


def test_a_text_that_has_been_signed_since_is_the_text_of_the_release(said: Said, published: Published) -> None:
    """Who has read it is told as the operator's own; an edit under a signature is an error all the same."""
    author, publish = published
    today = datetime.now(UTC).date()
    for text in ("wave", "crisis"):
        sign_text(author.root, text, "psychologist", today)
    status, out = said(against=publish())
    assert status == 0
    assert "! texts, nb: as released but for the operator's own: reviews\n" in out
    author.change("tools/wave/nb.md", "Følg den.", "Følg den ned.")
    sign_text(author.root, "wave", "psychologist", today)
    status, out = said(against=publish())
    assert status == 1
    assert "✗ texts, nb: not those of the release: tools/wave\n" in out


def test_a_bundle_that_is_not_what_its_name_says_is_found(said: Said, proxy: LyingProxy) -> None:
    def lie(asked: Asked, honest: Pass) -> Answer:
        answer = honest(asked)
        return answer._replace(body=answer.body + b" ") if asked.path.startswith("/content/") else answer

    proxy.lie = lie
    status, out = said()
    assert status == 1
    assert "is not what its name says" in out


def test_a_site_that_does_not_answer_cannot_be_compared(said: Said) -> None:
    status, out = said("http://127.0.0.1:1")
    assert status == 2
    assert out == "http://127.0.0.1:1 cannot be compared: Connection refused (os error 111).\n"


@pytest.mark.parametrize("url", ["fotfeste.example", "http://fotfeste.example", "https://fotfeste.example/app"])
def test_what_is_no_address_of_a_site_is_refused(said: Said, url: str) -> None:
    status, out = said(url)
    assert (status, "is no address of a site" in out) == (2, True)


def test_what_is_no_manifest_is_refused(said: Said, tmp_path: Path, manifest: Path) -> None:
    assert said(against=tmp_path / "none.json")[0] == 2
    broken = tmp_path / "broken.json"
    broken.write_text("{}")
    assert said(against=broken)[0] == 2
    broken.write_text(manifest.read_text().replace('"format": 1', '"format": 2'))
    status, out = said(against=broken)
    assert (status, "has format 2; this version reads 1" in out) == (2, True)


def test_without_a_manifest_it_is_what_this_machine_hands_out(
    proxy: LyingProxy, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELFHELP_PWA", str(settings.pwa))
    monkeypatch.setenv("SELFHELP_CONTENT", str(settings.content))
    assert main(["verify", proxy.url]) == 0
    assert "compared with what this machine's own selfhelp hands out" in capsys.readouterr().out
    monkeypatch.setenv("SELFHELP_PWA", str(settings.data))
    assert main(["verify", proxy.url]) == 2
    assert "There is no built app" in capsys.readouterr().err


def test_two_checkouts_in_different_places_have_the_same_manifest(settings: Settings, tmp_path: Path) -> None:
    shutil.copytree(settings.pwa, tmp_path / "app")
    shutil.copytree(settings.content, tmp_path / "texts")
    assert made_from(tmp_path / "app", tmp_path / "texts") == made_from(settings.pwa, settings.content)
