"""What passes by itself is tried again; what does not is said, and the store lives on."""

import asyncio
import errno
import signal
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import RootTransaction
from sqlmodel import Session

from selfhelp.boxes import BoxRequest, Outcome
from selfhelp.diary import service
from selfhelp.settings import Settings
from selfhelp.store import Overloaded, Store, engine, writer
from selfhelp.store.durability import HighWater
from selfhelp.store.engine import SQLITE_FILE
from tests.postgres import Cluster
from tests.store.rows import INSERT, row, stored


class Busy(sqlite3.OperationalError):
    sqlite_errorcode = sqlite3.SQLITE_BUSY


def deadlock() -> Exception:
    return psycopg.errors.DeadlockDetected("a circle")


def busy() -> Exception:
    return Busy("database is locked")


@pytest.mark.parametrize("passing", [busy, deadlock])
async def test_a_batch_that_met_a_lock_is_run_again_as_a_whole(store: Store, passing: type[Exception]) -> None:
    runs: list[str] = []

    def once_locked(session: Session) -> str:
        runs.append("locked")
        INSERT.run(session, id=b"1")
        if len(runs) < 3:
            raise passing()
        return "done"

    assert await store.write(once_locked) == "done"
    assert len(runs) == 3
    assert await stored(store) == [b"1"]


async def test_a_database_that_stays_busy_is_overloaded_and_nothing_is_written(store: Store) -> None:
    def locked(session: Session) -> None:
        INSERT.run(session, id=b"1")
        raise busy()

    with pytest.raises(Overloaded):
        await store.write(locked)
    assert await stored(store) == []
    assert await store.write(row(b"2")) == 1


