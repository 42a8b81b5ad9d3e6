"""Several processes that start at once on a database that is still empty."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import bindparam, insert
from sqlmodel import Session, select

from selfhelp.diary.service import log_id
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.engine import database_url, keep_private, writing_engine
from selfhelp.store.epoch import Epoch
from selfhelp.store.migrate import upgrade
from tests.conftest import DATABASES
from tests.live import ROOT, as_environment
from tests.postgres import Cluster

PROCESSES = 4

START = """
import asyncio, os, sys
from selfhelp.diary.service import log_id
from selfhelp.settings import load
from selfhelp.store import Store

async def main():
    print("ready", flush=True)
    sys.stdin.readline()
    store = await Store.open(load(os.environ))
    print((await store.read(log_id)).hex())
    await store.close()

asyncio.run(main())
"""


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
    def start() -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", START],
            cwd=ROOT,
            env=as_environment(empty) | {"PYTHONPATH": str(ROOT)},
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    processes = [start() for _ in range(PROCESSES)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    ends = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0] * PROCESSES, [said for _, said in ends]
    store = await Store.open(empty)
    assert {out for out, _ in ends} == {(await store.read(log_id)).hex() + "\n"}
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
