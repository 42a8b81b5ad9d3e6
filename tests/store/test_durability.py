"""SQLite's WAL is brought into the file after the answers, and what keeps it from that for a while stops nobody."""

import asyncio
import sqlite3
import threading
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from selfhelp.logs import configure
from selfhelp.settings import Settings
from selfhelp.store import Store, after_commit_checkpoint, durability
from selfhelp.store.durability import Checkpoints
from selfhelp.store.engine import BUSY_MS, SQLITE_FILE
from selfhelp.store.writer import Writer
from tests.patience import PATIENCE
from tests.store.rows import INSERT, row, stored
from tests.store.wal import is_emptied


def write_and_empty(session: Session) -> int:
    """What a deletion does: it asks that the WAL be emptied."""
    after_commit_checkpoint(session)
    return INSERT.run(session, id=b"first")


class FailingDriver:
    """A driver's connection that refuses so many checkpoints."""

    total_changes = 0

    def __init__(self, failures: int, is_busy: bool = False) -> None:
        self.failures = failures
        self.is_busy = is_busy
        self.statements: list[str] = []

    def execute(self, statement: str) -> "FailingDriver":
        self.statements.append(statement)
        if "wal_checkpoint" in statement and self.failures and not self.is_busy:
            self.failures -= 1
            raise sqlite3.OperationalError("database or disk is full")
        return self

    def fetchall(self) -> list[tuple[int, int, int]]:
        self.failures -= self.is_busy
        return [(int(self.is_busy and self.failures >= 0), 0, 0)]

    def tried(self) -> int:
        return sum("TRUNCATE" in statement for statement in self.statements)


@pytest.mark.parametrize("is_busy", [False, True])
def test_a_checkpoint_is_tried_until_it_has_succeeded(monkeypatch: pytest.MonkeyPatch, is_busy: bool) -> None:
    monkeypatch.setattr(durability, "AGAIN", 0)
    driver, due = FailingDriver(failures=3, is_busy=is_busy), Checkpoints()
    due.must_empty = True
    assert [due.run(driver) for _ in range(6)] == [True, True, True, False, False, False]
    assert driver.tried() == 4


def test_a_checkpoint_that_failed_is_not_tried_again_with_every_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durability, "AGAIN", 3_600)
    driver, due = FailingDriver(failures=3), Checkpoints()
    due.must_empty = True
    assert [due.run(driver) for _ in range(6)] == [True] * 6
    assert driver.tried() == 1


def test_after_a_failed_checkpoint_locks_are_waited_for_as_before() -> None:
    driver, due = FailingDriver(failures=1), Checkpoints()
    due.must_empty = True
    due.run(driver)
    assert driver.statements[-1] == f"PRAGMA busy_timeout = {BUSY_MS}"


def test_a_series_of_failures_is_one_line_in_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durability, "AGAIN", 0)
    lines = BytesIO()
    configure(lines)
    driver, due = FailingDriver(failures=3), Checkpoints()
    due.must_empty = True
    for _ in range(5):
        due.run(driver)
    configure()
    [line] = lines.getvalue().splitlines()
    assert b'"checkpoint-failed"' in line
    assert b'"OperationalError"' in line


async def test_the_wal_is_brought_into_the_file_and_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durability, "CHANGES", 20)
    store = await Store.open(Settings(data=tmp_path))
    for n in range(300):
        await store.write(row(n))
    wal = (tmp_path / "selfhelp.db-wal").stat().st_size
    await store.close()
    assert wal < 300_000, "300 commits of two pages or more, 4 KiB each"


@pytest.mark.slow
async def test_a_reader_in_the_way_puts_the_emptying_off_and_nobody_else_is_needed_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty, put_off = durability._empty, threading.Event()

    def tried(driver: Any) -> bool:
        is_done = empty(driver)
        if not is_done:
            put_off.set()
        return is_done

    monkeypatch.setattr(durability, "_empty", tried)
    monkeypatch.setattr(durability, "AGAIN", 0.05)
    store = await Store.open(Settings(data=tmp_path))
    await store.write(row(b"before"))
    reader = sqlite3.connect(tmp_path / SQLITE_FILE, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM grave").fetchall()
    await store.write(write_and_empty)
    assert await asyncio.to_thread(put_off.wait, PATIENCE)
    wal = tmp_path / "selfhelp.db-wal"
    assert wal.stat().st_size > 0
    reader.close()
    assert await asyncio.to_thread(is_emptied, wal)
    await store.close()


async def test_what_fails_after_a_batch_ends_no_thread(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> bool:
        raise RuntimeError("a mistake")

    monkeypatch.setattr(Writer, "after", broken)
    await store.write(write_and_empty)
    await store.write(row(b"second"))
    assert await stored(store) == [b"first", b"second"]
