"""How the bundle travels: a manifest that is asked for each time, a bundle that is asked for once."""

import gzip
import hashlib
import json
from collections.abc import Iterator

import brotli
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from selfhelp.http.exception_handlers import answer_problem
from selfhelp.http.problems import Problem
from selfhelp.http.routing import mount
from selfhelp.modules.bundles import Bundles, build, open_bundles
from selfhelp.modules.routes import ROUTES
from tests.modules.small_pack import Author


@pytest.fixture
def shelf(author: Author) -> Bundles:
    return open_bundles(author.root)


@pytest.fixture
def client(shelf: Bundles) -> Iterator[TestClient[Litestar]]:
    app = Litestar(mount(ROUTES, shelf), exception_handlers={Problem: answer_problem}, openapi_config=None)
    with TestClient(app) as client:
        yield client


def test_the_manifest_names_a_bundle_by_the_hash_of_its_bytes(client: TestClient[Litestar]) -> None:
    manifest = client.get("/api/content/nb").json()
    body = client.get(manifest["bundle"]).content
    assert manifest == {
        "version": "1.0.0",
        "locale": "nb",
        "bundle": f"/content/{hashlib.sha256(body).hexdigest()}.json",
        "bytes": len(body),
    }
    assert json.loads(body)["locale"] == "nb"


def test_the_manifest_is_asked_for_each_time_and_answered_short(client: TestClient[Litestar]) -> None:
    first = client.get("/api/content/en")
    assert first.headers["cache-control"] == "no-cache"
    again = client.get("/api/content/en", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_bundle_is_kept_for_ever(client: TestClient[Litestar]) -> None:
    address = client.get("/api/content/nb").json()["bundle"]
    first = client.get(address)
    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert first.headers["content-type"] == "application/json"
    again = client.get(address, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_bundle_comes_in_the_encoding_that_the_client_takes(client: TestClient[Litestar]) -> None:
    address = client.get("/api/content/nb").json()["bundle"]
    raw = client.get(address, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in raw.headers
    for coding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        with client.stream("GET", address, headers={"accept-encoding": coding}) as packed:
            assert packed.headers["content-encoding"] == coding
            assert unpack(b"".join(packed.iter_raw())) == raw.content


@pytest.mark.parametrize("address", ["/api/content/sv", "/content/0000.json", "/content/nb.json"])
def test_what_is_not_there_is_a_problem_document(client: TestClient[Litestar], address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/no-such-page")


def test_the_api_is_closed_to_other_sites(client: TestClient[Litestar]) -> None:
    answer = client.get("/api/content/nb", headers={"sec-fetch-site": "cross-site"})
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/cross-site")


def test_an_authors_edit_is_a_new_bundle_under_a_new_name(
    client: TestClient[Litestar], shelf: Bundles, author: Author
) -> None:
    before = client.get("/api/content/nb")
    author.change("pages/crisis/nb.md", "Ring.", "Ring nå.")
    shelf.replace(build(author.root))
    after = client.get("/api/content/nb", headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.json()["bundle"] != before.json()["bundle"]
    assert "Ring nå." in client.get(after.json()["bundle"]).text
