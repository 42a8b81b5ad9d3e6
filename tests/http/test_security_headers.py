"""Every answer carries the headers that keep the app to itself."""

import pytest
from litestar import Litestar, get
from litestar.params import FromPath
from litestar.testing import TestClient

from selfhelp.app import create_app
from selfhelp.http.security_headers import SecurityHeaders
from selfhelp.settings import Settings

Client = TestClient[Litestar]

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "media-src": "blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "app-worker",
}


def policy_of(header: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


@pytest.mark.parametrize("path", ["/", "/index.html", "/coach", "/sw.js", "/assets/a.js", "/nothing", "/health"])
def test_pages_carry_the_strict_policy_and_stay_alone(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert policy_of(headers["content-security-policy"]) == POLICY
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-embedder-policy"] == "require-corp"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "geolocation=()" in headers["permissions-policy"]
    assert "camera=()" in headers["permissions-policy"]
    assert "microphone=(self)" in headers["permissions-policy"]


@pytest.mark.parametrize(
    "path",
    [
        *("/api/log", "/api/nothing", "/api/broken", "/api", "/api/"),
        *("//api/log", "///api//log", "/api//log", "/%2Fapi/log", "//api"),  # the router folds slashes
    ],
)
def test_boxes_are_never_stored_and_never_framed(client: Client, path: str) -> None:
    headers = client.get(f"http://testserver.local{path}").headers
    assert headers["cache-control"] == "no-store"
    nothing = dict.fromkeys(("default-src", "object-src", "base-uri", "frame-ancestors"), "'none'")
    assert policy_of(headers["content-security-policy"]) == nothing
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_route_that_says_how_it_is_cached_is_believed(client: Client) -> None:
    @get("/api/cached", cache_control=None, sync_to_thread=False, response_headers={"Cache-Control": "no-cache"})
    def cached() -> str:
        return ""

    client.app.register(cached)
    assert client.get("/api/cached").headers.get_list("cache-control") == ["no-cache"]


def test_no_answer_sets_a_cookie_or_names_the_server(client: Client) -> None:
    for path in ("/", "/api/log", "/nothing", "/health"):
        assert not {"set-cookie", "server", "x-powered-by"} & set(client.get(path).headers)


@pytest.mark.slow
@pytest.mark.parametrize(("url", "kept"), [("https://fotfeste.example", True), ("http://localhost:8000", False)])
def test_https_is_kept_to_once_it_was_used(settings: Settings, url: str, kept: bool) -> None:
    changed = Settings(data=settings.data, pwa=settings.pwa, jobs=False, public_url=url)
    with TestClient(create_app(changed)) as client:
        for path in ("/", "/api/log", "/nothing"):
            assert ("strict-transport-security" in client.get(path).headers) is kept


def test_an_observer_hears_method_template_status_and_time() -> None:
    heard: list[tuple[str, str, int]] = []

    @get("/api/boxes/{box_id:str}", sync_to_thread=False)
    def box(box_id: FromPath[str]) -> str:
        return box_id

    app = Litestar([box], openapi_config=None, logging_config=None)
    app.asgi_handler = SecurityHeaders(https=False, observers=(lambda *seen: heard.append(seen[:3]),))(app.asgi_handler)
    with TestClient(app) as client:
        client.get("/api/boxes/0123")
        client.get("/api/boxes/0123/more?secret=1")
    assert heard == [("GET", "/api/boxes/{box_id}", 200), ("GET", "-", 404)]
