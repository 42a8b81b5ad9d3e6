"""A public file is sent in the smallest form the client takes, and only when it has not got it."""

import gzip
from itertools import product

import brotli
import pytest
from litestar import Litestar, Request, route
from litestar.response.base import ASGIResponse
from litestar.testing import TestClient

from selfhelp.http.static_files import IMMUTABLE, Frozen, answer, freeze

RAW = b'{"words": "Det gaar over."}' * 100


def client_of(frozen: Frozen) -> TestClient[Litestar]:
    @route("/file", http_method=["GET", "HEAD"], sync_to_thread=False)
    def file(request: Request[object, object, object]) -> ASGIResponse:  # type: ignore[type-var]
        return answer(frozen, request)

    client = TestClient(Litestar([file], openapi_config=None))
    client.headers.pop("accept-encoding")
    return client


@pytest.fixture
def client() -> TestClient[Litestar]:
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
    client: TestClient[Litestar], accepted: str | None, sent: str | None
) -> None:
    headers = {} if accepted is None else {"accept-encoding": accepted}
    with client.stream("GET", "/file", headers=headers) as got:
        raw = b"".join(got.iter_raw())
    assert got.headers.get("content-encoding") == sent
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[sent]
    assert unpack(raw) == RAW
    assert int(got.headers["content-length"]) == len(raw)
    assert got.headers["vary"] == "Accept-Encoding"
    assert got.headers["cache-control"] == IMMUTABLE


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_a_file_that_the_client_has_is_not_sent_again(client: TestClient[Litestar], form: str) -> None:
    headers = {"accept-encoding": "br"}
    first = client.get("/file", headers=headers)
    again = client.get("/file", headers=headers | {"if-none-match": form.format(first.headers["etag"])})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == IMMUTABLE
    assert "content-length" not in again.headers


def test_each_form_has_a_tag_of_its_own_and_is_known_again_by_that_alone(client: TestClient[Litestar]) -> None:
    forms = ("br", "gzip", "")
    tags = {form: client.get("/file", headers={"accept-encoding": form}).headers["etag"] for form in forms}
    for form, of in product(forms, forms):
        answered = client.get("/file", headers={"accept-encoding": form, "if-none-match": tags[of]})
        assert answered.status_code == (304 if form == of else 200), (form, of)


def test_head_says_the_same_without_the_body(client: TestClient[Litestar]) -> None:
    headers = {"accept-encoding": "br"}
    got, head = client.get("/file", headers=headers), client.head("/file", headers=headers)
    assert head.content == b""
    for name in ("content-length", "content-type", "content-encoding", "etag", "cache-control", "vary"):
        assert head.headers[name] == got.headers[name]


def test_other_bytes_have_another_tag() -> None:
    one, other = (freeze(raw, "application/json", IMMUTABLE) for raw in (RAW, RAW + b" "))
    assert one.plain.etag != other.plain.etag


def test_pictures_and_tiny_files_are_not_compressed() -> None:
    assert freeze(RAW, "image/png", IMMUTABLE).br is None
    assert freeze(b"{}", "application/json", IMMUTABLE).gzip is None
