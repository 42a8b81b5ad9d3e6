"""Several processes that start at once on a database that is still empty."""

import asyncio
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from sqlalchemy import bindparam, insert
from sqlmodel import Session, select

from selfhelp.diary.service import epoch_id
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.engine import database_url, keep_private, writing_engine
from selfhelp.store.epoch import Epoch
from selfhelp.store.migrate import upgrade
from tests.conftest import DATABASES
from tests.patience import PATIENCE
from tests.postgres import Cluster

PROCESSES = 4

_FORKING = get_context("forkserver")
_FORKING.set_forkserver_preload(["tests.forked"])


def _start(settings: Settings, together: Barrier, said: "SimpleQueue[bytes]") -> None:
    """A process that waits for the others, opens the database, and says which log it has."""

    async def main() -> None:
        store = await Store.open(settings)
        said.put(await store.read(epoch_id))
        await store.close()

    together.wait()
    asyncio.run(main())


@pytest.fixture(params=DATABASES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings on a database without a schema."""
    if request.param == "sqlite":
        yield Settings(data=tmp_path / "data")
        return
    server: Cluster = request.getfixturevalue("postgres")
    name = server.new_database()
    yield Settings(data=tmp_path / "data", database=server.url(name))
    server.drop(name)


@pytest.mark.slow
async def test_they_migrate_once_and_agree_on_the_log(empty: Settings) -> None:
    together, said = _FORKING.Barrier(PROCESSES), _FORKING.SimpleQueue()
    processes = [_FORKING.Process(target=_start, args=(empty, together, said)) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(PATIENCE)
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    store = await Store.open(empty)
    assert {said.get() for _ in processes} == {await store.read(epoch_id)}
    assert await store.read(lambda session: len(session.exec(select(Epoch.id)).all())) == 1
    await store.close()


@pytest.mark.slow
async def test_who_starts_waits_for_another_that_is_settling_the_log(empty: Settings) -> None:
    empty.data.mkdir()
    keep_private(empty)
    engine = writing_engine(database_url(empty))
    upgrade(engine)
    with engine.begin() as connection, Session(bind=connection) as settling:
        settling.execute(insert(Epoch).values(id=bindparam("id"), count=bindparam("n")), {"id": b"theirs" * 2, "n": 1})
        settling.flush()
        starting = asyncio.ensure_future(Store.open(empty))
        await asyncio.sleep(0.5)
        assert not starting.done()
    store = await starting
    assert await store.read(lambda session: len(session.exec(select(Epoch.id)).all())) == 1
    await store.close()
    engine.dispose()


async def test_a_start_waits_for_another_that_brings_the_schema_up_to_date(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    other, engine = (writing_engine(database_url(settings)) for _ in range(2))
    with engine.connect() as pooled:  # what the upgrade will use: it must wait longer than a statement does
        pooled.exec_driver_sql("PRAGMA busy_timeout = 1")
    holder = other.connect()
    holder.exec_driver_sql("CREATE TABLE held (id INTEGER)")
    waiting = asyncio.create_task(asyncio.to_thread(upgrade, engine))
    await asyncio.sleep(0.2)
    assert not waiting.done()
    holder.rollback()
    await waiting
    for one in (other, engine):
        one.dispose()
