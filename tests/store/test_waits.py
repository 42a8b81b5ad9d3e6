"""PostgreSQL that keeps somebody waiting: a row that another holds, and a network that is gone without a word."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url
from sqlmodel import Session

from selfhelp.boxes import BoxRequest, Outcome
from selfhelp.diary import service
from selfhelp.settings import Settings
from selfhelp.store import Overloaded, Store, engine, writer
from tests.conftest import with_settings
from tests.patience import LOCK_MS, PATIENCE
from tests.postgres import Cluster
from tests.store.rows import row, stored

pytestmark = pytest.mark.postgres

BOXES = [BoxRequest(bytes([n]) * 16, bytes(32)) for n in range(16)]
SEALED = bytes(61)


@pytest.fixture
def settings(postgres: Cluster, postgres_database: str, tmp_path: Path) -> Settings:
    postgres.empty(postgres_database)
    return Settings(data=tmp_path, database=postgres.url(postgres_database), jobs=False)


@contextmanager
def held(postgres: Cluster, name: str, box: BoxRequest) -> Iterator[None]:
    """Somebody else has the row of this slot, and does not let go."""
    with psycopg.connect(host="127.0.0.1", port=postgres.port, user="postgres", dbname=name) as other:
        other.execute("SELECT 1 FROM slot WHERE id = %s FOR UPDATE", (box.id,))
        yield
        other.rollback()


async def outcome(store: Store, box: BoxRequest) -> object:
    try:
        return await store.write(partial(service.put_slot, box=box, sealed=SEALED), box.id)
    except Overloaded as error:
        return type(error)


async def test_a_row_that_another_holds_stops_no_other_write(
    settings: Settings, postgres: Cluster, postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LOCK_MS", LOCK_MS)
    monkeypatch.setattr(writer, "REPLAY", PATIENCE)
    store = await Store.open(settings)
    for box in BOXES:
        await store.write(partial(service.put_slot, box=box, sealed=SEALED), box.id)
    with held(postgres, postgres_database, BOXES[7]):
        async with asyncio.timeout(PATIENCE):
            outcomes = await asyncio.gather(*(outcome(store, box) for box in BOXES))
    assert [n for n, one in enumerate(outcomes) if one is not Outcome.KEPT] == [7]
    assert outcomes[7] is Overloaded
    assert await outcome(store, BOXES[7]) is Outcome.KEPT
    await store.close()


async def test_a_statement_without_end_is_ended(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "STATEMENT_MS", 2_000)  # more than anything but a sleep takes
    store = await Store.open(settings)

    def sleep(session: Session) -> None:
        session.info["driver"].execute("SELECT pg_sleep(60)")

    async with asyncio.timeout(PATIENCE):
        with pytest.raises(psycopg.errors.QueryCanceled):
            await store.read(sleep)
        with pytest.raises(psycopg.errors.QueryCanceled):
            await store.write(sleep)
        assert await store.write(row(b"after")) == 1
    await store.close()


class Network:
    """What lies between the store and PostgreSQL. While it is stopped nothing passes and nobody is told."""

    def __init__(self, postgres: Cluster) -> None:
        self._postgres = postgres
        self._passes = asyncio.Event()
        self._passes.set()

    def stop(self) -> None:
        self._passes.clear()

    def go_on(self) -> None:
        self._passes.set()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            await self._passes.wait()
            writer.write(data)
        writer.close()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._passes.wait()
        there, back = await asyncio.open_connection("127.0.0.1", self._postgres.port)
        async with asyncio.TaskGroup() as both:
            both.create_task(self._carry(reader, back))
            both.create_task(self._carry(there, writer))

    @asynccontextmanager
    async def up(self) -> AsyncIterator[int]:
        server = await asyncio.start_server(self._join, "127.0.0.1", 0)
        yield server.sockets[0].getsockname()[1]
        server.close()


@pytest.fixture
async def network(postgres: Cluster) -> Network:
    return Network(postgres)


async def test_a_network_that_is_gone_without_a_word_is_noticed(
    settings: Settings, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(engine.NETWORK, "connect_timeout", 2)  # psycopg's least
    async with network.up() as port:
        url = make_url(settings.database).set(port=port).render_as_string(hide_password=False)
        store = await Store.open(with_settings(settings, database=url))
        assert await store.write(row(b"before")) == 1
        network.stop()
        with monkeypatch.context() as patched:
            patched.setattr(engine, "ANSWERS_WITHIN", 0.5)
            async with asyncio.timeout(60):
                writing, reading = store.write(row(b"lost")), store.read(_nothing)
                for one in await asyncio.gather(writing, reading, return_exceptions=True):
                    assert isinstance(one, Overloaded)
        network.go_on()
        assert await store.write(row(b"after")) == 1
        assert {b"before", b"after"} <= set(await stored(store))
        await store.close()


def _nothing(session: Session) -> Any:
    return session.info["driver"].execute("SELECT 1").fetchone()
