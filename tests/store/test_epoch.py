"""The log id stays for as long as the history is unbroken, and changes when the database is another."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from selfhelp.diary.service import epoch_id
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.durability import HighWater, Mark
from selfhelp.store.engine import SQLITE_FILE
from selfhelp.store.store import HIGH_WATER_FILE
from tests.postgres import Cluster
from tests.store.rows import row


async def run_once(settings: Settings, writes: int = 0, start: int = 0) -> bytes:
    """Open, write, close; the log id."""
    store = await Store.open(settings)
    for n in range(start, start + writes):
        await store.write(row(n))
    log = await store.read(epoch_id)
    await store.close()
    return log


async def test_a_restart_keeps_the_log(settings: Settings) -> None:
    first = await run_once(settings, 3)
    assert len(first) == 16
    assert await run_once(settings, 3, 3) == first
    assert await run_once(settings) == first


async def test_a_crash_keeps_the_log(settings: Settings) -> None:
    store = await Store.open(settings)
    await store.write(row(b"1"))
    log = await store.read(epoch_id)
    # Another process begins on the same data while this one is still there, as after a kill -9.
    assert await run_once(settings) == log
    await store.close()


async def test_an_older_copy_in_the_same_file_makes_a_new_log(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    before = await run_once(settings, 3)
    shutil.copy(settings.data / SQLITE_FILE, tmp_path / "backup")
    assert await run_once(settings, 2, 3) == before
    inode = (settings.data / SQLITE_FILE).stat().st_ino
    shutil.copyfile(tmp_path / "backup", settings.data / SQLITE_FILE)
    assert (settings.data / SQLITE_FILE).stat().st_ino == inode
    after = await run_once(settings)
    assert after != before
    assert await run_once(settings) == after


async def test_a_copy_that_is_just_as_far_is_seen_by_its_inode(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    before = await run_once(settings, 3)
    shutil.copy(settings.data / SQLITE_FILE, tmp_path / "backup")
    (tmp_path / "backup").rename(settings.data / SQLITE_FILE)
    assert await run_once(settings) != before


async def test_a_file_that_was_carried_here_makes_a_new_log(tmp_path: Path) -> None:
    before = await run_once(Settings(data=tmp_path / "old"), 3)
    (tmp_path / "new").mkdir()
    shutil.copy(tmp_path / "old" / SQLITE_FILE, tmp_path / "new" / SQLITE_FILE)
    assert await run_once(Settings(data=tmp_path / "new")) != before


async def test_a_note_that_cannot_be_read_makes_a_new_log(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    before = await run_once(settings, 1)
    (tmp_path / HIGH_WATER_FILE).write_bytes(b"\0" * 40)
    assert await run_once(settings) != before


async def test_the_note_is_there_before_another_process_can_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would take the database for one that was carried here, and make another log."""
    begin, waits = HighWater.begin, []

    def watched(highwater: HighWater, mark: Mark) -> None:
        other = sqlite3.connect(tmp_path / SQLITE_FILE, isolation_level=None, timeout=0)
        with contextlib.suppress(sqlite3.OperationalError):
            other.execute("BEGIN IMMEDIATE")
        waits.append(not other.in_transaction)
        other.close()
        begin(highwater, mark)

    monkeypatch.setattr(HighWater, "begin", watched)
    await run_once(Settings(data=tmp_path))
    assert waits == [True]


@pytest.mark.postgres
async def test_a_fresh_machine_on_the_same_postgresql_keeps_the_log(postgres: Cluster, tmp_path: Path) -> None:
    name = postgres.new_database()
    log = await run_once(Settings(data=tmp_path / "a", database=postgres.url(name)), 3)
    assert await run_once(Settings(data=tmp_path / "b", database=postgres.url(name)), 3, 3) == log
    assert await run_once(Settings(data=tmp_path / "a", database=postgres.url(name))) == log
    postgres.drop(name)


@pytest.mark.postgres
async def test_another_postgresql_database_makes_a_new_log_once_for_all_machines(
    postgres: Cluster, tmp_path: Path
) -> None:
    name = postgres.new_database()
    log = await run_once(Settings(data=tmp_path / "a", database=postgres.url(name)), 3)
    copy = postgres.new_database(name)  # as from a dump: the same rows under another database number
    machines = [Settings(data=tmp_path / folder, database=postgres.url(copy)) for folder in ("a", "b")]
    after = await run_once(machines[0])
    assert after != log
    assert await run_once(machines[1]) == after
    assert await run_once(machines[0]) == after
    postgres.drop(copy)
    postgres.drop(name)


@pytest.mark.postgres
async def test_postgresql_counters_behind_the_note_make_a_new_log(postgres: Cluster, tmp_path: Path) -> None:
    name = postgres.new_database()
    settings = Settings(data=tmp_path, database=postgres.url(name))
    log = await run_once(settings, 40)
    postgres.execute("SELECT setval('log_count', (SELECT last_value FROM log_count) - 20)", name)
    assert await run_once(settings) != log
    postgres.drop(name)
