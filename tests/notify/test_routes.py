"""Channels over HTTP: statuses, problem documents, the order of checks, and the whole server with its clock running."""

import secrets
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import httpx
import pytest
from litestar import Litestar
from litestar.exceptions import HTTPException

from selfhelp.boxes.admission import CreationLimits
from selfhelp.http.exception_handlers import answer_http_exception, answer_problem
from selfhelp.http.problems import Problem
from selfhelp.http.routing import mount
from selfhelp.notify.routes import ROUTES, TEST_EVERY, Channels, RateLimit
from selfhelp.notify.subscription import allow_list, base64url
from selfhelp.organisation import is_point, public_of
from selfhelp.settings import Settings
from tests.conftest import with_settings
from tests.live import live_server
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness
from tests.notify.push_service import Device, PushService

pytestmark = pytest.mark.pure

DAILY = DAILY_AT_EIGHT | {"id": "0123456789abcdef"}


class Phone:
    """One device's channel over HTTP."""

    def __init__(self, api: httpx.AsyncClient, device: Device) -> None:
        self.api, self.device = api, device
        self.path = f"/api/channels/{secrets.token_hex(16)}"
        self.headers = {"Authorization": f"Bearer {secrets.token_hex(32)}"}

    def body(self, *nudges: dict[str, Any], **changes: Any) -> dict[str, Any]:
        given = {"endpoint": self.device.endpoint, "p256dh": self.device.p256dh, "auth": self.device.auth}
        return given | {"timezone": "Europe/Oslo", "locale": "nb", "nudges": list(nudges)} | changes

    async def call(self, method: str, tail: str = "", **more: Any) -> httpx.Response:
        return await self.api.request(method, self.path + tail, **{"headers": self.headers} | more)

    async def put(self, *nudges: dict[str, Any], **changes: Any) -> httpx.Response:
        return await self.call("PUT", json=self.body(*nudges, **changes))


