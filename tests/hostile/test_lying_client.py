"""A client that sends anything at all: the server answers with a problem document of its list, never 500, and lives.

What is no HTTP at all never reaches the app: uvicorn answers it with its own 400, and that is the one exception.
"""

import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from litestar import Litestar

from selfhelp.app import create_app
from selfhelp.http.connections import TOO_LARGE
from selfhelp.http.problems import PROBLEMS
from selfhelp.settings import Settings
from tests.coach.pack import pack_with_coaches
from tests.coach.seeds import COACH, COACH_SECRET, THREAD, THREAD_SECRET, seed
from tests.hostile.bodies import ODD_JSON, random_bodies
from tests.hostile.samples import Box, body_for

ROUTES = [
    ("PUT", "/api/slots/{box_id}"),
    ("PUT", "/api/vaults/{box_id}"),
    ("POST", "/api/vaults/{box_id}/sync"),
    ("PUT", "/api/channels/{box_id}"),
    ("POST", "/api/channels/{box_id}/skip"),
    ("PUT", "/api/threads/{box_id}"),
    ("POST", "/api/threads/{box_id}/messages"),
    ("POST", "/api/threads/{box_id}/read"),
    ("PUT", "/api/threads/{box_id}/tell"),
    ("PUT", "/api/coaches/{box_id}"),
    ("POST", "/api/coaches/{box_id}/threads/{thread_id}/messages"),
    ("POST", "/api/coaches/{box_id}/threads/{thread_id}/notes"),
    ("POST", "/api/coaches/{box_id}/threads/{thread_id}/read"),
    ("PUT", "/api/outcomes/{once_id}"),
]
"""Every route that takes a body."""
NOT_HTTP = b"Invalid HTTP request received."


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def complaint(answer: Answer) -> str:
    """What is wrong with an answer to nonsense; empty when nothing is. A body that happens to be right is taken."""
    if answer.status < 400:
        return ""
    if (answer.status, answer.body) in {(400, NOT_HTTP), (431, TOO_LARGE)}:
        return ""
    if answer.headers.get("content-type") != "application/problem+json":
        return f"{answer.status} without a problem document: {answer.body[:200]!r}"
    document = json.loads(answer.body)
    known = PROBLEMS.get(document["type"].removeprefix("/problems/"))
    if known is None or known[0] != answer.status or answer.status == 500:
        return f"{answer.status}: {document}"
    return ""


class House:
    """The whole app in this process, asked without a socket; a box of each kind is there."""

    def __init__(self, app: Litestar) -> None:
        self._app = app
        self.boxes = {kind: Box(kind) for kind in ("slots", "vaults", "channels", "outcomes")}
        self.boxes |= {
            "threads": Box("threads", THREAD, THREAD_SECRET),
            "coaches": Box("coaches", COACH, COACH_SECRET),
        }

    async def ask(self, method: str, path: str, body: bytes, headers: list[tuple[bytes, bytes]]) -> Answer:
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": headers,
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "state": {},
        }  # fmt: skip
        said: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            said.append(message)

        await self._app(scope, receive, send)  # type: ignore[arg-type]
        given = {name.decode().lower(): value.decode() for name, value in said[0]["headers"]}
        return Answer(said[0]["status"], given, b"".join(message.get("body", b"") for message in said[1:]))

    async def post(self, route: tuple[str, str], body: bytes, media: bytes = b"application/json") -> Answer:
        method, template = route
        box = self.boxes[template.split("/")[2]]
        headers = [
            (b"authorization", f"Bearer {box.secret}".encode()),
            (b"content-type", media),
            (b"content-length", str(len(body)).encode()),
        ]
        path = template.replace("{box_id}", box.id).replace("{thread_id}", THREAD).replace("{once_id}", box.id)
        return await self.ask(method, path, body, headers)


@asynccontextmanager
async def opened(data: Path) -> AsyncIterator[House]:
    """The app with one box of each kind. No fixture: what Litestar opens must be closed by the same task."""
    content = pack_with_coaches(data / "pack")
    settings = Settings(data=data, content=content, jobs=False, openapi=True, creations_per_hour=10**6)
    seed(settings, invitations=1)
    app = create_app(settings)
    async with app.lifespan():
        house = House(app)
        for kind in ("slots", "vaults", "channels"):
            template = f"/api/{kind}/{{box_id}}"
            made = await house.post(("PUT", template), msgspec.json.encode(body_for("PUT", template, "")))
            assert made.status == 201
        yield house


@pytest.mark.slow
async def test_odd_json_is_answered_with_a_problem_on_every_route_that_takes_a_body(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        document = json.loads((await house.ask("GET", "/schema/openapi.json", b"", [])).body)
        taking = {
            (way.upper(), path)
            for path, item in document["paths"].items()
            for way, said in item.items()
            if "requestBody" in said
        }
        assert taking == set(ROUTES)
        for route in ROUTES:
            for name, body in ODD_JSON.items():
                assert not (wrong := complaint(await house.post(route, body))), f"{route}, {name}: {wrong}"


@pytest.mark.slow
@pytest.mark.parametrize("bodies", [5_000, pytest.param(500_000, marks=pytest.mark.deep)])
async def test_random_bodies_break_nothing(tmp_path: Path, bodies: int) -> None:
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    good = [msgspec.json.encode(body_for(*route, "0" * 32)) for route in ROUTES]
    statuses: dict[int, int] = {}
    async with opened(tmp_path) as house:
        for body in random_bodies(chance, good, bodies):
            answer = await house.post(chance.choice(ROUTES), body)
            statuses[answer.status] = statuses.get(answer.status, 0) + 1
            assert not (wrong := complaint(answer)), f"seed {seed}, {body[:300]!r}: {wrong}"
        assert statuses.keys() >= {400, 413, 422}, statuses
        assert min(statuses) < 300, "nothing of it was right by chance: what is changed is not good to begin with"
        for route in ROUTES:
            # Made anew: what is changed by chance may have given the first phone other keys. It may also have taken the
            # first number of a thread, and then the server says so.
            again = await house.post(route, msgspec.json.encode(body_for(*route, "0" * 32)))
            is_taken = b"/problems/number-taken" in again.body and route[1].endswith(("/messages", "/notes"))
            assert again.status < 300 or is_taken, route
