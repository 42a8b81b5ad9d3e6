"""The app is served whole, and nothing beside it."""

from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from selfhelp.app import create_app
from selfhelp.http.pwa_files import load_shell
from selfhelp.http.static_files import IMMUTABLE, REVALIDATE
from selfhelp.settings import Settings
from tests.http import site

Client = TestClient[Litestar]


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
    assert load_shell(tmp_path / "none") == {}
    settings = Settings(data=tmp_path / "data", pwa=tmp_path / "none", jobs=False)
    with TestClient(create_app(settings)) as client:
        assert client.get("/").status_code == 404
        assert client.get("/api/log").status_code == 200
