"""A public file is sent in the smallest form the client takes, and only when it has not got it.

The app is served whole, and nothing beside it.
"""

import gzip
from itertools import product
from pathlib import Path

import brotli
import pytest
from litestar import Litestar, Request, route
from litestar.response.base import ASGIResponse
from litestar.testing import TestClient

from selfhelp.app import create_app
from selfhelp.http.static_files import IMMUTABLE, REVALIDATE, Frozen, file_answer, freeze, load_pwa
from selfhelp.settings import Settings
from tests.http import site

Client = TestClient[Litestar]

RAW = b'{"words": "Det gaar over."}' * 100


def client_of(frozen: Frozen) -> TestClient[Litestar]:
    @route("/file", http_method=["GET", "HEAD"], sync_to_thread=False)
    def file(request: Request[object, object, object]) -> ASGIResponse:  # type: ignore[type-var]
        return file_answer(frozen, request)

    client = TestClient(Litestar([file], openapi_config=None))
    client.headers.pop("accept-encoding")
    return client


@pytest.fixture
def one() -> TestClient[Litestar]:
    return client_of(freeze(RAW, "application/json", IMMUTABLE))


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip, br;q=0", "gzip"),
        ("br;q=0.0, gzip;q=0", None),
        ("gzip;q=0.5", "gzip"),
        ("*", "gzip"),
        ("identity", None),
        ("", None),
        (None, None),
    ],
)
def test_the_smallest_form_that_is_taken_is_sent(
    one: TestClient[Litestar], accepted: str | None, sent: str | None
) -> None:
    headers = {} if accepted is None else {"accept-encoding": accepted}
    with one.stream("GET", "/file", headers=headers) as got:
        raw = b"".join(got.iter_raw())
    assert got.headers.get("content-encoding") == sent
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[sent]
    assert unpack(raw) == RAW
    assert int(got.headers["content-length"]) == len(raw)
    assert got.headers["vary"] == "Accept-Encoding"
    assert got.headers["cache-control"] == IMMUTABLE


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_a_file_that_the_client_has_is_not_sent_again(one: TestClient[Litestar], form: str) -> None:
    headers = {"accept-encoding": "br"}
    first = one.get("/file", headers=headers)
    again = one.get("/file", headers=headers | {"if-none-match": form.format(first.headers["etag"])})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == IMMUTABLE
    assert "content-length" not in again.headers


def test_each_form_has_a_tag_of_its_own_and_is_known_again_by_that_alone(one: TestClient[Litestar]) -> None:
    forms = ("br", "gzip", "")
    tags = {form: one.get("/file", headers={"accept-encoding": form}).headers["etag"] for form in forms}
    for form, of in product(forms, forms):
        answered = one.get("/file", headers={"accept-encoding": form, "if-none-match": tags[of]})
        assert answered.status_code == (304 if form == of else 200), (form, of)


def test_head_says_the_same_without_the_body(one: TestClient[Litestar]) -> None:
    headers = {"accept-encoding": "br"}
    got, head = one.get("/file", headers=headers), one.head("/file", headers=headers)
    assert head.content == b""
    for name in ("content-length", "content-type", "content-encoding", "etag", "cache-control", "vary"):
        assert head.headers[name] == got.headers[name]


def test_other_bytes_have_another_tag() -> None:
    first, other = (freeze(raw, "application/json", IMMUTABLE) for raw in (RAW, RAW + b" "))
    assert first.plain.etag != other.plain.etag


def test_pictures_and_tiny_files_are_not_compressed() -> None:
    assert freeze(RAW, "image/png", IMMUTABLE).br is None
    assert freeze(b"{}", "application/json", IMMUTABLE).gzip is None


@pytest.mark.parametrize(
    ("path", "media_type", "cache"),
    [
        ("/", "text/html; charset=utf-8", REVALIDATE),
        ("/index.html", "text/html; charset=utf-8", REVALIDATE),
        ("/coach", "text/html; charset=utf-8", REVALIDATE),
        ("/assets/coach/a.js", "text/javascript; charset=utf-8", IMMUTABLE),
        ("/sw.js", "text/javascript; charset=utf-8", REVALIDATE),
        ("/manifest.webmanifest", "application/manifest+json", REVALIDATE),
        ("/icons/mark.svg", "image/svg+xml; charset=utf-8", REVALIDATE),
        ("/assets/a.js", "text/javascript; charset=utf-8", IMMUTABLE),
        ("/assets/a.css", "text/css; charset=utf-8", IMMUTABLE),
    ],
)
def test_each_file_has_its_media_type_and_its_time_to_live(
    client: Client, path: str, media_type: str, cache: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.headers["cache-control"] == cache


def test_the_page_is_served_byte_for_byte(client: Client) -> None:
    assert client.get("/").text == site.INDEX
    assert client.get("/coach").text == site.CONSOLE
    assert client.get("/assets/a.js").text == site.SCRIPT


def test_head_works(client: Client) -> None:
    head = client.head("/")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) > 0


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../index.html.bak",
        "/assets/../../secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/..\\..\\secret.txt",
        "/%2fsecret.txt",
        "/.vite/manifest.json",
        "/assets/",
        "/assets",
        "/today",
    ],
)
def test_nothing_beside_the_files_of_the_app_is_reachable(client: Client, settings: Settings, path: str) -> None:
    (settings.pwa.parent / "secret.txt").write_text("hemmelig", encoding="utf-8")
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["type"] == "/problems/no-such-page"


def test_a_link_from_anywhere_opens_the_app(client: Client) -> None:
    assert client.get("/", headers={"sec-fetch-site": "cross-site"}).status_code == 200


@pytest.mark.slow
def test_without_a_built_app_the_boxes_are_still_served(tmp_path: Path) -> None:
    assert load_pwa(tmp_path / "none") == {}
    settings = Settings(data=tmp_path / "data", pwa=tmp_path / "none", jobs=False)
    with TestClient(create_app(settings)) as client:
        assert client.get("/").status_code == 404
        assert client.get("/api/log").status_code == 200
