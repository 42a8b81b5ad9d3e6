"""What every connection is set to, read back from connections that are in use."""

import asyncio
import os
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlalchemy as core
from sqlmodel import Session, col, func, select

from selfhelp.boxes import Tombstone
from selfhelp.console import Stopped
from selfhelp.notify.sender import MOST_HELD
from selfhelp.settings import Settings
from selfhelp.store import Statement, Store, engine
from selfhelp.store.commands import session_of
from selfhelp.store.engine import BUSY_MS, CACHE, SQLITE_FILE, database_url, writing_engine
from selfhelp.store.epoch import Epoch
from tests.patience import PATIENCE
from tests.postgres import Cluster
from tests.store.rows import row

PROMISED = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: an answer leaves after the disk has it
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": BUSY_MS,
}


def pragmas(session: Session) -> dict[str, object]:
    connection = session.connection()
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in (*PROMISED, "query_only")}


async def test_sqlite_is_durable_forgets_what_is_deleted_and_keeps_references(tmp_path: Path) -> None:
    store = await Store.open(Settings(data=tmp_path))
    assert await store.write(pragmas) == {**PROMISED, "query_only": 0}
    assert await store.read(pragmas) == {**PROMISED, "query_only": 1}
    await store.close()


def test_another_that_starts_on_a_new_file_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 1_000 * PATIENCE)
    with closing(sqlite3.connect(tmp_path / SQLITE_FILE, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.1, other.rollback).start()
        with writing_engine(database_url(Settings(data=tmp_path))).connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


async def test_there_is_room_for_what_the_sender_has_claimed_and_for_an_inbox(tmp_path: Path) -> None:
    store = await Store.open(Settings(data=tmp_path))

    def kilobytes(session: Session) -> int:
        return -int(session.connection().exec_driver_sql("PRAGMA cache_size").scalar_one())

    pages = 1.4 * MOST_HELD  # of a message its channel's page, and a third of one in the outbox
    assert await store.write(kilobytes) == CACHE >= 4 * pages
    assert await store.read(kilobytes) == CACHE
    await store.close()


@pytest.mark.postgres
async def test_postgresql_is_durable_and_its_readers_cannot_write(durable_postgres: Cluster, tmp_path: Path) -> None:
    def setting(session: Session) -> tuple[str, str, str]:
        connection = session.connection()
        wanted = ("synchronous_commit", "transaction_isolation", "transaction_read_only")
        on, isolation, read_only = (connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in wanted)
        return on, isolation, read_only

    name = durable_postgres.new_database()
    store = await Store.open(Settings(data=tmp_path, database=durable_postgres.url(name)))
    assert await store.read(setting) == ("on", "repeatable read", "on")
    assert await store.write(setting) == ("on", "read committed", "off")
    await store.close()


async def test_a_read_sees_one_snapshot_whatever_is_written_meanwhile(store: Store) -> None:
    has_read, may_go_on = threading.Event(), threading.Event()

    def count(session: Session) -> int:
        return session.exec(select(func.count()).select_from(Tombstone)).one()

    def twice(session: Session) -> tuple[int, int]:
        first = count(session)
        has_read.set()
        assert may_go_on.wait(PATIENCE)
        return first, count(session)

    await store.write(row(1))
    reading = asyncio.ensure_future(store.read(twice))
    assert await asyncio.to_thread(has_read.wait, PATIENCE)
    await store.write(row(2))
    may_go_on.set()
    assert await reading == (1, 1)
    assert await store.read(count) == 2


async def test_the_files_are_their_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        settings = Settings(data=tmp_path / "data")
        store = await Store.open(settings)
        await store.write(row(1))
        modes = {file.name: file.stat().st_mode & 0o777 for file in settings.data.iterdir()}
        await store.close()
    finally:
        os.umask(before)
    made = [SQLITE_FILE, f"{SQLITE_FILE}-wal", f"{SQLITE_FILE}-shm", "high-water", "in-use"]
    assert modes == dict.fromkeys(made, 0o600)


async def test_a_database_that_was_carried_here_becomes_its_owners_alone(tmp_path: Path) -> None:
    await (await Store.open(Settings(data=tmp_path / "old"))).close()
    (tmp_path / "new").mkdir()
    carried = tmp_path / "new" / SQLITE_FILE
    shutil.copyfile(tmp_path / "old" / SQLITE_FILE, carried)
    carried.chmod(0o644)
    await (await Store.open(Settings(data=tmp_path / "new"))).close()
    assert carried.stat().st_mode & 0o777 == 0o600


class Id(NamedTuple):
    id: bytes


@pytest.mark.postgres
async def test_postgresql_plans_once_what_is_read_again_and_again(postgres: Cluster, tmp_path: Path) -> None:
    asked = Statement(core.select(col(Epoch.id)).where(col(Epoch.count) >= core.bindparam("count")).limit(5), Id)

    def read(session: Session) -> tuple[int, int]:
        for _ in range(12):  # psycopg prepares at the sixth; by default PostgreSQL then plans five times
            asked.first(session, count=0)
        planned = (
            "SELECT count(*), coalesce(sum(custom_plans), 0) FROM pg_prepared_statements "
            "WHERE statement LIKE 'SELECT log.id%'"
        )
        found, anew = session.info["driver"].execute(planned).fetchone()
        return int(found), int(anew)

    name = postgres.new_database()
    store = await Store.open(Settings(data=tmp_path, database=postgres.url(name)))
    found = await store.read(read)
    await store.close()
    postgres.drop(name)
    assert found == (1, 0)


def test_a_command_says_that_the_disk_is_full_and_not_that_the_database_is_busy(settings: Settings) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    with pytest.raises(Stopped, match="disk of the database is full"), session_of(settings):
        raise full
