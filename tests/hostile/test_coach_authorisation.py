"""Every route about threads and coaches, asked by everybody: the person, another one, and coaches of each kind."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from sqlmodel import Session

from selfhelp.coach.tables import ACTIVE, REVOKED, WAITING
from selfhelp.settings import Settings
from selfhelp.store.engine import database_url, writing_engine
from tests.coach.pack import name_organisation, pack_with_coaches
from tests.coach.seeds import COACH, COACH_SECRET, THREAD, THREAD_SECRET, coach_row, named, seed, thread_rows
from tests.conftest import with_settings
from tests.hostile.samples import body_for
from tests.hostile.test_authorisation import Route, kind_of, routes
from tests.live import Live, live_server
from tests.modules.small_pack import Author

# The whole server is started in the full run only. Who may ask is decided before any statement that differs.
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("settings", ["sqlite"], indirect=True)]


@dataclass(frozen=True)
class Caller:
    """Somebody with an id and a secret of their own."""

    id: str
    secret: str


def caller(name: str) -> Caller:
    return Caller(named(name)[:32], named(f"secret of {name}"))


PERSON: Final = Caller(THREAD, THREAD_SECRET)
OTHER_PERSON: Final = caller("another person")
ITS_COACH: Final = Caller(COACH, COACH_SECRET)
COACHES: Final = {name: caller(name) for name in ("another coach", "waiting", "expired", "revoked")}
EVERYBODY: Final = {"person": PERSON, "another person": OTHER_PERSON, "coach": ITS_COACH, **COACHES}

NO_BOX: Final = (404, "/problems/no-such-box")
NO_SECRET: Final = (401, "/problems/no-secret")
NOT_ACTIVE: Final = (403, "/problems/coach-not-active")


@pytest.fixture
def practice(settings: Settings) -> Iterator[Live]:
    """A thread that is sealed to a coach, and to one whose certificate is over; and others."""
    seed(settings)
    kinds: dict[str, dict[str, Any]] = {
        "another coach": {"state": ACTIVE},
        "waiting": {"state": WAITING, "certificate": None, "expires": None},
        "expired": {"state": ACTIVE, "expires": 1},
        "revoked": {"state": REVOKED},
    }
    engine = writing_engine(database_url(settings))
    with engine.begin() as connection, Session(bind=connection) as session:
        for name, who in COACHES.items():
            session.add(coach_row(who.id, who.secret, **kinds[name]))
        session.flush()
        for row in thread_rows(OTHER_PERSON.id, OTHER_PERSON.secret, ITS_COACH.id):
            session.add(row)
            session.flush()
        session.add(thread_rows(THREAD, THREAD_SECRET, COACHES["expired"].id)[1])
        session.flush()
    engine.dispose()
    content = pack_with_coaches(settings.data / "pack")
    with live_server(with_settings(settings, openapi=True, creations_per_hour=100_000, content=content)) as live:
        yield live


@pytest.fixture
async def http(practice: Live) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=practice.url) as opened:
        yield opened


async def of_coaching(http: httpx.AsyncClient, kind: str) -> list[Route]:
    """The routes of one kind of box, deletions last."""
    found = [route for route in await routes(http) if "{box_id}" in route[1] and kind_of(route[1]) == kind]
    return sorted(found, key=lambda route: (route[0] == "DELETE", route[1], route[0]))


async def ask(http: httpx.AsyncClient, route: Route, box: str, secret: str | None) -> httpx.Response:
    """A good request but for who asks; the thread in the path is the person's."""
    method, template = route
    headers = {} if secret is None else {"Authorization": f"Bearer {secret}"}
    path = template.replace("{box_id}", box).replace("{thread_id}", THREAD)
    return await http.request(method, path, headers=headers, json=body_for(method, template, ""))


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, "" if answer.is_success else answer.json()["type"]


async def test_a_thread_opens_to_its_person_alone(http: httpx.AsyncClient) -> None:
    found = await of_coaching(http, "threads")
    assert {template.rsplit("/", 1)[-1] for _, template in found} == {"{box_id}", "messages", "read", "tell"}
    for route in found:
        assert said(await ask(http, route, THREAD, None)) == NO_SECRET, route
        for name, who in EVERYBODY.items():
            if who is not PERSON:
                answer = await ask(http, route, THREAD, who.secret)
                assert said(answer) == NO_BOX, (route, name)
        assert said(await ask(http, route, THREAD, PERSON.secret))[0] in (200, 201, 204), route


async def test_a_coach_opens_to_its_own_secret_alone(http: httpx.AsyncClient) -> None:
    found = await of_coaching(http, "coaches")
    assert len(found) == 8
    for route in found:
        assert said(await ask(http, route, COACH, None)) == NO_SECRET, route
        for name, who in EVERYBODY.items():
            if who is not ITS_COACH:
                assert said(await ask(http, route, COACH, who.secret)) == NO_BOX, (route, name)
        assert said(await ask(http, route, COACH, COACH_SECRET))[0] in (200, 201, 204), route


