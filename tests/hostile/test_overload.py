"""More than the server can do at once: whoever is served is served rightly, the others are told when to come back.

How fast the right ones still are beside the wrong is measured, not asserted: `python -m bench.overload`.
"""

import asyncio
import random
import secrets
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, contextmanager

import httpx
import psycopg
import pytest
from sqlalchemy import make_url

from selfhelp.settings import Settings
from selfhelp.store.engine import sqlite_file
from tests.conftest import ON_BOTH, with_settings
from tests.hostile.kills import FIRST_BYTE, SEALED_BYTES, Client, kill_round
from tests.live import Live, live_server

pytestmark = [pytest.mark.slow, pytest.mark.pure]  # the whole server is started in the full run only

CLIENTS = 32
PUTS = 4
ROOM = 100
"""What the server of these tests takes at once; how many it takes as it is shipped, tests/store/test_writes.py says."""
MANY = ROOM + 50
POOLS = 10
"""A pool of connections costs the square of their number: many small ones."""


@pytest.fixture
def server(settings: Settings) -> Iterator[Live]:
    with live_server(with_settings(settings, creations_per_hour=100_000), ROOM) as live:
        yield live


@pytest.fixture
async def http(server: Live) -> AsyncIterator[httpx.AsyncClient]:
    limits = httpx.Limits(max_connections=2 * CLIENTS)
    async with httpx.AsyncClient(base_url=server.url, limits=limits, timeout=60) as opened:
        yield opened


async def clients(http: httpx.AsyncClient, number: int) -> list[Client]:
    made = [Client() for _ in range(number)]
    for client in made:
        await client.begin(http)
    return made


def sealed() -> bytes:
    return FIRST_BYTE + secrets.token_bytes(SEALED_BYTES - 1)


async def put_some(client: Client, http: httpx.AsyncClient) -> None:
    for _ in range(PUTS):
        await client.put(http, secrets.token_hex(16), 1, sealed())


async def faults(made: list[Client], http: httpx.AsyncClient) -> list[str]:
    """What was promised and not kept."""
    return [fault for client in made for fault in await client.audit(http)]


async def knock(http: httpx.AsyncClient, vault: str, answers: Counter[tuple[int, str]]) -> None:
    """Somebody who guesses secrets."""
    body = {"log": "0" * 32, "cursor": 0, "puts": []}
    for _ in range(PUTS):
        headers = {"Authorization": f"Bearer {secrets.token_hex(32)}"}
        answer = await http.post(f"/api/vaults/{vault}/sync", headers=headers, json=body)
        answers[answer.status_code, answer.json()["type"]] += 1


async def test_beside_wrong_secrets_every_right_one_is_served(http: httpx.AsyncClient) -> None:
    right = await clients(http, CLIENTS)
    wrong: Counter[tuple[int, str]] = Counter()
    await asyncio.gather(
        *(put_some(client, http) for client in right),  # raises unless each is accepted
        *(knock(http, client.vault, wrong) for client in right),
    )
    assert [len(client.promised) for client in right] == [PUTS] * CLIENTS
    assert await faults(right, http) == []
    assert wrong.total() == CLIENTS * PUTS
    assert wrong.keys() <= {(404, "/problems/no-such-box"), (503, "/problems/overloaded")}


async def leave(server: Live, client: Client, whole: bool) -> None:
    """Sends a put, or half of one, and is gone before the answer."""
    _, writer = await asyncio.open_connection("127.0.0.1", server.settings.port)
    body = b'{"log":"%s","cursor":0,"puts":[]}' % client.log.encode()
    head = f"POST /api/vaults/{client.vault}/sync HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {client.secret}\r\n"
    length = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write((head + length).encode() + (body if whole else body[: len(body) // 2]))
    await writer.drain()
    writer.transport.abort()


async def test_clients_that_leave_in_the_middle_hold_up_nobody(server: Live, http: httpx.AsyncClient) -> None:
    right = await clients(http, 16)
    gone = [leave(server, client, whole=n % 2 == 0) for client in right for n in range(20)]
    await asyncio.gather(*gone, *(put_some(client, http) for client in right))
    assert await faults(right, http) == []
    assert b"fault" not in server.log.read_bytes()


@contextmanager
def held(settings: Settings) -> Iterator[None]:
    """Somebody else holds the lock that every write needs; reads go on."""
    file = sqlite_file(settings)
    if file is not None:
        connection = sqlite3.connect(file, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
            connection.close()
        return
    url = make_url(settings.database).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as server:
        server.execute("LOCK TABLE vault, record IN EXCLUSIVE MODE")
        yield
        server.rollback()


@ON_BOTH
async def test_a_full_queue_says_when_to_come_back_and_loses_nothing(server: Live, http: httpx.AsyncClient) -> None:
    right = await clients(http, POOLS)
    answers: Counter[int] = Counter()
    one_was_refused = asyncio.Event()

    async def put(client: Client, pool: httpx.AsyncClient) -> None:
        try:
            await client.put(pool, secrets.token_hex(16), 1, sealed())
            answers[200] += 1
        except httpx.HTTPStatusError as error:
            refused = error.response
            assert refused.json()["type"] == "/problems/overloaded"
            assert int(refused.headers["retry-after"]) > 0
            answers[refused.status_code] += 1
            one_was_refused.set()

    async with AsyncExitStack() as stack:
        limits = httpx.Limits(max_connections=MANY // POOLS)
        made = [httpx.AsyncClient(base_url=server.url, limits=limits, timeout=60, verify=False) for _ in right]
        pools = [await stack.enter_async_context(pool) for pool in made]
        with held(server.settings):
            asked = [asyncio.ensure_future(put(right[n % POOLS], pools[n % POOLS])) for n in range(MANY)]
            await one_was_refused.wait()
            # Whoever only looks is still served.
            assert (await http.get("/api/log")).status_code == 200
        await asyncio.gather(*asked)
    assert answers.keys() == {200, 503}
    for client in right:
        await client.again(http)
        assert client.asked == {}
    assert sum(len(client.promised) for client in right) == MANY
    assert await faults(right, http) == []
    assert b'"fault"' not in server.log.read_bytes()


async def test_a_stop_under_load_keeps_every_promise(server: Live) -> None:
    seed = random.randrange(2**32)
    one = await kill_round(server, CLIENTS, seed, politely=True)
    assert one.faults == [], f"seed {seed}"
    assert one.promised > 0
    assert b'"fault"' not in server.log.read_bytes()
