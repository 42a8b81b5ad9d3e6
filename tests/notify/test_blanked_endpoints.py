"""Once a day, endpoints that have been silent for half a year are erased, in batches that hold up nobody."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.notify import reconcile, recurrence, service
from selfhelp.notify.service import BLANKED_AT_ONCE, blank_silent_endpoints
from selfhelp.settings import Settings
from selfhelp.store import Id, Statement
from selfhelp.store.engine import SQLITE_FILE
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge

pytestmark = pytest.mark.pure

HALF_A_YEAR = 180 * 86_400


async def silent(harness: PushHarness, count: int, since: int = HALF_A_YEAR + 1) -> list[bytes]:
    """The ids of `count` channels that have been paused for `since` seconds."""
    boxes = [(await harness.channel(nudge(**DAILY_AT_EIGHT)))[0] for _ in range(count)]
    ids = [box.id for box in boxes]
    paused_at = int(harness.seconds) - since

    def pause(session: Session) -> None:
        for id_ in ids:
            session.execute(
                text("UPDATE channel SET state = 'paused', paused_at = :at WHERE id = :id"),
                {"at": paused_at, "id": id_},
            )

    await harness.store.write(pause)
    return ids


async def left(harness: PushHarness) -> int:
    """How many channels have an endpoint."""

    def count(session: Session) -> int:
        return int(session.execute(text("SELECT count(*) FROM channel WHERE sealed IS NOT NULL")).scalar_one())

    return await harness.store.read(count)


async def test_everything_that_is_over_goes_in_one_night_and_nothing_else(harness: PushHarness) -> None:
    await silent(harness, 230)
    await silent(harness, 3, since=HALF_A_YEAR - 1)
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    assert await blank_silent_endpoints(harness.store, harness.now) == 230
    assert await left(harness) == 4
    assert await blank_silent_endpoints(harness.store, harness.now) == 0


async def test_no_transaction_erases_more_than_it_may(harness: PushHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    await silent(harness, 2 * BLANKED_AT_ONCE + 3)
    erased: list[int] = []
    write = harness.store.write

    async def counted(work: Callable[[Session], int]) -> int:
        erased.append(await write(work))
        return erased[-1]

    monkeypatch.setattr(harness.store, "write", counted)
    assert await blank_silent_endpoints(harness.store, harness.now) == 2 * BLANKED_AT_ONCE + 3
    assert erased == [BLANKED_AT_ONCE, BLANKED_AT_ONCE, 3]


def wal(settings: Settings) -> Path:
    return settings.data / f"{SQLITE_FILE}-wal"


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_no_batch_empties_the_log_that_is_for_the_end_of_the_night(
    harness: PushHarness, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Emptying the log holds up everybody who writes, for as long as it is long."""
    await silent(harness, 30)
    monkeypatch.setattr(service, "BLANKED_AT_ONCE", 10)
    monkeypatch.setattr(service, "CHECKPOINT_AFTER", 10)
    assert await blank_silent_endpoints(harness.store, harness.now) == 30
    assert wal(settings).stat().st_size > 0


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_what_was_erased_is_nowhere_in_the_files_after_the_last_step(
    harness: PushHarness, settings: Settings
) -> None:
    [id_] = await silent(harness, 1)

    def sealed(session: Session) -> bytes:
        return bytes(session.execute(text("SELECT sealed FROM channel WHERE id = :id"), {"id": id_}).scalar_one())

    secret = (await harness.store.read(sealed))[20:60]
    await harness.store.checkpoint()
    assert secret in (settings.data / SQLITE_FILE).read_bytes()
    await blank_silent_endpoints(harness.store, harness.now)
    await harness.store.checkpoint_passively()
    await harness.store.checkpoint()
    assert wal(settings).stat().st_size == 0
    assert secret not in (settings.data / SQLITE_FILE).read_bytes()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "statement",
    [
        *(Statement(service._silent(1, 1), Id), reconcile._PREPARED),
        *(reconcile._CHANNELS, reconcile._NUDGES, recurrence._MOVE),
    ],
)
async def test_a_batch_does_not_read_all_there_is(harness: PushHarness, statement: Statement[Any]) -> None:
    sql = statement._texts["sqlite"].sql

    def plan(session: Session) -> list[str]:
        marks = (1,) * sql.count("?")
        return [row[3] for row in session.info["driver"].execute(f"EXPLAIN QUERY PLAN {sql}", marks).fetchall()]

    told = await harness.store.read(plan)
    assert any(step.startswith("SEARCH") for step in told)
    assert not any(step.startswith("SCAN") or "TEMP B-TREE" in step for step in told)