async def test_each_coach_does_under_its_own_id_what_its_state_allows(http: httpx.AsyncClient) -> None:
    for route in await of_coaching(http, "coaches"):
        for name, who in COACHES.items():
            if "/threads" not in route[1]:
                expected = (200, "") if route[0] == "GET" else (204, "")
            elif name != "another coach":
                expected = NOT_ACTIVE
            else:
                expected = (200, "") if route[1].endswith("/threads") else NO_BOX
            assert said(await ask(http, route, who.id, who.secret)) == expected, (route, name)


async def test_a_persons_box_is_no_coachs_and_a_coachs_no_persons(http: httpx.AsyncClient) -> None:
    for kind, others in (("coaches", [PERSON, OTHER_PERSON]), ("threads", [ITS_COACH, *COACHES.values()])):
        for route in await of_coaching(http, kind):
            if route != ("PUT", f"/api/{kind}/{{box_id}}"):  # that would make one, under an id that is free there
                for who in others:
                    assert said(await ask(http, route, who.id, who.secret)) == NO_BOX, (route, who)


async def test_what_a_coach_may_not_see_is_not_told_apart_from_what_is_not_there(http: httpx.AsyncClient) -> None:
    stranger = COACHES["another coach"]
    for method, template in await of_coaching(http, "coaches"):
        if "{thread_id}" not in template:
            continue
        answers = [
            await http.request(
                method,
                template.replace("{box_id}", stranger.id).replace("{thread_id}", thread),
                headers={"Authorization": f"Bearer {stranger.secret}"},
                json=body_for(method, template, ""),
            )
            for thread in (THREAD, "f" * 32)
        ]
        assert answers[0].status_code == answers[1].status_code == 404
        assert answers[0].content == answers[1].content


async def test_everybody_may_see_who_could_be_written_to_and_nothing_else_of_them(http: httpx.AsyncClient) -> None:
    answer = await http.get("/api/coaches")
    assert sorted(one["id"] for one in answer.json()["coaches"]) == sorted([COACH, COACHES["another coach"].id])
    assert (await http.get("/api/coaches", headers={"Sec-Fetch-Site": "cross-site"})).status_code == 403


KEPT: Final = [("DELETE", "/api/threads/{box_id}"), ("GET", "/api/threads/{box_id}")]
"""What a person can do wherever there is a thread."""

NO_PAGE: Final = (404, "/problems/no-such-page")


async def test_without_an_organisation_in_the_pack_a_person_reads_and_erases_and_nothing_else_is_there(
    settings: Settings,
) -> None:
    """The same database, and every route that a server with coaches has."""
    seed(settings)
    content = Author(settings.data / "pack").root
    with live_server(with_settings(settings, openapi=True, content=content)) as live:
        async with httpx.AsyncClient(base_url=live.url) as http:
            right = {"threads": PERSON, "coaches": ITS_COACH}
            for kind, who in right.items():
                for route in await of_coaching(http, kind):
                    if route not in KEPT:
                        for secret in (None, who.secret):
                            assert said(await ask(http, route, who.id, secret)) == NO_PAGE, (route, secret)
            assert said(await http.get("/api/coaches")) == NO_PAGE
            for route in KEPT:
                assert said(await ask(http, route, THREAD, None)) == NO_SECRET, route
                for who in (OTHER_PERSON, ITS_COACH):
                    assert said(await ask(http, route, THREAD, who.secret)) == NO_BOX, (route, who)
            statuses = [(await ask(http, route, THREAD, THREAD_SECRET)).status_code for route in [*KEPT[::-1], KEPT[1]]]
            assert statuses == [200, 204, 410]


def take_organisation_out(content: Author, plain: dict[Path, bytes], aside: Path) -> None:
    """The pack is as it was; the folders that coaches need lie `aside`."""
    (content.root / "coach").rename(aside / "coach")
    (content.root / "pages" / "coach-secrecy").rename(aside / "coach-secrecy")
    for path, written in plain.items():
        path.write_bytes(written)


async def test_a_key_that_is_put_into_a_watched_pack_or_taken_out_holds_from_then_on(settings: Settings) -> None:
    seed(settings)
    content = Author(settings.data / "pack")
    plain = {path: path.read_bytes() for path in content.root.rglob("*") if path.is_file()}
    with live_server(with_settings(settings, content=content.root, watch_content=True)) as live:
        async with httpx.AsyncClient(base_url=live.url) as http:
            put_in = partial(name_organisation, content)
            take_out = partial(take_organisation_out, content, plain, settings.data)
            changes: list[tuple[Callable[[], None] | None, int]] = [(None, 404), (put_in, 200), (take_out, 404)]
            for change, expected in changes:
                if change is not None:
                    change()
                deadline = time.monotonic() + 60
                while (answer := await http.get("/api/coaches")).status_code != expected:
                    assert time.monotonic() < deadline, answer.text
                    await asyncio.sleep(0.1)
                page = await ask(http, ("GET", "/api/coaches/{box_id}/threads"), COACH, COACH_SECRET)
                assert page.status_code == expected