async def test_a_writer_in_another_process_is_waited_for(tmp_path: Path) -> None:
    store = await Store.open(Settings(data=tmp_path))
    other = sqlite3.connect(tmp_path / SQLITE_FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.ensure_future(store.write(row(b"1")))
    await asyncio.sleep(0.2)
    assert not writing.done()
    other.execute("COMMIT")
    other.close()
    assert await writing == 1
    await store.close()


async def together(store: Store, *writes: Callable[[Session], object]) -> list[object]:
    """What came of each, in one batch: the writer is kept busy until all of them wait."""
    begun, goes_on = threading.Event(), threading.Event()

    def wait(_session: Session) -> None:
        begun.set()
        goes_on.wait(30)

    async def outcome(write: Callable[[Session], object]) -> object:
        try:
            return await store.write(write)
        except Overloaded as error:
            return type(error)

    before = asyncio.ensure_future(store.write(wait))
    await asyncio.to_thread(begun.wait, 30)
    waiting = [asyncio.ensure_future(outcome(write)) for write in writes]
    await asyncio.sleep(0)
    goes_on.set()
    await before
    return list(await asyncio.gather(*waiting))


@pytest.mark.parametrize("passing", [busy, deadlock])
async def test_only_the_call_that_stays_locked_is_told_to_come_back(store: Store, passing: type[Exception]) -> None:
    def locked(session: Session) -> None:
        INSERT.run(session, id=b"locked")
        raise passing()

    outcomes = await together(store, row(b"1"), row(b"2"), locked, row(b"3"))
    assert outcomes == [1, 1, Overloaded, 1]
    assert await stored(store) == [b"1", b"2", b"3"]


async def test_a_replay_in_which_many_are_locked_does_not_last(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "REPLAY", 0.0)

    def locked(_session: Session) -> None:
        raise busy()

    outcomes = await together(store, locked, *(row(n) for n in range(5)))
    assert outcomes == [Overloaded] * 6
    assert await store.write(row(b"after")) == 1


@pytest.mark.postgres
@pytest.mark.slow
async def test_a_restart_of_postgresql_loses_nothing_and_is_survived(durable_postgres: Cluster, tmp_path: Path) -> None:
    store = await Store.open(Settings(data=tmp_path, database=durable_postgres.url(durable_postgres.new_database())))
    acknowledged: set[bytes] = set()
    in_the_middle = asyncio.Event()

    async def keep_writing(who: int) -> None:
        for n in range(200):
            key = who.to_bytes(2) + n.to_bytes(2)
            try:
                await store.write(row(key), key)
                acknowledged.add(key)
                if len(acknowledged) >= 50:
                    in_the_middle.set()
            except Overloaded:
                await asyncio.sleep(0.05)

    writers = [asyncio.ensure_future(keep_writing(who)) for who in range(8)]
    await in_the_middle.wait()
    assert not all(writer.done() for writer in writers)
    await asyncio.to_thread(durable_postgres.stop, signal.SIGQUIT)
    await asyncio.to_thread(durable_postgres.start)
    await asyncio.gather(*writers)
    await store.write(row(b"after"))
    kept = set(await stored(store))
    assert acknowledged
    assert acknowledged <= kept
    await store.close()


@pytest.mark.postgres
async def test_two_processes_that_write_the_same_boxes_never_deadlock(postgres: Cluster, tmp_path: Path) -> None:
    name = postgres.new_database()
    stores = [await Store.open(Settings(data=tmp_path / str(n), database=postgres.url(name))) for n in range(2)]
    boxes = [BoxRequest(bytes([n]) * 16, bytes(32)) for n in range(16)]
    for box in boxes:
        await stores[0].write(partial(service.put_slot, box=box, sealed=bytes(61)), box.id)

    async def keep_replacing(store: Store, order: list[BoxRequest]) -> list[object]:
        results: list[object] = []
        for _ in range(20):
            results += await asyncio.gather(
                *(store.write(partial(service.put_slot, box=box, sealed=bytes(61)), box.id) for box in order)
            )
        return results

    # Each store gets the boxes in the opposite order; unsorted batches would lock them in a circle.
    results = await asyncio.gather(keep_replacing(stores[0], boxes), keep_replacing(stores[1], boxes[::-1]))
    assert all(result is Outcome.KEPT for some in results for result in some)
    for store in stores:
        await store.close()  # which sends their statistics in
    with psycopg.connect(host="127.0.0.1", port=postgres.port, user="postgres", dbname=name) as connection:
        met = connection.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        assert met.fetchone() == (0,)
    postgres.drop(name)


async def test_a_full_disk_is_overloaded_and_what_was_kept_stays(tmp_path: Path) -> None:
    store = await Store.open(Settings(data=tmp_path))
    await store.write(row(b"kept"))

    def limit(session: Session) -> int:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
        return int(session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}").scalar_one())

    await store.write(limit)  # the file cannot grow any more, as on a disk without room
    with pytest.raises(Overloaded):
        await store.write(row(bytes(100_000)))
    assert await together(store, row(b"small"), row(bytes(100_000)), row(b"too")) == [1, Overloaded, 1]
    assert await stored(store) == [b"kept", b"small", b"too"]
    await store.close()


async def test_a_commit_without_an_answer_is_not_replayed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []

    def write(session: Session) -> int:
        runs.append(1)
        return INSERT.run(session, id=b"once")

    def lost(_self: object) -> None:
        raise psycopg.OperationalError("the connection is gone")

    with monkeypatch.context() as patched:
        patched.setattr(RootTransaction, "commit", lost)
        with pytest.raises(Overloaded):
            await store.write(write)
    assert len(runs) == 1
    assert await store.write(row(b"after")) == 1


async def test_a_note_that_fails_after_the_commit_runs_nothing_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[int] = []

    def write(session: Session) -> int:
        runs.append(1)
        return INSERT.run(session, id=b"once")

    def full(_self: object, _count: int) -> None:
        raise OSError(errno.EIO, "the note cannot be written")

    with monkeypatch.context() as patched:
        patched.setattr(HighWater, "write_count", full)
        assert await store.write(write) == 1
    assert len(runs) == 1
    assert await stored(store) == [b"once"]


async def test_a_connection_that_cannot_roll_back_is_not_used_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(session: Session) -> None:
        INSERT.run(session, id=b"1")
        raise RuntimeError("a mistake")

    def broken(_self: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patched:
        patched.setattr(RootTransaction, "rollback", broken)
        with pytest.raises(RuntimeError, match="a mistake"):
            await store.write(fault)
    assert await store.write(row(b"2")) == 1
    assert await stored(store) == [b"2"]


async def filled(tmp_path: Path) -> Store:
    """A store with something to compact."""
    store = await Store.open(Settings(data=tmp_path))
    for n in range(20):
        await store.write(row(n.to_bytes(2) + bytes(500_000)))
    return store


async def test_who_writes_while_the_file_is_compacted_waits(tmp_path: Path) -> None:
    store = await filled(tmp_path)
    compacting = asyncio.ensure_future(store.compact())
    assert await asyncio.gather(*(store.write(row(b"%d" % n)) for n in range(20))) == [1] * 20
    await compacting
    assert {b"%d" % n for n in range(20)} <= set(await stored(store))
    await store.close()


async def test_who_would_wait_too_long_for_the_compaction_is_told_to_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    store = await Store.open(Settings(data=tmp_path))
    await store.write(row(b"before"))
    other = sqlite3.connect(tmp_path / SQLITE_FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # as VACUUM has it for as long as it lasts
    outcomes = await asyncio.gather(*(store.write(row(b"%d" % n)) for n in range(20)), return_exceptions=True)
    assert {type(one) for one in outcomes} == {Overloaded}
    assert await stored(store) == [b"before"]
    other.execute("ROLLBACK")
    other.close()
    assert await store.write(row(b"after")) == 1
    await store.close()
