"""Every route that the OpenAPI document lists, with no, a malformed, a wrong, another's and the right secret."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from selfhelp.settings import Settings
from tests.coach.pack import pack_with_coaches
from tests.coach.seeds import seed
from tests.conftest import with_settings
from tests.hostile.samples import Box, body_for
from tests.live import Live, live_server

# The whole server is started in the full run only. Who may ask is decided before any statement that differs.
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("settings", ["sqlite"], indirect=True)]

Route = tuple[str, str]

METHODS = ("get", "put", "post", "delete")

PUBLIC: tuple[Route, ...] = (
    ("GET", "/health"),
    ("GET", "/api/coaches"),
    ("GET", "/api/content/{locale}"),
    ("GET", "/api/log"),
    ("GET", "/api/push-key"),
    ("GET", "/content/{name}"),
    ("PUT", "/api/outcomes/{once_id}"),
)
"""Those that ask for no secret."""

INVITATION: Route = ("GET", "/api/invitation")
"""About no box, and yet with a secret (tests/coach)."""


@pytest.fixture
def open_book(settings: Settings) -> Iterator[Live]:
    """A server that has coaches and shows its OpenAPI document."""
    seed(settings)
    content = pack_with_coaches(settings.data / "pack")
    with live_server(with_settings(settings, openapi=True, creations_per_hour=100_000, content=content)) as live:
        yield live


@pytest.fixture
async def http(open_book: Live) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=open_book.url) as opened:
        yield opened


async def routes(http: httpx.AsyncClient) -> list[Route]:
    document = (await http.get("/schema/openapi.json")).json()
    return [(method.upper(), path) for path, item in document["paths"].items() for method in METHODS if method in item]


async def boxed(http: httpx.AsyncClient) -> list[Route]:
    """The routes about one box; deletions last, since each box is used once more after it."""
    found = [route for route in await routes(http) if "{box_id}" in route[1]]
    assert found
    return sorted(found, key=lambda route: (route[0] == "DELETE", route[1]))


async def made_by_anybody(http: httpx.AsyncClient) -> list[Route]:
    """Those about a box that a device makes by itself; a coach needs an invitation (test_coach_authorisation.py)."""
    return [route for route in await boxed(http) if kind_of(route[1]) != "coaches"]


def address(template: str, box: str) -> str:
    """The path about this box; of another box that stands in it nobody has heard."""
    return template.replace("{box_id}", box).replace("{thread_id}", "e" * 32)


def kind_of(template: str) -> str:
    return template.split("/")[2]


async def make(http: httpx.AsyncClient, kind: str, log: str) -> Box:
    box = Box(kind)
    template = f"/api/{kind}/{{box_id}}"
    answer = await ask(http, ("PUT", template), box.id, box.secret, log)
    assert answer.status_code == 201, answer.text
    return box


async def ask(http: httpx.AsyncClient, route: Route, box: str, secret: str | None, log: str) -> httpx.Response:
    method, template = route
    headers = {} if secret is None else {"Authorization": f"Bearer {secret}"}
    body: dict[str, Any] | None = body_for(method, template, log)
    return await http.request(method, address(template, box), headers=headers, json=body)


async def log_of(http: httpx.AsyncClient) -> str:
    log: str = (await http.get("/api/log")).json()["log"]
    return log


async def test_only_the_right_secret_opens_a_box_on_any_route(http: httpx.AsyncClient) -> None:
    log = await log_of(http)
    for route in await made_by_anybody(http):
        mine, theirs = await make(http, kind_of(route[1]), log), await make(http, kind_of(route[1]), log)

        none = await ask(http, route, mine.id, None, log)
        assert (none.status_code, none.json()["type"]) == (401, "/problems/no-secret"), route
        for malformed in ("-", mine.secret[:-1], f"{mine.secret}0", f"{mine.secret[:-1]}G"):
            answer = await ask(http, route, mine.id, malformed, log)
            assert (answer.status_code, answer.json()["type"]) == (401, "/problems/no-secret"), (route, malformed)

        others = await ask(http, route, mine.id, theirs.secret, log)
        wrong = await ask(http, route, mine.id, "0" * 64, log)
        assert (wrong.status_code, wrong.json()["type"]) == (404, "/problems/no-such-box"), route
        assert others.content == wrong.content

        right = await ask(http, route, mine.id, mine.secret, log)
        assert right.is_success, (route, right.text)


async def test_a_wrong_secret_and_a_missing_box_cannot_be_told_apart(http: httpx.AsyncClient) -> None:
    log = await log_of(http)
    for route in await made_by_anybody(http):
        box = await make(http, kind_of(route[1]), log)
        if route[0] == "PUT":  # a PUT about an id that is free makes a box
            continue
        wrong = await ask(http, route, box.id, "0" * 64, log)
        missing = await ask(http, route, "f" * 32, "0" * 64, log)
        assert (wrong.status_code, wrong.content) == (missing.status_code, missing.content), route


async def test_a_deleted_box_is_gone_for_everyone_on_every_route(http: httpx.AsyncClient) -> None:
    log = await log_of(http)
    for route in await made_by_anybody(http):
        box = await make(http, kind_of(route[1]), log)
        await ask(http, ("DELETE", f"/api/{box.kind}/{{box_id}}"), box.id, box.secret, log)
        for secret in (box.secret, "0" * 64):
            answer = await ask(http, route, box.id, secret, log)
            assert (answer.status_code, answer.json()["type"]) == (410, "/problems/box-deleted"), route


async def test_the_form_of_the_id_comes_before_the_site_and_the_site_before_the_secret(http: httpx.AsyncClient) -> None:
    for method, template in await boxed(http):
        for bad in ("F" * 32, "f" * 31, "f" * 33, "g" * 32):
            answer = await http.request(method, address(template, bad), headers={"Sec-Fetch-Site": "cross-site"})
            assert (answer.status_code, answer.json()["type"]) == (404, "/problems/no-such-page"), (
                method,
                template,
                bad,
            )
        answer = await http.request(method, address(template, "f" * 32), headers={"Sec-Fetch-Site": "cross-site"})
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/cross-site"), (method, template)


async def test_the_body_is_checked_after_the_secret_and_before_the_box(http: httpx.AsyncClient) -> None:
    log = await log_of(http)
    secret = {"Authorization": f"Bearer {'0' * 64}"}
    for method, template in await boxed(http):
        if body_for(method, template, log) is None:
            continue
        path = address(template, "f" * 32)
        for content, media, expected in (
            (b"{" + b" " * (1 << 20) + b"}", "application/json", (413, "/problems/too-large")),
            (b"{}", "text/plain", (415, "/problems/not-json")),
            (b"{}", None, (415, "/problems/not-json")),
            (b"[]", "application/json", (400, "/problems/bad-request")),
            (b"{", "application/json", (400, "/problems/bad-request")),
            (b"\xff", "application/json", (400, "/problems/bad-request")),
            (b'{"surprise": 1}', "application/json", (422, "/problems/invalid")),
        ):
            headers = secret if media is None else {**secret, "Content-Type": media}
            answer = await http.request(method, path, headers=headers, content=content)
            assert (answer.status_code, answer.json()["type"]) == expected, (method, template, content[:20], media)


def leaves(body: Any, path: str = "") -> Iterator[str]:
    """`puts[0].version` and so on, for every field of a body."""
    if isinstance(body, dict):
        for name, value in body.items():
            here = f"{path}.{name}" if path else name
            yield here
            yield from leaves(value, here)
    elif isinstance(body, list) and body and isinstance(body[0], dict):
        yield from leaves(body[0], f"{path}[0]")


def with_field(body: Any, path: str, value: Any) -> Any:
    """A copy of `body` where the field at `path` is `value`, or gone when that is `...`."""
    head, _, rest = path.partition(".")
    name, _, index = head.partition("[")
    copy = dict(body)
    if index:
        items = list(copy[name])
        items[0] = with_field(items[0], rest, value)
        copy[name] = items
    elif rest:
        copy[name] = with_field(copy[name], rest, value)
    elif value is ...:
        del copy[name]
    else:
        copy[name] = value
    return copy


async def test_bad_input_in_any_field_is_answered_with_its_name(http: httpx.AsyncClient) -> None:
    log = await log_of(http)
    for method, template in await boxed(http):
        body = body_for(method, template, log)
        if not body:
            continue
        path = address(template, "f" * 32)
        secret = {"Authorization": f"Bearer {'0' * 64}"}
        for field in leaves(body):
            for wrong in ({"an": "object"}, 1.5, True):
                answer = await http.request(method, path, headers=secret, json=with_field(body, field, wrong))
                assert answer.status_code == 422, (method, template, field, wrong, answer.text)
                assert answer.headers["content-type"] == "application/problem+json"
                named = [error["field"] for error in answer.json()["errors"]]
                assert any(name.startswith(field) for name in named), (field, named)
            parent, _, _ = field.rpartition(".")
            surprise = f"{parent}.surprise" if parent else "surprise"
            answer = await http.request(method, path, headers=secret, json=with_field(body, surprise, 1))
            assert [error["field"] for error in answer.json()["errors"]] == [surprise]


async def test_the_public_routes_ask_for_no_secret_and_set_no_cookie(http: httpx.AsyncClient) -> None:
    public = [route for route in await routes(http) if "{box_id}" not in route[1]]
    assert sorted(public) == sorted((*PUBLIC, INVITATION))  # a new one is weighed before it stands there
    assert (await http.get(INVITATION[1])).status_code == 401
    for path in ("/", "/api/content/nb", "/api/content/en", *(path for _, path in PUBLIC if "{" not in path)):
        answer = await http.get(path)
        assert answer.status_code == 200, path
        assert "set-cookie" not in answer.headers