@pytest.fixture
async def api(harness: PushHarness, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an app that has these routes and nothing else."""
    moment = time.time()  # and the hour does not end meanwhile
    creations = CreationLimits(with_settings(settings, creations_per_hour=5), lambda: moment)
    allowed = allow_list(localhost=True)
    channels = Channels(
        harness.store, harness.tombstones, creations, harness.keys, harness.composer, allowed, {"nb", "en"}
    )
    app = Litestar(
        mount(ROUTES, channels),
        openapi_config=None,
        exception_handlers={Problem: answer_problem, HTTPException: answer_http_exception},
    )
    transport = httpx.ASGITransport(cast(Any, app))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture
def phone(api: httpx.AsyncClient, harness: PushHarness) -> Phone:
    return Phone(api, harness.push.subscribe())


def problem(response: httpx.Response) -> tuple[int, str, list[str]]:
    """Status, name and named fields of a problem document."""
    document = response.json()
    assert response.headers["content-type"].startswith("application/problem+json")
    assert document["status"] == response.status_code
    return response.status_code, document["type"], [error["field"] for error in document.get("errors", [])]


async def test_a_channel_is_made_once_replaced_shown_and_destroyed(phone: Phone) -> None:
    before = datetime.now(UTC)
    made = await phone.put(DAILY)
    assert (made.status_code, made.content) == (201, b"")
    assert (await phone.put(DAILY)).status_code == 204
    assert (await phone.put()).status_code == 204
    assert (await phone.put(DAILY)).status_code == 204
    shown = (await phone.call("GET")).json()
    [nudge] = shown.pop("nudges")
    assert shown == {"state": "active", "paused": False, "last_sent": None, "last_answer": None}
    assert (nudge["id"], nudge["kind"]) == (DAILY["id"], "daily")
    away = datetime.fromisoformat(nudge["next"]) - before
    assert timedelta() < away < timedelta(hours=25, minutes=15)
    assert (await phone.call("DELETE")).status_code == 204
    assert problem(await phone.call("GET")) == (410, "/problems/box-deleted", [])
    assert problem(await phone.put(DAILY)) == (410, "/problems/box-deleted", [])


@pytest.mark.parametrize(
    ("method", "tail", "body"),
    [
        ("GET", "", None),
        ("PUT", "", {}),
        ("DELETE", "", None),
        ("POST", "/seen", None),
        ("POST", "/skip", {"id": "01" * 8, "until": "2027-01-01"}),
        ("POST", "/test", None),
    ],
)
async def test_who_has_not_the_secret_learns_nothing(phone: Phone, method: str, tail: str, body: Any) -> None:
    await phone.put(DAILY)
    body = phone.body(DAILY) if method == "PUT" else body
    send = {"json": body} if body is not None else {}
    wrong = {"Authorization": f"Bearer {'0' * 64}"}
    other = Phone(phone.api, phone.device)
    answers = [await phone.call(method, tail, headers=wrong, **send)]
    if method != "PUT":
        answers.append(await other.call(method, tail, **send))
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
    assert problem(answers[0]) == (404, "/problems/no-such-box", [])
    assert problem(await phone.call(method, tail, headers={}, **send))[:2] == (401, "/problems/no-secret")
    cross = phone.headers | {"Sec-Fetch-Site": "cross-site"}
    assert problem(await phone.call(method, tail, headers=cross, **send))[:2] == (403, "/problems/cross-site")
    phone.path = "/api/channels/XYZ"
    assert problem(await phone.call(method, tail, **send))[:2] == (404, "/problems/no-such-page")


async def test_a_wrong_body_is_told_before_the_box_is_looked_at(phone: Phone) -> None:
    assert problem(await phone.call("PUT", content=b"{")) == (415, "/problems/not-json", [])
    json = phone.headers | {"Content-Type": "application/json"}
    assert problem(await phone.call("PUT", content=b"[]", headers=json))[:2] == (400, "/problems/bad-request")
    assert problem(await phone.call("PUT", content=b" " * 17000, headers=json))[:2] == (413, "/problems/too-large")
    for changes, field in (
        ({"colour": 1}, "colour"),
        ({"nudges": [DAILY | {"at": 20}]}, "nudges[0].at"),
        ({"nudges": [DAILY | {"at": "20:00:01"}]}, "nudges[0].at"),
        ({"endpoint": "https://evil.example/x"}, "endpoint"),
        ({"nudges": [{"id": "00" * 8, "kind": "step", "once": "2020-01-01T10:00"}]}, "nudges[0].once"),
    ):
        assert problem(await phone.put(**changes)) == (422, "/problems/invalid", [field])
    assert (await phone.call("GET")).status_code == 404


async def test_seen_and_skip_answer_with_nothing(phone: Phone) -> None:
    await phone.put(DAILY)
    for _ in range(2):
        assert (await phone.call("POST", "/seen")).status_code == 204
    until = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    assert (await phone.call("POST", "/skip", json={"id": DAILY["id"], "until": until})).status_code == 204
    assert (await phone.call("GET")).json()["nudges"][0]["next"][:10] == until
    wrong = await phone.call("POST", "/skip", json={"id": "ff" * 8, "until": until})
    assert problem(wrong) == (422, "/problems/invalid", ["id"])
    wrong = await phone.call("POST", "/skip", json={"id": "ff", "until": "x"})
    assert problem(wrong) == (422, "/problems/invalid", ["id", "until"])


async def test_one_test_push_a_minute(phone: Phone, harness: PushHarness) -> None:
    await phone.put()
    assert (await phone.call("POST", "/test")).status_code == 204
    again = await phone.call("POST", "/test")
    assert problem(again) == (429, "/problems/too-often", [])
    assert 0 < int(again.headers["retry-after"]) <= TEST_EVERY
    harness.seconds = time.time()
    await harness.send()
    assert [got.device for got in harness.push.received] == [phone.device]


def test_another_test_push_is_allowed_after_a_minute() -> None:
    now = 5.0
    limit = RateLimit(lambda: now)
    limit.admit(b"a")
    limit.admit(b"b")
    with pytest.raises(Problem):
        limit.admit(b"a")
    now += TEST_EVERY
    limit.admit(b"a")


async def test_new_channels_are_limited_and_replacing_is_not(phone: Phone, harness: PushHarness) -> None:
    phones = [Phone(phone.api, harness.push.subscribe()) for _ in range(6)]
    assert [(await each.put(DAILY)).status_code for each in phones] == [201] * 5 + [429]
    assert (await phones[0].put()).status_code == 204


async def test_a_browser_learns_the_key_to_subscribe_with(api: httpx.AsyncClient, harness: PushHarness) -> None:
    answer = await api.get("/api/push-key")
    key = answer.json()["key"]
    assert len(key) == 87
    assert base64url(key) == public_of(harness.keys.vapid)
    assert is_point(public_of(harness.keys.vapid))
    cross = await api.get("/api/push-key", headers={"Sec-Fetch-Site": "cross-site"})
    assert problem(cross)[:2] == (403, "/problems/cross-site")


@pytest.mark.slow
async def test_the_whole_server_pushes_within_seconds_in_the_words_of_the_pack(
    settings: Settings, push: PushService
) -> None:
    with live_server(with_settings(settings, jobs=True, push_test_ca=push.ca)) as live:
        async with httpx.AsyncClient(base_url=live.url) as client:
            key = (await client.get("/api/push-key")).json()["key"]
            phone = Phone(client, push.subscribe(key))
            assert (await phone.put(DAILY, locale="en")).status_code == 201
            assert (await phone.call("POST", "/test")).status_code == 204
            [got] = await push.arrive(1)
            assert got.notification["data"] == {"kind": "test"}
            assert got.notification["lang"] == "en"
            assert got.notification["title"]
            assert got.notification["body"]
            assert got.status == 201
